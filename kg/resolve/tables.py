"""The tables of a census: what stands in them, and what is due to be settled."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from enum import IntEnum
from typing import Any, Final


class Role(IntEnum):
    """How a thing bears a name."""

    OWN = 0  # it is its fullest name
    OTHER = 1  # it is another name of it
    OWNED = 2  # it is the name of a public body without its owner's


# A variant is a summary without its number of mentions: most documents speak of a thing in one of a few ways, so that
# what a thing is called is counted over variants, not over documents. A key leads to the thing that it belongs to by
# `first` (one name, several families), `second` (other names) and `root` (owners); each is the key of one that stands
# for all. An entity has the key of its root, with the place that tells a namesake apart.
_TABLES: Final = """
census_document (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)
census_thing (document INTEGER, position INTEGER, variant INTEGER, mentions INTEGER,
    PRIMARY KEY (document, position)) WITHOUT ROWID
census_variant (id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, key INTEGER, name TEXT, type TEXT, owner TEXT,
    more TEXT, things INTEGER, mentions INTEGER, entity INTEGER)
census_key (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE, name TEXT, things INTEGER, mentions INTEGER,
    first INTEGER, second INTEGER, root INTEGER)
census_bears (name TEXT, role INTEGER, kind TEXT, key INTEGER, variant INTEGER,
    PRIMARY KEY (name, role, kind, key, variant)) WITHOUT ROWID
census_edge (rule INTEGER, name TEXT, kind TEXT, source INTEGER, target INTEGER, reason TEXT,
    PRIMARY KEY (rule, name, kind, source, target, reason)) WITHOUT ROWID
census_entity (id INTEGER PRIMARY KEY AUTOINCREMENT, root INTEGER, key TEXT, plain TEXT, iri TEXT, type TEXT,
    label TEXT, names TEXT, same_as TEXT, UNIQUE (root, key))
census_put (document INTEGER PRIMARY KEY)
census_dirty (key INTEGER PRIMARY KEY, fresh INTEGER)
census_renamed (name TEXT, kind TEXT, PRIMARY KEY (name, kind)) WITHOUT ROWID
census_said (name TEXT PRIMARY KEY) WITHOUT ROWID
census_node (id INTEGER PRIMARY KEY)
census_root (id INTEGER PRIMARY KEY)
census_plain (iri TEXT PRIMARY KEY) WITHOUT ROWID
census_was (entity INTEGER PRIMARY KEY, iri TEXT, type TEXT, label TEXT, names TEXT, same_as TEXT)
census_moved (variant INTEGER PRIMARY KEY, entity INTEGER)
census_elsewhere (document INTEGER PRIMARY KEY)
"""
_INDEXES: Final = """
census_thing (variant, document)
census_variant (key)
census_key (name)
census_key (first)
census_key (second)
census_key (root)
census_edge (rule, source)
census_edge (rule, target)
census_entity (plain)
census_entity (iri)
census_was (iri)
"""
DUE: Final = ("put", "dirty", "renamed", "said", "node", "root", "plain")  # what settling works off
CHANGED: Final = ("was", "moved", "elsewhere")  # what the last settling changed


def lay(connection: sqlite3.Connection) -> None:
    """Make the tables that are not there yet."""
    for table in _TABLES.strip().replace("\n    ", " ").splitlines():
        connection.execute(f"CREATE TABLE IF NOT EXISTS {table}")
    for number, index in enumerate(_INDEXES.strip().splitlines()):
        connection.execute(f"CREATE INDEX IF NOT EXISTS census_index_{number} ON {index}")


def clear(connection: sqlite3.Connection, tables: tuple[str, ...]) -> None:
    """Empty some tables of the census."""
    for table in tables:
        connection.execute(f"DELETE FROM census_{table}")


def one(connection: sqlite3.Connection, query: str, *values: Any) -> Any:
    """Return the first value of the first row; None where there is no row."""
    row = connection.execute(query, values).fetchone()
    return row[0] if row else None


def column(connection: sqlite3.Connection, query: str, *values: Any) -> Iterator[Any]:
    """Yield the first value of each row."""
    return (row[0] for row in connection.execute(query, values))
