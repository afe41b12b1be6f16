"""Examples: texts with the triples that they state, read and checked."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kg.errors import InputError
from kg.extract.learned.schema import Relation, Schema
from kg.graph.terms import local
from kg.model import Iri

_PARTS = ("sub", "rel", "obj")


@dataclass(frozen=True, slots=True)
class Triple:
    """What an example states: labels of subject and object, the IRI of the relation."""

    subject: str
    relation: str
    object: str


@dataclass(frozen=True, slots=True)
class Example:
    """A text and triples that it states; not all, perhaps.

    `looked_for` are the relations that its annotator looked for, None for all of the ontology.
    """

    id: str
    text: str
    triples: tuple[Triple, ...]
    looked_for: frozenset[str] | None = None
    line: int = 0  # where it was read
    source: str = ""  # the file that it was read from
    about: str = ""  # what it is about, where that is not its subject: the article that a sentence is from

    @property
    def group(self) -> str:
        """Name what the example is mostly about: examples of one group are never learned from to measure each other."""
        if self.about:
            return self.about
        subjects = [triple.subject for triple in self.triples]
        return max(sorted(set(subjects)), key=subjects.count) if subjects else self.text


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something in a line of a file of examples that nothing can be learned from."""

    source: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.source}, line {self.line}: {self.what}"


def read_examples(lines: Iterable[str], schema: Schema, source: str) -> tuple[list[Example], list[Problem]]:
    """Read JSON lines `{"id", "text", "triples": [{"sub", "rel", "obj"}]}`; what is wrong is told and left out.

    Raises InputError when no line holds an example.
    """
    known = _names(schema.relations)
    examples: list[Example] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        row, wrong = _row(line)
        if wrong:
            problems.append(Problem(source, number, wrong))
            continue
        unknown = sorted({given["rel"] for given in row["triples"]} - known.keys())
        problems.extend(Problem(source, number, f"the ontology has no relation {name!r}") for name in unknown)
        triples = (Triple(t["sub"], known[t["rel"]].iri, t["obj"]) for t in row["triples"] if t["rel"] in known)
        id, about = str(row.get("id", number)), str(row.get("about", ""))
        examples.append(Example(id, row["text"], tuple(triples), line=number, source=source, about=about))
    if not examples:
        first = f"; the first problem: {problems[0]}" if problems else ""
        raise InputError(f"{source}: no line holds an example{first}")
    return examples, problems


def _names(relations: Iterable[Relation]) -> dict[str, Relation]:
    """Map IRIs, labels and last parts of IRIs to relations; what two relations share names neither."""
    named: dict[str, list[Relation]] = {}
    for relation in relations:
        for name in {relation.iri, relation.label, local(Iri(relation.iri))}:
            named.setdefault(name, []).append(relation)
    return {name: those[0] for name, those in named.items() if len(those) == 1}


def _row(line: str) -> tuple[dict[str, Any], str]:
    """Read a line; return it with what is wrong, "" where nothing is."""
    try:
        row = json.loads(line)
    except ValueError as error:
        return {}, f"is no JSON: {error}"
    if not isinstance(row, dict):
        return {}, 'is no object {"id", "text", "triples"}'
    return row, _wrong(row)


def _wrong(row: dict[str, Any]) -> str:
    if not isinstance(row.get("text"), str) or not row["text"].strip():
        return 'has no "text" to read'
    if not isinstance(row.get("triples"), list):
        return 'has no list of "triples"; give [] where the text states none'
    for triple in row["triples"]:
        if not isinstance(triple, dict) or not all(isinstance(triple.get(part), str) for part in _PARTS):
            return 'has a triple without "sub", "rel" and "obj" in words'
    return ""
