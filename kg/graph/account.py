"""What one document says once its mentions are known: the input of the graph."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from kg.model import Claim, Document, Entity, Evidence, Iri, Mention, Modality, Node, Span, Term
from kg.vocab import ABOUT, AGENT, AT, HOLDER, HOLDS_POST_AT, LABEL, POST, SPEAKER, STATUS, TYPE, WHO, WITH

EntityOf = Callable[[Mention], Entity | None]


@dataclass(frozen=True, slots=True)
class Account:
    """A document, and what it claims of entities; `unresolved` are mentions that no entity was found for.

    No claim holds a mention any more. `sentences` are the spans of its sentences, in order, where they are known.
    """

    document: Document
    claims: tuple[Claim, ...]
    unresolved: tuple[Mention, ...] = ()
    sentences: tuple[Span, ...] = ()

    def around(self, span: Span) -> Span:
        """Return the sentences that hold the ends of a span, whole; the span itself where there are none."""
        first = bisect_right(self.sentences, span.start, key=lambda s: s.start) - 1
        last = bisect_left(self.sentences, span.end, key=lambda s: s.start) - 1
        start, end = span.start, span.end
        if first >= 0 and self.sentences[first].end > span.start:
            start = self.sentences[first].start
        if last >= 0 and self.sentences[last].end >= span.end:
            end = self.sentences[last].end
        return Span(start, end)


def account(
    document: Document,
    mentions: Iterable[Mention],
    claims: Iterable[Claim],
    entity_of: EntityOf,
    sentences: Iterable[Span] = (),
) -> Account:
    """Put entities in the place of mentions, and add what follows at once.

    That is one claim of its class for each entity that the document names, and `kg:holdsPostAt` beside each post that
    is held now. Where no entity is found, a claim loses the part or the attribution, keeps the words where words will
    do, and is left out when it would say nothing without.
    """
    unresolved: dict[Mention, None] = {}

    def known(mention: Mention) -> Entity | None:
        found = entity_of(mention)
        if found is None:
            unresolved[mention] = None
        return found

    kept = [grounded for claim in claims if (grounded := _ground(claim, known)) is not None]
    kept.extend(shortcut for claim in tuple(kept) for shortcut in _shortcuts(claim))
    kept.extend(_introductions(document, tuple(mentions), kept, entity_of))
    return Account(document, tuple(kept), tuple(unresolved), tuple(sentences))


def named_event(node: Node) -> Entity | None:
    """Return the entity that a node is one with: a node whose label is an entity is that entity."""
    return next((term for name, term in node.parts if name == LABEL and isinstance(term, Entity)), None)


def entities(term: Term | None) -> Iterator[Entity]:
    """Yield the entities that a term is or holds."""
    if isinstance(term, Entity):
        yield term
    elif isinstance(term, Node):
        for _, part in term.parts:
            yield from entities(part)


_WORDS_WILL_DO: Final = frozenset({WHO, WITH})
_NEEDED: Final = frozenset({HOLDER, ABOUT, SPEAKER, AGENT})


def _ground(claim: Claim, entity_of: EntityOf) -> Claim | None:
    """Put entities in a claim; None when its subject, its object or a part that it is about has none."""
    subject, object_ = _grounded(claim.subject, entity_of), _grounded(claim.object, entity_of)
    if subject is None or object_ is None:
        return None
    said_by = claim.attributed_to
    speaker = entity_of(said_by) if isinstance(said_by, Mention) else said_by
    return replace(claim, subject=subject, object=object_, attributed_to=speaker)


def _grounded(term: Term, entity_of: EntityOf) -> Term | None:
    if isinstance(term, Mention):
        return entity_of(term)
    if not isinstance(term, Node):
        return term
    parts: list[tuple[Iri, Term]] = []
    for name, part in term.parts:
        found = _grounded(part, entity_of)
        if found is None and isinstance(part, Mention) and name in _WORDS_WILL_DO:
            found = part.text
        if found is not None:
            parts.append((name, found))
    lost = {name for name, _ in term.parts} - {name for name, _ in parts}
    return None if lost & _NEEDED else replace(term, parts=tuple(parts))


def _shortcuts(claim: Claim) -> Iterator[Claim]:
    """Yield `kg:holdsPostAt` for a post that is asserted, and neither former nor to come."""
    node = claim.subject
    if not isinstance(node, Node) or node.type != POST or claim.modality is not Modality.ASSERTED:
        return
    parts = {name: [part for other, part in node.parts if other == name] for name in (HOLDER, AT, STATUS)}
    if not parts[STATUS]:
        for holder in parts[HOLDER]:
            for place in parts[AT]:
                yield replace(claim, subject=holder, predicate=HOLDS_POST_AT, object=place)


_FIRST = {"name": 0, "nominal": 1, "pronoun": 2}


def _introductions(
    document: Document, mentions: tuple[Mention, ...], claims: list[Claim], entity_of: EntityOf
) -> Iterator[Claim]:
    """Yield one claim `E rdf:type C` per entity: on its first name, else on its first mention of any kind.

    An entity that stands in a claim without a mention of its own rests on that claim's words. A named event whose
    node has a claim of its own needs none.
    """
    told = {event.iri for claim in claims if isinstance(claim.subject, Node) and (event := named_event(claim.subject))}
    for mention in sorted(mentions, key=lambda m: (_FIRST.get(m.kind, 3), m.span)):
        entity = entity_of(mention)
        if entity is not None and entity.iri not in told:
            told.add(entity.iri)
            yield _introduction(entity, (Evidence.of(document, mention.span),), mention)
    for claim in claims:
        for term in (claim.subject, claim.object, claim.attributed_to):
            for entity in entities(term):
                if entity.iri not in told:
                    told.add(entity.iri)
                    yield _introduction(entity, claim.evidence, claim)


def _introduction(entity: Entity, evidence: tuple[Evidence, ...], source: Mention | Claim) -> Claim:
    return Claim(
        subject=entity,
        predicate=TYPE,
        object=Iri(entity.type),
        evidence=evidence,
        confidence=source.confidence,
        extractor=source.extractor,
        rule=source.rule,
    )
