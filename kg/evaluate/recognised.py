"""What is recognised, with examples and figures, as a page: `python -m kg.evaluate.recognised` writes it.

`docs/recognised.md` follows from the rule book, the ontology and `docs/figures.json`. With `--measure` the articles of
`seeds/` are built and evaluated first, which takes some two minutes; without it the figures stay as they are.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Final

from kg.build import THRESHOLD
from kg.domain import Domain, load
from kg.domain.pack import triples
from kg.errors import KgError
from kg.evaluate.measurement import ALL, Figures, Trust, measure, read, written
from kg.evaluate.scores import Counts
from kg.evaluate.terms import NODES, RELATIONS, TYPES
from kg.export import save
from kg.extract.rules.lists import read_lists
from kg.extract.rules.patterns.book import Example, Rule, read_book
from kg.model import Iri
from kg.vocab import AUTHOR, DEFINITION, EVENT, HOLDS_POST_AT, QUOTATION, curie

FEW: Final = 0.5  # of required facts found: a kind with fewer is listed as falling short
SURE: Final = 0.7  # of answers right: likewise
_NONE: Final = "–"
_TEXT: Final = Path(__file__).with_name("recognised.md")


@dataclass(frozen=True, slots=True)
class Row:
    """Something that is recognised: by a rule of the book or, without one, by code."""

    emits: Iri
    name: str
    example: str
    gives: str


# What no rule of the book gives. Tests build these examples.
CODE: Final = (
    Row(HOLDS_POST_AT, "", "Anna Peeters, director of the Nordic Council, spoke.", "Anna Peeters → Nordic Council"),
    Row(AUTHOR, "author-in-byline", "By Anna Peeters", "the document → Anna Peeters"),
    Row(
        QUOTATION,
        "goes-on",
        "“We open on Monday,” said Anna Peeters. “Nobody will be late.”",
        "speaker: Anna Peeters; text: Nobody will be late",
    ),
)
_WITHOUT_RULE: Final = "every current post"
_STALE: Final = "**Rules, names or weights have changed since these figures were measured.**\n\n"


def page(book: Iterable[Rule], domain: Domain, figures: Figures) -> str:
    """Return the page as Markdown."""
    rows: dict[Iri, list[Row]] = defaultdict(list)
    for rule in book:
        rows[rule.emits].append(_row(rule, domain))
    for row in CODE:
        rows[row.emits].append(row)
    said = _definitions(domain)
    relations, nodes = tuple(RELATIONS), _nodes(domain)

    def sections(terms: Iterable[Iri]) -> str:
        return _lines(line for term in terms for line in _section(domain, term, said, rows[term], figures))

    return Template(_TEXT.read_text(encoding="utf-8")).substitute(
        contents=_contents(domain, relations, nodes),
        stale=_STALE if figures.pack != domain.version[:16] else "",
        overall=_lines(_overall(domain, figures)),
        short=_lines(_short(domain, (*relations, *nodes), rows, figures)),
        relations=sections(relations),
        nodes=sections(nodes),
        trusts=_lines(_trusts(domain, figures)),
        threshold=f"{THRESHOLD:g}",
        thresholds=_lines(_thresholds(figures)),
    )


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(lines).strip()


def _nodes(domain: Domain) -> tuple[Iri, ...]:
    """Classes of things with parts, each kind of event behind events."""
    return (*NODES, *sorted(domain.event_classes - {EVENT}))


def _definitions(domain: Domain) -> Mapping[str, str]:
    found = (triple for path in domain.ontology for triple in triples(path))
    return {subject: value for subject, predicate, value in found if predicate == DEFINITION}


def _row(rule: Rule, domain: Domain) -> Row:
    example = next((one for one in rule.examples if one.gives), rule.examples[0])
    return Row(rule.emits, rule.name, example.text, _gives(rule, example, domain))


def _gives(rule: Rule, example: Example, domain: Domain) -> str:
    parts = dict(example.gives)
    if rule.emits in domain.properties and parts.keys() == {"subject", "object"}:
        return f"{parts['subject']} → {parts['object']}"
    return "; ".join(f"{name}: {words}" for name, words in example.gives) or f"({domain.labels[rule.emits]})"


# -- sections --------------------------------------------------------------------------------------------------------
def heading(domain: Domain, term: Iri) -> str:
    """Return the heading of a relation's or a class's section, as it reads."""
    label = domain.labels[term]
    return f"{label[0].upper()}{label[1:]} (`{curie(term)}`)"


def anchor(title: str) -> str:
    """Return the name by which a link finds a heading.

    >>> anchor("Is part of (`schema:parentOrganization`)")
    'is-part-of-schemaparentorganization'
    """
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def _contents(domain: Domain, relations: Sequence[Iri], nodes: Sequence[Iri]) -> str:
    def links(terms: Iterable[Iri]) -> str:
        titles = ((domain.labels[term], anchor(heading(domain, term))) for term in terms)
        return ",\n  ".join(f"[{label}](#{link})" for label, link in titles)

    return (
        f"- [Direct relations](#direct-relations):\n  {links(relations)}\n"
        f"- [Things with parts](#things-with-parts):\n  {links(nodes)}\n"
        "- [Confidence](#confidence)"
    )


_COUNTS: Final = ("required", "found", "more", "wrong", "P", "R", "F1")


def _overall(domain: Domain, figures: Figures) -> Iterator[str]:
    for split, counts in sorted(figures.kinds.items()):
        yield f"On `{split}`:\n"
        yield from _table(("kind", *_COUNTS), ((n, *_counts(counts.get(kind, Counts()))) for n, kind in _types(domain)))


def _types(domain: Domain) -> Iterator[tuple[str, str]]:
    yield ALL, ALL
    labels = {type_: f"{domain.labels[cls]} (`{curie(cls)}`)" for cls, type_ in NODES.items()}
    labels |= {"relation": "direct relation"}
    yield from ((labels.get(type_, type_), type_) for type_ in TYPES)


def _short(domain: Domain, terms: Iterable[Iri], rows: Mapping[Iri, Sequence[Row]], figures: Figures) -> Iterator[str]:
    """Say what falls short."""
    kinds = dict.fromkeys(map(_kind, terms))
    counts = {kind: figures.kinds["test"].get(kind, Counts()) for kind in kinds}
    names = {kind: _named(domain, kind) for kind in kinds}
    few = [kind for kind, one in counts.items() if one.recall is not None and one.recall < FEW]
    unsure = [kind for kind, one in counts.items() if one.precision is not None and one.precision < SURE]
    unseen = [kind for kind, one in counts.items() if not one.required]
    rules = [figures.rules.get(row.name) for held in rows.values() for row in held if row.name]
    yield f"- Less than {FEW:.0%} of what `test` requires is found: {_listed(names[kind] for kind in few)}."
    yield f"- Less than {SURE:.0%} of the answers on `test` are right: {_listed(names[kind] for kind in unsure)}."
    yield f"- `test` requires no such fact, so its recall is unknown: {_listed(names[kind] for kind in unseen)}."
    idle = f"- {rules.count((0, 0))} of {len(rules)} rules have no right and no wrong answer on `train` and `dev`."
    yield f"{idle} Nothing but their examples shows what they are worth."


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or "none"


def _named(domain: Domain, kind: str) -> str:
    """Name a kind by the terms that it stands for."""
    return " with ".join(f"`{curie(t)}`" for t in (*RELATIONS, *_nodes(domain)) if _kind(t) == kind)


def _kind(term: Iri) -> str:
    """Return under which name the figures of a relation or class are held."""
    if term in RELATIONS:
        return f"relation {RELATIONS[term][0]}"
    return NODES.get(term) or f"event {curie(term).partition(':')[2]}"


def _section(
    domain: Domain, term: Iri, said: Mapping[str, str], rows: Sequence[Row], figures: Figures
) -> Iterator[str]:
    yield f"### {heading(domain, term)}\n"
    yield f"{escaped(said[term])}\n"
    together = [f"`{curie(other)}`" for other in RELATIONS if other != term and _kind(other) == _kind(term)]
    if together and term in RELATIONS:
        yield f"The gold does not tell this from {' or '.join(together)}: the figures are of both.\n"
    if term == EVENT:
        yield "The figures are of all events. The kinds of events below have rules; other events have none.\n"
    kind = _kind(term)
    yield from _table(
        ("split", *_COUNTS), ((s, *_counts(counts.get(kind, Counts()))) for s, counts in sorted(figures.kinds.items()))
    )
    if rows:
        shown = ((*_shown(row), *_tally(figures.rules.get(row.name))) for row in rows)
        yield from _table(("rule", "example", "gives", "right", "wrong"), shown, left=3)


def _shown(row: Row) -> tuple[str, str, str]:
    name = f"`{row.name}`" if row.name else _WITHOUT_RULE
    return name, escaped(row.example), escaped(row.gives)


def _tally(found: tuple[int, int] | None) -> tuple[str, str]:
    return (str(found[0]), str(found[1])) if found else (_NONE, _NONE)


def _thresholds(figures: Figures) -> Iterator[str]:
    return _table(
        ("threshold", *_COUNTS), ((at, *_counts(counts)) for at, counts in sorted(figures.thresholds.items()))
    )


def _trusts(domain: Domain, figures: Figures) -> Iterator[str]:
    head = ("kind", "confidence from", "in the graph", "error", "all", "error")
    yield from _table(head, (_trusted(name, kind, figures) for name, kind in _types(domain)), left=2)


def _trusted(name: str, kind: str, figures: Figures) -> tuple[str, ...]:
    found = (figures.graph.get(kind, Trust()), figures.candidates.get(kind, Trust()))
    return (name, _source(kind, figures), *(cell for one in found for cell in (str(one.answers), _share(one.error))))


def _source(kind: str, figures: Figures) -> str:
    if kind in (ALL, "entity"):
        return _NONE if kind == ALL else "name finder"
    decisions = {type_: curie(cls).partition(":")[2] for cls, type_ in NODES.items()}
    return "weights" if decisions.get(kind, kind) in figures.learned else "its rule"


# -- Markdown --------------------------------------------------------------------------------------------------------
def _table(head: Sequence[str], rows: Iterable[Sequence[str]], left: int = 1) -> Iterator[str]:
    """Yield a table and an empty line; columns beyond the first few are of numbers."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'|'.join('---' if i < left else '---:' for i in range(len(head)))}|"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def _counts(counts: Counts) -> tuple[str, ...]:
    shares = (counts.precision, counts.recall, counts.f1)
    numbers = (counts.required, counts.found, counts.optional, counts.wrong)
    return (*map(str, numbers), *map(_share, shares))


