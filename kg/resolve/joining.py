"""What makes keys of different documents one thing: names that other documents explain, and whose a body is.

Every rule looks only at keys that share a name, so that what a document changes is found by the names it holds.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final

from kg.domain import Domain
from kg.resolve.edges import OTHER_NAME, OWNER_ELSEWHERE, Edge, Edges, key_at, key_of, settle_rule, text_of
from kg.resolve.kinds import family
from kg.resolve.naming import is_acronym_of, key, looks_like_acronym
from kg.resolve.summary import ENTRY, Key, Summary
from kg.resolve.tables import Role, column, one
from kg.vocab import ORGANIZATION, PERSON, PLACE

NAMED_ALIKE: Final = frozenset({PERSON, PLACE, ORGANIZATION})  # families that one name may be taken for


def shared_name(which: Key) -> str | None:
    """Return the name that a key may share with another family's: one of several words, of a person, place or body."""
    shared = len(which) == 2 and which[0] in NAMED_ALIKE and " " in which[1]
    return which[1] if shared else None


def settle_keys(connection: sqlite3.Connection, domain: Domain) -> None:
    """Find again what the keys that are due belong to, and list the roots to which they did and do belong."""
    _begin(connection)
    _settle_families(connection)
    _rename(connection, domain)
    settle_rule(connection, OTHER_NAME, _other_names(connection))
    _say(connection)
    settle_rule(connection, OWNER_ELSEWHERE, _owners_elsewhere(connection))
    connection.execute(
        "INSERT OR IGNORE INTO census_root SELECT k.root FROM census_dirty d CROSS JOIN census_key k ON k.id = d.key"
    )


def _begin(connection: sqlite3.Connection) -> None:
    """Add the keys that share a name with one that is due; note where all of them belonged; let go of the unused."""
    connection.execute(
        "INSERT INTO census_dirty SELECT o.id, MAX(d.fresh) FROM census_dirty d CROSS JOIN census_key k ON k.id = d.key"
        " CROSS JOIN census_key o ON o.name = k.name GROUP BY o.id"
        " ON CONFLICT (key) DO UPDATE SET fresh = MAX(fresh, excluded.fresh)"
    )
    connection.execute(
        "INSERT OR IGNORE INTO census_root SELECT k.root FROM census_dirty d CROSS JOIN census_key k ON k.id = d.key"
        " WHERE k.root IS NOT NULL"
    )
    connection.execute("DELETE FROM census_key WHERE things = 0 AND id IN (SELECT key FROM census_dirty)")
    connection.execute("DELETE FROM census_dirty WHERE key NOT IN (SELECT id FROM census_key)")


# -- one name, several families ----------------------------------------------------------------------------------------
def _settle_families(connection: sqlite3.Connection) -> None:
    """Let one name of several words, taken for a person here and for a place or body there, be one thing."""
    connection.execute(
        "UPDATE census_key SET first = id WHERE +first IS NULL AND +name IS NULL"
        " AND id IN (SELECT key FROM census_dirty)"
    )
    rows = connection.execute(
        "SELECT k.name, k.id, k.text, k.mentions, k.first FROM census_dirty d CROSS JOIN census_key k ON k.id = d.key"
        " WHERE k.name IS NOT NULL ORDER BY k.name"
    )
    for _, found in groupby(rows, key=itemgetter(0)):
        keys = list(found)
        best = min(keys, key=lambda row: (-row[3], key_of(row[2])))[1] if len(keys) > 1 else keys[0][1]
        if any(first != best for *_, first in keys):
            ids = [(id_,) for _, id_, *_ in keys]
            connection.executemany("UPDATE census_key SET first = ? WHERE id = ?", [(best, id_) for (id_,) in ids])
            connection.executemany("UPDATE census_dirty SET fresh = 1 WHERE key = ?", ids)


# -- a name that one document uses alone and another gives as a second name of exactly one thing -----------------------
def _rename(connection: sqlite3.Connection, domain: Domain) -> None:
    """Add the names of keys that belong elsewhere, or have other names, to the names whose bearers changed."""
    rows = connection.execute(
        "SELECT DISTINCT v.type, v.name, v.more FROM census_dirty d CROSS JOIN census_key k ON k.id = d.key"
        " CROSS JOIN census_variant v ON v.key = k.id WHERE d.fresh AND k.second IS NOT NULL"
    )
    for type_, name, more in rows:
        if (kind := family(domain, type_)) != PERSON:
            names = {(key(n), kind) for n in (name, *json.loads(more)[0])}
            connection.executemany("INSERT OR IGNORE INTO census_renamed VALUES (?, ?)", sorted(names))


def _other_names(connection: sqlite3.Connection) -> Edges:
    """Yield the edges of each name and kind whose bearers changed."""
    due = connection.execute(
        "SELECT name, kind FROM census_renamed r WHERE"
        " EXISTS (SELECT 1 FROM census_edge e WHERE e.rule = 2 AND e.name = r.name AND e.kind = r.kind) OR"
        " EXISTS (SELECT 1 FROM census_bears b WHERE b.name = r.name AND b.role = 0 AND b.kind = r.kind) AND"
        " EXISTS (SELECT 1 FROM census_bears b WHERE b.name = r.name AND b.role = 1 AND b.kind = r.kind)"
    )
    for name, kind in due:
        yield name, kind, set(_other_name(connection, name, kind))


