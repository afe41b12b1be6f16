"""The pattern language over a tape: each atom, captures, repetition, negation, and what it refuses."""

from __future__ import annotations

import pytest
from handmade import figure, post, tape, thing, tokens
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.rules.patterns.tape import Chunk
from kg.extract.rules.patterns.tokens import compile_tokens
from kg.model import Period, Span
from kg.vocab import CITY, PERSON

LISTS = {"rise": ("rise", "climb"), "phrase": ("set up", "open"), "odd": ("a|b", "c.d")}
MADE = tokens(
    "Oslo Oslo PROPN",
    "_, , PUNCT",
    "its its PRON",
    "vice vice ADJ",
    "mayor mayor NOUN",
    "_, , PUNCT",
    "set set VERB",
    "up up ADP",
    "9 9 NUM",
    "offices office NOUN",
    "in in ADP",
    "2016 2016 NUM",
    "_. . PUNCT",
)
WHEN = Chunk("p", 11, 12, 11, Period("2016", "2016", "2016"), frozenset())
TAPE = tape(
    MADE,
    thing(MADE, 0, 1, CITY, "City", "Place"),
    thing(MADE, 2, 3, PERSON, "Person", kind="pronoun"),
    post(MADE, 3, 5, "Former"),
    figure(MADE, 8, 9),
    WHEN,
)


def found(pattern: str) -> list[tuple[int, int]]:
    """The token ranges that a pattern finds."""
    return [ranges[""] for ranges in compile_tokens(pattern, LISTS).search(TAPE)]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("@City", [(0, 1)]),
        ("@Place", [(0, 1)]),
        ("@Country", []),
        ("@Place.name", [(0, 1)]),
        ("@Place.pronoun", []),
        ("@Person.pronoun", [(2, 3)]),
        ("@Thing", [(0, 1), (2, 3)]),
        ("%number", [(8, 9)]),
        ("%percent", []),
        ("%", [(8, 9)]),
        ("%period", [(11, 12)]),
        ("^", [(3, 5)]),
        ("^Former", [(3, 5)]),
        ("^Incoming", []),
        ("set", [(6, 7)]),
        ("office", [(9, 10)]),
        ("offices", [(9, 10)]),
        ("mayor", []),
        ("VERB", [(6, 7)]),
        ("NUM", []),
        ("','", [(1, 2), (5, 6)]),
        (",", [(1, 2), (5, 6)]),
        ("#phrase", [(6, 8)]),
        ("#rise", []),
        ("in .", [(10, 12)]),
        (". set", [(5, 7)]),
    ],
)
def test_an_atom_finds_its_items(pattern: str, expected: list[tuple[int, int]]) -> None:
    assert found(pattern) == expected


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("@City , .? ^", [(0, 5)]),
        ("set up? NUM? %", [(6, 9)]),
        ("set ADP* %", [(6, 9)]),
        ("set ADP+ %", [(6, 9)]),
        ("set NOUN+ %", []),
        ("set .{1,3} in", [(6, 11)]),
        ("set .{4,5} in", []),
        ("( set | put ) up", [(6, 8)]),
        ("set ( up | ( aside %number ) )? %number", [(6, 9)]),
        ("% !office", []),
        ("% !( office in )", []),
        ("% !( office at )", [(8, 9)]),
        ("% !in NOUN", [(8, 10)]),
    ],
)
def test_repetition_choice_and_negation(pattern: str, expected: list[tuple[int, int]]) -> None:
    assert found(pattern) == expected


def test_captures_name_the_tokens_of_whole_chunks() -> None:
    pattern = compile_tokens("at:@City , . title:^ , verb:( set up ) value:% far:( offices abroad )?", LISTS)
    assert list(pattern.search(TAPE)) == [{"": (0, 9), "at": (0, 1), "title": (3, 5), "verb": (6, 8), "value": (8, 9)}]


def test_a_phrase_of_a_list_is_taken_whole_before_a_word_of_it() -> None:
    assert [m[""] for m in compile_tokens("#both", {"both": ("set", "set up")}).search(TAPE)] == [(6, 8)]


def test_signs_in_a_word_list_are_no_pattern() -> None:
    made = tokens("a|b x X", "cxd x X", "c.d x X")
    assert [m[""] for m in compile_tokens("#odd", LISTS).search(tape(made))] == [(0, 1), (2, 3)]


def test_a_tape_that_lacks_what_must_be_there_is_not_searched() -> None:
    pattern = compile_tokens("#rise %number ( NOUN )? zebra", LISTS)
    assert frozenset({"zebra"}) in pattern.needs
    assert frozenset({"rise", "climb"}) in pattern.needs
    assert list(pattern.search(TAPE)) == []


def test_what_may_be_missing_is_not_needed() -> None:
    for pattern in ("zebra? set", "( zebra | lion )? set", "!zebra set", "zebra | set", "zebra{0,2} set", "zebra* set"):
        assert found(pattern) == [(6, 7)], pattern


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("( @City", "brackets"),
        ("@City )", "brackets"),
        ("#nothing", "there is no word list 'nothing'"),
        ("@City {2,1}", "repeat"),
        (") (", "unbalanced"),
        ("a:@City a:@City", "a"),
        ("? @City", "nothing to repeat"),
        ("@City 'open", "cannot read"),
    ],
)
def test_a_wrong_pattern_is_refused_with_its_reason(pattern: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason) as error:
        compile_tokens(pattern, LISTS)
    assert pattern in str(error.value) or "word list" in str(error.value)


PIECES = ["@City", "%", "%period", "^", "set", "NOUN", "#phrase", "#none", ".", "(", ")", "|", "?", "*", "+", "{1,2}"]


@given(st.lists(st.sampled_from([*PIECES, "!", "a:", "b1:", "','", "'", "{", "é", ""]), max_size=9).map(" ".join))
def test_pieces_in_any_order_compile_or_are_refused(pattern: str) -> None:
    try:
        compiled = compile_tokens(pattern, LISTS)
    except ValueError:
        return
    for ranges in compiled.search(TAPE):
        assert all(0 <= start < end <= len(MADE) for start, end in ranges.values())


@given(st.text(max_size=25))
def test_any_text_compiles_or_is_refused(pattern: str) -> None:
    try:
        compiled = compile_tokens(pattern, LISTS)
    except ValueError:
        return
    assert all(len(ranges) >= 1 for ranges in compiled.search(TAPE))


def test_the_span_of_a_match_leads_back_to_the_text() -> None:
    assert TAPE.span(*found("@City , @Person ^")[0]) == Span(0, 20)
