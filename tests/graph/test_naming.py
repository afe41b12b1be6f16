import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import URIRef

from kg.errors import UsageError
from kg.graph import naming
from kg.graph.terms import ref
from kg.model import Evidence, Span

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


@given(TEXT)
def test_slugs_make_valid_iris(words: str) -> None:
    slug = naming.slug(words)
    assert slug == naming.slug(words)
    assert ref(naming.ID + slug)
    assert URIRef(naming.ID + slug).n3()
    assert len(slug) <= 90


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("invention patent applications", "invention-patent-applications"),
        ("São Paulo", "sao-paulo"),
        ("İstanbul", "istanbul"),
        ("上海", "上海"),
    ],
)
def test_slugs_are_readable(words: str, slug: str) -> None:
    assert naming.slug(words) == slug


def test_words_without_letters_still_have_a_name() -> None:
    assert naming.slug("!!!") != naming.slug("???")


@given(TEXT, TEXT)
def test_two_documents_never_share_a_name(one: str, other: str) -> None:
    assert (naming.document_iri(one) == naming.document_iri(other)) == (one == other)


def test_plain_document_ids_are_kept() -> None:
    assert naming.document_iri("000_5b9f4ff068226edb") == naming.ID + "document/000_5b9f4ff068226edb"


def test_document_ids_that_look_alike_differ() -> None:
    assert naming.document_iri("a b") != naming.document_iri("a/b")


def test_evidence_is_named_by_its_place_and_words() -> None:
    one = Evidence("a", Span(0, 2), "ab")
    assert naming.evidence_iri(one) == naming.evidence_iri(Evidence("a", Span(0, 2), "ab"))
    assert naming.evidence_iri(one) != naming.evidence_iri(Evidence("b", Span(0, 2), "ab"))
    assert naming.evidence_iri(one) != naming.evidence_iri(Evidence("a", Span(1, 3), "ab"))


@pytest.mark.parametrize("base", ["", "example.org/", "http://a b/", "https://example.org/kg", "file:///etc/"])
def test_a_base_that_is_no_namespace_is_refused(base: str) -> None:
    with pytest.raises(UsageError, match="is no namespace"):
        naming.checked_base(base)