def _other_name(connection: sqlite3.Connection, name: str, kind: str) -> Iterator[Edge]:
    bearers = "FROM census_bears b CROSS JOIN census_key k ON k.id = b.key"
    which_one = "WHERE b.name = ? AND b.role = ? AND b.kind = ?"
    called = set(
        column(connection, f"SELECT DISTINCT k.first {bearers} {which_one} LIMIT 3", name, Role.OTHER, kind)
    )  # three are as many as thousands: one may be the asker itself
    alone = connection.execute(
        f"SELECT DISTINCT k.first, v.name {bearers} CROSS JOIN census_variant v ON v.id = b.variant {which_one}",
        (name, Role.OWN, kind),
    )
    for which, said in alone if called else ():
        others = called - {which}
        if len(others) != 1 or key_at(connection, which)[0] in {ENTRY, PERSON}:
            continue
        (other,) = others
        if not looks_like_acronym(said) or _spelled_out(connection, other, said):
            yield which, other, f'another document calls it "{said}" besides its full name'


def _spelled_out(connection: sqlite3.Connection, which: int, acronym: str) -> bool:
    """Say whether an acronym is that of a thing by its letters, or given for it in brackets."""
    rows = connection.execute(
        "SELECT DISTINCT v.name, v.more FROM census_key k CROSS JOIN census_variant v ON v.key = k.id"
        " WHERE k.first = ?",
        (which,),
    )
    names = {name for own, more in rows for name in (own, *json.loads(more)[0])}
    return acronym in names or any(is_acronym_of(acronym, name) for name in names)


# -- a body whose owner only other documents name, where these agree and this one speaks of that owner too -------------
def _say(connection: sqlite3.Connection) -> None:
    """Add the names of keys that belong elsewhere than before to those that the documents put used."""
    rows = connection.execute(
        "SELECT DISTINCT v.name FROM census_dirty d CROSS JOIN census_key k ON k.id = d.key"
        " CROSS JOIN census_variant v ON v.key = k.id WHERE d.fresh AND k.root IS NOT NULL"
    )
    connection.executemany("INSERT OR IGNORE INTO census_said VALUES (?)", [(key(name),) for (name,) in rows])


def _owners_elsewhere(connection: sqlite3.Connection) -> Edges:
    """Yield the edge of each name of a body that documents put used, if it has one."""
    due = column(
        connection,
        "SELECT name FROM census_said s WHERE EXISTS (SELECT 1 FROM census_edge e WHERE e.rule = 3 AND e.name = s.name)"
        " OR EXISTS (SELECT 1 FROM census_bears b WHERE b.name = s.name AND b.role = 2)",
    )
    for name in due:
        edge = _owner_elsewhere(connection, name)
        yield name, "", {edge} if edge else set()


def _owner_elsewhere(connection: sqlite3.Connection, name: str) -> Edge | None:
    which = one(connection, "SELECT id FROM census_key WHERE text = ?", text_of((ORGANIZATION, name)))
    owned = connection.execute(
        "SELECT DISTINCT k.second, v.owner FROM census_bears b CROSS JOIN census_key k ON k.id = b.key"
        " CROSS JOIN census_variant v ON v.id = b.variant WHERE b.name = ? AND b.role = ?",
        (name, Role.OWNED),
    )
    owners: dict[int, set[str]] = {}
    for other, owner in owned:
        if key_at(connection, other)[0] == ORGANIZATION:
            owners.setdefault(other, set()).add(owner)
        if len(owners) > 1:
            break
    if which is None or len(owners) != 1 or which in owners:
        return None
    ((other, names),) = owners.items()
    spoken_of = next((owner for owner in sorted(names) if _together(connection, which, name, key(owner))), None)
    return (which, other, f"this document speaks of {spoken_of} too") if spoken_of is not None else None


_PLAINLY: Final = (
    "SELECT b.variant FROM census_bears b CROSS JOIN census_key k ON k.id = b.key WHERE b.name = ? AND b.role = 0"
    " AND k.second = ?"
)
_BEARING: Final = "SELECT b.variant FROM census_bears b WHERE b.name = ?"


def _together(connection: sqlite3.Connection, which: int, name: str, owner: str) -> bool:
    """Say whether some document calls a body by its name alone and names its owner too.

    The search goes from the fewer documents to the more.
    """
    sides: list[tuple[str, tuple[object, ...]]] = [(_PLAINLY, (name, which)), (_BEARING, (owner,))]
    (_, fewer, those), (_, more, these) = sorted(
        (one(connection, f"SELECT TOTAL(things) FROM census_variant WHERE id IN ({query})", *values), query, values)
        for query, values in sides
    )
    found = one(
        connection,
        f"SELECT 1 FROM census_thing t WHERE t.variant IN ({fewer}) AND EXISTS"
        f" (SELECT 1 FROM census_thing o WHERE o.document = t.document AND o.variant IN ({more})) LIMIT 1",
        *those,
        *these,
    )
    return found is not None


def speaking_of_owner(
    things: Sequence[Summary], owners: Mapping[str, frozenset[str]]
) -> Iterator[tuple[Summary, Summary]]:
    """Yield, of the things of a document, those that are called as a body is of which others know an owner, each with
    one that is called as the owner is; `owners` is what the census knows of them.

    This is all that identity needs to know of what documents name together.
    """
    called: dict[str, list[Summary]] = {}
    for thing in things:
        for name in {key(name) for name in (thing.name, *thing.names)}:
            called.setdefault(name, []).append(thing)
    for thing in things:
        for owner in sorted(owners.get(key(thing.name), ())) if thing.owner is None else ():
            yield from ((thing, other) for other in called.get(owner, ()))
