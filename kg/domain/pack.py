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


@dataclass(frozen=True, slots=True)
class Fact:
    """A triple of an ontology file; `is_iri` tells an IRI from a string."""

    subject: Iri
    predicate: Iri
    value: str
    is_iri: bool
    file: Path


def default_folder() -> Path:
    """Return the folder of the pack that comes with the package: in a wheel beside the code, in a checkout above it."""
    shipped = _PACKAGE / "_pack"
    return shipped if shipped.is_dir() else _PACKAGE.parent


def find(folder: Path) -> Pack:
    """List a pack's files in a fixed order; core.ttl comes with the package where the folder has none of its own."""
    if not (folder / "ontology").is_dir():
        raise DomainError(
            f"{folder}: no domain pack: it has no folder named ontology; give one with ontology/ and shapes/"
        )
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


def facts(path: Path) -> Iterator[Fact]:
    """Read an ontology file; a DomainError names file, line and reason when it is no good Turtle."""
    import pyoxigraph as ox

    try:
        for triple in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            if isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode):
                raise DomainError(
                    f"{path}: blank nodes are not allowed in an ontology: name {triple.subject} with an IRI"
                )
            yield Fact(
                Iri(triple.subject.value), Iri(triple.predicate.value), triple.object.value,
                isinstance(triple.object, ox.NamedNode), path,
            )  # fmt: skip
    except SyntaxError as error:
        raise DomainError(f"{path}, line {error.lineno}: {error.msg}") from error
    except OSError as error:
        raise DomainError(f"{path}: cannot be read: {error}") from error
