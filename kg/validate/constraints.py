"""SHACL Core's constraint components, each a function that finds, for many focus nodes at once, what offends it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

import numpy as np

from kg.validate.columns import BLANK, IRI
from kg.validate.index import Index
from kg.validate.order import in_order
from kg.validate.sets import NONE, Flags, Nodes, Values, first, followed, held, matched, once, second, spread
from kg.validate.shapes import Shape, sh
from kg.validate.tables import Checker, Offences, Table
from kg.validate.terms import Unsupported, is_blank, is_literal, length, less, literal, text

Check = Callable[[Checker, Table], Iterable[Offences]]
Fine = Callable[[Checker, Values], Flags]
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


def _nothing(checker: Checker, table: Table) -> Iterable[Offences]:
    return ()


def _each(component: str, fine: Fine) -> Check:
    """Check values one by one."""

    def check(checker: Checker, table: Table) -> Iterable[Offences]:
        if len(table.values):
            good = fine(checker, table.values)
            if np.count_nonzero(good) < len(good):
                bad = ~good
                yield Offences(component, table.owners[bad], table.values[bad])

    return check


def _each_term(component: str, fine: Callable[[str], bool]) -> Check:
    """Check values by what they say alone."""
    return _each(component, lambda checker, values: checker.data.judged(values, fine))


def _all_of(*parts: Check) -> Check:
    if len(parts) == 1:
        return parts[0]
    return lambda checker, table: [found for part in parts for found in part(checker, table)]


# -- counts -----------------------------------------------------------------------------------------------------------
def _min_count(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
    least = int(text(given[0]))

    def check(checker: Checker, table: Table) -> Iterable[Offences]:
        enough = _with_values(table, least)
        if len(enough) < len(table.focus):
            yield Offences("MinCount", table.focus[~held(table.focus, enough)])

    return check if least else _nothing


def _max_count(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
    most = int(text(given[0]))

    def check(checker: Checker, table: Table) -> Iterable[Offences]:
        too_many = _with_values(table, most + 1)
        if len(too_many):
            yield Offences("MaxCount", too_many)

    return check


def _with_values(table: Table, least: int) -> Nodes:
    """Return the focus nodes that have so many values: owners are sorted, so the first and last of them are one."""
    owners = table.owners
    if len(owners) < least:
        return NONE
    reached = owners[least - 1 :]
    return once(reached[reached == owners[: len(reached)]])


# -- kinds of values --------------------------------------------------------------------------------------------------
def _class(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
    def of(cls: str) -> Check:
        return _each("Class", lambda checker, values: checker.data.are(values, cls))

    return _all_of(*map(of, given))


def _datatype(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
    wanted = text(given[0])
    return _each("Datatype", lambda checker, values: checker.data.of_datatype(values, wanted))


_KINDS: Final[dict[str, Fine]] = {
    "IRI": lambda checker, values: checker.data.of_kind(values, (IRI,)),
    "BlankNode": lambda checker, values: checker.data.of_kind(values, (BLANK,)),
    "Literal": lambda checker, values: ~checker.data.of_kind(values, (IRI, BLANK)),
    "BlankNodeOrIRI": lambda checker, values: checker.data.of_kind(values, (IRI, BLANK)),
    "BlankNodeOrLiteral": lambda checker, values: ~checker.data.of_kind(values, (IRI,)),
    "IRIOrLiteral": lambda checker, values: ~checker.data.of_kind(values, (BLANK,)),
}


def _node_kind(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
    return _each("NodeKind", _KINDS[text(given[0]).rpartition("#")[2]])


# -- ranges and strings -----------------------------------------------------------------------------------------------
def _range(component: str, fits: Callable[[str, str], bool]) -> Maker:
    def make(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
        def of(bound: str) -> Check:
            return _each_term(component, lambda value: is_literal(value) and fits(value, bound))

        return _all_of(*map(of, given))

    return make


def _length(component: str, fits: Callable[[int, int], bool]) -> Maker:
    def make(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
        bound = int(text(given[0]))
        return _each_term(component, lambda value: not is_blank(value) and fits(length(value), bound))

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
    return _each_term("Pattern", lambda value: not is_blank(value) and all(e.search(text(value)) for e in expressions))


def _language_in(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
    wanted = tuple(text(one).lower() for one in shapes.items(given[0]))

    def fine(value: str) -> bool:
        tag = literal(value).language.lower() if is_literal(value) else ""
        return any(one == "*" or tag == one or tag.startswith(f"{one}-") for one in wanted if tag)

    return _each_term("LanguageIn", fine)


def _unique_lang(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
    if text(given[0]) != "true":
        return _nothing

    def check(checker: Checker, table: Table) -> Iterable[Offences]:
        tagged = np.flatnonzero(checker.data.judged(table.values, _has_language))
        seen: dict[tuple[int, str], int] = {}
        for owner, value in zip(table.owners[tagged].tolist(), table.values[tagged].tolist(), strict=True):
            tag = owner, literal(checker.data.terms[value]).language.lower()
            seen[tag] = seen.get(tag, 0) + 1
        twice = [owner for (owner, _), often in seen.items() if often > 1]
        if twice:
            yield Offences("UniqueLang", np.array(twice, np.int64))

    return check


def _has_language(term: str) -> bool:
    return is_literal(term) and literal(term).language != ""


# -- values set against other values ----------------------------------------------------------------------------------
def _in(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
    allowed = shapes.items(given[0])
    return _each("In", lambda checker, values: held(values, checker.data.numbers(allowed)))


def _has_value(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
    def check(checker: Checker, table: Table) -> Iterable[Offences]:
        for wanted in given:
            having = once(table.owners[held(table.values, checker.data.numbers((wanted,)))])
            if len(having) < len(table.focus):
                yield Offences("HasValue", table.focus[~held(table.focus, having)])

    return check


def _equals(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
    def check(checker: Checker, table: Table) -> Iterable[Offences]:
        for other in given:
            others = checker.data.step(table.focus, other)
            for some, rest in ((table.pairs, others), (others, table.pairs)):
                alone = some[~held(some, rest)]
                if len(alone):
                    yield Offences("Equals", first(alone), second(alone))

    return check


def _disjoint(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
    def check(checker: Checker, table: Table) -> Iterable[Offences]:
        others = once(np.concatenate([checker.data.step(table.focus, other) for other in given]))
        both = held(table.pairs, others)
        if both.any():
            yield Offences("Disjoint", table.owners[both], table.values[both])

    return check


def _less_than(component: str, *, or_equal: bool) -> Maker:
    def make(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
        def check(checker: Checker, table: Table) -> Iterable[Offences]:
            for other in given:
                focus, values, bounds = matched(table.pairs, checker.data.step(table.focus, other))
                bad = ~in_order(checker.data, values, bounds, or_equal=or_equal)
                if bad.any():
                    yield Offences(component, focus[bad], values[bad])

        return check

    return make


# -- other shapes -----------------------------------------------------------------------------------------------------
def _node(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
    def one(inner: str) -> Check:
        return _each("Node", lambda checker, values: spread(values, lambda nodes: checker.conforming(nodes, inner)))

    return _all_of(*map(one, given))


def _not(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
    def one(inner: str) -> Check:
        return _each("Not", lambda checker, values: spread(values, lambda nodes: ~checker.conforming(nodes, inner)))

    return _all_of(*map(one, given))


def _listed(component: str, fits: Callable[[Checker, Nodes, Sequence[str]], Flags]) -> Maker:
    """Make a check of values against a list of shapes."""

    def make(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
        def one(head: str) -> Check:
            inner = shapes.items(head)
            return _each(component, lambda checker, values: spread(values, lambda nodes: fits(checker, nodes, inner)))

        return _all_of(*map(one, given))

    return make


def _and(checker: Checker, nodes: Nodes, shapes: Sequence[str]) -> Flags:
    good = np.ones(len(nodes), np.bool_)
    for shape in shapes:
        good[good] = checker.conforming(nodes[good], shape)
    return good


def _or(checker: Checker, nodes: Nodes, shapes: Sequence[str]) -> Flags:
    bad = np.ones(len(nodes), np.bool_)
    for shape in shapes:
        bad[bad] = ~checker.conforming(nodes[bad], shape)
    return ~bad


def _xone(checker: Checker, nodes: Nodes, shapes: Sequence[str]) -> Flags:
    fitting = np.zeros(len(nodes), np.int64)
    for shape in shapes:
        fitting += checker.conforming(nodes, shape)
    good: Flags = fitting == 1
    return good


def _qualified(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
    least, most = (shape.parameters.get(f"qualified{bound}Count") for bound in ("Min", "Max"))
    apart = text((shape.parameters.get("qualifiedValueShapesDisjoint") or ('"false"',))[0]) == "true"

    def one(inner: str) -> Check:
        def check(checker: Checker, table: Table) -> Iterable[Offences]:
            def fits(nodes: Nodes) -> Flags:
                good = checker.conforming(nodes, inner)
                for other in checker.siblings(shape) if apart else ():
                    if other != inner:
                        good[good] = ~checker.conforming(nodes[good], other)
                return good

            fitting = table.owners[spread(table.values, fits)]
            counts = np.bincount(np.searchsorted(table.focus, fitting), minlength=len(table.focus))
            for component, bad in (
                ("QualifiedMinCount", least is not None and counts < int(text(least[0]))),
                ("QualifiedMaxCount", most is not None and counts > int(text(most[0]))),
            ):
                if np.any(bad):
                    yield Offences(component, table.focus[bad])

        return check

    return _all_of(*map(one, given))


def _closed(shape: Shape, given: tuple[str, ...], shapes: Index) -> Check:
    if text(given[0]) != "true":
        return _nothing
    ignored = shape.parameters.get("ignoredProperties")
    allowed = set(shapes.items(ignored[0])) if ignored else set()
    for inner in shape.parameters.get("property", ()):
        allowed.update(shapes.objects(inner, sh("path")))

    def check(checker: Checker, table: Table) -> Iterable[Offences]:
        for predicate in checker.data.predicates:
            if predicate not in allowed:
                found = followed(table.pairs, checker.data.pairs(predicate))
                if len(found):
                    yield Offences("Closed", first(found), second(found), predicate)

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
    "and": _listed("And", _and),
    "or": _listed("Or", _or),
    "xone": _listed("Xone", _xone),
    "qualifiedValueShape": _qualified,
    "closed": _closed,
}
OF_ABSENCE: Final = ("minCount", "hasValue", "equals", "qualifiedValueShape")  # what having no value can break
PAIRED: Final = ("equals", "disjoint", "lessThan", "lessThanOrEquals")  # whose value is another predicate
