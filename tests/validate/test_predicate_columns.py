"""Triples as sorted columns of numbers, read from lines and as a stream from a store."""

from __future__ import annotations

import numpy as np
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.validate.columns import BLANK, IRI, Columns
from kg.validate.index import Index
from kg.validate.lines import Lines
from kg.validate.order import in_order
from kg.validate.paths import read
from kg.validate.sets import first, followed, held, joined, once, paired, second, spread, swapped
from kg.validate.terms import Unsupported, less
from kg.vocab import XSD_STRING, iri

RDF, RDFS, XSD, SH = (iri(f"{prefix}:") for prefix in ("rdf", "rdfs", "xsd", "sh"))
numbers = st.lists(st.integers(0, 12), max_size=30)
pairs = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=40)


def array(values: list[int]) -> np.ndarray:
    return np.array(values, np.int64)


def packed(values: list[tuple[int, int]]) -> np.ndarray:
    return paired(array([one for one, _ in values]), array([other for _, other in values]))


def unpacked(values: np.ndarray) -> list[tuple[int, int]]:
    return list(zip(first(values).tolist(), second(values).tolist(), strict=True))


@given(numbers, numbers)
def test_sorted_arrays_are_sets(some: list[int], others: list[int]) -> None:
    assert once(array(some)).tolist() == sorted(set(some))
    assert held(array(some), once(array(others))).tolist() == [value in others for value in some]
    assert spread(array(some), lambda nodes: nodes > 5).tolist() == [value > 5 for value in some]


@given(pairs, pairs, numbers)
def test_pairs_are_relations(some: list[tuple[int, int]], others: list[tuple[int, int]], nodes: list[int]) -> None:
    one, other = packed(some), packed(others)
    assert unpacked(one) == sorted(set(some))
    assert unpacked(swapped(one)) == sorted({(b, a) for a, b in some})
    assert unpacked(joined(once(array(nodes)), one)) == sorted({(a, b) for a, b in some if a in nodes})
    assert unpacked(followed(one, other)) == sorted({(a, d) for a, b in some for c, d in others if b == c})


def test_a_store_is_read_as_its_lines_are() -> None:
    store = ox.Store()
    words = 'Ürümqi \n "quoted" ' * 2000  # longer than any piece of the stream
    for number in range(300):
        store.add(ox.Quad(ox.NamedNode(f"urn:{number % 7}"), ox.NamedNode("urn:p"), ox.Literal(f"{words}{number}")))
    store.add(ox.Quad(ox.NamedNode("urn:0"), ox.NamedNode("urn:p"), ox.Literal("apart"), ox.NamedNode("urn:graph")))
    columns = Columns.of_store(store, ["<urn:0> <urn:q> <urn:1> ."])
    found = {(columns.terms[s], columns.terms[o]) for s, o in unpacked(columns.pairs("<urn:p>"))}
    assert found == {(f"<urn:{n % 7}>", str(ox.Literal(f"{words}{n}"))) for n in range(300)}
    assert columns.predicates == ["<urn:p>", "<urn:q>"]


@given(st.lists(st.text("abü", max_size=5), max_size=6), st.integers(1, 4))
def test_lines_come_whole_from_pieces_of_any_size(lines: list[str], size: int) -> None:
    found: list[str] = []
    data = "".join(f"{line}\n" for line in lines).encode()
    to = Lines(found.extend)
    for at in range(0, len(data), size):
        to.write(data[at : at + size])
    assert found == lines


def test_only_what_is_asked_for_is_kept() -> None:
    columns = Columns.of_lines(["<a> <p> <b> .", "<a> <q> <c> ."], ["<n>"], frozenset({"<p>"}))
    assert list(columns.terms) == ["<n>", "<a>", "<b>"]
    assert columns.number("<c>") is None
    assert len(columns.pairs("<q>")) == 0


def test_instances_are_those_of_subclasses_too() -> None:
    columns = Columns.of_lines(
        [
            f"<a> <{RDF}type> <City> .",
            f"<City> <{RDFS}subClassOf> <Place> .",
            f"<Place> <{RDFS}subClassOf> <City> .",
            f"<b> <{RDF}type> <Person> .",
        ]
    )
    a, b = columns.numbers(["<a>"]), columns.numbers(["<b>"])
    assert columns.instances("<Place>").tolist() == a.tolist()
    assert columns.are(np.concatenate((a, b)), "<Place>").tolist() == [True, False]
    assert columns.instances("<Nothing>").tolist() == []


def test_terms_are_told_by_kind_and_datatype() -> None:
    terms = ["<a>", "_:b", '"c"', '"d"@en', f'"1"^^<{XSD}integer>', f'"one"^^<{XSD}integer>']
    columns = Columns.of_lines([f"<a> <p> {term} ." for term in terms])
    values = array([columns.number(term) or 0 for term in terms])
    assert columns.of_kind(values, (IRI, BLANK)).tolist() == [True, True, False, False, False, False]
    assert columns.of_datatype(values, XSD_STRING).tolist() == [False, False, True, False, False, False]
    assert columns.of_datatype(values, f"{XSD}integer").tolist() == [False, False, False, False, True, False]


def literal(words: str, datatype: str) -> str:
    return f'"{words}"^^<{XSD}{datatype}>'


@given(st.lists(st.one_of(st.integers(-9, 9), st.dates(), st.text("abc", max_size=2)), min_size=2, max_size=12))
def test_many_values_are_in_order_as_two_are(values: list[object]) -> None:
    kinds = {"int": "integer", "date": "date", "str": "string"}
    terms = [literal(str(value), kinds[type(value).__name__]) for value in values]
    columns = Columns.of_lines([f"<a> <p> {term} ." for term in terms])
    left = array([columns.number(term) or 0 for term in terms[1:]])
    right = array([columns.number(term) or 0 for term in terms[:-1]])
    for equal in (False, True):
        expected = [less(one, other, or_equal=equal) for one, other in zip(terms[1:], terms, strict=False)]
        assert in_order(columns, left, right, or_equal=equal).tolist() == expected


@pytest.mark.parametrize("term", ["<a>", literal("NaN", "double"), literal("2021", "gYear")])
def test_an_order_that_is_left_open_is_not_guessed(term: str) -> None:
    columns = Columns.of_lines([f"<a> <p> {term} ."])
    value = array([columns.number(term) or 0])
    with pytest.raises(Unsupported):
        in_order(columns, value, value)


def test_the_inverse_of_a_sequence_goes_back_from_its_end() -> None:
    shapes = Index(
        [
            f"_:i <{SH}inversePath> _:l .",
            f"_:l <{RDF}first> <p> .",
            f"_:l <{RDF}rest> _:m .",
            f"_:m <{RDF}first> <q> .",
            f"_:m <{RDF}rest> <{RDF}nil> .",
        ]
    )
    path = read(shapes, "_:i")
    columns = Columns.of_lines(["<a> <p> <b> .", "<b> <q> <c> .", "<d> <q> <e> .", "<e> <p> <c> ."])
    ends = path.walk(columns, columns.numbers(["<c>"]))
    assert [columns.terms[node] for node in second(ends).tolist()] == ["<a>"]
    assert path.text == "^(p/q)"
