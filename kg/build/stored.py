"""A graph in a folder: built, brought up to date and cut back document by document, each change whole or not at all.

Documents are drafted first and kept so as they are read: what was read of a build that was killed is not read again.
Then everything that follows from them is changed at once, on a copy of the graph (of links, so that it costs nothing)
that takes the old one's place when the store's memory says so.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.build.amending import Amender, Change
from kg.build.cycles import seldom_sought
from kg.build.drafting import Drafted, given
from kg.build.judging import Judge
from kg.build.ledger import Ledger
from kg.build.recipe import Recipe, Tools
from kg.build.source import Source, begun, documents, none_read
from kg.errors import InputError, OutputError, UsageError
from kg.graph.folder import STATE, is_store, store_path
from kg.model import Document, Iri, Unread
from kg.store.contents import GRAPH, QUARANTINE, Contents
from kg.store.manifest import write_manifest
from kg.store.state import State

if TYPE_CHECKING:
    from kg.resolve import Census

Progress = Callable[[int], object]  # called with the number of documents done
_READ_AT_ONCE: Final = 64  # documents between two commits
_WRITTEN_AT_ONCE: Final = 200


def build_folder(
    source: Source,
    folder: str | Path,
    *,
    date: str | None = None,
    recipe: Recipe | None = None,
    update: bool = False,
    progress: Progress | None = None,
) -> Ledger:
    """Build the graph of some documents in a folder, or bring one up to date.

    With `update`, documents that are new or changed are read, and all others stay as they are. A build that was killed
    goes on where it was, and ends with the same graph. Raises InputError when no document could be read, UsageError for
    an update with another recipe than the folder was built with.
    """
    target = Path(folder)
    with seldom_sought():
        items = begun(documents(source, date=date))
        tools = (recipe or Recipe()).tools()
        if update:
            return _updated(items, target, tools, progress)
        return _built(items, target, tools, progress)


def remove(folder: str | Path, ids: Iterable[str], *, recipe: Recipe | None = None) -> Ledger:
    """Take documents out of a folder's graph, and with them what no other document supports.

    Raises UsageError for an id that the folder does not hold.
    """
    target = Path(folder)
    with seldom_sought():
        tools = (recipe or Recipe()).tools()
        with _opened(target, tools) as desk:
            missing = sorted(id for id in ids if desk.state.kept(id) is None)
            if missing:
                raise UsageError(f"{target}: holds no document {missing[0]!r}; {target}/documents.jsonl lists them")
            return desk.change(tuple(dict.fromkeys(ids)))


def _built(items: Iterator[Document | Unread], target: Path, tools: Tools, progress: Progress | None) -> Ledger:
    part = target.with_name(f".{target.name}.part")
    _begin(part, tools)
    desk = _Desk(part, tools)
    try:
        desk.read(items, progress)
        ledger = desk.change(())
    finally:
        desk.close()
    _swap(part, target)
    return ledger


def _begin(part: Path, tools: Tools) -> None:
    """Make the folder of a build, or go on with one of the same recipe."""
    try:
        if is_store(part):
            state = State(part / STATE)
            same = state.fact("recipe") == tools.words
            state.close()
            if same:
                return
            shutil.rmtree(part)
        part.mkdir(exist_ok=True)
    except OSError as error:
        raise _unwritable(part.parent, error) from None


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


def _unwritable(path: Path, error: OSError) -> OutputError:
    return OutputError(f"{path}: cannot be written: {error.strerror or error}; choose another place")


def _updated(items: Iterator[Document | Unread], target: Path, tools: Tools, progress: Progress | None) -> Ledger:
    with _opened(target, tools) as desk:
        desk.read(items, progress)
        return desk.change(())


@contextmanager
def _opened(target: Path, tools: Tools) -> Iterator[_Desk]:
    if not is_store(target):
        raise InputError(f"{target}: holds no graph to change; build one first with `kg build … -o {target}`")
    desk = _Desk(target, tools)
    try:
        was = desk.state.fact("recipe")
        if was != tools.words:
            raise UsageError(f"{target}: was built with {was}, and not with {tools.words}; build it anew")
        yield desk
    finally:
        desk.close()


class _Desk:
    """A folder that is being worked on."""

    def __init__(self, folder: Path, tools: Tools) -> None:
        from kg.resolve import Census

        self.folder = folder
        self.tools = tools
        self.state = State(folder / STATE)
        self.census: Census = Census(self.state.connection, tools.world)
        if self.state.fact("recipe") is None:
            self.state.set_fact("recipe", tools.words)

    def close(self) -> None:
        self.state.close()

    # -- reading --------------------------------------------------------------------------------------------------
    def read(self, items: Iterable[Document | Unread], progress: Progress | None) -> None:
        """Draft what is new or changed, and keep the drafts as they come; forget what an earlier try read besides."""
        from kg.build.reading import drafts

        self.state.forget_unread()
        seen = set[str]()
        done = 0
        results = drafts(self._wanted(items, seen), self.tools)
        while batch := list(islice(results, _READ_AT_ONCE)):
            with self.state.transaction():
                for one in batch:
                    self._keep(one)
            done += len(batch)
            if progress:
                progress(done)
        with self.state.transaction():
            self.state.keep_incoming(seen)

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

    def _keep(self, one: Drafted | Unread) -> None:
        if isinstance(one, Unread):
            self.state.put_unread(one)
        else:
            things = json.dumps([thing.to_json() for thing in one.things], ensure_ascii=False, separators=(",", ":"))
            self.state.put_incoming(one.draft, one.given, things, one.used, one.unused)

    # -- changing -------------------------------------------------------------------------------------------------
    def change(self, removed: Iterable[str]) -> Ledger:
        """Take up all drafts that came in and take documents out; the folder holds the result, or what it held."""
        before = self.state.fact("generation")
        generation = int(before or 0) + 1
        self._clear(int(before or 0))
        with self.state.transaction():
            put, gone = self._census(removed)
            if self.state.counts()[0] == 0:
                raise none_read(unread for unread in self.state.unread())
            contents = self._contents(generation, int(before or 0))
            amender = Amender(self.state, self.census, contents, self.tools.setting, self.tools.recipe.threshold)
            judge = Judge(self.tools.world, self.state, contents, amender, self.tools.recipe.base)
            if before is None:
                self._write_all(amender, contents)
                judge.judge_all()
            else:
                judge.judge(self._write(amender, put, gone))
            contents.store.flush()
            self._note(generation)
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
        return put, gone

    def _contents(self, generation: int, before: int) -> Contents:
        import pyoxigraph as ox

        path = store_path(self.folder, generation)
        if before:
            ox.Store.read_only(str(store_path(self.folder, before))).backup(str(path))
        return Contents(ox.Store(str(path)), f"{self.tools.recipe.base}quarantine")

    def _write_all(self, amender: Amender, contents: Contents) -> None:
        self.census.settle()
        numbers = [kept.number for kept in self.state.documents()]
        for batch in _batches(numbers):
            amender.retell(batch)
        contents.load(amender.write(numbers), self.folder / "graph.part")

    def _write(self, amender: Amender, put: set[int], gone: Mapping[int, str]) -> Change:
        changes = self.census.settle()
        numbers = put | {kept.number for id in changes.documents if (kept := self.state.kept(id))}
        events, touched = amender.retell([*numbers, *gone])
        numbers = (numbers | touched) - gone.keys()
        described = {e.iri for _, e in changes.entities if e is not None} | set[Iri](events)
        for number in (*numbers, *gone):
            self.state.absolve(number)
        return amender.amend([*numbers, *gone], gone=gone, described=sorted(described))

    def _note(self, generation: int) -> None:
        from kg import __version__

        facts = {
            "generation": str(generation),
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
        )


def _batches(numbers: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(numbers)
    while batch := list(islice(rest, _WRITTEN_AT_ONCE)):
        yield batch
