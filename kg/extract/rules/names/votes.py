"""Votes: what speaks for a class of a name, in the name itself and beside it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.domain import Domain, Entry
from kg.extract.rules.lists import Heads
from kg.model import Iri, Role, Sentence
from kg.vocab import ADMINISTRATIVE_AREA, CITY, CORPORATION, EVENT, GROUP, ORGANIZATION, PERSON, PLACE

MODEL_CLASS = {"PERSON": PERSON, "ORG": ORGANIZATION, "LOC": PLACE, "EVENT": EVENT}
OPENING = 14  # tokens before the name that a participle at a sentence's beginning goes with
Votes = tuple[tuple[Iri, float], ...]


@dataclass(frozen=True, slots=True)
class Voter:
    """Gathers votes from the lexicon, head words, the model, titles, honorifics and verbs beside a name."""

    domain: Domain
    heads: Heads
    lists: Mapping[str, tuple[str, ...]]
    titles: frozenset[str]

    def votes(
        self,
        sentence: Sentence,
        start: int,
        end: int,
        lexicon: dict[tuple[int, int], Entry],
        model: dict[tuple[int, int], str],
    ) -> tuple[tuple[tuple[Iri, float], ...], Entry | None]:
        tokens = sentence.tokens
        words = [t.text for t in tokens[start:end]]
        votes: list[tuple[Iri, float]] = []
        entry = lexicon.get((start, end))
        if entry is not None:
            votes.append((entry.type, 2.0 if entry.ambiguous else 5.0))
        head = self._head_class(words)
        if head is not None:
            votes.append((head, 6.0))
        for (left, right), label in model.items():
            if left < end and start < right:
                exact = (left, right) == (start, end)
                votes.append((MODEL_CLASS[label], 2.0 if exact else 1.0))
        if entry is None and len(words) == 1 and self.domain.lexicon.demonym(words[0]) is not None:
            votes.append((GROUP, 6.0))
        votes.extend(self._context(sentence, start, end, words))
        votes.extend(self._in_state(sentence, start, end, head, model))
        return tuple(votes), entry

    def _in_state(
        self, sentence: Sentence, start: int, end: int, head: Iri | None, model: Mapping[tuple[int, int], str]
    ) -> Iterator[tuple[Iri, float]]:
        """ "Boise, ID, …": a state behind a city; "Anna Peeters, MD" is none."""
        words = [t.text for t in sentence.tokens]
        people = {right for (_, right), label in model.items() if label == "PERSON"}
        place = start - 1 not in people or "." in words[start]  # "MD" may be a degree, "Md." is none
        if words[start - 1 : start] == [","] and place and self.state(words[start:end]):
            yield ADMINISTRATIVE_AREA, 7.0
        behind = words[end : end + 3]
        ends = behind[2:] in ([","], ["."], [")"], [";"], [])
        place = end not in people or "." in "".join(behind[1:2])
        if head is None and place and behind[:1] == [","] and ends and self.state(behind[1:2]):
            yield CITY, 5.0

    def state(self, words: Sequence[str]) -> str | None:
        """Return the state or province whose short form some words are."""
        short = "".join(words)
        return self.heads.states.get(short) or self.heads.states.get(f"{short}.")

    def _head_class(self, words: Sequence[str]) -> Iri | None:
        """The class that the head word tells: the last word, or the one before "of", "for" or a bracket."""
        if len(words) < 2:  # "the Government"
            return self.heads.of_names.get(words[0]) if words and words[0] in self.heads.cues["alone"] else None
        whole = self.heads.of_names.get(" ".join(words))
        if whole is not None:
            return whole
        for i, word in enumerate(words):
            if word in ("of", "for", "on") and i and words[i - 1] in self.heads.of_names:
                said = self.heads.of_names.get(" ".join(words[i - 1 : i + 2]))  # "Institute of Technology"
                return said or self.heads.of_names[words[i - 1]]
        last = len(words) - 1
        while last > 0 and (words[last] in ("(", ")") or words[last].endswith(")") or words[last - 1] == "("):
            last -= 1
        return self.heads.of(words[: last + 1])

    def _context(self, sentence: Sentence, start: int, end: int, words: Sequence[str]) -> Iterator[tuple[Iri, float]]:
        tokens = sentence.tokens
        before = tokens[start - 1].text.lower() if start else ""
        alike = 1 < len(words) <= 4 and all(w[:1].isupper() or w in self.heads.person_links or w == "-" for w in words)
        if before in self.lists["honorifics"]:
            yield PERSON, 6.0
        if before == "e" and start > 1 and tokens[start - 2].text == "H":
            yield PERSON, 6.0  # "H E Anna Peeters"
        if len(words) > 2 and any(w in self.heads.cues["descent"] for w in words[1:-1]):
            yield PERSON, 4.0
        behind_title = end < len(tokens) and tokens[end].text.lower() in self.titles  # "Deputy Commerce Minister"
        if before in self.titles and len(words) <= 4 and not behind_title:
            yield PERSON, 3.0
        if alike and end + 1 < len(tokens) and tokens[end].text == "," and self._title_follows(sentence, end + 1):
            yield PERSON, 2.0
        head = max(range(start, end), key=lambda i: (not start <= tokens[i].head < end, i))
        lettered = not any(w.isupper() and len(w) > 2 for w in words)
        if alike and lettered and sentence.role is Role.BYLINE and not self._agency(words):
            yield PERSON, 4.0
        says = tokens[head].dep == "nsubj" and tokens[tokens[head].head].lemma in self.lists["say"]
        if alike and (
            says or (start > 1 and before in ("said", "says", "added", "told") and tokens[start - 2].text in "”\",'’")
        ):
            yield PERSON, 1.5
        ahead = {t.text.lower() for t in tokens[end : end + 5]}
        if alike and "over" in ahead and "as" in ahead and ahead & {"take", "takes", "took", "taken"}:
            yield PERSON, 3.0  # "Anna Peeters will take over as"
        if before in self.heads.cues["place_before"] and len(words) <= 3:
            yield PLACE, 1.0
        behind = [t.text.lower() for t in tokens[end : end + 2]]
        if alike and behind == [",", "who"]:
            yield PERSON, 2.0
        if before in ("of", "at", "for") and start > 1 and tokens[start - 2].text.lower() in self.titles:
            post = tokens[start - 2].text.lower()
            yield (PLACE, 3.0) if before == "of" and post in self.heads.cues["place_posts"] else (ORGANIZATION, 2.5)
        if alike and before == "," and self._title_of_before(sentence, start - 1):
            yield PERSON, 2.5
        if before in self.heads.cues["event_before"] or (before == "named" and start > 2):
            yield EVENT, 3.0
        after = tokens[end].text.lower() if end < len(tokens) else ""
        if after in self.heads.cues["companies"] and len(words) == 1 and before in ("the", "a", "an"):
            yield PLACE, 2.5  # "the Nordland firm"
        elif after in self.heads.cues["company"]:
            yield CORPORATION, 1.5
        yield from self._kind_beside(sentence, start, end)

    def _kind_beside(self, sentence: Sentence, start: int, end: int) -> Iterator[tuple[Iri, float]]:
        """What a noun beside a name calls it: "the firm Nordlys", "Nordlys Pte Ltd", "Nordlys, the … company"."""
        tokens, cues = sentence.tokens, self.heads.cues
        after = [t.text for t in tokens[end : end + 3]]
        if after and after[0] in cues["forms"]:
            yield CORPORATION, 6.0
        before = tokens[start - 1].text if start else ""
        if before in cues["companies"] or before in cues["called"]:
            yield CORPORATION, 3.0
        elif "".join(t.text for t in tokens[max(0, start - 3) : start]) in cues["companies"]:
            yield CORPORATION, 3.0  # "the start-up Nordlys", in three tokens
        if (
            start
            and after
            and after[0] in cues["companies"]
            and tokens[start - 1].text.lower() == "the"
            and end > start + 1
        ):
            yield CORPORATION, 1.5
        if after[:2] in (["-", "based"], ["-", "headquartered"]):
            yield PLACE, 3.0
        yield from self._called(sentence, start, end)
        called = start > 2 and tokens[start - 1].text == "," and tokens[start - 2].text in cues["called"]
        if called and tokens[start - 2].pos == "NOUN" and tokens[start - 3].text not in cues["not_bodies"]:
            yield CORPORATION, 4.0  # "the city's cluster, Nordlys"

    def _called(self, sentence: Sentence, start: int, end: int) -> Iterator[tuple[Iri, float]]:
        """What is told of a name that only a body can be: "Nordlys, a maker of nets", "founded by", "a unit of"."""
        tokens, cues = sentence.tokens, self.heads.cues
        words = [t.text.lower() for t in tokens]
        kind = self._noun_behind(sentence, end)
        if kind is not None:
            yield kind
        if self._ends_company(sentence, start, end):
            yield CORPORATION, 3.0
        if start and words[start - 1] == "," and words[0] in cues["body_done"] and start < OPENING:
            yield ORGANIZATION, 3.0  # "Founded in Oslo in 1992, Nordlys …"
        at = end
        while at < min(len(tokens), end + 5) and (
            words[at] in (",", "which", "that") or tokens[at].pos in ("AUX", "ADV")
        ):
            at += 1
        behind = words[at : at + 2]
        passive = at > end and behind[:1] and behind[0] in cues["body_done"] and behind[1:] != []
        if passive and behind[1] in ("in", "by", "on", "at"):
            yield ORGANIZATION, 3.0
        if behind and behind[0] in cues["person_does"] and end - start < 5:
            yield PERSON, 2.5
        if behind and behind[0] in cues["body_does"]:
            yield CORPORATION, 2.5
        if start > 1 and words[start - 1] == "of" and words[start - 2] in cues["body_parts"]:
            yield CORPORATION, 3.0
        if (
            start > 2
            and words[start - 2] == "-"
            and words[start - 1] in ("based", "headquartered")
            and not self._person_goes_on(words[end : end + 2])
        ):
            yield ORGANIZATION, 2.5

    def _noun_behind(self, sentence: Sentence, end: int) -> tuple[Iri, float] | None:
        """The class that an apposition's head noun tells: ", a small Bergen-based maker of nets"."""
        tokens = sentence.tokens
        words = [t.text.lower() for t in tokens[end : end + 12]]
        at = 0
        if words[:1] == ["("] and ")" in words[:5]:
            at = words.index(")") + 1
        if words[at : at + 1] not in ([","], ["is"]) or words[at + 1 : at + 2] not in (["a"], ["an"], ["the"]):
            return None
        at += 2
        last = None
        while at < len(words):
            token = tokens[end + at]
            if token.pos in ("NOUN", "PROPN", "ADJ", "NUM") or token.text == "-":
                last = at if token.pos == "NOUN" else last
            elif not (token.pos in ("VERB", "ADV", "ADP") and at > 0 and words[at - 1] == "-"):
                break
            at += 1
        if last and words[last - 1] in self.heads.cues["not_bodies"]:
            return None
        if last is None or words[last] not in self.heads.cues["body_nouns"] or words[at : at + 1] in (["'s"], ["’s"]):
            return None
        sure = words[last] in self.heads.cues["body_parts"] or words[last] in self.heads.cues["companies"]
        return self.heads.of_nouns.get(words[last], CORPORATION), 7.0 if sure else 4.0

    def _ends_company(self, sentence: Sentence, start: int, end: int) -> bool:
        """Say whether a name's last word is one that companies bear: "Lakeside Robotics"."""
        words = [t.text for t in sentence.tokens[start:end]]
        fields = self.heads.cues["fields"]
        ends = 1 < len(words) < 5 and words[-1] in self.heads.cues["company_ends"] and words[0] not in fields
        return ends and self._head_class(words) is None

    def _person_goes_on(self, behind: Sequence[str]) -> bool:
        return behind[:1] != [] and (behind[0] in self.lists["say"] or behind[:2] == [",", "who"])

    def _agency(self, words: Sequence[str]) -> bool:
        titled = any(w.lower() in self.titles or w in self.heads.cues["not_authors"] for w in words)
        return (
            titled or any(w in self.heads.of_names for w in words) or bool(self.domain.lexicon.lookup(" ".join(words)))
        )

    def _title_of_before(self, sentence: Sentence, comma: int) -> bool:
        """ "The director of the Observatory, Anna Peeters, …": a title and its body stand before the comma."""
        words = [t.text.lower() for t in sentence.tokens[max(0, comma - 9) : comma]]
        return (
            any(
                word in self.titles and following in ("of", "at", "for")
                for word, following in itertools.pairwise(words)
            )
            and "," not in words[-4:]
        )

    def _title_follows(self, sentence: Sentence, at: int) -> bool:
        for token in sentence.tokens[at : at + 6]:
            if token.text.lower() in self.titles:
                return True
            if token.text in (",", ".", "who", "which", "said"):
                return False
        return False
