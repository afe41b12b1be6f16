"""Work done by several processes, in order; one that dies takes no document with it but the one that killed it."""

from __future__ import annotations

import multiprocessing
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeVar

from kg.build.drafting import Packed, pack
from kg.build.recipe import Recipe, Tools
from kg.build.thrift import thrifty
from kg.model import Document, Unread

if TYPE_CHECKING:
    Result = list[Packed | Unread]

Task = TypeVar("Task")
Done = TypeVar("Done")
_AT_ONCE: Final = 16  # documents of a task
_AHEAD: Final = 3  # tasks a process, so that none waits while the first is written down
_tools: Tools | None = None  # of a process that reads: loaded once, when it starts


class Crew:
    """Processes that do one kind of work; those that die are replaced.

    Each calls `start` with some arguments before all else.
    """

    def __init__(self, size: int, start: Callable[..., None], *arguments: object) -> None:
        self._size = size
        self._start = start, arguments
        self._pool = self._made()

    def _made(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._size, context, initializer=_begin, initargs=self._start)

    def each(self, work: Callable[[Task], Done], tasks: Iterable[Task], mend: Callable[[Task], Done]) -> Iterator[Done]:
        """Do tasks, and yield what comes of them in their order; `mend` does those that were under way when a process
        died."""
        under_way: deque[tuple[Task, Future[Done]]] = deque()
        stream = iter(tasks)
        while True:
            for task in islice(stream, self._size * _AHEAD - len(under_way)):
                under_way.append((task, self._submit(work, task)))
            if not under_way:
                return
            task, future = under_way.popleft()
            try:
                done = future.result()
            except BrokenProcessPool:
                self._renew()
                waiting = [task, *(other for other, _ in under_way)]
                under_way.clear()
                yield from map(mend, waiting)
            else:
                yield done

    def once(self, work: Callable[[Task], Done], task: Task) -> Done:
        """Do one task; raises BrokenProcessPool when a process dies on it."""
        try:
            return self._submit(work, task).result()
        except BrokenProcessPool:
            self._renew()
            raise

    def _submit(self, work: Callable[[Task], Done], task: Task) -> Future[Done]:
        try:
            return self._pool.submit(work, task)
        except BrokenProcessPool as error:  # it is told when the result is asked for, like any other
            broken: Future[Done] = Future()
            broken.set_exception(error)
            return broken

    def _renew(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = self._made()

    def close(self) -> None:
        """End all processes, also those that are at work."""
        for process in list((self._pool._processes or {}).values()):
            if sys.exc_info()[0] is not None:
                process.terminate()
        self._pool.shutdown(wait=True, cancel_futures=True)


def _begin(start: Callable[..., None], arguments: tuple[object, ...]) -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that gave the work
    start(*arguments)


# -- reading ----------------------------------------------------------------------------------------------------------
def read_by(workers: int, items: Iterable[Document | Unread], recipe: Recipe) -> Iterator[Packed | Unread]:
    """Draft documents in several processes, in the order in which they come.

    When a process dies, what was under way is read again, one document at a time; a document on which a process dies
    twice is told as not read.
    """
    crew = Crew(workers, _load, recipe)
    try:
        for batch in crew.each(_read, _batches(items), lambda batch: _carefully(crew, batch)):
            yield from batch
    finally:
        crew.close()


def _batches(items: Iterable[Document | Unread]) -> Iterator[list[Document | Unread]]:
    stream = iter(items)
    while batch := list(islice(stream, _AT_ONCE)):
        yield batch


def _carefully(crew: Crew, batch: Iterable[Document | Unread]) -> Result:
    """Read documents one at a time, so that the one on which a process dies is known."""
    found: Result = []
    for item in batch:
        for _ in range(2):
            try:
                found += crew.once(_read, [item])
                break
            except BrokenProcessPool:
                continue
        else:
            source = item.source if isinstance(item, Unread) else item.source or item.id
            found.append(Unread(source, "made the process that read it die, twice"))
    return found


def _load(recipe: Recipe) -> None:
    global _tools
    _tools = recipe.tools()


def _read(batch: Sequence[Document | Unread]) -> Result:
    from kg.build.reading import drafts

    assert _tools is not None
    with thrifty():
        return [one if isinstance(one, Unread) else pack(one) for one in drafts(batch, _tools)]
