"""Edges between keys, and the sets that hang together by them: what a set is called, and why it is one."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kg.resolve.summary import ENTRY, Key
from kg.resolve.tables import column, one

Edge = tuple[int, int, str]  # which key, into which it goes, and why
Edges = Iterable[tuple[str, str, set[Edge]]]  # all edges that hang on a name of a kind


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that joins keys along edges: between which columns of a key it stands."""

    number: int
    before: str
    after: str


OTHER_NAME: Final = Rule(2, "first", "second")
OWNER_ELSEWHERE: Final = Rule(3, "second", "root")


def text_of(which: Key) -> str:
    """Write a key as the tables hold it."""
    return json.dumps(which, separators=(",", ":"))


@lru_cache(maxsize=1 << 14)
def key_of(text: str) -> Key:
    """Read a key as the tables hold it."""
    return tuple(json.loads(text))


def key_at(connection: sqlite3.Connection, id_: int) -> Key:
    """Return the key with a number."""
    return key_of(one(connection, "SELECT text FROM census_key WHERE id = ?", id_))


def settle_rule(connection: sqlite3.Connection, rule: Rule, edges: Edges) -> None:
    """Put the edges found in the place of those that were there, and find again what hangs together."""
    for name, kind, found in edges:
        _replace(connection, rule, name, kind, found)
    before, after = rule.before, rule.after
    connection.execute(
        f"INSERT OR IGNORE INTO census_node SELECT k.{before} FROM census_dirty d"
        " CROSS JOIN census_key k ON k.id = d.key WHERE d.fresh"
    )
    alone = f"{before} IN (SELECT id FROM census_node) AND {after} IS NOT {before} AND NOT {_joins(rule, before)}"
    _note(connection, alone)
    connection.execute(f"UPDATE census_key SET {after} = {before} WHERE {alone}")
    for root, nodes in _sets(connection, rule):
        for node in nodes:
            _note(connection, f"{before} = {node:d} AND {after} IS NOT {root:d}")
            connection.execute(f"UPDATE census_key SET {after} = ? WHERE {before} = ?", (root, node))
    connection.execute("DELETE FROM census_node")


def _joins(rule: Rule, key_: str) -> str:
    """Say in SQL that a key has edges."""
    return (
        f"EXISTS (SELECT 1 FROM census_edge e WHERE e.rule = {rule.number:d}"
        f" AND (e.source = {key_} OR e.target = {key_}))"
    )


def _note(connection: sqlite3.Connection, which: str) -> None:
    """Note of keys that are going to belong elsewhere that they do, and where they belonged."""
    connection.execute(
        f"INSERT INTO census_dirty SELECT id, 1 FROM census_key WHERE {which} ON CONFLICT (key) DO UPDATE SET fresh = 1"
    )
    connection.execute(
        f"INSERT OR IGNORE INTO census_root SELECT root FROM census_key WHERE root IS NOT NULL AND {which}"
    )


def _replace(connection: sqlite3.Connection, rule: Rule, name: str, kind: str, found: set[Edge]) -> None:
    at = (rule.number, name, kind)
    were = set(
        connection.execute(
            "SELECT source, target, reason FROM census_edge WHERE rule = ? AND name = ? AND kind = ?", at
        )
    )
    if found == were:
        return
    connection.execute("DELETE FROM census_edge WHERE rule = ? AND name = ? AND kind = ?", at)
    connection.executemany("INSERT INTO census_edge VALUES (?, ?, ?, ?, ?, ?)", [(*at, *edge) for edge in found])
    ends = [(end,) for source, target, _ in found ^ were for end in (source, target)]
    connection.executemany("INSERT OR IGNORE INTO census_node VALUES (?)", ends)


def _sets(connection: sqlite3.Connection, rule: Rule) -> Iterator[tuple[int, set[int]]]:
    """Yield the sets, of two keys or more, among those that are to be found again, each with its root."""
    seen: set[int] = set()
    for start in column(connection, f"SELECT id FROM census_node n WHERE {_joins(rule, 'n.id')}"):
        if start in seen:
            continue
        edges = _around(connection, rule, start)
        keys = {node: key_at(connection, node) for source, target, _ in edges for node in (source, target)}
        seen.update(keys)
        target, _ = _joined(keys, edges)
        roots: dict[int, set[int]] = {}
        for node in keys:
            roots.setdefault(_final(target, node), set()).add(node)
        yield from roots.items()


def _around(connection: sqlite3.Connection, rule: Rule, start: int) -> set[Edge]:
    """Return all edges that hang together with a key."""
    reached, due, edges = {start}, [start], set[Edge]()
    while due:
        node = due.pop()
        for side in ("source", "target"):
            query = f"SELECT source, target, reason FROM census_edge WHERE rule = ? AND {side} = ?"
            for edge in connection.execute(query, (rule.number, node)):
                edges.add(edge)
                new = {edge[0], edge[1]} - reached
                reached |= new
                due += new
    return edges


def _joined(keys: Mapping[int, Key], edges: Iterable[Edge]) -> tuple[dict[int, int], list[Edge]]:
    """Join along edges in the order of their keys: what each key goes into, and the edges that joined two sets.

    What the lexicon knows stays what it is: other things go into it, and two entries are never one.
    """
    target: dict[int, int] = {}
    used: list[Edge] = []
    for edge in sorted(edges, key=lambda edge: (keys[edge[0]], keys[edge[1]], edge[2])):
        which, into = _final(target, edge[0]), _final(target, edge[1])
        if keys[which][0] == ENTRY:
            which, into = into, which
        if which != into and keys[which][0] != ENTRY:
            target[which] = into
            used.append(edge)
    return target, used


def _final(target: Mapping[int, int], which: int) -> int:
    while which in target:
        which = target[which]
    return which


def reasons_of(connection: sqlite3.Connection, root: int) -> tuple[str, ...]:
    """Return why the keys of a root are one, in the order of the keys."""
    rows = connection.execute("SELECT id, text, first, second FROM census_key WHERE root = ?", (root,)).fetchall()
    found: list[tuple[Key, int, str]] = []
    for id_, text, first, _ in rows:
        which = key_of(text)
        if first != id_:
            found.append((which, 1, f'"{which[1]}" is one name in all documents'))
    for rule, nodes in ((OTHER_NAME, {row[2] for row in rows}), (OWNER_ELSEWHERE, {row[3] for row in rows})):
        edges = {edge for node in nodes for edge in _around(connection, rule, node)}
        keys = {node: key_at(connection, node) for source, target, _ in edges for node in (source, target)}
        found += [(keys[edge[0]], rule.number, edge[2]) for edge in _joined(keys, edges)[1] if edge[0] in nodes]
    return tuple(dict.fromkeys(reason for *_, reason in sorted(found)))
