"""A quotation as a claim, with where its words stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.rules.context import Context, parts
from kg.extract.rules.sayings import said
from kg.extract.rules.sayings.said import LONGEST, Clause
from kg.model import Claim, Evidence, Mention, Modality, Node, Span
from kg.vocab import QUOTATION, SPEAKER, TEXT, TYPE, VERBATIM

OPEN, CLOSE = '“"«„‘', '”"»“’'


@dataclass(frozen=True, slots=True)
class Saying:
    """A claim of a quotation with the stretch of text that is said, so that other claims can be attributed."""

    claim: Claim
    said: Span
    speaker: Mention


def made(
    context: Context,
    rule: str,
    confidence: float,
    speaker: Mention,
    words: Span,
    clause: Clause | None,
    marks: Sequence[Span],
) -> Saying | None:
    """Make the claim that somebody says the words of a span; None where there are none."""
    document = context.document
    text = _words(document.slice(words))
    if not text:
        return None
    spoken = clause is not None and said.spoken(document, context.analysed.sentences, clause) == words.start
    verbatim = spoken or any(q.overlaps(words) for q in marks)
    node = Node(
        QUOTATION, parts((SPEAKER, speaker), (TEXT, text), (VERBATIM, verbatim)), f"{document.id}:{words.start}"
    )
    whole = words.cover(clause.span) if clause is not None else words
    if len(whole) > LONGEST and clause is not None:
        sentence = clause.tape.sentence.span
        whole = Span(max(whole.start, sentence.start), min(whole.end, sentence.end))
    evidence = (Evidence.of(document, whole),)
    claim = Claim(node, TYPE, QUOTATION, evidence, Modality.ASSERTED, confidence, "rules", rule)
    return Saying(claim, words, speaker)


def _words(text: str) -> str:
    """What is said as one line, without the marks around it; those around some of its words stay."""
    text = " ".join(text.split()).strip(" ,;:—–-.")
    marks = sum(c in OPEN + CLOSE for c in text.replace("’s", "").replace("n’t", ""))
    if marks == 2 and text[0] in OPEN and text[-1] in CLOSE:
        text = text[1:-1]
    elif marks == 1 and text[0] in OPEN:
        text = text[1:]
    elif marks == 1 and text[-1] in CLOSE:
        text = text[:-1]
    return text.strip(" ,;:—–-.")
