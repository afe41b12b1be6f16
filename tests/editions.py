"""Short articles of which several speak of the same things: what a store is changed by in tests."""

from __future__ import annotations

import json
import re
from pathlib import Path

from kg.model import Document

SEEDS = Path(__file__).parent.parent / "seeds" / "articles.jsonl"

# One name for two people, a body without its place, an acronym spelled out elsewhere, an event that one tells of and
# another denies, a rank without a list (which breaks a shape), a measure in two spellings, a statement of a country.
OWN = {
    "lyon": "Ha Li, mayor of Lyon, met Wen Yi, vice mayor of Shanghai. Lyon had 8,200 invention patents in 2020.",
    "quito": "Ha Li, mayor of Quito, signed an agreement with the World Intellectual Property Organization (WIPO).",
    "geneva": "WIPO said Shanghai ranked eighth. Wen Yi spoke in Geneva on Monday. Lyon rose to third place.",
    "law": "The Ministry of Law opened an office in Singapore. Singapore filed over 1,200 Patent Applications in 2019.",
    "bench": "Singapore's Ministry of Law will work with WIPO. It counted 4,300 patent applications in 2020.",
    "heron": "Officers of Shanghai Customs seized 3,000 fake bags in Operation Heron in May 2021, it said on Friday.",
    "doubt": "Operation Heron may end in June 2021. Shanghai Customs denied that it had seized 900 fake watches.",
}


def articles() -> list[Document]:
    """Return the short articles, and the first lines of some of the seeds."""
    own = [Document(name, text, date="2021-06-01") for name, text in OWN.items()]
    rows = [json.loads(line) for line in SEEDS.read_text(encoding="utf-8").splitlines()][::12]
    return own + [
        Document(row["id"], beginning(row["text"], 500), title=row.get("title"), date=row.get("date")) for row in rows
    ]


def beginning(text: str, length: int) -> str:
    """Return the first sentences of a text."""
    return re.sub(r"[^.]*$", "", text[:length]) or text[:length]


def changed(document: Document) -> Document:
    """Return a later edition of a document: other words at its end, another title."""
    return Document(document.id, f"{document.text} Wen Yi is mayor of Lyon.", title="Later", date=document.date)
