"""What one document says before it is known which of its things other documents mean too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.graph.account import Account, entities, named_event
from kg.model import Claim, Document, Entity, Evidence, Iri, Local, Mention, Modality, Node, Span, Term
from kg.vocab import ABOUT, AGENT, AT, HOLDER, HOLDS_POST_AT, POST, SPEAKER, STATUS, TYPE, WHO, WITH

PositionOf = Callable[[Mention], int | None]


@dataclass(frozen=True, slots=True)
class Naming:
    """Where a document first names a thing, and who found it there."""

    position: int
    span: Span
    extractor: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Draft:
    """A document and what it claims of its own things, which stand in the claims by their positions.

    `unresolved` are the words of mentions that stand for no one thing; no claim holds a mention any more.
    """

    document: Document
    sentences: tuple[Span, ...]
    claims: tuple[Claim, ...]
    namings: tuple[Naming, ...]
    unresolved: tuple[str, ...] = ()

    def account(self, things: Sequence[Entity]) -> Account:
        """Put entities in the place of the document's things, and add what follows at once.

        That is one claim of its class for each entity that the document names, and `kg:holdsPostAt` beside each post
        that is held now.
        """
        claims = [_known(claim, things) for claim in self.claims]
        claims.extend(shortcut for claim in tuple(claims) for shortcut in _shortcuts(claim))
        claims.extend(self._introductions(claims, things))
        return Account(self.document, tuple(claims), self.unresolved, self.sentences)

    def _introductions(self, claims: Iterable[Claim], things: Sequence[Entity]) -> list[Claim]:
        """Make one claim `E rdf:type C` per entity: on its first name, else on its first mention of any kind.

        An entity that stands in a claim without a mention of its own rests on that claim's words. A named event whose
        node has a claim of its own needs none.
        """
        told = {e.iri for claim in claims if isinstance(claim.subject, Node) and (e := named_event(claim.subject))}
        made: list[Claim] = []
        for naming in self.namings:
            entity = things[naming.position]
            if entity.iri not in told:
                told.add(entity.iri)
                made.append(_introduction(entity, (Evidence.of(self.document, naming.span),), naming))
        for claim in claims:
            for term in (claim.subject, claim.object, claim.attributed_to):
                for entity in entities(term):
                    if entity.iri not in told:
                        told.add(entity.iri)
                        made.append(_introduction(entity, claim.evidence, claim))
        return made


def draft(
    document: Document,
    mentions: Iterable[Mention],
    claims: Iterable[Claim],
    position_of: PositionOf,
    sentences: Iterable[Span] = (),
) -> Draft:
    """Put the document's things in the place of mentions; `position_of` says which of them a mention stands for.

    Where a mention stands for no one thing, a claim loses the part or the attribution, keeps the words where words will
    do, and is left out when it would say nothing without.
    """
    unresolved: dict[Mention, None] = {}

    def known(mention: Mention) -> Local | None:
        position = position_of(mention)
        if position is None:
            unresolved[mention] = None
            return None
        return Local(position)

    kept = tuple(grounded for claim in claims if (grounded := _ground(claim, known)) is not None)
    namings = tuple(_namings(mentions, position_of))
    return Draft(document, tuple(sentences), kept, namings, tuple(mention.text for mention in unresolved))


LocalOf = Callable[[Mention], Local | None]

_FIRST: Final = {"name": 0, "nominal": 1, "pronoun": 2}
_WORDS_WILL_DO: Final = frozenset({WHO, WITH})
_NEEDED: Final = frozenset({HOLDER, ABOUT, SPEAKER, AGENT})


def _namings(mentions: Iterable[Mention], position_of: PositionOf) -> Iterator[Naming]:
    """Yield where each thing is first named, names before phrases and pronouns."""
    told: set[int] = set()
    for mention in sorted(mentions, key=lambda m: (_FIRST.get(m.kind, 3), m.span)):
        position = position_of(mention)
        if position is not None and position not in told:
            told.add(position)
            yield Naming(position, mention.span, mention.extractor, mention.rule, mention.confidence)


def _ground(claim: Claim, local_of: LocalOf) -> Claim | None:
    """Put things in a claim; None when its subject, its object or a part that it is about is no one thing."""
    subject, object_ = _grounded(claim.subject, local_of), _grounded(claim.object, local_of)
    if subject is None or object_ is None:
        return None
    said_by = claim.attributed_to
    speaker = local_of(said_by) if isinstance(said_by, Mention) else said_by
    return replace(claim, subject=subject, object=object_, attributed_to=speaker)


def _grounded(term: Term, local_of: LocalOf) -> Term | None:
    if isinstance(term, Mention):
        return local_of(term)
    if not isinstance(term, Node):
        return term
    parts: list[tuple[Iri, Term]] = []
    for name, part in term.parts:
        found = _grounded(part, local_of)
        if found is None and isinstance(part, Mention) and name in _WORDS_WILL_DO:
            found = part.text
        if found is not None:
            parts.append((name, found))
    lost = {name for name, _ in term.parts} - {name for name, _ in parts}
    return None if lost & _NEEDED else replace(term, parts=tuple(parts))


def _known(claim: Claim, things: Sequence[Entity]) -> Claim:
    """Put entities in a claim."""
    said_by = claim.attributed_to
    return replace(
        claim,
        subject=_entity(claim.subject, things),
        object=_entity(claim.object, things),
        attributed_to=things[said_by.position] if isinstance(said_by, Local) else said_by,
    )


def _entity(term: Term, things: Sequence[Entity]) -> Term:
    if isinstance(term, Local):
        return things[term.position]
    if isinstance(term, Node):
        return replace(term, parts=tuple((name, _entity(part, things)) for name, part in term.parts))
    return term


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


def _introduction(entity: Entity, evidence: tuple[Evidence, ...], source: Naming | Claim) -> Claim:
    return Claim(
        subject=entity,
        predicate=TYPE,
        object=Iri(entity.type),
        evidence=evidence,
        confidence=source.confidence,
        extractor=source.extractor,
        rule=source.rule,
    )
