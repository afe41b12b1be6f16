"""Make examples for `kg learn` of the annotated articles of `seeds/`: each sentence, with the relations that it states.

    python -m tools.lessons seeds --split train > lessons.jsonl

Relations alone: posts, figures and ranks are things of many parts, which triples of a subject and an object can't hold.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.evaluate import GoldDocument, GoldFact, read_articles, read_gold
from kg.evaluate.terms import CLASSES, PLACES, RELATIONS
from kg.language import load
from kg.model import Document, Modality, Role
from kg.vocab import AFFILIATION, AUTHOR, CONTAINED_IN, HOLDS_POST_AT, LOCATION, Iri

_READ = (Role.BODY, Role.CAPTION, Role.LEAD)
_LEFT_OUT = frozenset({AUTHOR, AFFILIATION, HOLDS_POST_AT})  # told by bylines and posts


def main() -> int:
    """Print one example a line."""
    parser = argparse.ArgumentParser(prog="python -m tools.lessons", description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder with articles.jsonl and gold.jsonl")
    parser.add_argument("--split", default="train")
    given = parser.parse_args()
    gold = read_gold(given.folder / "gold.jsonl", split=given.split)
    texts = read_articles(given.folder / "articles.jsonl")
    for document in gold:
        for line in lessons(document, texts[document.id]):
            print(json.dumps(line, ensure_ascii=False))
    return 0
