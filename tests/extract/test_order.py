"""How names and figures follow each other in a sentence."""

from __future__ import annotations

from handmade import figure, plain, tape, thing

from kg.extract.rules.figures.order import Order
from kg.vocab import CITY


def _order(text: str, names: list[int], figures: list[int]) -> tuple[Order, list[set[str]]]:
    """The order of a sentence whose names and figures are one word each; the features of each name for the last."""
    words = plain(text)
    chunks = [thing(words, i, i + 1, CITY) for i in names]
    order = Order.of(tape(words, *chunks, *(figure(words, i, i + 1) for i in figures)), chunks, ["while"])
    return order, [set(order.features(figures[-1], chunk)) for chunk in chunks]


def test_names_that_take_turns_with_figures_stand_before_theirs() -> None:
    order, (first, second) = _order("Oslo 30 , Bergen 12", [0, 3], [1, 4])
    assert order.style() == "names first"
    assert "gap=since only" in second
    assert "gap=since only&names first" in second
    assert "gap=before others" in first


def test_figures_that_come_first_have_their_names_behind_them() -> None:
    order, (_, second) = _order("30 in Oslo , 12 in Bergen", [2, 6], [0, 4])
    assert order.style() == "figures first"
    assert "gap=until only of all" in second


def test_one_figure_takes_no_turns() -> None:
    order, (only,) = _order("Oslo had 30", [0], [2])
    assert order.style() == "no turns"
    assert {"gap=since only of all", "opens", "alone"} <= only


def test_a_conjunction_parts_the_sentence() -> None:
    _, (first, second) = _order("Oslo grew while Bergen had 12", [0, 3], [5])
    assert "same piece=False" in first
    assert "same piece=True" in second
    assert "gap=since first of all" in first
    assert "gap=since last of all" in second
