"""Which entity has an IRI that several would have: the first by its key; the others get a hash behind it."""

from __future__ import annotations

import re
import sqlite3
from heapq import heapify, heappop, heappush
from typing import Final

from kg.resolve.edges import key_of
from kg.resolve.naming import digest
from kg.resolve.summary import ENTRY, Key
from kg.resolve.tables import column, one

_HASH: Final = 8
_HASHED: Final = re.compile(rf"-[0-9a-f]{{{_HASH}}}$")
_LIKE_HASHED: Final = "*-" + _HASH * "[0-9a-f]"
Claimant = tuple[bool, Key, int]  # not in the lexicon, the key, and the number of an entity: the least has the IRI


def settle_iris(connection: sqlite3.Connection) -> None:
    """Give every entity whose IRI is due its own."""
    single = (
        "plain IN (SELECT iri FROM census_plain) AND iri IS NOT plain AND plain NOT GLOB ?"
        " AND NOT EXISTS (SELECT 1 FROM census_entity o WHERE o.plain = e.plain AND o.id <> e.id)"
    )
    left = f"SELECT iri FROM census_entity AS e WHERE {single} AND iri IS NOT NULL"
    connection.execute(f"INSERT OR IGNORE INTO census_plain {left}", (_LIKE_HASHED,))
    remember(connection, f"SELECT id FROM census_entity AS e WHERE {single}", _LIKE_HASHED)
    connection.execute(f"UPDATE census_entity AS e SET iri = plain WHERE {single}", (_LIKE_HASHED,))
    shared = (
        "SELECT iri FROM census_plain p WHERE iri GLOB ?"
        " OR 1 < (SELECT COUNT(*) FROM (SELECT 1 FROM census_entity e WHERE e.plain = p.iri LIMIT 2))"
    )
    due = [(len(iri), iri) for iri in column(connection, shared, _LIKE_HASHED)]
    heapify(due)
    done = ""
    while due:
        if (iri := heappop(due)[1]) != done:
            for longer in _share_out(connection, iri):
                heappush(due, (len(longer), longer))
            done = iri


def remember(connection: sqlite3.Connection, entities: str, *values: object) -> None:
    """Keep what entities were when they were last settled, before they change for the first time since."""
    connection.execute(
        "INSERT OR IGNORE INTO census_was SELECT id, iri, type, label, names, same_as FROM census_entity"
        f" WHERE id IN ({entities})",
        values,
    )


def _share_out(connection: sqlite3.Connection, iri: str) -> list[str]:
    """Give an IRI to the first that claims it, and to the others longer ones; return longer ones to share out then."""
    due = []
    for rank, (_, which, entity) in enumerate(_claimants(connection, iri)):
        own = f"{iri}-{digest(*which)}" if rank else iri
        if rank and one(connection, "SELECT 1 FROM census_entity WHERE plain = ? LIMIT 1", own):
            due.append(own)
            continue
        was = one(connection, "SELECT iri FROM census_entity WHERE id = ?", entity)
        if was != own:
            due += [was] if was and len(was) > len(iri) else []
            remember(connection, "?", entity)
            connection.execute("UPDATE census_entity SET iri = ? WHERE id = ?", (own, entity))
    return due


def _claimants(connection: sqlite3.Connection, iri: str) -> list[Claimant]:
    """Return, in order, who would have an IRI: those who are called so, and who did not get one without the hash."""
    rows = connection.execute("SELECT id, key FROM census_entity WHERE plain = ?", (iri,))
    found: list[Claimant] = [(which[0] != ENTRY, which, id_) for id_, text in rows for which in (key_of(text),)]
    if _HASHED.search(iri):
        shorter = iri[: -_HASH - 1]
        later = _claimants(connection, shorter)[1:]
        found += [claimant for claimant in later if iri == f"{shorter}-{digest(*claimant[1])}"]
    return sorted(found)
