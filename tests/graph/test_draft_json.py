import json
from decimal import Decimal

import pytest
import sample
from hypothesis import given
from hypothesis import strategies as st

from kg.graph import Draft, Naming
from kg.graph.draft_json import dumps, loads, may_name_events
from kg.model import Claim, Document, Entity, Evidence, Iri, Local, Mention, Modality, Node, Period, Span
from kg.vocab import LABEL, TYPE, iri

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
iris = words.map(lambda w: Iri(f"https://example.org/{w}"))
plain = st.one_of(
    words,
    iris,
    st.integers(-(10**20), 10**20),
    st.booleans(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.builds(Local, st.integers(0, 99)),
    st.builds(Period, st.none() | words, st.none() | words, words),
    st.builds(Entity, iris, iris, words, st.lists(words, max_size=2).map(tuple), st.lists(iris, max_size=2).map(tuple)),
)
terms = st.recursive(
    plain,
    lambda inner: st.builds(
        Node, iris, st.lists(st.tuples(iris, inner), max_size=3).map(tuple), scope=st.none() | words
    ),
    max_leaves=6,
)


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    text = draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=3, max_size=30))
    document = Document(draw(words), text, title=draw(st.none() | words), authors=tuple(draw(st.lists(words))))
    spans = st.integers(0, len(text) - 1).flatmap(
        lambda start: st.builds(Span, st.just(start), st.integers(start + 1, len(text)))
    )
    claims = st.builds(
        Claim,
        terms,
        iris,
        terms,
        st.lists(spans.map(lambda span: Evidence.of(document, span)), min_size=1, max_size=2).map(tuple),
        st.sampled_from(Modality),
        st.floats(0, 1),
        words,
        words,
        st.none() | st.builds(Local, st.integers(0, 9)),
    )
    namings = st.builds(Naming, st.integers(0, 9), spans, words, words, st.floats(0, 1))
    return Draft(
        document,
        tuple(draw(st.lists(spans, max_size=3))),
        tuple(draw(st.lists(claims, max_size=3))),
        tuple(draw(st.lists(namings, max_size=3))),
        tuple(draw(st.lists(words, max_size=2))),
    )


@given(drafts())
def test_what_is_written_is_read_back(draft: Draft) -> None:
    written = dumps(draft)
    assert loads(written) == draft
    assert dumps(loads(written)) == written
    assert "\n" not in written


def test_types_survive_that_json_does_not_know() -> None:
    node = Node(Iri("a:b"), ((Iri("a:c"), Decimal("60.210")), (Iri("a:d"), True), (Iri("a:e"), 1)))
    document = Document("a", "words")
    claim = Claim(node, Iri("a:f"), "x", (Evidence.of(document, Span(0, 5)),))
    (read,) = loads(dumps(Draft(document, (), (claim,), ()))).claims
    assert isinstance(read.subject, Node)
    assert [(type(part), str(part)) for _, part in read.subject.parts] == [
        (Decimal, "60.210"),
        (bool, "True"),
        (int, "1"),
    ]


def test_a_mention_stands_in_no_draft() -> None:
    document = sample.document()
    claim = sample.claim(document, sample.mention(document, "Wen Yi"), Iri("a:b"), "c", "Wen Yi")
    assert isinstance(claim.subject, Mention)
    with pytest.raises(TypeError, match="stands in no draft"):
        dumps(Draft(document, (), (claim,), ()))
    with pytest.raises((ValueError, KeyError)):
        loads(json.dumps({"document": {}}))


@given(plain, st.integers(0, 3))
def test_a_node_whose_label_is_more_than_words_may_be_an_event(label: object, depth: int) -> None:
    document = Document("d", "The forum opened.")
    node = Node(iri("kg:Event"), ((LABEL, label),))  # type: ignore[arg-type]
    for _ in range(depth):
        node = Node(iri("kg:Statement"), ((iri("kg:about"), node),))
    claim = Claim(node, TYPE, iri("kg:Event"), (Evidence.of(document, Span(0, 9)),))
    text = dumps(Draft(document, (), (claim,), ()))
    assert may_name_events(text) or not isinstance(label, Local | Entity)
    assert not (may_name_events(text) and isinstance(label, str | int))
