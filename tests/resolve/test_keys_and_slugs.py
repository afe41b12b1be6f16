"""Names: what is folded, what spells what, and how they look in an IRI."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.groups import Groups
from kg.resolve.naming import is_acronym_of, key, plain, slug, unaccented, unhonoured


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("WIPO", "World Intellectual Property Organization"),
        ("UKIPO", "UK Intellectual Property Office"),
        ("EUIPO", "European Union Intellectual Property Office"),
        ("DSIT", "Department for Science, Innovation and Technology"),
        ("MOU", "Memorandum of Understanding"),
        ("IPOS", "Intellectual Property Office of Singapore"),
    ],
)
def test_letters_that_spell_a_name(short: str, full: str) -> None:
    assert is_acronym_of(short, full)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("WIPO", "World Trade Organization"),
        ("PEM", "Union of Mark Agents"),
        ("A", "Alpha Beta"),
        ("EPO", "Epo"),
        ("", "A B"),
    ],
)
def test_letters_that_do_not(short: str, full: str) -> None:
    assert not is_acronym_of(short, full)


def test_what_is_folded_in_a_key_and_what_is_not() -> None:
    assert key("the  Johnson-Matthey\u00a0Co.’s") == "johnson matthey co"
    assert key("Çınaroğlu") != key("Cinaroglu")
    assert unaccented("Çınaroğlu") == unaccented("Cinaroglu")
    assert unhonoured("Prof. Dr Tan") == "Tan"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Lone Kjær", "lone-kjaer"),
        ("Łódź", "lodz"),
        ("Ayşe Çınar", "ayse-cinar"),
        ("Straße", "strasse"),
        ("Ørsted", "orsted"),
    ],
)
def test_a_slug_is_readable(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_a_name_without_latin_letters_has_a_hash() -> None:
    assert re.fullmatch(r"[0-9a-f]{8}", slug("上海"))
    assert slug("上海") != slug("北京")


@given(st.text(max_size=120))
def test_any_text_gives_a_slug_fit_for_an_iri(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9-]+", slug(text))


@given(st.text(max_size=80))
def test_case_spaces_and_quotes_tell_no_names_apart(text: str) -> None:
    assert key(f" {text.lower()}\u00a0") == key(text.lower())
    assert key(text.replace("'", "’")) == key(text)
    assert len(plain(text)) <= len(text)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=20))
def test_joined_sets_do_not_depend_on_the_order_of_joins(pairs: list[tuple[int, int]]) -> None:
    one, other = Groups(10), Groups(10)
    for a, b in pairs:
        one.join(a, b, "why")
    for a, b in reversed(pairs):
        other.join(b, a, "why")
    assert [one.of(i) for i in range(10)] == [other.of(i) for i in range(10)]


def test_a_guard_keeps_sets_apart() -> None:
    groups = Groups(3, lambda a, b: 2 not in (*a, *b))
    assert groups.join(0, 1, "alike")
    assert not groups.join(1, 2, "alike")
    assert groups.reasons(1) == ("alike",)
