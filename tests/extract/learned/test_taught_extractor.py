"""The `learned` extractor: claims of the ontology and its datatypes, as firm as their sentences, with evidence."""

from __future__ import annotations

import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import finds
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kg.domain
from kg.domain import Domain
from kg.errors import DomainError, InputMissing, UsageError
from kg.extract import Extractor, Found, Pipeline
from kg.extract.learned import LearnedExtractor
from kg.extract.learned.model import fingerprint
from kg.language import Analyzer
from kg.model import AnalysedDocument, Claim, Document, Iri, Mention, Modality, Period, Span
from kg.vocab import PERSON

F = finds.BASE
ARTICLE = """\
The Salt Helmet was found by Petra Noll in Nether Vale. The Salt Helmet weighs 450 grams. It is made of glass.

The Gilt Spoon was found on 4 May 1920. The Gilt Spoon stands in the list as genuine: true.
"""


@pytest.fixture(scope="module")
def domain(finds_folder: Path) -> Domain:
    return kg.domain.load(finds_folder)


@pytest.fixture(scope="module")
def extractor(domain: Domain, model: Path) -> LearnedExtractor:
    return LearnedExtractor(domain, str(model))


def claims(extractor: LearnedExtractor, document: AnalysedDocument, found: Found | None = None) -> list[Claim]:
    return [item for item in extractor.extract(document, found or Found()) if isinstance(item, Claim)]


def words(term: object) -> object:
    return term.text if isinstance(term, Mention | Period) else term


def triples(found: list[Claim]) -> set[tuple[object, str, object]]:
    return {(words(claim.subject), claim.predicate.removeprefix(F), words(claim.object)) for claim in found}


def test_an_article_is_read(extractor: LearnedExtractor) -> None:
    assert triples(claims(extractor, finds.analysed(ARTICLE))) >= {
        ("Salt Helmet", "foundBy", "Petra Noll"),
        ("Salt Helmet", "foundIn", "Nether Vale"),
        ("Salt Helmet", "weight", Decimal(450)),
        ("Gilt Spoon", "foundOn", "4 May 1920"),
        ("Gilt Spoon", "genuine", True),
    }


def test_evidence_leads_back_to_the_text(extractor: LearnedExtractor) -> None:
    document = finds.analysed(ARTICLE)
    for claim in claims(extractor, document):
        assert claim.extractor == "learned"
        assert claim.rule
        for evidence in claim.evidence:
            assert evidence.exact == ARTICLE[evidence.span.start : evidence.span.end] != ""
        assert isinstance(claim.subject, Mention)
        for term in (claim.subject, claim.object):
            if isinstance(term, Mention):
                assert term.text == ARTICLE[term.span.start : term.span.end]
                assert any(evidence.span == term.span for evidence in claim.evidence)
            assert any(evidence.span.contains(claim.subject.span) for evidence in claim.evidence)


def conforms(extractor: LearnedExtractor, domain: Domain, items: list[Mention | Claim]) -> None:
    """Check predicates, classes and datatypes against the ontology."""
    schema = {relation.iri: relation for relation in extractor.reader.schema.relations}
    types = {"date": Period, "decimal": Decimal, "boolean": bool, "string": str}
    for item in items:
        if isinstance(item, Mention):
            assert item.type in domain.classes
            continue
        relation = schema[item.predicate]
        assert isinstance(item.subject, Mention)
        assert domain.is_a(item.subject.type, relation.domain)
        if relation.literal:
            assert type(item.object) is types[relation.range.rpartition("#")[2]]
            if isinstance(item.object, Period):
                assert item.object.start is not None
                assert len(item.object.start) == 10
        else:
            assert isinstance(item.object, Mention)
            assert domain.is_a(item.object.type, relation.range)


def test_claims_are_of_the_ontology(extractor: LearnedExtractor, domain: Domain) -> None:
    told = " ".join(str(row["text"]) for row in finds.rows(30, start=300))
    items = list(extractor.extract(finds.analysed(told), Found()))
    conforms(extractor, domain, items)
    assert {claim.predicate for claim in items if isinstance(claim, Claim)} == {Iri(F + r) for r in finds.RELATIONS}


