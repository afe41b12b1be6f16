"""What is answered when a request is not: a status, one sentence, and what to do."""

from __future__ import annotations

from typing import Final

from kg.errors import KgError
from kg.serve.limits import Limits


class Refusal(KgError):
    """A request that is answered with an error; the sentence is sent as plain text."""

    def __init__(self, status: int, message: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = headers or {}


# A query past its time or memory is refused with 503, for another hour or server may well answer it, but without
# Retry-After, since the same query tried again at once would fail again. A result past its size is refused with 413.
_STATUS: Final = {
    "syntax": 400,
    "leaves": 403,
    "missing": 404,
    "unacceptable": 406,
    "rows": 413,
    "bytes": 413,
    "time": 503,
    "memory": 503,
    "failed": 500,
}


def refusal(outcome: str, message: str, limits: Limits) -> Refusal:
    """Make the refusal for how a child ended."""
    limited = {
        "rows": f"the answer has more than {limits.max_rows:,} rows; ask for fewer with LIMIT, "
        "or start the server with a larger --max-rows",
        "bytes": f"the answer is larger than {limits.max_bytes:,} MB; ask for less, "
        "or start the server with a larger --max-bytes",
        "time": f"the query took longer than {limits.timeout:g} s; ask for less, "
        "or start the server with a longer --timeout",
        "memory": f"the query needed more than {limits.memory:,} MB of memory; ask for less, "
        "or start the server with a larger --memory",
    }
    return Refusal(_STATUS.get(outcome, 500), limited.get(outcome, message))


def stopping() -> Refusal:
    """Make the refusal for a server that is about to end."""
    return Refusal(503, "the server is being stopped")


def busy(limits: Limits) -> Refusal:
    """Make the refusal for a server that has too much to do."""
    seconds = max(1, round(limits.wait / 2))
    return Refusal(503, f"too many requests at once; try again in {seconds} s", {"Retry-After": str(seconds)})
