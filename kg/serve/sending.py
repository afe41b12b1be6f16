"""Answers on their way: files sent as fast as they are taken, errors as one sentence, and nobody waited for in vain."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from kg.errors import KgError
from kg.serve.connection import abort
from kg.serve.engine import Answer
from kg.serve.limits import Limits
from kg.serve.negotiation import content_type
from kg.serve.refusal import Refusal

_PIECE: Final = 1 << 16
Handler = Callable[[Request, Send], Awaitable[None]]


class Endpoint:
    """An ASGI application of a handler per method; whatever is refused is told as text."""

    def __init__(self, handlers: dict[str, Handler]) -> None:
        self._handlers = handlers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        handler = self._handlers.get(request.method)
        allow = {"Allow": ", ".join((*self._handlers, "OPTIONS"))}
        try:
            if request.method == "OPTIONS":
                raise Refusal(204, "", allow)
            if handler is None:
                raise Refusal(405, f"{request.method} is not done here; there are {allow['Allow']}", allow)
            await handler(request, send)
        except Refusal as refused:
            await told(refused)(scope, receive, send)
        except KgError as error:
            await told(Refusal(500, str(error)))(scope, receive, send)


def told(refused: Refusal) -> PlainTextResponse:
    """Return the response that says why a request is not answered."""
    text = f"{' '.join(refused.message.split())}\n" if refused.message else ""
    headers = {"Cache-Control": "no-store", **refused.headers}
    return PlainTextResponse(text or None, refused.status, headers)


async def attended(request: Request, work: Coroutine[Any, Any, None]) -> None:
    """Do work for a client, and stop when he goes away; his request must have been read."""
    doing = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({doing, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not doing.done():
            doing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await doing
        else:
            doing.result()
    finally:
        doing.cancel()
        gone.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def send_answer(request: Request, send: Send, answer: Answer, limits: Limits, *, packed: bool) -> None:
    """Send an answer from its file; drop the connection of a reader who takes nothing for too long."""
    headers = {
        "content-type": content_type(answer.media_type),
        "content-length": str(answer.size),
        "vary": "Accept, Accept-Encoding",
        "cache-control": "no-cache",
        **({"content-encoding": "gzip"} if packed else {}),
    }
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    try:
        async with asyncio.timeout(limits.sending):
            await send({"type": "http.response.start", "status": 200, "headers": raw})
            if request.method == "HEAD":
                await send({"type": "http.response.body", "body": b"", "more_body": False})
                return
            sent = 0
            while sent < answer.size:
                piece = os.pread(answer.descriptor, _PIECE, sent)
                sent += len(piece)
                async with asyncio.timeout(limits.stall):
                    await send({"type": "http.response.body", "body": piece, "more_body": sent < answer.size})
    except TimeoutError:
        abort(request.scope)
