"""JSON-LD with a compact context: one node a line, names relative to the base, types told once per property."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from kg.export.options import PLAIN, Options
from kg.export.rdf.layout import KINDS, Pair, subjects
from kg.export.rdf.literals import literal
from kg.export.rdf.turtle import Shortener
from kg.export.spool import Rows, Text
from kg.vocab import TYPE, XSD_BOOLEAN, XSD_INTEGER, XSD_STRING

if TYPE_CHECKING:
    from kg.graph import Graph

_ID: Final = "@id"
_NATIVE: Final = frozenset({XSD_INTEGER, XSD_BOOLEAN})
_SAFE_INTEGER: Final = 2**53
_INTEGER: Final = re.compile(r"0|-?[1-9][0-9]{0,15}")
_MIXED: Final = ""
_NEXT: Final = ",\n"


def write(graph: Graph, options: Options = PLAIN) -> Iterator[bytes]:
    """Yield the graph as JSON-LD 1.1."""
    names = Shortener(graph.prefixes, graph.base)
    nodes = [Rows() for _ in KINDS]
    kinds: dict[str, str] = {}
    for subject in subjects(graph):
        nodes[subject.kind].append(tuple(subject))
        for predicate, value in subject.pairs:
            kind = _kind(value)
            kinds[predicate] = kind if kinds.setdefault(predicate, kind) == kind else _MIXED
    lines = Text()
    for number, (name, pairs) in enumerate(chain.from_iterable(nodes)):
        lines.write(f"{_NEXT if number else ''}{_node(name, pairs, kinds, names)}".encode())
    context: dict[str, Any] = {"@base": names.base} if names.base else {}
    terms = {_name(p, names): _name(f"<{k}>", names) if k != _ID else k for p, k in kinds.items() if _coerced(p, k)}
    context |= {prefix: graph.prefixes[prefix] for prefix in sorted(names.used)}
    context |= {term: {"@type": kind} for term, kind in sorted(terms.items())}
    yield b'{"@context": ' + json.dumps(context, ensure_ascii=False, indent=1).encode() + b',\n"@graph": [\n'
    yield from lines.chunks()
    yield b"\n]}\n"


def _node(name: str, pairs: list[Pair], kinds: dict[str, str], names: Shortener) -> str:
    node: dict[str, Any] = {_ID: _name(name, names)}
    for predicate, value in pairs:
        if predicate == f"<{TYPE}>":
            key, shown = "@type", _name(value, names)
        else:
            key, shown = _name(predicate, names), _value(value, kinds[predicate], names)
        node.setdefault(key, []).append(shown)
    short = {key: value[0] if isinstance(value, list) and len(value) == 1 else value for key, value in node.items()}
    return json.dumps(short, ensure_ascii=False)


def _kind(term: str) -> str:
    """Tell what a value is: a node, or a literal of one type; one with a language is told apart value by value."""
    found = literal(term)
    return _ID if found is None else _MIXED if found.language else found.datatype


def _coerced(predicate: str, kind: str) -> bool:
    return predicate != f"<{TYPE}>" and kind not in (_MIXED, XSD_STRING, *_NATIVE)


def _value(term: str, kind: str, names: Shortener) -> Any:
    found = literal(term)
    if found is None:
        name = _name(term, names)
        return name if kind == _ID else {_ID: name}
    if found.language:
        return {"@value": found.text, "@language": found.language}
    if found.datatype == XSD_STRING or (kind == found.datatype and kind not in _NATIVE):
        return found.text
    native = _native(found.text, found.datatype)
    return native if native is not None else {"@value": found.text, "@type": _name(f"<{found.datatype}>", names)}


def _native(text: str, datatype: str) -> int | bool | None:
    """Return a number or truth value that JSON holds as it is, when it would be written back alike."""
    if datatype == XSD_BOOLEAN and text in ("true", "false"):
        return text == "true"
    if datatype == XSD_INTEGER and _INTEGER.fullmatch(text):
        return int(text) if abs(int(text)) < _SAFE_INTEGER else None
    return None


def _name(term: str, names: Shortener) -> str:
    return names.term(term).removeprefix("<").removesuffix(">")
