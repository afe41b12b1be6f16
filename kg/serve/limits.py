"""What one query may use, and how many may run at once."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Final

MEGABYTE: Final = 1 << 20


def cores() -> int:
    """Return how many processors there are."""
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on a query, a request and a response; the field's name is that of the flag.

    Times are in seconds, sizes in megabytes. `queue` requests wait for a child at once, each at most `wait`. A reader
    who takes nothing for `stall` is dropped, as is one who takes longer than `sending` over one response; `receiving`
    bounds the sending of a request. `connections` are held open at most.
    """

    timeout: float = 30.0
    memory: int = 1024
    max_rows: int = 1_000_000
    max_bytes: int = 200
    max_query: int = 2
    jobs: int = field(default_factory=cores)
    queue: int = 64
    wait: float = 10.0
    stall: float = 30.0
    sending: float = 600.0
    receiving: float = 20.0
    connections: int = 1000

    @property
    def spool(self) -> int:
        """How many bytes of answers may lie on disk at once."""
        return (self.jobs + 8) * self.max_bytes * MEGABYTE
