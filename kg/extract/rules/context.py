"""What assemblers share while they read one document."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kg.domain import Domain
from kg.extract.rules.choice import Judge
from kg.extract.rules.clause import Clauses
from kg.extract.rules.patterns.book import Match
from kg.extract.rules.patterns.tape import Tape
from kg.model import (
    AnalysedDocument,
    Claim,
    Document,
    Evidence,
    Iri,
    Mention,
    Modality,
    Node,
    Period,
    Quantity,
    Term,
)
from kg.vocab import ORGANIZATION, PLACE, TYPE

NAME = "rules"
DIGITS = re.compile(r"\d+$")


@dataclass(frozen=True, slots=True)
class Context:
    """One document with its tapes (one a sentence, in order), and what it is mainly about."""

    analysed: AnalysedDocument
    domain: Domain
    lists: Mapping[str, tuple[str, ...]]
    clauses: Clauses
    tapes: tuple[Tape, ...]
    topics: tuple[Mention, ...]  # places and bodies, the one that the document speaks of most first
    topic: Mention | None = None  # the first of them, where no other comes near: what the document is about
    titled: tuple[Mention, ...] = ()  # names of the headline, as the text below it first has them
    named: tuple[Mention, ...] = ()  # all names, in order
    roles: Mapping[str, frozenset[str]] = field(default_factory=dict)  # by name: what it is in the whole text
    judge: Judge = field(default_factory=Judge)
    serves: Mapping[str, Mention] = field(default_factory=dict)  # by a person's name: the body where a post is held

    def main(self, cls: Iri) -> Mention | None:
        """Return what the document speaks of most among the things of a class."""
        return next((m for m in self.topics if self.is_a(m, cls)), None)

    @property
    def document(self) -> Document:
        return self.analysed.document

    def is_a(self, mention: Mention, *classes: Iri) -> bool:
        """Say whether a mention's class is one of the classes or below it."""
        above = self.domain.classes.get(mention.type)
        return mention.type in classes if above is None else not above.isdisjoint(classes)

    def stands_for(self, mention: Mention) -> Mention:
        """Return the name that a phrase or pronoun most likely repeats, the last one of its kind; else itself.

        Only to see that two candidates are one: what a phrase stands for is decided when entities are resolved.
        """
        if mention.kind == "name":
            return mention
        if mention.of is not None and mention.full is None:
            return mention
        fitting = [m for m in self.named if m.span.end <= mention.span.start and self._repeats(mention, m)]
        if not fitting:
            return mention
        spoken = [m.text for m in self.topics]
        main = next((m for m in fitting if spoken and m.text == spoken[0]), None)
        return fitting[-1] if main is None or mention.kind == "pronoun" else main

    def _repeats(self, phrase: Mention, name: Mention) -> bool:
        if phrase.kind == "pronoun" and phrase.type == ORGANIZATION:
            return self.is_a(name, ORGANIZATION, PLACE)
        return self.is_a(name, phrase.type)

    def pair_before(self, tape: Tape, node: int) -> tuple[Mention, Mention] | None:
        """Return the two that "the two offices", "both sides" stands for: the last "A and B" of one kind before it."""
        token = tape.tokens[node]
        before = [t.text.lower() for t in tape.tokens[max(0, node - 3) : node]]
        alone = token.text.lower() in ("two", "pair") and before[-1:] == ["the"]  # "The two will build"
        if not alone and not (
            token.text.lower().endswith("s") and token.pos == "NOUN" and {"two", "both"} & set(before)
        ):
            return None
        for earlier in reversed([t for t in self.tapes if t.sentence.index <= tape.sentence.index]):
            found = _partners(self, earlier) if earlier is not tape else None
            found = found or _pair(self, earlier, node if earlier is tape else len(earlier.tokens))
            if found is not None:
                return found
        return None

    def to_come(self, modality: Modality, when: Period | None) -> Modality:
        """ "takes over on 1 March": what is told as a fact of a time after the document's date is a plan."""
        date = self.document.date
        if modality is not Modality.ASSERTED or when is None or when.start is None or date is None:
            return modality
        shared = min(len(date), len(when.start))
        return Modality.PLANNED if when.start[:shared] > date[:shared] else modality

    def evidence(self, tape: Tape, start: int, end: int) -> tuple[Evidence, ...]:
        """Return the words of a token range as evidence."""
        return (Evidence.of(self.document, tape.span(start, end)),)

    def claim(
        self,
        match: Match,
        node: Node,
        *,
        span: tuple[int, int] | None = None,
        modality: Modality = Modality.ASSERTED,
        confidence: float | None = None,
        by: Mention | None = None,
    ) -> Claim:
        """Make the claim that a node with parts holds, with the match as evidence."""
        start, end = span or match.ranges[""]
        return Claim(
            node,
            TYPE,
            node.type,
            self.evidence(match.tape, start, end),
            modality,
            match.rule.confidence if confidence is None else confidence,
            NAME,
            match.rule.name,
            by,
        )


