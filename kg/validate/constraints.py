"""SHACL Core's constraint components, each a function that yields what offends it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from kg.validate.index import Index
from kg.validate.shapes import Shape, sh
from kg.validate.terms import Unsupported, is_blank, is_iri, is_literal, less, literal, text, well_formed
from kg.vocab import TYPE

_TYPE: Final = f"<{TYPE}>"


@dataclass(frozen=True, slots=True)
class Offence:
    """A value that breaks a constraint: None when it is a value's absence; `predicate` where sh:closed names one."""

    component: str
    value: str | None = None
    predicate: str | None = None


class Checker(Protocol):
    """What constraints that hang on other shapes ask back."""

    data: Index
    shapes: Index

    def conforms(self, node: str, shape: str) -> bool: ...
    def siblings(self, shape: Shape) -> Sequence[str]: ...


Check = Callable[[Checker, str, Sequence[str]], Iterable[Offence]]
Maker = Callable[[Shape, tuple[str, ...], Index], Check]


def checks(shape: Shape, shapes: Index) -> tuple[Check, ...]:
    """Make the checks of a shape; raises Unsupported for a parameter that has none."""
    unknown = sorted(set(shape.parameters) - set(_MAKERS) - _NO_CONSTRAINTS)
    if unknown:
        raise Unsupported(f"the shape {shape.node} uses sh:{unknown[0]}, which the fast checker does not know")
    return tuple(
        make(shape, shape.parameters[name], shapes) for name, make in _MAKERS.items() if name in shape.parameters
    )


_NO_CONSTRAINTS: Final = frozenset(
    {
        "path", "severity", "message", "deactivated", "name", "description", "order", "group", "defaultValue",
        "property", "flags", "ignoredProperties", "qualifiedMinCount", "qualifiedMaxCount",
        "qualifiedValueShapesDisjoint",
    }
)  # fmt: skip


def _each(component: str, fine: Callable[[Checker, str], bool]) -> Check:
    """Check values one by one."""

    def check(checker: Checker, focus: str, values: Sequence[str]) -> Iterable[Offence]:
        return [Offence(component, value) for value in values if not fine(checker, value)]

    return check


def _all_of(*parts: Check) -> Check:
    if len(parts) == 1:
        return parts[0]
    return lambda checker, focus, values: [found for part in parts for found in part(checker, focus, values)]


