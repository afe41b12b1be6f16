"""Shapes read from a domain pack's files: what they aim at, where they look, what they ask."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from kg.errors import DomainError
from kg.model import Iri
from kg.validate import lint
from kg.validate.index import Index
from kg.validate.paths import Path as PropertyPath
from kg.validate.paths import read as read_path
from kg.validate.terms import is_blank, is_iri, is_literal, text
from kg.vocab import PREFIXES, SUBCLASS_OF, TYPE, curie

_SH: Final = PREFIXES["sh"]
SHAPE_LISTS: Final = ("and", "or", "xone")
SHAPE_PARAMETERS: Final = ("node", "not", "property", "qualifiedValueShape")
_TARGETS: Final = ("targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf")
_CLASSES: Final = (f"<{PREFIXES['rdfs']}Class>", f"<{PREFIXES['owl']}Class>")
_TYPE: Final = f"<{TYPE}>"


def sh(name: str) -> str:
    """Write a term of SHACL."""
    return f"<{_SH}{name}>"


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape: `path` is None for a node shape; `parameters` are its constraints by SHACL's names for them."""

    node: str
    path: PropertyPath | None
    targets: tuple[tuple[str, str], ...]
    severity: str
    message: str | None
    deactivated: bool
    parameters: Mapping[str, tuple[str, ...]]

    def words(self, component: str) -> str:
        """Return the shape's message, or say which of its constraints is broken."""
        if self.message:
            return self.message
        name = f"{component[:1].lower()}{component[1:]}"
        given = sorted(self.parameters.get(name, ()))
        told = [curie(text(value)) if is_iri(value) else text(value) for value in given if not is_blank(value)]
        return f"This breaks {' '.join([f'sh:{name}', *told])}."


@dataclass(frozen=True, slots=True, eq=False)
class Shapes:
    """All shapes of some files, and their triples (lists are read from there)."""

    by_node: Mapping[str, Shape]
    index: Index
    ntriples: bytes

    def inner(self, node: str) -> frozenset[str]:
        """Return the shapes that a shape asks of its values."""
        parameters = self.by_node[node].parameters
        named = (one for name in SHAPE_PARAMETERS for one in parameters.get(name, ()))
        listed = (one for name in SHAPE_LISTS for head in parameters.get(name, ()) for one in self.index.items(head))
        return frozenset((*named, *listed))


def read(files: Sequence[Path]) -> Shapes:
    """Read shapes from Turtle files; raises DomainError with file and reason."""
    return _read(tuple(files), tuple(_stamp(file) for file in files))


def _stamp(file: Path) -> tuple[int, int]:
    try:
        found = file.stat()
    except OSError as error:
        raise DomainError(f"{file}: cannot be read: {error}") from error
    return found.st_mtime_ns, found.st_size


@lru_cache(maxsize=8)
def _read(files: tuple[Path, ...], _stamps: tuple[tuple[int, int], ...]) -> Shapes:
    parts = [_ntriples(file) for file in files]
    for file, part in zip(files, parts, strict=True):
        lint.check(Index(part.decode().split("\n")[:-1]), file)
    return shapes_of(b"".join(parts), ", ".join(map(str, files)))


def _ntriples(file: Path) -> bytes:
    import pyoxigraph as ox

    try:
        store = ox.Store()  # which writes literals as it does in graphs: 0.870 as 0.87
        store.bulk_extend(ox.parse(path=str(file), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True))
        return store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()) or b""
    except SyntaxError as error:
        raise DomainError(f"{file}, line {error.lineno}: {error.msg}") from error


def shapes_of(ntriples: bytes, source: str) -> Shapes:
    """Find the shapes among some triples; `source` names them in errors."""
    index = Index(ntriples.decode().split("\n")[:-1])
    by_node: dict[str, Shape] = {}
    for node in sorted(_shape_nodes(index)):
        try:
            by_node[node] = _shape(index, node)
        except ValueError as error:
            raise DomainError(f"{source}: the shape {node}: {error}") from error
    return Shapes(by_node, index, ntriples)


def _shape_nodes(index: Index) -> set[str]:
    """Find shapes by their class, their target, or their place in another's constraint."""
    found = {*index.subjects(_TYPE, sh("NodeShape")), *index.subjects(_TYPE, sh("PropertyShape"))}
    for name in _TARGETS:
        found.update(index.subjects_of(sh(name)))
    for name in SHAPE_PARAMETERS:
        found.update(index.objects_of(sh(name)))
    for name in SHAPE_LISTS:
        for head in index.objects_of(sh(name)):
            found.update(index.items(head))
    return found


def _shape(index: Index, node: str) -> Shape:
    about = index.about(node)
    paths = about.get(sh("path"), [])
    if len(paths) > 1 or (sh("PropertyShape") in about.get(_TYPE, ()) and not paths):
        raise ValueError("a property shape needs exactly one sh:path")
    for name, check in _CHECKS.items():
        for value in about.get(sh(name), ()):
            check(index, name, value)
    for name in _OF_PROPERTIES if not paths else ():
        if sh(name) in about:
            raise ValueError(f"sh:{name} belongs to a property shape, one with sh:path")
    targets = [(name, value) for name in _TARGETS for value in about.get(sh(name), ())]
    if any(cls in about.get(_TYPE, ()) for cls in _CLASSES):
        targets.append(("targetClass", node))
    prefix = f"<{_SH}"
    return Shape(
        node=node,
        path=read_path(index, paths[0]) if paths else None,
        targets=tuple(targets),
        severity=text(index.first(node, sh("severity")) or sh("Violation")).removeprefix(_SH),
        message=" ".join(sorted(text(message) for message in about.get(sh("message"), ()))) or None,
        deactivated=any(text(value) == "true" for value in about.get(sh("deactivated"), ())),
        parameters={
            name[len(prefix) : -1]: tuple(values)
            for name, values in about.items()
            if name.startswith(prefix) and name[len(prefix) : -1] not in _TARGETS
        },
    )


def _whole_number(index: Index, name: str, value: str) -> None:
    if not (is_literal(value) and text(value).isdecimal()):
        raise ValueError(f"sh:{name} takes a whole number, not {text(value)}")


def _expression(index: Index, name: str, value: str) -> None:
    try:
        re.compile(text(value))
    except re.error as error:
        raise ValueError(f"sh:{name} {text(value)!r} is no regular expression: {error}") from error


def _list(index: Index, name: str, value: str) -> None:
    index.items(value)


def _another(index: Index, name: str, value: str) -> None:
    if is_literal(value):
        raise ValueError(f"sh:{name} takes a shape, not the text {text(value)!r}")


_COUNTS: Final = ("minCount", "maxCount", "qualifiedMinCount", "qualifiedMaxCount")
_OF_PROPERTIES: Final = ("minCount", "maxCount", "lessThan", "lessThanOrEquals", "uniqueLang")
_CHECKS: Final[dict[str, Callable[[Index, str, str], None]]] = {
    **dict.fromkeys((*_COUNTS, "minLength", "maxLength"), _whole_number),
    "pattern": _expression,
    **dict.fromkeys((*SHAPE_LISTS, "in", "languageIn", "ignoredProperties"), _list),
    **dict.fromkeys(SHAPE_PARAMETERS, _another),
}


def class_lines(classes: Mapping[Iri, frozenset[Iri]]) -> list[str]:
    """Write a domain's class hierarchy as N-Triples lines, so that data can be checked against superclasses."""
    return [
        f"<{cls}> <{SUBCLASS_OF}> <{above}> ."
        for cls, ancestors in sorted(classes.items())
        for above in sorted(ancestors)
        if above != cls
    ]
