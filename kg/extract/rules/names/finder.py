"""Proper names: where they stand and what they stand for, decided by votes over the whole document.

Votes come from the lexicon, head words, the model's names, titles and honorifics beside the name, and the verbs of
saying that it governs. A name's class is the same wherever it stands in the document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from kg.domain import Domain, Entry
from kg.extract.rules.lists import Heads
from kg.extract.rules.names.acronyms import definitions
from kg.extract.rules.names.cuts import POSSESSIVE, Cutter
from kg.extract.rules.names.debris import Debris
from kg.extract.rules.names.runs import RunFinder
from kg.extract.rules.names.votes import MODEL_CLASS, Voter, Votes
from kg.extract.rules.patterns.tape import token_range
from kg.model import AnalysedDocument, Iri, Mention, Role, Sentence, Span, Token
from kg.vocab import (
    ADMINISTRATIVE_AREA,
    CITY,
    CORPORATION,
    GROUP,
    ORGANIZATION,
    PERSON,
    PLACE,
)

ALONE = 2.0  # the weight of the model's word alone


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of tokens that may be a name, with what speaks for each class."""

    sentence: int
    start: int
    end: int
    key: str
    votes: Votes
    entry: Entry | None
    initial: bool  # at the beginning of a sentence, where a capital says nothing
    plural: bool  # its last word is a plural: "Member States" is no name by its capitals alone


