"""What a pattern needs is what every match has; it may be less, never more."""

from __future__ import annotations

import pytest

from kg.extract.rules.patterns.needs import commonness
from kg.extract.rules.patterns.tokens import compile_tokens

LISTS = {"rise": ("rise", "climb"), "up": ("go up", "climb")}


@pytest.mark.parametrize(
    ("source", "needs", "first"),
    [
        ("at:@City zebra", {"e:City", "zebra"}, {"e:City"}),
        ("( zebra | a NOUN ) lion", {"zebra a", "lion"}, {"zebra", "a"}),
        ("( zebra NOUN )? lion", {"lion"}, {"zebra", "lion"}),
        ("!zebra lion", {"lion"}, {"lion"}),
        ("lion !( zebra | NOUN )", {"lion"}, {"lion"}),
        ("zebra* ( DET? lion )+ a", {"lion", "a"}, {"zebra", "DET", "lion"}),
        ("#up | zebra", {"go climb zebra"}, {"go", "climb", "zebra"}),
        ("zebra | .", set(), None),
        ("( . )? zebra", {"zebra"}, None),
    ],
)
def test_needs_and_first_items(source: str, needs: set[str], first: set[str] | None) -> None:
    pattern = compile_tokens(source, LISTS)
    assert set(pattern.needs) == {frozenset(need.split()) for need in needs}
    assert pattern.first == (None if first is None else frozenset(first))


def test_of_what_alternatives_need_the_rarest_is_asked() -> None:
    (need, _) = compile_tokens("( zebra | NOUN %percent lion ) a", LISTS).needs
    assert need == {"zebra", "lion"}


def test_words_are_rarer_than_labels_and_those_than_parts_of_speech() -> None:
    ranked = sorted(map(frozenset, (["NOUN"], ["e:City"], ["a", "b"], ["c"])), key=commonness)
    assert ranked == [{"c"}, {"a", "b"}, {"e:City"}, {"NOUN"}]
