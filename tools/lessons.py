"""Make examples for `kg learn` of the annotated articles of `seeds/`: each sentence, with the relations that it states.

    python -m tools.lessons seeds --split train > lessons.jsonl

Relations alone: posts, figures and ranks are things of many parts, which triples of a subject and an object can't hold.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from kg.build.source import documents
from kg.evaluate import GoldDocument, GoldFact, read_gold
from kg.evaluate.terms import RELATIONS
from kg.language import load
from kg.model import Document, Iri, Modality, Role
from kg.vocab import AFFILIATION, AUTHOR, CONTAINED_IN, HOLDS_POST_AT, LOCATION

_ANALYSER = lru_cache(load)
_READ = (Role.BODY, Role.CAPTION, Role.LEAD)
_LEFT_OUT = frozenset({AUTHOR, AFFILIATION, HOLDS_POST_AT})  # told by bylines and posts


def main() -> int:
    """Print one example a line."""
    parser = argparse.ArgumentParser(prog="python -m tools.lessons", description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder with articles.jsonl and gold.jsonl")
    parser.add_argument("--split", default="train")
    given = parser.parse_args()
    gold = read_gold(given.folder / "gold.jsonl", split=given.split)
    read = {row.id: row for row in documents([str(given.folder / "articles.jsonl")]) if isinstance(row, Document)}
    for document in gold:
        for line in lessons(document, read[document.id]):
            print(json.dumps(line, ensure_ascii=False))
    return 0


def lessons(gold: GoldDocument, text: Document) -> Iterator[dict[str, object]]:
    """Yield a row for each sentence of an article; what is planned, possible or denied is no fact to learn."""
    facts = [fact for fact in gold.of_type("relation") if fact.modalities[0] is Modality.ASSERTED]
    names = {entity["name"]: (entity["name"], *entity["aliases"]) for entity in gold.of_type("entity")}
    for sentence in _ANALYSER().analyse(text):
        if sentence.role not in _READ:
            continue
        words = text.slice(sentence.span)
        stated = (fact for fact in facts if fact.evidence in words or words in fact.evidence)
        triples = [triple for fact in stated if (triple := _triple(fact, gold, words, names))]
        yield {"id": f"{gold.id}:{sentence.index}", "about": gold.id, "text": words, "triples": triples}


def _triple(
    fact: GoldFact, gold: GoldDocument, words: str, names: Mapping[str, tuple[str, ...]]
) -> dict[str, str] | None:
    """Write a fact with the names that a sentence has; None where it names one of the two otherwise."""
    subject, object_ = (_named(fact[part], words, names) for part in ("s", "o"))
    relation = _property(fact, gold)
    if relation is None or subject is None or object_ is None:
        return None
    if RELATIONS[relation][1]:
        subject, object_ = object_, subject
    return {"sub": subject, "rel": relation, "obj": object_}


def _named(thing: str, words: str, names: Mapping[str, tuple[str, ...]]) -> str | None:
    there = [name for name in names.get(thing, (thing,)) if name in words]
    return max(there, key=len) if there else None


def _property(fact: GoldFact, gold: GoldDocument) -> Iri | None:
    """Return the property that a relation of the gold stands for; a place lies in a place by another than a body."""
    if fact["p"] == "located_in":
        return CONTAINED_IN if gold.is_place(fact["s"]) else LOCATION
    return next((iri for iri, (name, _) in RELATIONS.items() if name == fact["p"] and iri not in _LEFT_OUT), None)


if __name__ == "__main__":
    sys.exit(main())
