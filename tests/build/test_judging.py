"""What contradicts what changes as documents come and go; a store ends as a build from nothing would."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rebuilt import assert_as_from_nothing

import kg
from kg.build import Recipe, build_folder, remove
from kg.domain.pack import default_folder
from kg.model import Document

TEXTS = {
    "a": "Acme Corp is headquartered in Geneva.",
    "b": "Acme Corp is headquartered in Lyon, France.",
    "c": "Acme Corp was founded in 1990. Bolt Inc. is headquartered in Geneva.",
    "d": "Acme Corp, founded in 1991, is based in Lyon.",
    "e": "Bolt Inc. is a subsidiary of Acme Corp.",
    "f": "Acme Corp may move its headquarters to Geneva.",
    "g": "Geneva is a city in Switzerland. Shanghai ranked third.",
    "h": "Bolt Inc. denied that Acme Corp is headquartered in Geneva.",
    "i": "Ada Lovelace, mayor of Lyon, visited Acme Corp.",
    "j": "Ada Lovelace is director of Acme Corp. Lyon ranked fourth, and Shanghai ranked third.",
    "k": "Cube Ltd. is headquartered in Geneva. France is a member of WIPO.",
    "l": "Cube Ltd. is headquartered in Marseille, France.",
}
DOCUMENTS = {id: Document(id, text, date="2024-01-01") for id, text in TEXTS.items()}
PREFIXES = """
@prefix kg: <https://w3id.org/kg-builder/core#> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix schema: <https://schema.org/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix x: <https://example.org/shapes#> .
"""
# A value that may be there once; a thing that others speak of; a way of two steps, there and back; what is seen beyond
# a value; what no single claim states, so that all about the thing are at fault; what no claim at all explains.
STRICT = """
x:Titled a sh:NodeShape ; sh:targetClass schema:NewsArticle ; sh:property x:Titled-headline .
x:Titled-headline a sh:PropertyShape ; sh:path schema:headline ; sh:minCount 1 ; sh:message "Untitled." .
x:One a sh:NodeShape ; sh:targetClass schema:Organization ; sh:property x:One-seat , x:One-founded , x:One-parent .
x:One-seat a sh:PropertyShape ; sh:path kg:headquarteredIn ; sh:maxCount 1 ; sh:message "One seat." .
x:One-founded a sh:PropertyShape ; sh:path schema:foundingDate ; sh:maxCount 1 ; sh:message "Founded once." .
x:One-parent a sh:PropertyShape ; sh:path ( schema:parentOrganization kg:headquarteredIn ) ; sh:maxCount 0 ;
    sh:message "A parent has no seat." .
x:Seat a sh:NodeShape ; sh:targetClass schema:City ; sh:property x:Seat-of , x:Seat-abroad ;
    sh:not [ sh:property [ sh:path [ sh:inversePath kg:headquarteredIn ] ; sh:minCount 3 ] ] ; sh:message "A hub." .
x:Seat-of a sh:PropertyShape ; sh:path [ sh:inversePath kg:headquarteredIn ] ; sh:maxCount 2 ; sh:message "Crowded." .
x:Seat-abroad a sh:PropertyShape ; sh:path ( [ sh:inversePath kg:headquarteredIn ] schema:foundingDate ) ;
    sh:maxCount 1 ; sh:message "Of one age." .
x:At a sh:NodeShape ; sh:targetObjectsOf kg:headquarteredIn ; sh:property x:At-in .
x:At-in a sh:PropertyShape ; sh:path schema:containedInPlace ; sh:node x:Small ; sh:message "In a small country." .
x:Small a sh:NodeShape ; sh:property [ sh:path [ sh:inversePath schema:containedInPlace ] ; sh:maxCount 1 ] .
"""
ENDLESS = (
    STRICT
    + """
x:Far a sh:NodeShape ; sh:targetClass schema:Organization ; sh:property x:Far-seat .
x:Far-seat a sh:PropertyShape ; sh:path ( [ sh:zeroOrMorePath schema:parentOrganization ] kg:headquarteredIn ) ;
    sh:maxCount 1 ; sh:message "All of a family in one place." .
