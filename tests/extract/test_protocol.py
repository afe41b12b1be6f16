"""Extractors are found by name, checked against what they need, and run one after the other."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from kg.domain import Domain
from kg.errors import KgError, UsageError
from kg.extract import Extractor, Found, Pipeline, available, load
from kg.extract.rules import RulesExtractor
from kg.model import AnalysedDocument, Claim, Evidence, Mention, Span
from kg.vocab import AFFILIATION, CITY


class Places:
    """Finds its own name, wherever it stands."""

    name = "places"
    needs: frozenset[str] = frozenset()
    gives = frozenset({"mentions"})

    def __init__(self, domain: Domain, word: str = "Oslo") -> None:
        self.word = word

    def extract(self, document: AnalysedDocument, found: Found) -> Iterator[Mention]:
        at = document.document.text.find(self.word)
        if at >= 0:
            yield Mention(document.document.id, Span(at, at + len(self.word)), self.word, CITY, extractor=self.name)


class Links:
    """Relates every mention that was found before it to itself."""

    name = "links"
    needs = frozenset({"mentions"})
    gives = frozenset({"claims"})

    def __init__(self, domain: Domain) -> None:
        pass

    def extract(self, document: AnalysedDocument, found: Found) -> Iterator[Claim]:
        for mention in found.mentions:
            yield Claim(mention, AFFILIATION, mention, (Evidence.of(document.document, mention.span),))


@pytest.fixture
def strangers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Install this module's extractors as a stranger's distribution would."""
    info = tmp_path / "strange-0.1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: strange\nVersion: 0.1\n", encoding="utf-8")
    points = f"""\
        [kg.extractors]
        places = {__name__}:Places
        links = {__name__}:Links
        """
    (info / "entry_points.txt").write_text(dedent(points), encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert __name__ in sys.modules


def test_the_rules_are_installed_as_a_strangers_extractor_would_be(rules: RulesExtractor) -> None:
    assert available()["rules"] == "kg.extract.rules:RulesExtractor"
    assert isinstance(rules, Extractor)


def test_extractors_are_told_in_the_order_of_their_names(strangers: None) -> None:
    assert list(available()) == sorted(available())
    assert {"links", "places", "rules"} <= set(available())


def test_the_registry_makes_the_pipeline_that_was_named(rules: RulesExtractor) -> None:
    (only,) = load(["rules"], rules.domain).extractors
    assert isinstance(only, RulesExtractor)
    assert [r.name for r in only.book] == [r.name for r in rules.book]


def test_an_unknown_extractor_is_a_usage_error_that_names_those_installed(rules: RulesExtractor) -> None:
    with pytest.raises(UsageError, match=r"no extractor 'magic' \(installed: .*rules") as error:
        load(["rules", "magic"], rules.domain)
    assert isinstance(error.value, KgError)
    assert error.value.exit_code == 2


def test_a_pipeline_needs_an_extractor(rules: RulesExtractor) -> None:
    with pytest.raises(UsageError, match="no extractor was named"):
        load([], rules.domain)


def test_what_an_extractor_needs_must_be_given_before_it(rules: RulesExtractor, strangers: None) -> None:
    for names in (["links"], ["links", "places"]):
        with pytest.raises(UsageError, match="'links' needs mentions: put one that gives them before it"):
            load(names, rules.domain)
    assert [e.name for e in load(["places", "links"], rules.domain).extractors] == ["places", "links"]


def test_the_part_behind_the_colon_is_given_to_the_extractor(
    rules: RulesExtractor, analysed: Callable[[str], AnalysedDocument], strangers: None
) -> None:
    reading = load(["places:Bergen: west"], rules.domain).read(analysed("From Bergen: west of Oslo."))
    assert [m.text for m in reading.mentions] == ["Bergen: west"]


def test_each_extractor_sees_what_those_before_it_found(
    rules: RulesExtractor, analysed: Callable[[str], AnalysedDocument]
) -> None:
    document = analysed("Bergen is west of Oslo.")
    reading = Pipeline((Places(rules.domain), Places(rules.domain, "Bergen"), Links(rules.domain))).read(document)
    assert [m.text for m in reading.mentions] == ["Oslo", "Bergen"]
    assert [c.evidence[0].exact for c in reading.claims] == ["Oslo", "Bergen"]
    assert reading.analysed is document


def test_a_pipeline_keeps_nothing_from_one_document_to_the_next(
    rules: RulesExtractor, analysed: Callable[[str], AnalysedDocument]
) -> None:
    pipeline = Pipeline((Places(rules.domain), Links(rules.domain)))
    first = pipeline.read(analysed("Oslo grows."))
    assert pipeline.read(analysed("Nothing happens here.")).claims == ()
    assert pipeline.read(analysed("Oslo grows.")) == first