# -- counts -----------------------------------------------------------------------------------------------------------
def _min_count(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
    least = int(text(given[0]))
    return lambda checker, focus, values: () if len(values) >= least else (Offence("MinCount"),)


def _max_count(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
    most = int(text(given[0]))
    return lambda checker, focus, values: () if len(values) <= most else (Offence("MaxCount"),)


# -- kinds of values --------------------------------------------------------------------------------------------------
def _class(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
    def of(cls: str) -> Check:
        return _each("Class", lambda checker, value: checker.data.is_a(value, cls))

    return _all_of(*map(of, given))


def _datatype(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
    wanted = text(given[0])
    return _each(
        "Datatype",
        lambda checker, value: is_literal(value) and literal(value).datatype == wanted and well_formed(value),
    )


_KINDS: Final[dict[str, Callable[[str], bool]]] = {
    "IRI": is_iri,
    "BlankNode": is_blank,
    "Literal": is_literal,
    "BlankNodeOrIRI": lambda term: not is_literal(term),
    "BlankNodeOrLiteral": lambda term: not is_iri(term),
    "IRIOrLiteral": lambda term: not is_blank(term),
}


def _node_kind(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
    kind = _KINDS[text(given[0]).rpartition("#")[2]]
    return _each("NodeKind", lambda checker, value: kind(value))


# -- ranges and strings -----------------------------------------------------------------------------------------------
def _range(component: str, fits: Callable[[str, str], bool]) -> Maker:
    def make(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
        bound = given[0]
        return _each(component, lambda checker, value: is_literal(value) and fits(value, bound))

    return make


def _length(component: str, fits: Callable[[int, int], bool]) -> Maker:
    def make(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
        bound = int(text(given[0]))
        return _each(component, lambda checker, value: not is_blank(value) and fits(len(text(value)), bound))

    return make


def _pattern(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
    letters = text(shape.parameters["flags"][0]) if "flags" in shape.parameters else ""
    flags = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "x": re.VERBOSE}
    if not set(letters) <= set(flags):
        raise Unsupported(f"the shape {shape.node} has sh:flags {letters!r}, which the fast checker does not know")
    together = re.NOFLAG
    for letter in letters:
        together |= flags[letter]
    expressions = [re.compile(text(one), together) for one in given]
    return _each(
        "Pattern",
        lambda checker, value: not is_blank(value) and all(e.search(text(value)) for e in expressions),
    )


def _language_in(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
    wanted = tuple(text(one).lower() for one in shapes.items(given[0]))

    def fine(checker: Checker, value: str) -> bool:
        tag = literal(value).language.lower() if is_literal(value) else ""
        return any(tag == one or tag.startswith(f"{one}-") for one in wanted if tag)

    return _each("LanguageIn", fine)


def _unique_lang(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
    if text(given[0]) != "true":
        return lambda checker, focus, values: ()

    def check(checker: Checker, focus: str, values: Sequence[str]) -> Iterable[Offence]:
        tags = [literal(value).language.lower() for value in values if is_literal(value)]
        return [Offence("UniqueLang") for tag in sorted(set(tags)) if tag and tags.count(tag) > 1]

    return check


# -- values set against other values ----------------------------------------------------------------------------------
def _in(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
    allowed = frozenset(shapes.items(given[0]))
    return _each("In", lambda checker, value: value in allowed)


def _has_value(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
    def check(checker: Checker, focus: str, values: Sequence[str]) -> Iterable[Offence]:
        return [Offence("HasValue") for wanted in given if wanted not in values]

    return check


def _equals(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
    def check(checker: Checker, focus: str, values: Sequence[str]) -> Iterable[Offence]:
        for other in given:
            others = checker.data.objects(focus, other)
            yield from (Offence("Equals", value) for value in values if value not in others)
            yield from (Offence("Equals", value) for value in others if value not in values)

    return check


def _disjoint(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
    def check(checker: Checker, focus: str, values: Sequence[str]) -> Iterable[Offence]:
        others = [value for other in given for value in checker.data.objects(focus, other)]
        return [Offence("Disjoint", value) for value in values if value in others] if others else ()

    return check


def _less_than(component: str, *, or_equal: bool) -> Maker:
    def make(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
        def check(checker: Checker, focus: str, values: Sequence[str]) -> Iterable[Offence]:
            for other in given:
                for bound in checker.data.objects(focus, other):
                    for value in values:
                        if not less(value, bound, or_equal=or_equal):
                            yield Offence(component, value)

        return check

    return make


# -- other shapes -----------------------------------------------------------------------------------------------------
def _node(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
    def one(inner: str) -> Check:
        return _each("Node", lambda checker, value: checker.conforms(value, inner))

    return _all_of(*map(one, given))


def _not(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
    def one(inner: str) -> Check:
        return _each("Not", lambda checker, value: not checker.conforms(value, inner))

    return _all_of(*map(one, given))


def _some(component: str, fits: Callable[[int, int], bool]) -> Maker:
    """Make a check that counts how many of the listed shapes a value conforms to."""

    def make(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
        def one(head: str) -> Check:
            inner = shapes.items(head)
            return _each(
                component,
                lambda checker, value: fits(sum(checker.conforms(value, each) for each in inner), len(inner)),
            )

        return _all_of(*map(one, given))

    return make


def _or(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
    def one(head: str) -> Check:
        inner = shapes.items(head)
        return _each("Or", lambda checker, value: any(checker.conforms(value, each) for each in inner))

    return _all_of(*map(one, given))


def _qualified(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
    least, most = (shape.parameters.get(f"qualified{bound}Count") for bound in ("Min", "Max"))
    apart = text((shape.parameters.get("qualifiedValueShapesDisjoint") or ('"false"',))[0]) == "true"

    def check(checker: Checker, focus: str, values: Sequence[str]) -> Iterable[Offence]:
        others = [other for other in checker.siblings(shape) if other not in given] if apart else []
        fitting = sum(
            all(checker.conforms(value, one) for one in given)
            and not any(checker.conforms(value, other) for other in others)
            for value in values
        )
        if least is not None and fitting < int(text(least[0])):
            yield Offence("QualifiedMinCount")
        if most is not None and fitting > int(text(most[0])):
            yield Offence("QualifiedMaxCount")

    return check


def _closed(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
    if text(given[0]) != "true":
        return lambda checker, focus, values: ()
    ignored = shape.parameters.get("ignoredProperties")
    allowed = set(shapes.items(ignored[0])) if ignored else set()
    for inner in shape.parameters.get("property", ()):
        allowed.update(shapes.objects(inner, sh("path")))

    def check(checker: Checker, focus: str, values: Sequence[str]) -> Iterable[Offence]:
        for value in values:
            for predicate, found in checker.data.about(value).items():
                if predicate not in allowed:
                    yield from (Offence("Closed", one, predicate) for one in found)

    return check


_MAKERS: Final[dict[str, Maker]] = {
    "minCount": _min_count,
    "maxCount": _max_count,
    "class": _class,
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "minInclusive": _range("MinInclusive", lambda value, bound: less(bound, value, or_equal=True)),
    "minExclusive": _range("MinExclusive", lambda value, bound: less(bound, value)),
    "maxInclusive": _range("MaxInclusive", lambda value, bound: less(value, bound, or_equal=True)),
    "maxExclusive": _range("MaxExclusive", less),
    "minLength": _length("MinLength", lambda length, bound: length >= bound),
    "maxLength": _length("MaxLength", lambda length, bound: length <= bound),
    "pattern": _pattern,
    "languageIn": _language_in,
    "uniqueLang": _unique_lang,
    "in": _in,
    "hasValue": _has_value,
    "equals": _equals,
    "disjoint": _disjoint,
    "lessThan": _less_than("LessThan", or_equal=False),
    "lessThanOrEquals": _less_than("LessThanOrEquals", or_equal=True),
    "node": _node,
    "not": _not,
    "and": _some("And", lambda fitting, of: fitting == of),
    "or": _or,
    "xone": _some("Xone", lambda fitting, of: fitting == 1),
    "qualifiedValueShape": _qualified,
    "closed": _closed,
}
