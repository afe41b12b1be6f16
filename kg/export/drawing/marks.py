"""Names and colours of what is drawn: ids of nodes, names of attributes, a colour for each class."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from kg.graph.naming import digest
from kg.graph.terms import local
from kg.model import Iri
from kg.vocab import PREFIXES, curie

COLORS: Final = {
    "Person": "#d1495b",
    "City": "#2a9d8f",
    "Country": "#1b7f75",
    "AdministrativeArea": "#48b5a8",
    "Place": "#7fcfc5",
    "GovernmentOrganization": "#2f5d9b",
    "InternationalOrganization": "#274a7d",
    "EducationalOrganization": "#5b8fd0",
    "Corporation": "#7aa6de",
    "Organization": "#4678b8",
    "Group": "#e08e9a",
    "Legislation": "#7d6b91",
    "Index": "#8a5fb0",
    "Ranking": "#a884c9",
    "Measure": "#c2a83e",
    "Observation": "#e3b23c",
    "RankObservation": "#d99a2b",
    "Post": "#b5838d",
    "Quotation": "#8d99ae",
    "Commitment": "#6a994e",
    "Interval": "#adb5bd",
    "Participation": "#d9ae94",
    "NewsArticle": "#495057",
    "CreativeWork": "#6c757d",
}
OTHER_COLOR: Final = "#cc7a3b"  # events, and classes of a domain's own

_SHOWN: Final = ("label", "name", "iri", "type", "color", "colour", "size", "confidence", "modality", "evidence")
_TOOLS: Final = ("documents", "rules", "weight", "interaction", "id", "x", "y", "z", "r", "g", "b", "source", "target")
_TAKEN: Final = frozenset(
    {*_SHOWN, *_TOOLS, "through"}
)  # names that we give, or that some graph tool takes for its own
_TOKEN: Final = re.compile(r"[A-Za-z0-9._:-]+")
_PATH: Final = re.compile(r"[A-Za-z0-9._/-]+")
_UNFIT: Final = re.compile(r"[^\w.-]")


def color(type_: str) -> str:
    """Return the colour of a class, by its local name."""
    return COLORS.get(type_, OTHER_COLOR)


def node_id(iri: str, base: str) -> str:
    """Name a node `city:shanghai`, as XML allows no slash in an id; no two things get one name.

    >>> node_id("https://example.org/id/city/shanghai", "https://example.org/id/")
    'city:shanghai'
    """
    # What would read like a name of the other sort, or like a hash, is hashed: then the names need no table of all.
    if iri.startswith(base):
        short = iri[len(base) :]
        clear = _PATH.fullmatch(short) and short.partition("/")[0] not in PREFIXES and not short.startswith("n-")
        return short.replace("/", ":") if clear else f"n-{digest([iri])}"
    short = curie(iri)
    return short if short != iri and _TOKEN.fullmatch(short) else f"n-{digest([iri])}"


def attribute_names(properties: Iterable[str]) -> Mapping[str, str]:
    """Name an attribute for each property: its local name, with the prefix where that name is given already.

    The core's own terms choose first. Names of tools count as given.
    """
    names: dict[str, str] = {}
    given = set(_TAKEN)
    for prop in sorted(set(properties), key=lambda p: (not p.startswith(PREFIXES["kg"]), p)):
        name = next((n for n in _candidates(prop) if n not in given), f"property_{digest([prop])}")
        given.add(name)
        names[prop] = name
    return names


def reference(iri: str) -> str:
    """Show a term of a vocabulary by its local name, any other IRI whole."""
    return local(Iri(iri)) if curie(iri) != iri else iri


def _candidates(prop: str) -> Iterable[str]:
    name = local(Iri(prop))
    fit = _UNFIT.sub("_", name)
    if fit == name != "":
        yield name
    if curie(prop) != prop and fit:
        yield _UNFIT.sub("_", curie(prop))
    if fit:
        yield f"{fit}_{digest([prop])[:8]}"
