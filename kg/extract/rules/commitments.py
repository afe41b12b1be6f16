"""Commitments: what somebody says they will, plan or aim to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.rules.context import Context, bound, mention_at, parts
from kg.extract.rules.patterns.book import Match
from kg.extract.rules.patterns.tape import Tape
from kg.extract.rules.reported import fancied, own_plan, undertaker
from kg.model import Claim, Mention, Modality, Node, Period
from kg.vocab import ACTION, AGENT, COMMITMENT, GROUP, ORGANIZATION, PERSON, PLACE, WITH

DONE = "will-be-done"
DONE_BY = "will-be-done-by"
WOULD = "would-do-reported"
TO_COME = "does-in-time-to-come"  # a rule for the present of what a calendar holds
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
        own = tape.child(i, "nsubj", "nsubj:pass", "aux")
        mark = tape.child(i, "mark")
        same = mark is None or (tape.tokens[mark].lemma == "to" and tape.child(verb, "mark") is not None)
        if tape.tokens[i].pos == "VERB" and tape.tokens[i].tag in ("VB", "VBP", "") and own is None and same:
            yield from _actions(context, tape, i)


def _commitment(context: Context, match: Match, verb: int) -> Claim | None:
    tape = match.tape
    first = match.node("verb")
    if _hedged(context, match) or context.clauses.own(tape, verb) is Modality.DENIED:
        return None
    if match.rule.name == DONE and not _will_be_done(context, match, verb):
        return None
    if match.rule.name == TO_COME and not _to_come(context, match):
        return None
    agents = _agents(context, match) if match.rule.name != DONE else undertaker(context, tape, verb)
    moves = tape.tokens[verb].lemma.lower() in context.lists["moves"] or _takes_post(context, tape, verb)
    if not agents or (moves and context.is_a(agents[0], PERSON)):
        return None
    action, start, end = context.clauses.phrase(tape, verb)
    if match.rule.name in (DONE, DONE_BY):
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
    if tape.tokens[-1].text == "?" or _wished(context, match) or _conditional(match):
        return True
    if match.rule.name == WOULD and not own_plan(context, match):
        return True
    if match.rule.name != WOULD and fancied(context, match):
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


def _wished(context: Context, match: Match) -> bool:
    """ "would rather", "would like to", "would have": a wish, or what did not happen."""
    verb, tape = match.node("verb"), match.tape
    if verb is None or tape.tokens[verb].lemma.lower() in context.lists["wishes"]:
        return True
    would = any(tape.tokens[i].lemma.lower() == "would" for i in tape.kids(verb, "aux"))
    if would and (tape.child(verb, *ACTED_ON) is None or tape.tokens[verb].lemma.lower() in context.lists["weighing"]):
        return True  # "would do better", "would look at it": nothing is acted on yet
    helpers = {tape.tokens[i].text.lower() for i in tape.kids(verb, "aux", "advmod")}
    return "rather" in helpers or {"would", "have"} <= helpers


def _will_be_done(context: Context, match: Match, verb: int) -> bool:
    """Say whether a thing will be dealt with: "a school will be built", but not "the bureau will be paid"."""
    thing = bound(match, "thing")
    asked = "whether" in match.tape.where or context.clauses.modality(match.tape, verb) is Modality.POSSIBLE
    if asked or (thing is not None and context.is_a(thing, PERSON, ORGANIZATION) and thing.kind == "name"):
        return False
    return context.clauses.own(match.tape, verb) is Modality.PLANNED


def _takes_post(context: Context, tape: Tape, verb: int) -> bool:
    """ "will take up the post of director", "will take over from X": told as a post."""
    behind = {t.text.lower() for t in tape.tokens[verb + 1 : verb + 5]}
    if tape.tokens[verb].lemma.lower() in ("become", "serve"):
        chunks = tape.chunk_of[verb + 1 : verb + 5]
        return any(c is not None and c.kind == "t" for c in chunks)
    taking = tape.tokens[verb].text.lower() in context.lists["take_post"]
    return taking and not behind.isdisjoint((*context.lists["seats_of_office"], "office", "over", "charge"))


def _to_come(context: Context, match: Match) -> bool:
    """ "opens a plant next month": the present of a time after the document's date."""
    node = match.node("d")
    chunk = match.tape.chunk_of[node] if node is not None else None
    when = chunk.value if chunk is not None and isinstance(chunk.value, Period) else None
    return context.to_come(Modality.ASSERTED, when) is Modality.PLANNED


def _active(tape: Tape, verb: int) -> str | None:
    """ "A seminar will be organised by Oslo" as "organise a seminar"."""
    subject = tape.child(verb, "nsubj:pass", "nsubj")
    if subject is None:
        return None
    inside = [i for i in tape.subtree(subject) if i <= verb]
    words = tape.words(inside[0], inside[-1] + 1).strip(" ,")
    particle = tape.child(verb, "compound:prt")
    done = tape.tokens[verb].lemma + (f" {tape.tokens[particle].text}" if particle is not None else "")
    return f"{done} {words[:1].lower() + words[1:] if tape.tokens[inside[0]].pos == 'DET' else words}"


def _agents(context: Context, match: Match) -> tuple[Mention, ...]:
    """Who commits: one, those coordinated with it, or the pair that "the two offices" stands for."""
    node = match.node("agent")
    if node is None:  # a second verb: the subject of the first
        node = context.clauses.subject(match.tape, match.node("v") or match.node("verb") or 0)
    both = context.pair_before(match.tape, node) if node is not None else None
    if both is not None:
        return both
    first = _agent(context, match, node)
    if first is None or node is None:
        return (first,) if first is not None else ()
    others = [mention_at(match.tape, i) for i in match.tape.kids(node, "conj")] if match.nodes is not None else []
    others.append(_joined(context, match.tape, node))
    found = dict.fromkeys((first, *(m for m in others if m is not None and context.is_a(m, *AGENTS))))
    return tuple(found)


def _joined(context: Context, tape: Tape, node: int) -> Mention | None:
    """ "Oslo and Bergen will": the name that "and" joins to a subject before it."""
    chunk = tape.chunk_of[node]
    at = (chunk.start if chunk is not None else node) - 1
    if at < 1 or tape.tokens[at].text.lower() != "and":
        return None
    before = tape.chunk_of[at - 1]
    opening = tape.tokens[: before.start] if before is not None else ()
    alone = before is not None and (
        not opening or opening[-1].text in (",", "”", "that") or [t.text for t in opening] == ["The"]
    )
    value = before.value if before is not None and alone else None
    return value if isinstance(value, Mention) and value.kind == "name" else None


def _agent(context: Context, match: Match, node: int | None) -> Mention | None:
    found = bound(match, "agent") or mention_at(match.tape, node)
    if found is not None and (context.is_a(found, *AGENTS) or found.kind == "pronoun"):
        return found
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
