"""Short articles of which several speak of the same things, and how they are told to a cluster and to one machine."""

from __future__ import annotations

import json
from pathlib import Path

from editions import OWN, SEEDS, beginning

from kg.graph import Graph


def articles(seeds: int = 4) -> list[dict[str, str]]:
    """Return rows: the short articles, and the first lines of some of the seeds."""
    found = [json.loads(line) for line in SEEDS.read_text(encoding="utf-8").splitlines()]
    own = [{"id": name, "text": text, "date": "2021-06-01"} for name, text in OWN.items()]
    return own + [{**row, "text": beginning(row["text"], 400)} for row in found[:: 122 // seeds][:seeds]]


def jsonl(rows: list[dict[str, str]]) -> str:
    """Write rows as lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def lines(folder: Path) -> list[bytes]:
    """Return the lines of the parts of a folder, one part after the other."""
    return [line for part in sorted(folder.glob("part-*.nt")) for line in part.read_bytes().splitlines(True)]


def quarantined(graph: Graph) -> list[bytes]:
    """Return the lines of what was kept out of a graph."""
    return list(graph.quarantine.ntriples()) if graph.quarantine else []
