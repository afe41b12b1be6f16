"""Direct relations: a plain triple between two entities, or an entity and a date, that the ontology allows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from told import of

from kg.model import Claim, Iri, Modality
from kg.vocab import (
    AFFILIATION,
    COOPERATES_WITH,
    FOUNDER,
    FOUNDING_DATE,
    HEADQUARTERED_IN,
    LOCATION,
    MEMBER_OF,
    PUBLISHER,
    SIGNED_WITH,
)

Claims = Callable[[str], list[Claim]]


@pytest.mark.parametrize(
    ("text", "relation", "subject", "object_"),
    [
        ("The University of Ghent was founded in 1817.", FOUNDING_DATE, "University of Ghent", "1817"),
        ("Novatek Pharmaceuticals is based in Tallinn.", HEADQUARTERED_IN, "Novatek Pharmaceuticals", "Tallinn"),
        ("Norway joined the Madrid Union.", MEMBER_OF, "Norway", "Madrid Union"),
        ("Officials toured the University of Ghent in Belgium.", LOCATION, "University of Ghent", "Belgium"),
        ("He met Lena Vogel of the Danish Maritime Bureau.", AFFILIATION, "Lena Vogel", "Danish Maritime Bureau"),
        (
            "The Danish Maritime Bureau's annual Harbour Index came out in May.",
            PUBLISHER,
            "Harbour Index",
            "Danish Maritime Bureau",
        ),
        (
            "The Danish Maritime Bureau and Accra University signed an agreement.",
            SIGNED_WITH,
            "Danish Maritime Bureau",
            "Accra University",
        ),
    ],
)
def test_a_relation_joins_two_things(claims: Claims, text: str, relation: Iri, subject: str, object_: str) -> None:
    assert of(claims(text), relation) == [{"subject": subject, "object": object_}]


@pytest.mark.parametrize(
    ("text", "relation", "modality"),
    [
        ("Norway will join the Madrid Union.", MEMBER_OF, Modality.PLANNED),
        ("Norway may join the Madrid Union.", MEMBER_OF, Modality.POSSIBLE),
        ("Norway has not joined the Madrid Union.", MEMBER_OF, Modality.DENIED),
        ("It is not true that Norway joined the Madrid Union.", MEMBER_OF, Modality.POSSIBLE),
        ("The University of Ghent was not founded in 1817.", FOUNDING_DATE, Modality.DENIED),
        ("There is no proposal to open a branch of Accra University in Oslo.", LOCATION, Modality.DENIED),
        ("Lena Vogel will open the Danish Maritime Bureau in Oslo.", LOCATION, Modality.PLANNED),
        ("Novatek Pharmaceuticals is not based in Tallinn.", HEADQUARTERED_IN, Modality.DENIED),
        ("The Danish Maritime Bureau may cooperate with Accra University.", COOPERATES_WITH, Modality.POSSIBLE),
    ],
)
def test_how_firmly_a_relation_is_said(claims: Claims, text: str, relation: Iri, modality: Modality) -> None:
    assert [c.modality for c in claims(text) if c.predicate == relation] == [modality]


def test_a_relation_is_told_once_however_many_rules_find_it(claims: Claims) -> None:
    found = list(claims("Novatek Pharmaceuticals, based in Tallinn, is headquartered in Tallinn."))
    ends = [(c.predicate, c.subject, c.object) for c in found]
    assert len(ends) == len(set(ends))


def test_the_words_of_the_relation_are_its_evidence(claims: Claims) -> None:
    (claim,) = [c for c in claims("In May, Norway joined the Madrid Union.") if c.predicate == MEMBER_OF]
    assert claim.evidence[0].exact == "Norway joined the Madrid Union"


@pytest.mark.parametrize(
    "text",
    [
        "Dr Lena Vogel was founded in 1817.",  # a person is no organisation
        "The report was published in 1817.",
        "Costs rose in Oslo, Norway and Sweden.",
    ],
)
def test_what_the_ontology_does_not_allow_is_left(claims: Claims, text: str) -> None:
    assert of(claims(text), FOUNDING_DATE) == of(claims(text), LOCATION) == []


def test_what_and_closes_is_a_list_of_objects(claims: Claims) -> None:
    found = of(claims("The Accra University was founded by the Danish Maritime Bureau and the Madrid Union."), FOUNDER)
    assert [f["object"] for f in found] == ["Danish Maritime Bureau", "Madrid Union"]


def test_a_bare_number_that_is_a_year_dates_a_foundation(claims: Claims) -> None:
    found = of(claims("The University of Ghent was founded in 1431."), FOUNDING_DATE)
    assert found == [{"subject": "University of Ghent", "object": "1431"}]
