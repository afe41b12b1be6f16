"""A second lock for children: the kernel refuses them sockets and other programs.

The first is `kg.graph.leaving`. Where the kernel or the machine knows no such filter, a child goes on without.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
import sys
from typing import Final

_SET_NO_NEW_PRIVS: Final = 38
_SET_SECCOMP: Final = 22
_FILTER: Final = 2
_ALLOW: Final = 0x7FFF0000
_REFUSE: Final = 0x00050000 | errno.EPERM
_X32: Final = 0x40000000
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
# The architecture as the kernel audits it, then the numbers of
# socket, connect, bind, execve, execveat, ptrace, io_uring_setup (which would open sockets of its own).
_KNOWN: Final = {
    "x86_64": (0xC000003E, (41, 42, 49, 59, 322, 101, 425)),
    "aarch64": (0xC00000B7, (198, 203, 200, 221, 281, 117, 425)),
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def shut_in() -> bool:
    """Refuse this process sockets and programs from now on; say whether that could be done."""
    known = _KNOWN.get(platform.machine())
    if not sys.platform.startswith("linux") or known is None or struct.calcsize("P") != 8:
        return False
    code = _code(*known)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    program = _Program(len(code) // 8, code)
    return bool(libc.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0)


def _code(architecture: int, refused: tuple[int, ...]) -> bytes:
    """Return the filter in the kernel's small language: an instruction is a code, two jumps and a value."""
    steps = [(_LOAD, 0, 0, 4), (_EQUAL, 0, len(refused) + 2, architecture), (_LOAD, 0, 0, 0)]
    steps.append((_AT_LEAST, len(refused), 0, _X32))
    steps += [(_EQUAL, len(refused) - at, 0, number) for at, number in enumerate(refused)]
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
