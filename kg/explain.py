"""Why a graph says what it says of a thing: every claim, with its words and where they stand."""

from __future__ import annotations

from dataclasses import dataclass

from kg import display
from kg.facts import ENTITY, RELATION, Fact, worded
from kg.graph import ClaimRecord, Graph
from kg.graph.labels import Labels, composed_of, find
from kg.graph.terms import local
from kg.graph.wording import words
from kg.model import Iri
from kg.vocab import ALT_LABEL, CLAIM, EVIDENCE


@dataclass(frozen=True, slots=True)
class Reason:
    """One claim: in plain words, and as the graph holds it."""

    fact: Fact
    claim: ClaimRecord

    @property
    def sentence(self) -> str:
        """The claim in one line."""
        fact = self.fact
        parts = [part for part in (fact.what, fact.value) if part]
        spoken = fact.kind in (ENTITY, RELATION, "statement", "commitment")
        said = f"{fact.subject} {' '.join(parts)}" if spoken else f"{fact.subject}: {', '.join(parts)}"
        period = f" ({fact.period})" if fact.period else ""
        hedge = "" if fact.modality == "asserted" else f" [{fact.modality}]"
        return f"{said}{period}{hedge}"


@dataclass(frozen=True, slots=True)
class Explanation:
    """A thing, its names and classes, and every claim about it by document and place."""

    iri: Iri
    label: str
    types: tuple[str, ...]
    names: tuple[str, ...]
    reasons: tuple[Reason, ...]

    @property
    def _kinds(self) -> str:
        also = f", also {', '.join(self.names)}" if self.names else ""
        return f"({', '.join(self.types)}{also})"

    def __str__(self) -> str:
        lines = [f"{self.label} {self._kinds}", f"<{self.iri}>"]
        for reason in self.reasons:
            lines += ["", *_lines(reason)]
        return "\n".join(lines)

    def __repr__(self) -> str:
        return f"<kg.Explanation of {self.label}: {len(self.reasons):,} claims>"

    def _repr_html_(self) -> str:
        """Show the claims with their words, marked in their sentences, in a notebook."""
        head = display.Html(f"{display.bold(self.label)} {display.text(self._kinds)}")
        rows = [_cells(reason) for reason in self.reasons[: display.MOST_ROWS]]
        columns = ("claim", "words", "where", "confidence", "rule", "says")
        left = len(self.reasons) - len(rows)
        return display.block(head, display.code(self.iri), display.table(columns, rows, left=left))


def explain(graph: Graph, thing: str) -> Explanation:
    """Return all claims about a thing, given by IRI, by name relative to the base, or by label.

    Claims about things with parts that it is a part of (its posts, figures, ranks) are among them. A claim or a piece
    of evidence explains itself. Raises UsageError when nothing, or more than one thing, is called so.
    """
    iri = find(graph, thing)
    labels = Labels(graph)
    claims = _claims(graph, iri)
    reasons = sorted(
        (Reason(worded(claim, labels), claim) for claim in claims),
        key=lambda r: (r.fact.document, r.fact.start, r.fact.end, r.claim.iri),
    )
    return Explanation(
        iri=iri,
        label=labels.of(iri),
        types=tuple(words(local(type_)) for type_ in graph.types(iri)),
        names=tuple(labels.values(iri).get(ALT_LABEL, ())),
        reasons=tuple(reasons),
    )


def _claims(graph: Graph, thing: Iri) -> list[ClaimRecord]:
    types = graph.types(thing)
    if CLAIM in types:
        return [c for c in [graph.claim(thing)] if c]
    if EVIDENCE in types:
        return list(graph.claims_on(thing))
    found: dict[Iri, ClaimRecord] = {}
    for node in sorted(composed_of(graph, thing)):
        found.update((claim.iri, claim) for claim in graph.claims(about=node))
    return list(found.values())


def _cells(reason: Reason) -> tuple[display.Html, ...]:
    fact, evidence = reason.fact, reason.claim.evidence
    words = [display.marked(e.prefix, e.exact, e.suffix) for e in evidence]
    places = [display.text(f"{e.document}:{e.span.start}-{e.span.end}") for e in evidence]
    told = (display.text(reason.sentence), display.lines(words), display.lines(places))
    return (*told, *map(display.text, (fact.confidence, fact.rule, fact.attributed_to)))


def _lines(reason: Reason) -> list[str]:
    fact = reason.fact
    said_by = f"; says {fact.attributed_to}" if fact.attributed_to else ""
    rule = f"; rule {fact.rule}" if fact.rule else ""
    lines = [f"- {reason.sentence}"]
    lines += [
        f"    “{' '.join(e.exact.split())}”\n    {e.document}:{e.span.start}-{e.span.end}"
        for e in reason.claim.evidence
    ]
    lines.append(f"    confidence {fact.confidence}{rule}{said_by}")
    return lines
