"""Which time a figure is about, and which times are none: what is compared with, when something was said."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract.rules import RulesExtractor
from kg.extract.rules.patterns.tape import Tape
from kg.extract.rules.times import anaphoric, carried, is_basis, reporting, statement_period
from kg.model import AnalysedDocument, Period


@pytest.fixture(scope="module")
def lay(rules: RulesExtractor, analysed: Callable[[str], AnalysedDocument]) -> Callable[[str], Tape]:
    """Give what lays chunks over a sentence."""
    return lambda text: rules.tapes(analysed(text))[0]


Lay = Callable[[str], Tape]


def at(tape: Tape, word: str) -> int:
    return next(t.index for t in tape.tokens if t.text == word)


def period_head(tape: Tape, words: str) -> int:
    """The head of the period with these words."""
    found = [c for c in tape.chunks if c.kind == "p" and tape.words(c.start, c.end) == words]
    assert found, [tape.words(c.start, c.end) for c in tape.chunks]
    return found[0].head


@pytest.mark.parametrize(
    ("text", "word", "start"),
    [
        ("Riga granted 900 patents in 2014.", "900", "2014"),
        ("In 2014 Riga granted 900 patents.", "900", "2014"),
        ("Riga granted 900 patents in 2014 and filed 80 marks in 2015.", "900", "2014"),
        ("Riga granted 900 patents in 2014 and filed 80 marks in 2015.", "80", "2015"),
        ("The bureau said on 3 May 2016 that Riga granted 900 patents.", "900", None),
        ("Riga granted 900 patents in 2014, compared with 850 in 2013.", "900", "2014"),
        ("Riga granted 900 patents.", "900", None),
    ],
)
def test_a_statement_has_the_time_of_its_clause(
    rules: RulesExtractor, lay: Lay, text: str, word: str, start: str | None
) -> None:
    tape = lay(text)
    found = statement_period(rules.clauses, tape, at(tape, word))
    assert (found.start if found else None) == start


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Riga granted more patents than in 2013.", "2013", True),
        ("Filings rose by 4 percent from 2013.", "2013", True),
        ("Riga granted 900 patents in 2014.", "2014", False),
        ("Riga granted 900 patents, 50 more than a year earlier.", "a year earlier", True),
    ],
)
def test_what_a_change_is_measured_against_is_a_basis(lay: Lay, text: str, words: str, expected: bool) -> None:
    tape = lay(text)
    assert is_basis(tape, period_head(tape, words)) is expected


def test_when_it_was_said_is_not_when_it_was(rules: RulesExtractor, lay: Lay) -> None:
    tape = lay("The bureau announced on 3 May 2016 that Riga granted 900 patents in 2014.")
    assert reporting(rules.clauses, tape, period_head(tape, "3 May 2016"))
    assert not reporting(rules.clauses, tape, period_head(tape, "2014"))


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (Period("2014", "2014", "2014"), True),
        (Period("2014-05", "2014-05", "May 2014"), True),
        (Period("2014-01-01", "2014-06-30", "the first half of 2014"), True),
        (Period("2014-05-03", "2014-05-03", "3 May 2014"), False),
        (Period(None, None, "last year"), False),
        (Period("2014", "2014", "the end of 2014"), False),
        (None, False),
    ],
)
def test_a_text_goes_on_speaking_of_long_times_that_are_placed(
    rules: RulesExtractor, period: Period | None, expected: bool
) -> None:
    assert carried(rules.lists, period) is expected


def test_words_may_point_back_to_the_time_before(rules: RulesExtractor) -> None:
    assert anaphoric(rules.lists, Period(None, None, "the same period"))
    assert not anaphoric(rules.lists, Period("2014", "2014", "2014"))
    assert not anaphoric(rules.lists, Period(None, None, "the day before"))
