"""Every rule finds what its examples say and nothing in its counter-examples."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from told import DOMAIN, kind, parts

from kg.extract import Found
from kg.extract.rules import RulesExtractor
from kg.extract.rules.patterns.book import Example, Rule
from kg.model import AnalysedDocument, Claim

BOOK = RulesExtractor(DOMAIN).book
EXAMPLES = [(rule, example) for rule in BOOK for example in rule.examples]
COUNTERS = [(rule, text) for rule in BOOK for text in rule.counter]


Analysed = Callable[[str], AnalysedDocument]


def fits(example: Example, claim: Claim) -> bool:
    """Whether a claim holds what an example gives, case aside."""
    found = parts(claim)
    return all(any(want.lower() in value.lower() for value in found.get(name, [])) for name, want in example.gives)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{r.name}-{i}" for i, (r, _) in enumerate(EXAMPLES)])
def test_a_rule_meets_its_example(rule: Rule, example: Example, rules: RulesExtractor, analysed: Analysed) -> None:
    tapes = rules.tapes(analysed(example.text))
    assert any(True for tape in tapes for _ in rule.matches(tape)), [tape.text for tape in tapes]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{r.name}-{i}" for i, (r, _) in enumerate(EXAMPLES)])
def test_the_book_gives_what_an_example_says(
    rule: Rule, example: Example, rules: RulesExtractor, analysed: Analysed
) -> None:
    found = rules.extract(analysed(example.text), Found())
    claims = [c for c in found if isinstance(c, Claim) and kind(c) == rule.emits]
    assert any(fits(example, c) for c in claims), [parts(c) for c in claims]


@pytest.mark.parametrize(("rule", "text"), COUNTERS, ids=[f"{r.name}-{i}" for i, (r, _) in enumerate(COUNTERS)])
def test_a_rule_leaves_its_counter_example(rule: Rule, text: str, rules: RulesExtractor, analysed: Analysed) -> None:
    found = rules.only(rule).extract(analysed(text), Found())
    assert [parts(c) for c in found if isinstance(c, Claim)] == []
