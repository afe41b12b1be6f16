"""What is said: a quotation beside the reporting clause, the clause behind the verb, or the one before its comma."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.extract.rules.patterns.tape import Tape
from kg.extract.rules.sayings.quotemarks import dialogue
from kg.extract.rules.sayings.speakers import CLOSING, FINITE
from kg.model import Document, Sentence, Span

Lists = Mapping[str, tuple[str, ...]]
LONGEST = 600  # characters of evidence: of a longer quotation only the sentence that names its speaker is shown
HEARERS = 12  # tokens between "told" and its "that"
SUBORDINATE = ("who", "which", "whose", "when", "where", "as", "after", "before", "because", "while", "since", "if")
BREAKS = ("while", "whereas", "although", "though", "but", "and")


@dataclass(frozen=True, slots=True)
class Clause:
    """A reporting clause: its sentence, the verb, and the tokens (first, behind the last) of "the mayor said"."""

    tape: Tape
    verb: int
    start: int
    end: int

    @property
    def span(self) -> Span:
        return self.tape.span(self.start, self.end)


def clause(tape: Tape, verb: int, start: int, end: int) -> Clause:
    """Make the reporting clause of a verb and its subject, with the verb's particle ("pointed out")."""
    stop = verb + 1
    if stop < len(tape.tokens) and (tape.tokens[stop].tag == "RP" or tape.tokens[stop].dep == "compound:prt"):
        stop += 1
    return Clause(tape, verb, min(start, verb), max(stop, end) if start > verb else stop)


def beside_quote(document: Document, marks: Sequence[Span], clause: Clause) -> Span | None:
    """Return the quotation that stands right before or behind a reporting clause, or both parts of a split one."""
    text, here = document.text, clause.span
    found = [q for q in marks if q.end <= here.start and _touches(text, q, here)][-1:]
    found = [Span(_sentence_start(clause, q), q.end) for q in found]
    for q in marks:
        if q.start >= here.end and clause.tape.sentence.span.end > q.start:
            between = text[here.end : q.start].strip()
            hearers = sum(1 for t in clause.tape.tokens if here.end <= t.start < q.start and t.tag not in FINITE)
            words = sum(1 for t in clause.tape.tokens if here.end <= t.start < q.start)
            if hearers == words <= HEARERS and (between.endswith((":", ",")) or (not between and _whole(text, q))):
                found.append(q)
            break
    return found[0].cover(found[-1]) if found else None


def _touches(text: str, mark: Span, here: Span) -> bool:
    """Say whether a reporting clause follows a quotation that no full stop closed: "“…,” she said"."""
    gap = text[mark.end : here.start]
    return not gap.strip(" ,\n\r\u00a0") and gap.count("\n") < 2 and (text[mark.end - 2] != "." or "," in gap)


def _whole(text: str, mark: Span) -> bool:
    """Say whether a quotation is a sentence rather than some of its words."""
    return text[mark.start + 1].isupper() and text[mark.end - 2] in ".,?!…"


def _sentence_start(clause: Clause, mark: Span) -> int:
    """ "It was “no great loss”, she said": where only the end is quoted, what is said begins with the sentence."""
    start = clause.tape.sentence.span.start
    if mark.start <= start:
        return mark.start
    lead = [t for t in clause.tape.tokens if start <= t.start < mark.start]
    return start if any(t.pos in ("NOUN", "PROPN", "PRON", "VERB", "AUX") for t in lead) else mark.start


def behind(clause: Clause, others: Sequence[int], *, needs_that: bool = False) -> tuple[int, int] | None:
    """Return the clause behind the verb: "X said (on Tuesday) (that) …"."""
    tape, tokens = clause.tape, clause.tape.tokens
    at = clause.end
    if at < len(tokens) and tokens[at].text == ",":
        return None
    start = _that(tape, at, strict=needs_that)
    complement = next((c for c in tape.kids(clause.verb, "ccomp") if c > clause.verb), None)
    if start is None and complement is not None:
        start = next((i for i in tape.subtree(complement) if i >= at), None)
    if start is None and not needs_that:
        start = _bare(tape, at)
    if start is None or start >= len(tokens) or not has_verb(tape, start, len(tokens)):
        return None
    while tokens[start].text in (":", ",") and start + 1 < len(tokens):
        start += 1
    return _trimmed(tape, start, _end(clause, start, complement, others))


