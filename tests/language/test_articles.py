"""Our own annotated articles as tagged sentences: an article made up here, in their format."""

import json
from pathlib import Path

import pytest

from kg.errors import InputMissing
from kg.language.training.articles import read_articles
from kg.language.training.names import TaggedSentence, WordLists

LISTS = WordLists(dates=frozenset(["monday"]), demonyms=frozenset(["kenyan"]), events=frozenset())
TITLES = frozenset(["dr", "dr."])
TEXT = """Lake Bureau hires in Kisumu

KISUMU, 3 May - The Lake Water Bureau (LWB) will hire forty Kenyan divers, Dr. Achieng Otieno told Harbour Radio.

"The Bureau needs them," Otieno said, pointing at the fish market of Kisumu-born traders. Nakuru was not on her list.
"""
GOLD = {
    "doc": "made",
    "split": "train",
    "neutral": ["Harbour Radio"],
    "facts": [
        {"type": "entity", "name": "Lake Water Bureau", "class": "GovernmentOrganization", "aliases": ["LWB"]},
        {"type": "entity", "name": "Achieng Otieno", "class": "Person", "aliases": ["Dr. Otieno"]},
        {"type": "entity", "name": "Kisumu", "class": "City", "aliases": ["the lake city"]},
        {"type": "entity", "name": "Nakuru", "class": "City", "aliases": []},
        {"type": "post", "person": "Achieng Otieno", "title": "director"},
    ],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    other = GOLD | {"doc": "other", "split": "test"}
    articles = [{"id": "made", "text": TEXT}, {"id": "other", "text": "Nakuru rests."}]
    for name, rows in (("articles", articles), ("gold", [GOLD, other])):
        lines = (json.dumps(row) for row in rows)
        (tmp_path / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


def tagged(sentences: list[TaggedSentence]) -> list[tuple[str, str]]:
    return [
        (word, tag) for line in sentences for word, tag in zip(line.words, line.tags, strict=True) if tag not in ("O",)
    ]


def test_every_place_where_a_listed_name_stands_is_a_name(folder: Path) -> None:
    found = tagged(read_articles(folder, "train", LISTS, TITLES))
    assert ("KISUMU", "B-LOC") in found
    assert found.count(("Kisumu", "B-LOC")) == 2
    bureau = found.index(("Water", "I-ORG"))
    assert found[bureau - 1 : bureau + 3] == [
        ("Lake", "B-ORG"),
        ("Water", "I-ORG"),
        ("Bureau", "I-ORG"),
        ("LWB", "B-ORG"),
    ]
    assert ("Nakuru", "B-LOC") in found


def test_a_title_is_no_part_of_a_person_and_the_family_name_alone_is_one(folder: Path) -> None:
    found = tagged(read_articles(folder, "train", LISTS, TITLES))
    assert found.count(("Otieno", "I-PERSON")) == 1
    assert found.count(("Otieno", "B-PERSON")) == 1
    assert not any(word.startswith("Dr") for word, _ in found)


def test_neutral_names_parts_of_names_and_demonyms_are_unknown(folder: Path) -> None:
    found = tagged(read_articles(folder, "train", LISTS, TITLES))
    unknown = [word for word, tag in found if tag == "-"]
    assert unknown == ["Lake", "Bureau", "Kenyan", "Harbour", "Radio", "Bureau"]


def test_only_the_split_asked_for_is_read(folder: Path) -> None:
    (sentence,) = read_articles(folder, "test", LISTS, TITLES)
    assert sentence.words == ("Nakuru", "rests", ".")
    assert read_articles(folder, "dev", LISTS, TITLES) == []


def test_a_folder_without_articles_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputMissing, match="no such file"):
        read_articles(tmp_path, "train", LISTS, TITLES)
