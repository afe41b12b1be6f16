"""Readers for tests of extraction: the real model, the real domain, one rule or all of them."""

from __future__ import annotations

import functools
from collections.abc import Callable

import pytest

import kg.domain
import kg.language
from kg.extract import Found
from kg.extract.rules import RulesExtractor
from kg.language import Analyzer
from kg.model import AnalysedDocument, Block, Claim, Document, Mention, Role, Span


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    return kg.language.load()


@pytest.fixture(scope="session")
def rules() -> RulesExtractor:
    return RulesExtractor(kg.domain.load())


@pytest.fixture(scope="session")
def analysed(analyzer: Analyzer) -> Callable[[str], AnalysedDocument]:
    """Give what analyses a text as one paragraph of a document of March 2017."""

    @functools.cache  # several tests read the same sentence
    def analyse(text: str) -> AnalysedDocument:
        document = Document("example", text, date="2017-03-01")
        return analyzer.analyse(document, [Block(Span(0, len(text)), Role.BODY)])

    return analyse


@pytest.fixture(scope="session")
def claims(rules: RulesExtractor, analysed: Callable[[str], AnalysedDocument]) -> Callable[[str], list[Claim]]:
    """Give what reads a text by all rules, for its claims."""
    return lambda text: [c for c in rules.extract(analysed(text), Found()) if isinstance(c, Claim)]


@pytest.fixture(scope="session")
def mentions(rules: RulesExtractor, analysed: Callable[[str], AnalysedDocument]) -> Callable[[str], list[Mention]]:
    """Give what reads a text by all rules, for its mentions."""
    return lambda text: [m for m in rules.extract(analysed(text), Found()) if isinstance(m, Mention)]
