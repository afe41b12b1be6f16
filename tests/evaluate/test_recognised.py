"""The page of what is recognised is what rules, ontology and figures make it, and shows every one of them."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kg.build import construct
from kg.domain import load
from kg.evaluate.measurement import read
from kg.evaluate.recognised import CODE, anchor, current, escaped, heading, main, page
from kg.evaluate.terms import NODES, RELATIONS
from kg.extract.rules.lists import read_lists
from kg.extract.rules.patterns.book import Rule, read_book
from kg.facts import facts
from kg.graph import Graph
from kg.graph.labels import Labels
from kg.model import Document
from kg.vocab import AUTHOR, HOLDS_POST_AT, QUOTATION

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs" / "recognised.md").read_text(encoding="utf-8")
DOMAIN = load()
RULES = read_book(DOMAIN.rules, read_lists(DOMAIN.rules / "words.toml"), DOMAIN)
TERMS = (*RELATIONS, *NODES, *DOMAIN.event_classes)
MARKDOWN = MarkdownIt("commonmark").enable("table")


def shown(inline: str) -> str:
    """The text that a reader sees of a piece of Markdown within a line."""
    return "".join(child.content for token in MARKDOWN.parseInline(inline) for child in token.children or ())


@cache
def rows() -> tuple[tuple[str, ...], ...]:
    """The cells of all table rows, as a reader sees them."""
    tokens = MARKDOWN.parse(PAGE)
    found: list[list[str]] = []
    for token, inner in itertools.pairwise(tokens):
        if token.type == "tr_open":
            found.append([])
        elif token.type == "td_open":
            found[-1].append("".join(child.content for child in inner.children or ()))
    return tuple(map(tuple, found))


def section(title: str) -> str:
    return PAGE.split(f"\n### {title}\n")[1].split("\n#")[0]


def test_the_page_is_what_the_generator_writes() -> None:
    assert current(ROOT) == PAGE, "run `python -m kg.evaluate.recognised`"


@pytest.mark.parametrize("term", sorted(set(TERMS)))
def test_a_relation_or_class_has_a_section_with_its_figures(term: str) -> None:
    of_term = section(heading(DOMAIN, term))
    assert "| dev |" in of_term
    assert "| test |" in of_term


@pytest.mark.parametrize("term", sorted({rule.emits for rule in RULES} | {row.emits for row in CODE}))
def test_what_rules_or_code_find_has_a_table_of_examples(term: str) -> None:
    assert "| rule | example | gives | right | wrong |" in section(heading(DOMAIN, term))


def test_a_relation_or_kind_of_event_without_rules_is_none() -> None:
    found = {rule.emits for rule in RULES} | {row.emits for row in CODE}
    assert set(RELATIONS) <= found
    assert set(NODES) | DOMAIN.event_classes <= found | {next(n for n, kind in NODES.items() if kind == "event")}


def test_every_rule_has_one_row_with_an_example_of_its_own_as_it_is_written() -> None:
    told = [row for row in rows() if len(row) == 5]
    names = Counter(row[0] for row in told)
    assert {rule.name: 1 for rule in RULES}.items() <= names.items()
    by_name = {row[0]: row for row in told}
    strange = [rule.name for rule in RULES if by_name[rule.name][1] not in texts(rule)]
    assert strange == []


def texts(rule: Rule) -> list[str]:
    return [" ".join(example.text.split()) for example in rule.examples]


def test_rules_stand_in_the_section_of_what_they_emit() -> None:
    astray = [rule.name for rule in RULES if f"\n| `{rule.name}` |" not in section(heading(DOMAIN, rule.emits))]
    assert astray == []


def test_every_link_within_the_page_leads_to_a_heading() -> None:
    anchors = [anchor(title) for title in re.findall(r"^#+ (.+)$", PAGE, re.MULTILINE)]
    links = re.findall(r"\]\(#([^)]*)\)", PAGE)
    assert len(anchors) == len(set(anchors))
    assert len(links) >= len(set(TERMS))
    assert set(links) <= set(anchors)


@given(st.text(st.characters(codec="utf-8", exclude_categories=("C",), exclude_characters="\x85")))
def test_escaped_words_are_shown_as_they_are(text: str) -> None:
    plain = " ".join(text.split())
    assert shown(escaped(text)) == plain
    cells = MARKDOWN.parse(f"| a |\n|---|\n| x {escaped(text)} |\n")
    told = [token for token in cells if token.type == "inline"]
    assert ["".join(child.content for child in token.children or ()) for token in told] == ["a", f"x {plain}".strip()]


def built(text: str) -> Graph:
    return construct([Document("a", text)]).graph


@pytest.mark.parametrize("term", [HOLDS_POST_AT, AUTHOR])
def test_a_relation_that_code_finds_is_as_its_example_says(term: str) -> None:
    (row,) = (row for row in CODE if row.emits == term)
    graph = built(f"Council meets\n\n{row.example}\n\nThe council met.\n")
    labels = Labels(graph)
    (claim,) = (claim for claim in graph.claims() if claim.predicate == term)
    subject, _, object_ = row.gives.partition(" → ")
    assert subject in ("the document", labels.of(claim.subject))
    assert object_ == labels.of(str(claim.object))
    assert row.name in ("", *claim.rules)


def test_a_quotation_that_code_finds_is_as_its_example_says() -> None:
    (row,) = (row for row in CODE if row.emits == QUOTATION)
    told = [fact for fact in facts(built(row.example)) if fact.rule == row.name]
    assert [f"speaker: {fact.subject}; text: {fact.value}" for fact in told] == [row.gives]


def test_without_figures_the_command_says_how_to_make_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(tmp_path)]) == 3
    assert "--measure" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_figures_of_other_rules_are_told_to_be_so() -> None:
    figures = read(ROOT / "docs" / "figures.json")
    fresh = page(RULES, DOMAIN, replace(figures, pack=DOMAIN.version[:16]))
    stale = page(RULES, DOMAIN, replace(figures, pack="another"))
    assert "have changed since" not in fresh
    assert "have changed since" in stale
    assert len(stale.splitlines()) == len(fresh.splitlines()) + 2