WORDS = ["The Salt Helmet", "was found", "in", "on", "by", "Orsby", "Petra Noll", "4 May", "1920", "weighs",
         "450 grams", "is made of", "glass", "genuine: true",
         "(", ")", "“", ".", ",", "It", "\n\n", "\u200b", "𝒳"]  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join))
def test_any_words_are_read_and_conform(extractor: LearnedExtractor, domain: Domain, text: str) -> None:
    items = list(extractor.extract(finds.analysed(text), Found()))
    conforms(extractor, domain, items)
    assert all(e.exact == text[e.span.start : e.span.end] for i in items if isinstance(i, Claim) for e in i.evidence)
    assert len(items) == len(set(items))


@pytest.mark.parametrize("text", ["", " ", "\n\n", ".", "“”", "(", "of the", "\ud800"])
def test_odd_texts_claim_nothing(extractor: LearnedExtractor, text: str) -> None:
    assert list(extractor.extract(finds.analysed(text), Found())) == []


def test_reading_again_gives_the_same_in_the_same_order(
    extractor: LearnedExtractor, domain: Domain, model: Path
) -> None:
    first = list(extractor.extract(finds.analysed(ARTICLE), Found()))
    assert list(LearnedExtractor(domain, str(model)).extract(finds.analysed(ARTICLE), Found())) == first
    assert len(first) == len(set(first)) > 0


def test_mentions_come_before_the_claims_that_join_them(extractor: LearnedExtractor) -> None:
    seen: set[object] = set()
    for item in extractor.extract(finds.analysed(ARTICLE), Found()):
        if isinstance(item, Claim):
            assert {term for term in (item.subject, item.object) if isinstance(term, Mention)} <= seen
        else:
            assert item not in seen
            seen.add(item)


@pytest.mark.parametrize(
    ("verb", "modality"),
    [
        ("was found", Modality.ASSERTED),
        ("will be found", Modality.PLANNED),
        ("was not found", Modality.DENIED),
        ("was never found", Modality.DENIED),
    ],
)
def test_hedges_are_told(extractor: LearnedExtractor, analyzer: Analyzer, verb: str, modality: Modality) -> None:
    document = analyzer.analyse(Document("example", f"The Salt Helmet {verb} in Orsby."))
    found = [claim for claim in claims(extractor, document) if claim.predicate == F + "foundIn"]
    assert [claim.modality for claim in found] == [modality]


def lowered(claim: Claim, confidence: float) -> Claim:
    return replace(claim, confidence=confidence, extractor="other")


def test_agreement_with_an_earlier_extractor_makes_surer(extractor: LearnedExtractor) -> None:
    document = finds.analysed(ARTICLE)
    plain = claims(extractor, document)
    assert any(isinstance(claim.object, Period) for claim in plain)
    for claim in plain:
        agreed = claims(extractor, document, Found((), (lowered(claim, 0.5), lowered(claim, 0.2))))
        for before, after in zip(plain, agreed, strict=True):
            if before == claim:
                assert after.confidence == pytest.approx(1 - 0.5 * (1 - claim.confidence), abs=1e-3)
                assert before.confidence < after.confidence <= 1
            elif triples([before]) != triples([claim]):
                assert after == before


def test_dates_agree_whatever_their_words(extractor: LearnedExtractor) -> None:
    document = finds.analysed(ARTICLE)
    (day,) = (claim for claim in claims(extractor, document) if claim.predicate == F + "foundOn")
    other = replace(day, object=Period("1920-05-04", "1920-05-04", "May 4, 1920", Span(3, 14)), confidence=0.5)
    agreed = next(c for c in claims(extractor, document, Found((), (other,))) if c.predicate == day.predicate)
    assert agreed.confidence > day.confidence


def test_another_object_does_not_agree(extractor: LearnedExtractor) -> None:
    document = finds.analysed("The Salt Helmet weighs 450 grams.")
    (claim,) = claims(extractor, document)
    assert claims(extractor, document, Found((), (replace(claim, object=Decimal(451)),))) == [claim]


