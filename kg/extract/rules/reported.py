"""What somebody says would be done: a plan where it is their own, else a forecast, a proposal or a hope."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.rules.context import Context, bound, mention_at
from kg.extract.rules.patterns.book import Match
from kg.extract.rules.patterns.tape import Tape
from kg.extract.rules.sayings.speakers import beside
from kg.model import Mention
from kg.vocab import GROUP, ORGANIZATION, PERSON, PLACE

FAR = 9  # tokens between a person and the title or body beside them
NEAR = 2  # sentences back in which the body acts that a passive leaves out
GROUP_BEFORE = 4  # tokens before a verb that its helpers stand in


def own_plan(context: Context, match: Match) -> bool:
    """Say whether "would" tells what the speaker is going to do: "the office said it would hire".

    Not so where somebody else is to do it ("analysts said Nordkraft would sell"), where it is what a thing would bring
    about ("said the fund would help"), and where it hangs on a condition.
    """
    tape, verb, says = match.tape, match.node("verb"), match.node("s")
    agent = bound(match, "agent")
    if verb is None or says is None or agent is None:
        return False
    if tape.tokens[says].text.lower() not in context.lists["declaring"] or conditional(context, tape):
        return False
    near = {t.text.lower() for t in tape.tokens[max(0, verb - GROUP_BEFORE) : verb]}
    if near & {*context.lists["possible_words"], "likely"} or _proposed(context, tape, match.ranges["agent"]):
        return False
    found = beside(context, tape, says)
    if found is None:
        return _official(context, tape, says) and not _outcome(context, tape, verb)
    speaker = context.stands_for(found.mention)
    if _same(context, speaker, agent):
        return True
    return not _outcome(context, tape, verb) and _speaks_for(context, speaker, agent)


def fancied(context: Context, match: Match) -> bool:
    """Say whether a plan is told by those who only think, fear or propose it: "analysts say", "the bill says"."""
    tape, verb = match.tape, match.node("v") if match.node("v") is not None else match.node("verb")
    if verb is None:
        return False
    near = {t.text.lower() for t in tape.tokens[max(0, verb - GROUP_BEFORE) : verb]}
    if near & set(context.lists["possible_words"]):
        return True
    token = tape.tokens[verb]
    past = any(tape.tokens[i].text.lower() in ("was", "were") for i in tape.kids(verb, "aux", "cop"))
    if match.rule.name == "is-to-do" and past:
        return True  # "was to open in May"
    if token.dep not in ("ccomp", "parataxis") or token.head < 0:
        return False
    above = tape.tokens[token.head]
    if above.text.lower() in context.lists["fancying"]:
        return True
    subject = context.clauses.subject(tape, above.index)
    word = tape.tokens[subject].lemma.lower() if subject is not None else ""
    if word in context.lists["outsiders"] or word in context.lists["proposals"]:
        return True
    speaker = mention_at(tape, subject)
    if speaker is None or not context.is_a(speaker, PERSON) or speaker.kind != "name":
        return False
    said = {word for _, words in _beside(context, speaker) for word in words}
    return bool(said & set(context.lists["outsiders"]))


def undertaker(context: Context, tape: Tape, verb: int) -> tuple[Mention, ...]:
    """ "60 inspectors will be trained": the body that says so, that the text is about, or that acted just before."""
    says = next((i for i in tape.ancestors(verb) if tape.tokens[i].text.lower() in context.lists["declaring"]), None)
    found = beside(context, tape, says) if says is not None else None
    if found is not None and context.is_a(found.mention, ORGANIZATION):
        return (found.mention,)
    if context.topic is not None and context.is_a(context.topic, ORGANIZATION):
        return (context.topic,)
    at = context.tapes.index(tape)
    for earlier in reversed(context.tapes[max(0, at - NEAR) : at + 1]):
        for chunk in earlier.chunks:
            acts = earlier.tokens[chunk.head].dep == "nsubj" and (earlier is not tape or chunk.end <= verb)
            value = chunk.value if acts and isinstance(chunk.value, Mention) else None
            if value is not None and value.kind != "pronoun" and context.is_a(value, ORGANIZATION):
                return (value,)
    return ()


def conditional(context: Context, tape: Tape) -> bool:
    """Say whether a sentence makes what it tells hang on a condition: "if", "unless", "pending"."""
    return any(word in tape.where for word in context.lists["conditions"])


def _proposed(context: Context, tape: Tape, agent: tuple[int, int]) -> bool:
    """ "the proposed agency", "the new centre": a body that is not there yet plans nothing."""
    words = {t.text.lower() for t in tape.tokens[max(0, agent[0] - 2) : agent[1]]}
    return not words.isdisjoint(context.lists["not_yet"])


def _outcome(context: Context, tape: Tape, verb: int) -> bool:
    return tape.tokens[verb].lemma.lower() in context.lists["outcomes"]


def _official(context: Context, tape: Tape, says: int) -> bool:
    """ "officials said", "a spokesman said": nobody by name, yet somebody who speaks for a body."""
    subject = tape.child(says, "nsubj")
    word = tape.tokens[subject].lemma.lower() if subject is not None else ""
    known = word in context.lists["title_heads"] or word in context.lists["spokespeople"]
    return known and word not in context.lists["outsiders"]


def _same(context: Context, speaker: Mention, agent: Mention) -> bool:
    if agent.kind == "name" or agent.kind == "nominal":
        return context.stands_for(agent).text == speaker.text
    person = context.is_a(speaker, PERSON)
    return context.is_a(agent, GROUP) or context.is_a(agent, PERSON) == person


def _speaks_for(context: Context, speaker: Mention, agent: Mention) -> bool:
    """Say whether a person says it for their own body: one that stands beside their name or title, or is not named."""
    if not context.is_a(speaker, PERSON):
        return False
    if agent.kind != "name" and not context.is_a(agent, ORGANIZATION, PLACE):
        return False
    beside_them = [*_beside(context, speaker)]
    words = {word for _, said in beside_them for word in said}
    if words & set(context.lists["outsiders"]):
        return False
    if agent.kind != "name":
        return True
    if words & set(context.lists["state_titles"]) and (agent.type and context.is_a(agent, PLACE)):
        return True
    return any(agent.text in named for named, _ in beside_them)


def _beside(context: Context, speaker: Mention) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """Yield, for each mention of a person, the names near it and the words near it."""
    known = set(speaker.text.split())
    for tape in context.tapes:
        for chunk in tape.chunks:
            value = chunk.value
            if not isinstance(value, Mention) or value.kind != "name" or not known & set(value.text.split()):
                continue
            start, end = max(0, chunk.start - FAR), min(len(tape.tokens), chunk.end + FAR)
            near = [c.value for c in tape.chunks if start <= c.start and c.end <= end]
            names = frozenset(context.stands_for(m).text for m in near if isinstance(m, Mention) and m is not value)
            yield names, frozenset(t.text.lower() for t in tape.tokens[start:end])
