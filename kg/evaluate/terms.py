"""The one table between the gold's words and the model's terms."""

from __future__ import annotations

from typing import Final

from kg.model import Comparator, Iri
from kg.vocab import (
    ADMINISTRATIVE_AREA,
    AFFILIATION,
    AUTHOR,
    CITY,
    CLAIM,
    COMMITMENT,
    CONCEPT,
    CONTAINED_IN,
    COOPERATES_WITH,
    CORPORATION,
    COUNTRY,
    EDUCATIONAL_ORGANIZATION,
    EVENT,
    EVIDENCE,
    FOUNDER,
    FOUNDING_DATE,
    GOVERNMENT_ORGANIZATION,
    GROUP,
    HEADQUARTERED_IN,
    HOLDS_POST_AT,
    INDEX,
    INTERNATIONAL_ORGANIZATION,
    INTERVAL,
    LEGISLATION,
    LOCATION,
    MEASURE,
    MEMBER_OF,
    NEWS_ARTICLE,
    OBSERVATION,
    ORGANIZATION,
    ORGANIZER,
    PARENT_ORGANIZATION,
    PARTICIPATION,
    PERSON,
    PLACE,
    POST,
    PUBLISHER,
    QUOTATION,
    RANK_OBSERVATION,
    RANKING,
    RUN,
    SIGNED_WITH,
)

TYPES: Final = ("entity", "post", "relation", "rank", "stat", "statement", "commitment", "event")

# The classes of nodes with parts, and the type of fact that each stands for.
NODES: Final[dict[Iri, str]] = {
    POST: "post",
    RANK_OBSERVATION: "rank",
    OBSERVATION: "stat",
    QUOTATION: "statement",
    COMMITMENT: "commitment",
    EVENT: "event",
}

CLASSES: Final[dict[Iri, str]] = {
    PERSON: "Person",
    CITY: "City",
    COUNTRY: "Country",
    ADMINISTRATIVE_AREA: "AdministrativeArea",
    PLACE: "Place",
    GOVERNMENT_ORGANIZATION: "GovernmentOrganization",
    INTERNATIONAL_ORGANIZATION: "InternationalOrganization",
    EDUCATIONAL_ORGANIZATION: "EducationalOrganization",
    CORPORATION: "Company",
    ORGANIZATION: "Organization",
    INDEX: "Index",
    EVENT: "Event",
}
PLACES: Final = frozenset(CLASSES[cls] for cls in (PLACE, ADMINISTRATIVE_AREA, CITY, COUNTRY))
OTHER_EVENT: Final = "Other"  # the gold's class of an event that no class of the domain fits

# A property, the gold's name of the relation, and whether the two run in opposite directions.
RELATIONS: Final[dict[Iri, tuple[str, bool]]] = {
    LOCATION: ("located_in", False),
    CONTAINED_IN: ("located_in", False),
    HEADQUARTERED_IN: ("headquartered_in", False),
    PARENT_ORGANIZATION: ("part_of", False),
    MEMBER_OF: ("member_of", False),
    COOPERATES_WITH: ("cooperates_with", False),
    SIGNED_WITH: ("signed_with", False),
    PUBLISHER: ("publishes", True),
    FOUNDING_DATE: ("founded_in", False),
    FOUNDER: ("founded_by", False),
    ORGANIZER: ("organizes", True),
    AFFILIATION: ("works_for", False),
    HOLDS_POST_AT: ("works_for", False),
    AUTHOR: ("wrote", True),
}
LOCATED, PUBLISHES, ORGANIZES, WORKS_FOR, FOUNDED = "located_in", "publishes", "organizes", "works_for", "founded_in"
SYMMETRIC: Final = frozenset({"cooperates_with", "signed_with"})
PLACE_RELATIONS: Final = frozenset({"headquartered_in", LOCATED, "part_of"})

COMPARATORS: Final[dict[str, Comparator]] = {
    "exact": Comparator.EXACTLY,
    "over": Comparator.MORE_THAN,
    "under": Comparator.LESS_THAN,
    "about": Comparator.ABOUT,
}

# What is typed and no entity.
MACHINERY: Final = frozenset(
    {
        CLAIM,
        EVIDENCE,
        POST,
        OBSERVATION,
        RANK_OBSERVATION,
        QUOTATION,
        COMMITMENT,
        PARTICIPATION,
        INTERVAL,
        MEASURE,
        CONCEPT,
        NEWS_ARTICLE,
        RUN,
    }
)
# May be the entity of a gold fact, and is no error where the gold has none.
FREE: Final = frozenset({EVENT, RANKING, GROUP, LEGISLATION})
HEDGEABLE: Final = frozenset({"post", "relation", "stat", "commitment", "event"})
