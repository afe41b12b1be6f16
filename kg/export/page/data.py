"""A graph as one compact JSON value: tables of columns, words and names once, everything else by number.

The script of the page reads it (`static/data.js`); what is a column there is a column here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from kg.export.drawing.marks import COLORS, OTHER_COLOR
from kg.export.page.cast import Cast, cast
from kg.export.page.lines import Line, lines
from kg.export.page.sentences import Sentences, texts
from kg.facts import ENTITY
from kg.graph import ClaimRecord, DocumentRecord
from kg.graph.labels import Labels
from kg.graph.terms import local
from kg.graph.wording import words
from kg.model import Iri, Modality
from kg.vocab import ALT_LABEL, SAME_AS, TYPE

if TYPE_CHECKING:
    from kg.graph import Graph


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one page holds: things, facts, and characters of documents' texts."""

    things: int = 10_000
    facts: int = 60_000
    text: int = 16_000_000


# For classes that have no colour of their own; events are the most of these.
_OTHER_COLORS: Final = (OTHER_COLOR, "#b5651d", "#d98f4e", "#a3562a", "#8f7a3d", "#c98b6b", "#9c6644", "#dda15e")
_NOBODY: Final = -1
_MODALITIES: Final = tuple(modality.value.lower() for modality in Modality)
Row = tuple[Any, ...]


@dataclass(slots=True)
class Numbered:
    """Words by number, in the order in which they were first asked for."""

    known: dict[str, int] = field(default_factory=dict)

    def __call__(self, text: str) -> int:
        return self.known.setdefault(text, len(self.known))


def data(graph: Graph, limits: Limits = Limits()) -> dict[str, Any]:  # a frozen value
    """Return what the page of a graph holds; the quarantine is no part of it."""
    labels = Labels(graph)
    drawn = cast(graph, limits.things)
    rows = list(lines(graph, drawn, labels))
    kept = sorted(sorted(rows, key=_weight)[: limits.facts], key=lambda row: row.key)
    told = {evidence.document for row in kept for claim in row.claims for evidence in claim.evidence}
    linked = {end for row in kept for end in row.starts + row.ends}
    documents = [
        d for d in graph.documents() if d.id in told or d.iri in linked or len(drawn.documents) < limits.things
    ]
    tables = _Tables(graph.base, labels, drawn, documents, texts(documents, limits.text))
    facts = tables.facts(kept)
    return {
        "base": graph.base,
        "counts": {
            "things": [len(drawn.things), len(drawn.all)],
            "facts": [len(kept), len(rows)],
            "documents": [len(documents), len(drawn.documents)],
            "texts": [len(tables.sentences.texts), sum(1 for d in documents if d.text)],
        },
        "modalities": _MODALITIES,
        "things": tables.things(),
        "documents": tables.documents(documents),
        **facts,
        "sentences": _columns(("document", "start", "text"), tables.sentences.rows),
        "classes": _colored(tables.classes.known),
        "relations": list(tables.relations.known),
        "kinds": list(tables.kinds.known),
        "words": list(tables.words.known),
    }


def _weight(row: Line) -> tuple[bool, float, tuple[str, str, str]]:
    """Order facts by how much they tell: mere mentions last, the most believed first."""
    return row.kind == ENTITY, -max((float(claim.confidence) for claim in row.claims), default=1.0), row.key