"""
)
NESTED = (
    STRICT
    + """
x:Deep a sh:NodeShape ; sh:targetClass schema:Organization ; sh:property x:Deep-seat .
x:Deep-seat a sh:PropertyShape ; sh:path kg:headquarteredIn ; sh:property x:Deep-in .
x:Deep-in a sh:PropertyShape ; sh:path schema:containedInPlace ; sh:maxCount 0 ; sh:message "In no country." .
"""
)
CLOSED = (
    STRICT
    + """
x:Bare a sh:NodeShape ; sh:targetObjectsOf schema:containedInPlace ; sh:closed true ; sh:ignoredProperties (
    <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/2000/01/rdf-schema#label> skos:altLabel
    schema:sameAs ) ; sh:property [ sh:path schema:location ] ; sh:message "Nothing else of a country." .
"""
)
PACKS = {"strict": STRICT, "endless": ENDLESS, "nested": NESTED, "closed": CLOSED}


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Make domain packs under whose shapes the documents contradict one another."""
    found = {}
    for name, shapes in PACKS.items():
        folder = found[name] = tmp_path_factory.mktemp(name)
        for part in ("ontology", "shapes"):
            shutil.copytree(default_folder() / part, folder / part)
        (folder / "shapes" / "more.ttl").write_text(PREFIXES + shapes, encoding="utf-8")
    return found


def assert_holds_at_each_step(folder: Path, pack: Path, history: list[str], model: str = "none") -> None:
    """Build from the documents of the first step, put those of the others, or take out those that are there; hold the
    store against a build from nothing after each."""
    first, *then = history
    recipe = Recipe(model=model, domain=pack)
    build_folder([DOCUMENTS[id] for id in first], folder, recipe=recipe)
    there = set(first)
    for step in then:
        out = sorted(there & set(step))[: len(there) - 1]
        put = sorted(set(step) - there)
        if out:
            remove(folder, out)
        if put:
            build_folder([DOCUMENTS[id] for id in put], folder, update=True)
        there = (there - set(out)) | set(put)
        assert_as_from_nothing(folder, [DOCUMENTS[id] for id in sorted(there)], model=model, domain=pack)


def test_contradictions_are_found(packs: dict[str, Path]) -> None:
    documents = list(DOCUMENTS.values())
    for name, words in PACKS.items():
        reasons = " ".join(kg.construct(documents, model="none", domain=packs[name]).ledger.reasons)
        last = words.rsplit('sh:message "', 1)[1].split(".")[0]
        assert all(why in reasons for why in ("One seat", "Crowded", "A hub", "A parent has no seat", last))


@pytest.mark.parametrize("name", PACKS)
def test_any_history_of_contradictions_ends_as_from_nothing(
    tmp_path_factory: pytest.TempPathFactory, packs: dict[str, Path], name: str
) -> None:
    some = st.lists(st.sampled_from(sorted(DOCUMENTS)), min_size=1, max_size=4, unique=True).map("".join)

    @settings(max_examples=10 if name == "strict" else 4, deadline=None, suppress_health_check=list(HealthCheck))
    @given(first=some, then=st.lists(some, min_size=1, max_size=4))
    def hold(first: str, then: list[str]) -> None:
        assert_holds_at_each_step(tmp_path_factory.mktemp("history") / "g.kg", packs[name], [first, *then])

    hold()


@pytest.mark.parametrize(
    "history",
    [
        ["ab", "b"],  # what was contradicted is so no more
        ["a", "b", "b"],
        ["ab", "f"],  # what may be is no fact, but is at fault beside one
        ["abf", "f", "b", "b"],
        ["abh", "h", "a"],
        ["abck", "d", "c"],
        ["bk", "ag", "k", "b"],
    ],
)
def test_what_was_kept_out_stands_again_when_nothing_contradicts_it(
    tmp_path: Path, packs: dict[str, Path], history: list[str]
) -> None:
    assert_holds_at_each_step(tmp_path / "g.kg", packs["strict"], history, model="default")
