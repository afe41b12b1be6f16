"""Whom a figure may be about: the owner of what is counted, the subject of the verb, what the text speaks of.

Each candidate comes with features by which a judge chooses between them: where it was found, its class, its case, how
near it stands, and how much the document speaks of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain

from kg.extract.rules.context import Context, bound
from kg.extract.rules.figures.grammar import Grammar, may_be_about
from kg.extract.rules.figures.order import Order
from kg.extract.rules.figures.sifting import Figure, respective
from kg.extract.rules.patterns.tape import AnyChunk, Tape, token_range
from kg.model import Iri, Mention
from kg.vocab import ORGANIZATION, PLACE

NEAR, FAR = 4, 12  # tokens
LONGEST = 6  # edges of a path
EXPLICIT = frozenset({"respective", "bound", "owner", "subject", "in subject", "below", "verb", "governor"})


@dataclass(frozen=True, slots=True)
class Who:
    """A mention that figures of a sentence may be about, with what is seen of it whichever figure it is."""

    mention: Mention
    may: bool
    key: object  # the same for mentions that stand for one thing
    name: str
    chunk: AnyChunk | None  # None in another sentence
    features: tuple[str, ...]


class Subjects:
    """Finds whom the figures of one sentence may be about; what does not depend on the figure is looked at once."""

    def __init__(self, context: Context, tape: Tape) -> None:
        self.context, self.tape, self.respective = context, tape, respective(tape)
        names = [c for c in tape.chunks if isinstance(c.value, Mention) and may_be_about(context, c.value)]
        self.grammar = Grammar(context, tape)
        self.order = Order.of(tape, names, context.lists["parting"])
        self._known: dict[int, Who] = {}  # by the mention's id: hashing a mention takes longer than what it saves
        self._edges: dict[int, str] = {}
        self._above: dict[int, list[int]] = {}

    def candidates(
        self, figure: Figure, thing: int | None, verb: int | None, before: Mention | None, earlier: Mention | None
    ) -> list[tuple[Mention, frozenset[str]]]:
        """Return whom a figure may be about, the likeliest first as far as order tells, each once.

        `before` is whom the figure before it in the sentence is about, `earlier` the last one of the text.
        """
        found: dict[object, tuple[Mention, set[str]]] = {}
        told, here = "implicit", f"names={min(2, len(self.order.names))}"
        acting = self.grammar.acting(thing, verb)
        sources = self._sources(figure, thing, verb, before, earlier)
        for source, mention in chain(sources, self._ours(figure)):
            who = self._who(mention)
            if not who.may:
                continue
            explicit = source in EXPLICIT
            told = source if explicit and told == "implicit" else told
            if who.key not in found:
                found[who.key] = mention, {f"first={source}", *self._features(figure, thing, who)}
            held, features = found[who.key]
            features.update(_from(source, held.kind, held.type, None if explicit else (told, here, acting)))
            if source in ("bound", "respective"):
                features.add(f"from={source}&{figure.match.rule.name}")
        return [
            (mention, frozenset((*features, f"place={min(i, 4)}")))
            for i, (mention, features) in enumerate(found.values())
        ]

    def _who(self, mention: Mention) -> Who:
        known = self._known.get(id(mention))
        if known is None:
            known = self._known[id(mention)] = self._seen(mention)
        return known

    def _seen(self, mention: Mention) -> Who:
        if not may_be_about(self.context, mention):
            return Who(mention, False, None, "", None, ())
        name, chunk = self.context.stands_for(mention), self._chunk(mention)
        key = name.text if name.kind == "name" else name.span
        return Who(mention, True, key, name.text, chunk, tuple(self._still(mention, name.text, chunk)))

    def _ours(self, figure: Figure) -> Iterator[tuple[str, Mention]]:
        """ "We filed 30": the body of who was named last."""
        if self.tape.where.keys().isdisjoint(self.context.lists["first_person"]):
            return
        start = self.tape.tokens[figure.at].start
        spoke = [m for m in self.context.named if m.span.start <= start and m.text in self.context.serves]
        if spoke:
            yield "ours", self.context.serves[spoke[-1].text]

    def _sources(
        self, figure: Figure, thing: int | None, verb: int | None, before: Mention | None, earlier: Mention | None
    ) -> Iterator[tuple[str, Mention]]:
        for source, mention in (
            ("respective", self.respective.get(figure.at)),
            ("bound", bound(figure.match, "about")),
            *self.grammar.sources(thing, verb),
            ("before", before),
            ("topic", self.context.topic),
        ):
            if mention is not None:
                yield source, mention
        yield from self._beside(figure)
        if earlier is not None:
            yield "earlier", earlier
        yield from self._spoken_of

    @cached_property
    def _spoken_of(self) -> list[tuple[str, Mention]]:
        """What the headline names and what the whole text speaks of most."""
        context = self.context
        main = (("main place", context.main(PLACE)), ("main body", context.main(ORGANIZATION)))
        topics = ((f"topic {i}", m) for i, m in enumerate(context.topics[:3]))
        return [*(("title", m) for m in context.titled), *((s, m) for s, m in main if m is not None), *topics]

    def _beside(self, figure: Figure) -> Iterator[tuple[str, Mention]]:
        """All that the sentence names, from the figure outwards."""
        chunks = [c for c in self.tape.chunks if isinstance(c.value, Mention)]
        for chunk in sorted(chunks, key=lambda c: (abs(c.head - figure.at), c.head)):
            if isinstance(chunk.value, Mention):
                yield "left" if chunk.head < figure.at else "right", chunk.value

    def _still(self, mention: Mention, name: str, chunk: AnyChunk | None) -> Iterator[str]:
        """What is seen of a mention whichever figure of the sentence it is weighed for."""
        context, tape = self.context, self.tape
        sort = _local(mention.type)
        yield f"sort={sort}"
        yield f"kind={mention.kind}"
        names = [m.text for m in context.topics]
        yield f"topic={min(names.index(name), 3) if name in names else 'none'}"
        for role in context.roles.get(name, ()):
            yield from (role, f"{role}&{sort}")
        if chunk is None:
            yield "elsewhere"
            return
        head = chunk.head
        cases = sorted(tape.tokens[c].lemma.lower() for c in tape.kids(head, "case", "mark"))
        yield f"case={cases[0] if cases else tape.tokens[head].dep}"
        yield f"dep={tape.tokens[head].dep}"
        if self.grammar.by_side(head):
            yield "by side"
        if self.grammar.listed(head):
            yield "listed"

    def _features(self, figure: Figure, thing: int | None, who: Who) -> Iterator[str]:
        tape, chunk = self.tape, who.chunk
        yield from who.features
        if thing is not None and tape.tokens[thing].lemma.lower() in who.name.lower():
            yield "named for what is counted"
        if chunk is None:
            return
        head = chunk.head
        side = "left" if head < figure.at else "right"
        away = abs(head - figure.at)
        yield f"{side}={'near' if away <= NEAR else 'far' if away > FAR else 'middle'}"
        path = self._path(figure.at, head)
        yield f"path={' '.join(path)}"
        yield f"steps={' '.join(step.partition(':')[0] for step in path)}"
        verb_of = self.context.clauses.verb_of
        if verb_of(tape, head) == verb_of(tape, figure.at):
            yield "same clause"
        if tape.parts(head, figure.at, "q"):
            yield f"{side} behind a figure"
        if tape.parts(head, figure.at, "e", chunk):
            yield f"{side} behind a name"
        yield from self.order.features(figure.at, chunk)

    def _chunk(self, mention: Mention) -> AnyChunk | None:
        """The chunk of a mention; None for one of another sentence."""
        range_ = token_range(self.tape.tokens, mention.span)
        chunk = self.tape.chunk_of[range_[0]] if range_ is not None else None
        return chunk if chunk is not None and (chunk.value is mention or chunk.value == mention) else None

    def _path(self, start: int, end: int) -> list[str]:
        """The edges of the tree from one token up and down to another, with the prepositions below; [] if far."""
        up, down = self._up(start), self._up(end)
        meet = next((i for i in up if i in down), None)
        if meet is None or up.index(meet) + down.index(meet) > LONGEST:
            return []
        rise = [f"^{self._edge(i)}" for i in up[: up.index(meet)]]
        return [*rise, *(self._edge(i) for i in reversed(down[: down.index(meet)]))]

    def _up(self, i: int) -> list[int]:
        if i not in self._above:
            self._above[i] = [i, *self.tape.ancestors(i)]
        return self._above[i]

    def _edge(self, i: int) -> str:
        if i not in self._edges:
            dep = self.tape.tokens[i].dep.partition(":")[0]
            case = self.tape.child(i, "case")
            self._edges[i] = f"{dep}:{self.tape.tokens[case].lemma.lower()}" if case is not None else dep
        return self._edges[i]


@lru_cache(maxsize=8192)
def _from(source: str, kind: str, cls: Iri, clause: tuple[str, str, str] | None) -> tuple[str, ...]:
    """What is told by where a mention was found; of one that syntax does not give also by its clause."""
    found = f"from={source}", f"from={source}&{kind}", f"from={source}&{_local(cls)}"
    if clause is None:
        return found
    told, here, acting = clause
    return (*found, f"from={source}&told by {told}", f"from={source}&{here}", f"from={source}&{acting}")


@lru_cache(maxsize=1024)
def _local(cls: Iri) -> str:
    return cls.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
