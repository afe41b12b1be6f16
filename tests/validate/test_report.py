"""Findings name the shape, the node and the words; engines, shapes and failures are told apart."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from shape_examples import EX, breaks, broken, valid

import kg
from kg.errors import BackendError, DomainError, UsageError
from kg.graph import Graph
from kg.model import Evidence, Report, Span
from kg.validate import ENGINES
from kg.vocab import PREFIXES, iri

BY_SHAPE = {how.shape: how for how in breaks()}
WORDS = Evidence("a", Span(0, 7), "Bo Lin,")
HEADER = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in PREFIXES.items())


def finding(shape: str, store: ox.Store, engine: str = "fast") -> kg.Finding:
    found = [f for f in kg.validate(store, engine=engine).findings if f.shape == iri(shape)]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_finding_names_node_path_value_shape_and_words(engine: str) -> None:
    how = BY_SHAPE[iri("kg:HoldsPostAtShape-object")]
    store = broken(how)
    store.load(
        input=f"{HEADER}<{EX}claim2> a kg:Claim ; rdf:subject <{EX}person> ; rdf:predicate kg:holdsPostAt ;"
        f" rdf:object <{EX}index> ; prov:wasDerivedFrom <{EX}evidence> .".encode(),
        format=ox.RdfFormat.TURTLE,
    )
    found = finding("kg:HoldsPostAtShape-object", store, engine)
    assert found.focus == EX + "person"
    assert found.path == iri("kg:holdsPostAt")
    assert found.value == EX + "index"
    assert found.severity == "Violation"
    assert found.message == "A post is held at an organisation or a place."
    assert found.evidence == (WORDS,)


def test_a_finding_about_a_claim_names_the_claims_own_words() -> None:
    store = broken(BY_SHAPE[iri("kg:ClaimShape-confidence")])
    assert finding("kg:ClaimShape-confidence", store).evidence == (WORDS,)


def test_a_finding_about_a_part_names_the_words_of_the_whole() -> None:
    store = broken(BY_SHAPE[iri("kg:ParticipationShape-count")])
    store.load(
        input=f"{HEADER}<{EX}claim2> a kg:Claim ; rdf:subject <{EX}event> ; rdf:predicate rdf:type ;"
        f" rdf:object schema:Event ; prov:wasDerivedFrom <{EX}evidence> .".encode(),
        format=ox.RdfFormat.TURTLE,
    )
    assert finding("kg:ParticipationShape-count", store).evidence == (WORDS,)


def test_a_finding_without_claims_has_no_words() -> None:
    store = broken(BY_SHAPE[iri("kg:MeasureShape-name")])
    assert finding("kg:MeasureShape-name", store).evidence == ()


def test_a_finding_about_a_part_of_very_many_names_the_words_of_a_few() -> None:
    store = broken(BY_SHAPE[iri("kg:RunShape-label")])
    for number in range(300):
        store.load(
            input=f"{HEADER}<{EX}claim/{number}> a kg:Claim ; rdf:subject <{EX}person> ; rdf:predicate rdf:type ;"
            f" rdf:object schema:Person ; prov:wasGeneratedBy <{EX}run> ; prov:wasDerivedFrom <{EX}evidence/{number}> ."
            f" <{EX}evidence/{number}> oa:hasSource <{EX}document> ; oa:start {number} ; oa:end {number + 3} ;"
            f' oa:exact "Lin" .'.encode(),
            format=ox.RdfFormat.TURTLE,
        )
    found = finding("kg:RunShape-label", store).evidence
    assert [e.document for e in found] == ["a"] * 5


@pytest.mark.parametrize("engine", ENGINES)
def test_a_literal_may_be_what_is_checked(engine: str) -> None:
    store = valid()
    store.load(input=f'{HEADER}<{EX}evidence2> oa:hasSource "a text" .'.encode(), format=ox.RdfFormat.TURTLE)
    found = {(f.focus, f.shape) for f in kg.validate(store, engine=engine).findings}
    assert ("a text", iri("kg:DocumentShape-identifier")) in found


@pytest.mark.parametrize("engine", ENGINES)
def test_a_shape_without_a_message_says_which_constraint_is_broken(engine: str, tmp_path: Path) -> None:
    file = shapes_file(
        tmp_path,
        "kg:S a sh:NodeShape ; sh:targetClass schema:City ; sh:class schema:Corporation ;"
        " sh:not [ sh:nodeKind sh:IRI ] ; sh:property [ sh:path rdfs:label ; sh:maxLength 3 ] .",
    )
    found = kg.validate(valid(), shapes=[file], engine=engine).findings
    assert sorted(f.message for f in found) == [
        "This breaks sh:class schema:Corporation.",
        "This breaks sh:maxLength 3.",
        "This breaks sh:not.",
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_number_in_a_shape_means_itself_however_it_is_written(engine: str, tmp_path: Path) -> None:
    store = valid()
    store.load(input=f"{HEADER}<{EX}city> kg:share 0.87 .".encode(), format=ox.RdfFormat.TURTLE)
    file = shapes_file(
        tmp_path,
        f"kg:S a sh:NodeShape ; sh:targetNode <{EX}city> ;"
        " sh:property [ sh:path kg:share ; sh:in ( 0.870 ) ; sh:hasValue 0.870 ] .",
    )
    assert kg.validate(store, shapes=[file], engine=engine).findings == ()


def test_a_path_of_several_steps_reads_as_written() -> None:
    store = broken(BY_SHAPE[iri("ip:GraduationShape-who")])
    assert finding("ip:GraduationShape-who", store).path == "kg:participation/kg:who"
    store = broken(BY_SHAPE[iri("kg:GroupShape-noPosts")])
    assert finding("kg:GroupShape-noPosts", store).path == "^kg:holdsPostAt"


def test_the_worst_findings_come_first_and_always_in_the_same_order() -> None:
    report = kg.validate(broken(*breaks()), engine="fast")
    places = [(f.severity != "Violation", f.focus) for f in report.findings]
    assert places == sorted(places)
    assert report == kg.validate(broken(*reversed(breaks())), engine="fast")


@pytest.mark.parametrize("engine", ENGINES)
def test_the_callers_store_stays_as_it_is(engine: str) -> None:
    store = valid()
    before = set(store)
    kg.validate(Graph(store), engine=engine)
    assert set(store) == before


@pytest.mark.parametrize("engine", ENGINES)
def test_named_graphs_are_left_aside(engine: str) -> None:
    store = valid()
    quarantine = ox.NamedNode(EX + "quarantine")
    store.add(ox.Quad(ox.NamedNode(EX + "x"), ox.NamedNode(iri("rdf:type")), ox.NamedNode(iri("kg:Post")), quarantine))
    assert kg.validate(store, engine=engine) == Report()


def test_an_unknown_engine_is_a_mistake_of_use() -> None:
    with pytest.raises(UsageError, match="choose one of pyshacl, fast"):
        kg.validate(valid(), engine="slow")


def shapes_file(folder: Path, turtle: str) -> Path:
    file = folder / "mine.ttl"
    file.write_text(HEADER + turtle, encoding="utf-8")
    return file


@pytest.mark.parametrize("engine", ENGINES)
def test_shapes_of_ones_own_are_checked_besides(engine: str, tmp_path: Path) -> None:
    file = shapes_file(
        tmp_path,
        'kg:MyShape a sh:NodeShape ; sh:targetClass schema:City ; sh:severity sh:Warning ; sh:message "No cities." ;'
        " sh:not [ sh:class schema:Place ] .",
    )
    report = kg.validate(valid(), shapes=[file], engine=engine)
    assert [(f.severity, f.focus, f.message) for f in report.findings] == [("Warning", EX + "city", "No cities.")]
    assert report.conforms


def test_what_the_fast_checker_does_not_support_goes_to_pyshacl_and_the_report_says_so(tmp_path: Path) -> None:
    turtle = (
        "kg:LateShape a sh:NodeShape ; sh:targetClass kg:Interval ; sh:property kg:LateShape-start ."
        " kg:LateShape-start a sh:PropertyShape ; sh:path kg:start ;"
        ' sh:maxInclusive "2000-01"^^xsd:gYearMonth ; sh:message "Too late." .'
    )
    report = kg.validate(valid(), shapes=[shapes_file(tmp_path, turtle)], engine="fast")
    assert report.findings[-1].severity == "Info"
    assert "pyshacl instead of the fast checker" in report.findings[-1].message
    assert iri("kg:LateShape-start") in {f.shape for f in report.findings}


@pytest.mark.parametrize(
    ("turtle", "reason"),
    [
        ("kg:S a sh:NodeShape ; sh:property [ sh:path kg:at ; sh:mincount 1 ] .", "sh:mincount, which is no term"),
        ("kg:S a sh:NodeShape ; sh:memberShape kg:T .", "sh:memberShape, which is no term of SHACL Core"),
        ("kg:S a sh:NodeShape ; sh:sparql [ sh:select 'SELECT' ] .", "which is no term of SHACL Core"),
        ("kg:S a sh:PropertyShape ; sh:minCount 1 .", "needs exactly one sh:path"),
        ("kg:S a sh:NodeShape ; sh:in ( 1 2 ", "line 16"),
        ("kg:S a sh:NodeShape ; sh:in kg:T .", "is no list"),
        ("kg:S a sh:NodeShape ; sh:minCount 1 .", "sh:minCount belongs to a property shape"),
        ("kg:S a sh:PropertyShape ; sh:path kg:at ; sh:maxCount 'many' .", "takes a whole number, not many"),
        ("kg:S a sh:NodeShape ; sh:pattern '(' .", "no regular expression"),
        ("kg:S a sh:NodeShape ; sh:node 'kg:T' .", "takes a shape"),
        ("kg:S a sh:PropertyShape ; sh:path [] .", "is no path"),
    ],
)
def test_a_bad_shapes_file_is_refused_by_name_and_reason(turtle: str, reason: str, tmp_path: Path) -> None:
    file = shapes_file(tmp_path, turtle)
    with pytest.raises(DomainError, match=reason) as error:
        kg.validate(valid(), shapes=[file], engine="pyshacl")
    assert str(file) in str(error.value)


def test_a_shape_that_refers_to_itself_is_left_to_pyshacl(tmp_path: Path) -> None:
    turtle = "kg:S a sh:NodeShape ; sh:property [ sh:path schema:containedInPlace ; sh:node kg:S ] ."
    report = kg.validate(valid(), shapes=[shapes_file(tmp_path, turtle)], engine="fast")
    assert ["refers to itself" in f.message for f in report.findings] == [True]


def test_a_missing_shapes_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DomainError, match=r"none\.ttl"):
        kg.validate(valid(), shapes=[tmp_path / "none.ttl"])


def test_pyshacl_says_nothing_on_its_own(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    how = BY_SHAPE[iri("kg:ObservationShape-period")]
    assert "2021-02-31" in how.put_in
    kg.validate(broken(how), engine="pyshacl")
    assert caplog.records == []
    assert capfd.readouterr() == ("", "")


def test_a_failure_of_pyshacl_is_no_violation(tmp_path: Path) -> None:
    file = shapes_file(tmp_path, "kg:S a sh:NodeShape ; sh:targetClass kg:Post ; sh:datatype xsd:date , xsd:gYear .")
    with pytest.raises(BackendError, match="pyshacl cannot check"):
        kg.validate(valid(), shapes=[file], engine="pyshacl")
