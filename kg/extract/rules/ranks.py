"""Ranks: who stands at which place of which list, before and now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.rules.book import Match
from kg.extract.rules.context import Context, bound, mention_at, mentions, parts, quantity_at
from kg.extract.rules.subjects import ABOUTS
from kg.extract.rules.tape import Tape
from kg.extract.rules.times import carried, is_basis, statement_period
from kg.model import Claim, Mention, Modality, Node, Period, Quantity
from kg.vocab import (
    ABOUT,
    INDEX,
    LABEL,
    PART_OF_INDEX,
    PERIOD,
    PREVIOUS_RANK,
    RANK,
    RANK_OBSERVATION,
    RANKING,
    RANKING_OF,
    SCOPE,
)


@dataclass(frozen=True, slots=True)
class Lists:
    """The ranking that the text speaks of: its words and the index that it is part of."""

    ranking: str | None = None
    index: Mention | None = None
    period: Period | None = None


def ranks(context: Context, matches: Sequence[Match]) -> Iterator[Claim]:
    """Yield one claim a rank, in the order of the text."""
    current = Lists(index=_first_index(context))
    by_sentence: dict[int, list[Match]] = {}
    for match in matches:
        by_sentence.setdefault(match.tape.sentence.index, []).append(match)
    for tape in context.tapes:
        current = _move(context, tape, current)
        seen: set[tuple[object, int]] = set()
        for match in sorted(by_sentence.get(tape.sentence.index, []), key=lambda m: -m.rule.confidence):
            for claim, about, rank in _ranks(context, match, current):
                if (about.span, rank) not in seen and not any(a == about.span for a, _ in seen):
                    seen.add((about.span, rank))
                    yield claim


def _first_index(context: Context) -> Mention | None:
    found = [m for tape in context.tapes for _, m in mentions(tape) if context.is_a(m, INDEX) and m.kind == "name"]
    return found[0] if found else None


def _move(context: Context, tape: Tape, current: Lists) -> Lists:
    """What the text goes on with after this sentence names a ranking, an index or a time."""
    index = next((m for _, m in mentions(tape) if context.is_a(m, INDEX) and m.kind == "name"), current.index)
    period = current.period
    for chunk in tape.chunks:
        if isinstance(chunk.value, Period) and carried(context.lists, chunk.value) and not is_basis(tape, chunk.head):
            period = chunk.value
    return Lists(_ranking_words(context, tape) or current.ranking, index, period)


def _ranking_words(context: Context, tape: Tape) -> str | None:
    """The words of a list, such as "top 50 harbour cities"."""
    for lemma in context.lists["ranking_heads"]:
        for i in tape.by_lemma.get(lemma, ()):
            named = mention_at(tape, i)
            if (named is None or named.kind != "name") and tape.tokens[i].pos in ("NOUN", "PROPN"):
                start, end = i, i + 1
                while (
                    start > 0
                    and tape.tokens[start - 1].dep in ("compound", "amod", "nummod", "punct")
                    and (
                        tape.tokens[start - 1].pos in ("NOUN", "ADJ", "NUM", "PROPN")
                        or tape.tokens[start - 1].text == "-"
                    )
                ):
                    start -= 1
                while (
                    end < len(tape.tokens)
                    and end - i < 5
                    and (tape.tokens[end].text.lower() in ("of", "for") or tape.tokens[end].pos in ("NOUN", "ADJ"))
                ):
                    end += 1
                if end - i > 2 or any(t.pos != "NUM" for t in tape.tokens[start:i]):
                    return tape.words(start, end)
    return None


def _ranks(context: Context, match: Match, current: Lists) -> Iterator[tuple[Claim, Mention, int]]:
    rank = _number(match, "rank")
    if rank is None or rank < 1:
        return
    modality = _modality(context, match)
    if modality is Modality.DENIED or _was_before(match):
        return
    others = _respective_places(match)
    for i, about in enumerate(_abouts(context, match)):
        rank = others[i] if i < len(others) else rank
        ranking = match.words("ranking") or current.ranking
        node = Node(
            RANK_OBSERVATION,
            parts(
                (ABOUT, about),
                (RANKING_OF, _ranking(context, match, ranking, current)),
                (RANK, rank),
                (PREVIOUS_RANK, _previous(context, match, rank)),
                (SCOPE, _scope(context, match)),
                (PERIOD, _period(context, match, current)),
            ),
        )
        yield context.claim(match, node, modality=modality), about, rank


def _abouts(context: Context, match: Match) -> Iterator[Mention]:
    node = match.node("about")
    tape = match.tape
    first = bound(match, "about")
    if first is None and node is not None and match.nodes is not None:
        first = next(
            (m for i in tape.subtree(node) if (m := mention_at(tape, i)) is not None and context.is_a(m, *ABOUTS)), None
        )
    if first is None:
        whose = _subject(context, match) if "about" not in match.ranges else None
        if whose is not None:
            yield whose
        return
    if not (context.is_a(first, *ABOUTS) or first.kind == "pronoun"):
        return
    yield first
    for name in sorted(match.ranges):
        if name in ("again", "other"):
            second = mention_at(tape, match.node(name))
            if second is not None:
                yield second
    if node is not None and match.nodes is not None:
        for i in tape.kids(node, "conj"):
            second = mention_at(tape, i)
            if second is not None and context.is_a(second, *ABOUTS):
                yield second


def _subject(context: Context, match: Match) -> Mention | None:
    """Whom a rank is about that names nobody: the subject of its clause, else what the document is about."""
    tape = match.tape
    verb = context.clauses.verb_of(tape, match.ranges[""][0])
    subject = context.clauses.subject(tape, verb) if verb is not None else None
    for i in tape.subtree(subject) if subject is not None else ():
        found = mention_at(tape, i)
        if found is not None and context.is_a(found, *ABOUTS) and found.kind != "pronoun":
            return found
    return context.topic


def _respective_places(match: Match) -> list[int]:
    """ "A and B are second and third": the places in a row that begins with the one bound, if there are several."""
    node, tape = match.node("rank"), match.tape
    order = [c for c in tape.chunks if isinstance(c.value, Quantity) and c.value.kind == "ordinal"]
    at = next((i for i, c in enumerate(order) if c.head == node), None)
    if at is None:
        return []
    row = [order[at]]
    for chunk in order[at + 1 :]:
        between = [t.text.lower() for t in tape.tokens[row[-1].end : chunk.start]]
        if not between or any(w not in (",", "and") for w in between):
            break
        row.append(chunk)
    return [int(c.value.value) for c in row if isinstance(c.value, Quantity)] if len(row) > 1 else []


def _number(match: Match, name: str) -> int | None:
    fixed = match.rule.setting(name)
    if fixed:
        return int(fixed)
    quantity = quantity_at(match.tape, match.node(name))
    if quantity is None or quantity.kind not in ("ordinal", "number") or quantity.value != int(quantity.value):
        return None
    return int(quantity.value)


def _from_elsewhere(match: Match) -> int | None:
    """ "ranked second with 18 percent, up from fourth": the only place of the sentence that stands behind "from"."""
    tape, rank = match.tape, match.node("rank")
    ordinals = [
        c for c in tape.chunks if isinstance(c.value, Quantity) and c.value.kind == "ordinal" and c.head != rank
    ]
    if len(ordinals) != 1 or rank is None:
        return None
    start = ordinals[0].start
    before = [t.text.lower() for t in tape.tokens[max(0, start - 2) : start]]
    quantity = ordinals[0].value
    return int(quantity.value) if "from" in before and isinstance(quantity, Quantity) else None


def _was_before(match: Match) -> bool:
    """Say whether a place is the one before: behind "from", or told of an earlier time ("when it was 11th")."""
    node = match.node("rank")
    if node is None or match.rule.setting("rank"):
        return False
    tape = match.tape
    chunk = tape.chunk_of[node]
    start = chunk.start if chunk else node
    end = chunk.end if chunk else node + 1
    before = [t.text.lower() for t in tape.tokens[max(0, start - 4) : start]]
    after = " ".join(t.text.lower() for t in tape.tokens[end : end + 3])
    told = "previousRank" in match.ranges
    return (
        (before[-1:] == ["from"] and not told)
        or "when" in before
        or after.startswith(("a year ago", "last year", "a year earlier"))
    )


def _previous(context: Context, match: Match, rank: int) -> int | None:
    """The place before: named, the same again ("for a fourth straight year"), or so many places away."""
    named = _number(match, "previousRank")
    if named is None:
        named = _from_elsewhere(match)
    if named is not None:
        return named
    words = f" {match.tape.words(0, len(match.tape.tokens)).lower()} "
    if any(f" {phrase}" in words for phrase in context.lists["again_phrases"]):
        return rank
    moved = _number(match, "change")
    if moved is None:
        return None
    before = rank + moved if match.rule.setting("direction") == "up" else rank - moved
    return before if before >= 1 else None


def _scope(context: Context, match: Match) -> str | None:
    named = match.words("scope")
    if named is not None:
        return named.strip(" ,")
    tape = match.tape
    for token in tape.tokens:
        if token.text.lower() in context.lists["scope_words"]:
            return token.text.lower()
        if token.lemma.lower() in ("among", "amongst") and tape.sentence.tokens[-1].index > token.index:
            end = token.index + 1
            head = tape.tokens[token.index].head
            inside = [i for i in tape.subtree(head) if i >= token.index] if head >= 0 else []
            end = inside[-1] + 1 if inside else end
            return tape.words(token.index, min(end, token.index + 10)).strip(" ,.")
    for phrase in context.lists["scope_phrases"]:
        if f" {phrase} " in f" {' '.join(t.text.lower() for t in tape.tokens)} ":
            return phrase
    return None


def _ranking(context: Context, match: Match, words: str | None, current: Lists) -> Node | None:
    index = bound(match, "partOfIndex")
    if index is None:
        index = next((m for _, m in mentions(match.tape) if context.is_a(m, INDEX)), None)
    index = index or current.index
    label = (words or "").strip(" ,.")
    if not label and index is None:
        return None
    if index is not None and not label:
        label = index.text
    return Node(RANKING, parts((LABEL, label), (PART_OF_INDEX, index)))


def _period(context: Context, match: Match, current: Lists) -> Period | None:
    node = match.node("rank")
    if node is None:
        node = match.ranges[""][0]
    own = statement_period(context.clauses, match.tape, node)
    found = own if own is not None else current.period
    return found if found is not None and found.start else None


def _modality(context: Context, match: Match) -> Modality:
    verb = match.node("verb")
    if verb is None:
        node = match.node("rank") or match.ranges[""][0]
        verb = context.clauses.verb_of(match.tape, node)
    return context.clauses.modality(match.tape, verb) if verb is not None else Modality.ASSERTED
