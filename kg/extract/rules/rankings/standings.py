"""What is ranked: the words of a list, the index that it is part of, and among whom; carried on in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extract.rules.context import Context, bound, mention_at, mentions, parts
from kg.extract.rules.patterns.book import Match
from kg.extract.rules.patterns.tape import Tape
from kg.extract.rules.times import carried, is_basis
from kg.model import Mention, Node, Period, Quantity
from kg.vocab import INDEX, LABEL, PART_OF_INDEX, PLACE, RANKING

FIGURE = re.compile(r"^.*?\d[\d,.]*\s+")  # "record 6,809 patents": what is counted is "patents"
LONGEST = 12  # tokens of a scope or of a ranking's words
INSIDE = ("NOUN", "PROPN", "ADJ", "NUM", "DET", "PART")


@dataclass(frozen=True, slots=True)
class Standing:
    """The ranking that the text speaks of, and what it was last said to be among."""

    ranking: str | None = None
    index: Mention | None = None
    period: Period | None = None
    scope: str | None = None
    counted: str | None = None  # what the last figures count: what a bare "third" is about

    def after(self, ranking: str | None, scope: str | None) -> Standing:
        """Return what a sentence goes on with once a place has been told."""
        return replace(self, ranking=ranking or self.ranking, scope=scope)


def begin(context: Context) -> Standing:
    """Return what a document begins with: the first index that it names."""
    found = [m for tape in context.tapes for _, m in mentions(tape) if context.is_a(m, INDEX) and m.kind == "name"]
    return Standing(index=found[0] if found else None)


def move(context: Context, tape: Tape, current: Standing) -> Standing:
    """Return what the text goes on with after this sentence names a ranking, an index, a count or a time."""
    index = _named_index(context, tape) or current.index
    period = current.period
    for chunk in tape.chunks:
        if isinstance(chunk.value, Period) and carried(context.lists, chunk.value) and not _aside(tape, chunk.start):
            period = chunk.value
    words = list_words(context, tape)
    return Standing(
        words or current.ranking,
        index,
        period,
        None if words else current.scope,
        _counted(context, tape) or current.counted,
    )


def _aside(tape: Tape, start: int) -> bool:
    """A time that is no place's own: one compared with, or one since when something holds."""
    before = tape.tokens[start - 1].text.lower() if start else ""
    return before in ("since", "until", "till", "by") or is_basis(tape, start)


def _named_index(context: Context, tape: Tape) -> Mention | None:
    return next((m for _, m in mentions(tape) if context.is_a(m, INDEX) and m.kind == "name"), None)


def list_words(context: Context, tape: Tape) -> str | None:
    """Return the words of a list, such as "top 50 harbour cities"; none where they say no more than "the list"."""
    for lemma in context.lists["ranking_heads"]:
        for i in tape.where.get(lemma, ()):
            named = mention_at(tape, i)
            if (named is None or named.kind != "name") and tape.tokens[i].pos in ("NOUN", "PROPN"):
                words = noun_words(context, tape, i)
                if words is not None and len(words.split()) > 1:
                    return words
    return None


def noun_words(context: Context, tape: Tape, head: int) -> str | None:
    """Return a noun with what stands before it and its "of" or "for" phrases, without an article."""
    start, end = head, head + 1
    while start > 0 and _modifies(tape, start - 1, head):
        start -= 1
    while end < len(tape.tokens) and end - head < LONGEST:
        token = tape.tokens[end]
        chunk = tape.chunk_of[end]
        link = token.text.lower() in ("of", "for", "per", "in") and end + 1 < len(tape.tokens)
        if chunk is not None and isinstance(chunk.value, Period):
            break
        if not (link or token.pos in INSIDE or token.text == "-" or (token.text == "and" and end - head < 4)):
            break
        end += 1
    while end > head + 1 and tape.tokens[end - 1].pos in ("ADP", "DET", "PUNCT", "CCONJ", "PART", "NUM"):
        end -= 1
    words = tape.words(start, end).strip(" ,.")
    bare = start == head and end == head + 1
    return (
        None if bare and head in {i for w in context.lists["ranking_heads"] for i in tape.where.get(w, ())} else words
    )


