"""Core types: frozen values that flow from documents to the graph.

Offsets count Unicode code points in `Document.text`; ends are exclusive.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import NewType

from kg import display

Iri = NewType("Iri", str)


class Role(Enum):
    """What a block of a document is for; only BODY, TITLE, HEADING, CAPTION and LEAD hold sentences to read."""

    TITLE = "title"
    LEAD = "lead"  # a standfirst below the title
    BODY = "body"
    HEADING = "heading"
    CAPTION = "caption"
    BYLINE = "byline"  # who wrote, edited or published it, when
    DATELINE = "dateline"  # place, date and agency before the first words of the body
    DEBRIS = "debris"  # navigation, cookie bars, related stories, copyright lines


class Modality(Enum):
    """How a text commits itself to what it says."""

    ASSERTED = "Asserted"
    PLANNED = "Planned"
    DENIED = "Denied"
    POSSIBLE = "Possible"


class Comparator(Enum):
    """How a figure relates to the number given."""

    EXACTLY = "Exactly"
    MORE_THAN = "MoreThan"
    LESS_THAN = "LessThan"
    ABOUT = "About"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a document's text: code points, end exclusive."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span {self.start}:{self.end} is no stretch of text")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Say whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Say whether the other lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def cover(self, other: Span) -> Span:
        """Return the smallest span that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a line with a role of its own; blocks are in order and do not overlap."""

    span: Span
    role: Role


@dataclass(frozen=True, slots=True)
class Document:
    """A text as it was decoded, unchanged, with what is known about it.

    `id` becomes `schema:identifier`. `date` is an ISO date (YYYY, YYYY-MM or YYYY-MM-DD) or None.
    `blocks` is empty until the text layer has told title, byline and debris from the body.
    """

    id: str
    text: str
    title: str | None = None
    date: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    publisher: str | None = None
    language: str | None = None
    source: str | None = None  # where it was read from: a path, a path with a line number, "-"; never in the graph
    blocks: tuple[Block, ...] = ()

    @property
    def sha256(self) -> str:
        """The hash of the text in UTF-8."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def slice(self, span: Span) -> str:
        """Return the words of a span."""
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Unread:
    """A document that could not be read, and why in one sentence."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Token:
    """A word with a neutral view of its syntax.

    `pos` is a Universal POS tag, `tag` a Penn Treebank tag ("" where unknown), `dep` a Universal Dependencies
    relation ("" without syntax, "root" at the root), `head` the index of its head in the sentence (itself at the root).
    """

    index: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str = ""
    dep: str = ""
    head: int = -1

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name that language analysis found; `label` is PERSON, ORG, LOC, EVENT, NORP or MISC."""

    span: Span
    label: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens of one sentence; `index` counts through the document, `block` is the position of its block."""

    index: int
    block: int
    role: Role
    span: Span
    tokens: tuple[Token, ...]
    names: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class AnalysedDocument:
    """A document with its sentences, in order; all blocks are analysed, whatever their role."""

    document: Document
    sentences: tuple[Sentence, ...]

    def __iter__(self) -> Iterator[Sentence]:
        return iter(self.sentences)


@dataclass(frozen=True, slots=True)
class Period:
    """A time at its own granularity.

    `start` and `end` are ISO strings (YYYY, YYYY-MM or YYYY-MM-DD); equal for a plain year, month or day. Both are
    None when the words cannot be placed in time ("last year" in a text without a date). `end` is inclusive.
    """

    start: str | None
    end: str | None
    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in the text.

    `unit` is "percent", "percentage points", a currency code or sign as written, a noun, or None.
    `kind` is "number", "percent", "money", "ordinal", "duration", "fraction" (a share in words, as percent) or "age";
    `per` is what it is counted for ("10,000 residents"). `span` covers comparator, number and unit, `number` the number
    alone with its scale ("4.3 million").
    """

    value: Decimal
    comparator: Comparator
    unit: str | None
    kind: str
    span: Span
    per: str | None = None
    number: Span | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The exact words that support a claim.

    `prefix` and `suffix` are what comes before and after them in their sentence, where that is known.
    """

    document: str
    span: Span
    exact: str
    prefix: str = field(default="", compare=False)
    suffix: str = field(default="", compare=False)

    @property
    def sentence(self) -> str:
        """The sentence, or sentences, in which the words stand."""
        return f"{self.prefix}{self.exact}{self.suffix}"

    @classmethod
    def of(cls, document: Document, span: Span) -> Evidence:
        """Take the words of a span of a document."""
        if not len(span):
            raise ValueError("evidence needs words")
        return cls(document.id, span, document.slice(span))

    def _repr_html_(self) -> str:
        """Show the words in their sentence, and where they stand, in a notebook."""
        place = f"{self.document}:{self.span.start}-{self.span.end}"
        return display.block(display.marked(self.prefix, self.exact, self.suffix), display.small(place))


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that stands for an entity.

    `type` is a class IRI, `text` the words, `kind` is "name" (a proper name), "nominal" ("the city") or "pronoun".
    `full` is a fuller name that the context gives ("Shanghai Intellectual Property Bureau"), `of` the mention of the
    place or organisation that a nominal belongs to ("the city's bureau": the city).
    """

    document: str
    span: Span
    text: str
    type: Iri
    kind: str = "name"
    extractor: str = ""
    rule: str = ""
    confidence: float = 1.0
    full: str | None = None
    of: Mention | None = None
    unit: Span | None = None  # the sentence it stands in


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing of the world: one canonical name, other names, one most special class, a stable readable IRI."""

    iri: Iri
    type: Iri
    label: str
    names: tuple[str, ...] = ()
    same_as: tuple[Iri, ...] = ()


@dataclass(frozen=True, slots=True)
class Local:
    """A thing of one document, by its position among them, before it is known which entity it is."""

    position: int


@dataclass(frozen=True, slots=True)
class Node:
    """A thing made of parts: an observation, a post, a ranking, a measure. Its IRI follows from what it holds.

    `parts` are (property IRI, term) in a fixed order; `scope` sets apart nodes that say the same in two documents.
    """

    type: Iri
    parts: tuple[tuple[Iri, Term], ...]
    scope: str | None = None


Term = Mention | Local | Entity | Node | Iri | Period | str | int | Decimal | bool


@dataclass(frozen=True, slots=True)
class Claim:
    """What a text says: subject, predicate, object, how firmly, and in which words.

    For a thing with parts the subject is a Node, the predicate `rdf:type`, and the object the node's class.
    """

    subject: Term
    predicate: Iri
    object: Term
    evidence: tuple[Evidence, ...]
    modality: Modality = Modality.ASSERTED
    confidence: float = 1.0
    extractor: str = ""
    rule: str = ""
    attributed_to: Mention | Local | Entity | None = None

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"a claim needs evidence: {self.subject} {self.predicate} {self.object}")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence {self.confidence} is not between 0 and 1")


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of checking a graph: what is wrong, where, and the words it came from."""

    severity: str  # "Violation", "Warning" or "Info"
    focus: str
    path: str | None
    value: str | None
    message: str
    shape: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of a check; it conforms when none is a violation."""

    findings: tuple[Finding, ...] = field(default=())

    @property
    def conforms(self) -> bool:
        return not any(f.severity == "Violation" for f in self.findings)

    def _repr_html_(self) -> str:
        """Show the findings, the worst first, in a notebook."""
        counts = Counter(f.severity for f in self.findings)
        told = ", ".join(f"{count:,} × {severity}" for severity, count in counts.items()) or "no findings"
        said = display.bold("conforms" if self.conforms else "does not conform")
        head = display.Html(f"{said}: {display.text(told)}")
        rows = [_shown(finding) for finding in self.findings[: display.MOST_ROWS]]
        columns = ("severity", "where", "value", "message", "words")
        left = len(self.findings) - len(rows)
        return display.block(head, display.table(columns, rows, left=left) if rows else display.text(None))


def _shown(finding: Finding) -> tuple[display.Html, ...]:
    where = [display.code(finding.focus)] + ([display.code(finding.path)] if finding.path else [])
    words = [display.marked(e.prefix, e.exact, e.suffix) for e in finding.evidence]
    told = (display.text(finding.severity), display.lines(where), display.text(finding.value))
    return (*told, display.text(finding.message), display.lines(words))
