"""Quotations: one per reporting clause, direct or indirect; and who says it."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.rules.context import Context, mention_at
from kg.extract.rules.patterns.book import Match
from kg.extract.rules.patterns.tape import Tape
from kg.extract.rules.sayings import said
from kg.extract.rules.sayings.quotemarks import quoted
from kg.extract.rules.sayings.said import Clause
from kg.extract.rules.sayings.saying import Saying, made
from kg.extract.rules.sayings.speakers import CLOSING, FINITE, SPEAKERS, Speaker, beside, entity
from kg.extract.rules.sayings.turns import going_on, with_last_speaker
from kg.model import Claim, Mention, Modality, Span
from kg.vocab import GROUP, PERSON, PLACE

SCARE = 5  # words: fewer between quotation marks are words taken up, not a sentence said


def sayings(context: Context, matches: Sequence[Match]) -> tuple[Saying, ...]:
    """Return the quotations of a document, one per reporting verb, and those that go on without one."""
    marks = quoted(context.analysed)
    verbs: dict[int, list[int]] = {}
    for match in matches:
        if (verb := match.node("verb")) is not None:
            verbs.setdefault(match.tape.sentence.index, []).append(verb)
    found: dict[tuple[int, int], Saying] = {}
    for match in sorted(matches, key=lambda m: (-m.rule.confidence, m.tape.sentence.index, m.ranges[""])):
        key = (match.tape.sentence.index, match.node("verb") or match.ranges[""][0])
        if key in found:
            continue
        others = sorted(set(verbs.get(key[0], ())))
        saying = _saying(context, match, marks, others)
        if saying is not None and not any(_same(saying, other) for other in found.values()):
            found[key] = saying
    told = with_last_speaker(context, [found[key] for key in sorted(found)])
    return tuple(sorted([*told, *going_on(context, marks, told)], key=lambda s: s.claim.evidence[0].span))


def _same(one: Saying, other: Saying) -> bool:
    return one.speaker == other.speaker and one.said.overlaps(other.said)


def _saying(context: Context, match: Match, marks: Sequence[Span], others: Sequence[int]) -> Saying | None:
    tape, verb = match.tape, match.node("verb")
    if verb is None:
        return _without_verb(context, match, marks)
    if not _is_saying(context, tape, verb) or _inside(marks, tape.span(verb, verb + 1)):
        return None
    who = _speaker(context, match, verb)
    if who is None:
        return None
    clause = said.clause(tape, verb, who.start, who.end)
    found = _content(context, match, clause, marks, others)
    if found is None:
        return None
    return made(context, match.rule.name, match.rule.confidence, who.mention, found, clause, marks)


# -- who ---------------------------------------------------------------------------------------------------------------
def _speaker(context: Context, match: Match, verb: int) -> Speaker | None:
    """The phrase beside the verb, else what the rule binds: the subject that governs a second verb of saying."""
    tape = match.tape
    found = beside(context, tape, verb) if tape.tokens[verb].tag != "VBG" else None
    if found is not None:
        return found
    node = match.node("speaker")
    if node is None or tape.tokens[node].lemma.lower() in ("who", "which", "that"):
        return None
    mention = mention_at(tape, node)
    if mention is None or (mention.kind == "pronoun" and mention.type == GROUP):
        inside = tape.subtree(node)
        left = [i for i in inside if i < verb] if node < verb else inside
        mention = entity(context, tape, left[0], left[-1] + 1) if left and not match.rule.tokens else None
    elif mention.kind != "pronoun" and not context.is_a(mention, *SPEAKERS, PLACE):
        return None
    if mention is None:
        return None
    near = node < verb and match.rule.name == "subject-says"
    return Speaker(mention, node if near else verb, verb if near else verb + 1)


def _is_saying(context: Context, tape: Tape, verb: int) -> bool:
    """Leave out refusals to speak, negated and planned sayings, infinitives ("declined to say") and passives."""
    token = tape.tokens[verb]
    near = tape.tokens[max(0, verb - 3) : verb]
    sure = token.text.lower() in context.lists["surely_said"] or (bool(near) and near[-1].text in CLOSING)
    if token.pos not in ("VERB", "AUX") and not sure:
        return False
    words = [t.text.lower() for t in near]
    if near and (words[-1] in ("to", "not", "n't", "n’t", "never", "be", "being") or near[-1].tag == "MD"):
        return False
    if token.tag in ("VBN", "VBD") and words and words[-1] in ("is", "was", "are", "were", "been"):
        return False
    if token.tag == "VBN" and not {"has", "have", "had"} & set(words) and tape.child(verb, "aux:pass") is not None:
        return False
    finite = (token.tag in ("VBD", "VBZ") or {"has", "have", "had"} & set(words)) and token.dep not in ("advcl", "acl")
    modality = context.clauses.own(tape, verb) if finite else context.clauses.modality(tape, verb)
    if modality not in (None, Modality.ASSERTED):
        return False
    up = tape.tokens[token.head].lemma.lower() if token.head >= 0 else ""
    return not (token.dep == "xcomp" and up in context.lists["not_saying"])


def _inside(marks: Sequence[Span], span: Span) -> bool:
    """Say whether a verb stands inside quotation marks: it is said, and reports nothing."""
    return any(q.contains(span) for q in marks)


# -- what --------------------------------------------------------------------------------------------------------------
def _content(
    context: Context, match: Match, clause: Clause, marks: Sequence[Span], others: Sequence[int]
) -> Span | None:
    tape, lists = clause.tape, context.lists
    token = tape.tokens[clause.verb]
    word = token.text.lower()
    if word in lists["doubting"] or match.rule.name == "rules-out":
        return _denied(context, clause)
    quote = said.beside_quote(context.document, marks, clause)
    if quote is not None and (len(context.document.slice(quote).split()) > SCARE or word in lists["surely_said"]):
        return quote
    if word in lists["calling"]:
        return _called(clause, marks)
    weak = word in lists["say_weak"] or token.tag == "VBG"
    found = said.behind(clause, others, needs_that=weak)
    if found is None and token.tag != "VBG":
        found = said.before(clause)
        start = said.spoken(context.document, context.analysed.sentences, clause) if found is not None else None
        if found is not None and start is not None:
            return Span(start, tape.span(*found).end)
    return tape.span(*found) if found is not None else quote


def _called(clause: Clause, marks: Sequence[Span]) -> Span | None:
    """ "called it “a treasure”", "spoke of “a treasure”": the words between the marks."""
    tape, end = clause.tape, clause.span.end
    for q in marks:
        if q.start >= end and q.start < tape.sentence.span.end:
            tokens = [t for t in tape.tokens if end <= t.start < q.start]
            free = not any(t.text == "," or (t.pos == "VERB" and t.tag in FINITE) for t in tokens)
            return q if free and len(tokens) <= said.HEARERS else None
    return None


def _denied(context: Context, clause: Clause) -> Span | None:
    """ "denied rumours that …", "ruled out higher fees": verb and object together are what is said."""
    tape, verb = clause.tape, clause.verb
    tokens = tape.tokens
    end = next((t.index for t in tokens[verb + 1 :] if t.text in (".", ";")), len(tokens))
    lemma = tokens[verb].lemma.lower()
    near = {t.lemma.lower() for t in tokens[verb + 1 : min(end, verb + 9)]}
    if lemma in context.lists["turning_down"] and not near & set(context.lists["claim_nouns"]):
        return None
    if end - verb < 3 or tokens[verb].tag == "VBG":
        return None
    return tape.span(verb, end)


def _without_verb(context: Context, match: Match, marks: Sequence[Span]) -> Saying | None:
    """ "according to X": the rule binds speaker and words."""
    tape, node = match.tape, match.node("speaker")
    speaker = mention_at(tape, node)
    if speaker is None or "what" not in match.ranges:
        return None
    if not context.is_a(speaker, *SPEAKERS, PLACE) and speaker.kind != "pronoun":
        return None
    if not context.is_a(speaker, PERSON) and node is not None:
        speaker = _person_next(context, tape, node) or speaker
    start, end = match.ranges["what"]
    if start >= match.ranges[""][0] + 2 and said.has_verb(tape, 0, match.ranges[""][0]):
        return None  # "…, according to X, which …": the words stand before it
    clause = Clause(tape, match.ranges[""][0], *match.ranges[""])
    return made(context, match.rule.name, match.rule.confidence, speaker, tape.span(start, end), clause, marks)


def _person_next(context: Context, tape: Tape, node: int) -> Mention | None:
    """ "according to WIPO's director general Anna Riis": the person whose title follows the body's name."""
    chunk = tape.chunk_of[node]
    at = chunk.end if chunk else node + 1
    while at < len(tape.tokens) and (
        tape.tokens[at].text in ("'s", "’s", ",") or tape.tokens[at].pos in ("NOUN", "ADJ")
    ):
        at += 1
    person = mention_at(tape, at) if at < len(tape.tokens) and at - (chunk.end if chunk else 0) <= 6 else None
    return person if person is not None and context.is_a(person, PERSON) else None


def attributed(said: Sequence[Saying], claim: Claim) -> Mention | None:
    """Return who says a claim: the speaker of the saying that holds its evidence."""
    span = claim.evidence[0].span
    return next((s.speaker for s in said if s.said.contains(span)), None)
