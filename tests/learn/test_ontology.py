"""Ontologies in OWL and RDFS: relations, what they join, what they are called."""

from __future__ import annotations

from pathlib import Path

import finds
import pytest

from kg.domain.pack import default_folder
from kg.errors import InputError, InputMissing
from kg.extract.learned.schema import Relation, Schema
from kg.learn.ontology import read_ontology
from kg.vocab import RDFS_LITERAL, XSD

PREFIXES = """\
@prefix : <https://x.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def read(folder: Path, turtle: str) -> Schema:
    path = folder / "mine.ttl"
    path.write_text(PREFIXES + turtle, encoding="utf-8")
    return read_ontology(path)


def only(folder: Path, turtle: str) -> Relation:
    (relation,) = read(folder, turtle).relations
    return relation


def test_relations_are_read_with_what_they_join(finds_folder: Path) -> None:
    schema = read_ontology(finds_folder / "ontology" / "finds.ttl")
    assert [relation.iri for relation in schema.relations] == sorted(finds.BASE + name for name in finds.RELATIONS)
    told = {relation.label: relation for relation in schema.relations}
    base = finds.BASE
    assert told["found by"] == Relation(base + "foundBy", "found by", base + "Find", base + "Finder", False)
    assert told["found on"] == Relation(base + "foundOn", "found on", base + "Find", XSD + "date", True)
    assert schema.classes == ((base + "Find", "find"), (base + "Finder", "finder"), (base + "Site", "site"))


@pytest.mark.parametrize(
    ("turtle", "label"),
    [
        (":a a owl:ObjectProperty .", "a"),
        (':a a owl:ObjectProperty ; rdfs:label "trouvé"@fr , "found"@en , "gefunden"@de .', "found"),
        (':a a owl:ObjectProperty ; rdfs:label "trouvé"@fr , "found" .', "found"),
        (':a a owl:ObjectProperty ; rdfs:label "trouvé"@fr .', "trouvé"),
        (':a a owl:ObjectProperty ; skos:prefLabel "found"@en .', "found"),
    ],
)
def test_a_relation_has_an_english_label_where_there_is_one(tmp_path: Path, turtle: str, label: str) -> None:
    assert only(tmp_path, turtle).label == label


@pytest.mark.parametrize(
    ("turtle", "range_", "literal"),
    [
        (":a a owl:ObjectProperty ; rdfs:range :B .", "https://x.org/B", False),
        (":a a rdf:Property ; rdfs:range :B .", "https://x.org/B", False),
        (":a a rdf:Property ; schema:rangeIncludes :B .", "https://x.org/B", False),
        (":a a rdf:Property ; rdfs:range xsd:integer .", XSD + "integer", True),
        (":a a rdf:Property ; rdfs:range rdfs:Literal .", RDFS_LITERAL, True),
        (":a a owl:DatatypeProperty .", "", True),
        (":a a owl:ObjectProperty ; rdfs:range [ owl:unionOf ( :B ) ] .", "", False),
    ],
)
def test_a_range_tells_literals_from_things(tmp_path: Path, turtle: str, range_: str, literal: bool) -> None:
    relation = only(tmp_path, turtle)
    assert (relation.range, relation.literal) == (range_, literal)


def test_what_a_property_lacks_comes_from_those_above_it(tmp_path: Path) -> None:
    turtle = """
    :a a owl:ObjectProperty ; rdfs:subPropertyOf :b ; rdfs:range :Own .
    :b a owl:ObjectProperty ; rdfs:subPropertyOf :c ; rdfs:range :Other .
    :c a owl:ObjectProperty ; rdfs:subPropertyOf :a ; rdfs:domain :Top .
    """
    told = {relation.label: relation for relation in read(tmp_path, turtle).relations}
    assert (told["a"].domain, told["a"].range) == ("https://x.org/Top", "https://x.org/Own")
    assert (told["b"].domain, told["b"].range) == ("https://x.org/Top", "https://x.org/Other")
    assert told["c"].range == "https://x.org/Own"  # a ring of properties has an end


def test_other_forms_of_rdf_are_read_by_their_suffix(tmp_path: Path) -> None:
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/2002/07/owl#ObjectProperty>"
    (tmp_path / "mine.nt").write_text(f"<https://x.org/a> {kind} .\n", encoding="utf-8")
    xml = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:owl="http://www.w3.org/2002/07/owl#">'
        '<owl:ObjectProperty rdf:about="https://x.org/a"/></rdf:RDF>'
    )
    (tmp_path / "mine.rdf").write_text(xml, encoding="utf-8")
    assert read_ontology(tmp_path / "mine.nt") == read_ontology(tmp_path / "mine.rdf")
    assert [relation.label for relation in read_ontology(tmp_path / "mine.nt").relations] == ["a"]


def test_the_ontology_of_the_package_can_be_learned() -> None:
    schema = read_ontology(default_folder() / "ontology" / "core.ttl")
    assert len(schema.relations) > 10
    assert all(relation.label for relation in schema.relations)


def test_what_is_no_ontology_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputMissing, match=r"none\.ttl: there is no such file"):
        read_ontology(tmp_path / "none.ttl")
    with pytest.raises(InputError, match=r"mine\.ttl: has no property; declare them as owl:ObjectProperty"):
        read(tmp_path, ":A a owl:Class .")
    with pytest.raises(InputError, match=r"mine\.ttl, line 8: "):
        read(tmp_path, ":a a b c d")
    with pytest.raises(InputError, match="cannot be read"):
        read_ontology(tmp_path)
