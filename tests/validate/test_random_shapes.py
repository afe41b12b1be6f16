"""On random graphs and random shapes the fast checker gives pyshacl's results, or says that it has none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import pyoxigraph as ox
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kg.errors import BackendError
from kg.validate.fast import FastChecker
from kg.validate.reference import check
from kg.validate.shapes import shapes_of
from kg.validate.terms import Unsupported
from kg.vocab import PREFIXES

HEADER = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in PREFIXES.items()) + "@prefix : <urn:x:> .\n"
NODES = (":a", ":b", ":c", ":d", "_:e")
CLASSES = (":Thing", ":Town", ":Port")
PREDICATES = (":p", ":q", ":r")
WORDS = ('"a"', '"bb"', '"a"@en', '"b"@en', '"c"@de-AT', '"urn:y"^^xsd:anyURI')
NUMBERS = ("1", "2", "2.5", "-3")
DATES = ('"2021-04-27"^^xsd:date', '"2020-01-01"^^xsd:date', '"2021-01-01"^^xsd:date')
COUNTS = ("0", "1", "2", "3")
Writer = Callable[[Random], str]


def graph(random: Random, literals: tuple[str, ...]) -> str:
    """Write a graph in which things, words and numbers stand anywhere."""
    triples = [
        (random.choice(NODES), random.choice(PREDICATES), random.choice((*NODES, *NODES, *literals)))
        for _ in range(random.randint(3, 20))
    ]
    triples += [(random.choice(NODES), "a", random.choice(CLASSES)) for _ in range(random.randint(1, 6))]
    triples += [
        (random.choice(CLASSES), "rdfs:subClassOf", random.choice(CLASSES)) for _ in range(random.randint(0, 3))
    ]
    return "".join(f"{' '.join(triple)} .\n" for triple in triples)


def path(random: Random, depth: int = 2) -> str:
    """Write a property path; pyshacl walks the inverse of a sequence in the wrong order, so there is none."""
    kind = random.choice(("plain", "inverse", "sequence", "alternative", "repeated")) if depth else "plain"
    if kind == "plain":
        return random.choice(PREDICATES)
    if kind == "inverse":
        return f"[ sh:inversePath {random.choice(PREDICATES)} ]"
    if kind == "repeated":
        sign = random.choice(("zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath"))
        return f"[ sh:{sign} {path(random, depth - 1)} ]"
    both = f"( {path(random, depth - 1)} {path(random, depth - 1)} )"
    return both if kind == "sequence" else f"[ sh:alternativePath {both} ]"


def _one_of(*values: str) -> Writer:
    return lambda random: random.choice(values)


def _some_of(*values: str) -> Writer:
    return lambda random: f"( {' '.join(random.sample(values, random.randint(1, min(4, len(values)))))} )"


def _of_nodes(literals: tuple[str, ...], bounds: tuple[str, ...]) -> dict[str, Writer]:
    named = (*NODES[:-1], *literals)
    return {
        "class": _one_of(*CLASSES),
        "datatype": _one_of("xsd:string", "xsd:integer", "xsd:decimal", "xsd:date", "rdf:langString"),
        "nodeKind": _one_of("sh:IRI", "sh:BlankNode", "sh:Literal", "sh:BlankNodeOrIRI", "sh:IRIOrLiteral"),
        **dict.fromkeys(("minInclusive", "minExclusive", "maxInclusive", "maxExclusive"), _one_of(*bounds)),
        "minLength": _one_of("1", "2", "3"),
        "maxLength": _one_of(*COUNTS),
        "pattern": _one_of('"^a"', '"b"', '"[0-9]$"', '"A" ; sh:flags "i"'),
        "languageIn": _some_of('"en"', '"de"', '"*"'),
        "in": _some_of(*named),
        "hasValue": _one_of(*named),
        "equals": _one_of(*PREDICATES),
        "disjoint": _one_of(*PREDICATES),
        "closed": lambda random: f"true ; sh:ignoredProperties {_some_of('rdf:type', *PREDICATES)(random)}",
    }


OF_PROPERTIES: dict[str, Writer] = {
    "minCount": _one_of(*COUNTS),
    "maxCount": _one_of(*COUNTS),
    "uniqueLang": _one_of("true"),
    "lessThan": _one_of(*PREDICATES),
    "lessThanOrEquals": _one_of(*PREDICATES),
}


@dataclass(frozen=True, slots=True)
class Shapes:
    """Writes random shapes, with the constraints of `of_nodes` and those of properties besides."""

    random: Random
    of_nodes: dict[str, Writer]

    def shape(self, depth: int, path_of: str | None) -> str:
        """Write what a shape asks, and in the constraints that take other shapes, other shapes."""
        random = self.random
        writers = {**self.of_nodes, **(OF_PROPERTIES if path_of else {})}
        names = random.sample(sorted(writers), random.randint(0 if depth else 1, 2))
        parts = [f"sh:{name} {writers[name](random)}" for name in names]
        if depth:
            parts.append(self._of_shapes(depth - 1, bool(path_of)))
        return " ; ".join([f"sh:path {path_of}", *parts] if path_of else parts)

    def _of_shapes(self, depth: int, in_property: bool) -> str:
        random = self.random
        kinds = ("node", "not", "and", "or", "xone", "property", *(("qualified",) if in_property else ()))
        kind = random.choice(kinds)
        if kind == "property":
            return " ; ".join(f"sh:property [ {self.shape(depth, path(random))} ]" for _ in range(random.randint(1, 2)))
        path_of = None if kind == "node" else random.choice((None, path(random)))
        inner = [f"[ {self.shape(depth, path_of)} ]" for _ in range(random.randint(1, 3))]
        if kind == "qualified":
            least = random.choice(("Min", "Max"))
            apart = random.choice(("true", "false"))
            return (
                f"sh:qualifiedValueShape {inner[0]} ; sh:qualified{least}Count {random.choice(COUNTS)} ;"
                f" sh:qualifiedValueShapesDisjoint {apart}"
            )
        return f"sh:{kind} {inner[0]}" if kind in ("node", "not") else f"sh:{kind} ( {' '.join(inner)} )"

    def write(self, named: tuple[str, ...]) -> str:
        """Write some shapes that aim at something."""
        random = self.random
        aims: dict[str, Writer] = {
            "targetClass": _one_of(*CLASSES),
            "targetNode": _one_of(*named, ":nowhere"),
            "targetSubjectsOf": _one_of(*PREDICATES),
            "targetObjectsOf": _one_of(*PREDICATES),
        }
        written = []
        for number in range(random.randint(1, 3)):
            kind, path_of = random.choice((("NodeShape", None), ("PropertyShape", path(random))))
            aim = random.choice(sorted(aims))
            more = random.choice(("", " ; sh:severity sh:Warning", ' ; sh:message "No."', " ; sh:deactivated true"))
            asked = self.shape(random.randint(0, 3), path_of)
            written.append(f":S{number} a sh:{kind} ; sh:{aim} {aims[aim](random)} ; {asked}{more} .\n")
        return "".join(written)


def store_of(turtle: str) -> ox.Store:
    store = ox.Store()
    store.load(input=(HEADER + turtle).encode(), format=ox.RdfFormat.TURTLE)
    return store


def example(random: Random) -> tuple[str, str]:
    """Write a graph and shapes, with numbers or with dates: pyshacl takes a date to be less than any number."""
    values = random.choice((NUMBERS, DATES))
    literals = (*WORDS, *values)
    written = Shapes(random, _of_nodes(literals, (*values[:3], '"b"'))).write((*NODES[:-1], *literals))
    return graph(random, literals), written


@settings(max_examples=100, deadline=None, derandomize=True)
@given(random=st.randoms(use_true_random=True))
def test_random_shapes_get_the_same_results(random: Random) -> None:
    data, written = example(random)
    store = store_of(data)
    ntriples = store_of(written).dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()) or b""
    read = shapes_of(ntriples, "random shapes")
    try:
        fast = set(FastChecker(read).check(store))
        reference = set(check(store, read, ()))
    except (Unsupported, BackendError):
        assume(False)
    assert fast == reference, f"{data}\n{written}"
