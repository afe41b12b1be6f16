"""Work done by several processes, in order; one that dies takes no document with it but the one that killed it."""

from __future__ import annotations

import multiprocessing
import signal
import sqlite3
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from itertools import islice
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from kg.build.drafting import Packed, pack
from kg.build.recipe import Recipe, Tools
from kg.build.thrift import thrifty
from kg.errors import BackendError, KgError
from kg.model import Document, Unread

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    Result = list[Packed | Unread]

Task = TypeVar("Task")
Done = TypeVar("Done")
_AT_ONCE: Final = 32  # documents of a task
_AHEAD: Final = 3  # tasks a process, so that none waits while the first is written down
_STARTS: Final = 2  # times that a process may die before it has begun
_NO_START: Final = (
    "the processes that were to work die as they start; a script that calls kg with workers needs"
    ' `if __name__ == "__main__":` around its calls, and each process memory for a language model'
)
_tools: Tools | None = None  # of a process that reads: loaded once, when it starts


class DiedError(Exception):
    """A process died on a task."""


class Crew:
    """Processes that do one kind of work; those that die are replaced.

    Each calls `start` with some arguments before all else; what that raises, asking for results raises, too. A process
    is spoken to by a thread of its own, through a pipe of its own: what happens to one is nothing to the others.
    """

    def __init__(self, size: int, start: Callable[..., None], *arguments: object) -> None:
        self._size = size
        self._workers = [_Worker(start, arguments) for _ in range(size)]
        self._free: SimpleQueue[_Worker] = SimpleQueue()
        for worker in self._workers:
            self._free.put(worker)
        self._threads = ThreadPoolExecutor(size)

    def each(self, work: Callable[[Task], Done], tasks: Iterable[Task], mend: Callable[[Task], Done]) -> Iterator[Done]:
        """Do tasks, and yield what comes of them in their order; `mend` does one on which a process died."""
        under_way: deque[tuple[Task, Future[Done]]] = deque()
        stream = iter(tasks)
        while True:
            for task in islice(stream, self._size * _AHEAD - len(under_way)):
                under_way.append((task, self._threads.submit(self.once, work, task)))
            if not under_way:
                return
            task, future = under_way.popleft()
            try:
                done = future.result()
            except DiedError:
                done = mend(task)
            yield done

    def once(self, work: Callable[[Task], Done], task: Task) -> Done:
        """Do one task; raises DiedError when a process dies on it, BackendError when it does so as it starts."""
        worker = self._free.get()
        try:
            return worker.do(work, task)
        finally:
            self._free.put(worker)

    @property
    def pids(self) -> list[int]:
        """The processes that are there now."""
        return [pid for worker in self._workers if (pid := worker.pid) is not None]

    def close(self) -> None:
        """End all processes, also those that are at work when something went wrong."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        if sys.exc_info()[0] is not None:
            for worker in self._workers:
                worker.kill()
        self._threads.shutdown(wait=True)
        for worker in self._workers:
            worker.end()


class _Worker:
    """A process, started when there is something to do; one thread at a time may speak to it."""

    def __init__(self, start: Callable[..., None], arguments: tuple[object, ...]) -> None:
        self._start = start, arguments
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def do(self, work: Callable[[Task], Done], task: Task) -> Done:
        """Have a task done."""
        pipe = self._pipe or self._begun()
        try:
            pipe.send((work, task))
            fine, found = pipe.recv()
        except (EOFError, OSError):
            self.end()
            raise DiedError from None
        if not fine:
            raise found
        return cast("Done", found)

    def _begun(self) -> Connection:
        context = multiprocessing.get_context("spawn")
        for _ in range(_STARTS):
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs, *self._start))
            self._process.start()
            theirs.close()  # so that the pipe ends when the process does
            try:
                fault = self._pipe.recv()
            except (EOFError, OSError):
                self.end()
                continue
            if fault is None:
                return self._pipe
            self.end()
            raise fault
        raise BackendError(_NO_START)

    def kill(self) -> None:
        """End the process, whatever it is doing."""
        if self._process is not None:
            self._process.kill()

    def end(self) -> None:
        """End the process when it has done what it is doing."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.join()
        self._pipe = self._process = None


def _serve(pipe: Connection, start: Callable[..., None], arguments: tuple[object, ...]) -> None:
    """Do what comes through a pipe until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that gave the work
    with suppress(EOFError, OSError):  # nobody is there any more
        try:
            start(*arguments)
        except Exception as error:
            pipe.send(_sendable(error, "a process at work cannot start"))
            return
        pipe.send(None)
        with thrifty():
            while True:
                work, task = pipe.recv()
                pipe.send(_answer(work, task))


def _answer(work: Callable[[Any], Any], task: Any) -> tuple[bool, Any]:
    try:
        return True, work(task)
    except Exception as error:
        return False, _sendable(error, "a process at work failed")


def _sendable(error: Exception, what: str) -> Exception:
    """Return an error that another process can read."""
    if isinstance(error, KgError | OSError | sqlite3.Error):
        return error
    return BackendError(f"{what}: {type(error).__name__}: {error}")


# -- reading ----------------------------------------------------------------------------------------------------------
def read_by(workers: int, items: Iterable[Document | Unread], recipe: Recipe) -> Iterator[Packed | Unread]:
    """Draft documents in several processes, in the order in which they come.

    When a process dies, what it was reading is read again, one document at a time; a document on which a process dies
    twice is told as not read. Raises BackendError when no process can start.
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
            except DiedError:
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
    return [one if isinstance(one, Unread) else pack(one) for one in drafts(batch, _tools)]
