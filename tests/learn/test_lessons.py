"""Lessons: labels of triples as candidates of passages."""

from __future__ import annotations

from collections.abc import Sequence

import finds

from kg.language import load
from kg.learn.examples import Example, Triple
from kg.learn.lessons import Lessons, lessons, unfound

ANALYZER = load("none")


def laid(*examples: tuple[str, Sequence[tuple[str, str, str]]]) -> Lessons:
    made = (
        Example(str(number), text, tuple(Triple(*triple) for triple in triples), line=number)
        for number, (text, triples) in enumerate(examples, start=1)
    )
    return lessons(list(made), ANALYZER)


def words(given: Lessons, at: int, rows: frozenset[int]) -> set[str]:
    offset = int(given.laid.offsets[at])
    assert all(given.laid.passage_of[row] == at for row in rows)
    bounds = ((int(given.laid.first[row]) - offset, int(given.laid.last[row]) - offset) for row in rows)
    return {given.laid.passages[at].text(*bound) for bound in bounds}


def test_labels_are_candidates_of_their_own_text() -> None:
    rows = finds.rows(18)
    told = [(str(r["text"]), [(t["sub"], t["rel"], t["obj"]) for t in r["triples"]]) for r in rows]  # type: ignore[attr-defined]
    given = laid(*told)
    assert [example.text for example in given.examples] == [text for text, _ in told]
    for at, golds in enumerate(given.gold):
        assert len(golds) == len(told[at][1])
        for gold, (subject, relation, object_) in zip(golds, told[at][1], strict=True):
            assert gold.relation == relation
            assert gold.in_text == (True, True)
            assert words(given, at, gold.subjects) == {subject}
            assert words(given, at, gold.objects) == {object_}


def test_a_label_may_stand_in_several_places() -> None:
    given = laid(("Orsby cups are cups of Orsby, they say.", [("Orsby cups", "r", "Orsby")]))
    assert len(given.gold[0][0].objects) == 2


def test_labels_that_a_text_does_not_hold_are_told_once_with_their_line() -> None:
    triples = [("Ada", "r", "Nowhere"), ("Ada", "s", "Nowhere"), ("Nobody", "r", "Orsby")]
    given = laid(("Ada saw Orsby.", []), ("Ada saw Orsby again.", triples))
    assert [str(problem) for problem in unfound(given, "a.jsonl")] == [
        "a.jsonl, line 2: the text does not hold 'Nowhere'",
        "a.jsonl, line 2: the text does not hold 'Nobody'",
    ]
    assert given.gold[1][0].objects == frozenset()
    assert given.gold[1][0].in_text == (True, False)


def test_texts_without_two_candidates_are_left_out() -> None:
    given = laid(("Ada saw Orsby.", []), ("of the", []), ("Ada", []), ("Tom saw Wend.", [("Tom", "r", "Wend")]))
    assert [example.id for example in given.examples] == ["1", "4"]
    assert len(given.laid) == len(given.gold) == 2
    assert words(given, 1, given.gold[1][0].subjects) == {"Tom"}


def test_it_is_known_how_many_sentences_texts_have() -> None:
    one, two, many = ("Ada saw Orsby.", []), ("Ada saw Orsby. Tom saw Wend.", []), ("Ada sat. " * 9, [])
    assert laid(*[one] * 5).sentences == 1
    assert laid(*[one] * 3, *[two] * 3).sentences == 2
    assert laid(*[one] * 39, many).sentences == 1  # an odd one is left aside
    assert laid(*[many] * 3).sentences == 3


def test_groups_are_what_examples_are_about() -> None:
    given = laid(
        ("Ada saw Orsby.", [("Ada", "r", "Orsby")]),
        ("Ada saw Wend.", [("Ada", "r", "Wend")]),
        ("Nobody saw Orsby.", []),
    )
    assert given.groups == ("Ada", "Ada", "Nobody saw Orsby.")
