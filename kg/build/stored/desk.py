"""A graph in a folder: built, brought up to date and cut back document by document, each change whole or not at all.

Documents are drafted first and kept so as they are read: what was read of a build that was killed is not read again.
Then everything that follows from them is changed at once, on a copy of the graph (of links, so that it costs nothing)
that takes the old one's place when the store's memory says so.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.build.drafting import Packed, given
from kg.build.ledger import Ledger
from kg.build.reading import packed
from kg.build.recipe import Recipe, Tools
from kg.build.source import Source, begun, documents, none_read
from kg.build.stored.amending import Amender, Change
from kg.build.stored.judging import Judge
from kg.build.stored.writing import write_all
from kg.build.thrift import thrifty
from kg.errors import InputError, KgError, OutputError, UsageError
from kg.graph.folder import STATE, is_store, store_path
from kg.model import Document, Iri, Unread
from kg.store.contents import GRAPH, QUARANTINE, Contents
from kg.store.manifest import write_manifest
from kg.store.state import Aspects, State

if TYPE_CHECKING:
    from kg.resolve import Census

Progress = Callable[[int], object]  # called with the number of documents done
Stage = Callable[[str], object]  # called with what is being done, when that changes
_READ_AT_ONCE: Final = 64  # documents between two commits
_TOLD_AT_ONCE: Final = 200


def build_folder(
    source: Source,
    folder: str | Path,
    *,
    date: str | None = None,
    recipe: Recipe | None = None,
    update: bool = False,
    workers: int = 1,
    progress: Progress | None = None,
    stage: Stage | None = None,
) -> Ledger:
    """Build the graph of some documents in a folder, or bring one up to date.

    With `update`, documents that are new or changed are read, all others stay as they are, and the recipe is the
    folder's own. `workers` processes read; the result is the same whatever their number. A build that was killed goes
    on where it was, and ends with the same graph. Raises InputError when no document could be read, UsageError for an
    update with another recipe than the folder was built with.
    """
    target = Path(folder)
    with thrifty(), _written_to(target):
        items = begun(documents(source, date=date))
        tools = (recipe or (recipe_of(target) if update else Recipe())).tools()
        if update:
            with _opened(target, lambda _: tools, workers, stage) as desk:
                desk.read(items, progress)
                return desk.change(())
        return _built(items, target, tools, workers, progress, stage)


def remove(folder: str | Path, ids: Iterable[str], *, domain: str | Path | None = None) -> Ledger:
    """Take documents out of a folder's graph, and with them what no other document supports.

    `domain` is for a domain pack that has moved since. Raises UsageError for an id that the folder does not hold.
    """
    target = Path(folder)
    with (
        thrifty(),
        _written_to(target),
        _opened(target, lambda state: _writing_tools(state, domain)) as desk,
    ):
        missing = sorted(id for id in ids if desk.state.kept(id) is None)
        if missing:
            raise UsageError(f"{target}: holds no document {missing[0]!r}; {target}/documents.jsonl lists them")
        return desk.change(tuple(dict.fromkeys(ids)))


def recipe_of(folder: str | Path) -> Recipe:
    """Return with what a folder's graph was built; raises InputError when it holds none."""
    target = Path(folder)
    _must_be_store(target)
    state = State(target / STATE)
    try:
        return Recipe.from_json(state.fact("options") or "{}")
    finally:
        state.close()


def _writing_tools(state: State, domain: str | Path | None) -> Tools:
    recipe = Recipe.from_json(state.fact("options") or "{}")
    recipe = replace(recipe, domain=domain) if domain is not None else recipe
    return recipe.writing_tools(state.fact("configuration") or "")


def _built(
    items: Iterator[Document | Unread],
    target: Path,
    tools: Tools,
    workers: int,
    progress: Progress | None,
    stage: Stage | None,
) -> Ledger:
    part = target.with_name(f".{target.name}.part")
    state = _begin(part, tools)
    try:
        desk = _Desk(part, tools, state, workers, stage)
        given = desk.read(items, progress)
        # Of a build that was killed when all but its name was done, what is not given any more goes.
        ledger = desk.change([kept.id for kept in state.documents() if kept.id not in given])
    finally:
        state.close()
    _swap(part, target)
    return ledger


