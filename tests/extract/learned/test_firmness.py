"""What is denied or planned is told as such."""

from __future__ import annotations

import pytest

from kg.extract.learned.firmness import Firmness
from kg.language import Analyzer, load
from kg.model import AnalysedDocument, Document, Modality, Span


def span(document: AnalysedDocument, words: str) -> Span:
    at = document.document.text.index(words)
    return Span(at, at + len(words))


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The Marsh Cup was found in Orsby.", Modality.ASSERTED),
        ("The Marsh Cup was not found in Orsby.", Modality.DENIED),
        ("The Marsh Cup was never found in Orsby.", Modality.DENIED),
        ("The Marsh Cup will be found in Orsby.", Modality.PLANNED),
        ("The Marsh Cup may have been found in Orsby.", Modality.POSSIBLE),
    ],
)
def test_a_clause_is_as_firm_as_its_verb(analyzer: Analyzer, text: str, modality: Modality) -> None:
    document = analyzer.analyse(Document("a", text))
    assert Firmness().of(document, span(document, "Orsby"), span(document, "Marsh Cup")) is modality


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The Marsh Cup was found in Orsby.", Modality.ASSERTED),
        ("The Marsh Cup was not found in Orsby.", Modality.DENIED),
        ("The Marsh Cup will be found in Orsby.", Modality.PLANNED),
        ("They hope to find the Marsh Cup in Orsby.", Modality.PLANNED),
        ("The Marsh Cup may have been found in Orsby.", Modality.POSSIBLE),
    ],
)
def test_without_syntax_all_words_of_the_sentence_tell(text: str, modality: Modality) -> None:
    document = load("none").analyse(Document("a", text))
    assert Firmness().of(document, span(document, "Orsby")) is modality


def test_sentences_are_judged_one_by_one(analyzer: Analyzer) -> None:
    document = analyzer.analyse(Document("a", "The Marsh Cup was found in Orsby. The Twin Bell was not found in Wend."))
    firmness = Firmness()
    for _ in range(2):
        assert firmness.of(document, span(document, "Orsby")) is Modality.ASSERTED
        assert firmness.of(document, span(document, "Wend")) is Modality.DENIED
    assert firmness.of(document, span(document, "Orsby"), span(document, "Wend")) is Modality.DENIED


def test_documents_of_one_id_are_not_taken_for_each_other(analyzer: Analyzer) -> None:
    firmness = Firmness()
    texts = {
        "The cup was not found in Orsby.": Modality.DENIED,
        "The cup was at last found in Orsby.": Modality.ASSERTED,
    }
    for text, modality in texts.items():
        document = analyzer.analyse(Document("same", text))
        assert firmness.of(document, span(document, "Orsby")) is modality


def test_words_outside_all_sentences_are_asserted(analyzer: Analyzer) -> None:
    document = analyzer.analyse(Document("a", "The cup was not found.   "))
    assert Firmness().of(document, Span(24, 25)) is Modality.ASSERTED
