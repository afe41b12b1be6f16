"""uvicorn on a socket that is open already, set up to say little and to end at once."""

from __future__ import annotations

import asyncio
import logging
import socket
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, Final

import uvicorn
from starlette.types import ASGIApp

from kg.serve.connection import Connection
from kg.serve.limits import Limits

_KEEP_ALIVE: Final = 5
_GRACE: Final = 1
_ERRORS, _ACCESS = "uvicorn.error", "uvicorn.access"


async def listen(
    app: ASGIApp, port: socket.socket, limits: Limits, stop: Callable[[], object], *, access_log: bool
) -> None:
    """Answer requests until a signal comes; then call `stop`, which ends what runs, and return."""
    _log(access_log)
    Connection.patience = limits.receiving
    config: Any = uvicorn.Config(
        app,
        http=Connection,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=access_log,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=limits.connections,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=_GRACE,
    )
    await _Server(config, stop).serve(sockets=[port])


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, stop: Callable[[], object]) -> None:
        super().__init__(config)
        self._stop = stop
        self._loop = asyncio.get_running_loop()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        super().handle_exit(sig, frame)
        logging.getLogger(_ERRORS).setLevel(logging.CRITICAL)  # who is cut off now is no error
        self._loop.call_soon_threadsafe(self._stop)


def _log(access: bool) -> None:
    """Let uvicorn say errors, and requests when asked."""
    shown = logging.StreamHandler(sys.stderr)
    for name, level, handlers in (
        (_ERRORS, logging.ERROR, [shown]),
        (_ACCESS, logging.INFO, [shown] if access else []),
    ):
        logger = logging.getLogger(name)
        logger.handlers[:] = handlers
        logger.propagate = False
        logger.setLevel(level)