def mention(text: str, words: str, cls: str) -> Mention:
    at = text.index(words)
    return Mention("example", Span(at, at + len(words)), words, Iri(cls), extractor="other")


def test_mentions_that_are_known_are_used(extractor: LearnedExtractor) -> None:
    text = "The Salt Helmet was found by Petra Noll."
    known = mention(text, "Petra Noll", F + "Finder")
    items = list(extractor.extract(finds.analysed(text), Found((known,))))
    assert [item.text for item in items if isinstance(item, Mention)] == ["Salt Helmet"]
    assert [item.object for item in items if isinstance(item, Claim)] == [known]


def test_a_known_mention_of_a_wider_class_is_told_anew(extractor: LearnedExtractor) -> None:
    text = "The Salt Helmet was found by Petra Noll."
    items = list(extractor.extract(finds.analysed(text), Found((mention(text, "Petra Noll", PERSON),))))
    told = [item for item in items if isinstance(item, Mention) and item.text == "Petra Noll"]
    assert [item.type for item in told] == [F + "Finder"]
    assert [item.object for item in items if isinstance(item, Claim)] == told


def test_a_known_mention_of_a_class_that_cannot_be_is_no_object(extractor: LearnedExtractor) -> None:
    text = "The Salt Helmet was found by Petra Noll."
    site = mention(text, "Petra Noll", F + "Site")
    told = {claim.predicate for claim in claims(extractor, finds.analysed(text), Found((site,)))}
    assert Iri(F + "foundBy") not in told


def test_sentences_tell_together_what_only_both_tell(extractor: LearnedExtractor) -> None:
    text = "The Salt Helmet was found in Nether Vale. It is made of glass."
    made = [c for c in claims(extractor, finds.analysed(text)) if c.predicate == F + "madeOf"]
    assert ("Salt Helmet", "madeOf", "glass") in triples(made)
    assert len(made) == len(set(made))
    apart = text.replace("Vale. ", "Vale.\n\n")
    assert ("Salt Helmet", "madeOf", "glass") not in triples(claims(extractor, kg_layout(apart)))


def kg_layout(text: str) -> AnalysedDocument:
    """Analyse a text with its paragraphs as blocks."""
    from kg.text import layout

    laid = layout(Document("example", text))
    return finds.analysed(text, blocks=laid.blocks)


def test_it_is_an_extractor_that_the_graph_names_with_its_model(extractor: LearnedExtractor, model: Path) -> None:
    pipeline = Pipeline((extractor,))
    assert isinstance(extractor, Extractor)
    assert pipeline.label == f"learned {fingerprint(model)}"
    reading = pipeline.read(finds.analysed(ARTICLE))
    assert list(reading.claims) == claims(extractor, finds.analysed(ARTICLE))
    spans = [mention.span for mention in reading.mentions]
    assert len(spans) == len(set(spans)) > 0


def test_a_model_must_be_named_and_be_there(domain: Domain, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="-x learned:MODEL"):
        LearnedExtractor(domain)
    with pytest.raises(InputMissing, match=r"none\.model: no model"):
        LearnedExtractor(domain, str(tmp_path / "none.model"))


def test_a_model_of_another_ontology_is_refused(model: Path, tmp_path: Path) -> None:
    moved = Path(shutil.copytree(model, tmp_path / "finds.model"))
    with pytest.raises(DomainError, match=r"finds\.model: was taught .*foundBy, .* by --domain"):
        LearnedExtractor(kg.domain.load(), str(moved))


def test_an_object_of_several_runs_is_told_of_one_subject(extractor: LearnedExtractor) -> None:
    text = "The Salt Helmet was found in Nether Vale. It is made of glass. The Gilt Spoon is made of bone."
    made = [claim for claim in claims(extractor, finds.analysed(text)) if claim.predicate == F + "madeOf"]
    assert len({claim.object for claim in made}) >= 1
    runs = {words: {claim.evidence[0].span for claim in made if claim.object == words} for words in ("glass", "bone")}
    assert all(len(spans) <= 1 for spans in runs.values())
