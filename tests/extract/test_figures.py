"""Figures of a sentence: values and changes, which change belongs to which value, and what is no figure at all."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from handmade import figure, plain, tape, thing

from kg.extract.rules import RulesExtractor
from kg.extract.rules.figures.sifting import Figure, figures, pair, respective
from kg.extract.rules.patterns.book import Example, Match, Rule
from kg.extract.rules.patterns.tape import Tape
from kg.extract.rules.patterns.tokens import compile_tokens
from kg.model import AnalysedDocument, Quantity
from kg.vocab import CITY, OBSERVATION

Matched = Callable[[str], list[Match]]
Sift = Callable[[str], tuple[list[Decimal], list[Decimal]]]


@pytest.fixture(scope="module")
def matched(rules: RulesExtractor, analysed: Callable[[str], AnalysedDocument]) -> Matched:
    """Give what finds all matches of rules for figures in a sentence."""

    def match(text: str) -> list[Match]:
        laid = rules.tapes(analysed(text))[0]
        return [m for rule in rules.book if rule.emits == OBSERVATION for m in rule.matches(laid)]

    return match


@pytest.fixture(scope="module")
def sift(matched: Matched) -> Sift:
    """Give what tells the values and the changes (with their sign) of a sentence."""

    def read(text: str) -> tuple[list[Decimal], list[Decimal]]:
        values, changes = figures(matched(text))
        return [v.quantity.value for v in values], [c.quantity.value * c.sign for c in changes]

    return read


@pytest.mark.parametrize(
    ("text", "values", "changes"),
    [
        ("Riga received 4,100 trademark applications in 2016.", [4100], []),
        ("Riga received 4,100 trademark applications in 2016, up 12 percent.", [4100], [12]),
        ("Riga received 4,100 trademark applications in 2016, down 12 percent.", [4100], [-12]),
        ("Trademark applications fell 8 percent in Riga in 2016.", [], [-8]),
        ("Riga granted 900 patents in 2016, a rise of 5.5 percent.", [900], ["5.5"]),
        ("Riga granted 900 patents in 2016, 4 percent fewer than in 2015.", [900], [-4]),
        ("Riga supplied 35 percent of the applications.", [35], []),
    ],
)
def test_values_are_told_from_changes(sift: Sift, text: str, values: list[int], changes: list[int | str]) -> None:
    assert sift(text) == ([Decimal(v) for v in values], [Decimal(c) for c in changes])


@pytest.mark.parametrize(
    "text",
    [
        "The 2020 edition of the fair opened.",  # a year
        "One judge stayed at home.",
        "Riga came 12th out of 90 cities.",  # the length of a list
        "Lena Vogel, 41, opened the fair.",  # an age
    ],
)
def test_numbers_that_count_nothing_are_no_figures(sift: Sift, text: str) -> None:
    assert sift(text) == ([], [])


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("The two offices met in Riga.", "definite"),  # points back
        ("These three judges met in Riga.", "definite"),
        ("Riga is among the top 100 cities.", "listed"),  # the length of a list
        ("Riga counted 900 patents.", None),
    ],
)
def test_a_number_that_may_count_nothing_is_doubted(matched: Matched, text: str, doubt: str | None) -> None:
    values, _ = figures(matched(text))
    assert [figure.doubt for figure in values] == [doubt]


def test_a_year_before_a_plural_is_a_count(sift: Sift) -> None:
    assert sift("Riga granted 2016 patents that spring.")[0] == [2016]


RULE = Rule("r", OBSERVATION, 0.5, compile_tokens("%", {}), None, (), (Example("", ()),), (), "f")


def laid(text: str, *numbers: int) -> Tape:
    made = plain(text)
    return tape(made, *(figure(made, i, i + 1) for i in numbers))


def made(over: Tape, sign: int = 0, direction: str | None = None) -> list[Figure]:
    """Every number of a tape as a value, or as a change."""
    settings = (("direction", direction),) if direction else ()
    rule = Rule("r", OBSERVATION, 0.5, RULE.tokens, None, settings, RULE.examples, (), "f")
    return [
        Figure(c.head, c.value, Match(rule, over, {"": (c.start, c.end)}), sign)
        for c in over.chunks
        if isinstance(c.value, Quantity)
    ]


def paired(values: list[Figure], changes: list[Figure]) -> dict[int, int]:
    return {value: change.at for value, change in pair(values, changes).items()}


def test_a_change_belongs_to_the_value_before_it() -> None:
    one = made(laid("9 bags up 4 percent and 8 hats", 0, 3, 6))
    assert paired([one[0], one[2]], [one[1]]) == {0: 3}


def test_as_many_changes_as_values_behind_them_go_in_order() -> None:
    one = made(laid("9 bags and 8 hats rose 4 and 5", 0, 3, 6, 8))
    assert paired(one[:2], one[2:]) == {0: 6, 3: 8}


def test_a_change_that_led_to_a_value_belongs_to_it() -> None:
    one = made(laid("bags rose 4 percent to 900 there", 2, 5))
    assert paired([one[1]], [one[0]]) == {5: 2}


def test_a_change_that_stands_alone_belongs_to_no_value() -> None:
    over = laid("9 bags but those from Riga 4", 0, 6)
    assert paired(made(over)[:1], made(over, 1, "alone")[1:]) == {}
    assert paired(made(over)[:1], made(over, 1)[1:]) == {0: 6}


def test_each_value_has_one_change() -> None:
    one = made(laid("9 bags rose 4 then 5", 0, 3, 5))
    assert paired(one[:1], one[1:]) == {0: 3}


def test_respectively_pairs_two_lists_of_one_length() -> None:
    words = plain("Riga , Oslo and Bern had 9 , 8 and 7 respectively")
    names = [thing(words, i, i + 1, CITY) for i in (0, 2, 4)]
    numbers = [figure(words, i, i + 1) for i in (6, 8, 10)]
    found = respective(tape(words, *names, *numbers))
    assert {at: mention.text for at, mention in found.items()} == {6: "Riga", 8: "Oslo", 10: "Bern"}


def test_a_list_of_figures_belongs_to_the_names_right_before_it() -> None:
    words = plain("Riga and Oslo had 9 and 8")
    chunks = [thing(words, 0, 1, CITY), thing(words, 2, 3, CITY), figure(words, 4, 5), figure(words, 6, 7)]
    assert {at: mention.text for at, mention in respective(tape(words, *chunks)).items()} == {4: "Riga", 6: "Oslo"}


def test_ranges_and_uneven_lists_are_not_paired() -> None:
    words = plain("Riga and Oslo had between 9 and 8")
    chunks = [thing(words, 0, 1, CITY), thing(words, 2, 3, CITY), figure(words, 5, 6), figure(words, 7, 8)]
    assert respective(tape(words, *chunks)) == {}
    uneven = plain("Riga and Oslo had 9 respectively")
    assert respective(tape(uneven, thing(uneven, 0, 1, CITY), thing(uneven, 2, 3, CITY), figure(uneven, 4, 5))) == {}
