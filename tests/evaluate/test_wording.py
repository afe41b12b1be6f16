"""Two ways of writing one thing compare equal, two things do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluate.wording import (
    action,
    content,
    covered,
    denominator,
    is_counter,
    name,
    overlap,
    plain,
    same_number,
    same_title,
    stem,
    unit,
)

texts = st.text(max_size=30)


@given(texts)
def test_folding_is_done_once(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(texts, texts)
def test_shares_are_shares(one: str, other: str) -> None:
    assert 0 <= covered(one, other) <= 1
    assert overlap(one, other) == overlap(other, one)
    assert overlap(one, one) == (1.0 if content(one) else 0.0)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_a_number_is_itself_however_it_is_written(number: object) -> None:
    assert same_number(number, str(number))
    assert same_number(float(str(number)), number)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Port of Aal", "port of aal"),
        ("Dr. Ida Moe", "Ida Moe"),
        ("Moe’s", "Moe"),
        ("U.N.", "un"),
        ("Port\u00a0Council", "Port Council"),
    ],
)
def test_one_name(one: str, other: str) -> None:
    assert name(one) == name(other)


def test_hyphens_and_accents_tell_names_apart() -> None:
    assert name("Aal-Holm") != name("Aal Holm")
    assert name("Café") != name("Cafe")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("chief executive officer", "CEO", True),
        ("chairwoman", "Chairman of the board", True),
        ("director-general", "director", True),
        ("deputy director", "director", True),
        ("head of the coast office", "acting head", True),
        ("mayor", "minister", False),
    ],
)
def test_titles(one: str, other: str, same: bool) -> None:
    assert same_title(one, other) is same


def test_stems() -> None:
    assert stem("patents") == stem("patent")
    assert stem("companies") == stem("company")
    assert stem("planned") == stem("planning") == "plan"
    assert stem("worldwide") == stem("global")
    assert stem("pass") == "pass"


def test_units_counters_and_denominators() -> None:
    assert unit("per cent") == unit("%") == "percent"
    assert unit(None) is None
    assert is_counter("applications", "patent applications filed")
    assert not is_counter("yuan", "patent applications filed")
    assert denominator("10,000 residents") == denominator("ten thousand residents".replace("ten", "10"))
    assert denominator("million people") != denominator("thousand people")
    assert denominator(None) is None


@pytest.mark.parametrize(
    ("phrase", "stems"),
    [("open a filing desk in May", "open desk"), ("be ready", "ready"), ("train clerks", "train clerk"), ("", "")],
)
def test_verb_and_object_of_an_action(phrase: str, stems: str) -> None:
    assert action(phrase) == {stem(word) for word in stems.split()}
