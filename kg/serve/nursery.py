"""The process that children are forked from: small, of one thread, and alone in knowing their process ids.

It is started as `python -m kg.serve.nursery DESCRIPTOR FOLDER` and obeys messages of nine bytes on a socket: `R` and
the number of a job, with its descriptors, to run one; `K` and a number to kill one. When a child is gone its end is
written to the pipe that its outcome went to, which is then closed. When the socket closes, all children are killed,
and the folder is removed: so nothing is left even of a server that was killed.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import select
import shutil
import signal
import socket
import struct
import sys
from typing import Any, Final

from kg.serve.child import Job, run

MESSAGE: Final = struct.Struct("=cQ")
RUN, KILL = b"R", b"K"
_PARENT_DEATH_SIGNAL: Final = 1


class Nursery:
    """Forks children, kills them when told to, and reaps them."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._children: dict[int, tuple[int, int]] = {}  # by process id: the job's number and its pipe
        self._wake, self._woken = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)

    def work(self) -> None:
        """Obey until the socket closes."""
        signal.set_wakeup_fd(self._woken)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        while True:
            waited: list[Any] = [self._control, self._wake]
            ready, _, _ = select.select(waited, [], [])
            if self._wake in ready:
                with contextlib.suppress(BlockingIOError):
                    os.read(self._wake, 4096)
                self._reap(os.WNOHANG)
            if self._control in ready and not self._obey():
                break
        for process in list(self._children):
            os.kill(process, signal.SIGKILL)
        self._reap(0)

    def _obey(self) -> bool:
        message, descriptors, _, _ = socket.recv_fds(self._control, MESSAGE.size, 3)
        if len(message) < MESSAGE.size:
            return False
        verb, number = MESSAGE.unpack(message)
        if verb == RUN:
            self._fork(number, *descriptors)
        else:
            for process, (job, _) in self._children.items():
                if job == number:
                    os.kill(process, signal.SIGKILL)
        return True

    def _fork(self, number: int, given: int, answer: int, report: int) -> None:
        process = os.fork()
        if process == 0:
            self._become_child(given, answer, report)
        os.close(given)
        os.close(answer)
        self._children[process] = (number, report)

    def _become_child(self, given: int, answer: int, report: int) -> None:
        """Do the job and end; never returns."""
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            _die_with_parent()
            self._control.close()
            for _, pipe in self._children.values():
                os.close(pipe)
            quiet = os.open(os.devnull, os.O_WRONLY)
            os.dup2(quiet, 1)
            os.dup2(report, 2)  # where Rust says why it gives up
            with open(given, "rb") as file:
                file.seek(0)
                job = Job.decoded(file.read())
            run(job, answer, report)
        finally:
            os._exit(0)

    def _reap(self, options: int) -> None:
        while self._children:
            try:
                process, status = os.waitpid(-1, options)
            except ChildProcessError:
                return
            if process == 0:
                return
            _, report = self._children.pop(process)
            with contextlib.suppress(OSError):
                os.write(report, b"%d\n" % os.waitstatus_to_exitcode(status))
            os.close(report)


def _die_with_parent() -> None:
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)


def main(descriptor: int, folder: str) -> None:
    """Be the nursery on a socket; remove the folder at the end."""
    import pyoxigraph  # noqa: F401 - loaded once, so that no child has to

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.collect()
    gc.freeze()
    try:
        Nursery(socket.socket(fileno=descriptor)).work()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
