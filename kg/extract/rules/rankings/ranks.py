"""Ranks: who stands at which place of which list, before and now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.rules.context import Context, parts
from kg.extract.rules.patterns.book import Match
from kg.extract.rules.rankings.holders import apart, holders, may
from kg.extract.rules.rankings.ladders import Told, rungs
from kg.extract.rules.rankings.places import no_place, number, plain_period, previous, respective, row_heads, was_before
from kg.extract.rules.rankings.standings import Standing, begin, measured_by, move, noun_words, ranking_node, scope_of
from kg.extract.rules.times import statement_period
from kg.model import Claim, Mention, Modality, Node, Period
from kg.vocab import ABOUT, PERIOD, PERSON, PREVIOUS_RANK, RANK, RANK_OBSERVATION, RANKING_OF, SCOPE

REMAIN = ("remain", "remains", "remained", "become", "became", "becomes")
LADDERS = ("next", "below", "above")


def ranks(context: Context, matches: Sequence[Match]) -> Iterator[Claim]:
    """Yield one claim a rank: sentence by sentence, first the places that are named, then those told by them."""
    current = begin(context)
    told: list[Told] = []
    by_sentence: dict[int, list[Match]] = {}
    for match in matches:
        by_sentence.setdefault(match.tape.sentence.index, []).append(match)
    for tape in context.tapes:
        current = move(context, tape, current)
        mine = sorted(by_sentence.get(tape.sentence.index, []), key=lambda m: (-m.rule.confidence, m.ranges[""]))
        steps = [m for m in mine if m.rule.setting("direction") in LADDERS]
        cores: set[int] = set()
        held: dict[Mention, list[int]] = {}
        for match in (m for m in mine if m not in steps):
            for claim, place, about in _named(context, match, current, cores, held):
                if not any(t.sentence == place.sentence and t.at == place.at for t in told):
                    told.append(place)
                held.setdefault(about, []).append(place.at)
                yield claim
        for match in sorted(steps, key=lambda m: m.ranges[""]):
            yield from _stepped(context, match, told, held)
        here = [t for t in told if t.sentence == tape.sentence.index]
        if here:
            last = max(here, key=lambda t: t.at)
            current = current.after(last.ranking, last.scope)


def _named(
    context: Context, match: Match, current: Standing, cores: set[int], held: dict[Mention, list[int]]
) -> Iterator[tuple[Claim, Told, Mention]]:
    rank = number(match, "rank")
    core = _core(match)
    if rank is None or rank < 1 or core in cores or no_place(context, match) or was_before(match):
        return
    modality = _modality(context, match)
    if modality is Modality.DENIED:
        return
    node = match.node("about")
    if node is not None and apart(match.tape, node, core):
        return
    abouts = [m for m in holders(context, match) if _may_hold(context, match, m, held)]
    if not abouts:
        return
    superlative = match.node("thing") if match.node("place") is not None else None
    scope = scope_of(context, match, superlative if superlative is not None else core)
    words = match.words("ranking")
    if superlative is not None:
        words = noun_words(context, match.tape, superlative) or words
    if superlative is not None and scope is None and not _scoped(context, match):
        return
    if match.node("place") is not None and superlative is None and scope is None and current.ranking is None:
        return
    cores.update((core, *row_heads(match)))
    cores.update(n for name in ("rank", "place") if (n := match.node(name)) is not None)
    if scope is None and words is None:
        scope = current.scope
    words = words or measured_by(context, match.tape, core) or current.ranking
    others = respective(match)
    before = previous(context, match, rank, core)
    for i, about in enumerate(abouts):
        place = others[i] if i < len(others) else rank
        part = _node(
            context,
            match,
            current,
            about,
            place,
            before if place == rank else None,
            words,
            scope,
            own=superlative is not None,
        )
        shared = len(abouts) if not others else 1
        yield (
            context.claim(match, part, modality=modality),
            _told(match, core + i, place, shared, current, scope, words),
            about,
        )


def _told(
    match: Match, at: int, rank: int, shared: int, current: Standing, scope: str | None, words: str | None
) -> Told:
    return Told(match.tape.sentence.index, at, rank, shared, current, scope, words)


def _may_hold(context: Context, match: Match, about: Mention, held: dict[Mention, list[int]]) -> bool:
    """One thing has one place in a sentence, or another one in another list: "48th … and third among …"."""
    if about.type == PERSON and match.node("place") is not None:
        return False
    return may(context, about) and len(held.get(about, [])) < 2


def _scoped(context: Context, match: Match) -> bool:
    """Say whether a superlative without a scope is one among others all the same: somebody has "the highest rate"."""
    thing, tape = match.node("thing"), match.tape
    if thing is None:
        return False
    head = tape.tokens[thing].head
    copular = tape.child(thing, "cop") is not None or (head >= 0 and tape.tokens[head].text.lower() in REMAIN)
    if copular and _definite(match, thing):
        vague = tape.tokens[match.node("place") or thing].text.lower() in (
            "best",
            "leading",
            "top",
            "foremost",
            "greatest",
        )
        return not vague or any(f.startswith("q:") for f in tape.where)
    return head >= 0 and match.tape.tokens[head].text.lower() in context.lists["have_forms"] and _definite(match, thing)


def _definite(match: Match, thing: int | None) -> bool:
    tape = match.tape
    before = [t.text.lower() for t in tape.tokens[max(0, (thing or 0) - 5) : thing]]
    return bool({"the", "its", "their"} & set(before)) and not {"a", "an"} & set(before)


def _core(match: Match) -> int:
    """The token that tells the place: what two rules see in one is told once."""
    for name in ("place", "rank", "verb") if "thing" in match.ranges else ("rank", "place", "verb"):
        node = match.node(name)
        if node is not None:
            return node
    return match.ranges[""][0]


def _stepped(context: Context, match: Match, told: list[Told], held: dict[Mention, list[int]]) -> Iterator[Claim]:
    anchor, places = rungs(context, match, told)
    if anchor is None or _modality(context, match) is not Modality.ASSERTED:
        return
    for about, rank in places:
        if about in held or apart(match.tape, match.ranges[""][0], match.ranges[""][1] - 1):
            continue
        at = match.tape.sentence.tokens[0].index + _offset(match, about)
        node = _node(context, match, anchor.standing, about, rank, None, anchor.ranking, anchor.scope, own=False)
        told.append(Told(match.tape.sentence.index, at, rank, 1, anchor.standing, anchor.scope, anchor.ranking))
        held.setdefault(about, []).append(at)
        yield context.claim(match, node, span=_evidence(match, about))


def _offset(match: Match, about: Mention) -> int:
    return next((c.head for c in match.tape.chunks if c.value == about), 0)


def _evidence(match: Match, about: Mention) -> tuple[int, int]:
    """The words of the step and of who stands there."""
    chunk = next(c for c in match.tape.chunks if c.value == about)
    start, end = match.ranges[""]
    return min(start, chunk.start), max(end, chunk.end)


def _node(
    context: Context,
    match: Match,
    current: Standing,
    about: Mention,
    rank: int,
    before: int | None,
    words: str | None,
    scope: str | None,
    *,
    own: bool,
) -> Node:
    return Node(
        RANK_OBSERVATION,
        parts(
            (ABOUT, about),
            (RANKING_OF, ranking_node(context, match, words, current, own=own)),
            (RANK, rank),
            (PREVIOUS_RANK, before),
            (SCOPE, scope),
            (PERIOD, _period(context, match, current)),
        ),
    )


def _period(context: Context, match: Match, current: Standing) -> Period | None:
    own = statement_period(context.clauses, match.tape, _core(match))
    if own is not None and match.tape.words(0, len(match.tape.tokens)).find(f"since {own.text}") >= 0:
        own = None
    return plain_period(own if own is not None else current.period)


def _modality(context: Context, match: Match) -> Modality:
    verb = match.node("verb") if match.nodes is not None else None
    if verb is None:
        verb = context.clauses.verb_of(match.tape, _core(match))
    return context.clauses.modality(match.tape, verb) if verb is not None else Modality.ASSERTED
