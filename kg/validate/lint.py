"""Refuse what pyshacl would pass over in silence: terms that are misspelt or not of SHACL Core."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from kg.errors import DomainError
from kg.vocab import PREFIXES

_SH: Final = f"<{PREFIXES['sh']}"
_PARAMETERS: Final = (
    "and class closed datatype disjoint equals flags hasValue ignoredProperties in languageIn lessThan "
    "lessThanOrEquals maxCount maxExclusive maxInclusive maxLength minCount minExclusive minInclusive minLength node "
    "nodeKind not or pattern property qualifiedMaxCount qualifiedMinCount qualifiedValueShape "
    "qualifiedValueShapesDisjoint uniqueLang xone"
)
_STRUCTURE: Final = (
    "alternativePath deactivated defaultValue description group inversePath message name oneOrMorePath order path "
    "severity targetClass targetNode targetObjectsOf targetSubjectsOf zeroOrMorePath zeroOrOnePath"
)
_VALUES: Final = (
    "BlankNode BlankNodeOrIRI BlankNodeOrLiteral IRI IRIOrLiteral Info Literal NodeShape PropertyGroup PropertyShape "
    "Violation Warning"
)
_ALLOWED: Final = frozenset(f"{_SH}{name}>" for name in f"{_PARAMETERS} {_STRUCTURE} {_VALUES}".split())


def check(triples: Iterable[tuple[str, str, str]], file: Path) -> None:
    """Raise DomainError for the first term of SHACL's namespace that SHACL Core does not have."""
    for subject, predicate, value in triples:
        for term in (predicate, value):
            if term.startswith(_SH) and term not in _ALLOWED:
                name = term[len(_SH) : -1]
                raise DomainError(f"{file}: {subject} uses sh:{name}, which is no term of SHACL Core; take it out")
