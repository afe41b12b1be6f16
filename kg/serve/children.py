"""The server's side of the nursery: a job goes out, an outcome and a file come back, and whoever is late is killed."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import BackendError
from kg.serve.child import Job, Outcome
from kg.serve.nursery import KILL, MESSAGE, RUN

_LOST: Final = "lost"
_OUTCOME: Final = b'{"outcome"'
_PANIC: Final = b" panicked at "
_NO_MEMORY: Final = (b"memory allocation of ", b"std::bad_alloc")


@dataclass(frozen=True, slots=True)
class Ended:
    """A child's outcome and the file that it wrote, which vanishes when it is closed."""

    outcome: Outcome
    answer: int


class Children:
    """Runs jobs, each in a child of its own; starts the nursery anew should it die."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = 0
        self._nursery: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def close(self) -> None:
        """Kill all children and end the nursery, which removes the folder."""
        if self._control is not None and self._nursery is not None:
            self._control.close()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._nursery.wait(timeout=5)
            self._nursery.kill()
            self._nursery.wait()
            self._control = self._nursery = None

    async def run(self, job: Job, seconds: float | None) -> Ended:
        """Do a job and return how it ended; the child is gone then, whatever happened.

        A child past its time is killed, as is that of a task that is cancelled. Raises BackendError when no child can
        be had.
        """
        ended = await self._attempt(job, seconds)
        if ended.outcome.outcome == _LOST and not job.target:  # the nursery died, and took the child along
            os.close(ended.answer)
            ended = await self._attempt(job, seconds)
        return ended

    async def _attempt(self, job: Job, seconds: float | None) -> Ended:
        self._numbers += 1
        number = self._numbers
        with self._file(job.encoded()) as given:
            answer = self._temporary()
            try:
                reader, report = os.pipe()
                try:
                    self._send(RUN, number, [given, answer, report])
                finally:
                    os.close(report)
                return Ended(await self._outcome(number, reader, seconds), answer)
            except BaseException:
                os.close(answer)
                raise

    async def _outcome(self, number: int, reader: int, seconds: float | None) -> Outcome:
        said = asyncio.ensure_future(_read_all(reader))
        try:
            async with asyncio.timeout(seconds):
                return _read(await asyncio.shield(said))
        except TimeoutError:
            return Outcome("time")
        finally:
            if not said.done():
                if self._control is not None:
                    self._send(KILL, number)
                await asyncio.shield(said)

    def _send(self, verb: bytes, number: int, descriptors: list[int] | None = None) -> None:
        for again in (True, False):
            try:
                socket.send_fds(self._connected(), [MESSAGE.pack(verb, number)], descriptors or [])
                return
            except (BrokenPipeError, ConnectionResetError):
                self.close()
                if verb == KILL:
                    return  # it went with the nursery
                if not again:
                    raise BackendError(
                        "no process can be started for queries; see whether the machine has room"
                    ) from None

    def _connected(self) -> socket.socket:
        if self._nursery is not None and self._nursery.poll() is not None:
            self.close()
        if self._control is None:
            ours, theirs = socket.socketpair()
            command = [sys.executable, "-m", "kg.serve.nursery", str(theirs.fileno()), str(self._folder)]
            # One arena of memory is enough for a process of one thread, and more would count against its limit.
            environment = {**os.environ, "MALLOC_ARENA_MAX": "1", "RUST_BACKTRACE": "0"}
            self._nursery = subprocess.Popen(
                command,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                env=environment,
            )
            theirs.close()
            self._control = ours
        return self._control

    def _temporary(self) -> int:
        handle, name = tempfile.mkstemp(dir=self._folder)
        os.unlink(name)
        return handle

    @contextlib.contextmanager
    def _file(self, data: bytes) -> Iterator[int]:
        handle = self._temporary()
        try:
            with open(handle, "wb", closefd=False) as file:
                file.write(data)
            yield handle
        finally:
            os.close(handle)


async def _read_all(reader: int) -> bytes:
    """Read a pipe until nobody holds its other end."""
    stream = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    with open(reader, "rb", buffering=0) as pipe:
        transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(stream), pipe)
        try:
            return await stream.read()
        finally:
            transport.close()


def _read(said: bytes) -> Outcome:
    """Read what a child and, after its end, the nursery said; between them may stand what Rust said as it gave up."""
    lines = said.splitlines()
    if not lines:
        return Outcome(_LOST, "the process for queries ended; ask again")
    told = next((line for line in lines if line.startswith(_OUTCOME)), None)
    if told:
        return Outcome(**json.loads(told))
    code = int(lines[-1])
    if any(words in said for words in _NO_MEMORY):
        return Outcome("memory")
    if code == -signal.SIGXCPU:
        return Outcome("time")
    if _PANIC in said:
        why = said.partition(_PANIC)[2].splitlines()[1:2]
        reason = why[0].decode(errors="replace") if why else "no reason given"
        return Outcome("failed", f"Oxigraph gave up on the query ({reason}); ask it in another way")
    name = signal.Signals(-code).name if code < 0 else f"exit code {code}"
    return Outcome("failed", f"the query ended its process ({name}); ask it in a simpler way")