def _modifies(tape: Tape, i: int, head: int) -> bool:
    token = tape.tokens[i]
    if (
        head - i > 6
        or token.text.lower() in ("'s", "’s")
        or token.pos not in ("NOUN", "ADJ", "NUM", "PROPN", "PUNCT", "ADV")
    ):
        return False
    return token.text == "-" or (token.pos != "PUNCT" and token.dep in ("compound", "amod", "nummod", "advmod", "nmod"))


def _counted(context: Context, tape: Tape) -> str | None:
    """The words of what a figure of the sentence counts."""
    for chunk in tape.chunks:
        if not (isinstance(chunk.value, Quantity) and chunk.value.kind == "number"):
            continue
        noun = tape.tokens[chunk.head].head
        if (
            chunk.end <= noun < chunk.end + 4
            and tape.tokens[noun].tag in ("NNS", "NN", "")
            and not chunk.labels - {"number", "per"}
        ):
            lemma = tape.tokens[noun].lemma.lower()
            if tape.tokens[noun].pos == "NOUN" and lemma not in (
                *context.lists["not_counted"],
                *context.lists["place_nouns"],
            ):
                words = noun_words(context, tape, noun) or ""
                return FIGURE.sub("", words) or None
    return None


# -- among whom ------------------------------------------------------------------------------------------------------
def scope_of(context: Context, match: Match, core: int | None) -> str | None:
    """Return among whom a place is held: by the rule, behind the place, at the sentence's beginning, or a word."""
    named = match.words("scope")
    if named is not None:
        return named.strip(" ,")
    tape = match.tape
    owner = _owner(context, tape, match.node("thing"))
    if owner is not None:
        return owner
    if core is not None:
        behind = _behind(context, tape, core)
        if behind is not None:
            return behind
    first = tape.tokens[0].text.lower() if tape.tokens else ""
    if first in ("among", "amongst", "of", "within"):
        return _phrase(context, tape, 0)
    low = [t.text.lower() for t in tape.tokens]
    word = next((w for w in low if w in context.lists["scope_words"]), None)
    if word is not None:
        return word
    line = f" {' '.join(low)} "
    return next((p for p in context.lists["scope_phrases"] if f" {p} " in line), None)


def _owner(context: Context, tape: Tape, thing: int | None) -> str | None:
    """ "Norway's busiest port", "the world's busiest port", "the busiest Norwegian port": among those of the owner."""
    if thing is None:
        return None
    for i in tape.kids(thing, "nmod:poss"):
        owner = mention_at(tape, i)
        if owner is not None and context.is_a(owner, PLACE):
            return owner.text if owner.kind == "name" else tape.tokens[i].text
        if tape.tokens[i].lemma.lower() in ("world", "country", "nation", "region", "continent", "state", "city"):
            return tape.tokens[i].text
    own = (tape.tokens[i].text for i in tape.kids(thing, "amod", "compound"))
    return next((word for word in own if word.istitle() and context.domain.lexicon.demonym(word)), None)


def _behind(context: Context, tape: Tape, core: int) -> str | None:
    """ "third among the 42 districts", "largest port in Norway": the phrase behind a place, up to the next comma."""
    chunk = tape.chunk_of[core]
    i = chunk.end if chunk is not None else core + 1
    for at in range(i, min(i + 10, len(tape.tokens))):
        word = tape.tokens[at].text.lower()
        if word in (",", ";", ".", ":", "(", "–", "with", "from", "to", "and", "but", "after", "behind", "for", "by"):
            if word == "(":
                continue
            return None
        if word in context.lists["scope_words"]:
            return word
        if word in ("among", "amongst", "in", "of", "across", "outside", "within", "on", "out"):
            found = _phrase(context, tape, at)
            if found is not None:
                return found
    return None


