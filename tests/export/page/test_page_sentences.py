"""Sentences once, and none where the text was kept."""

from hypothesis import given
from hypothesis import strategies as st

from kg.export.page.sentences import Sentences, texts
from kg.graph import DocumentRecord
from kg.model import Evidence, Iri, Span

WORDS = st.text(min_size=1, max_size=12)


def record(name: str, text: str | None) -> DocumentRecord:
    return DocumentRecord(Iri(f"https://example.org/{name}"), name, None, None, None, None, (), text)


@given(before=st.text(max_size=9), prefix=st.text(max_size=9), exact=WORDS, suffix=st.text(max_size=9))
def test_the_words_are_found_again_where_they_stand(before: str, prefix: str, exact: str, suffix: str) -> None:
    text = before + prefix + exact + suffix
    start = len(before + prefix)
    evidence = Evidence("a", Span(start, start + len(exact)), exact, prefix, suffix)
    for kept in ({"a": text}, {}):
        sentences = Sentences({"a": 0}, kept)
        number, offset, length = sentences.place(evidence)
        _, at, words = sentences.rows[number]
        sentence = text[at : at + words] if isinstance(words, int) else words
        assert isinstance(words, int) == bool(kept)
        assert sentence[offset : offset + length] == exact
        assert at + offset == start


def test_claims_share_their_sentence() -> None:
    sentences = Sentences({"a": 3}, {})
    one = sentences.place(Evidence("a", Span(10, 12), "It", "", " rains."))
    other = sentences.place(Evidence("a", Span(13, 18), "rains", "It ", "."))
    assert (one, other) == ((0, 0, 2), (0, 3, 5))
    assert sentences.rows == [(3, 10, "It rains.")]


def test_evidence_that_the_text_contradicts_keeps_its_own_words() -> None:
    sentences = Sentences({"a": 0}, {"a": "quite another text"})
    sentences.place(Evidence("a", Span(2, 5), "sun", "a ", ""))
    assert sentences.rows == [(0, 0, "a sun")]


def test_texts_are_kept_as_long_as_there_is_room() -> None:
    records = [record("a", "four"), record("b", None), record("c", "eleven char"), record("d", "five!")]
    assert texts(records, 9) == {"a": "four", "d": "five!"}
