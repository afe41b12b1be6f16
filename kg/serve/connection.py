"""A connection that is not waited on for ever: a request must come in time, and what is sent be taken."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from starlette.types import Scope
from uvicorn.protocols.http.h11_impl import H11Protocol

_ABORT: Final = "kg.abort"


class Connection(H11Protocol):
    """uvicorn's connection with a time for the head of each request, and an end for those that linger."""

    patience: float = 20.0

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._late = self.loop.call_later(self.patience, transport.abort)

    def connection_lost(self, exc: Exception | None) -> None:
        self._in_time()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        before = self.cycle
        super().handle_events()
        if self.cycle is not before:
            self._in_time()
            self.scope["state"][_ABORT] = self.transport.abort
        elif self._late is None and (before is None or before.response_complete):
            self._late = self.loop.call_later(self.patience, self.transport.abort)

    def timeout_keep_alive_handler(self) -> None:
        super().timeout_keep_alive_handler()
        if self._late is None:  # what is still buffered may never be taken
            self._late = self.loop.call_later(self.patience, self.transport.abort)

    def _in_time(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None


def abort(scope: Scope) -> None:
    """Drop the connection of a request at once, so that a cut answer cannot be taken for a whole one."""
    drop = scope.get("state", {}).get(_ABORT)
    if drop is not None:
        drop()
