"""Short articles of which several speak of the same things, and how they are told to a cluster and to one machine."""

from __future__ import annotations

import json
import re
from pathlib import Path

from kg.graph import Graph

SEEDS = Path(__file__).parent.parent.parent / "seeds" / "articles.jsonl"

# One name for two people, a body without its place, an acronym spelled out elsewhere, an event that one tells of and
# another denies, a rank without a list (which breaks a shape), a statement of a country.
OWN = {
    "lyon": "Ha Li, mayor of Lyon, met Wen Yi, vice mayor of Shanghai. Lyon had 8,200 invention patents in 2020.",
    "quito": "Ha Li, mayor of Quito, signed an agreement with the World Intellectual Property Organization (WIPO).",
    "geneva": "WIPO said Shanghai ranked eighth. Wen Yi spoke in Geneva on Monday. Lyon rose to third place.",
    "law": "The Ministry of Law opened an office in Singapore. Singapore filed over 1,200 Patent Applications in 2019.",
    "bench": "Singapore's Ministry of Law will work with WIPO. It counted 4,300 patent applications in 2020.",
    "heron": "Officers of Shanghai Customs seized 3,000 fake bags in Operation Heron in May 2021, it said on Friday.",
    "doubt": "Operation Heron may end in June 2021. Shanghai Customs denied that it had seized 900 fake watches.",
}


def articles(seeds: int = 4) -> list[dict[str, str]]:
    """Return rows: the short articles, and the first lines of some of the seeds."""
    found = [json.loads(line) for line in SEEDS.read_text(encoding="utf-8").splitlines()]
    own = [{"id": name, "text": text, "date": "2021-06-01"} for name, text in OWN.items()]
    return own + [{**row, "text": re.sub(r"[^.]*$", "", row["text"][:400])} for row in found[:: 122 // seeds][:seeds]]


def jsonl(rows: list[dict[str, str]]) -> str:
    """Write rows as lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def lines(folder: Path) -> list[bytes]:
    """Return the lines of the parts of a folder, one part after the other."""
    return [line for part in sorted(folder.glob("part-*.nt")) for line in part.read_bytes().splitlines(True)]


def quarantined(graph: Graph) -> list[bytes]:
    """Return the lines of what was kept out of a graph."""
    return list(graph.quarantine.ntriples()) if graph.quarantine else []
