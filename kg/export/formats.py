"""All formats in one table, and the writing of files: beside the old one first, then in its place."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import OutputError, UsageError
from kg.export import graphml, jsonld, page, rdf, turtle

if TYPE_CHECKING:
    from kg.graph import Graph


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: what it is called, what tells it, and what it cannot hold."""

    name: str
    suffixes: tuple[str, ...]
    media_type: str
    write: Callable[[Graph], Iterable[bytes]]
    lacks: str = ""
    write_all: Callable[[Graph], Iterable[bytes]] | None = None
    holds_quarantine: bool = False

    def chunks(self, graph: Graph, *, all_claims: bool = False) -> Iterable[bytes]:
        """Return a graph's bytes; with `all_claims` also what the plain form leaves out, where there is such a form."""
        return (self.write_all if all_claims and self.write_all else self.write)(graph)


FORMATS: Final = (
    Format("turtle", (".ttl",), "text/turtle", turtle.write),
    Format("ntriples", (".nt",), "application/n-triples", rdf.ntriples),
    Format("nquads", (".nq",), "application/n-quads", rdf.nquads, holds_quarantine=True),
    Format("trig", (".trig",), "application/trig", rdf.trig, holds_quarantine=True),
    Format("jsonld", (".jsonld",), "application/ld+json", jsonld.write),
    Format("rdfxml", (".rdf",), "application/rdf+xml", rdf.rdf_xml, "control characters"),
    Format(
        "graphml",
        (".graphml",),
        "application/graphml+xml",
        graphml.write,
        "claims as things of their own, relations that no claim asserts, control characters",
        graphml.write_all,
    ),
    Format(
        "html", (".html",), "text/html", page.write, "the quarantine; of large graphs, all but the most linked things"
    ),
)


def by_name(name: str) -> Format:
    """Return a format by its name or suffix; raises UsageError that lists those known."""
    wanted = name.lower()
    for known in FORMATS:
        if wanted == known.name or wanted in known.suffixes or f".{wanted}" in known.suffixes:
            return known
    raise UsageError(f"format {name!r} is unknown; kg writes {', '.join(f.name for f in FORMATS)}")


def by_path(path: str | Path) -> Format:
    """Return the format that a path's suffix tells; raises UsageError that lists those known."""
    suffix = Path(path).suffix.lower()
    for known in FORMATS:
        if suffix in known.suffixes:
            return known
    suffixes = ", ".join(s for f in FORMATS for s in f.suffixes)
    said = f"suffix {suffix!r} tells no format" if suffix else "no suffix tells the format"
    raise UsageError(f"{path}: {said}; kg writes {suffixes}, or name one with --format")


def export(graph: Graph, path: str | Path, *, format: str | None = None, all_claims: bool = False) -> Path:
    """Write a graph to a file in the format that its suffix tells.

    `all_claims` draws relations that no claim asserts, too, in formats that would leave them out. The file is whole
    or as it was: it is written beside and then renamed. Raises UsageError for an unknown format, OutputError when the
    file cannot be written.
    """
    chosen = by_name(format) if format else by_path(path)
    save(path, chosen.chunks(graph, all_claims=all_claims))
    return Path(path)


def dumps(graph: Graph, format: str = "turtle") -> str:
    """Return a graph as text in a format."""
    return b"".join(by_name(format).write(graph)).decode()


def save(path: str | Path, chunks: Iterable[bytes]) -> None:
    """Write a file beside its place and rename it; what stood there stays until then."""
    with replacing(path) as write:
        for chunk in chunks:
            write(chunk)


@contextlib.contextmanager
def replacing(path: str | Path) -> Iterator[Callable[[bytes], object]]:
    """Give a function that writes to a file which takes the path's place at the end, and vanishes on any error."""
    target = Path(path)
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            yield file.write
        temporary.chmod(_mode(target))
        temporary.replace(target)
        temporary = None
    except OSError as error:
        if isinstance(error, OutputError):
            raise
        raise OutputError(f"{target}: cannot be written: {error.strerror or error}; choose another place") from None
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def writable(path: str | Path) -> None:
    """Raise OutputError when a file could not be put there, before any work is done."""
    target = Path(path)
    if target.is_dir():
        raise OutputError(f"{target}: is a folder; name a file in it")
    if not target.parent.is_dir():
        raise OutputError(f"{target}: there is no folder {target.parent}; make it first")
    if not os.access(target.parent, os.W_OK):
        raise OutputError(f"{target}: cannot be written: no permission in {target.parent}; choose another place")


def _mode(target: Path) -> int:
    """Keep an old file's permissions; give a new one what the umask leaves."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
