import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import kg
from kg.build.ledger import Ledger
from kg.build.reading import readings, sentences
from kg.build.source import documents
from kg.domain import load as load_domain
from kg.errors import InputError, InputMissing, UsageError
from kg.extract import Found, Pipeline, load
from kg.language import load as load_analyzer
from kg.model import AnalysedDocument, Claim, Document, Evidence, Iri, Modality, Node, Span, Unread
from kg.resolve import Coreference, inside
from kg.vocab import LABEL, PERSON, POST, TYPE, iri

ARTICLE = (
    "City opens office\n\nWen Yi, vice mayor of Shanghai, spoke in Geneva on Monday.\n\n"
    "Shanghai had 82,800 invention patents in 2020. The weather was fine.\n"
)


def built(source, **options) -> kg.Built:
    return kg.construct(source, model="none", **options)


def test_a_text_a_document_a_path_and_a_list_build_the_same_facts(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text(ARTICLE)
    document = Document("text", ARTICLE, date="2021-04-27")
    graphs = [
        kg.build(source, date="2021-04-27", model="none")
        for source in (ARTICLE, document, path, str(path), [document], iter([document]))
    ]
    assert len(graphs[0]) > 50
    claims = [{(c.subject, c.predicate, c.object) for c in graph.claims()} for graph in graphs]
    assert all(found == claims[0] for found in claims)


def test_the_date_is_for_documents_that_have_none() -> None:
    given = Document("a", ARTICLE, date="2019")
    dates = {d.id: d.date for d in kg.build([given, Document("b", ARTICLE)], date="2021", model="none").documents()}
    assert dates == {"a": "2019", "b": "2021"}


def test_every_claim_can_be_followed_to_its_words() -> None:
    found = [e for claim in kg.build(ARTICLE, model="none").claims() for e in claim.evidence]
    assert found
    assert all(ARTICLE[e.span.start : e.span.end] == e.exact for e in found)


def test_the_sentence_around_the_words_goes_with_them() -> None:
    graph = kg.build(ARTICLE, model="none")
    whole = {e.exact: e.sentence for claim in graph.claims() for e in claim.evidence}
    assert whole["82,800 invention patents"] == "Shanghai had 82,800 invention patents in 2020."
    assert all(sentence in ARTICLE for sentence in whole.values())
    sentences_ = {fact.sentence for fact in kg.facts(graph, type="post")}
    assert sentences_ == {"Wen Yi, vice mayor of Shanghai, spoke in Geneva on Monday."}


def test_the_text_is_kept_when_asked() -> None:
    (kept,) = kg.build(ARTICLE, model="none", keep_text=True).documents()
    (left,) = kg.build(ARTICLE, model="none").documents()
    assert (kept.text, left.text) == (ARTICLE, None)


def test_a_path_that_is_missing_is_no_text() -> None:
    for path in ("nowhere/a.txt", "no such file.txt", Path("no such")):
        with pytest.raises(InputMissing):
            built(path)


def test_wrong_options_are_told_before_any_work() -> None:
    with pytest.raises(UsageError, match="magic"):
        built(ARTICLE, extractors=("magic",))
    with pytest.raises(UsageError, match="is no namespace"):
        built(ARTICLE, base="nonsense")
    with pytest.raises(UsageError, match="soon"):
        built(ARTICLE, date="soon")


def test_nothing_read_is_an_error_that_says_why() -> None:
    with pytest.raises(InputError, match=r"none of 2 documents could be read; the first: a: is empty"):
        built([Document("a", " "), Document("b", "\n")])


def test_what_is_no_text_is_told_and_the_rest_is_built() -> None:
    ledger = built(
        [Document("a", ARTICLE), Document("half", "x \ud800 y"), Document("a", "Other."), Document("c", "")]
    ).ledger
    assert ledger.documents == 1
    assert [(u.source, u.reason.split(" (")[0]) for u in ledger.unread] == [
        ("a", "has the id 'a' of a; give each document its own id"),
        ("c", "is empty"),
        ("half", "holds half a character"),
    ]


@dataclass
class Delicate:
    """An extractor that one word breaks."""

    name: str = "delicate"
    needs: frozenset[str] = frozenset()
    gives: frozenset[str] = frozenset()

    def extract(self, document: AnalysedDocument, found: Found) -> Iterator[Claim]:
        if "poison" in document.document.text:
            raise RecursionError("too deep\nfor me")
        yield from ()


def test_a_document_that_breaks_an_extractor_is_told_and_the_others_are_read() -> None:
    given = [Document(str(n), "Some poison here." if n == 7 else "All is well.") for n in range(20)]
    laid_out = documents(given)
    found = list(readings(laid_out, load_analyzer("none"), Pipeline((Delicate(),))))
    assert [i for i in found if isinstance(i, Unread)] == [
        Unread("7", "made an extractor fail: RecursionError: too deep for me")
    ]
    assert len(found) == 20


def test_a_document_that_breaks_coreference_is_told_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(analysed: AnalysedDocument, mentions: object, domain: object) -> Coreference:
        if analysed.document.id == "b":
            raise IndexError("list index out of range")
        return inside(analysed, (), load_domain())

    monkeypatch.setattr("kg.resolve.inside", broken)
    given = [Document(name, "All is well in Oslo.") for name in "abc"]
    ledger = kg.construct(given, model="none").ledger
    assert ledger.unread == (Unread("b", "made coreference fail: IndexError: list index out of range"),)
    assert ledger.documents == 2


@dataclass
class Careless:
    """An extractor that gives what it was made with."""

    claim: Claim
    name: str = "careless"
    needs: frozenset[str] = frozenset()
    gives: frozenset[str] = frozenset()

    def extract(self, document: AnalysedDocument, found: Found) -> Iterator[Claim]:
        yield self.claim


WORDS = Evidence("a", Span(0, 3), "All")


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        (Claim("x", LABEL, "y", (Evidence("a", Span(1, 4), "All"),)), "'All' does not stand at 1"),
        (Claim("x", LABEL, "y", (Evidence("b", Span(0, 3), "All"),)), "does not stand"),
        (Claim("x", Iri("no iri"), "y", (WORDS,)), "the predicate 'no iri' is no IRI"),
        (Claim(Node(POST, ((Iri("title"), "y"),)), TYPE, POST, (WORDS,)), "the property 'title' is no IRI"),
        (Claim("x", LABEL, 1.5, (WORDS,)), "1.5 is nothing that a claim can hold"),  # type: ignore[arg-type]
    ],
)
def test_an_extractor_cannot_put_what_is_unsound_into_a_graph(claim: Claim, said: str) -> None:
    (item,) = readings(documents(Document("a", "All is well.")), load_analyzer("none"), Pipeline((Careless(claim),)))
    assert isinstance(item, Unread)
    assert said in item.reason


