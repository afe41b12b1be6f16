"""The sentence around some words of a document, so that a miss or an extra can be judged where it stands."""

from __future__ import annotations

from collections.abc import Mapping

from kg.evaluate.compare import places
from kg.evaluate.gold import occurrences
from kg.evaluate.sources import key
from kg.model import Document, Evidence, Span


class Sentences:
    """Finds sentences in texts by the ids of their documents; splits a text when it is first asked for."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = {key(id): text for id, text in texts.items()}
        self._split: dict[str, tuple[Span, ...]] = {}

    def of_words(self, document: str, words: str) -> str:
        """Return the sentence in which some words first stand; the words themselves without a text."""
        found = occurrences(self._texts.get(key(document), ""), words)
        return self._around(document, Span(*found[0])) if found else _line(words)

    def of_evidence(self, document: str, evidence: Evidence) -> str:
        """Return the sentence that evidence stands in; its own words without a text."""
        found = list(places(self._texts.get(key(document), ""), evidence))
        return self._around(document, Span(*found[0])) if found else _line(evidence.exact)

    def _around(self, document: str, span: Span) -> str:
        text = self._texts[key(document)]
        touched = [sentence for sentence in self._spans(document) if sentence.overlaps(span)]
        for sentence in touched:
            span = span.cover(sentence)
        return _line(text[span.start : span.end])

    def _spans(self, document: str) -> tuple[Span, ...]:
        from kg.language import load
        from kg.text import layout

        if key(document) not in self._split:
            laid_out = layout(Document(document, self._texts[key(document)]))
            self._split[key(document)] = tuple(sentence.span for sentence in load("none").analyse(laid_out))
        return self._split[key(document)]


def _line(text: str) -> str:
    return " ".join(text.split())
