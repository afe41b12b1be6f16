"""The folder of a store: which of its parts is the graph as it is now."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import InputError

STATE: Final = "state.sqlite"
SUFFIX: Final = ".kg"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The graph of a folder as it was last finished: an Oxigraph store that nobody writes to any more."""

    store: Path
    base: str


def is_store(folder: Path) -> bool:
    """Say whether a path is a folder that `kg build` has made."""
    return (folder / STATE).is_file()


def store_path(folder: Path, generation: int) -> Path:
    """Return where a generation of the graph lies: each change makes a new one, and the last one counts."""
    return folder / f"graph-{generation}"


def snapshot(folder: Path) -> Snapshot:
    """Find the graph in a folder; raises InputError when there is none, or none that was finished."""
    if not is_store(folder):
        raise InputError(f"{folder}: is a folder, but holds no graph; build one with `kg build … -o {folder.name}`")
    try:
        state = sqlite3.connect(f"{(folder / STATE).resolve().as_uri()}?mode=ro", uri=True)
        try:
            known = dict(state.execute("SELECT name, value FROM fact WHERE name IN ('generation', 'base')").fetchall())
        finally:
            state.close()
    except sqlite3.Error as error:
        raise InputError(f"{folder}: its {STATE} cannot be read ({error}); build the graph anew") from None
    if "generation" not in known:
        raise InputError(f"{folder}: its building was not finished; run the same `kg build` again to finish it")
    return Snapshot(store_path(folder, int(known["generation"])), known["base"])
