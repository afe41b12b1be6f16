from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph import Graph, order
from kg.graph.order import Sorter

LINES = st.lists(st.binary(max_size=12).map(lambda b: b.replace(b"\n", b"") + b"\n"), max_size=200)


@pytest.fixture(autouse=True)
def little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold next to nothing in memory, so that even small tests go by files."""
    monkeypatch.setattr(order, "BUDGET", 300)
    monkeypatch.setattr(order, "_MOST_RUNS", 5)
    monkeypatch.setattr(order, "_BLOCK", 16)


@given(LINES)
def test_lines_come_back_sorted_as_often_as_wanted(lines: list[bytes]) -> None:
    sorter = Sorter()
    for line in lines:
        sorter.add(line)
    assert list(sorter) == sorted(lines)
    assert list(sorter) == sorted(lines)


@given(LINES)
def test_two_may_read_at_once(lines: list[bytes]) -> None:
    sorter = Sorter()
    sorter.extend(lines, sum(map(len, lines)))
    one, two = iter(sorter), iter(sorter)
    both = [(line, next(two)) for line in one]
    assert both == [(line, line) for line in sorted(lines)]


def test_lines_that_come_after_a_reading_are_sorted_in() -> None:
    sorter = Sorter()
    for number in range(100):
        sorter.add(f"{number:03}\n".encode())
    assert len(list(sorter)) == 100
    sorter.add(b"0505\n")
    assert list(sorter)[50:53] == [b"050\n", b"0505\n", b"051\n"]


def test_few_files_are_open_at_once() -> None:
    sorter = Sorter()
    for number in range(2_000):
        sorter.add(b"%d\n" % (number * 7919 % 2_000))
    assert list(sorter) == sorted(b"%d\n" % number for number in range(2_000))
    assert len(sorter._runs) <= order._MOST_RUNS


def quads() -> Iterator[ox.Quad]:
    for number in range(50):
        words = ox.Literal(f'two\nlines "{number}" \u2028 \x00')
        yield ox.Quad(ox.NamedNode(f"http://a/{number}"), ox.NamedNode("http://b"), words)


def test_the_triples_of_a_store_come_as_whole_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Graph()
    made.store.extend(quads())
    lines = list(made.ntriples())
    assert len(lines) == 50
    assert lines == sorted(lines)
    back = Graph()
    back.store.bulk_load(input=b"".join(lines), format=ox.RdfFormat.N_TRIPLES)
    assert back == made


def test_an_empty_store_has_no_lines() -> None:
    assert list(Graph().ntriples()) == []
