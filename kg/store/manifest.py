"""The manifest of a store: what it was built with and of which documents, for people and other tools to read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from kg.store.state import State

NAME: Final = "manifest.json"
DOCUMENTS: Final = "documents.jsonl"


def write_manifest(folder: Path, state: State) -> None:
    """Write `manifest.json`, and `documents.jsonl` with the id and the hash of each document."""
    known = {name: state.fact(name) for name in ("kg", "recipe", "domain", "base")}
    documents, used, unused = state.counts()
    value = {**known, "documents": documents, "sentences": used + unused}
    _replace(folder / NAME, json.dumps(value, ensure_ascii=False, indent=1) + "\n")
    lines = (json.dumps({"id": kept.id, "hash": kept.given}, ensure_ascii=False) + "\n" for kept in state.documents())
    _replace(folder / DOCUMENTS, "".join(lines))


def _replace(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.part")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)
