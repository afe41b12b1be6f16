"""Capitalised runs: where a proper name may stand, told by letters, links and head words, without a model."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from kg.extract.rules.lists import Heads
from kg.model import Token
from kg.vocab import (
    ADMINISTRATIVE_AREA,
    CITY,
    COUNTRY,
    EDUCATIONAL_ORGANIZATION,
    EVENT,
    GOVERNMENT_ORGANIZATION,
    INTERNATIONAL_ORGANIZATION,
    ORGANIZATION,
    PLACE,
)

OPENING = {'"', "“", "‘", "'", "(", "[", "—", "–", "-", ":", "•", "*", "``", "«"}
SIGNS = frozenset("$€£¥¢₦₹₱₵₩")
MONEY = re.compile(r"[A-Za-z]{1,3}\d")
BODIES = (GOVERNMENT_ORGANIZATION, ORGANIZATION, EDUCATIONAL_ORGANIZATION, INTERNATIONAL_ORGANIZATION)
GLUED = {
    "led",
    "born",
    "based",
    "run",
    "own",
    "made",
    "wide",
    "side",
    "area",
    "era",
    "type",
    "like",
    "old",
    "bid",
    "day",
}
FUNCTION = {"DET", "ADP", "PRON", "ADV", "SCONJ", "CCONJ", "AUX", "PART", "INTJ", "PUNCT", "NUM"}


ELIDED = ("d'", "d’", "l'", "l’")


@dataclass(frozen=True, slots=True)
class RunFinder:
    """Finds capitalised runs in a sentence."""

    heads: Heads
    titles: frozenset[str]
    modifiers: frozenset[str]

    def runs(
        self,
        tokens: Sequence[Token],
        sure: Sequence[bool],
        known: Collection[tuple[int, int]] = (),
        places: Collection[tuple[int, int]] = (),
    ) -> Iterator[tuple[int, int]]:
        """Yield token ranges.

        `sure[i]` says that something else (lexicon, model) takes token i for a name; no name in `known` is cut; those
        in `places` may end another in brackets.
        """
        i = 0
        while i < len(tokens):
            if not self._begins(tokens, i, sure):
                i += 1
                continue
            end = self._end(tokens, i, places)
            yield from self._split(tokens, i, end, known)
            i = end

    def capital(self, token: Token) -> bool:
        """Say whether a token may be part of a name by its letters: no sum of money, no month, no word of a page."""
        text = token.text
        if text.islower():  # nearly every word
            return False
        if not (text[:1].isupper() or (len(text) > 2 and text[1].isupper() and text[0].islower())):
            return text[:2] in ELIDED and text[2:3].isupper()  # "d'Ivoire"
        if not text.isalpha() and (not SIGNS.isdisjoint(text) or (text[-1:].isdigit() and MONEY.match(text))):
            return False
        never = self.heads.never
        return text not in never and not (len(text) > 2 and text.isupper() and text.capitalize() in never)

    def _begins(self, tokens: Sequence[Token], i: int, sure: Sequence[bool]) -> bool:
        token = tokens[i]
        joins = token.text in self.heads.cues["joins"]
        if not joins and token.text.islower() and token.text.isalpha():  # nearly every word
            return False
        following = tokens[i + 1] if i + 1 < len(tokens) else None
        if joins and following is not None and self.capital(following):
            return following.text.lower() not in self.titles  # "IP Week"
        if not self.capital(token):
            ordinal = token.text[:1].isdigit() and token.text[-2:] in ("th", "st", "nd", "rd")
            return ordinal and i + 2 < len(tokens) and self.capital(tokens[i + 1]) and tokens[i + 1].pos != "VERB"
        initial = (
            i == 0
            or all(t.text in OPENING or t.pos in ("PUNCT", "NUM") for t in tokens[:i])
            or (tokens[i - 1].text in ('"', "“", "``", ":", "‘"))
        )
        if self._is_party(tokens, i) or (self._glued_behind(tokens, i) and not sure[i]):
            return False
        if not initial or sure[i]:
            return token.pos not in ("DET", "PRON", "PUNCT") or sure[i]
        if token.pos in FUNCTION:
            return False
        if following is not None and self.capital(following) and token.pos in ("PROPN", "NOUN", "ADJ"):
            return True
        return token.pos == "PROPN" and (token.text.isupper() or token.lemma[:1].isupper() or token.tag == "NNP")

    def _glued_behind(self, tokens: Sequence[Token], i: int) -> bool:
        """ "Attorney-at-Law": what a hyphen ties to a word in lower case begins no name."""
        if i < 2 or tokens[i - 1].text != "-" or tokens[i - 1].end != tokens[i].start:
            return False
        return tokens[i - 2].text.islower() and tokens[i - 2].end == tokens[i - 1].start

    def _is_party(self, tokens: Sequence[Token], i: int) -> bool:
        """ "R-Ohio": a member of a legislature's party before the state."""
        party = tokens[i].text in self.heads.cues["parties"] and i + 2 < len(tokens)
        return party and tokens[i + 1].text == "-" and tokens[i + 1].start == tokens[i].end

    def _end(self, tokens: Sequence[Token], start: int, places: Collection[tuple[int, int]]) -> int:
        end = start + 1
        while end < len(tokens):
            step = self._step(tokens, start, end, places)
            if not step:
                return end
            end += step
        return end

    def _step(self, tokens: Sequence[Token], start: int, end: int, places: Collection[tuple[int, int]]) -> int:
        """How many tokens the run goes on from `end`; 0 where it ends."""
        token, last = tokens[end], tokens[end - 1]
        glued = token.start == last.end
        after = tokens[end + 1] if end + 1 < len(tokens) else None
        if self.capital(token) and token.pos not in ("DET", "PRON"):
            return 1
        if glued and token.text in ("-", "–", "&", "/", "'", "’") and after is not None and after.start == token.end:
            given = end - start > 1 and len(after.text) < 5 and after.text not in GLUED
            if self.capital(after) or (
                after.text.islower() and (given or (after.pos == "PROPN" and len(after.text) < 6))
            ):
                return 2 if token.text != "/" else 0
            return 0
        if token.text == ")" and glued and "(" in last.text and ")" not in last.text:
            return 1
        if token.text == "(" and not glued and end + 2 < len(tokens) and tokens[end + 2].text == ")":
            headed = any(t.text in self.heads.of_names for t in tokens[start:end])
            inner = tokens[end + 1]
            return 3 if headed and (end + 1, end + 2) in places and not inner.text.isupper() else 0
        if (
            glued
            and token.text == "("
            and end + 2 < len(tokens)
            and tokens[end + 2].text == ")"
            and self.capital(tokens[end + 1])
        ):
            return 3
        if glued and token.text == "(" and after is not None and after.text.endswith(")") and after.text[:1].isupper():
            return 2
        if token.text in ("'s", "’s") and last.text in self.heads.cues["possessive_inside"] and after is not None:
            return 2 if self.capital(after) else 0
        if token.text in ("&", "+") and after is not None and self.capital(after):
            return 2
        if token.text.lower() in self.heads.links or token.text == ",":
            return self._link(tokens, start, end)
        if token.text.isdigit() and len(token.text) == 4 and last.text not in self.heads.of_names:
            return 0
        return 0

    def _event_follows(self, tokens: Sequence[Token], at: int) -> bool:
        """ "Convention Centre for the Gulf Congress": a place that serves an event is not named after it."""
        while at + 1 < len(tokens) and self.capital(tokens[at + 1]):
            at += 1
        return self.heads.of_names.get(tokens[at].text) == EVENT

    def _area(self, word: str) -> bool:
        return self.heads.of_names[word] in (ADMINISTRATIVE_AREA, CITY, PLACE, COUNTRY)

    def _link(self, tokens: Sequence[Token], start: int, end: int) -> int:
        word = tokens[end].text.lower()
        at = end + 1
        if at < len(tokens) and tokens[at].text.lower() == "the" and word in ("of", "for", "on"):
            at += 1
        while word in self.heads.person_links and at < len(tokens) and tokens[at].text in self.heads.person_links:
            at += 1  # "Ana de la Cruz"
        short = at < len(tokens) and tokens[at].text.isupper() and len(tokens[at].text) > 1  # "College of IP"
        if at >= len(tokens) or not (self.capital(tokens[at]) or (short and word == "of")):
            return 0
        if tokens[at].pos in ("DET", "PRON") or (word == "for" and self._event_follows(tokens, at)):
            return 0
        said = [t.text for t in tokens[start:end]]
        headed = any(
            w in self.heads.of_names and (not self._area(w) or (not i and word == "of")) for i, w in enumerate(said)
        )
        titled = any(w.lower() in self.titles for w in said)
        headed = headed or (
            len(said) == 2 and said[0] in self.heads.cues["directions"] and said[1] == "District" and word == "of"
        )
        if word == "for" and self.heads.of(said) == PLACE:
            return 0  # "the Convention Centre for the Congress"
        if word in ("of", "for", "on") and headed and not titled:
            return at - end + 1
        if word in self.heads.person_links and not headed and tokens[end].text != "the":
            return at - end + 1
        if word in ("and", ","):
            return self._series(tokens, start, end, at)
        return 0

    def _series(self, tokens: Sequence[Token], start: int, end: int, at: int) -> int:
        """ "and" or a comma inside one name: "Parks and Harbour Department", "for Science and Technology"."""
        said = [t.text for t in tokens[start:end]]
        behind = at
        while behind < len(tokens) and self.capital(tokens[behind]):
            behind += 1
        right = [t.text for t in tokens[at:behind]]
        linked = any(w in ("of", "for") and i and said[i - 1] in self.heads.of_names for i, w in enumerate(said))
        if linked:
            if tokens[end].text == ",":
                return 2 if self._comes_and(tokens, behind) else 0
            closed = len(right) > 1 and any(w in self.heads.of_names for w in right)
            return 0 if closed or len(right) > 3 or (len(right) == 1 and right[0].isupper()) else 1 + len(right)
        if tokens[end].text == ",":
            return self._fields_to_head(tokens, start, end)
        fields = self.heads.cues["fields"]
        cls = self.heads.of(right)
        body = cls in BODIES or (cls == PLACE and (said[-1] in fields or self.heads.of(said) == EVENT))
        joins = len(right) > 1 and body and not any(w.isupper() and w.isalpha() for w in said + right)
        whole = len(said) > 1 and said[-1] in self.heads.of_names and said[-1] not in fields
        whole = whole and self.heads.of(said) != EVENT  # "Nord Expo and Convention Centre"
        return 1 + len(right) if joins and not whole and len(said) <= 3 and not linked else 0

    def _fields_to_head(self, tokens: Sequence[Token], start: int, comma: int) -> int:
        """ "Nordic Ports, Customs and Transport Authority": fields of work between commas, up to a body's head word."""
        fields, said = self.heads.cues["fields"], [t.text for t in tokens[start:comma]]
        at = comma
        while at + 2 < len(tokens) and tokens[at].text == "," and tokens[at + 1].text in fields:
            at += 2
        if at == comma or tokens[at].text not in ("and", "&") or (len(said) < 2 and said[-1] not in fields):
            return 0
        behind = at + 1
        while behind < len(tokens) and self.capital(tokens[behind]):
            behind += 1
        right = [t.text for t in tokens[at + 1 : behind]]
        body = self.heads.of(right) in BODIES or (said[-1] in fields and self.heads.of(right) == PLACE)
        return behind - comma if len(right) > 1 and body and said[-1] not in self.heads.of_names else 0

    def _comes_and(self, tokens: Sequence[Token], at: int) -> bool:
        while at < len(tokens) and (self.capital(tokens[at]) or tokens[at].text == ","):
            at += 1
        return at + 1 < len(tokens) and tokens[at].text in ("and", "&") and self.capital(tokens[at + 1])

    def _named_after_post(self, tokens: Sequence[Token], start: int, cut: int) -> bool:
        """ "Office of the Controller General": the title is part of a body's name, behind "of" or "the"."""
        while cut > start and (tokens[cut].text.lower() in self.titles or tokens[cut].text.lower() in self.modifiers):
            cut -= 1
        return cut > start and tokens[start].text in self.heads.of_names and tokens[cut].text.lower() in ("of", "the")

    def _split(
        self, tokens: Sequence[Token], start: int, end: int, known: Collection[tuple[int, int]]
    ) -> Iterator[tuple[int, int]]:
        """Cut a run at the title of a post ("WIPO President Ola Berg"), unless an organisation's head follows."""
        cuts = [
            i
            for i in range(start, end)
            if (
                tokens[i].text.lower() in self.titles
                or (i > start and tokens[i].text in self.heads.cues["before_persons"])
            )
            and not self._named_after_post(tokens, start, i)
            and not any(left <= i < right and right - left > 1 for left, right in known)
            and not any(tokens[j].text in self.heads.of_names for j in range(i + 1, end))
        ]
        at = start
        for cut in cuts:
            left = cut
            while left > at and tokens[left - 1].text.lower() in self.modifiers:
                left -= 1
            if left > at and tokens[left - 1].text not in ("-", "of", "for", "the"):
                yield at, left
            at = cut + 1
        while at < end and tokens[at].text in ("-", "of", "for", "the", "and"):
            at += 1
        if at < end:
            yield at, end