@dataclass
class Choosy:
    """An analyser that one word breaks, wherever it stands in a batch."""

    name: str = "choosy"

    def analyse(self, document, blocks=None):
        if "poison" in document.text:
            raise ValueError("no")
        return load_analyzer("none").analyse(document)

    def analyse_many(self, given):
        return iter([self.analyse(d) for d in given])


def test_a_document_that_breaks_analysis_is_told_and_its_batch_is_read() -> None:
    given = [Document(str(n), "Some poison here." if n == 3 else "All is well.") for n in range(5)]
    found = list(readings(documents(given), Choosy(), Pipeline((Delicate(),))))
    assert [i.source for i in found if isinstance(i, Unread)] == ["3"]
    assert len(found) == 5


def test_sentences_are_counted_by_what_rests_on_them() -> None:
    (item,) = readings(documents(Document("a", ARTICLE)), load_analyzer("none"), load(("rules",), load_domain()))
    assert not isinstance(item, Unread)
    used, unused = sentences(item.analysed, item.claims)
    assert used >= 2
    assert unused >= 1


def test_the_account_of_a_build_is_told_in_lines() -> None:
    ledger = Ledger(
        documents=2,
        unread=(Unread("a.txt", "is empty"),),
        sentences_with_claims=3,
        sentences_without_claims=1,
        kept={(PERSON, Modality.ASSERTED): 1200, (iri("kg:cooperatesWith"), Modality.PLANNED): 1},
        quarantined={(POST, Modality.ASSERTED): 2},
        reasons={"A post needs a title (PostShape-title)": 2},
        unresolved=(("a", "he"),),
        entities=4,
        triples=99,
    )
    assert list(ledger.lines(verbose=True)) == [
        "documents   2 read, 1 not read",
        "  not read  a.txt: is empty",
        "sentences   4: 3 with claims, 1 without",
        "claims      1,201 kept, 1 planned, 2 in quarantine",
        "  quarantine  2 × A post needs a title (PostShape-title)",
        "  kept         1,200 Person",
        "  kept             1 cooperatesWith (planned)",
        "  quarantine       2 Post",
        "entities    4, 1 mentions unresolved",
        "  unresolved  a: he",
        "triples     99",
    ]
    assert len(list(ledger.lines())) == 7


def test_progress_is_told_document_by_document(tmp_path: Path) -> None:
    seen: list[int] = []
    (tmp_path / "a.jsonl").write_text("".join(json.dumps({"id": str(n), "text": ARTICLE}) + "\n" for n in range(3)))
    built(tmp_path / "a.jsonl", progress=seen.append)
    assert seen == [1, 2, 3]
