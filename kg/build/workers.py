"""Documents read by several processes, in order; one that dies takes no document with it but the one that killed it."""

from __future__ import annotations

import multiprocessing
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TYPE_CHECKING, Final

from kg.build.drafting import Packed, pack
from kg.build.recipe import Recipe, Tools
from kg.build.thrift import thrifty
from kg.model import Document, Unread

if TYPE_CHECKING:
    Result = list[Packed | Unread]

_AT_ONCE: Final = 16  # documents of a task
_AHEAD: Final = 3  # tasks a worker, so that none waits while the first is written down
_tools: Tools | None = None  # of a worker: loaded once, when it starts


def read_by(workers: int, items: Iterable[Document | Unread], recipe: Recipe) -> Iterator[Packed | Unread]:
    """Draft documents in several processes, in the order in which they come.

    When a process dies, what was under way is read again, one document at a time; a document on which a process dies
    twice is told as not read.
    """
    pool = _Pool(workers, recipe)
    tasks: deque[tuple[list[Document | Unread], Future[Result]]] = deque()
    stream = iter(items)
    try:
        while True:
            while len(tasks) < workers * _AHEAD and (batch := list(islice(stream, _AT_ONCE))):
                tasks.append((batch, pool.submit(batch)))
            if not tasks:
                return
            batch, future = tasks.popleft()
            try:
                yield from future.result()
            except BrokenProcessPool:
                waiting = [batch, *(other for other, _ in tasks)]
                tasks.clear()
                for one in waiting:
                    yield from pool.carefully(one)
    finally:
        pool.close()


class _Pool:
    """Processes that read, made anew when one of them has died."""

    def __init__(self, workers: int, recipe: Recipe) -> None:
        self._workers = workers
        self._recipe = recipe
        self._pool = self._made()

    def _made(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._workers, context, initializer=_start, initargs=(self._recipe,))

    def submit(self, batch: Sequence[Document | Unread]) -> Future[Result]:
        try:
            return self._pool.submit(_read, batch)
        except BrokenProcessPool as error:  # it is told when the result is asked for, like any other
            broken: Future[Result] = Future()
            broken.set_exception(error)
            return broken

    def carefully(self, batch: Iterable[Document | Unread]) -> Iterator[Packed | Unread]:
        """Read documents one at a time, so that the one on which a process dies is known."""
        for item in batch:
            for _ in range(2):
                try:
                    yield from self.submit([item]).result()
                    break
                except BrokenProcessPool:
                    self._pool.shutdown(wait=True, cancel_futures=True)
                    self._pool = self._made()
            else:
                source = item.source if isinstance(item, Unread) else item.source or item.id
                yield Unread(source, "made the process that read it die, twice")

    def close(self) -> None:
        """End all processes, also those that are at work."""
        for process in list((self._pool._processes or {}).values()):
            if sys.exc_info()[0] is not None:
                process.terminate()
        self._pool.shutdown(wait=True, cancel_futures=True)


def _start(recipe: Recipe) -> None:
    global _tools
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that gave the work
    _tools = recipe.tools()


def _read(batch: Sequence[Document | Unread]) -> Result:
    from kg.build.reading import drafts

    assert _tools is not None
    with thrifty():
        return [one if isinstance(one, Unread) else pack(one) for one in drafts(batch, _tools)]
