"""The pages for people: the graph as a picture, and `/query`, where questions are written and answers shown."""

from __future__ import annotations

import asyncio
import os
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from kg.serve.child import Job
from kg.serve.engine import Engine
from kg.serve.refusal import Refusal

_PATIENCE: Final = 4  # how many times the time of a query the picture of a whole graph may take
_HERE: Final = Path(__file__).parent
_STATIC: Final = {
    "query.css": "text/css",
    "query.js": "text/javascript",
    "picture.js": "text/javascript",
    "vendor/yasgui.min.css": "text/css",
    "vendor/yasgui.min.js": "text/javascript",
}
# The editor and the table set styles on their elements and add sheets of their own; scripts come from files alone.
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class Pages:
    """Serves the pages and what they need; the graph's name and prefixes are told to the query page as data."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._name = name
        self._shown: tuple[Path | None, bytes, str] = (None, b"", "")  # the graph's page, and of which store it is
        self._making = asyncio.Lock()

    @property
    def routes(self) -> list[Route]:
        """Where the pages are."""
        return [
            Route("/", self._index),
            Route("/query", self._query),
            Route("/query/setup.json", self._setup),
            Route("/static/{name:path}", self._static),
        ]

    async def _index(self, request: Request) -> Response:
        """Show the graph; where making its page takes too much, say so and lead to everything else."""
        try:
            async with self._making:
                html, policy = await self._explorer()
        except Refusal as error:
            return self._plain(error.message)
        return HTMLResponse(html, headers={"Content-Security-Policy": policy})

    async def _explorer(self) -> tuple[bytes, str]:
        generation = self._engine.generation
        if self._shown[0] is None or self._shown[0] != generation:
            async with self._engine.answer(Job("page", ""), patience=_PATIENCE) as made:
                html = await asyncio.to_thread(os.pread, made.descriptor, made.size, 0)
                self._shown = (generation, html, made.found["csp"])
        return self._shown[1:]

    def _plain(self, why: str) -> Response:
        page = _file("index.html").decode()
        shown = {"NAME": escape(self._name), "TRIPLES": f"{self._engine.triples:,}", "WHY": escape(why)}
        for word, text in shown.items():
            page = page.replace(f"%{word}%", text)
        return _page(page.encode())

    async def _query(self, request: Request) -> Response:
        return _page(_file("query.html"))

    async def _setup(self, request: Request) -> Response:
        examples = [{"title": title, "query": query} for title, query in questions()]
        prefixes = {"id": self._engine.base, **self._engine.prefixes}
        return JSONResponse({"name": self._name, "prefixes": prefixes, "examples": examples})

    async def _static(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in _STATIC:
            return PlainTextResponse("there is no such file\n", 404)
        return Response(_file(name), media_type=_STATIC[name], headers={"Cache-Control": "no-cache"})


@lru_cache
def questions() -> tuple[tuple[str, str], ...]:
    """Return the example queries with their titles, which stand in their first lines."""
    texts = (path.read_text(encoding="utf-8") for path in sorted((_HERE / "queries").glob("*.rq")))
    return tuple((text.partition("\n")[0].lstrip("# "), text) for text in texts)


@lru_cache
def _file(name: str) -> bytes:
    return (_HERE / "static" / name).read_bytes()


def _page(html: bytes) -> Response:
    return HTMLResponse(html, headers={"Content-Security-Policy": _POLICY})
