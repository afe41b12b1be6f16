"""The good example of everything, and how to break each shape once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.vocab import PREFIXES, iri

HERE = Path(__file__).parent / "shapes"
EX = "https://example.org/"
_PREFIXES = {**PREFIXES, "ex": EX}
_HEADER = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in _PREFIXES.items())


@dataclass(frozen=True, slots=True)
class Break:
    """A shape, the patterns whose triples are taken out, and Turtle of what is put in."""

    shape: str
    out: tuple[tuple[str, str], ...]
    put_in: str


def breaks() -> tuple[Break, ...]:
    """Read broken.psv."""
    rows = [row.split("|") for row in (HERE / "broken.psv").read_text().splitlines() if not row.startswith("#")]
    return tuple(
        Break(str(iri(shape)), tuple(_pattern(p) for p in out.split(" ; ") if p), new) for shape, out, new in rows
    )


def _pattern(pattern: str) -> tuple[str, str]:
    subject, predicate, _ = pattern.split(" ")
    return _full(subject), _full("rdf:type" if predicate == "a" else predicate)


def _full(curie: str) -> str:
    prefix, _, local = curie.partition(":")
    return _PREFIXES[prefix] + local


def valid() -> ox.Store:
    """Return the good example."""
    store = ox.Store()
    store.load(path=str(HERE / "valid.ttl"), format=ox.RdfFormat.TURTLE)
    return store


def broken(*hows: Break) -> ox.Store:
    """Return the example with some things broken."""
    store = valid()
    for how in hows:
        for subject, predicate in how.out:
            found = list(store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None, None))
            assert found or len(hows) > 1, f"{how.shape}: nothing to take out"
            for quad in found:
                store.remove(quad)
    for how in hows:
        if how.put_in:
            store.load(input=f"{_HEADER}{how.put_in} .".encode(), format=ox.RdfFormat.TURTLE)
    return store
