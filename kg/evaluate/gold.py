"""Gold facts: a JSON-lines file of what careful readers found in each document, read and checked.

The format is told in `seeds/README.md`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from kg.errors import InputError, InputMissing, UsageError
from kg.evaluate.periods import parse
from kg.evaluate.terms import COMPARATORS, PLACES, TYPES
from kg.evaluate.wording import name, names
from kg.model import Modality

Kinds = tuple[type, ...]

_NONE: Final = type(None)
_TEXT: Final[Kinds] = (str,)
_TEXT_OR_NONE: Final[Kinds] = (str, _NONE)
_NUMBER_OR_NONE: Final[Kinds] = (int, float, _NONE)
_LIST: Final[Kinds] = (list,)

FIELDS: Final[Mapping[str, Mapping[str, Kinds]]] = {
    "entity": {"name": _TEXT, "class": _TEXT, "aliases": _LIST},
    "post": {"person": _TEXT, "title": _TEXT, "of": _TEXT_OR_NONE},
    "relation": {"s": _TEXT, "p": _TEXT, "o": _TEXT},
    "rank": {
        "subject": _TEXT,
        "ranking": _TEXT,
        "in": _TEXT_OR_NONE,
        "rank": (int,),
        "previous": (int, _NONE),
        "scope": _TEXT_OR_NONE,
        "period": _TEXT_OR_NONE,
    },
    "stat": {
        "subject": _TEXT,
        "measure": _TEXT,
        "value": _NUMBER_OR_NONE,
        "unit": _TEXT_OR_NONE,
        "comparator": _TEXT_OR_NONE,
        "change_pct": _NUMBER_OR_NONE,
        "change_comparator": _TEXT_OR_NONE,
        "period": _TEXT_OR_NONE,
        "per": _TEXT_OR_NONE,
    },
    "statement": {"speaker": _TEXT, "quoted": (bool,), "about": _TEXT},
    "commitment": {"agent": _TEXT, "action": _TEXT},
    "event": {
        "class": _TEXT,
        "name": _TEXT,
        "date": _TEXT_OR_NONE,
        "place": _TEXT_OR_NONE,
        "participants": _LIST,
    },
}
_REFERENCES: Final = ("name", "person", "of", "s", "o", "subject", "in", "ranking", "speaker", "agent", "place")
_HEDGES: Final = {m.value.lower(): m for m in Modality if m is not Modality.ASSERTED}
_NOT_ASKED: Final = {"type", "evidence", "modality", "optional", "domain", "note", "why", "why2"}


@dataclass(frozen=True, slots=True, eq=False)
class GoldFact:
    """A fact that a document states; `fields` as in the file, `others` the further values that will do.

    A fact that is not `required` is right where it is found and no miss where it is not.
    """

    type: str
    fields: Mapping[str, Any]
    evidence: str
    others: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    modalities: tuple[Modality, ...] = (Modality.ASSERTED,)
    required: bool = True

    def __getitem__(self, name: str) -> Any:
        return self.fields.get(name)

    @property
    def modality(self) -> Modality:
        """How firmly the text says it."""
        return self.modalities[0]

    def accepted(self, name: str) -> tuple[Any, ...]:
        """Return all values of a field that will do."""
        return (self.fields.get(name), *self.others.get(name, ()))


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """What would be an error: an answer that fits every key, and why."""

    type: str
    keys: Mapping[str, Any]
    why: str


@dataclass(frozen=True, slots=True, eq=False)
class GoldDocument:
    """A document's gold facts; `neutral` are names that may be entities, a `trap` lies outside the domain."""

    id: str
    facts: tuple[GoldFact, ...] = ()
    date: str | None = None
    split: str | None = None
    trap: bool = False
    neutral: tuple[str, ...] = ()
    must_not: tuple[Pattern, ...] = ()
    text: str | None = None
    _names: dict[str, set[str]] = field(init=False, repr=False, default_factory=dict)
    _classes: dict[str, set[str]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        for fact in self.of_type("entity"):
            called = names((*fact.accepted("name"), *fact["aliases"]))
            for one in called:
                self._names.setdefault(one, set()).update(called)
                self._classes.setdefault(one, set()).add(fact["class"])

    def of_type(self, type_: str) -> list[GoldFact]:
        """Return the facts of a type."""
        return [fact for fact in self.facts if fact.type == type_]

    def names(self, called: str) -> set[str]:
        """Return every folded name of the entity that the gold calls so."""
        return self._names.get(name(called), {name(called)})

    def is_place(self, called: str) -> bool:
        """Say whether the gold has an entity of this name as a place."""
        return not PLACES.isdisjoint(self._classes.get(name(called), ()))

    def known_names(self) -> set[str]:
        """Return the folded names that may be entities without being errors: all that the gold names."""
        known = set(names(self.neutral))
        for fact in self.facts:
            values = [value for key in _REFERENCES for value in fact.accepted(key)]
            values += [participant["who"] for participant in fact["participants"] or ()]
            for value in values:
                known |= self.names(value) if isinstance(value, str) else set()
        return known

    def spans(self, evidence: str) -> tuple[tuple[int, int], ...]:
        """Return all places where some words stand in the text."""
        return occurrences(self.text or "", evidence)


@lru_cache(maxsize=16_384)
def occurrences(text: str, part: str) -> tuple[tuple[int, int], ...]:
    """Return start and end of every occurrence of some words in a text, overlapping ones too."""
    found, at = [], text.find(part) if part else -1
    while at >= 0:
        found.append((at, at + len(part)))
        at = text.find(part, at + 1)
    return tuple(found)


def read_gold(path: str | Path, *, split: str | None = None) -> tuple[GoldDocument, ...]:
    """Read a gold file, or one split of it, in the order of ids.

    Raises InputMissing, InputError with line, fact and field, and UsageError for a split that the file lacks.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise InputMissing(f"{path}: there is no such file of gold facts") from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as gold facts: {error}") from None
    found: dict[str, GoldDocument] = {}
    for number, line in enumerate(lines, 1):
        if line.strip():
            document = _read_line(line, f"{path}, line {number}")
            if document.id in found:
                raise InputError(f"{path}, line {number}: {document.id!r} has a row already; put its facts into one")
            found[document.id] = document
    if not found:
        raise InputError(f"{path}: holds no gold facts; write one row of JSON a document")
    return tuple(found[id] for id in sorted(_of_split(found, split, str(path))))


def _of_split(found: Mapping[str, GoldDocument], split: str | None, path: str) -> Iterator[str]:
    known = sorted({document.split for document in found.values() if document.split})
    if split is not None and split not in known:
        raise UsageError(f"{path}: has no split {split!r}; there are {', '.join(known) or 'none'}")
    return (id for id, document in found.items() if split in (None, document.split))


def _read_line(line: str, where: str) -> GoldDocument:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise InputError(f"{where}: no valid JSON: {error}") from None
    if not isinstance(row, dict):
        raise InputError(f"{where}: a row is an object with doc and facts, not {type(row).__name__}")
    try:
        return document_of(row)
    except ValueError as error:
        raise InputError(f"{where}: {error}") from None


def document_of(row: Mapping[str, Any]) -> GoldDocument:
    """Read one row of a gold file; raises ValueError that says which fact and which field is wrong."""
    _check(row, {"doc": _TEXT, "facts": _LIST})
    for optional in ("date", "split"):
        _check(row, {optional: _TEXT_OR_NONE} if optional in row else {})
    return GoldDocument(
        id=row["doc"],
        facts=tuple(_numbered("fact", row["facts"], _fact)),
        date=row.get("date"),
        split=row.get("split"),
        trap=row.get("kind") == "trap",
        neutral=tuple(row.get("neutral", ())),
        must_not=tuple(_numbered("must_not", row.get("must_not", ()), _pattern)),
    )


def _numbered(what: str, rows: Iterable[Any], read: Any) -> Iterator[Any]:
    for number, row in enumerate(rows, 1):
        try:
            yield read(row)
        except ValueError as error:
            raise ValueError(f"{what} {number}: {error}") from None


def _fact(row: Any) -> GoldFact:
    type_ = _type(row)
    _check(row, {**FIELDS[type_], "evidence": _TEXT})
    others = {key.removesuffix("_alt"): tuple(values) for key, values in row.items() if key.endswith("_alt")}
    fields = {key: value for key, value in row.items() if key not in _NOT_ASKED and not key.endswith("_alt")}
    _check_periods(fields)
    _check_figure(type_, fields)
    for participant in fields.get("participants", ()):
        _check(participant, {"who": _TEXT, "count": _NUMBER_OR_NONE})
    hedges = (row.get("modality"), *others.pop("modality", ()))
    required = not row.get("optional", False) and row.get("domain", True)
    return GoldFact(type_, fields, row["evidence"], others, tuple(map(_modality, hedges)), required)


def _check_periods(fields: Mapping[str, Any]) -> None:
    """Check the periods themselves; further values may be words that no period of a graph equals ("FY20")."""
    for key in ("period", "date", "end"):
        try:
            _ = parse(fields[key]) if fields.get(key) is not None else None
        except ValueError as error:
            raise ValueError(f"{key}: {error}") from None


def _check_figure(type_: str, fields: Mapping[str, Any]) -> None:
    if type_ != "stat":
        return
    if fields["value"] is None and fields["change_pct"] is None:
        raise ValueError("(stat) has neither a value nor a change_pct")
    for key in ("comparator", "change_comparator"):
        if fields[key] is not None and fields[key] not in COMPARATORS:
            raise ValueError(f"(stat) {key} {fields[key]!r} is unknown; there are {', '.join(COMPARATORS)}")


def _pattern(row: Any) -> Pattern:
    type_ = _type(row)
    keys = {key: value for key, value in row.items() if key not in _NOT_ASKED}
    return Pattern(type_, keys, str(row.get("why", "")))


def _type(row: Any) -> str:
    if not isinstance(row, dict) or row.get("type") not in TYPES:
        given = row.get("type") if isinstance(row, dict) else row
        raise ValueError(f"type {given!r} is unknown; there are {', '.join(TYPES)}")
    return str(row["type"])


def _check(row: Mapping[str, Any], fields: Mapping[str, Kinds]) -> None:
    for key, kinds in fields.items():
        what = f"({row['type']}) {key}" if "type" in row else key
        if key not in row and _NONE not in kinds:
            raise ValueError(f"{what} is missing")
        value = row.get(key)
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            expected = " or ".join("null" if kind is _NONE else kind.__name__ for kind in kinds)
            raise ValueError(f"{what} is {value!r}; it must be {expected}")


def _modality(value: Any) -> Modality:
    if value is None:
        return Modality.ASSERTED
    if value not in _HEDGES:
        raise ValueError(f"modality {value!r} is unknown; there are {', '.join(_HEDGES)}, or none for a plain fact")
    return _HEDGES[value]
