"""Ranks: who stands at which place of which list, before and now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.rules.context import Context, parts
from kg.extract.rules.patterns.book import Match
from kg.extract.rules.rankings.holders import apart, holders
from kg.extract.rules.rankings.ladders import Told, rungs
from kg.extract.rules.rankings.places import (
    beside_earlier,
    moved_before,
    no_place,
    number,
    plain_period,
    previous,
    respective,
    row_heads,
    was_before,
)
from kg.extract.rules.rankings.rows import ROWS, in_order
from kg.extract.rules.rankings.series import may, row_before
from kg.extract.rules.rankings.standings import Standing, begin, measured_by, move, noun_words, ranking_node, scope_of
from kg.extract.rules.times import statement_period
from kg.model import Claim, Mention, Modality, Node, Period
from kg.vocab import ABOUT, PERIOD, PERSON, PREVIOUS_RANK, RANK, RANK_OBSERVATION, RANKING_OF, SCOPE

REMAIN = ("remain", "remains", "remained", "become", "became", "becomes")
OWN = ("replaces-as-the-number", "most-by-any", "leads-those-of", "put-ahead-of-others")  # told of no list
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
        rows = [m for m in mine if m.rule.setting("direction") in ROWS]
        steps = [m for m in mine if m.rule.setting("direction") in LADDERS]
        cores: set[int] = set()
        held: dict[Mention, list[int]] = {}
        for match in rows:
            cores.update(range(*match.ranges[""]))
            yield from _in_order(context, match, current, told, held)
        for match in (m for m in mine if m not in steps and m not in rows):
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
    modality = Modality.ASSERTED if match.rule.setting("sign") == "none" else _modality(context, match)
    if modality is Modality.DENIED:
        return
    node = match.node("about")
    if node is not None and apart(match.tape, node, core):
        return
    abouts = [m for m in holders(context, match) if _may_hold(context, match, m, held)]
    abouts = abouts[:1] if match.rule.name in OWN else abouts
    if not abouts:
        return
    others = respective(match)
    if len(abouts) < 3 and (len(others) > len(abouts) or (len(abouts) > 1 and match.rule.setting("rank"))):
        abouts = _all_before(context, match, core) or abouts
    if match.rule.setting("rank") and not others:
        others = [rank + n for n in range(len(abouts))]  # "A and B did best": in that order
    superlative = match.node("thing") if match.node("place") is not None else None
    scope = scope_of(context, match, superlative if superlative is not None else core)
    words = match.words("ranking")
    if superlative is not None:
        words = noun_words(context, match.tape, superlative) or words
    if superlative is not None and (
        _own_past(context, match, superlative) or (scope is None and not _scoped(context, match))
    ):
        return
    if match.node("place") is not None and superlative is None and scope is None and current.ranking is None:
        return
    cores.update((core, *row_heads(match)))
    cores.update(n for name in ("rank", "place") if (n := match.node(name)) is not None)
    if scope is None and words is None:
        scope = current.scope
    words = words or measured_by(context, match.tape, core) or current.ranking
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
            own=superlative is not None or match.rule.name in OWN,
        )
        shared = len(abouts) if not others else 1
        yield (
            context.claim(match, part, modality=modality),
            _told(match, core + i, place, shared, current, scope, words),
            about,
        )


def _all_before(context: Context, match: Match, core: int) -> list[Mention]:
    """The whole row before a verb ("A, B and C were second, third and fourth"), where the syntax has lost some."""
    verb = context.clauses.verb_of(match.tape, core)
    at = [i for i in (match.node("verb"), match.tape.child(verb, "cop") if verb is not None else None, verb) if i]
    return next((list(found) for i in at if len(found := row_before(context, match.tape, i)) > 1), [])


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
    above = tape.tokens[head].text.lower() if head >= 0 else ""
    if tape.child(thing, "cop") is not None or above in REMAIN:
        place = match.node("place")
        vague = tape.tokens[thing if place is None else place].text.lower() in context.lists["vague_superlatives"]
        return _definite(match, thing) and (not vague or any(f.startswith("q:") for f in tape.where))
    titled = any(tape.tokens[c].text.lower() == "as" for c in tape.kids(thing, "case", "mark"))
    has = above in context.lists["have_forms"] or above in context.lists["bring_in"]
    measure = has and tape.tokens[thing].lemma.lower() in context.lists["measured"]
    named = titled or measure or above in context.lists["held_to_be"] or above in context.lists["have_forms"]
    return named and _definite(match, thing, own=titled)


def _own_past(context: Context, match: Match, thing: int) -> bool:
    """ "the highest profit in its history": more than before, and not more than others."""
    behind = [t.text.lower() for t in match.tape.tokens[thing + 1 : thing + 5]]
    return any(word in context.lists["own_past"] for word in behind) and bool(
        {"its", "their", "in", "on"} & set(behind)
    )


def _definite(match: Match, thing: int, *, own: bool = True) -> bool:
    """Say whether "the" stands before a superlative, or, with `own`, "its": not "its best result so far"."""
    before = [t.text.lower() for t in match.tape.tokens[max(0, thing - 5) : thing]]
    return bool({"the", *(("its", "their") if own else ())} & set(before)) and not {"a", "an"} & set(before)


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
        before = moved_before(match.tape, about)
        node = _node(context, match, anchor.standing, about, rank, before, anchor.ranking, anchor.scope, own=False)
        told.append(Told(match.tape.sentence.index, at, rank, 1, anchor.standing, anchor.scope, anchor.ranking))
        held.setdefault(about, []).append(at)
        yield context.claim(match, node, span=_evidence(match, about))


def _in_order(
    context: Context, match: Match, current: Standing, told: list[Told], held: dict[Mention, list[int]]
) -> Iterator[Claim]:
    """The names of a row, each with its place."""
    if _modality(context, match) is not Modality.ASSERTED:
        return
    places = [(m, n) for m, n in in_order(context, match) if m not in held]
    core = _core(match)
    scope = scope_of(context, match, core)
    words = match.words("ranking") or measured_by(context, match.tape, core) or current.ranking
    for about, rank in places:
        before = moved_before(match.tape, about)
        node = _node(context, match, current, about, rank, before, words, scope, own=False)
        at = _offset(match, about)
        told.append(_told(match, at, rank, 1, current, scope, words))
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
    if own is not None and beside_earlier(match.tape, own):
        own = None
    if own is not None and match.tape.words(0, len(match.tape.tokens)).find(f"since {own.text}") >= 0:
        own = None
    return plain_period(own if own is not None else current.period)


def _modality(context: Context, match: Match) -> Modality:
    verb = match.node("verb") if match.nodes is not None else None
    if verb is None:
        verb = context.clauses.verb_of(match.tape, _core(match))
    return context.clauses.modality(match.tape, verb) if verb is not None else Modality.ASSERTED
