"""Where a domain pack's files are, and what triples they hold."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import DomainError
from kg.model import Iri

_PACKAGE = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Pack:
    """The files of a domain; `rules` is a folder that need not exist."""

    ontology: tuple[Path, ...]
    shapes: tuple[Path, ...]
    rules: Path


def default_folder() -> Path:
    """Return the folder of the pack that comes with the package: in a wheel beside the code, in a checkout above it."""
    shipped = _PACKAGE / "_pack"
    return shipped if shipped.is_dir() else _PACKAGE.parent


def find(folder: Path) -> Pack:
    """List a pack's files in a fixed order; core.ttl comes with the package where the folder has none of its own."""
    if not (folder / "ontology").is_dir():
        raise DomainError(f"{folder}: no domain pack: it holds no folder named ontology")
    return Pack(_files(folder, "ontology"), _files(folder, "shapes"), folder / "ontology" / "rules")


def _files(folder: Path, room: str) -> tuple[Path, ...]:
    own = {path.name: path for path in (folder / room).glob("*.ttl")}
    core = own.pop("core.ttl", default_folder() / room / "core.ttl")
    if not core.is_file():
        raise DomainError(f"{core}: missing; the installation is incomplete, install the package again")
    return (core, *(own[name] for name in sorted(own)))


def version(pack: Pack) -> str:
    """Hash the names and bytes of all files, rules included."""
    digest = hashlib.sha256()
    rules = sorted(path for path in pack.rules.rglob("*") if path.is_file()) if pack.rules.is_dir() else []
    for path in (*pack.ontology, *pack.shapes, *rules):
        digest.update(f"{path.parent.name}/{path.name}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def triples(path: Path) -> Iterator[tuple[Iri, Iri, str]]:
    """Read an ontology file: subject, predicate, and the object's IRI or text; a DomainError names file and line.

    Plain tuples, because a pack holds tens of thousands and is read at every start.
    """
    import pyoxigraph as ox

    blank = ox.BlankNode
    try:
        for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            subject, value = triple.subject, triple.object
            if type(subject) is blank or type(value) is blank:
                raise DomainError(f"{path}: an ontology has no blank nodes: give {subject} {triple.predicate} IRIs")
            yield subject.value, triple.predicate.value, value.value
    except SyntaxError as error:
        raise DomainError(f"{path}, line {error.lineno}: {error.msg}") from error
    except OSError as error:
        raise DomainError(f"{path}: cannot be read: {error}") from error