def _begin(part: Path, tools: Tools) -> State:
    """Make the folder of a build, or go on with one of the same recipe."""
    try:
        if is_store(part):
            with suppress(InputError):  # of what cannot be read nothing is kept
                state = State(part / STATE)
                if state.fact("recipe") == tools.words:
                    return state
                state.close()
            shutil.rmtree(part)
        part.mkdir(exist_ok=True)
    except OSError as error:
        raise _unwritable(part.parent, error) from None
    state = State(part / STATE)
    with state.transaction():
        facts = {"recipe": tools.words, "options": tools.recipe.to_json(), "configuration": tools.configuration}
        for name, value in facts.items():
            state.set_fact(name, value)
    return state


def _swap(part: Path, target: Path) -> None:
    """Put a finished folder in its place."""
    old = target.with_name(f".{target.name}.old")
    try:
        shutil.rmtree(old, ignore_errors=True)
        if target.exists():
            target.rename(old)
        part.rename(target)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise _unwritable(target, error) from None


@contextmanager
def _written_to(target: Path) -> Iterator[None]:
    """Say plainly that a disk is full or a store cannot be written; what it held before, it holds still."""
    try:
        yield
    except sqlite3.Error as error:
        raise OutputError(
            f"{target}: its memory cannot be written: {error}; make room and run the same again"
        ) from None
    except OSError as error:
        if isinstance(error, KgError):
            raise
        raise OutputError(
            f"{target}: cannot be written: {error.strerror or error}; make room and run the same again"
        ) from None


def _unwritable(path: Path, error: OSError) -> OutputError:
    return OutputError(f"{path}: cannot be written: {error.strerror or error}; choose another place")


@contextmanager
def _opened(
    target: Path, tools_for: Callable[[State], Tools], workers: int = 1, stage: Stage | None = None
) -> Iterator[_Desk]:
    _must_be_store(target)
    state = State(target / STATE)
    try:
        tools, was = tools_for(state), state.fact("recipe")
        if was != tools.words:
            raise UsageError(f"{target}: was built with {was}, and not with {tools.words}; build it anew")
        yield _Desk(target, tools, state, workers, stage)
    finally:
        state.close()


def _must_be_store(target: Path) -> None:
    if not is_store(target):
        raise InputError(f"{target}: holds no graph to change; build one first with `kg build … -o {target}`")


