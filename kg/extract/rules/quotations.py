"""Quotations: one per reporting clause, direct or indirect; and who says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.rules.book import Match
from kg.extract.rules.context import Context, mention_at, parts
from kg.extract.rules.tape import Tape
from kg.model import Claim, Evidence, Mention, Modality, Node, Span
from kg.vocab import GROUP, INDEX, ORGANIZATION, PERSON, PLACE, QUOTATION, SPEAKER, TEXT, TYPE, VERBATIM

SCARE = 6  # tokens: fewer between quotation marks are words taken up, not a sentence said
OPEN, CLOSE = '“"«„', '”"»“'
SPEAKERS = (PERSON, ORGANIZATION, GROUP, INDEX)


@dataclass(frozen=True, slots=True)
class Saying:
    """A claim of a quotation with the stretch of text that is said, so that other claims can be attributed."""

    claim: Claim
    said: Span
    speaker: Mention


def sayings(context: Context, matches: Sequence[Match]) -> tuple[Saying, ...]:
    """Return the quotations of a document, one per reporting verb."""
    found: dict[tuple[int, int], Saying] = {}
    for match in sorted(matches, key=lambda m: -m.rule.confidence):
        saying = _saying(context, match)
        if saying is None:
            continue
        key = (match.tape.sentence.index, match.node("verb") or match.ranges[""][0])
        if key not in found and not any(
            s.claim.evidence[0].span.overlaps(saying.claim.evidence[0].span) and s.speaker == saying.speaker
            for k, s in found.items()
        ):
            found[key] = saying
    return tuple(found[key] for key in sorted(found))


def _saying(context: Context, match: Match) -> Saying | None:
    tape, verb = match.tape, match.node("verb")
    speaker = _speaker(context, match)
    if speaker is None:
        return None
    if verb is not None and not _is_saying(context, tape, verb):
        return None
    content = _content(context, match, verb)
    if content is None or (verb is not None and _said_inside(tape, verb)):
        return None
    start, end = content
    verbatim = _quoted(context, tape.span(start, end))
    whole = _with_clause(match, verb, start, end)
    span = tape.span(*whole)
    denied = verb is not None and verb < start and tape.tokens[verb].text.lower() in context.lists["doubting"]
    text = _words(context.document.slice(tape.span(verb if denied and verb is not None else start, end)))
    if not text:
        return None
    node = Node(
        QUOTATION,
        parts((SPEAKER, speaker), (TEXT, text), (VERBATIM, verbatim)),
        f"{context.document.id}:{span.start}",
    )
    claim = Claim(
        node,
        TYPE,
        QUOTATION,
        (Evidence.of(context.document, span),),
        Modality.ASSERTED,
        match.rule.confidence,
        "rules",
        match.rule.name,
    )
    return Saying(claim, tape.span(start, end), speaker)


def _words(text: str) -> str:
    """What is said as one line, without the marks around it; those around some of its words stay."""
    text = " ".join(text.split()).strip(" ,;:—–-.")
    marks = sum(c in OPEN + CLOSE for c in text)
    if marks == 2 and text[0] in OPEN and text[-1] in CLOSE:
        text = text[1:-1]
    elif marks == 1 and text[0] in OPEN:
        text = text[1:]
    elif marks == 1 and text[-1] in CLOSE:
        text = text[:-1]
    return text.strip(" ,;:—–-.")


def _speaker(context: Context, match: Match) -> Mention | None:
    """The entity that governs the verb of saying, or one inside its noun phrase ("clerks at the Nordic Council")."""
    node = match.node("speaker")
    found = mention_at(match.tape, node)
    if found is not None and node is not None and not context.is_a(found, PERSON):
        found = _titled(context, match.tape, node) or found
    if found is not None and found.kind == "pronoun" and found.type == GROUP:
        return None
    if found is not None and (context.is_a(found, *SPEAKERS, PLACE) or found.kind == "pronoun"):
        return found
    if node is None or match.nodes is None:
        return None
    tape = match.tape
    if tape.tokens[node].lemma.lower() in ("who", "which", "that"):
        return None
    for i in tape.subtree(node):
        inner = mention_at(tape, i)
        if inner is not None and context.is_a(inner, PERSON) and tape.tokens[i].dep in ("appos", "flat"):
            return inner
    for i in tape.subtree(node):
        inner = mention_at(tape, i)
        if inner is not None and context.is_a(inner, *SPEAKERS) and inner.kind != "pronoun":
            return inner
    return None


def _titled(context: Context, tape: Tape, node: int) -> Mention | None:
    """ "WIPO's director general X": the person whose title follows the name of the body."""
    chunk = tape.chunk_of[node]
    at = chunk.end if chunk else node + 1
    if at < len(tape.tokens) and tape.tokens[at].text in ("'s", "’s"):
        at += 1
    title = tape.chunk_of[at] if at < len(tape.tokens) else None
    if title is None or title.kind != "t":
        return None
    at = title.end + (title.end < len(tape.tokens) and tape.tokens[title.end].text == ",")
    person = mention_at(tape, at) if at < len(tape.tokens) else None
    return person if person is not None and context.is_a(person, PERSON) else None


def _is_saying(context: Context, tape: Tape, verb: int) -> bool:
    """Leave out refusals to speak, negated and planned sayings, and infinitives ("declined to say")."""
    token = tape.tokens[verb]
    if context.clauses.modality(tape, verb) is not Modality.ASSERTED:
        return False
    up = tape.tokens[token.head].lemma.lower() if token.head >= 0 else ""
    return not (token.dep == "xcomp" and up in context.lists["not_saying"])


def _content(context: Context, match: Match, verb: int | None) -> tuple[int, int] | None:
    """The token range of what is said: a clause, a quotation beside the verb, or what the pattern binds."""
    tape = match.tape
    if "what" in match.ranges:
        node = match.node("what")
        if node is not None and match.nodes is not None:
            inside = tape.subtree(node)
            return _without(tape, inside, verb)
        return match.ranges["what"]
    if verb is None:
        return None
    complement = tape.child(verb, "ccomp")
    if complement is not None:
        return _without(tape, tape.subtree(complement), verb)
    head = tape.tokens[verb].head
    if tape.tokens[verb].dep == "parataxis" and head >= 0:
        inside = [i for i in tape.subtree(head) if i not in set(tape.subtree(verb))]
        return (inside[0], inside[-1] + 1) if inside else None
    quoted = _quote_beside(tape)
    if quoted is not None and quoted[1] - quoted[0] > SCARE:
        return quoted
    if tape.tokens[verb].lemma.lower() in context.lists["say_weak"]:
        return quoted
    return _before_comma(tape, verb) or _behind(tape, verb) or quoted


def _without(tape: Tape, inside: list[int], verb: int | None) -> tuple[int, int] | None:
    """The longest stretch of a subtree that does not hold the reporting verb."""
    if verb is not None and inside and inside[0] <= verb <= inside[-1]:
        left = [i for i in inside if i < verb]
        right = [i for i in inside if i > verb]
        inside = left if len(left) >= len(right) else right
    return (inside[0], inside[-1] + 1) if inside else None


def _quote_beside(tape: Tape) -> tuple[int, int] | None:
    marks = [t.index for t in tape.tokens if t.text and t.text[0] in OPEN + CLOSE]
    if len(marks) >= 2 and marks[1] - marks[0] > 1:
        return marks[0], marks[1] + 1
    if len(marks) == 1:
        at = marks[0]
        return (0, at + 1) if at > len(tape.tokens) / 2 or tape.tokens[at].text in "”" else (at, len(tape.tokens))
    return None


def _before_comma(tape: Tape, verb: int) -> tuple[int, int] | None:
    """ "…, X said": what stands before the last comma in front of the verb's clause."""
    start = tape.subtree(verb)[0]
    commas = [t.index for t in tape.tokens[:verb] if t.text == ","]
    cut = max((c for c in commas if c <= verb), default=None)
    if cut is None or cut < 3 or start > verb:
        return None
    return 0, cut