def mention_at(tape: Tape, index: int | None) -> Mention | None:
    """Return the entity that lies over a token."""
    chunk = tape.chunk_of[index] if index is not None else None
    return chunk.value if chunk is not None and isinstance(chunk.value, Mention) else None


def quantity_at(tape: Tape, index: int | None) -> Quantity | None:
    """Return the figure that lies over a token."""
    chunk = tape.chunk_of[index] if index is not None else None
    return chunk.value if chunk is not None and isinstance(chunk.value, Quantity) else None


def bound(match: Match, name: str) -> Mention | None:
    """Return the entity that a name of the match binds; `at` is bound by `at`, `at2`, …"""
    for key in sorted(match.ranges):
        if DIGITS.sub("", key) == name and key:
            found = mention_at(match.tape, match.node(key))
            if found is not None:
                return found
    return None


def periods(tape: Tape) -> Iterator[tuple[int, Period]]:
    """Yield the periods of a sentence with their head tokens."""
    for chunk in tape.chunks:
        if isinstance(chunk.value, Period):
            yield chunk.head, chunk.value


def mentions(tape: Tape) -> Iterator[tuple[int, Mention]]:
    """Yield the entities of a sentence with their head tokens."""
    for chunk in tape.chunks:
        if isinstance(chunk.value, Mention):
            yield chunk.head, chunk.value


def parts(*pairs: tuple[Iri, Term | None]) -> tuple[tuple[Iri, Term], ...]:
    """Leave out the parts that are not there."""
    return tuple((p, v) for p, v in pairs if v is not None)


def _partners(context: Context, tape: Tape) -> tuple[Mention, Mention] | None:
    """ "Nordkraft, a unit of Norsk Invest, tied up with Bergen": who acts with whom."""
    words = [t.text.lower() for t in tape.tokens]
    verb = next((i for i, word in enumerate(words) if word in context.lists["partnering"]), None)
    if verb is None or "with" not in words[verb:]:
        return None
    joint = words.index("with", verb)
    sides = [
        next((c.value for c in chunks if isinstance(c.value, Mention) and _side(context, c.value)), None)
        for chunks in (
            [c for c in tape.chunks if c.end <= verb],
            [c for c in tape.chunks if c.start > joint],
        )
    ]
    one, other = sides
    return (one, other) if one is not None and other is not None else None


def _side(context: Context, mention: Mention) -> bool:
    return mention.kind == "name" and context.is_a(mention, ORGANIZATION, PLACE)


def _pair(context: Context, tape: Tape, end: int) -> tuple[Mention, Mention] | None:
    """The first "A and B" in a sentence whose two names are both organisations or both places."""
    named = [c for c in tape.chunks if isinstance(c.value, Mention) and c.value.kind == "name" and c.end <= end]
    for left, right in itertools.pairwise(named):
        between = [t.text.lower() for t in tape.tokens[left.end : right.start]]
        if between not in (["and"], ["and", "the"]):
            continue
        one, other = left.value, right.value
        if isinstance(one, Mention) and isinstance(other, Mention):
            for kind in (ORGANIZATION, PLACE):
                if context.is_a(one, kind) and context.is_a(other, kind):
                    return one, other
    return None
