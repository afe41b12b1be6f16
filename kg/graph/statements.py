"""The claims of a document with their terms written and their names: what they say, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from kg.graph.account import Account, named_event
from kg.graph.names import Names
from kg.graph.naming import ID, digest, evidence_iri
from kg.model import Claim, Entity, Iri, Modality, Node
from kg.vocab import LABEL, TYPE


class Events(Protocol):
    """The named events of all documents: which of them somebody asserts, and the class that their nodes agree on."""

    def asserted(self, event: Iri) -> bool: ...
    def type_of(self, event: Iri) -> Iri | None: ...


@dataclass(frozen=True, slots=True)
class KnownEvents:
    """The named events of some accounts."""

    firm: frozenset[Iri] = frozenset()
    classes: Mapping[Iri, Iri] = field(default_factory=dict)

    @classmethod
    def of(cls, accounts: Iterable[Account], doubtful: Iterable[Account] = ()) -> KnownEvents:
        """Find them; what is doubtful asserts none, and tells the class of those alone that nobody else tells of."""
        asserted, classes, others = set[Iri](), dict[Iri, Iri](), dict[Iri, Iri]()
        for found, some in ((classes, accounts), (others, doubtful)):
            for account in some:
                for event, type_, modality in occurrences(account):
                    found[event.iri] = special(event, found.get(event.iri, type_), type_)
                    if modality is Modality.ASSERTED and found is classes:
                        asserted.add(event.iri)
        return cls(frozenset(asserted), others | classes)

    def asserted(self, event: Iri) -> bool:
        """Say whether some account asserts an event."""
        return event in self.firm

    def type_of(self, event: Iri) -> Iri | None:
        """Return the class of an event, or None for what is none."""
        return self.classes.get(event)


def occurrences(account: Account) -> Iterator[tuple[Entity, Iri, Modality]]:
    """Yield each claim of a named event: the entity that it is, the class of its node, how firmly it is claimed."""
    for claim in account.claims:
        event = named_event(claim.subject) if isinstance(claim.subject, Node) else None
        if event is not None and isinstance(claim.subject, Node):
            yield event, claim.subject.type, claim.modality


def special(event: Entity, one: Iri, other: Iri) -> Iri:
    """Choose between two classes of a named event: any but the one that its mere name has, then by IRI."""
    return min(one, other, key=lambda cls: (cls == event.type, cls))


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim with its terms written; the same words may be claimed by several rules."""

    name: str  # as N-Triples writes it
    claim: Claim
    subject: str
    predicate: str
    object: str
    rules: tuple[str, ...] = ()
    extractors: tuple[str, ...] = ()

    @property
    def iri(self) -> str:
        """The IRI of the claim."""
        return self.name[1:-1]


def stated(account: Account, names: Names, events: Events) -> list[Stated]:
    """Name the claims of a document; those that say the same of the same words become one, the surest."""
    names.document = account.document.id
    found: dict[str, Stated] = {}
    for claim in account.claims:
        for part in _split(claim, names, events):
            one = _stated(part, names)
            found[one.name] = _merged(found[one.name], one) if one.name in found else one
    return list(found.values())


def _split(claim: Claim, names: Names, events: Events) -> Iterator[Claim]:
    """Turn what is not asserted about an event that others assert into claims that stand alone."""
    event = named_event(claim.subject) if isinstance(claim.subject, Node) else None
    if event is None or claim.modality is Modality.ASSERTED or not events.asserted(event.iri):
        yield claim
        return
    assert isinstance(claim.subject, Node)
    yield replace(claim, subject=event, predicate=TYPE, object=names.type_of(event))
    for prop, part in claim.subject.parts:
        if prop != LABEL:
            yield replace(claim, subject=event, predicate=prop, object=part)


def _stated(claim: Claim, names: Names) -> Stated:
    subject = names.subject(claim.subject, claim.modality)
    predicate = names.ref(claim.predicate)
    thing = claim.predicate == TYPE and isinstance(claim.subject, Node | Entity)
    object_ = (
        names.ref(names.type_of(claim.subject))  # type: ignore[arg-type]  # `thing` has looked
        if thing
        else names.term(claim.object, claim.predicate, claim.modality)
    )
    said_by = names.ref(claim.attributed_to.iri) if isinstance(claim.attributed_to, Entity) else ""
    where = sorted(evidence_iri(e) for e in claim.evidence)
    content = digest([subject, predicate, object_, claim.modality.value, said_by, *where])
    rules, extractors = (claim.rule,) if claim.rule else (), (claim.extractor,) if claim.extractor else ()
    return Stated(names.ref(f"{ID}claim/{content}"), claim, subject, predicate, object_, rules, extractors)


def _merged(one: Stated, other: Stated) -> Stated:
    surer = one if one.claim.confidence >= other.claim.confidence else other
    return replace(
        surer,
        rules=tuple(sorted({*one.rules, *other.rules})),
        extractors=tuple(sorted({*one.extractors, *other.extractors})),
    )
