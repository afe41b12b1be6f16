"""Where a capitalised run is cut."""

from __future__ import annotations

import pytest

from kg.extract.rules import RulesExtractor


def cut(rules: RulesExtractor, text: str, model: dict[tuple[int, int], str] | None = None) -> list[str]:
    """The pieces of the run between bars, as words."""
    before, run, after = (part.split() for part in text.split("|"))
    words = [*before, *run, *after]
    span = (len(before), len(before) + len(run))
    return [" ".join(words[s:e]) for s, e in rules.names.cutter.pieces(span, words, {}, model or {})]


def test_the_field_of_a_post_ends_where_a_person_begins(rules: RulesExtractor) -> None:
    assert cut(rules, "the Director for |Trade Anna Peeters| said") == ["Trade", "Anna Peeters"]
    assert cut(rules, "ships for |Trade Anna Peeters| said") == ["Trade Anna Peeters"]


def test_a_people_is_no_part_of_a_persons_name(rules: RulesExtractor) -> None:
    assert cut(rules, "the |Norwegian Anna Peeters| said", {(2, 4): "PERSON"}) == ["Anna Peeters"]
    assert cut(rules, "the |Norwegian Anna Peeters| and others") == ["Anna Peeters"]
    assert cut(rules, "the |Norwegian Anna Peeters| said") == ["Norwegian Anna Peeters"]


def test_a_title_with_of_ends_before_the_model_s_person(rules: RulesExtractor) -> None:
    said = cut(rules, "President of the |Storting Anna Peeters| said", {(4, 6): "PERSON"})
    assert said == ["Storting", "Anna Peeters"]


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        (["Rev.", "Anna", "Peeters"], "Anna Peeters"),
        (["Only", "Bergen"], "Bergen"),
        (["the", "Nordic", "Council", "'s"], "Nordic Council"),
    ],
)
def test_honorifics_articles_and_openers_are_left_out(rules: RulesExtractor, words: list[str], kept: str) -> None:
    start, end = rules.names.cutter.trim(words, 0, len(words), {})
    assert " ".join(words[start:end]) == kept
