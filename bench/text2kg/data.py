"""The benchmark's files: ontologies, rows with triples, rows with sentences alone."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import InputError, InputMissing
from kg.learn import Example, Relation, Schema, Triple

SETS = ("wikidata_tekgen", "dbpedia_webnlg")
_MANGLED = re.compile(r"[\u0080-\u00ff]{2,}")  # UTF-8 that was read as Latin-1
Labels = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Ontology:
    """One of a set's ontologies: its id ("ont_1_movie") and the keys of its relations."""

    id: str
    relations: frozenset[str]


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence, with the triples that are stated, or without."""

    id: str
    ontology: str
    sentence: str
    triples: tuple[Labels, ...] = ()


def key(relation: str) -> str:
    """Return what two spellings of a relation have in common."""
    return re.sub(r"[_\s]+", " ", relation).strip().lower()


def repaired(text: str) -> str:
    """Undo UTF-8 read as Latin-1, stretch by stretch.

    >>> repaired("Ren\\u00c3\\u00a9 Goscinny")
    'René Goscinny'
    """

    def again(found: re.Match[str]) -> str:
        try:
            return found[0].encode("latin-1").decode("utf-8")
        except UnicodeError:
            return found[0]

    return _MANGLED.sub(again, text)


def spaced(text: str) -> str:
    """Write a text or label as prose is written: no underscores."""
    return repaired(text).replace("_", " ").strip()


def read_ontologies(folder: Path) -> tuple[tuple[Ontology, ...], Schema]:
    """Read a set's ontologies, and one schema for them all: relations of one label are one."""
    labels: dict[str, str] = {}
    if not folder.is_dir():
        raise InputMissing(f"{folder}: there is no such folder of ontologies")
    found: list[Ontology] = []
    domains: dict[str, Counter[str]] = defaultdict(Counter)
    ranges: dict[str, Counter[str]] = defaultdict(Counter)
    for path in sorted(folder.glob("*_ontology.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        for relation in told["relations"]:
            domains[key(relation["label"])][str(relation.get("domain") or "")] += 1
            ranges[key(relation["label"])][str(relation.get("range") or "")] += 1
        found.append(Ontology(told["id"], frozenset(key(r["label"]) for r in told["relations"])))
        labels |= {key(r["label"]): r["label"].strip() for r in told["relations"]}
    relations = (Relation(k, labels[k], _first(domains[k]), _first(ranges[k])) for k in domains)
    return tuple(found), Schema(tuple(sorted(relations)))


def _first(counts: Counter[str]) -> str:
    return min(counts, key=lambda name: (-counts[name], name))


def read_rows(path: Path, ontologies: Iterable[Ontology]) -> list[Row]:
    """Read a file; rows of one sentence become one. Raises InputError with the line of what can't be read."""
    known = sorted((ontology.id for ontology in ontologies), key=len, reverse=True)
    rows: dict[tuple[str, str], Row] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            told = json.loads(line)
            row = Row(str(told["id"]), _ontology(str(told["id"]), path, known), told.get("sent", ""), _triples(told))
        except (LookupError, TypeError, ValueError) as error:
            raise InputError(f"{path}, line {number}: no row of the benchmark ({error})") from error
        where = (row.ontology, row.sentence if row.triples and row.sentence else row.id)
        before = rows[where].triples if where in rows else ()
        rows[where] = Row(
            rows[where].id if where in rows else row.id,
            row.ontology,
            row.sentence,
            tuple(dict.fromkeys((*before, *row.triples))),
        )
    return list(rows.values())


def _ontology(id: str, path: Path, known: list[str]) -> str:
    for name in known:
        if id.startswith(f"{name}_") or path.name.startswith(f"{name}_"):
            return name
    raise InputError(f"{path}: neither its name nor the id {id!r} begins with an ontology of the set")


def _triples(told: dict[str, Any]) -> tuple[Labels, ...]:
    if "triples" in told:
        given = told["triples"]
        return tuple((t["sub"], t["rel"], t["obj"]) if isinstance(t, dict) else (t[0], t[1], t[2]) for t in given)
    if "sub_label" in told:
        return ((told["sub_label"], told["rel_label"], told["obj_label"]),)
    return ()


def as_example(row: Row, ontology: Ontology) -> Example:
    """Make an example of a row; the benchmark's marks of strings are no part of a label."""
    triples = (
        Triple(spaced(s).strip('"'), key(r), spaced(o).strip('"'))
        for s, r, o in row.triples
        if key(r) in ontology.relations
    )
    return Example(row.id, spaced(row.sentence), tuple(triples), ontology.relations)