def _that(tape: Tape, at: int, *, strict: bool) -> int | None:
    """The "that" of what is said, behind hearers and times; strictly, behind nothing but hearers."""
    for token in tape.tokens[at : at + HEARERS]:
        if token.text.lower() == "that" and token.pos in ("SCONJ", "PRON", "DET"):
            return token.index
        if token.pos == "AUX" or (token.pos == "VERB" and token.tag in FINITE) or token.text in (*CLOSING, ";"):
            return None
        if strict and token.pos == "ADP":
            return None
    return None


def _bare(tape: Tape, at: int) -> int | None:
    """A clause without "that": a finite verb follows, and no word that opens a subordinate clause before it."""
    while at < len(tape.tokens) and (chunk := tape.chunk_of[at]) is not None and chunk.kind == "p":
        at = chunk.end
    for token in tape.tokens[at:]:
        if token.text.lower() in SUBORDINATE or token.text == ";":
            return None
        if token.text == "," and token.index + 1 < len(tape.tokens) and tape.tokens[token.index + 1].pos == "CCONJ":
            return None  # "…, a clerk said last night, and …"
        if token.pos in ("VERB", "AUX") and token.tag in FINITE:
            return at if token.index > at else None
    return None


def has_verb(tape: Tape, start: int, end: int) -> bool:
    """Say whether a finite verb stands in a range of tokens."""
    return any(t.pos in ("VERB", "AUX") and t.tag in (*FINITE, "") for t in tape.tokens[start:end])


def _end(clause: Clause, start: int, complement: int | None, others: Sequence[int]) -> int:
    """Where what is said ends: before the next reporting verb of the same subject, or a clause that stands beside."""
    tape, tokens = clause.tape, clause.tape.tokens
    end = len(tokens)
    for other in others:
        above = tokens[other].head
        if other > start and (above == clause.verb or tokens[other].tag == "VBG"):
            cut = other
            while cut > start and tokens[cut - 1].pos in ("ADV", "CCONJ", "AUX"):
                cut -= 1
            if tokens[cut - 1].text == "," or cut < other:
                end = min(end, cut)
    said = max(tape.subtree(complement)) + 1 if complement is not None and complement > start else None
    for i in range(max(start + 1, said or 0), end - 1):
        token = tokens[i]
        if token.text == ";" or (
            token.text.lower() in BREAKS and tokens[i - 1].text == "," and tokens[i + 1].text.lower() != "that"
        ):
            return i
    return end


def _trimmed(tape: Tape, start: int, end: int) -> tuple[int, int] | None:
    while end > start and tape.tokens[end - 1].text in (".", ",", ";", ":"):
        end -= 1
    return (start, end) if end - start > 1 else None


def before(clause: Clause) -> tuple[int, int] | None:
    """Return what stands before the comma of "…, X said", or the whole of "The bill, he noted, says nothing"."""
    tape, tokens = clause.tape, clause.tape.tokens
    if clause.start < 2 or tokens[clause.start - 1].text not in (",", "–", "—", "?", "!"):
        return None
    cut = clause.start - 1
    start = 0
    for i in range(cut - 1, 0, -1):
        if tokens[i].text == ";":
            start = i + 1
            break
    after = clause.end
    while after < len(tokens) and tokens[after].text != "," and tokens[after].pos not in ("VERB", "AUX"):
        after += 1
    follows = after < len(tokens) and tokens[after].text == "," and after - clause.end < HEARERS
    if any(t.pos in ("VERB", "AUX") for t in tokens[start:cut]):  # finite or not: tags slip in long sentences
        goes_on = follows and after + 1 < len(tokens) and tokens[after + 1].pos == "CCONJ"
        return _trimmed(tape, start, len(tokens)) if goes_on else (start, cut)
    if follows and has_verb(tape, after, len(tokens)):
        return _trimmed(tape, start, len(tokens))
    return None


def spoken(document: Document, sentences: Sequence[Sentence], clause: Clause) -> int | None:
    """Return where the speech of a paragraph begins that a dash opens, when the clause ends it."""
    block = clause.tape.sentence.block
    inside = [s for s in sentences if s.block == block]
    return dialogue(document.text, inside)
