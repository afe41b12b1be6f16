"""Every rule finds what its examples say and nothing in its counter-examples."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

import kg.domain
from kg.extract.rules import RulesExtractor
from kg.extract.rules.book import Example, Rule
from kg.model import Claim, Comparator, Mention, Node, Period, Term
from kg.vocab import curie

DOMAIN = kg.domain.load()
BOOK = RulesExtractor(DOMAIN).book
EXAMPLES = [(rule, example) for rule in BOOK for example in rule.examples]
COUNTERS = [(rule, text) for rule in BOOK for text in rule.counter]
Read = Callable[[str], tuple[Claim, ...]]


def words(term: Term) -> str:
    """A term as an example writes it."""
    if isinstance(term, Mention):
        return term.full or term.text
    if isinstance(term, Node):
        return " ".join(words(value) for _, value in term.parts)
    if isinstance(term, Period):
        return term.start if term.start and term.start == term.end else f"{term.start}/{term.end}"
    if isinstance(term, bool):
        return str(term).lower()
    if isinstance(term, Decimal):
        return f"{term.normalize():f}"
    if isinstance(term, Comparator):
        return term.value
    text = str(term)
    return DOMAIN.labels.get(term, curie(text).partition(":")[2]) if text.startswith("http") else text


def parts(claim: Claim) -> dict[str, list[str]]:
    """The parts of a claim by the local names of their properties."""
    if not isinstance(claim.subject, Node):
        return {"subject": [words(claim.subject)], "object": [words(claim.object)]}
    found: dict[str, list[str]] = {}
    for name, value in claim.subject.parts:
        found.setdefault(curie(name).partition(":")[2], []).append(words(value))
    return found


def fits(example: Example, claim: Claim) -> bool:
    """Whether a claim holds what an example gives, case aside."""
    found = parts(claim)
    return all(any(want.lower() in value.lower() for value in found.get(name, [])) for name, want in example.gives)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{r.name}-{i}" for i, (r, _) in enumerate(EXAMPLES)])
def test_a_rule_finds_its_example(rule: Rule, example: Example, read_with: Callable[[Rule], Read]) -> None:
    claims = read_with(rule)(example.text)
    mine = [c for c in claims if c.rule == rule.name]
    assert any(fits(example, c) for c in mine), [parts(c) for c in mine]


@pytest.mark.parametrize(("rule", "text"), COUNTERS, ids=[f"{r.name}-{i}" for i, (r, _) in enumerate(COUNTERS)])
def test_a_rule_leaves_its_counter_example(rule: Rule, text: str, read_with: Callable[[Rule], Read]) -> None:
    assert [parts(c) for c in read_with(rule)(text) if c.rule == rule.name] == []
