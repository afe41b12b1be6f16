"""Readers for tests of extraction: the real model, the real domain, one rule or all of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import kg.domain
import kg.language
from kg.extract import Found
from kg.extract.rules import RulesExtractor
from kg.extract.rules.book import Rule
from kg.language import Analyzer
from kg.model import AnalysedDocument, Block, Claim, Document, Role, Span

Read = Callable[[str], tuple[Claim, ...]]


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    return kg.language.load()


@pytest.fixture(scope="session")
def rules() -> RulesExtractor:
    return RulesExtractor(kg.domain.load())


def analysed(analyzer: Analyzer, text: str, date: str = "2017-03-01") -> AnalysedDocument:
    """Analyse a text as one paragraph of a document of that date."""
    document = Document("example", text, date=date)
    return analyzer.analyse(document, [Block(Span(0, len(text)), Role.BODY)])


@pytest.fixture(scope="session")
def read_with(analyzer: Analyzer, rules: RulesExtractor) -> Callable[[Rule], Read]:
    """Give a reader that knows one rule beside those that name things."""
    last: dict[str, AnalysedDocument] = {}

    def make(rule: Rule) -> Read:
        alone = rules.only(rule)

        def read(text: str) -> tuple[Claim, ...]:
            if text not in last:
                last.clear()
                last[text] = analysed(analyzer, text)
            return tuple(c for c in alone.extract(last[text], Found()) if isinstance(c, Claim))

        return read

    return make
