"""The pages for people."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from kg.serve.engine import Engine


class Pages:
    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._name = name

    @property
    def routes(self) -> list[Route]:
        return [Route("/", self._index)]

    async def _index(self, request: Request) -> Response:
        return HTMLResponse("<!doctype html><title>kg</title>")