def _share(value: float | None) -> str:
    return _NONE if value is None else f"{value:.2f}"


def escaped(text: str) -> str:
    r"""Return words as Markdown that shows them as they are, in a cell of a table too.

    >>> print(escaped("a|b costs $5 & *more*"))
    a\|b costs \$5 & \*more\*
    """
    return re.sub(r"([\\`*_\[\]<>|~$]|&(?=#?\w+;))", r"\\\1", " ".join(text.split()))


# -- command ---------------------------------------------------------------------------------------------------------
def current(root: Path) -> str:
    """Return the page of a checkout, with the default domain's rules and the figures in its `docs/`."""
    domain = load()
    book = read_book(domain.rules, read_lists(domain.rules / "words.toml"), domain)
    return page(book, domain, read(root / "docs" / "figures.json"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the page; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m kg.evaluate.recognised", description=__doc__)
    parser.add_argument("--measure", action="store_true", help="build and evaluate the articles of seeds/ first")
    parser.add_argument("--root", type=Path, default=Path(), help="the checkout (default: the folder one is in)")
    given = parser.parse_args(arguments)
    docs = given.root / "docs"
    try:
        if given.measure:
            save(docs / "figures.json", [written(measure(given.root / "seeds")).encode()])
        save(docs / "recognised.md", [current(given.root).encode()])
    except KgError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
