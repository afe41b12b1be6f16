"""What looks like a name and is none: a page's labels, fields of work, currencies, a headline's capitals."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kg.domain import Domain, Entry
from kg.extract.rules.lists import Heads
from kg.extract.rules.names.votes import Votes
from kg.model import AnalysedDocument, Role, Sentence, Token
from kg.text.furniture import words_of

LABELS = ("labels", "verbs", "trades", "jobs")
CLOCK = ("am", "pm", "a.m", "p.m", "a.m.", "p.m.")
SURE = 5.0  # votes of a name that the lexicon or its head word vouches for
YEAR = re.compile(r"1[345]\d\d")  # of the Islamic calendar, in our time
LONGEST = 4  # words of a phrase that is looked for in lower case


@dataclass(frozen=True, slots=True)
class Debris:
    """Tells what no name is, from the words themselves, where they stand, and the rest of the document."""

    domain: Domain
    heads: Heads
    titles: frozenset[str]

    def small(self, analysed: AnalysedDocument) -> frozenset[tuple[str, ...]]:
        """Return the words and short phrases that the document's sentences have in lower case."""
        found: set[tuple[str, ...]] = set()
        for sentence in analysed:
            if sentence.role not in (Role.BODY, Role.LEAD, Role.CAPTION):
                continue
            words = [t.text if t.text.islower() else None for t in sentence.tokens]
            for size in range(1, LONGEST + 1):
                runs = zip(*(words[i:] for i in range(size)), strict=False)
                found.update(run for run in runs if None not in run)
        return frozenset(found)

    def is_label(self, words: Sequence[str]) -> bool:
        """Say whether words are those of a page and its desk: "Release Date", "STAFF WRITER", "Health Reporter"."""
        lower = [w.lower().strip(".") for w in words]
        if words_of("byline", "jobs").at(lower, len(lower) - 1):
            return True
        return all(
            any(words_of("byline", name).within((w,)) for name in LABELS)
            or words_of("dates", "words").at((w,))
            or words_of("dates", "months").at((w,))
            for w in lower
        ) or any(words_of("byline", name).whole(lower) for name in LABELS)

    def is_field(self, words: Sequence[str]) -> bool:
        """Say whether words only tell a field of work, or a people's: "Trade", "Danish Industry", "10th Danish"."""
        fields, demonym = self.heads.cues["fields"], self.domain.lexicon.demonym
        if len(words) > 1 and demonym(words[-1]) is not None:
            return True
        words = words[1:] if len(words) > 1 and demonym(words[0]) is not None else words
        return all(w in fields or w.lower() in ("and", "&", ",", "of") for w in words)

    def in_lower_case(self, words: Sequence[str], small: Collection[tuple[str, ...]]) -> bool:
        """Say whether the document has the same words in lower case: then capitals make no name of them."""
        return tuple(w.lower() for w in words) in small

    def is_unit(self, tokens: Sequence[Token], start: int, end: int) -> bool:
        """Say whether capitals stand for a time zone behind a clock's time."""
        before = tokens[start - 1].text.lower() if start else ""
        return end - start == 1 and before in CLOCK and tokens[start].text.isupper()

    def is_measure(self, tokens: Sequence[Token], start: int, votes: Votes) -> bool:
        """ "a 2.41 QRS": capitals that only a figure with decimals goes before."""
        return not votes and start > 0 and re.fullmatch(r"\d+\.\d+", tokens[start - 1].text) is not None

    def is_date(self, words: Sequence[str], start: int, end: int) -> bool:
        """ "3 Rajab 1437": part of a date of the Islamic calendar."""
        months = self.heads.cues["hijri"]
        return any(w in months for w in words[max(0, start - 4) : end]) and any(
            YEAR.fullmatch(w) for w in words[end : end + 5]
        )

    def is_people(self, sentence: Sentence, start: int, end: int) -> bool:
        """ "Germans", "the Swiss": a demonym that stands for people, with no noun behind it."""
        token = sentence.tokens[start]
        if token.pos not in ("NOUN", "PROPN", "ADJ"):
            return False
        following = sentence.tokens[end] if end < len(sentence.tokens) else None
        plural = token.text.endswith("s") and token.pos in ("NOUN", "PROPN")
        alone = following is None or following.pos in ("VERB", "AUX", "PUNCT", "ADP", "CCONJ", "ADV")
        the = start > 0 and sentence.tokens[start - 1].text.lower() == "the"
        return alone and (plural or the)

    def is_debris(
        self,
        sentence: Sentence,
        span: tuple[int, int],
        votes: Votes,
        entry: Entry | None,
        small: Collection[tuple[str, ...]],
    ) -> bool:
        """Say whether a stretch is no name: an adjective, the field before a title, a label, a headline's capitals."""
        start, end = span
        tokens = sentence.tokens
        words = [t.text for t in tokens[start:end]]
        weight = sum(w for _, w in votes)
        if len(words) == 1 and self._single(sentence, start, end, entry):
            return True
        if self.is_measure(tokens, start, votes) or self.is_date([t.text for t in tokens], start, end):
            return True
        if self.is_unit(tokens, start, end) or (entry is None and self.is_field(words)):
            return True
        if entry is None and weight < SURE and self.in_lower_case(words, small):
            return True
        if sentence.role in (Role.BYLINE, Role.DATELINE, Role.HEADING) and entry is None and self.is_label(words):
            return True
        following = tokens[end] if end < len(tokens) else None
        titled = following is not None and following.text.lower() in self.titles
        if titled and ((weight < 2.0 and not words[-1].isupper()) or words[0] in self.heads.cues["ranks"]):
            return True
        if sentence.role is Role.TITLE:
            return entry is None and weight < 2.0
        return sentence.role in (Role.HEADING,) and entry is None and weight < 3.0

    def _single(self, sentence: Sentence, start: int, end: int, entry: Entry | None) -> bool:
        """One word that is an adjective of a people, a title, or a head word with nothing before it."""
        word = sentence.tokens[start].text
        demonym = self.domain.lexicon.demonym(word) is not None and entry is None
        if entry is None and word in self.heads.cues["nothing_alone"]:
            return True
        if demonym and not self.is_people(sentence, start, end):
            return True
        return word.lower() in self.titles or (word in self.heads.of_names and word not in self.heads.cues["alone"])