@dataclass(frozen=True, slots=True)
class NameFinder:
    """Finds names in a document."""

    domain: Domain
    heads: Heads
    lists: dict[str, tuple[str, ...]]
    finder: RunFinder
    voter: Voter

    @property
    def cutter(self) -> Cutter:
        """What cuts runs where two names meet."""
        return Cutter(self.domain, self.heads, self.lists, self.finder.titles)

    @property
    def debris(self) -> Debris:
        """What tells capitals that make no name."""
        return Debris(self.domain, self.heads, self.finder.titles)

    def find(self, analysed: AnalysedDocument) -> tuple[Mention, ...]:
        """Return the names of a document, in order, each with one class."""
        found = [c for s in analysed for c in self._candidates(s)]
        classes = self._decide(found, analysed)
        small = self.debris.small(analysed)
        mentions: list[Mention] = []
        for sentence in analysed:
            mine = [c for c in found if c.sentence == sentence.index]
            mentions.extend(self._mentions(analysed, sentence, mine, classes, small))
        return tuple(mentions)

    # -- where names may stand -----------------------------------------------------------------------------------
    def _candidates(self, sentence: Sentence) -> Iterator[Candidate]:
        if sentence.role is Role.DEBRIS:
            return
        tokens = sentence.tokens
        words = [t.text for t in tokens]
        lexicon, cutter = self._lexicon(words), self.cutter
        model = self._model(sentence)
        sure = [False] * len(tokens)
        for start, end in [*lexicon, *model]:
            sure[start:end] = [True] * (end - start)
        places = [span for span, entry in lexicon.items() if self.domain.is_a(entry.type, PLACE)]
        spans = list(self.finder.runs(tokens, sure, lexicon, places))
        spans = [piece for span in spans for piece in cutter.pieces(span, words, lexicon, model)]
        defined = [full for full, _ in definitions(tokens)]
        whole = [s for s in lexicon if s[1] - s[0] > 2 and not self._goes_on(words, s, model)]
        defined += [s for s in whole if not any(s[0] < r and left < s[1] for left, r in defined)]
        spans = [piece for s in spans for piece in cutter.around(words, s, defined)] + defined
        taken = [False] * len(tokens)
        for start, end in spans:
            taken[start:end] = [True] * (end - start)
        for start, end in [*lexicon, *model]:
            if not any(taken[start:end]):
                spans.append((start, end))
                taken[start:end] = [True] * (end - start)
        last = (0, False)  # where the name before ended, and whether it is a place
        for start, end in sorted(spans):
            start, end = cutter.trim(words, start, end, lexicon)
            if start < end:
                votes, entry = self.voter.votes(sentence, start, end, lexicon, model)
                if not votes and self._in_list_of_places(words, last, start):
                    votes = ((PLACE, 1.0),)
                last = (end, any(self.domain.is_a(cls, PLACE) for cls, _ in votes))
                initial = start == 0 or all(not t.text[:1].isalnum() for t in tokens[:start])
                if self._portfolio(tokens, start, end, votes) or (tokens[end - 1].pos == "ADJ" and not votes):
                    continue
                yield Candidate(
                    sentence.index,
                    start,
                    end,
                    self.key(words[start:end]),
                    votes,
                    entry,
                    initial,
                    tokens[end - 1].tag in ("NNS", "NNPS"),
                )

    def _goes_on(self, words: list[str], span: tuple[int, int], model: Collection[tuple[int, int]]) -> bool:
        """ "United Arab Emirates University": a known name is but the beginning of one that the model sees."""
        return any(
            left <= span[0] and span[1] < right and words[right - 1] in self.heads.of_names for left, right in model
        )

    def _in_list_of_places(self, words: list[str], last: tuple[int, bool], start: int) -> bool:
        """ "in Place, Other Place and …": what goes on a list of places is a place."""
        end, place = last
        between = words[end:start]
        return place and 0 < len(between) < 3 and all(w in (",", "and") for w in between)

    def _portfolio(self, tokens: Sequence[Token], start: int, end: int, votes: Votes) -> bool:
        """ "Minister of Commerce": what a post is for is no thing of its own, but who holds it is."""
        if start < 2 or sum(w for _, w in votes) >= 5.0:
            return False
        fields = self.heads.cues["fields"]
        if end - start > 1 and tokens[start - 1].text in fields and tokens[start].text not in fields:
            return False  # "Minister of Commerce Ravi Menon"
        if tokens[start - 1].text == "," and any(cls == PERSON for cls, _ in votes):
            return False  # "the Minister of Commerce, Ravi Menon, …"
        at = start - 1
        while at > 0 and (
            tokens[at].text.lower() in ("of", "for", "and", "&", ",", "state") or tokens[at].text.istitle()
        ):
            if tokens[at].text.lower() in self.heads.cues["portfolio"]:
                return tokens[at + 1].text.lower() in ("of", "for")
            at -= 1
        return tokens[at].text.lower() in self.heads.cues["portfolio"] and tokens[at + 1].text.lower() in ("of", "for")

    def key(self, words: Sequence[str]) -> str:
        """Fold what does not tell two names apart."""
        kept = [w for w in words if w not in POSSESSIVE]
        text = " ".join(kept).replace(" - ", "-").replace("’", "'")
        return text.casefold() if text.isupper() and len(text) > 6 else text

    def _lexicon(self, words: list[str]) -> dict[tuple[int, int], Entry]:
        found: dict[tuple[int, int], Entry] = {}
        i = 0
        while i < len(words):
            if not words[i][:1].isupper():
                i += 1
                continue
            length, entries = self.domain.lexicon.longest_match(words, i)
            usable = [e for e in entries if not e.ambiguous] or list(entries)
            if length and usable:
                found[i, i + length] = usable[0]
                i += length
            else:
                i += 1
        return found

    def _model(self, sentence: Sentence) -> dict[tuple[int, int], str]:
        found = {}
        for name in sentence.names:
            span = token_range(sentence.tokens, name.span)
            if span and sentence.tokens[span[0]].text in self.heads.cues["parties"] and span[1] - span[0] < 4:
                continue
            if (
                span
                and name.label in MODEL_CLASS
                and any(self.finder.capital(t) for t in sentence.tokens[span[0] : span[1]])
            ):
                found[span] = name.label
        return found

    # -- what they stand for -------------------------------------------------------------------------------------
    def _decide(self, found: Sequence[Candidate], analysed: AnalysedDocument) -> dict[str, Iri]:
        """Give each name the class with most votes; parts of a person's full name are that person."""
        totals: dict[str, dict[Iri, float]] = {}
        for candidate in found:
            counter = totals.setdefault(candidate.key, {})
            for cls, weight in candidate.votes:
                counter[cls] = counter.get(cls, 0.0) + weight
        inside = {c.key for c in found if not c.initial}
        plurals = {c.key for c in found if c.plural}
        times = Counter(c.key for c in found)
        for key in [k for k in totals if " " not in k and k not in inside]:
            if set(totals[key]) == {PERSON} and totals[key][PERSON] <= ALONE * times[key]:
                totals[key].clear()  # "Grants rose": a first word that only the model takes for a person
        classes = {key: self._best(votes) for key, votes in totals.items() if votes}
        people = {key for key, cls in classes.items() if cls == PERSON and " " in key}
        parts = {part for key in people for part in (key.split()[0], key.split()[-1])}
        bodies = {key.split()[0]: cls for key, cls in sorted(classes.items()) if cls == CORPORATION and " " in key}
        for key in totals:
            strong = max(totals[key].values(), default=0.0)
            if classes.get(key) == PERSON and key in bodies and key not in parts and strong < 5.0 * times[key]:
                classes[key] = bodies[key]  # "Nordlys" of "Nordlys Robotics"
            if key in parts and strong < 5.0:
                classes[key] = PERSON
            elif key not in classes and key not in plurals:
                guess = self._guess(key, key in inside)
                if guess is not None:
                    classes[key] = guess
        return classes

    def _best(self, votes: dict[Iri, float]) -> Iri:
        """The class with most votes, where votes for a class count for its special ones too."""
        totals = {cls: sum(n for other, n in votes.items() if self.domain.is_a(cls, other)) for cls in votes}
        return max(sorted(totals), key=lambda cls: (totals[cls], len(self.domain.classes.get(cls, ()))))

    def _guess(self, key: str, inside: bool) -> Iri | None:
        """A class for a name that nothing speaks for: one word inside a sentence is a company, several are a body."""
        words = key.split()
        if len(words) > 1 and key.islower():
            return None  # "BAGS OF FAKES": capitals all over, and nothing else
        if self.domain.lexicon.demonym(key) is not None:
            return GROUP
        if (
            len(words) == 1
            and len(key) > 3
            and key[0].isupper()
            and not key.isupper()
            and any(c.isupper() for c in key[2:])
        ):
            return CORPORATION  # "OpenText"
        if len(words) == 1 and not (key.isupper() and 2 <= len(key) <= 8):
            return CORPORATION if inside and len(key) > 3 and key[0].isupper() and not key.isupper() else None
        if 1 < len(words) <= 3 and not any(
            (w.isupper() and len(w) > 2) or w[0].isdigit() or w in ("of", "for", "and") for w in words
        ):
            return PERSON
        return ORGANIZATION if inside or len(words) > 1 else None

    # -- mentions ------------------------------------------------------------------------------------------------
    def _mentions(
        self,
        analysed: AnalysedDocument,
        sentence: Sentence,
        candidates: Sequence[Candidate],
        classes: dict[str, Iri],
        small: Collection[tuple[str, ...]],
    ) -> Iterator[Mention]:
        debris = self.debris
        for c in candidates:
            cls = classes.get(c.key)
            if cls is None or debris.is_debris(sentence, (c.start, c.end), c.votes, c.entry, small):
                continue
            span = Span(sentence.tokens[c.start].start, sentence.tokens[c.end - 1].end)
            sure = min(0.99, 0.6 + 0.05 * sum(w for _, w in c.votes))
            yield Mention(
                analysed.document.id,
                span,
                analysed.document.slice(span),
                cls,
                "name",
                "rules",
                "name-in-lexicon" if c.entry else "name-by-votes",
                round(sure, 2),
                full=self._state(cls, sentence, c.start, c.end),
                unit=sentence.span,
            )

    def _state(self, cls: Iri, sentence: Sentence, start: int, end: int) -> str | None:
        """The name of a state that stands in its short form behind a city."""
        behind = start > 0 and sentence.tokens[start - 1].text == ","
        words = [t.text for t in sentence.tokens[start:end]]
        return self.voter.state(words) if behind and cls == ADMINISTRATIVE_AREA else None


__all__ = ["CITY", "Candidate", "NameFinder"]
