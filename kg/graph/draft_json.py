"""Drafts as JSON, for keeping them: what a document was found to say need not be found again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from kg.graph.draft import Draft, Naming
from kg.model import Claim, Document, Entity, Evidence, Iri, Local, Modality, Node, Period, Span, Term
from kg.vocab import LABEL

Json = Any


def dumps(draft: Draft) -> str:
    """Write a draft as one line of JSON; `loads` gives back its equal."""
    document = draft.document
    known = {
        "id": document.id,
        "text": document.text,
        "title": document.title,
        "date": document.date,
        "authors": list(document.authors),
        "url": document.url,
        "publisher": document.publisher,
        "language": document.language,
    }
    value = {
        "document": {name: found for name, found in known.items() if found},
        "sentences": [_span(span) for span in draft.sentences],
        "claims": [_claim(claim) for claim in draft.claims],
        "namings": [[n.position, _span(n.span), n.extractor, n.rule, n.confidence] for n in draft.namings],
        "unresolved": list(draft.unresolved),
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def loads(text: str) -> Draft:
    """Read a draft; raises ValueError or KeyError for what is none."""
    value = json.loads(text)
    given = value["document"]
    own = {"text": given.get("text", ""), "authors": tuple(given.get("authors", ()))}
    document = Document(**{**given, "id": given["id"], **own})
    return Draft(
        document=document,
        sentences=tuple(Span(*span) for span in value["sentences"]),
        claims=tuple(_read_claim(claim, document) for claim in value["claims"]),
        namings=tuple(Naming(at, Span(*span), *found) for at, span, *found in value["namings"]),
        unresolved=tuple(value["unresolved"]),
    )


def may_name_events(text: str) -> bool:
    """Say, without reading a draft, whether a node in it may be an entity: its label would be no mere words."""
    return f'["{LABEL}",[' in text


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


def _claim(claim: Claim) -> Json:
    return [
        _term(claim.subject),
        claim.predicate,
        _term(claim.object),
        [_span(evidence.span) for evidence in claim.evidence],
        claim.modality.value,
        claim.confidence,
        claim.extractor,
        claim.rule,
        None if claim.attributed_to is None else _term(claim.attributed_to),
    ]


def _read_claim(value: Json, document: Document) -> Claim:
    subject, predicate, object_, spans, modality, confidence, extractor, rule, said_by = value
    speaker = None if said_by is None else _read(said_by)
    return Claim(
        subject=_read(subject),
        predicate=Iri(predicate),
        object=_read(object_),
        evidence=tuple(Evidence.of(document, Span(*span)) for span in spans),
        modality=Modality(modality),
        confidence=confidence,
        extractor=extractor,
        rule=rule,
        attributed_to=speaker if isinstance(speaker, Local | Entity) else None,
    )


def _term(term: Term) -> Json:
    """Write a term: words, numbers and truth values as they are, anything else as a list that opens with its kind."""
    match term:
        case Local():
            return ["local", term.position]
        case Entity():
            return ["entity", term.iri, term.type, term.label, list(term.names), list(term.same_as)]
        case Node():
            return ["node", term.type, [[prop, _term(part)] for prop, part in term.parts], term.scope]
        case Period():
            return ["period", term.start, term.end, term.text]
        case Decimal():
            return ["decimal", str(term)]
        case str() | bool() | int():
            return term
        case _:
            raise TypeError(f"{term!r} stands in no draft")


def _read(value: Json) -> Term:
    if not isinstance(value, list):
        return value  # type: ignore[no-any-return]  # a string, a number or a truth value
    return _READERS[value[0]](*value[1:])


def _node(type_: str, parts: list[Json], scope: str | None) -> Node:
    return Node(Iri(type_), tuple((Iri(prop), _read(part)) for prop, part in parts), scope)


def _read_entity(iri: str, type_: str, label: str, names: list[str], same_as: list[str]) -> Entity:
    return Entity(Iri(iri), Iri(type_), label, tuple(names), tuple(map(Iri, same_as)))


_READERS: Final[Mapping[str, Callable[..., Term]]] = {
    "local": Local,
    "entity": _read_entity,
    "node": _node,
    "period": Period,
    "decimal": Decimal,
}
