"""What a store remembers besides its graph: the draft of each document, who brings what, what was kept out and why.

It is one SQLite file. Nothing here commits: a change is whole or did not happen, and its caller says when it is whole.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from kg.errors import InputError
from kg.graph import Block, Draft, special
from kg.graph.draft_json import loads, may_name_events
from kg.model import Entity, Iri, Modality, Unread

Support = tuple[int, str, int, int]  # part, key, document, whether it varies
Charged = tuple[int, str]  # a document and a claim of it
Aspects = dict[str, set[str]]  # nodes, each with something of it that may be seen otherwise
Tally = tuple[int, int, str, str, int]  # document, part, what is said, how firmly, how often
_REMEMBERED: Final = 1 << 14  # events that are not asked for again
_LAYOUT: Final = 1  # of the tables; another one cannot be read
_SUPPORT_OF: Final = "CREATE INDEX IF NOT EXISTS support_of ON support (number, part, varies)"
_TABLES: Final = f"""
CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS document (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, given TEXT NOT NULL, draft BLOB NOT NULL,
    used INTEGER NOT NULL, unused INTEGER NOT NULL, unresolved TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS incoming (
    id TEXT PRIMARY KEY, given TEXT NOT NULL, draft BLOB NOT NULL, things TEXT NOT NULL,
    used INTEGER NOT NULL, unused INTEGER NOT NULL, unresolved TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS unread (source TEXT NOT NULL, reason TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS support (
    part INTEGER NOT NULL, key TEXT NOT NULL, number INTEGER NOT NULL, varies INTEGER NOT NULL,
    PRIMARY KEY (part, key, number)) WITHOUT ROWID;
{_SUPPORT_OF};
CREATE TABLE IF NOT EXISTS event (
    iri TEXT NOT NULL, number INTEGER NOT NULL, class TEXT NOT NULL, named TEXT NOT NULL, firm INTEGER NOT NULL,
    asserted INTEGER NOT NULL, PRIMARY KEY (iri, number, class, firm, asserted)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS event_of ON event (number);
CREATE TABLE IF NOT EXISTS condemned (claim TEXT NOT NULL, number INTEGER NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY (claim, number)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS condemned_of ON condemned (number);
CREATE TABLE IF NOT EXISTS stake (node TEXT NOT NULL, aspect TEXT NOT NULL, number INTEGER NOT NULL,
    claim TEXT NOT NULL, PRIMARY KEY (node, aspect, number, claim)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS stake_of ON stake (number, claim);
CREATE TABLE IF NOT EXISTS tally (number INTEGER NOT NULL, part INTEGER NOT NULL, what TEXT NOT NULL,
    modality TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (number, part, what, modality)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """A document of a store: its number, which never changes, its id, and a hash of all that was given of it."""

    number: int
    id: str
    given: str


@dataclass(frozen=True, slots=True)
class Occurrence:
    """That a document tells of a named event: of which class, the class of its mere name, and how firmly."""

    event: Iri
    type: Iri
    named: Iri
    firm: bool
    asserted: bool


class State:
    """The memory of a store."""

    def __init__(self, path: Path | str) -> None:
        self._path = path
        try:
            self.connection = sqlite3.connect(path, isolation_level=None)
            self.connection.execute("PRAGMA journal_mode = WAL")
            self.connection.execute("PRAGMA synchronous = NORMAL")
            self.connection.execute("PRAGMA cache_size = -65536")
            (layout,) = self.connection.execute("PRAGMA user_version").fetchone()
            if layout != _LAYOUT:
                if self.connection.execute("SELECT 1 FROM sqlite_master").fetchone():
                    raise sqlite3.DatabaseError("another version of kg laid it out")
                self.connection.executescript(f"BEGIN; PRAGMA user_version = {_LAYOUT}; {_TABLES}; COMMIT")
        except sqlite3.OperationalError:
            raise  # a disk that is full, a folder that may not be written to: who asked knows what to say
        except sqlite3.Error as error:
            raise InputError(f"{path}: is no memory of a store: {error}; build the graph anew") from None

    def close(self) -> None:
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do all or nothing; raises InputError when another process is changing the store."""
        try:
            self.connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise InputError(f"{self._path}: another process is changing this store ({error}); wait for it") from None
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    # -- facts ----------------------------------------------------------------------------------------------------
    def fact(self, name: str) -> str | None:
        """Return something that holds of the whole store."""
        row = self.connection.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else None

    def set_fact(self, name: str, value: str) -> None:
        self.connection.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, value))

    # -- documents ------------------------------------------------------------------------------------------------
    def put_incoming(
        self, id: str, given: str, draft: bytes, things: str, used: int, unused: int, unresolved: Iterable[str]
    ) -> None:
        """Keep what was read of a document until it is taken in: its draft packed, what identity needs as JSON."""
        row = (id, given, draft, things, used, unused, json.dumps(list(unresolved), ensure_ascii=False))
        self.connection.execute("INSERT OR REPLACE INTO incoming VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def incoming_hash(self, id: str) -> str | None:
        """Return the hash of what was given of a document that has come in."""
        row = self.connection.execute("SELECT given FROM incoming WHERE id = ?", (id,)).fetchone()
        return str(row[0]) if row else None

    def incoming(self) -> Iterator[tuple[str, str]]:
        """Yield the documents that have come in, in the order of their ids, and their things."""
        yield from self.connection.execute("SELECT id, things FROM incoming ORDER BY id")

    def keep_incoming(self, ids: Iterable[str]) -> None:
        """Forget what has come in of any other documents."""
        self.connection.execute("CREATE TEMP TABLE wanted (id TEXT PRIMARY KEY) WITHOUT ROWID")
        self.connection.executemany("INSERT INTO wanted VALUES (?)", ((id,) for id in ids))
        self.connection.execute("DELETE FROM incoming WHERE id NOT IN (SELECT id FROM wanted)")
        self.connection.execute("DROP TABLE wanted")

    def take_in(self, id: str) -> int:
        """Keep a document that has come in, instead of what was kept of it before; return its number."""
        self.connection.execute(
            "INSERT INTO document (id, given, draft, used, unused, unresolved)"
            " SELECT id, given, draft, used, unused, unresolved FROM incoming WHERE id = ? ON CONFLICT (id) DO UPDATE"
            " SET given = excluded.given, draft = excluded.draft, used = excluded.used, unused = excluded.unused,"
            " unresolved = excluded.unresolved",
            (id,),
        )
        found = self.kept(id)
        assert found is not None
        return found.number

    def clear_incoming(self) -> None:
        self.connection.execute("DELETE FROM incoming")

    def drop(self, number: int) -> None:
        """Forget a document, but not yet what it brought."""
        self.connection.execute("DELETE FROM document WHERE number = ?", (number,))

    def kept(self, id: str) -> Kept | None:
        """Return a document by its id."""
        row = self.connection.execute("SELECT number, id, given FROM document WHERE id = ?", (id,)).fetchone()
        return Kept(*row) if row else None

    def numbered(self, number: int) -> Kept | None:
        """Return a document by its number."""
        row = self.connection.execute("SELECT number, id, given FROM document WHERE number = ?", (number,)).fetchone()
        return Kept(*row) if row else None

    def documents(self) -> Iterator[Kept]:
        """Yield the documents in the order of their ids."""
        return (Kept(*row) for row in self.connection.execute("SELECT number, id, given FROM document ORDER BY id"))

    def draft(self, number: int) -> Draft:
        """Return what was read of a document."""
        return loads(self._draft(number))

    def may_name_events(self, number: int) -> bool:
        """Say, without reading a draft, whether it may tell of named events."""
        return may_name_events(self._draft(number))

    def _draft(self, number: int) -> str:
        (packed,) = self.connection.execute("SELECT draft FROM document WHERE number = ?", (number,)).fetchone()
        return zlib.decompress(packed).decode()

    def counts(self) -> tuple[int, int, int]:
        """Count documents, their sentences with claims, and those without."""
        row = self.connection.execute("SELECT COUNT(*), TOTAL(used), TOTAL(unused) FROM document").fetchone()
        return int(row[0]), int(row[1]), int(row[2])

    def unresolved(self) -> Iterator[tuple[str, str]]:
        """Yield the documents with the words of mentions that stand for no one thing."""
        rows = self.connection.execute("SELECT id, unresolved FROM document WHERE unresolved <> '[]' ORDER BY id")
        return ((id, words) for id, listed in rows for words in json.loads(listed))

    # -- what could not be read -----------------------------------------------------------------------------------
    def put_unread(self, unread: Unread) -> None:
        self.connection.execute("INSERT INTO unread VALUES (?, ?)", (unread.source, unread.reason))

    def forget_unread(self) -> None:
        self.connection.execute("DELETE FROM unread")

    def unread(self) -> Iterator[Unread]:
        """Yield what could not be read the last time that documents were given, in the order of sources."""
        rows = self.connection.execute("SELECT source, reason FROM unread ORDER BY source, reason")
        return (Unread(source, reason) for source, reason in rows)

    # -- who brings what ------------------------------------------------------------------------------------------
    def supported(self, number: int, part: int) -> dict[str, bool]:
        """Return the keys of the blocks that a document brings to a part of the graph, and whether they vary."""
        rows = self.connection.execute("SELECT key, varies FROM support WHERE number = ? AND part = ?", (number, part))
        return {key: bool(varies) for key, varies in rows}

    def add_support(self, number: int, part: int, blocks: Iterable[Block]) -> None:
        rows = ((part, block.key, number, int(block.varies)) for block in blocks)
        self.connection.executemany("INSERT OR IGNORE INTO support VALUES (?, ?, ?, ?)", rows)

    def stage_support(self, rows: Iterable[Support]) -> None:
        """Put rows of support aside."""
        self.connection.execute("CREATE TEMP TABLE IF NOT EXISTS staged (part, key, number, varies)")
        self.connection.executemany("INSERT INTO staged VALUES (?, ?, ?, ?)", rows)

    def stage_varying(self, blocks: Iterable[tuple[int, str, str]]) -> None:
        """Put blocks aside that documents may tell differently, each by its part and key: the first one stands."""
        table = "CREATE TEMP TABLE IF NOT EXISTS varying (part, key, quads, PRIMARY KEY (part, key)) WITHOUT ROWID"
        self.connection.execute(table)
        self.connection.executemany("INSERT OR IGNORE INTO varying VALUES (?, ?, ?)", blocks)

    def take_varying(self) -> Iterator[tuple[int, str]]:
        """Yield what was put aside, each with its part, and keep it no longer."""
        yield from self.connection.execute("SELECT part, quads FROM varying")
        self.connection.execute("DROP TABLE varying")

    def take_support(self) -> None:
        """Take over all that was put aside, in the order of the table: where rows come as they like, it costs more
        with each."""
        self.connection.execute("DROP INDEX support_of")
        self.connection.execute("INSERT OR IGNORE INTO support SELECT * FROM staged ORDER BY part, key, number")
        self.connection.execute(_SUPPORT_OF)
        self.connection.execute("DROP TABLE staged")

    def remove_support(self, number: int, part: int, keys: Iterable[str]) -> None:
        rows = ((part, key, number) for key in keys)
        self.connection.executemany("DELETE FROM support WHERE part = ? AND key = ? AND number = ?", rows)

    def is_supported(self, key: str, part: int) -> bool:
        """Say whether any document brings a block."""
        sql = "SELECT 1 FROM support WHERE part = ? AND key = ? LIMIT 1"
        return self.connection.execute(sql, (part, key)).fetchone() is not None

    def first_supporter(self, key: str, part: int) -> int | None:
        """Return the number of the document, first by its id, that brings a block."""
        sql = (
            "SELECT s.number FROM support s JOIN document d ON d.number = s.number"
            " WHERE s.part = ? AND s.key = ? ORDER BY d.id LIMIT 1"
        )
        row = self.connection.execute(sql, (part, key)).fetchone()
        return int(row[0]) if row else None

    def supporters(self, key: str) -> Iterator[int]:
        """Yield the numbers of the documents that bring a block to any part."""
        sql = "SELECT DISTINCT number FROM support WHERE part IN (0, 1) AND key = ?"
        return (int(row[0]) for row in self.connection.execute(sql, (key,)).fetchall())

    # -- named events ---------------------------------------------------------------------------------------------
    def occurrences(self, number: int) -> frozenset[Occurrence]:
        """Return the named events that a document tells of."""
        sql = "SELECT iri, class, named, firm, asserted FROM event WHERE number = ?"
        return frozenset(
            Occurrence(Iri(i), Iri(c), Iri(n), bool(f), bool(a))
            for i, c, n, f, a in self.connection.execute(sql, (number,))
        )

    def set_occurrences(self, number: int, found: Iterable[Occurrence]) -> None:
        self.connection.execute("DELETE FROM event WHERE number = ?", (number,))
        rows = ((o.event, number, o.type, o.named, int(o.firm), int(o.asserted)) for o in found)
        self.connection.executemany("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?)", rows)

    def event(self, iri: Iri) -> tuple[Iri | None, bool]:
        """Return the class of a named event, None for what is none, and whether somebody asserts it."""
        sql = "SELECT class, named, firm, asserted FROM event WHERE iri = ?"
        rows = self.connection.execute(sql, (iri,)).fetchall()
        told: dict[bool, Iri] = {}
        for class_, named, firm, _ in rows:
            event = Entity(iri, Iri(named), "")
            told[bool(firm)] = special(event, told.get(bool(firm), Iri(class_)), Iri(class_))
        asserted = any(firm and asserted for _, _, firm, asserted in rows)
        return told.get(True, told.get(False)), asserted

    # -- what was kept out ----------------------------------------------------------------------------------------
    def condemned(self, number: int) -> dict[str, str]:
        """Return the claims of a document that break a shape, each with its reason."""
        rows = self.connection.execute("SELECT claim, reason FROM condemned WHERE number = ? ORDER BY claim", (number,))
        return dict(rows.fetchall())

    def reasons(self) -> dict[str, int]:
        """Count the reasons for which claims break a shape."""
        return dict(self.connection.execute("SELECT reason, COUNT(*) FROM condemned GROUP BY reason").fetchall())

    def condemn(self, number: int, claim: str, reason: str) -> None:
        self.connection.execute("INSERT OR REPLACE INTO condemned VALUES (?, ?, ?)", (claim, number, reason))

    def absolve(self, number: int, claims: Iterable[str] | None = None) -> Aspects:
        """Take back what was held against some claims of a document, or all; return what was at stake for them."""
        if claims is None:
            claims = {
                str(row[0])
                for table in ("condemned", "stake")
                for row in self.connection.execute(f"SELECT DISTINCT claim FROM {table} WHERE number = ?", (number,))
            }
        found: Aspects = {}
        for claim in claims:
            one = (number, claim)
            rows = self.connection.execute("SELECT node, aspect FROM stake WHERE number = ? AND claim = ?", one)
            for node, aspect in rows:
                found.setdefault(node, set()).add(aspect)
            self.connection.execute("DELETE FROM condemned WHERE number = ? AND claim = ?", one)
            self.connection.execute("DELETE FROM stake WHERE number = ? AND claim = ?", one)
        return found

    def all_condemned(self) -> set[Charged]:
        """Return all claims that were kept out for breaking a shape."""
        return {(int(n), str(claim)) for n, claim in self.connection.execute("SELECT number, claim FROM condemned")}

    def stake(self, number: int, claim: str, aspects: Aspects) -> None:
        """Note what a claim was kept out for the sake of, and at what cost: nodes, each with aspects of it."""
        rows = ((node, aspect, number, claim) for node, some in aspects.items() for aspect in some)
        self.connection.executemany("INSERT OR IGNORE INTO stake VALUES (?, ?, ?, ?)", rows)

    def staked(self, aspects: Aspects) -> set[Charged]:
        """Return the claims for which some aspects of nodes are at stake."""
        sql = "SELECT number, claim FROM stake WHERE node = ? AND aspect = ?"
        return {
            (int(number), str(claim))
            for node, some in aspects.items()
            for aspect in some
            for number, claim in self.connection.execute(sql, (node, aspect))
        }

    # -- counts ---------------------------------------------------------------------------------------------------
    def set_tally(self, number: int, part: int, counts: Mapping[tuple[Iri, Modality], int]) -> None:
        """Note how many claims a document makes, by what they say and how firmly."""
        self.connection.execute("DELETE FROM tally WHERE number = ? AND part = ?", (number, part))
        self.add_tallies((number, part, what, modality.value, count) for (what, modality), count in counts.items())

    def add_tallies(self, rows: Iterable[Tally]) -> None:
        """Note the same of documents of which nothing was noted."""
        self.connection.executemany("INSERT INTO tally VALUES (?, ?, ?, ?, ?)", rows)

    def tally(self, part: int) -> dict[tuple[Iri, Modality], int]:
        """Count the claims of all documents."""
        sql = "SELECT what, modality, SUM(count) FROM tally WHERE part = ? GROUP BY what, modality"
        return {(Iri(what), Modality(m)): int(n) for what, m, n in self.connection.execute(sql, (part,))}


class StateEvents:
    """The named events of a store, as the graph asks for them; they may not change for as long as it lives."""

    def __init__(self, state: State) -> None:
        self._of = lru_cache(_REMEMBERED)(state.event)

    def asserted(self, event: Iri) -> bool:
        """Say whether some document asserts an event."""
        return self._of(event)[1]

    def type_of(self, event: Iri) -> Iri | None:
        """Return the class of an event, or None for what is none."""
        return self._of(event)[0]
