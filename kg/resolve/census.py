"""Identity across documents, kept in tables: what one document adds or takes away costs what it names, not the rest.

The order in which documents come does not matter, nor what came and went in between: a settled census is the same as
one made of its documents at once.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from kg.domain import Domain
from kg.model import Entity, Iri
from kg.resolve.edges import key_of, reasons_of, text_of
from kg.resolve.iris import settle_iris
from kg.resolve.joining import NAMED_ALIKE, settle_keys, shared_name
from kg.resolve.kinds import family
from kg.resolve.naming import key
from kg.resolve.settling import DESCRIPTION, entity_of, settle_documents, settle_entities
from kg.resolve.summary import Summary
from kg.resolve.tables import CHANGED, DUE, Role, clear, column, lay, one
from kg.vocab import PERSON


@dataclass(frozen=True, slots=True)
class Changes:
    """What a settling changed, read from the tables as often as one likes, up to the next settling."""

    _connection: sqlite3.Connection

    @property
    def documents(self) -> Iterator[str]:
        """The documents, beyond those put, in which some thing now has another IRI or class; in order."""
        return column(
            self._connection,
            "SELECT d.name FROM census_elsewhere e CROSS JOIN census_document d ON d.id = e.document ORDER BY d.name",
        )

    @property
    def entities(self) -> Iterator[tuple[Entity | None, Entity | None]]:
        """What stood under an IRI before and stands there now, where that differs; in the order of the IRIs."""
        rows = self._connection.execute(
            "WITH changed (iri) AS (SELECT iri FROM census_was WHERE iri IS NOT NULL UNION"
            " SELECT e.iri FROM census_was w CROSS JOIN census_entity e ON e.id = w.entity)"
            " SELECT c.iri, w.type, w.label, w.names, w.same_as, c.iri, e.type, e.label, e.names, e.same_as"
            " FROM changed c LEFT JOIN census_was w ON w.iri = c.iri LEFT JOIN census_entity e ON e.iri = c.iri"
            " ORDER BY c.iri"
        )
        for row in rows:
            before, after = row[:5], row[5:]
            if before != after:
                yield (entity_of(before) if before[1] else None), (entity_of(after) if after[1] else None)


def variant_hash(thing: Summary) -> bytes:
    """Hash all that makes the variant of a thing: its summary but for the number of mentions."""
    which, name, names, type_, _, *more = thing.to_json()
    body = json.dumps([which, name, names, type_, *more], separators=(",", ":"))
    return blake2b(body.encode(), digest_size=16).digest()


class Census:
    """What documents name, and the entities that it comes to.

    The tables are made where they are not there yet; every transaction is the caller's. A census is good for the
    domain that it was begun with.
    """

    __slots__ = ("_connection", "_domain")

    def __init__(self, connection: sqlite3.Connection, domain: Domain) -> None:
        self._connection = connection
        self._domain = domain
        lay(connection)

    def put(self, document: str, things: Sequence[Summary]) -> None:
        """Take what a document names now instead of what it named before; nothing takes it out."""
        db = self._connection
        db.execute("INSERT OR IGNORE INTO census_document (name) VALUES (?)", (document,))
        number = one(db, "SELECT id FROM census_document WHERE name = ?", document)
        db.execute("INSERT OR IGNORE INTO census_put VALUES (?)", (number,))
        before = db.execute("SELECT variant, mentions FROM census_thing WHERE document = ?", (number,)).fetchall()
        db.execute("DELETE FROM census_thing WHERE document = ?", (number,))
        now = [(self._variant(thing), thing.mentions) for thing in things]
        db.executemany(
            "INSERT INTO census_thing VALUES (?, ?, ?, ?)", [(number, at, *named) for at, named in enumerate(now)]
        )
        added, spoken = Counter[int](), Counter[int]()
        for sign, named in ((1, now), (-1, before)):
            for variant, mentions in named:
                added[variant] += sign
                spoken[variant] += sign * mentions
        for variant in sorted(added):
            self._count(variant, added[variant], spoken[variant])

    def count(self, thing: Summary, things: int, mentions: int) -> None:
        """Take so many things of a variant, mentioned so often, of documents that are not named to the census."""
        self._count(self._variant(thing), things, mentions)

    def note(self, together: Iterable[Summary]) -> None:
        """Note that some document names these things, counted before: `speaking_of_owner` tells which ones matter."""
        db = self._connection
        document = db.execute("INSERT INTO census_document (name) SELECT 'noted ' || COUNT(*) FROM census_document")
        rows = [(document.lastrowid, at, self._variant(thing), 0) for at, thing in enumerate(together)]
        db.executemany("INSERT INTO census_thing VALUES (?, ?, ?, ?)", rows)

    def owners(self) -> dict[str, frozenset[str]]:
        """Return the names of public bodies that something counted has an owner for, with the names of the owners."""
        rows = self._connection.execute(
            "SELECT DISTINCT b.name, v.owner FROM census_bears b CROSS JOIN census_variant v ON v.id = b.variant"
            " WHERE b.role = ?",
            (Role.OWNED,),
        )
        found: dict[str, set[str]] = {}
        for name, owner in rows:
            found.setdefault(name, set()).add(key(owner))
        return {name: frozenset(names) for name, names in sorted(found.items())}

    def settle(self) -> Changes:
        """Find the entities of all that was put."""
        clear(self._connection, CHANGED)
        settle_keys(self._connection, self._domain)
        settle_entities(self._connection, self._domain)
        settle_iris(self._connection)
        settle_documents(self._connection)
        self._connection.execute(
            "DELETE FROM census_document WHERE id IN (SELECT document FROM census_put)"
            " AND NOT EXISTS (SELECT 1 FROM census_thing t WHERE t.document = census_document.id)"
        )
        clear(self._connection, DUE)
        return Changes(self._connection)

    def entities(self, document: str) -> tuple[Entity, ...]:
        """Return what the things of a document are, in their order; raises ValueError before they are settled."""
        number = one(self._connection, "SELECT id FROM census_document WHERE name = ?", document)
        if one(self._connection, "SELECT 1 FROM census_put WHERE document = ?", number):
            raise ValueError(f"{document} was put and not settled: call settle() first")
        rows = self._connection.execute(
            f"SELECT {DESCRIPTION} FROM (SELECT position, variant FROM census_thing WHERE document = ?) t"
            " CROSS JOIN census_variant v ON v.id = t.variant CROSS JOIN census_entity e ON e.id = v.entity"
            " ORDER BY t.position",
            (number,),
        )
        return tuple(map(entity_of, rows))

    def variants(self) -> Iterator[tuple[bytes, Entity]]:
        """Yield all variants by their hashes, each with its entity."""
        rows = self._connection.execute(
            f"SELECT v.hash, {DESCRIPTION} FROM census_variant v CROSS JOIN census_entity e ON e.id = v.entity"
            " ORDER BY v.id"
        )
        return ((row[0], entity_of(row[1:])) for row in rows)

    def entity(self, iri: Iri) -> Entity | None:
        """Return the entity with an IRI."""
        row = self._connection.execute(f"SELECT {DESCRIPTION} FROM census_entity e WHERE iri = ?", (iri,)).fetchone()
        return entity_of(row) if row else None

    def __iter__(self) -> Iterator[Entity]:
        """Yield all entities in the order of their IRIs."""
        return map(entity_of, self._connection.execute(f"SELECT {DESCRIPTION} FROM census_entity e ORDER BY iri"))

    def __len__(self) -> int:
        return int(one(self._connection, "SELECT COUNT(*) FROM census_entity"))

    def reasons(self, iri: Iri) -> tuple[str, ...]:
        """Return why things of different documents are this entity, beyond a name or an entry that they share."""
        root = one(self._connection, "SELECT root FROM census_entity WHERE iri = ?", iri)
        return reasons_of(self._connection, root) if root is not None else ()

    # -- what is counted -----------------------------------------------------------------------------------------------
    def _variant(self, thing: Summary) -> int:
        """Return the number of a variant, which is noted when it is new."""
        _, name, names, type_, _, owner, *more = thing.to_json()
        hash_ = variant_hash(thing)
        known = one(self._connection, "SELECT id FROM census_variant WHERE hash = ?", hash_)
        if known is not None:
            return int(known)
        rest = json.dumps([names, *more], separators=(",", ":"))
        row = (hash_, self._key(thing), name, type_, owner, rest)
        added = "INSERT INTO census_variant (hash, key, name, type, owner, more, things, mentions)"
        variant = self._connection.execute(f"{added} VALUES (?, ?, ?, ?, ?, ?, 0, 0)", row).lastrowid
        assert variant is not None
        return variant

    def _key(self, thing: Summary) -> int:
        text = text_of(thing.key)
        known = one(self._connection, "SELECT id FROM census_key WHERE text = ?", text)
        if known is not None:
            return int(known)
        row = (text, shared_name(thing.key))
        added = "INSERT INTO census_key (text, name, things, mentions) VALUES (?, ?, 0, 0)"
        number = self._connection.execute(added, row).lastrowid
        assert number is not None
        return number

    def _count(self, variant: int, things: int, mentions: int) -> None:
        """Add to what is counted of a variant, and list what that may change."""
        db = self._connection
        known = "SELECT v.key, v.things, v.name, k.text FROM census_variant v JOIN census_key k ON k.id = v.key"
        number, before, name, text = db.execute(f"{known} WHERE v.id = ?", (variant,)).fetchone()
        for table, id_ in (("variant", variant), ("key", number)):
            counted = f"UPDATE census_{table} SET things = things + ?, mentions = mentions + ? WHERE id = ?"
            db.execute(counted, (things, mentions, id_))
        which = key_of(text)
        if len(which) == 2 and which[0] in NAMED_ALIKE:
            db.execute("INSERT OR IGNORE INTO census_said VALUES (?)", (key(name),))
        fresh = not before or before + things == 0
        db.execute(
            "INSERT INTO census_dirty VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET fresh = MAX(fresh, excluded.fresh)",
            (number, fresh),
        )
        if fresh:
            self._bear(variant, gone=bool(before))

    def _bear(self, variant: int, *, gone: bool) -> None:
        """Note the names of a variant that is new, or forget one that is gone."""
        db = self._connection
        row = "SELECT key, name, type, owner, more FROM census_variant WHERE id = ?"
        number, name, type_, owner, more = db.execute(row, (variant,)).fetchone()
        kind = family(self._domain, type_)
        names = {(key(name), Role.OWN if owner is None else Role.OWNED)}
        names |= {(key(other), Role.OTHER) for other in json.loads(more)[0]}
        rows = [(called, role, kind, number, variant) for called, role in sorted(names)]
        if kind != PERSON:
            renamed = [(called, kind) for called, *_ in rows]
            db.executemany("INSERT OR IGNORE INTO census_renamed VALUES (?, ?)", renamed)
        if not gone:
            db.executemany("INSERT INTO census_bears VALUES (?, ?, ?, ?, ?)", rows)
            return
        same = " AND ".join(f"{field} = ?" for field in ("name", "role", "kind", "key", "variant"))
        db.executemany(f"DELETE FROM census_bears WHERE {same}", rows)
        db.execute("DELETE FROM census_variant WHERE id = ?", (variant,))
