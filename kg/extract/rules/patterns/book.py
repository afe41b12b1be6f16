"""The rule book: rules as data, read from `ontology/rules/*.toml` and checked against the ontology.

    [[rule]]
    name = "title-after-name"
    emits = "kg:Post"                     # a class with parts, or a property for a direct relation
    confidence = 0.95
    tokens = "holder:@Person , title:^"   # or syntax = ["v VERB lemma=found", …]
    set = { status = "kg:Former" }        # constant parts
    examples = [ { text = "…", gives = { holder = "Chen Qun", title = "vice mayor" } } ]
    counter = [ "…" ]                     # texts in which the rule must find nothing

Captures named after a property of the class become that part; one- and two-letter names and the words in HELPERS only
help to find it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.domain import Domain
from kg.errors import RuleError
from kg.extract.rules.lists import read_toml
from kg.extract.rules.patterns.needs import commonness
from kg.extract.rules.patterns.syntax import SyntaxPattern, compile_syntax
from kg.extract.rules.patterns.tape import Tape
from kg.extract.rules.patterns.tokens import TokenPattern, compile_tokens
from kg.model import Iri
from kg.vocab import curie, iri

KEYS = {"name", "emits", "confidence", "tokens", "syntax", "set", "examples", "counter", "note"}
HELPERS = {"subject", "object", "verb", "thing", "figure", "change", "from", "place", "what", "again", "other", "basis"}
SETTINGS = {"sign", "modality", "direction"}


@dataclass(frozen=True, slots=True)
class Example:
    """A text with what a rule must find in it: part name -> words."""

    text: str
    gives: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; exactly one of `tokens` and `syntax` is there."""

    name: str
    emits: Iri
    confidence: float
    tokens: TokenPattern | None
    syntax: SyntaxPattern | None
    settings: tuple[tuple[str, str], ...]
    examples: tuple[Example, ...]
    counter: tuple[str, ...]
    file: str

    def setting(self, name: str) -> str | None:
        """Return a constant of `set`."""
        return next((value for key, value in self.settings if key == name), None)

    @property
    def needs(self) -> tuple[frozenset[str], ...]:
        """Sets of features of which a sentence must have one each."""
        pattern = self.tokens or self.syntax
        return pattern.needs if pattern is not None else ()

    def matches(self, tape: Tape) -> Iterator[Match]:
        """Yield where the rule fits."""
        if self.tokens is not None:
            for ranges in self.tokens.search(tape):
                yield Match(self, tape, ranges)
        if self.syntax is not None:
            for nodes in self.syntax.search(tape):
                ranges = {name: _range(tape, i) for name, i in nodes.items()}
                starts, ends = zip(*ranges.values(), strict=True)
                ranges[""] = min(starts), max(ends)
                yield Match(self, tape, ranges, nodes)


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that fits: token ranges by name, the whole under ""; with syntax the very nodes too."""

    rule: Rule
    tape: Tape
    ranges: Mapping[str, tuple[int, int]]
    nodes: Mapping[str, int] | None = None

    def node(self, name: str) -> int | None:
        """Return the token that a name binds: the node, or the head of its range."""
        if self.nodes is not None:
            return self.nodes.get(name)
        found = self.ranges.get(name)
        if found is None:
            return None
        chunk = self.tape.chunk_of[found[0]]
        if chunk is not None and chunk.end >= found[1]:
            return chunk.head
        return found[1] - 1

    def words(self, name: str) -> str | None:
        """Return the words that a name binds."""
        found = self.ranges.get(name)
        return self.tape.words(*found) if found else None


def _range(tape: Tape, index: int) -> tuple[int, int]:
    chunk = tape.chunk_of[index]
    return (chunk.start, chunk.end) if chunk else (index, index + 1)


def read_book(folder: Path, lists: Mapping[str, tuple[str, ...]], domain: Domain) -> tuple[Rule, ...]:
    """Read every rule of a rules folder; raises RuleError naming file, rule and reason."""
    rules: list[Rule] = []
    seen: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        for row in _rows(path):
            rule = _rule(path, row, lists, domain)
            if rule.name in seen:
                raise RuleError(f"{path}: rule {rule.name!r} stands in {seen[rule.name]} too: give it another name")
            seen[rule.name] = path.name
            rules.append(rule)
    return tuple(rules)


def _rows(path: Path) -> list[dict[str, object]]:
    rows = read_toml(path).get("rule", [])
    if not isinstance(rows, list) or not all(isinstance(r, dict) for r in rows):
        raise RuleError(f"{path}: rules must be tables headed [[rule]]")
    return rows


def _rule(path: Path, row: dict[str, object], lists: Mapping[str, tuple[str, ...]], domain: Domain) -> Rule:
    name = row.get("name")
    if not isinstance(name, str) or not name:
        raise RuleError(f"{path}: a rule has no name")
    where = f"{path}: rule {name!r}"
    unknown = set(row) - KEYS
    if unknown:
        raise RuleError(f"{where}: unknown key {min(unknown)!r} (known: {', '.join(sorted(KEYS))})")
    if ("tokens" in row) == ("syntax" in row):
        raise RuleError(f"{where}: give either tokens or syntax")
    confidence = row.get("confidence")
    if not isinstance(confidence, (int, float)) or not 0 < confidence <= 1:
        raise RuleError(f"{where}: confidence must be a number above 0 and up to 1, not {confidence!r}")
    emits = _emits(where, row.get("emits"), domain)
    lines = _lines(where, row, "syntax")
    try:
        tokens = compile_tokens(str(row["tokens"]), lists) if "tokens" in row else None
        syntax = compile_syntax(lines, lists) if "syntax" in row else None
    except ValueError as error:
        raise RuleError(f"{where}: {error}") from None
    settings = row.get("set", {})
    if not isinstance(settings, dict):
        raise RuleError(f"{where}: set must be a table")
    names = set(tokens.regex.groupindex) if tokens else {s.name for s in syntax.steps} if syntax else set()
    _check_names(where, emits, names, settings, domain)
    return Rule(
        name,
        emits,
        float(confidence),
        tokens,
        syntax,
        tuple(sorted((str(k), str(v)) for k, v in settings.items())),
        _examples(where, row.get("examples", [])),
        _lines(where, row, "counter"),
        path.name,
    )


def _lines(where: str, row: dict[str, object], key: str) -> tuple[str, ...]:
    lines = row.get(key, [])
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise RuleError(f"{where}: {key} must be a list of texts")
    return tuple(lines)


def _emits(where: str, text: object, domain: Domain) -> Iri:
    try:
        found = iri(str(text))
    except KeyError:
        raise RuleError(f"{where}: emits {text!r} has no known prefix") from None
    if found not in domain.classes and found not in domain.properties:
        raise RuleError(f"{where}: the ontology has neither class nor property {text}")
    return found


def _check_names(where: str, emits: Iri, names: set[str], settings: dict[str, object], domain: Domain) -> None:
    known = {curie(p).partition(":")[2] for p in domain.properties}
    for name in sorted({n.rstrip("0123456789") for n in names | set(settings)}):
        if len(name) > 2 and name not in known | HELPERS | SETTINGS:
            raise RuleError(f"{where}: {name!r} is no property of the ontology")
    stems = {n.rstrip("0123456789") for n in names}
    if emits in domain.properties and not {"subject", "object"} <= stems:
        raise RuleError(f"{where}: a direct relation needs captures named subject and object")


def _examples(where: str, rows: object) -> tuple[Example, ...]:
    if not isinstance(rows, list) or not rows:
        raise RuleError(f"{where}: a rule needs an example")
    try:
        return tuple(
            Example(row["text"], tuple(sorted((k, str(v)) for k, v in row.get("gives", {}).items()))) for row in rows
        )
    except (TypeError, KeyError, AttributeError):
        raise RuleError(f'{where}: an example is a table {{ text = "…", gives = {{ … }} }}') from None


class Index:
    """Finds the rules that a sentence may meet at all, by what each needs: token patterns of items, others of tokens.

    Many rules share a need, so each need is looked at once a sentence.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        numbers: dict[tuple[bool, frozenset[str]], int] = {}
        self._rules = [
            (rule, frozenset(numbers.setdefault((rule.tokens is not None, need), len(numbers)) for need in rule.needs))
            for rule in rules
        ]
        # A rule is looked at where the rarest of what it needs is met.
        self._by_need: dict[int, list[int]] = {}
        for i, rule in enumerate(rules):
            rarest = min(rule.needs, key=commonness, default=None)
            number = numbers[rule.tokens is not None, rarest] if rarest is not None else -1
            self._by_need.setdefault(number, []).append(i)
        self._met_by: tuple[dict[str, list[int]], dict[str, list[int]]] = {}, {}
        for (of_items, need), number in numbers.items():
            for feature in need:
                self._met_by[of_items].setdefault(feature, []).append(number)

    def rules(self, tape: Tape) -> list[Rule]:
        """Return the rules whose needs the sentence has, in the order of the book."""
        met = {-1}
        of_tokens, of_items = self._met_by
        for feature in of_tokens.keys() & tape.where.keys():
            met.update(of_tokens[feature])
        for feature in of_items.keys() & tape.items.keys():
            met.update(of_items[feature])
        likely = sorted(i for number in self._by_need.keys() & met for i in self._by_need[number])
        return [rule for rule, needs in map(self._rules.__getitem__, likely) if needs <= met]
