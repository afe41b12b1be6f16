"""Terms as N-Triples writes them, taken apart and set in order."""

from __future__ import annotations

from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.validate.index import Index
from kg.validate.terms import Unsupported, comparable, less, literal, text, well_formed
from kg.vocab import iri


def typed(words: str, datatype: str) -> str:
    return str(ox.Literal(words, datatype=ox.NamedNode(iri(f"xsd:{datatype}"))))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_from_a_literal(words: str) -> None:
    line = ox.serialize(
        [ox.Triple(ox.NamedNode("a:a"), ox.NamedNode("a:b"), ox.Literal(words))], format=ox.RdfFormat.N_TRIPLES
    )
    assert line is not None
    ((_, _, term),) = Index(line.decode().split("\n")[:-1])
    assert text(term) == words


def test_a_literal_knows_its_datatype_and_language() -> None:
    assert literal('"vice mayor"').datatype == iri("xsd:string")
    assert literal('"vice mayor"@en').language == "en"
    assert literal(typed("2021", "gYear")).datatype == iri("xsd:gYear")


@pytest.mark.parametrize(
    ("words", "datatype", "good"),
    [
        ("9", "integer", True),
        ("nine", "integer", False),
        ("-1", "nonNegativeInteger", False),
        ("300", "byte", False),
        ("60.21", "decimal", True),
        ("6e1", "decimal", False),
        ("6e1", "double", True),
        ("true", "boolean", True),
        ("yes", "boolean", False),
        ("2021-04-27", "date", True),
        ("2021-02-30", "date", False),
        ("2021-13", "gYearMonth", False),
        ("21", "gYear", False),
        ("anything", "anyURI", True),
    ],
)
def test_a_literal_fits_its_datatype(words: str, datatype: str, good: bool) -> None:
    assert well_formed(typed(words, datatype)) is good


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3), st.integers())
def test_numbers_of_all_kinds_are_ordered_by_size(one: Decimal, other: int) -> None:
    assert less(typed(format(one, "f"), "decimal"), typed(str(other), "integer")) is (one < other)


def test_what_cannot_be_compared_is_not_less() -> None:
    assert not less('"a"', typed("1", "integer"))
    assert not less(typed("many", "integer"), typed("1", "integer"))
    assert less(typed("2021-04-27", "date"), typed("2021-04-28", "date"))


@pytest.mark.parametrize("term", [typed("2021-04-27T10:00:00Z", "dateTime"), typed("2021", "gYear")])
def test_an_order_that_is_left_open_is_not_guessed(term: str) -> None:
    with pytest.raises(Unsupported):
        comparable(term)


def test_an_index_knows_lists_and_what_points_at_a_thing() -> None:
    rdf = iri("rdf:")
    lines = [f"_:l <{rdf}first> <a> .", f"_:l <{rdf}rest> <{rdf}nil> .", "<a> <in> <b> .", "<a> <in> <b> ."]
    index = Index(lines)
    assert index.items("_:l") == ("<a>",)
    assert index.subjects("<in>", "<b>") == ["<a>"]
    assert list(index.subjects_of("<in>")) == ["<a>"]


def test_a_list_without_an_end_is_none() -> None:
    with pytest.raises(ValueError, match="no list"):
        Index([]).items("<a>")
