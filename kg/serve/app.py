"""The addresses of the server, and what answers at each."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.routing import Route
from starlette.types import ASGIApp

from kg.serve.engine import Engine
from kg.serve.graphstore import GraphStore
from kg.serve.guard import Guard
from kg.serve.pages import Pages
from kg.serve.protocol import Protocol
from kg.serve.sending import Endpoint


def application(
    engine: Engine, name: str, *, token: str | None, hosts: frozenset[str], origins: frozenset[str]
) -> ASGIApp:
    """Make the application that serves an engine's graph under a name; changes need the token, if there is one."""
    protocol, store = Endpoint(Protocol(engine, token).handlers), Endpoint(GraphStore(engine).handlers)
    routes = [
        Route("/sparql", protocol),
        Route("/sparql/", protocol),
        Route("/store", store),
        Route("/store/{rest:path}", store),
        *Pages(engine, name).routes,
    ]
    app = Starlette(routes=routes)
    app.router.redirect_slashes = False
    return Guard(app, hosts, origins)
