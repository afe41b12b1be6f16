"""`/sparql`: the SPARQL 1.1 Protocol, and the service's description where nothing is asked."""

from __future__ import annotations

import hmac

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Send

from kg.serve.child import Job
from kg.serve.description import description
from kg.serve.engine import Engine
from kg.serve.negotiation import GRAPHS, NotAcceptable, choose, content_type, takes_gzip
from kg.serve.refusal import Refusal
from kg.serve.requests import Operation, operation
from kg.serve.sending import Handler, attended, send_answer
from kg.serve.using import using


class Protocol:
    """Answers queries, and updates from whoever holds the token, when there is one."""

    def __init__(self, engine: Engine, token: str | None) -> None:
        self._engine = engine
        self._token = token

    @property
    def handlers(self) -> dict[str, Handler]:
        """What is done by which method."""
        return {"GET": self._get, "HEAD": self._get, "POST": self._post}

    async def _get(self, request: Request, send: Send) -> None:
        asked = await operation(request, self._engine.limits)
        if asked is None:
            await self._describe(request, send)
        else:
            await self._query(request, send, asked)

    async def _post(self, request: Request, send: Send) -> None:
        asked = await operation(request, self._engine.limits)
        if asked is None:
            raise Refusal(400, "the request holds no query and no update")
        await (self._query if asked.verb == "query" else self._update)(request, send, asked)

    async def _query(self, request: Request, send: Send, asked: Operation) -> None:
        job = Job(
            "query",
            "",
            asked.text,
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
        )
        await answer(self._engine, job, request, send)

    async def _update(self, request: Request, send: Send, asked: Operation) -> None:
        allow(request, self._token)
        text = asked.text
        if asked.default_graphs or asked.named_graphs:
            text = using(text, asked.default_graphs or (), asked.named_graphs or ())

        async def work() -> None:
            await self._engine.update(text)
            await Response(status_code=204)(request.scope, request.receive, send)

        await attended(request, work())

    async def _describe(self, request: Request, send: Send) -> None:
        try:
            media_type = choose(request.headers.get("accept"), GRAPHS)
        except NotAcceptable as error:
            raise Refusal(406, str(error)) from None
        endpoint = str(request.url.replace(query="", fragment=""))
        body = description(endpoint, media_type, writable=self._token is not None)
        headers = {"Content-Type": content_type(media_type), "Vary": "Accept"}
        await Response(body, headers=headers)(request.scope, request.receive, send)


async def answer(engine: Engine, job: Job, request: Request, send: Send) -> None:
    """Do a job and send what it found, in the form that the request asks for."""
    from dataclasses import replace

    packed = takes_gzip(request.headers.get("accept-encoding"))
    accept = ", ".join(request.headers.getlist("accept")) or None

    async def work() -> None:
        async with engine.answer(replace(job, accept=accept, packed=packed)) as found:
            await send_answer(request, send, found, engine.limits, packed=packed)

    await attended(request, work())


def allow(request: Request, token: str | None) -> None:
    """Raise Refusal unless changes are allowed and the request bears the token."""
    if token is None:
        raise Refusal(403, "the graph is read-only; start the server with --writable to change it")
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), token.encode()):
        raise Refusal(401, "a change needs the token of the server", {"WWW-Authenticate": 'Bearer realm="kg"'})
