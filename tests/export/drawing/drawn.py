"""What tests of drawing share: graphs to draw, and what each reader should find in them."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pyoxigraph as ox
from hypothesis import strategies as st

from kg.export.drawing.columns import Attribute
from kg.graph import Graph
from kg.vocab import ALT_LABEL, COOPERATES_WITH, LABEL, PERSON, TYPE, iri

NASTY = [
    "<script>alert(1)</script>",
    "<html><b>x</b>",
    '"quoted" \\ and \\n',
    "two\nlines\r\nand\ttab",
    "a|b;c,d",
    "line\u2028separator\x85",
    "\U0001f600 astral 𝒳",
    "null\x00 bell\x07 \ufffe",
    "#lt; &amp; #35;",
    "[brackets] {braces} (round) `ticks` --> x",
    "]]>",
    " ",
    "",
]
WORDS = st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
LABELS = st.lists(WORDS, min_size=1, max_size=4)


def people(labels: list[str]) -> Graph:
    """Make a graph of people in a ring, each with a label and two other names."""
    made = Graph()
    for number, words in enumerate(labels):
        person, other = (node(f"person/p{n}") for n in (number, (number + 1) % len(labels)))
        for prop, value in (
            (TYPE, ox.NamedNode(PERSON)),
            (LABEL, ox.Literal(words)),
            (ALT_LABEL, ox.Literal(f"{words}1")),
            (ALT_LABEL, ox.Literal("2")),
            (iri("schema:description"), ox.Literal(words)),
            (COOPERATES_WITH, other),
        ):
            made.store.add(ox.Quad(person, ox.NamedNode(prop), value))
    return made


def node(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"https://w3id.org/kg-builder/id/{name}")


def in_xml(value: Attribute) -> Attribute:
    """Bring a value to what XML can hold of it: lists joined, forbidden characters gone."""
    joined = "|".join(value) if isinstance(value, tuple) else value
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", joined) if isinstance(joined, str) else joined


def flat(attributes: Mapping[str, Attribute]) -> dict[str, Attribute]:
    """Bring all values to what XML can hold."""
    return {name: in_xml(value) for name, value in attributes.items()}
