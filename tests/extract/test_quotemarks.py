"""Quotation marks: what stands between them, over sentences, with apostrophes and marks that nobody closes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract.rules.sayings.quotemarks import quoted
from kg.model import AnalysedDocument


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("“Costs rose. Nobody was glad,” she said.", ["“Costs rose. Nobody was glad,”"]),
        ('"Costs rose," she said. "Nobody was glad."', ['"Costs rose,"', '"Nobody was glad."']),
        ("«Costs rose», she said.", ["«Costs rose»"]),
        ("‘The clerks’ costs rose,’ she said.", ["‘The clerks’ costs rose,’"]),
        ("She said: “Costs rose.", ["“Costs rose."]),
        ("The clerks’ costs rose.", []),
        ('A pipe of 6" and one of 8" rose.', []),
    ],
)
def test_what_stands_between_marks(analysed: Callable[[str], AnalysedDocument], text: str, inside: list[str]) -> None:
    document = analysed(text)
    assert [document.document.slice(q) for q in quoted(document)] == inside