class _Desk:
    """A folder that is being worked on."""

    def __init__(self, folder: Path, tools: Tools, state: State, workers: int = 1, stage: Stage | None = None) -> None:
        from kg.resolve import Census

        self.folder = folder
        self.workers = workers
        self.stage: Stage = stage or (lambda what: None)
        self.tools = tools
        self.state = state
        self.census: Census = Census(self.state.connection, tools.world)

    # -- reading --------------------------------------------------------------------------------------------------
    def read(self, items: Iterable[Document | Unread], progress: Progress | None) -> set[str]:
        """Draft what is new or changed, and keep the drafts as they come; forget what an earlier try read besides.

        Return the ids of all that was given.
        """
        self.state.forget_unread()
        seen = set[str]()
        done = 0
        results = packed(self._wanted(items, seen), self.tools, self.workers)
        while batch := list(islice(results, _READ_AT_ONCE)):
            with self.state.transaction():
                for one in batch:
                    self._keep(one)
            done += len(batch)
            if progress:
                progress(done)
        with self.state.transaction():
            self.state.keep_incoming(seen)
        return seen

    def _wanted(self, items: Iterable[Document | Unread], seen: set[str]) -> Iterator[Document | Unread]:
        """Yield what has to be read: not what was read before and is the same."""
        for item in items:
            if isinstance(item, Document):
                seen.add(item.id)
                kept = self.state.incoming_hash(item.id)
                known = self.state.kept(item.id) if kept is None else None
                if (kept or (known.given if known else None)) == given(item):
                    continue
            yield item

    def _keep(self, one: Packed | Unread) -> None:
        if isinstance(one, Unread):
            self.state.put_unread(one)
        else:
            self.state.put_incoming(one.id, one.given, one.draft, one.things, one.used, one.unused, one.unresolved)

    # -- changing -------------------------------------------------------------------------------------------------
    def change(self, removed: Iterable[str]) -> Ledger:
        """Take up all drafts that came in and take documents out; the folder holds the result, or what it held."""
        before = int(self.state.fact("generation") or 0)
        generation = before + 1
        self._clear(before)
        contents = self._contents(generation, before)
        amender = Amender(self.state, self.census, contents, self.tools.setting, self.tools.recipe.threshold)
        judge = Judge(self.tools, self.state, contents, amender)
        self.stage("settling what things are")
        if before == 0:  # nothing counts yet: what things are may stand in the memory before the graph does
            with self.state.transaction():
                numbers = self._first(amender, removed)
        with self.state.transaction():
            if before == 0:
                self.stage("writing the graph")
                judge.begin()
                teller, taken = amender.teller, judge.take
                write_all(self.state, contents, teller, numbers, self.workers, self.folder, self.tools, taken)
                count = contents.count()
                self.stage("checking the graph")
                judge.judge_all()
            else:
                put, gone = self._census(removed)
                count = int(self.state.fact("triples") or 0)
                judge.judge(*self._write(amender, put, gone))
            contents.store.flush()
            self._note(generation, count + amender.balance)
        del contents, amender, judge
        self._clear(generation)
        write_manifest(self.folder, self.state)
        return self._ledger()

    def _census(self, removed: Iterable[str]) -> tuple[set[int], dict[int, str]]:
        """Put what came in into the memory, take out what is to go; return the numbers of both."""
        from kg.resolve import Summary

        gone: dict[int, str] = {}
        for id in removed:
            kept = self.state.kept(id)
            if kept is not None:
                gone[kept.number] = id
                self.census.put(id, ())
                self.state.drop(kept.number)
        put = set[int]()
        for id, things in self.state.incoming():
            self.census.put(id, [Summary.from_json(thing) for thing in json.loads(things)])
            put.add(self.state.take_in(id))
        self.state.clear_incoming()
        if self.state.counts()[0] == 0:
            raise none_read(unread for unread in self.state.unread())
        return put, gone

    def _contents(self, generation: int, before: int) -> Contents:
        import pyoxigraph as ox

        path = store_path(self.folder, generation)
        if before:
            ox.Store.read_only(str(store_path(self.folder, before))).backup(str(path))
        return Contents(ox.Store(str(path)), f"{self.tools.recipe.base}quarantine")

    def _first(self, amender: Amender, removed: Iterable[str]) -> list[int]:
        """Settle what all things are; return the documents in the order of their ids."""
        _, gone = self._census(removed)
        self.census.settle()
        amender.retell(gone)
        numbers = [kept.number for kept in self.state.documents()]
        for start in range(0, len(numbers), _TOLD_AT_ONCE):
            amender.retell(numbers[start : start + _TOLD_AT_ONCE])
        return numbers

    def _write(self, amender: Amender, put: set[int], gone: Mapping[int, str]) -> tuple[Change, list[Aspects]]:
        """Write what is new and what looks different; return what that changes, and what was at stake for it."""
        changes = self.census.settle()
        numbers = put | {kept.number for id in changes.documents if (kept := self.state.kept(id))}
        events, touched = amender.retell([*numbers, *gone])
        numbers = (numbers | touched) - gone.keys()
        described = {e.iri for _, e in changes.entities if e is not None} | set[Iri](events)
        at_stake = [self.state.absolve(number) for number in (*numbers, *gone)]
        return amender.amend([*numbers, *gone], gone=gone, described=sorted(described)), at_stake

    def _note(self, generation: int, triples: int) -> None:
        from kg import __version__

        facts = {
            "generation": str(generation),
            "triples": str(triples),
            "base": self.tools.recipe.base,
            "kg": __version__,
            "domain": self.tools.world.version,
        }
        for name, value in facts.items():
            self.state.set_fact(name, value)

    def _clear(self, generation: int) -> None:
        """Delete graphs that are not, or no more, the one that counts."""
        for path in self.folder.glob("graph-*"):
            if path != store_path(self.folder, generation):
                shutil.rmtree(path, ignore_errors=True)

    def _ledger(self) -> Ledger:
        documents, used, unused = self.state.counts()
        reasons = Counter(self.state.reasons())
        kept, apart = self.state.tally(GRAPH), self.state.tally(QUARANTINE)
        doubts = sum(apart.values()) - sum(reasons.values())
        doubt = Counter({f"Confidence is under {self.tools.recipe.threshold:g}": doubts})
        return Ledger(
            documents=documents,
            unread=tuple(self.state.unread()),
            sentences_with_claims=used,
            sentences_without_claims=unused,
            kept=kept,
            quarantined=apart,
            reasons=reasons + doubt,
            unresolved=tuple(self.state.unresolved()),
            entities=len(self.census),
            triples=int(self.state.fact("triples") or 0),
        )
