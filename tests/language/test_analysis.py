"""What every analyser promises: offsets into the source, a well-formed tree, the same result each time."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import InputMissing
from kg.language import Analyzer, load
from kg.language.analyzer import SHIPPED_MODEL
from kg.model import AnalysedDocument, Block, Document, Role, Span

NEWS = """SHANGHAI — The city issued 4,300 patents\u00a0in 2021, Chen Qun, director of the Patent Office, said Tuesday.

“We grew 12.5% this year. It’s good,” she said.  Sales of Northwind Inc. rose
to $2bn, up from $1.6bn in 2020.
"""
MODELS = ["none", pytest.param("default", marks=pytest.mark.skipif(not SHIPPED_MODEL.exists(), reason="no model"))]


@pytest.fixture(scope="module", params=MODELS)
def analyzer(request: pytest.FixtureRequest) -> Analyzer:
    return load(request.param)


def check(document: Document, analysed: AnalysedDocument) -> None:
    end = 0
    for number, sentence in enumerate(analysed):
        assert sentence.index == number
        assert sentence.tokens
        assert sentence.span == Span(sentence.tokens[0].start, sentence.tokens[-1].end)
        for at, token in enumerate(sentence.tokens):
            assert end <= token.start < token.end
            end = token.end
            assert document.text[token.start : token.end] == token.text
            assert token.index == at
            assert 0 <= token.head < len(sentence.tokens)
            assert token.text.strip() == token.text
        for name in sentence.names:
            assert sentence.span.contains(name.span)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200))
def test_offsets_lead_back_to_any_text(analyzer: Analyzer, text: str) -> None:
    document = Document("d", text)
    check(document, analyzer.analyse(document))


WORDS = [
    "U.S.",
    "said",
    "“No",
    ".”",
    "Mr.",
    "Chen\u00a0Qun",
    "4.3",
    "(WIPO)",
    "re-elected",
    "co\u00adoperate",
    "\n",
    "\u200b",
    "😀",
    "\ud800",
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(WORDS), max_size=30))
def test_offsets_lead_back_to_news_with_odd_characters(analyzer: Analyzer, words: list[str]) -> None:
    document = Document("d", "  ".join(words))
    check(document, analyzer.analyse(document))


def test_offsets_lead_back_to_an_article(analyzer: Analyzer) -> None:
    document = Document("d", NEWS)
    analysed = analyzer.analyse(document)
    check(document, analysed)
    assert "patents" in [token.text for token in analysed.sentences[0].tokens]


def test_no_token_is_white_space(analyzer: Analyzer) -> None:
    analysed = analyzer.analyse(Document("d", "One \u00a0\t two.\n\n \nThree."))
    assert [[token.text for token in sentence.tokens] for sentence in analysed] == [["One", "two", "."], ["Three", "."]]


def test_blocks_are_analysed_apart_and_keep_their_role(analyzer: Analyzer) -> None:
    text = "City opens office\nIt opened on\nMonday."
    blocks = (Block(Span(0, 17), Role.TITLE), Block(Span(18, len(text)), Role.BODY))
    for analysed in (
        analyzer.analyse(Document("d", text, blocks=blocks)),
        analyzer.analyse(Document("d", text), blocks),
    ):
        assert [(sentence.block, sentence.role) for sentence in analysed] == [(0, Role.TITLE), (1, Role.BODY)]
        assert [token.text for token in analysed.sentences[1].tokens] == ["It", "opened", "on", "Monday", "."]


def test_two_runs_and_a_batch_say_the_same(analyzer: Analyzer) -> None:
    documents = [Document(str(at), NEWS[at:]) for at in range(0, 200, 7)]
    first, second = list(analyzer.analyse_many(documents)), list(analyzer.analyse_many(documents))
    assert first == second
    assert first == [analyzer.analyse(document) for document in documents]


def test_an_empty_document_has_no_sentences(analyzer: Analyzer) -> None:
    assert analyzer.analyse(Document("d", " \n\u200b")).sentences == ()


def test_importing_is_light() -> None:
    code = "import sys, kg.language; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(__file__).parents[2]).returncode == 0


def test_an_unknown_model_says_what_to_do() -> None:
    with pytest.raises(InputMissing, match="spacy download no_such_model"):
        load("no_such_model")
