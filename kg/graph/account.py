"""What one document says once its mentions are known: the input of the graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from kg.model import Claim, Document, Entity, Evidence, Iri, Mention, Modality, Node, Term
from kg.vocab import AT, HOLDER, HOLDS_POST_AT, LABEL, POST, STATUS, TYPE

EntityOf = Callable[[Mention], Entity | None]


@dataclass(frozen=True, slots=True)
class Account:
    """A document, and what it claims of entities; `unresolved` are mentions that no entity was found for.

    No claim holds a mention any more.
    """

    document: Document
    claims: tuple[Claim, ...]
    unresolved: tuple[Mention, ...] = ()


def account(document: Document, mentions: Iterable[Mention], claims: Iterable[Claim], entity_of: EntityOf) -> Account:
    """Put entities in the place of mentions, and add what follows at once.

    That is one claim of its class for each entity that the document names, and `kg:holdsPostAt` beside each post that
    is held now. A claim that hangs on an unresolved mention is left out, and the mention is told.
    """
    kept: list[Claim] = []
    unresolved: dict[Mention, None] = {}
    for claim in claims:
        missing = [m for m in _mentions(claim) if entity_of(m) is None]
        if missing:
            unresolved.update(dict.fromkeys(missing))
        else:
            kept.append(_ground(claim, entity_of))
    kept.extend(shortcut for claim in tuple(kept) for shortcut in _shortcuts(claim))
    kept.extend(_introductions(document, tuple(mentions), kept, entity_of))
    return Account(document, tuple(kept), tuple(unresolved))


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


def _mentions(claim: Claim) -> Iterator[Mention]:
    for term in (claim.subject, claim.object, claim.attributed_to):
        yield from _mentions_in(term)


def _mentions_in(term: Term | None) -> Iterator[Mention]:
    if isinstance(term, Mention):
        yield term
    elif isinstance(term, Node):
        for _, part in term.parts:
            yield from _mentions_in(part)


def _ground(claim: Claim, entity_of: EntityOf) -> Claim:
    said_by = claim.attributed_to
    return replace(
        claim,
        subject=_grounded(claim.subject, entity_of),
        object=_grounded(claim.object, entity_of),
        attributed_to=_entity(said_by, entity_of) if isinstance(said_by, Mention) else said_by,
    )


def _grounded(term: Term, entity_of: EntityOf) -> Term:
    if isinstance(term, Mention):
        return _entity(term, entity_of)
    if isinstance(term, Node):
        return replace(term, parts=tuple((name, _grounded(part, entity_of)) for name, part in term.parts))
    return term


def _entity(mention: Mention, entity_of: EntityOf) -> Entity:
    found = entity_of(mention)
    assert found is not None, mention  # `account` has left out claims with unresolved mentions
    return found


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
