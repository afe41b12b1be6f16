"""From roots to entities: each described anew by its variants, and what that changes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from kg.domain import Domain
from kg.model import Entity, Iri
from kg.resolve.describing import Variant, apart, described
from kg.resolve.edges import key_of, text_of
from kg.resolve.iris import remember
from kg.resolve.summary import Key
from kg.resolve.tables import column

DESCRIPTION = "e.iri, e.type, e.label, e.names, e.same_as"  # the columns that an entity is read from


def entity_of(row: Sequence[str]) -> Entity:
    """Read an entity from its columns."""
    iri, type_, label, names, same_as = row
    return Entity(Iri(iri), Iri(type_), label, _tuple(names), tuple(map(Iri, _tuple(same_as))))


def settle_entities(connection: sqlite3.Connection, domain: Domain) -> None:
    """Describe the entities of the roots that are due, and list the IRIs that they had or would have."""
    for root in column(connection, "SELECT id FROM census_root"):
        variants = [Variant.of(row) for row in connection.execute(_VARIANTS, (root,))]
        known = {text: (id_, plain, row) for id_, text, plain, *row in connection.execute(_ENTITIES, (root,))}
        text = connection.execute("SELECT text FROM census_key WHERE id = ?", (root,)).fetchone()
        found = apart(key_of(text[0]), variants) if variants else {}
        for which, members in found.items():
            entity = described(domain, which, members)
            id_ = _kept(connection, root, which, entity, known.pop(text_of(which), None))
            _moved(connection, members, id_)
        for id_, plain, _ in known.values():
            _due(connection, id_, plain)
            connection.execute("DELETE FROM census_entity WHERE id = ?", (id_,))


_VARIANTS = (
    "SELECT v.id, v.name, v.type, v.things, v.mentions, v.entity, v.more FROM census_key k"
    " CROSS JOIN census_variant v ON v.key = k.id WHERE k.root = ?"
)
_ENTITIES = "SELECT id, key, plain, type, label, names, same_as FROM census_entity WHERE root = ?"
_Known = tuple[int, str, list[str]]  # number, plain IRI and description of an entity


def _kept(connection: sqlite3.Connection, root: int, which: Key, entity: Entity, known: _Known | None) -> int:
    """Write an entity where it is new or described otherwise; return its number."""
    row = [entity.type, entity.label, _json(entity.names), _json(entity.same_as)]
    if known is None:
        added = "INSERT INTO census_entity (root, key, plain, type, label, names, same_as) VALUES (?, ?, ?, ?, ?, ?, ?)"
        id_ = connection.execute(added, (root, text_of(which), entity.iri, *row)).lastrowid
        assert id_ is not None
        connection.execute("INSERT INTO census_was (entity) VALUES (?)", (id_,))
        connection.execute("INSERT OR IGNORE INTO census_plain VALUES (?)", (entity.iri,))
        return id_
    id_, plain, before = known
    if (plain, before) != (entity.iri, row):
        _due(connection, id_, *((plain, entity.iri) if plain != entity.iri else ()))
        changed = "UPDATE census_entity SET plain = ?, type = ?, label = ?, names = ?, same_as = ? WHERE id = ?"
        connection.execute(changed, (entity.iri, *row, id_))
    return id_


def _due(connection: sqlite3.Connection, entity: int, *plain: str) -> None:
    """Keep what an entity was; list the IRIs that it would have or had, and the one that it has, where these change."""
    remember(connection, "?", entity)
    if plain:
        connection.executemany("INSERT OR IGNORE INTO census_plain VALUES (?)", [(iri,) for iri in plain])
        connection.execute("INSERT OR IGNORE INTO census_plain SELECT iri FROM census_entity WHERE id = ?", (entity,))


def _moved(connection: sqlite3.Connection, members: Sequence[Variant], entity: int) -> None:
    """Lead variants to their entity, and keep where they led before."""
    moved = [variant for variant in members if variant.entity != entity]
    if not moved:
        return
    connection.executemany(
        "INSERT OR IGNORE INTO census_moved VALUES (?, ?)", [(v.id, v.entity) for v in moved if v.entity is not None]
    )
    connection.executemany("UPDATE census_variant SET entity = ? WHERE id = ?", [(entity, v.id) for v in moved])


def settle_documents(connection: sqlite3.Connection) -> None:
    """List the documents, beyond those put, in which some thing now has another IRI or class."""
    connection.execute(
        "INSERT OR IGNORE INTO census_elsewhere SELECT t.document FROM"
        " (SELECT m.variant FROM census_moved m CROSS JOIN census_variant v ON v.id = m.variant"
        f" CROSS JOIN census_entity e ON e.id = v.entity WHERE {_were('m.entity')}"
        " UNION SELECT v.id FROM census_was w CROSS JOIN census_entity e ON e.id = w.entity"
        " CROSS JOIN census_key k ON k.root = e.root CROSS JOIN census_variant v ON v.key = k.id AND v.entity = e.id"
        " WHERE w.iri IS NOT NULL AND (w.iri IS NOT e.iri OR w.type IS NOT e.type)"
        " AND v.id NOT IN (SELECT variant FROM census_moved)) AS changed"
        " CROSS JOIN census_thing t ON t.variant = changed.variant"
        " WHERE t.document NOT IN (SELECT document FROM census_put)"
    )


def _were(entity: str) -> str:
    """Compare what an entity was, whether it has changed or not, with another as it is now."""
    was = f"SELECT 1 FROM census_was w WHERE w.entity = {entity} AND w.iri = e.iri AND w.type = e.type"
    still = (
        f"SELECT 1 FROM census_entity o WHERE o.id = {entity} AND o.iri = e.iri AND o.type = e.type"
        f" AND NOT EXISTS (SELECT 1 FROM census_was w WHERE w.entity = {entity})"
    )
    return f"NOT EXISTS ({was}) AND NOT EXISTS ({still})"


def _tuple(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text)) if text != "[]" else ()


def _json(values: Sequence[str]) -> str:
    return json.dumps(values, separators=(",", ":"))
