"""vocab.py and the ontology say the same."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import vocab
from kg.domain import load
from kg.model import Comparator, Modality
from kg.vocab import DEFINITION, LABEL, PREFIXES, SUBCLASS_OF, SUBPROPERTY_OF, TYPE, curie, iri

ROOT = Path(__file__).parents[1]
OWN = (PREFIXES["kg"], PREFIXES["ip"])
PROPERTY_KINDS = {iri("owl:ObjectProperty"), iri("owl:DatatypeProperty"), iri("rdf:Property")}

# Terms of the ontology that no Python names, and why.
DATA_ONLY = {
    "kg:Comparator": "the class of the comparators; code writes its members",
    "kg:Decision": "the class of kg:Accepted and kg:Rejected",
    "kg:Modality": "the class of the modalities; code writes its members",
    "kg:PostStatus": "the class of kg:Former and kg:Incoming",
    **{f"kg:{one.value}": "written by its enum's value" for one in (*Modality, *Comparator)},
}

NAMED = {value: name for name, value in vars(vocab).items() if name.isupper() and isinstance(value, str)}


def described() -> dict[str, dict[str, set[str]]]:
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for file in ("core.ttl", "ip.ttl"):
        for triple in ox.parse(path=str(ROOT / "ontology" / file), format=ox.RdfFormat.TURTLE):
            found[triple.subject.value][triple.predicate.value].add(triple.object.value)
    return found


ONTOLOGY = described()
MINTED = sorted(term for term in ONTOLOGY if term.startswith(OWN))


@pytest.mark.parametrize("term", sorted(t for t in NAMED if t.startswith((*OWN, PREFIXES["schema"]))), ids=curie)
def test_what_code_names_is_declared_as_what_it_is(term: str) -> None:
    kinds = ONTOLOGY[term][TYPE]
    local = curie(term).partition(":")[2]
    if term in (vocab.DOMAIN_INCLUDES, vocab.RANGE_INCLUDES):
        return  # the language in which properties are described, not described itself
    if term in (vocab.FORMER, vocab.INCOMING, vocab.ACCEPTED, vocab.REJECTED):
        assert iri("owl:NamedIndividual") in kinds
    elif local[0].isupper():
        assert iri("owl:Class") in kinds
    else:
        assert kinds & PROPERTY_KINDS


def test_code_names_core_terms_only() -> None:
    assert [curie(term) for term in NAMED if term.startswith(PREFIXES["ip"])] == []


def test_what_the_core_declares_is_named_in_code_or_has_a_reason_not_to_be() -> None:
    core = [curie(term) for term in MINTED if term.startswith(PREFIXES["kg"])]
    assert sorted(set(core) - set(map(curie, NAMED))) == sorted(DATA_ONLY)


@pytest.mark.parametrize("term", MINTED, ids=curie)
def test_every_minted_term_has_a_name_and_a_definition(term: str) -> None:
    about = ONTOLOGY[term]
    assert len(about[LABEL] | about[iri("skos:prefLabel")]) == 1
    (definition,) = about[DEFINITION]
    assert definition.endswith(".")


@pytest.mark.parametrize("term", [t for t in MINTED if iri("owl:Class") in ONTOLOGY[t][TYPE]], ids=curie)
def test_every_minted_class_hangs_on_a_known_one(term: str) -> None:
    known = {above for above in load().classes[term] if not above.startswith(OWN)}  # type: ignore[index]
    assert known
    assert ONTOLOGY[term][SUBCLASS_OF]


def test_properties_without_a_known_parent_have_none_to_have() -> None:
    orphans = {
        curie(term) for term in MINTED if ONTOLOGY[term][TYPE] & PROPERTY_KINDS and not ONTOLOGY[term][SUBPROPERTY_OF]
    }
    assert orphans == {
        "kg:ambiguous", "kg:changeComparator", "kg:comparator", "kg:confidence", "kg:decision", "kg:extractor",
        "kg:modality",
        "kg:population", "kg:previousRank", "kg:rule", "kg:status", "kg:verbatim",
    }  # fmt: skip


@pytest.mark.parametrize("one", [*Modality, *Comparator])
def test_every_modality_and_comparator_is_an_individual(one: Modality | Comparator) -> None:
    kind = iri(f"kg:{type(one).__name__}")
    assert {kind, iri("owl:NamedIndividual")} <= ONTOLOGY[iri(f"kg:{one.value}")][TYPE]


def test_iris_stand_in_vocab_alone() -> None:
    spaces = tuple(PREFIXES.values())
    spread = [
        f"{path.relative_to(ROOT)}, line {node.lineno}: {node.value}"
        for path in sorted((ROOT / "kg").rglob("*.py"))
        if path != ROOT / "kg" / "vocab.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith(spaces)
    ]
    assert spread == []


def test_a_curie_and_its_iri_lead_to_each_other() -> None:
    assert all(iri(curie(term)) == term for term in NAMED)
    with pytest.raises(KeyError):
        iri("nobody:knows")
