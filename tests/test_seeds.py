"""The seed articles and their gold facts are well-formed, agree with each other and are our own words."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

Row = dict[str, Any]

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "seeds"
SHARED = ROOT.parent / "shared"
RUN = 6  # so many words in a row are a sentence of somebody else's

REQUIRED: dict[str, tuple[str, ...]] = {
    "entity": ("name", "class", "aliases"),
    "post": ("person", "title", "of"),
    "relation": ("s", "p", "o"),
    "rank": ("subject", "ranking", "in", "rank", "previous", "scope", "period"),
    "stat": (
        "subject",
        "measure",
        "value",
        "unit",
        "comparator",
        "change_pct",
        "change_comparator",
        "period",
        "per",
    ),
    "statement": ("speaker", "quoted", "about"),
    "commitment": ("agent", "action"),
    "event": ("class", "name", "date", "place", "participants"),
}
COMMON = {"type", "evidence", "optional", "domain", "modality", "status", "end"}
CLASSES = {
    "Person",
    "City",
    "Country",
    "AdministrativeArea",
    "Place",
    "GovernmentOrganization",
    "InternationalOrganization",
    "EducationalOrganization",
    "Company",
    "Organization",
    "Index",
    "Event",
}
EVENTS = {
    "Graduation",
    "Conference",
    "Agreement",
    "Seizure",
    "Visit",
    "Launch",
    "Award",
    "Appointment",
    "Other",
}
PREDICATES = {
    "headquartered_in",
    "located_in",
    "part_of",
    "member_of",
    "works_for",
    "cooperates_with",
    "signed_with",
    "publishes",
    "organizes",
    "wrote",
    "founded_in",
    "founded_by",
}
COMPARATORS = {"exact", "over", "under", "about", None}
MODALITIES = {None, "planned", "possible", "denied"}
PERIOD = re.compile(r"\d{4}(-(H[12]|Q[1-4]|\d\d(-\d\d)?))?")
REFERENCES = ("person", "of", "s", "o", "subject", "in", "speaker", "agent", "place")


def rows(name: str) -> list[Row]:
    lines = (SEEDS / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


ARTICLES: dict[str, Row] = {row["id"]: row for row in rows("articles.jsonl")}
GOLD = rows("gold.jsonl")
each_doc = pytest.mark.parametrize("gold", GOLD, ids=lambda row: str(row["doc"]))


def accepted(fact: Row, field: str) -> list[Any]:
    """Return a field's value and all that are accepted instead."""
    return [fact[field], *fact.get(f"{field}_alt", [])]


def plain(text: str) -> str:
    return " ".join(text.lower().split())


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def is_period(text: str) -> bool:
    parts = text.split("/")
    if len(parts) > 2 or not all(PERIOD.fullmatch(part) for part in parts):
        return False
    for part in parts:
        if re.fullmatch(r"\d{4}-\d\d(-\d\d)?", part):
            date.fromisoformat(part if len(part) == 10 else f"{part}-01")
    return parts == sorted(parts)


def known_names(gold: Row) -> set[str]:
    entities = [f for f in gold["facts"] if f["type"] == "entity"]
    names = {n for f in entities for n in (f["name"], *f["aliases"], *f.get("name_alt", []))}
    return {plain(n) for n in names | set(gold["neutral"])}


def references(gold: Row) -> Iterator[tuple[Row, str]]:
    """Yield every fact with each name by which it points to a thing."""
    for fact in gold["facts"]:
        for field in REFERENCES:
            if field in fact and fact.get("p") != "founded_in":
                yield from ((fact, v) for v in accepted(fact, field) if v not in {None, "document"})
        yield from ((fact, p["who"]) for p in fact.get("participants", []))


def test_ids_are_unique_and_gold_has_an_article_for_each_row_in_the_same_order() -> None:
    ids = [row["id"] for row in rows("articles.jsonl")]
    assert len(ids) == len(set(ids))
    assert ids == [row["doc"] for row in GOLD]
    assert len(ids) >= 120


def test_splits_are_about_60_20_20() -> None:
    counts = Counter(row["split"] for row in GOLD)
    assert set(counts) == {"train", "dev", "test"}
    for split, share in (("train", 0.6), ("dev", 0.2), ("test", 0.2)):
        assert abs(counts[split] / len(GOLD) - share) <= 0.07


def test_one_article_in_ten_is_a_trap_and_every_split_has_one() -> None:
    traps = [row for row in GOLD if row.get("kind") == "trap"]
    assert 0.08 <= len(traps) / len(GOLD) <= 0.12
    assert {row["split"] for row in traps} == {"train", "dev", "test"}
    assert all(fact["domain"] is False for row in traps for fact in row["facts"])
    assert all(row["must_not"] for row in traps)
    assert not any("domain" in f for row in GOLD if row not in traps for f in row["facts"])


