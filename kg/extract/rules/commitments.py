"""Commitments: what somebody says they will, plan or aim to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.rules.context import Context, bound, mention_at, parts
from kg.extract.rules.patterns.book import Match
from kg.extract.rules.patterns.tape import Tape
from kg.model import Claim, Mention, Modality, Node
from kg.vocab import ACTION, AGENT, COMMITMENT, GROUP, ORGANIZATION, PERSON, PLACE, WITH

DONE_BY = "will-be-done-by"
WISHES = ("like", "prefer", "love", "hate", "consider", "welcome", "mean")
ACTED_ON = ("obj", "obl", "xcomp", "ccomp", "iobj", "aux:pass")
AGENTS = (PERSON, ORGANIZATION, PLACE, GROUP)


def commitments(context: Context, matches: Sequence[Match]) -> Iterator[Claim]:
    """Yield one claim a promised action; coordinated verbs are an action each."""
    seen: set[tuple[int, int]] = set()
    for match in matches:
        verb = match.node("verb")
        if verb is None:
            continue
        for action in _actions(context, match.tape, verb):
            key = (match.tape.sentence.index, action)
            if key in seen:
                continue
            claim = _commitment(context, match, action)
            if claim is not None:
                seen.add(key)
                yield claim


def _actions(context: Context, tape: Tape, verb: int) -> Iterator[int]:
    yield verb
    for i in tape.kids(verb, "conj"):
        own = tape.child(i, "nsubj", "nsubj:pass", "aux", "mark")
        if tape.tokens[i].pos == "VERB" and tape.tokens[i].tag in ("VB", "VBP", "") and own is None:
            yield from _actions(context, tape, i)


def _commitment(context: Context, match: Match, verb: int) -> Claim | None:
    tape = match.tape
    first = match.node("verb")
    if _hedged(context, match):
        return None
    agents = _agents(context, match)
    if not agents:
        return None
    action, start, end = context.clauses.phrase(tape, verb)
    if match.rule.name == DONE_BY:
        action, start = _active(tape, verb) or "", min(tape.subtree(verb))
    if not action or (first is not None and tape.tokens[verb].lemma in ("be", "have") and len(action.split()) < 2):
        return None
    helper = bound(match, "with")
    node = Node(
        COMMITMENT,
        parts(*((AGENT, agent) for agent in agents), (ACTION, action), (WITH, helper)),
        f"{context.document.id}:{tape.tokens[start].start}",
    )
    left = match.ranges[""][0] if verb == first else start
    return context.claim(match, node, span=(left, end))


def _hedged(context: Context, match: Match) -> bool:
    """Say whether the plan itself is denied or merely possible."""
    tape = match.tape
    if tape.tokens[-1].text == "?" or _wished(match) or _conditional(match):
        return True
    governor = match.node("v") if "v" in match.ranges else match.node("verb")
    if governor is None:
        return False
    return context.clauses.modality(tape, governor) in (Modality.DENIED, Modality.POSSIBLE)


def _conditional(match: Match) -> bool:
    """ "would open an office if …": what hangs on a condition is no plan."""
    verb, tape = match.node("verb"), match.tape
    clauses = tape.kids(verb, "advcl") if verb is not None else ()
    marks = (tape.tokens[i].lemma.lower() for clause in clauses for i in tape.kids(clause, "mark"))
    return any(mark in ("if", "unless", "provided") for mark in marks)


def _wished(match: Match) -> bool:
    """ "would rather", "would like to", "would have": a wish, or what did not happen."""
    verb, tape = match.node("verb"), match.tape
    if verb is None or tape.tokens[verb].lemma.lower() in WISHES:
        return True
    would = any(tape.tokens[i].lemma.lower() == "would" for i in tape.kids(verb, "aux"))
    if would and tape.child(verb, *ACTED_ON) is None:
        return True  # "would do better": nothing is acted on
    helpers = {tape.tokens[i].text.lower() for i in tape.kids(verb, "aux", "advmod")}
    return "rather" in helpers or {"would", "have"} <= helpers


def _active(tape: Tape, verb: int) -> str | None:
    """ "A seminar will be organised by Oslo" as "organise a seminar"."""
    subject = tape.child(verb, "nsubj:pass", "nsubj")
    if subject is None:
        return None
    inside = [i for i in tape.subtree(subject) if i <= verb]
    words = tape.words(inside[0], inside[-1] + 1).strip(" ,")
    return (
        f"{tape.tokens[verb].lemma} {words[:1].lower() + words[1:] if tape.tokens[inside[0]].pos == 'DET' else words}"
    )


def _agents(context: Context, match: Match) -> tuple[Mention, ...]:
    """Who commits: one, those coordinated with it, or the pair that "the two offices" stands for."""
    node = match.node("agent")
    both = context.pair_before(match.tape, node) if node is not None else None
    if both is not None:
        return both
    first = _agent(context, match)
    if first is None or node is None or match.nodes is None:
        return (first,) if first is not None else ()
    others = (mention_at(match.tape, i) for i in match.tape.kids(node, "conj"))
    return (first, *(m for m in others if m is not None and context.is_a(m, *AGENTS) and m != first))


def _agent(context: Context, match: Match) -> Mention | None:
    found = bound(match, "agent")
    if found is not None and (context.is_a(found, *AGENTS) or found.kind == "pronoun"):
        return found
    node = match.node("agent")
    if node is None or match.nodes is None:
        return None
    tape = match.tape
    if tape.tokens[node].lemma.lower() not in context.lists["agents_of_place"]:
        return None
    for i in tape.subtree(node):
        inner = mention_at(tape, i)
        if inner is not None and context.is_a(inner, *AGENTS) and inner.kind != "pronoun":
            return inner
    return None
