"""Sentence starts: our own sentences, each given as its parts."""

import pytest

from kg.language import load
from kg.model import Document

PARAGRAPHS = [
    ["The U.S. Department of State said so.", "The rest is unknown."],
    ["Mr. Okoro met Dr. Lindqvist on St. Anne's Road.", "They left at 5 p.m. Tuesday."],
    ["“We lost,” said the coach.", "“We will train.”", "Nobody smiled."],
    ['"Is it true?" she asked.', "It was."],
    ['"We won!" Chen Qun said.', "He was late."],
    ["It placed No. 3 in Sept. 2021, behind J. K. Marsh.", "Sales rose 3.5 percent to $4.2 billion."],
    ["Harbour Foods Co., Ltd. bought Northwind Inc. in 2019.", "Prices fell."],
    ["Vera Ruiz Jr. runs the U.K. office.", "A new one opens in the U.K.", "The city is not named."],
    ["The council voted no.", "Mayor Adeyemi did not."],
    ["He waited ... and waited.", "Then he left."],
    ["(The bridge is closed.)", "Traffic goes by Dr. Wen Street."],
    ["Why now?", "Nobody knows!", "30 people asked."],
    ["Temperatures reached 41.5 degrees at 2:30 p.m. on Friday.", "It was the hottest day since 1.1.1990."],
]


@pytest.mark.parametrize("parts", PARAGRAPHS, ids=lambda parts: parts[0][:24])
def test_splits_paragraphs_of_news(parts: list[str]) -> None:
    document = Document("d", " ".join(parts))
    analysed = load("none").analyse(document)
    assert [document.slice(sentence.span) for sentence in analysed] == parts


def test_a_line_break_ends_a_sentence_without_a_full_stop() -> None:
    document = Document("d", "City opens patent office\nThe office opened on Monday.")
    analysed = load("none").analyse(document)
    assert [document.slice(sentence.span) for sentence in analysed] == [
        "City opens patent office",
        "The office opened on Monday.",
    ]
