"""A made-up ontology of finds, examples of it, and what learns and reads them: for tests of what is taught."""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from pathlib import Path

from kg.extract.learned.passages import Passage, whole
from kg.language import Analyzer, load
from kg.model import AnalysedDocument, Block, Document

BASE = "https://example.org/finds#"
ONTOLOGY = """\
@prefix f: <https://example.org/finds#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

f:Find a owl:Class ; rdfs:label "find"@en ; rdfs:subClassOf schema:Thing .
f:Finder a owl:Class ; rdfs:label "finder"@en ; rdfs:subClassOf schema:Person .
f:Site a owl:Class ; rdfs:label "site"@en ; rdfs:subClassOf schema:Place .
f:foundIn a owl:ObjectProperty ; rdfs:label "found in"@en ; rdfs:domain f:Find ; rdfs:range f:Site .
f:foundBy a owl:ObjectProperty ; rdfs:label "found by"@en ; rdfs:domain f:Find ; rdfs:range f:Finder .
f:foundOn a owl:DatatypeProperty ; rdfs:label "found on"@en ; rdfs:domain f:Find ; rdfs:range xsd:date .
f:weight a owl:DatatypeProperty ; rdfs:label "weight in grams"@en ; rdfs:domain f:Find ; rdfs:range xsd:decimal .
f:genuine a owl:DatatypeProperty ; rdfs:label "genuine"@en ; rdfs:domain f:Find ; rdfs:range xsd:boolean .
f:madeOf a owl:DatatypeProperty ; rdfs:label "made of"@en ; rdfs:domain f:Find ; rdfs:range xsd:string .
"""
RELATIONS = ("foundIn", "foundBy", "foundOn", "weight", "genuine", "madeOf")
_SORTS = ("Hollow", "Marsh", "Copper", "Twin", "Winter", "Black", "Tall", "Broken")
_THINGS = ("Ring", "Cup", "Brooch", "Mask", "Bell", "Sword", "Bowl", "Comb", "Crown")
_PLACES = ("Tarrow", "Upper Wend", "Kelmouth", "Orsby", "Lake Minnow", "Dunhale", "Port Essing")
_PEOPLE = ("Ada Quill", "Tom Varley", "Ines Barrow", "Otto Lund", "Mina Castell", "Rolf Egger", "Vera Holm")
_DAYS = ("3 May 1911", "14 June 1987", "2 March 2004", "28 August 1932", "9 October 1999")
_STUFFS = ("bronze", "walrus ivory", "red clay", "silver", "oak")


def thing(number: int) -> str:
    """Name a find; different numbers below 72 have different names."""
    return f"{_SORTS[number % len(_SORTS)]} {_THINGS[number % len(_THINGS)]}"


def rows(count: int = 72, start: int = 0) -> list[dict[str, object]]:
    """Make lines of examples: one in nine states nothing, some state two things, in two sentences."""
    return [_row(number) for number in range(start, start + count)]


def _row(number: int) -> dict[str, object]:
    name = thing(number)
    place, person = _PLACES[number % 7], _PEOPLE[(number // 2) % 7]
    day, stuff = _DAYS[number % 5], _STUFFS[(number // 3) % 5]
    grams, true = str(100 + 37 * number % 800), ("true", "false")[number // 9 % 2]
    told = [
        (f"The {name} was found in {place}.", [("foundIn", place)]),
        (f"The {name} was found by {person} in {place}.", [("foundBy", person), ("foundIn", place)]),
        (f"The {name} was found on {day}.", [("foundOn", day)]),
        (f"The {name} weighs {grams} grams.", [("weight", grams)]),
        (f"The {name} stands in the list as genuine: {true}.", [("genuine", true)]),
        (f"The {name} is made of {stuff}.", [("madeOf", stuff)]),
        (f"The {name} was found in {place}. It is made of {stuff}.", [("foundIn", place), ("madeOf", stuff)]),
        (f"The {name} weighs {grams} grams and was found by {person}.", [("weight", grams), ("foundBy", person)]),
        (f"Nobody asked {person} about {place} again.", []),
    ]
    text, triples = told[(number + number // 9) % 9]
    return {
        "id": f"find {number}",
        "text": text,
        "triples": [{"sub": name, "rel": BASE + relation, "obj": value} for relation, value in triples],
    }


def write(folder: Path, lines: list[dict[str, object]] | None = None, ontology: str = ONTOLOGY) -> tuple[Path, Path]:
    """Write a domain pack with the ontology, and the examples; return the two files."""
    (folder / "ontology").mkdir(parents=True, exist_ok=True)
    turtle, examples = folder / "ontology" / "finds.ttl", folder / "finds.jsonl"
    turtle.write_text(ontology, encoding="utf-8")
    told = rows() if lines is None else lines
    examples.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in told), encoding="utf-8")
    return turtle, examples


@functools.cache
def _analyzer() -> Analyzer:
    return load("none")


def analysed(text: str, id: str = "example", blocks: Sequence[Block] | None = None) -> AnalysedDocument:
    """Analyse a text without a model, as learning does."""
    return _analyzer().analyse(Document(id, text, date="2017-03-01"), blocks)


def passage(text: str, id: str = "example") -> Passage:
    """Make one passage of a text that has words."""
    made = whole(analysed(text, id))
    assert made is not None
    return made
