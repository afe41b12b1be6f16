"""The server as a whole: a graph taken in, a port opened, and everything cleared away at the end."""

from __future__ import annotations

import asyncio
import contextlib
import resource
import shutil
import signal
import socket
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kg.errors import BackendError, InputMissing, UsageError
from kg.serve.limits import Limits

_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})
_EVERYWHERE: Final = frozenset({"0.0.0.0", "::", ""})
_FILES: Final = 8192


@dataclass(frozen=True, slots=True)
class Settings:
    """What to serve, where, and to whom; a token makes the graph writable."""

    graph: str
    host: str = "127.0.0.1"
    port: int = 8080
    token: str | None = None
    allowed_hosts: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
    access_log: bool = False

    @property
    def hosts(self) -> frozenset[str]:
        """The names that a request may give in its Host header."""
        own = f"[{self.host}]" if ":" in self.host else self.host.lower()
        bound = frozenset() if self.host in _EVERYWHERE else frozenset({own})
        return _LOOPBACK | bound | {name.lower() for name in self.allowed_hosts}

    @property
    def open_to_others(self) -> bool:
        """Whether other machines can reach it."""
        return self.host not in ("localhost", "::1") and not self.host.startswith("127.")


def serve(settings: Settings, ready: Callable[[str, int], object]) -> None:
    """Serve a graph until interrupted; `ready` is told the address and the number of triples.

    Raises UsageError where the extra is missing, InputError for a graph that cannot be read, BackendError for a port
    that cannot be had, and KeyboardInterrupt at Ctrl-C.
    """
    _require()
    if not Path(settings.graph).exists():
        raise InputMissing(f"{settings.graph}: there is no such file; build one with `kg build`")
    with _port(settings) as port, _folder() as folder, _stopped_by_terminate(), contextlib.suppress(_Stopped):
        _more_files()
        asyncio.run(_serve(settings, port, folder, ready))


async def _serve(settings: Settings, port: socket.socket, folder: Path, ready: Callable[[str, int], object]) -> None:
    from kg.serve.app import application
    from kg.serve.engine import Engine
    from kg.serve.listening import listen

    engine = Engine(settings.limits, folder)
    try:
        await engine.load(settings.graph)
        name, hosts, origins = Path(settings.graph).name, settings.hosts, frozenset(settings.origins)
        app = application(engine, name, token=settings.token, hosts=hosts, origins=origins)
        port.listen(settings.limits.connections)
        ready(_address(settings.host, port.getsockname()[1]), engine.triples)
        await listen(app, port, settings.limits, engine.close, access_log=settings.access_log)
    finally:
        engine.close()


def _require() -> None:
    try:
        import starlette  # noqa: F401
        import uvicorn  # noqa: F401
    except ImportError:
        raise UsageError('serving needs Starlette and uvicorn; install them with `pip install "kg[serve]"`') from None


@contextlib.contextmanager
def _port(settings: Settings) -> Iterator[socket.socket]:
    try:
        family, _, _, _, address = socket.getaddrinfo(
            settings.host or None, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        port = socket.socket(family)
    except OSError as error:
        raise BackendError(f"{settings.host}: no address to serve at: {error.strerror or error}") from None
    with port:
        port.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            port.bind(address)
        except OSError as error:
            where = f"{settings.host}:{settings.port}"
            raise BackendError(
                f"{where} cannot be served at: {error.strerror or error}; choose another with --port"
            ) from None
        yield port


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="kg-serve-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class _Stopped(BaseException):
    """The server was told to end, which is no error."""


@contextlib.contextmanager
def _stopped_by_terminate() -> Iterator[None]:
    def stop(number: int, frame: object) -> None:
        raise _Stopped

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _more_files() -> None:
    """Let this process open as many files as connections and children may need."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _address(host: str, port: int) -> str:
    shown = "127.0.0.1" if host in _EVERYWHERE else f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}/"