@pytest.mark.parametrize("article", ARTICLES.values(), ids=lambda row: str(row["id"]))
def test_article_is_a_page_of_ordinary_length(article: Row) -> None:
    assert {"id", "text", "date"} <= set(article) <= {"id", "text", "date", "title", "authors", "url"}
    assert re.fullmatch(r"[a-z0-9-]+", article["id"])
    assert 150 <= len(article["text"].split()) <= 600
    assert article.get("title", "") in article["text"]
    assert all(plain(author) in plain(article["text"]) for author in article.get("authors", []))
    date.fromisoformat(article["date"])


@each_doc
def test_gold_row_and_facts_have_the_right_fields(gold: Row) -> None:
    assert set(gold) - {"kind"} == {"doc", "date", "split", "facts", "neutral", "must_not"}
    assert gold["date"] == ARTICLES[gold["doc"]]["date"]
    for fact in gold["facts"]:
        fields = REQUIRED[fact["type"]]
        assert set(fields) <= set(fact), fact
        extra = set(fact) - COMMON - set(fields)
        assert all(f.removesuffix("_alt") in {*fields, "modality"} and f.endswith("_alt") for f in extra), fact
        assert all(isinstance(fact[field], list) for field in extra), fact
    assert all(p["type"] in REQUIRED and p["why"] and len(p) > 2 for p in gold["must_not"])


@each_doc
def test_evidence_occurs_verbatim(gold: Row) -> None:
    text = ARTICLES[gold["doc"]]["text"]
    missing = [fact["evidence"] for fact in gold["facts"] if not fact["evidence"] or fact["evidence"] not in text]
    assert missing == []


@each_doc
def test_facts_use_the_terms_of_the_format(gold: Row) -> None:
    for fact in gold["facts"]:
        if fact["type"] == "entity":
            assert set(accepted(fact, "class")) <= CLASSES, fact
        elif fact["type"] == "event":
            assert set(accepted(fact, "class")) <= EVENTS, fact
            assert all(set(p) == {"who", "count"} for p in fact["participants"]), fact
        elif fact["type"] == "relation":
            assert set(accepted(fact, "p")) <= PREDICATES, fact
        elif fact["type"] == "statement":
            assert isinstance(fact["quoted"], bool), fact
        assert fact.get("modality") in MODALITIES, fact
        assert set(fact.get("modality_alt", [])) <= MODALITIES, fact
        assert fact.get("status", "former") in {"former", "incoming"}, fact


def is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


@each_doc
def test_figures_are_numbers_with_comparators(gold: Row) -> None:
    for fact in gold["facts"]:
        if fact["type"] == "rank":
            assert isinstance(fact["rank"], int), fact
            assert all(p is None or isinstance(p, int) for p in accepted(fact, "previous")), fact
        if fact["type"] == "stat":
            assert is_number(fact["value"]) or is_number(fact["change_pct"]), fact
            for field, comparator in (("value", "comparator"), ("change_pct", "change_comparator")):
                assert fact[field] is None or is_number(fact[field]), fact
                assert (fact[field] is None) == (fact[comparator] is None), fact
                assert set(accepted(fact, comparator)) <= COMPARATORS, fact


@each_doc
def test_periods_parse(gold: Row) -> None:
    for fact in gold["facts"]:
        dates = [v for f in ("period", "date", "end") if f in fact for v in accepted(fact, f)]
        dates += accepted(fact, "o") if fact.get("p") == "founded_in" else []
        assert all(v is None or is_period(v) for v in dates), fact


@each_doc
def test_references_are_entities_or_words_of_the_article(gold: Row) -> None:
    names = known_names(gold)
    text = plain(ARTICLES[gold["doc"]]["text"])
    unknown = [name for _, name in references(gold) if plain(name) not in names and plain(name) not in text]
    assert unknown == []


@each_doc
def test_no_fact_is_given_twice(gold: Row) -> None:
    seen = Counter(json.dumps(fact, sort_keys=True) for fact in gold["facts"])
    assert [fact for fact, count in seen.items() if count > 1] == []
    names = Counter(plain(f["name"]) for f in gold["facts"] if f["type"] == "entity")
    assert [name for name, count in names.items() if count > 1] == []


def shared_runs(paths: Iterable[Path]) -> set[tuple[str, ...]]:
    return {run for path in paths for run in runs(path.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("folder", ["seeds", "corpus/dev"])
def test_no_run_of_six_words_is_shared_with_articles_of_others(folder: str) -> None:
    paths = sorted((SHARED / folder).glob("*.txt"))
    if not paths:
        pytest.skip(f"no articles to compare with: ../shared/{folder} is absent")
    others = shared_runs(paths)
    shared = {a["id"]: sorted(runs(a["text"]) & others) for a in ARTICLES.values()}
    assert {doc: found for doc, found in shared.items() if found} == {}


def test_no_run_of_eight_words_stands_in_two_seeds() -> None:
    homes: dict[str, str] = {}
    for article in ARTICLES.values():
        words = re.findall(r"\w+", article["text"].lower())
        for i in range(len(words) - 7):
            run = " ".join(words[i : i + 8])
            assert homes.setdefault(run, article["id"]) == article["id"], run