def _behind(tape: Tape, verb: int) -> tuple[int, int] | None:
    """ "X said …", "Instead, X said, …": what stands behind the verb."""
    start = verb + 1
    while start < len(tape.tokens) and tape.tokens[start].text in (",", ":", "that"):
        start += 1
    end = len(tape.tokens)
    if not any(t.pos in ("VERB", "AUX") and t.tag in ("VBD", "VBZ", "VBP", "MD", "") for t in tape.tokens[start:]):
        return None
    return (start, end) if end - start > 3 else None


def _said_inside(tape: Tape, verb: int) -> bool:
    """Say whether a verb stands inside quotation marks: it is said, and reports nothing."""
    before = sum(t.text in '“”"«»' for t in tape.tokens[:verb])
    return before % 2 == 1 and any(t.text in '“”"«»' for t in tape.tokens[verb:])


def _with_clause(match: Match, verb: int | None, start: int, end: int) -> tuple[int, int]:
    """What is said together with who says it."""
    left, right = match.ranges[""]
    return min(left, start), max(right, end)


def _quoted(context: Context, span: Span) -> bool:
    text = context.document.slice(span)
    before = context.document.text[max(0, span.start - 1) : span.start]
    return any(c in text for c in '“”"«»') or before in ("“", '"', "«")


def attributed(said: Sequence[Saying], claim: Claim) -> Mention | None:
    """Return who says a claim: the speaker of the saying that holds its evidence."""
    span = claim.evidence[0].span
    return next((s.speaker for s in said if s.said.contains(span)), None)
