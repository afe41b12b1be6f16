"""What may be seen otherwise because triples came or went: by shapes, and by whoever looks for the claims to blame.

Of a claim that was kept out the store remembers what was at stake: as what it was seen while it stood, and by what it
was found to be at fault. Once any of that may be different, the claim has to be judged anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from kg.build.quarantine import CLAIMS, PARTS, Blame, claims_of
from kg.graph.labels import leads_to_part
from kg.store.contents import line
from kg.store.state import Aspects
from kg.vocab import ATTRIBUTED_TO, HAS_SOURCE, OBJECT, PREDICATE, SUBJECT, TYPE, curie

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.model import Finding
    from kg.validate.reach import Reach, Sights, Term

Quad = Any  # a pyoxigraph.Quad of IRIs and literals: no graph of ours has triples inside triples
_ROLES: Final = (SUBJECT, OBJECT, ATTRIBUTED_TO)
_SEES: Final = "sees"  # a shape sees something otherwise that looks at the node
_THERE: Final = "there"  # a shape sees something of the node when it comes from elsewhere
_COMES: Final = "comes"  # a shape comes to the node from elsewhere
_FINDS: Final = "finds"  # a shape found the node wrong
_STAYS: Final = "stays"  # a triple of the node that the claim brings, and others too
_TOLD: Final = "told"  # something was told about the node
_ASKED: Final = "asked"  # that was asked about the node, to find a claim to blame
_MATTERS: Final = {  # which of these, of a claim that was kept out, are touched by which
    _SEES: (_SEES, _FINDS),
    _FINDS: (_SEES, _FINDS),
    _THERE: (_COMES,),
    _COMES: (_THERE,),
    _STAYS: (_STAYS,),
    _TOLD: (_ASKED,),
    _ASKED: (_TOLD,),
}


@dataclass(slots=True)
class Seen:
    """What may be seen otherwise.

    `nodes` are what shapes have to look at again. `aspects` are, by a node's value, a word for how it may be seen
    otherwise and by what: the IRI of a shape, or what may be asked about it (`kg.build.quarantine.Blame`).
    """

    nodes: set[Term] = field(default_factory=set)
    aspects: Aspects = field(default_factory=dict)

    @classmethod
    def of(cls, reach: Reach, store: ox.Store, changed: Collection[Quad]) -> Seen:
        """Return what some triples of the graph change that went or came."""
        found = cls._viewed(reach, store, changed)
        found._stay(map(line, changed))
        return found

    @classmethod
    def at_stake(cls, reach: Reach, store: ox.Store, going: Collection[Quad], staying: Iterable[str]) -> Seen:
        """Return what is at stake for what brings some triples.

        That is all that those change that are about to go with it, and that those stay, given as lines, which others
        bring too.
        """
        found = cls._viewed(reach, store, going)
        found._stay(staying)
        return found

    @classmethod
    def _viewed(cls, reach: Reach, store: ox.Store, quads: Collection[Quad]) -> Seen:
        """Return what is seen otherwise without some triples; the store may be the one with them or without.

        Of claims and evidence there are no aspects: nobody sees them without the very triples that go or come.
        """
        own = {quad.subject for quad in quads if quad.predicate.value in (PREDICATE, HAS_SOURCE)}
        sights = reach.sights(store, quads)
        found = cls(set(sights))
        for how, seen in ((_SEES, sights), (_THERE, reach.deep(quads)), (_COMES, reach.beneath(store, quads))):
            found._note(how, {node: shapes for node, shapes in seen.items() if node not in own})
        said = {quad.subject: quad.object.value for quad in quads if quad.predicate.value == PREDICATE}
        for quad in quads:
            found._note(_TOLD, {quad.object: set(_told(quad, said.get(quad.subject, "")))})
        return found

    @classmethod
    def through(cls, reach: Reach, finding: Finding, blame: Blame) -> Seen:
        """Return by what a finding was seen, and its blame found."""
        shapes = [finding.shape] if finding.shape in reach.views else list(reach.views)
        found = cls(aspects={finding.focus: {f"{_FINDS} {shape}" for shape in shapes}})
        for thing, what in blame.asked:
            found.aspects.setdefault(thing, set()).add(f"{_ASKED} {what}")
        return found

    @classmethod
    def again(cls, aspects: Aspects, *, gone: bool = False) -> Seen:
        """Return what was at stake for a claim that stands again, or, when it is `gone`, never stood."""
        wanted = (_SEES, _FINDS, _THERE, _COMES, _TOLD, _ASKED) if gone else (_FINDS, _ASKED)
        found = {node: {one for one in some if one.partition(" ")[0] in wanted} for node, some in aspects.items()}
        wrong = (node for node, some in found.items() if any(one.startswith(f"{_FINDS} ") for one in some))
        return cls({named for node in wrong for named in _named(node)}, found)

    def add(self, other: Seen) -> None:
        """Take up what else may be seen otherwise."""
        self.nodes |= other.nodes
        for node, some in other.aspects.items():
            self.aspects.setdefault(node, set()).update(some)

    def touched(self) -> Aspects:
        """Return what matters to claims that were kept out: whatever has this at stake has to be judged anew."""
        return {node: {one for aspect in some for one in _touched(aspect)} for node, some in self.aspects.items()}

    def _note(self, how: str, sights: Sights) -> None:
        for node, some in sights.items():
            if some:
                self.aspects.setdefault(node.value, set()).update(f"{how} {one}" for one in some)

    def _stay(self, lines: Iterable[str]) -> None:
        for one in lines:
            subject, _, rest = one.partition(" ")
            self.aspects.setdefault(subject[1:-1], set()).add(f"{_STAYS} {rest}")


def _named(node: str) -> Iterator[Term]:
    """Yield a node by its value; where that is words, they come back with the triple that has them."""
    import pyoxigraph as ox

    with suppress(ValueError):
        yield ox.NamedNode(node)


def _told(quad: Quad, said: str) -> tuple[str, ...]:
    """Return what a triple tells about its object; `said` is the predicate of the claim that its subject is."""
    predicate = quad.predicate.value
    if predicate in _ROLES:
        return CLAIMS, claims_of(said), claims_of(f"^{curie(said)}")
    thing = predicate != TYPE and not hasattr(quad.object, "datatype")
    return (PARTS,) if thing and leads_to_part(quad.subject.value, predicate) else ()


def _touched(aspect: str) -> Iterable[str]:
    how, _, what = aspect.partition(" ")
    return (f"{other} {what}" for other in _MATTERS[how])
