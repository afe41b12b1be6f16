"""Where mentions stand in a document: their sentence, whether they are its subject, whose they are."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from kg.model import AnalysedDocument, Mention, Role, Sentence, Token
from kg.vocab import PERSON

READ: Final = frozenset({Role.TITLE, Role.LEAD, Role.BODY, Role.HEADING, Role.CAPTION})
_LOOKS_AHEAD: Final = frozenset({"plans", "aims", "hopes", "needs", "vows"})
_POSSESSIVE: Final = re.compile(r"(?:['’]s|(?<=s)['’])\s{1,3}\Z")


@dataclass(frozen=True)
class Scene:
    """A document with the mentions that are to be resolved, in order of their spans."""

    analysed: AnalysedDocument
    mentions: tuple[Mention, ...]

    @cached_property
    def text(self) -> str:
        return self.analysed.document.text

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.span.start for sentence in self.analysed]

    @cached_property
    def sentences(self) -> tuple[int, ...]:
        """The index of each mention's sentence; -1 outside all."""
        return tuple(self._sentence_at(m.span.start) for m in self.mentions)

    def _sentence_at(self, position: int) -> int:
        found = bisect_right(self._starts, position) - 1
        return found if found >= 0 and position < self.analysed.sentences[found].span.end else -1

    def sentence(self, number: int) -> Sentence | None:
        """Return the sentence of a mention."""
        index = self.sentences[number]
        return self.analysed.sentences[index] if index >= 0 else None

    def role(self, number: int) -> Role:
        """Return what the block of a mention is for."""
        sentence = self.sentence(number)
        return sentence.role if sentence else Role.DEBRIS

    @cached_property
    def subjects(self) -> tuple[bool, ...]:
        """Whether each mention is the subject of a clause."""
        return tuple(self._is_subject(number) for number in range(len(self.mentions)))

    def head(self, number: int) -> Token | None:
        """Return the token that holds a mention together: the one whose head lies outside."""
        sentence, span = self.sentence(number), self.mentions[number].span
        inside = [t for t in sentence.tokens if span.start <= t.start < span.end] if sentence else []
        indices = {t.index for t in inside}
        outer = [t for t in inside if t.head not in indices or t.head == t.index] or inside[-1:]
        return next((t for t in outer if t.dep.startswith("nsubj")), outer[0] if outer else None)

    def _is_subject(self, number: int) -> bool:
        head, sentence = self.head(number), self.sentence(number)
        if head is None or sentence is None:
            return False
        return (
            head.dep.split(":")[0] in {"nsubj", "csubj"}
            or _taken_for_a_noun(head, sentence)
            or _after_title(self.mentions[number], head, sentence)
        )

    def coordinated(self, number: int) -> bool:
        """Say whether a mention is one of several in a row: "A and B"."""
        head, sentence = self.head(number), self.sentence(number)
        if head is None or sentence is None:
            return False
        return head.dep == "conj" or any(t.dep == "conj" and t.head == head.index for t in sentence.tokens)

    @cached_property
    def owners(self) -> tuple[int | None, ...]:
        """The mention that each belongs to: "the city's bureau", or as the extractor says."""
        ends = {m.span.end: number for number, m in enumerate(self.mentions)}
        known = {m.span: number for number, m in enumerate(self.mentions)}
        found: list[int | None] = []
        for mention in self.mentions:
            if mention.of is not None:
                found.append(known.get(mention.of.span))
                continue
            window = self.text[max(0, mention.span.start - 6) : mention.span.start]
            gap = _POSSESSIVE.search(window)
            found.append(ends.get(mention.span.start - len(gap[0])) if gap else None)
        return tuple(found)

    def between(self, left: int, right: int) -> str:
        """Return the text between two mentions."""
        return self.text[self.mentions[left].span.end : self.mentions[right].span.start]

    def after(self, number: int, length: int = 24) -> str:
        """Return the text right after a mention."""
        end = self.mentions[number].span.end
        return self.text[end : end + length]

    def before(self, number: int, length: int = 24) -> str:
        """Return the text right before a mention."""
        start = self.mentions[number].span.start
        return self.text[max(0, start - length) : start]

    def together(self, ones: Sequence[int], others: Sequence[int]) -> bool:
        """Say whether two sets of mentions share a sentence."""
        return bool({self.sentences[n] for n in ones} & {self.sentences[n] for n in others} - {-1})


def _taken_for_a_noun(head: Token, sentence: Sentence) -> bool:
    """Undo a frequent error of analysis: "the bureau plans to …" read as a noun phrase about plans."""
    verb = sentence.tokens[head.head]
    after = sentence.tokens[verb.index + 1].text if verb.index + 1 < len(sentence.tokens) else ""
    return head.dep == "compound" and verb.dep == "root" and verb.text in _LOOKS_AHEAD and after == "to"


def _after_title(mention: Mention, head: Token, sentence: Sentence) -> bool:
    """Say whether a person's name goes with a title that is the subject: "their director Anna Peeters said"."""
    title = sentence.tokens[head.head]
    first = next(t for t in sentence.tokens if t.start >= mention.span.start)
    return (
        mention.type == PERSON
        and head.dep in {"appos", "flat", "compound", "nmod"}
        and title.dep.split(":")[0] == "nsubj"
        and title.index < first.index
        and not any(t.pos == "PUNCT" or t.pos == "ADP" for t in sentence.tokens[first.index - 1 : first.index])
    )