class _Tables:
    """Numbers what the rows of a page share while they are written."""

    def __init__(
        self, base: str, labels: Labels, drawn: Cast, documents: list[DocumentRecord], kept: dict[str, str]
    ) -> None:
        self._labels = labels
        self._base = base
        self._drawn = drawn
        # Documents are numbered after the things, so that one number names either.
        nodes = [*drawn.things, *(d.iri for d in documents)]
        self._nodes = {iri: number for number, iri in enumerate(nodes)}
        self.words, self.classes, self.relations, self.kinds = Numbered(), Numbered(), Numbered(), Numbered()
        self.words("")
        self.sentences = Sentences({d.id: number for number, d in enumerate(documents)}, kept)

    def things(self) -> dict[str, list[Any]]:
        return _columns(("iri", "label", "class", "names", "same"), map(self._thing, self._drawn.things))

    def documents(self, documents: Iterable[DocumentRecord]) -> dict[str, list[Any]]:
        names = ("iri", "id", "headline", "date", "url", "authors", "class", "text")
        return _columns(names, map(self._document, documents))

    def facts(self, rows: Iterable[Line]) -> dict[str, dict[str, list[Any]]]:
        facts, claims = [], []
        for number, row in enumerate(rows):
            facts.append(self._fact(row))
            claims += [self._claim(number, claim) for claim in row.claims]
        names = ("kind", "relation", "from", "to", "subject", "what", "value", "period", "time", "number", "series")
        told = ("iri", "fact", "modality", "confidence", "by", "extractor", "rule", "evidence")
        return {"facts": _columns(names, facts), "claims": _columns(told, claims)}

    def _thing(self, iri: str) -> Row:
        values = self._labels.values(iri)
        types = sorted(values.get(TYPE, ("",)))
        same = sorted(values.get(SAME_AS, ()))
        names = sorted({*values.get(ALT_LABEL, ())} - {self._labels.of(iri)})
        return self._name(iri), self._labels.of(iri), self.classes(local(Iri(types[0]))), names or 0, same or 0

    def _document(self, document: DocumentRecord) -> Row:
        authors = [self._nodes.get(author, self._labels.of(author)) for author in document.authors]
        type_ = local(Iri(sorted(self._labels.values(document.iri).get(TYPE, ("",)))[0]))
        text = self.sentences.texts.get(document.id, 0)
        return (
            self._name(document.iri),
            document.id,
            document.headline or 0,
            document.date or 0,
            document.url or 0,
            authors,
            self.classes(type_),
            text,
        )

    def _fact(self, row: Line) -> Row:
        said = [self.words(text) for text in row.said]
        starts, ends = ([self._nodes[end] for end in side if end in self._nodes] for side in (row.starts, row.ends))
        number = 0 if row.number is None else _plain(row.number)
        ends_at = self.words(row.time), number, self.words(row.series)
        return self.kinds(row.kind), self.relations(row.relation), _short(starts), _short(ends), *said, *ends_at

    def _claim(self, fact: int, claim: ClaimRecord) -> Row:
        by = claim.attributed_to
        places = [list(self.sentences.place(e)) for e in claim.evidence if e.document in self.sentences.documents]
        return (
            self._name(claim.iri),
            fact,
            _MODALITIES.index(claim.modality.value.lower()),
            _plain(float(claim.confidence)),
            _NOBODY if by is None else self._nodes.get(by, self._labels.of(by)),
            self.words(", ".join(claim.extractors)),
            self.words(", ".join(claim.rules)),
            places,
        )

    def _name(self, iri: str) -> str:
        """Write an IRI relative to the graph's base."""
        return iri.removeprefix(self._base)


def _colored(classes: Iterable[str]) -> list[list[str]]:
    """Give each class its name in words and a colour."""
    others = sorted(name for name in classes if name not in COLORS)
    spare = {name: _OTHER_COLORS[place % len(_OTHER_COLORS)] for place, name in enumerate(others)}
    return [[words(name), COLORS.get(name) or spare[name]] for name in classes]


def _short(numbers: list[int]) -> int | list[int]:
    return numbers[0] if len(numbers) == 1 else numbers


def _plain(number: float) -> int | float:
    return int(number) if number == int(number) else number


def _columns(names: tuple[str, ...], rows: Iterable[Row]) -> dict[str, list[Any]]:
    table: dict[str, list[Any]] = {name: [] for name in names}
    for row in rows:
        for name, value in zip(names, row, strict=True):
            table[name].append(value)
    return table
