"""`/store`: the Graph Store Protocol for reading; changes are made by updates to `/sparql`."""

from __future__ import annotations

import re
from typing import Final

from starlette.requests import Request
from starlette.types import Send

from kg.serve.child import Job
from kg.serve.engine import Engine
from kg.serve.protocol import answer
from kg.serve.refusal import Refusal
from kg.serve.requests import parameters
from kg.serve.sending import Handler

_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^<>\"{}|^`\\\x00-\x20]*")


class GraphStore:
    """Gives graphs whole: the default one, one named in a parameter, or one whose name is the address itself."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def handlers(self) -> dict[str, Handler]:
        """What is done by which method."""
        return {"GET": self._get, "HEAD": self._get}

    async def _get(self, request: Request, send: Send) -> None:
        await answer(self._engine, Job("dump", "", _graph(request)), request, send)


def _graph(request: Request) -> str:
    """Return the name of the graph that is asked for, empty for the default one."""
    asked = [(name, value) for name, value in parameters(request) if name in ("default", "graph")]
    if len(asked) > 1:
        raise Refusal(400, "a request names one graph: ?default or ?graph=IRI, once")
    if not asked:
        if request.scope["path"].rstrip("/") == "/store":
            raise Refusal(400, "say which graph: ?default or ?graph=IRI")
        return str(request.url)
    name, value = asked[0]
    if name == "default":
        return ""
    if not _ABSOLUTE.fullmatch(value):
        raise Refusal(400, "?graph= takes an absolute IRI")
    return value
