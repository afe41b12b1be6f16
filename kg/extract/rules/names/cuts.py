"""Where a capitalised run is cut: before a person's name, and at its edges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.domain import Domain, Entry
from kg.extract.rules.lists import Heads

POSSESSIVE = ("'s", "’s", "'", "’")
PERSON_WORDS = (2, 3, 4)  # how many words a person's name has
FAR = 8  # words before a name that may hold the title of its bearer
Lexicon = Mapping[tuple[int, int], Entry]


@dataclass(frozen=True, slots=True)
class Cutter:
    """Cuts runs where two names meet, and trims what belongs to none."""

    domain: Domain
    heads: Heads
    lists: Mapping[str, tuple[str, ...]]
    titles: frozenset[str]

    def around(
        self, words: Sequence[str], span: tuple[int, int], defined: Sequence[tuple[int, int]]
    ) -> list[tuple[int, int]]:
        """Return what is left of a run beside the names that an acronym bounds."""
        if not any(span[0] < right and left < span[1] for left, right in defined):
            return [span]
        pieces = [span]
        for left, right in defined:
            cut = [(s, min(e, left)) for s, e in pieces] + [(max(s, right), e) for s, e in pieces]
            pieces = [(s, e) for s, e in cut if s < e] if span[0] < right and left < span[1] else pieces
        trimmed = []
        for start, end in pieces:
            while start < end and words[end - 1].lower() in self.heads.links:
                end -= 1
            while start < end and words[start].lower() in self.heads.links:
                start += 1
            if start < end:
                trimmed.append((start, end))
        return trimmed

    def pieces(
        self, span: tuple[int, int], words: Sequence[str], lexicon: Lexicon, model: Mapping[tuple[int, int], str]
    ) -> list[tuple[int, int]]:
        """Cut a run in two where a place, a people, a body or a field of work stands before a person's name."""
        start, end = span
        said = words[start:end]
        person = max((left for (left, right), label in model.items() if label == "PERSON" and right == end), default=0)
        if span not in lexicon and self._for_field(words, start):
            behind = self._behind_field(words, start, end)
            if len(behind) > 1:
                return behind
            if start < person <= end - PERSON_WORDS[0] and not self._headed(words, person, end):
                return [(start, person), (person, end)]  # "Minister for Law Anna Peeters"
        if span not in lexicon and self._two_bodies(words, start, end):
            return [(start, start + 1), (start + 2, end)]  # "the Department and Oslo University"
        if self._headed(words, start, end) or span in lexicon:
            return [span]
        titled = start > 1 and words[start - 1] in ("of", "for") and words[start - 2].lower() in self.titles
        place = max((right for left, right in lexicon if left == start and right < end), default=None)
        if titled and place is not None and end - place in (2, 3):
            return [(start, place), (place, end)]  # "Mayor of Rotterdam Lena Vogel"
        if start < person and ((start, person) in lexicon or titled or self._titled(words, start)):
            return [(start, person), (person, end)]
        hyphens = 2 * sum(w == "-" for w in said)
        people = self.domain.lexicon.demonym(words[start]) is not None and end - start - 1 - hyphens in PERSON_WORDS
        if people and (person or self._stands_alone(words, start, end)):
            return [(start + 1, end)]  # "the Norwegian Anna Berg"
        return [span]

    def _two_bodies(self, words: Sequence[str], start: int, end: int) -> bool:
        """Say whether a run is a head word alone, "and", and a body's full name."""
        alone = words[start] in self.heads.cues["alone_bodies"] and words[start + 1 : start + 2] == ["and"]
        if words[start + 2 : start + 3] and words[start + 2] in self.heads.of_names:
            return False  # "the University and College Union"
        article = start > 0 and words[start - 1].lower() == "the"
        return alone and article and end - start > 3 and self.heads.of(words[start + 2 : end]) is not None

    def _headed(self, words: Sequence[str], start: int, end: int) -> bool:
        return any(w in self.heads.of_names for w in words[start:end])

    def _stands_alone(self, words: Sequence[str], start: int, end: int) -> bool:
        """ "the Norwegian Anna Berg and …": an article before, no noun behind."""
        article = start > 0 and words[start - 1].lower() == "the"
        return article and (end == len(words) or words[end] in (",", "and", ".", "or"))

    def _titled(self, words: Sequence[str], start: int) -> bool:
        """ "Director of the Observatory Anna Peeters": a title with "of" stands right before a run."""
        at = start - 1
        while at > 0 and words[at].lower() == "the":
            at -= 1
        return at > 0 and words[at] in ("of", "for", "at") and words[at - 1].lower() in self.titles

    def _for_field(self, words: Sequence[str], start: int) -> bool:
        """Say whether a run follows a title and "of", "for" or a link: it begins with what the post is for."""
        before = words[max(0, start - FAR) : start]
        linked = bool(before) and before[-1] in ("of", "for", "and", "&", ",")
        return linked and any(w.lower() in self.titles for w in before)

    def _behind_field(self, words: Sequence[str], start: int, end: int) -> list[tuple[int, int]]:
        """ "Director for Trade Anna Peeters": what a post is for ends where a person's name begins."""
        fields = self.heads.cues["fields"]
        at = start
        while at < end and words[at] in fields:
            at += 1
        if start < at and end - at in PERSON_WORDS and not self._headed(words, at, end):
            return [(start, at), (at, end)]
        return [(start, end)]

    def trim(self, words: Sequence[str], start: int, end: int, lexicon: Lexicon) -> tuple[int, int]:
        """Leave out articles, honorifics, quotes and a possessive at the edges, and a sentence's opening word."""
        while start < end and (start, end) not in lexicon and self._goes_before(words, start):
            start += 1
        while start < end and words[end - 1] in (*POSSESSIVE, ".", ",", "-", '"', "”", "“", ":", ";", "the", "of"):
            end -= 1
        if end - start > 1 and words[end - 1] in self.heads.cues["members"]:
            end -= 1  # "Board Member"
        return start, end

    def _goes_before(self, words: Sequence[str], at: int) -> bool:
        word = words[at].lower()
        if words[at : at + 2] == ["H", "E"] or words[max(0, at - 1) : at + 1] == ["H", "E"]:
            return True  # "H E Anna Peeters"
        return (
            word in self.lists["determiners"]
            or word in self.lists["honorifics"]
            or not word[:1].isalnum()
            or (words[at] in self.heads.cues["openers"])
        )
