"""Chunks of a sentence besides names: noun phrases and pronouns that stand for an entity, titles, figures, periods."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.domain import Domain
from kg.extract.rules.lists import Heads, shortened
from kg.extract.rules.patterns.tape import AnyChunk, Chunk, Title, head_of, labels_of, token_range
from kg.extract.rules.portfolios import joins_fields, rank_behind, series
from kg.model import Document, Iri, Mention, Period, Quantity, Sentence, Span, Token
from kg.values import find_periods, find_quantities
from kg.vocab import GROUP, ORGANIZATION, PERSON

PRONOUNS = {
    "he": PERSON, "she": PERSON, "him": PERSON, "his": PERSON, "her": PERSON,
    "it": ORGANIZATION, "its": ORGANIZATION, "they": GROUP, "their": GROUP,
}  # fmt: skip
DETERMINERS = ("the", "this", "that", "its", "their", "his", "her")


@dataclass(frozen=True, slots=True)
class Chunker:
    """Lays chunks over a sentence."""

    domain: Domain
    heads: Heads
    lists: Mapping[str, tuple[str, ...]]

    def chunks(self, sentence: Sentence, names: Sequence[Mention], document: Document) -> list[AnyChunk]:
        """Return all chunks, those that win where two overlap first: long names, periods, figures, titles, the rest."""
        found: list[AnyChunk] = []
        taken: set[int] = set()

        def add(chunk: AnyChunk | None) -> None:
            if chunk is not None and taken.isdisjoint(range(chunk.start, chunk.end)):
                taken.update(range(chunk.start, chunk.end))
                found.append(chunk)

        start, text = sentence.span.start, document.slice(sentence.span)
        for mention in names:
            add(self._with_acronym(sentence, self.entity(sentence, mention), names))
        periods = find_periods(text, document.date, start)
        for period in periods:
            add(self._value(sentence, "p", period, period.span, ()))
        for quantity in find_quantities(text, start, periods=periods):
            kinds = (quantity.kind, "per") if quantity.per else (quantity.kind,)
            add(self._value(sentence, "q", quantity, quantity.span, kinds))
        for title in self._titles(sentence, taken):
            add(title)
        titles = {c.start for c in found if c.kind == "t"}
        for mention in self._bodies(document.id, sentence, titles, taken):
            add(self.entity(sentence, mention))
        for mention in self._nominals(document.id, sentence, taken, titles):
            add(self.entity(sentence, mention))
        return found

    def entity(self, sentence: Sentence, mention: Mention) -> Chunk[Mention] | None:
        """Make the chunk of a mention; its labels are its class, those above it, and its kind."""
        span = token_range(sentence.tokens, mention.span)
        if span is None:
            return None
        labels = labels_of(mention.kind, mention.type, self.domain.classes.get(mention.type, frozenset({mention.type})))
        return Chunk("e", *span, head_of(sentence.tokens, *span), mention, labels)

    def _with_acronym(
        self, sentence: Sentence, chunk: Chunk[Mention] | None, names: Sequence[Mention]
    ) -> Chunk[Mention] | None:
        """Stretch a name over honorifics before it and the acronym in brackets behind it: rules see one item."""
        if chunk is None:
            return None
        start, tokens = chunk.start, sentence.tokens
        while (
            start > 0
            and chunk.value.type == PERSON
            and (sentence.tokens[start - 1].text.lower() in self.lists["honorifics"])
            and not (tokens[start - 1].text == "professor" and tokens[start - 2].pos in ("NOUN", "ADJ"))
            and sentence.tokens[start - 1].text.lower() not in shortened(self.lists["short_titles"])
        ):
            start -= 1
        chunk = replace(chunk, start=start) if start < chunk.start else chunk
        end = chunk.end
        if end + 2 < len(tokens) and tokens[end].text == "(":
            close = next((i for i in range(end + 1, min(end + 5, len(tokens))) if tokens[i].text == ")"), None)
            starts = {m.span.start for m in names} | {m.span.start for m in names if m.text.isupper()}
            if close is not None and (tokens[end + 1].start in starts or tokens[end + 1].text.isupper()):
                short = sentence.tokens[end + 1].text
                if sum(c.isupper() for c in short) > 1 and close == end + 2:
                    return replace(chunk, end=close + 1)
        if end + 3 < len(tokens) and tokens[end].text == "," and tokens[end + 1].text.lower() == "or":
            inner = next((m for m in names if m.span.start == tokens[end + 2].start), None)
            closing = next(
                (t.index for t in tokens[end + 2 :] if inner is not None and t.start >= inner.span.end), None
            )
            if closing is not None and tokens[closing].text == ",":
                return replace(chunk, end=closing + 1)
        return chunk

    def _value(
        self, sentence: Sentence, kind: str, value: Quantity | Period, span: Span | None, labels: tuple[str, ...]
    ) -> AnyChunk | None:
        if span is None:
            return None
        range_ = token_range(sentence.tokens, span)
        if range_ is None:
            return None
        head = head_of(sentence.tokens, *range_)
        if kind == "q":
            numbers = [i for i in range(*range_) if sentence.tokens[i].pos == "NUM"]
            if numbers and isinstance(value, Quantity) and value.kind == "number":
                head = numbers[-1]
        if isinstance(value, Quantity):
            return Chunk(kind, *range_, head, value, frozenset(labels))
        return Chunk(kind, *range_, head, value, frozenset(labels))

    # -- titles --------------------------------------------------------------------------------------------------
    def _titles(self, sentence: Sentence, taken: set[int]) -> Iterator[Chunk[Title]]:
        tokens = sentence.tokens
        i = 0
        while i < len(tokens):
            if i in taken or not self._title_head(tokens, i):
                i += 1
                continue
            start, end = i, i + 1
            while end < len(tokens) and end not in taken and self._title_goes_on(tokens, end):
                end += 1
            end += rank_behind(tokens, end)
            free = 2  # words that no list knows as part of a title: "planning director"
            end = self._portfolio(tokens, start, end, taken)
            while start > 0 and (start - 1) not in taken and self._title_before(tokens, start - 1, start, free):
                start -= 1
                free -= tokens[start].text.lower() not in self.lists["title_modifiers"]
                while joins_fields(tokens, start, taken, self.heads.cues["fields"]):
                    start -= 2
            if not self._qualifies(tokens, start, end, taken):
                yield self._title(tokens, start, end)
            i = end

    def _qualifies(self, tokens: Sequence[Token], start: int, end: int, taken: set[int]) -> bool:
        """ "head cook", "the directorate general": a word that only qualifies another, or is one, is no title."""
        last, before = tokens[end - 1].text.lower(), tokens[end - 2].text.lower() if end - start > 1 else ""
        if last in ("head", "chief", "lead") and end < len(tokens) and end not in taken:
            return tokens[end].pos == "NOUN" and tokens[end].text.lower() != "office"  # rules read "head office"
        if last == "deputy" and end < len(tokens) and end not in taken:
            return tokens[end].text in self.heads.cues["fields"]  # "Deputy Commerce and Industry Minister"
        if last != "general" or not before.isalpha():
            return False
        return before not in self.lists["title_heads"] and before not in self.lists["title_modifiers"]

    def _portfolio(self, tokens: Sequence[Token], start: int, end: int, taken: set[int]) -> int:
        """ "Minister of Commerce and Consumer Affairs": the end of a title with what it is for."""
        if tokens[end - 1].text.lower() not in self.heads.cues["portfolio"] or end + 1 >= len(tokens):
            return end
        at = end
        while at < len(tokens) and at not in taken:
            word = tokens[at].text
            link = word.lower() in ("of", "for", "and", "the", "&", ",") and at + 1 < len(tokens)
            if word == "," and not series(tokens, at):
                break
            if not (word[:1].isupper() or (link and tokens[at + 1].text[:1].isupper() and at + 1 not in taken)):
                break
            at += 1
        return at if at > end + 1 else end

    def _title_head(self, tokens: Sequence[Token], i: int) -> bool:
        word, before = tokens[i].text.lower(), tokens[i - 1].text.lower() if i else ""
        if tokens[i].pos == "ADJ":  # "chief executive" where the model slips
            return before == "chief" and word in self.lists["title_tails"]
        if tokens[i].pos not in ("NOUN", "PROPN"):
            return False
        return word in self.lists["title_heads"] or f"{before} {word}" in self.lists["title_pairs"]

    def _title_goes_on(self, tokens: Sequence[Token], i: int) -> bool:
        word = tokens[i].text.lower()
        if word == "-" and i + 1 < len(tokens) and tokens[i].start == tokens[i - 1].end:
            behind = tokens[i + 1].text.lower()
            return behind in self.lists["title_tails"] or behind in self.lists["title_heads"]
        if word in self.lists["title_tails"] or (word in self.lists["title_heads"] and tokens[i].pos != "VERB"):
            return True
        compound = [t.text.lower() for t in tokens[i : i + 3]]  # "deputy vice-chancellor"
        return compound[:2] in (["vice", "-"], ["co", "-"]) and compound[-1] in self.lists["title_heads"]

    def _title_before(self, tokens: Sequence[Token], i: int, start: int, free: int) -> bool:
        token = tokens[i]
        word = token.text.lower()
        if any(word in self.lists[name] for name in ("title_modifiers", "former", "incoming")):
            return token.pos != "ADP" or tokens[i + 1].text == "-"
        if word == "-":
            return i > 0 and tokens[i].end == tokens[start].start and tokens[i - 1].end == tokens[i].start
        if word == "and" and i > 0 and start - i == 1:
            return False
        if (
            not free
            or word in self.lists["not_in_titles"]
            or not (token.pos in ("NOUN", "ADJ", "PROPN") or (token.pos == "VERB" and word.endswith("ing")))
        ):
            return False
        name = token.text[:1].isupper() and tokens[start].text[:1].islower() and i > 0  # "Ipos chairman"
        body = word in self.heads.of_nouns and word in self.lists["title_bodies"]  # "bureau director"
        if name or body or (token.text.isupper() and len(word) > 1):
            return False
        return self.domain.lexicon.demonym(token.text) is None

    def _title(self, tokens: Sequence[Token], start: int, end: int) -> Chunk[Title]:
        status, kept = None, []
        for token in tokens[start:end]:
            word = token.text.lower()
            if word in self.lists["former"]:
                status = "Former"
            elif word in self.lists["incoming"]:
                status = "Incoming"
            else:
                kept.append(word)
        keep = (*self.lists["title_modifiers"], *self.lists["titles_at_universities"])
        while len(kept) > 1 and kept[-1] in self.lists["honorifics"] and not {kept[-2], kept[-1]} & set(keep):
            kept.pop()
        short = shortened(self.lists["short_titles"])
        kept[-1:] = [short.get(word, word) for word in kept[-1:]]
        text = " ".join(kept).replace(" - ", "-").replace(" ,", ",").strip("-, ")
        span = Span(tokens[start].start, tokens[end - 1].end)
        labels = frozenset({status or "Current", *kept[-1:]})
        return Chunk("t", start, end, head_of(tokens, start, end), Title(span, text, status), labels)

    # -- noun phrases and pronouns -------------------------------------------------------------------------------
    def _bodies(self, document: str, sentence: Sentence, titles: set[int], taken: set[int]) -> Iterator[Mention]:
        """ "SBF chief economist": capitals right before a title name a body."""
        for i in sorted(titles):
            word = sentence.tokens[i - 1].text if i and i - 1 not in taken else ""
            if len(word) > 2 and word.isupper() and word.isalpha() and word not in self.heads.never:
                yield self._mention(document, sentence, i - 1, i, ORGANIZATION, "name")

    def _nominals(self, document: str, sentence: Sentence, taken: set[int], titles: set[int]) -> Iterator[Mention]:
        tokens = sentence.tokens
        for i, token in enumerate(tokens):
            if i in taken:
                continue
            word = token.text.lower()
            if word in PRONOUNS and token.pos in ("PRON", "DET"):
                yield self._mention(document, sentence, i, i + 1, PRONOUNS[word], "pronoun")
            elif (
                token.pos in ("NOUN", "PROPN") and word in self.heads.of_nouns and not self._inside_compound(tokens, i)
            ):
                start = self._determined(tokens, i, taken)
                if start is not None and (token.pos == "NOUN" or i - start == 1):  # "the Department"
                    yield self._mention(document, sentence, start, i + 1, self.heads.of_nouns[word], "nominal")
            elif i + 1 in titles and word in self.lists["title_bodies"] and token.pos == "NOUN":
                yield self._mention(
                    document, sentence, i, i + 1, self.heads.of_nouns.get(word, ORGANIZATION), "nominal"
                )
            elif (
                word in self.heads.cues["bodies"]
                and i > 0
                and (tokens[i - 1].text.lower() in self.heads.cues["body_owners"])
            ):
                yield self._mention(
                    document, sentence, i - 1, i + 1, self.heads.of_nouns.get(word, ORGANIZATION), "nominal"
                )

    def _inside_compound(self, tokens: Sequence[Token], i: int) -> bool:
        following = tokens[i + 1] if i + 1 < len(tokens) else None
        return tokens[i].dep == "compound" and following is not None and following.pos in ("NOUN", "PROPN")

    def _determined(self, tokens: Sequence[Token], i: int, taken: set[int]) -> int | None:
        """The token of the article that makes the phrase definite, at most four words before; None without one."""
        start = i
        for j in range(i - 1, max(-1, i - 6), -1):
            word = tokens[j].text.lower()
            if word in ("'s", "’s"):
                return j + 1
            if j in taken:
                return i
            if word in DETERMINERS:
                return j
            if tokens[j].pos not in ("ADJ", "NOUN", "PROPN", "VERB", "NUM", "PUNCT", "PART") or word in (
                ",",
                "a",
                "an",
            ):
                break
            start = j
        alone = start == i and not (i and tokens[i - 1].pos == "DET")
        bare = alone and tokens[i].dep == "nsubj" and tokens[i].tag == "NN"  # "says city is growing"
        return i if start == i and (i == 0 or bare) else None

    def _mention(self, document: str, sentence: Sentence, start: int, end: int, cls: Iri, kind: str) -> Mention:
        tokens = sentence.tokens
        span = Span(tokens[start].start, tokens[end - 1].end)
        return Mention(
            document,
            span,
            " ".join(t.text for t in tokens[start:end]),
            cls,
            kind,
            "rules",
            kind,
            0.6,
            unit=sentence.span,
        )
