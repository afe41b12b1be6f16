"""A domain pack is found, read, checked and named by what it holds."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from kg.domain import Domain, load
from kg.domain.pack import default_folder
from kg.errors import DomainError
from kg.vocab import ADMINISTRATIVE_AREA, CITY, COUNTRY, EVENT, HOLDS_POST_AT, ORGANIZATION, PERSON, PLACE, iri

HEADER = """@prefix ex: <https://example.org/> .
@prefix kg: <https://w3id.org/kg-builder/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


@pytest.fixture(scope="module")
def domain() -> Domain:
    return load()


def pack(folder: Path, turtle: str) -> Path:
    (folder / "ontology").mkdir()
    (folder / "ontology" / "mine.ttl").write_text(HEADER + turtle, encoding="utf-8")
    return folder


def test_a_class_knows_all_its_ancestors(domain: Domain) -> None:
    assert {CITY, ADMINISTRATIVE_AREA, PLACE} <= domain.classes[CITY]
    assert domain.is_a(iri("ip:Seizure"), EVENT)
    assert domain.is_a(PERSON, PERSON)
    assert not domain.is_a(CITY, COUNTRY)


def test_the_most_special_class_is_the_lowest_whatever_the_order(domain: Domain) -> None:
    assert domain.most_special([PLACE, CITY, ADMINISTRATIVE_AREA]) == CITY
    assert domain.most_special([CITY, COUNTRY]) == domain.most_special([COUNTRY, CITY])
    with pytest.raises(ValueError, match="no class"):
        domain.most_special([])


def test_a_property_knows_label_domain_range_and_parent(domain: Domain) -> None:
    found = domain.properties[HOLDS_POST_AT]
    assert found.label == "holds a post at"
    assert found.domain == (PERSON,)
    assert found.range == (ORGANIZATION, PLACE)
    assert found.parent == iri("schema:affiliation")


def test_a_measure_is_found_by_any_of_its_names(domain: Domain) -> None:
    names = ("Patent Applications", "patent  filings", "applications for patents")
    assert {domain.measure(name).iri for name in names if domain.measure(name)} == {iri("ip:patentApplications")}
    assert domain.measure("patience") is None
    assert len({measure.iri for measure in domain.measures.values()}) >= 60


def test_the_kinds_of_events_are_those_below_event(domain: Domain) -> None:
    kinds = ["Graduation", "Conference", "Agreement", "Seizure", "Visit", "Launch", "Award", "Appointment"]
    assert domain.event_classes == {EVENT, *(iri(f"ip:{kind}") for kind in kinds)}


def test_a_pack_is_read_once_and_fast() -> None:
    started = time.process_time()
    first = load()
    assert time.process_time() - started < 2  # some 0.1 s; the bound is for a busy machine
    assert load() is first


def test_a_pack_of_ones_own_stands_on_our_core(tmp_path: Path) -> None:
    folder = pack(
        tmp_path,
        'ex:Regatta a owl:Class ; rdfs:subClassOf schema:Event . ex:boats a kg:Measure ; skos:prefLabel "boats" .'
        ' ex:kiel a schema:City ; rdfs:label "Kiel" .',
    )
    mine = load(folder)
    assert mine.is_a("https://example.org/Regatta", EVENT)
    assert iri("ip:Seizure") not in mine.classes
    assert [entry.label for entry in mine.lexicon] == ["Kiel"]
    assert [path.name for path in mine.shapes] == ["core.ttl"]
    assert mine.rules == folder.resolve() / "ontology" / "rules"
    measure = mine.measure("Boats")
    assert measure is not None
    assert measure.label == "boats"


def test_a_version_follows_what_the_files_hold(tmp_path: Path) -> None:
    for name in ("one", "two", "three"):
        (tmp_path / name).mkdir()
    entry = 'ex:kiel a schema:City ; rdfs:label "Kiel" .'
    one, two = load(pack(tmp_path / "one", entry)), load(pack(tmp_path / "two", entry))
    assert one.version == two.version
    assert load(pack(tmp_path / "three", entry + " ")).version != one.version
    assert len(one.version) == 64


@pytest.mark.parametrize(
    ("turtle", "reason"),
    [
        ('ex:kiel a schema:City ;\nrdfs:label "Kiel" ; ;\n rdfs:label .', r"mine\.ttl, line 9"),
        ("ex:kiel a schema:City .", r"mine\.ttl: the entry .*kiel needs exactly one class and one rdfs:label"),
        ('ex:kiel a schema:City , schema:Place ; rdfs:label "Kiel" .', "exactly one class"),
        ('ex:kiel a schema:City ; rdfs:label "Kiel" ; kg:population "many" .', "no number"),
        ("ex:boats a kg:Measure .", "exactly one skos:prefLabel"),
        ('ex:a a kg:Measure ; skos:prefLabel "b" . ex:c a kg:Measure ; skos:prefLabel "B" .', 'both called "B"'),
        ("ex:A a owl:Class ; rdfs:subClassOf ex:B . ex:B a owl:Class ; rdfs:subClassOf ex:A .", "subclass of itself"),
        ('[] a schema:City ; rdfs:label "Kiel" .', "no blank nodes"),
    ],
)
def test_a_broken_pack_is_refused_by_file_and_reason(turtle: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(DomainError, match=reason) as error:
        load(pack(tmp_path, turtle))
    assert "mine.ttl" in str(error.value)


def test_a_folder_that_is_no_pack_is_named(tmp_path: Path) -> None:
    with pytest.raises(DomainError, match="no domain pack"):
        load(tmp_path)


def test_the_default_pack_copied_elsewhere_reads_the_same(tmp_path: Path) -> None:
    for room in ("ontology", "shapes"):
        shutil.copytree(default_folder() / room, tmp_path / room)
    copied, ours = load(tmp_path), load()
    assert copied.version == ours.version
    assert copied.classes == ours.classes
    assert list(copied.lexicon) == list(ours.lexicon)
