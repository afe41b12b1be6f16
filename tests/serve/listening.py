"""A socket on loopback that counts who calls."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class Listener:
    """An address, and the number of calls that came."""

    host: str
    calls: list[bytes] = field(default_factory=list)


@contextlib.contextmanager
def listening() -> Iterator[Listener]:
    with socket.create_server(("127.0.0.1", 0)) as door:
        listener = Listener(f"127.0.0.1:{door.getsockname()[1]}")

        def answer() -> None:
            with contextlib.suppress(OSError):
                while True:
                    caller, _ = door.accept()
                    listener.calls.append(caller.recv(1000))
                    caller.close()

        threading.Thread(target=answer, daemon=True).start()
        yield listener
        door.shutdown(socket.SHUT_RDWR)
