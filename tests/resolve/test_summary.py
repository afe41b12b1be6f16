"""What is summed up of a thing: its key, whose it is, the words that are names of its entry, where it works."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.domain import Domain
from kg.extract import Reading
from kg.resolve import Coreference, Summary, summaries
from kg.vocab import ORGANIZATION, PERSON

Read = Callable[..., tuple[Reading, Coreference]]


def _of(read: Read, domain: Domain, text: str, posts: tuple[tuple[str, str], ...] = ()) -> dict[str, Summary]:
    return {thing.name: thing for thing in summaries(*read(text, "doc", posts), domain)}


@pytest.mark.parametrize(
    ("text", "name", "which"),
    [
        ("{Chen Bo:Person} spoke.", "Chen Bo", (PERSON, "chen bo")),
        ("Mr {Chen:Person} spoke.", "Chen", (PERSON, "chen", "doc")),
        ("{Norway:Country}'s {Ministry of Whaling:Gov} met.", "Ministry of Whaling", "norway ministry of whaling"),
        (
            "The {Ministry of Whaling of Norway:Gov} met.",
            "Ministry of Whaling of Norway",
            "norway ministry of whaling",
        ),
        ("The {Ministry of Whaling:Gov} met.", "Ministry of Whaling", "ministry of whaling"),
    ],
)
def test_a_key_is_what_a_thing_shares(
    read: Read, domain: Domain, text: str, name: str, which: str | tuple[str, ...]
) -> None:
    expected = (ORGANIZATION, which) if isinstance(which, str) else which
    assert _of(read, domain, text)[name].key == expected


def test_only_a_body_of_any_country_has_an_owner(read: Read, domain: Domain) -> None:
    things = _of(read, domain, "{Norway:Country}'s {Ministry of Whaling:Gov} met {Norway:Country}'s {Foo Labs:Firm}.")
    assert {name: thing.owner for name, thing in things.items()} == {
        "Norway": None,
        "Ministry of Whaling": "Norway",
        "Foo Labs": None,
    }


def test_words_that_an_entry_has_for_a_name_are_kept(read: Read, domain: Domain) -> None:
    (thing,) = _of(read, domain, "The {U.S.:Country} grew; {the country:Country} shrank.").values()
    entry = domain.lexicon.lookup("U.S.")[0]
    assert (thing.key, thing.used, thing.mentions) == (("entry", entry.iri), ("U.S.",), 2)


def test_a_person_has_the_marks_of_where_they_work(read: Read, domain: Domain) -> None:
    text = "{Li Wei:Person} of the {Shenzhen Court:Gov} met {Chen:Person} of {Lviv Museum:Org}."
    things = _of(read, domain, text, posts=(("Li Wei", "Shenzhen Court"), ("Chen", "Lviv Museum")))
    assert things["Li Wei"].places == ("Shenzhen Court",)
    assert {"shenzhen court", "shenzhen"} <= set(things["Li Wei"].marks)
    assert things["Chen"].marks == things["Lviv Museum"].marks == ()
