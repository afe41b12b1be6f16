"""Rows and truth values in the result formats of SPARQL 1.1: JSON, XML, CSV and TSV, a piece of text per row.

Nothing here holds all rows: a writer takes an iterable of them and yields as it goes. CSV tells no IRI from a string;
XML cannot hold control characters, and its writer refuses them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from kg.errors import OutputError
from kg.export.rdf.xml import NOT_IN_XML
from kg.vocab import ENDPOINT, XSD_STRING

Rows = Iterable[Sequence[Any]]
_REMEMBERED: Final = 1 << 14
_QUOTED: Final = re.compile(r'[",\r\n]')


@dataclass(frozen=True, slots=True)
class ResultFormat:
    """A format for what SELECT and ASK find: its name, its media types (the first is its own), its writers."""

    name: str
    media_types: tuple[str, ...]
    rows: Callable[[Sequence[str], Rows], Iterator[str]]
    truth: Callable[[bool], str]


def json_rows(columns: Sequence[str], rows: Rows) -> Iterator[str]:
    """Yield the SPARQL 1.1 Query Results JSON Format, a solution per line."""
    keys = [json.dumps(name, ensure_ascii=False) for name in columns]
    binding = lru_cache(_REMEMBERED)(_json)
    yield f'{{"head": {{"vars": [{", ".join(keys)}]}}, "results": {{"bindings": ['
    between = "\n"
    for row in rows:
        bound = ", ".join(f"{key}: {binding(term)}" for key, term in zip(keys, row, strict=True) if term is not None)
        yield f"{between}{{{bound}}}"
        between = ",\n"
    yield "\n]}}\n"


def xml_rows(columns: Sequence[str], rows: Rows) -> Iterator[str]:
    """Yield the SPARQL Query Results XML Format; raises OutputError for characters that XML forbids."""
    names = [quoteattr(name) for name in columns]
    binding = lru_cache(_REMEMBERED)(_xml)
    head = "".join(f"<variable name={name}/>" for name in names)
    yield f"{_XML}<head>{head}</head>\n<results>\n"
    for row in rows:
        pairs = zip(names, row, strict=True)
        bound = "".join(f"<binding name={n}>{binding(term)}</binding>" for n, term in pairs if term is not None)
        yield f"<result>{bound}</result>\n"
    yield "</results></sparql>\n"


def csv_rows(columns: Sequence[str], rows: Rows) -> Iterator[str]:
    """Yield the SPARQL 1.1 Query Results CSV Format."""
    cell = lru_cache(_REMEMBERED)(_csv)
    yield ",".join(map(_quoted, columns)) + "\r\n"
    for row in rows:
        yield ",".join([cell(term) for term in row]) + "\r\n"


def tsv_rows(columns: Sequence[str], rows: Rows) -> Iterator[str]:
    """Yield the SPARQL 1.1 Query Results TSV Format: terms as in Turtle."""
    cell = lru_cache(_REMEMBERED)(_tsv)
    yield "\t".join(f"?{name}" for name in columns) + "\n"
    for row in rows:
        yield "\t".join([cell(term) for term in row]) + "\n"


def _json_truth(truth: bool) -> str:
    return json.dumps({"head": {}, "boolean": truth}) + "\n"


def _xml_truth(truth: bool) -> str:
    return f"{_XML}<head></head><boolean>{_plain_truth(truth).strip()}</boolean></sparql>\n"


def _plain_truth(truth: bool) -> str:
    return f"{str(truth).lower()}\n"


def _json(term: Any) -> str:
    return json.dumps(_json_value(term), ensure_ascii=False)


def _json_value(term: Any) -> dict[str, Any]:
    import pyoxigraph as ox

    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json_value(part) for name, part in parts.items()}}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    typed = {} if term.datatype.value == XSD_STRING else {"datatype": term.datatype.value}
    return {"type": "literal", "value": term.value, **typed}


def _xml(term: Any) -> str:
    import pyoxigraph as ox

    if isinstance(term, ox.NamedNode):
        return f"<uri>{_xml_text(term.value)}</uri>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{_xml_text(term.value)}</bnode>"
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return f"<triple>{''.join(f'<{n}>{_xml(part)}</{n}>' for n, part in parts.items())}</triple>"
    kind = f" xml:lang={quoteattr(term.language)}" if term.language else ""
    if not term.language and term.datatype.value != XSD_STRING:
        kind = f" datatype={quoteattr(term.datatype.value)}"
    return f"<literal{kind}>{_xml_text(term.value)}</literal>"


def _xml_text(text: str) -> str:
    if NOT_IN_XML.search(text):
        raise OutputError(f"XML cannot hold the control characters in {text[:80]!r}; ask for JSON, CSV or TSV")
    return escape(text, {"\r": "&#13;"})


def _csv(term: Any) -> str:
    return "" if term is None else _quoted(str(getattr(term, "value", term)))


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


def _tsv(term: Any) -> str:
    return "" if term is None else str(term).replace("\t", "\\t")


_XML: Final = f'<?xml version="1.0"?>\n<sparql xmlns="{ENDPOINT["results"]}">'
RESULTS: Final = (
    ResultFormat("json", ("application/sparql-results+json", "application/json"), json_rows, _json_truth),
    ResultFormat("xml", ("application/sparql-results+xml", "application/xml"), xml_rows, _xml_truth),
    ResultFormat("csv", ("text/csv",), csv_rows, _plain_truth),
    ResultFormat("tsv", ("text/tab-separated-values",), tsv_rows, _plain_truth),
)
