"""Syntax patterns: nodes bound along dependency edges, after Semgrex (Chambers et al. 2007) and Odin (2016).

A pattern is a list of lines, each of which binds one node:

    v VERB lemma=#found        the anchor: a verb whose lemma is in the word list
    who v>nsubj @Organization  a child of v in that relation that lies in an entity of that class
    ?when v>obl %period        a node that may be missing
    up v<xcomp                 the head of v, where v is its xcomp
    any v>> lemma=not          anything below v; `v>>nmod|obl` below it by those relations only
    !no v>aux lemma=may        no such node may exist

Constraints: POS (`NOUN|PROPN`), `lemma=a|b|#list`, `word=…`, `tag=VBN`, `dep=…`, `@Class.kind`, `%figure kind`,
`%period`, `^` (a title), `before=node`, `after=node`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from kg.extract.rules.patterns.needs import commonness
from kg.extract.rules.patterns.tape import Tape

Test = Callable[[Tape, int, Mapping[str, int]], bool]
EDGE = re.compile(r"(?P<from>\w+)(?P<step>>>|>|<)(?P<relations>[\w:|]*)$")
DEPTH = 4  # how far down `>>` looks


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a pattern."""

    name: str
    optional: bool
    forbidden: bool
    origin: str | None
    step: str
    relations: frozenset[str]
    tests: tuple[Test, ...]
    features: frozenset[str] | None  # for the anchor: features of which its token has one: the most telling ones


@dataclass(frozen=True, slots=True)
class SyntaxPattern:
    """A compiled syntax pattern."""

    source: tuple[str, ...]
    steps: tuple[Step, ...]
    needs: tuple[frozenset[str], ...]

    def search(self, tape: Tape) -> Iterator[dict[str, int]]:
        """Yield bindings of node names to token indexes."""
        anchor = self.steps[0]
        starts = range(len(tape.tokens)) if anchor.features is None else tape.bearing(anchor.features)
        for start in starts:
            if all(test(tape, start, {}) for test in anchor.tests):
                yield from self._extend(tape, {anchor.name: start}, 1)

    def _extend(self, tape: Tape, bound: dict[str, int], at: int) -> Iterator[dict[str, int]]:
        if at == len(self.steps):
            yield bound
            return
        step = self.steps[at]
        if step.origin not in bound:  # hangs on an optional node that is missing
            if step.optional or step.forbidden:
                yield from self._extend(tape, bound, at + 1)
            return
        found = [i for i in _reach(tape, bound[step.origin], step) if all(t(tape, i, bound) for t in step.tests)]
        if step.forbidden:
            if not found:
                yield from self._extend(tape, bound, at + 1)
        elif found:
            for i in found[:1] if step.optional else found:
                yield from self._extend(tape, bound | {step.name: i}, at + 1)
        elif step.optional:
            yield from self._extend(tape, bound, at + 1)


def _reach(tape: Tape, origin: int, step: Step) -> list[int]:
    tokens = tape.tokens
    if step.step == "<":
        head = tokens[origin].head
        right = head >= 0 and head != origin and (not step.relations or tokens[origin].dep in step.relations)
        return [head] if right else []
    if step.step == ">":
        return [c for c in tape.children[origin] if not step.relations or tokens[c].dep in step.relations]
    found, layer = [], [origin]
    for _ in range(DEPTH):
        layer = [c for i in layer for c in tape.children[i] if not step.relations or tokens[c].dep in step.relations]
        found.extend(layer)
    return sorted(found)


def compile_syntax(lines: tuple[str, ...], lists: Mapping[str, tuple[str, ...]]) -> SyntaxPattern:
    """Compile a pattern; raises ValueError that says what is wrong in which line."""
    if not lines:
        raise ValueError("a syntax pattern needs a line")
    steps: list[Step] = []
    known: set[str] = set()
    needs: list[frozenset[str]] = []
    for line in lines:
        step, features = _line(line, lists, known)
        if steps and step.origin is None:
            raise ValueError(f"{line!r} hangs on no other node: give an edge such as v>nsubj")
        steps.append(step)
        known.add(step.name)
        if not (step.optional or step.forbidden):
            needs.extend(features)
    return SyntaxPattern(lines, tuple(steps), tuple(needs))


def _line(line: str, lists: Mapping[str, tuple[str, ...]], known: set[str]) -> tuple[Step, list[frozenset[str]]]:
    name, *words = line.split() or [""]
    if not name.lstrip("?!"):
        raise ValueError(f"{line!r} needs a name for what it binds")
    optional, forbidden = name.startswith("?"), name.startswith("!")
    origin, way, relations = None, "", frozenset[str]()
    tests: list[Test] = []
    features: list[frozenset[str]] = []
    for word in words:
        edge = EDGE.match(word)
        if edge:
            origin, way = edge["from"], edge["step"]
            relations = frozenset(r for r in edge["relations"].split("|") if r)
            if origin not in known:
                raise ValueError(f"{line!r} hangs on {origin!r}, which no line above binds")
            continue
        test, wanted = _constraint(word, lists)
        key, _, other = word.partition("=")
        if key in ("before", "after") and other not in known:
            raise ValueError(f"{line!r} asks for the order of {other!r}, which no line above binds")
        tests.append(test)
        if wanted:
            features.append(wanted)
    telling = min(features, key=commonness, default=None)
    return Step(name.lstrip("?!"), optional, forbidden, origin, way, relations, tuple(tests), telling), features


def _constraint(word: str, lists: Mapping[str, tuple[str, ...]]) -> tuple[Test, frozenset[str] | None]:
    if word[0] in "@%^":
        return _chunk_test(word)
    key, sign, value = word.partition("=")
    if not sign and all(part.isalpha() and part.isupper() for part in word.split("|")):
        wanted = frozenset(word.split("|"))
        return (lambda tape, i, bound: tape.tokens[i].pos in wanted), wanted
    if key == "before":
        return (lambda tape, i, bound: i < bound.get(value, -1)), None
    if key == "after":
        return (lambda tape, i, bound: i > bound.get(value, 10**6)), None
    values = _values(value, lists)
    if key == "lemma":
        return (
            lambda tape, i, bound: tape.tokens[i].lemma.lower() in values or tape.tokens[i].text.lower() in values
        ), values
    if key == "word":
        return (lambda tape, i, bound: tape.tokens[i].text.lower() in values), values
    if key == "tag":
        return (lambda tape, i, bound: tape.tokens[i].tag in values), None
    if key == "dep":
        return (lambda tape, i, bound: tape.tokens[i].dep in values), None
    raise ValueError(f"cannot read the constraint {word!r}")


def _values(value: str, lists: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    found: set[str] = set()
    for part in value.split("|"):
        if part.startswith("#"):
            if part[1:] not in lists:
                raise ValueError(f"there is no word list {part[1:]!r}")
            found.update(lists[part[1:]])
        else:
            found.add(part)
    return frozenset(found)


def _chunk_test(word: str) -> tuple[Test, frozenset[str]]:
    kind = {"@": "e", "%": "q", "^": "t"}[word[0]]
    labels = frozenset(label for label in word[1:].split(".") if label)
    if word == "%period":
        kind, labels = "p", frozenset()

    def test(tape: Tape, i: int, bound: Mapping[str, int]) -> bool:
        chunk = tape.chunk_of[i]
        return chunk is not None and chunk.kind == kind and labels <= chunk.labels

    first = min(labels) if labels else ""
    return test, frozenset({f"{kind}:{first}"})