def _phrase(context: Context, tape: Tape, at: int) -> str | None:
    """The noun phrase behind a preposition, where it tells of whom and not when or in which list."""
    start = at + 1
    while start < len(tape.tokens) and tape.tokens[start].text.lower() in ("of", "the", "all", "any", "its", "only"):
        start += 1
    if start >= len(tape.tokens):
        return None
    chunk = tape.chunk_of[start]
    if chunk is not None and isinstance(chunk.value, Period):
        return None
    end = start
    while end < len(tape.tokens) and end - start < LONGEST:
        token, over = tape.tokens[end], tape.chunk_of[end]
        if over is not None and isinstance(over.value, Period):
            break
        small = token.text.lower() in ("of", "in", "and", "-", "'s", "’s", "at", "with")
        figure = token.text.lower() in ("and", "with", "at", "in") and _figure_next(tape, end + 1)
        if figure or not (small or token.pos in INSIDE or over is not None):
            break
        end += 1
    while end > start and tape.tokens[end - 1].pos in ("ADP", "PUNCT", "CCONJ", "DET"):
        end -= 1
    if end == start or _is_list(context, tape, start, end):
        return None
    first = at if tape.tokens[at].text.lower() in ("among", "amongst", "outside") else start
    return tape.words(first, end).strip(" ,.")


def _figure_next(tape: Tape, i: int) -> bool:
    chunk = tape.chunk_of[i] if i < len(tape.tokens) else None
    return chunk is not None and not isinstance(chunk.value, Mention)


def _is_list(context: Context, tape: Tape, start: int, end: int) -> bool:
    """Say whether a phrase names the list itself ("in the index of 2014") and nobody who stands in it."""
    lists = context.lists["lists_of_places"]
    heads = [t.lemma.lower() for t in tape.tokens[start:end]]
    named = next((m for i in range(start, end) if (m := mention_at(tape, i)) is not None), None)
    if named is not None and context.is_a(named, INDEX):
        return True
    return any(h in lists for h in heads) and not (
        named is not None and context.is_a(named, PLACE) and end - start == 1
    )


# -- the node ----------------------------------------------------------------------------------------------------------
def ranking_node(context: Context, match: Match, words: str | None, current: Standing, *, own: bool) -> Node | None:
    """Return the ranking that a place is part of; `own` where its words are the place's own and no list's."""
    index = bound(match, "partOfIndex") or _named_index(context, match.tape)
    if index is None and not own:
        index = next((m for _, m in mentions(match.tape) if context.is_a(m, INDEX)), None) if current.index else None
        index = index or current.index
    label = (words or "").strip(" ,.")
    if not label and index is None:
        label = current.counted or ""
    if not label and index is None:
        return None
    return Node(RANKING, parts((LABEL, label or (index.text if index else "")), (PART_OF_INDEX, index)))


def measured_by(context: Context, tape: Tape, core: int) -> str | None:
    """Return the words of what a place is told by: "fifth for patents in force", "by number of staff, it ranked"."""
    chunk = tape.chunk_of[core]
    end = chunk.end if chunk is not None else core + 1
    for at in (end, end + 1, 0):
        if at + 1 >= len(tape.tokens) or tape.tokens[at].text.lower() not in ("for", "by", "on"):
            continue
        first = at + 1 + (tape.tokens[at + 1].text.lower() in ("the", "its", "their"))
        head = next((i for i in range(first, min(first + 5, len(tape.tokens))) if tape.tokens[i].pos != "ADJ"), first)
        while head + 1 < len(tape.tokens) and tape.tokens[head + 1].pos == "NOUN" and tape.tokens[head].pos == "NOUN":
            head += 1
        if tape.chunk_of[head] is None and tape.tokens[head].pos == "NOUN":
            return noun_words(context, tape, head)
    return None


def segments(tape: Tape) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a sentence between semicolons, and between clauses joined by "while", "and X verb"."""
    start = 0
    for token in tape.tokens:
        cut = token.text in (";", ":") or (token.text.lower() in ("while", "whereas", "but") and token.index > start)
        if cut and token.index > start:
            yield start, token.index
            start = token.index + 1
    yield start, len(tape.tokens)


def segment(tape: Tape, at: int) -> tuple[int, int]:
    """Return the stretch that a token stands in."""
    return next((s, e) for s, e in segments(tape) if at < e or e == len(tape.tokens))
