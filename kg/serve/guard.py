"""What every request passes: the Host it names, the origin it comes from, and headers that browsers heed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve.refusal import Refusal
from kg.serve.sending import told

_ALWAYS: Final = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
_NO_PAGE: Final = "default-src 'none'; frame-ancestors 'none'"
_PREFLIGHT: Final = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Authorization, Content-Type",
    "Access-Control-Max-Age": "600",
}


@dataclass(frozen=True, slots=True)
class Guard:
    """Lets a request in when it names a known host; a foreign page may read answers only from a listed origin.

    A page on the network that has its name lead to 127.0.0.1 would else read what is served to this machine alone.
    """

    app: ASGIApp
    hosts: frozenset[str]
    origins: frozenset[str]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        origin = headers.get("origin")

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(MutableHeaders(scope=message), origin)
            await send(message)

        if _name(host) not in self.hosts:
            refused = Refusal(421, "this server does not answer for the host named; allow it with --allowed-host")
            await told(refused)(scope, receive, guarded)
        elif scope["method"] == "OPTIONS" and "access-control-request-method" in headers and self._allowed(origin):
            await Response(status_code=204, headers=_PREFLIGHT)(scope, receive, guarded)
        else:
            await self.app(scope, receive, guarded)

    def _add(self, headers: MutableHeaders, origin: str | None) -> None:
        for name, value in _ALWAYS.items():
            headers[name] = value
        headers.setdefault("Content-Security-Policy", _NO_PAGE)
        if self.origins:
            headers.add_vary_header("Origin")
        if origin is not None and self._allowed(origin):
            headers["Access-Control-Allow-Origin"] = origin

    def _allowed(self, origin: str | None) -> bool:
        return origin is not None and ("*" in self.origins or origin in self.origins)


def _name(host: str) -> str:
    """Return a Host header without its port, in lower case."""
    name, _, port = host.rpartition(":")
    return (name if name and port.isdigit() else host).lower().rstrip(".")
