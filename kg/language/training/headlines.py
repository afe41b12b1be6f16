"""Make further training sentences: some of the short ones written as headlines, in title case or capitals.

The corpora hold hardly any, and a model that has not seen them takes every capitalised word for a name. Choices follow
from the sentence alone.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from kg.language.training.names import TaggedSentence

_WORDS = range(5, 19)
_ONE_IN = 15  # of the sentences, one in capitals and two in title case
_SMALL = frozenset(
    [
        *("a", "an", "the", "of", "in", "on", "at", "to", "for", "by", "and", "or", "but", "nor", "as", "with", "from"),
        *("'s", "’s", "n't"),
    ]
)


def headlines(sentences: Iterable[TaggedSentence]) -> Iterator[TaggedSentence]:
    """Yield headlines made of some of the sentences, their names tagged as before."""
    for sentence in sentences:
        choice = zlib.crc32(" ".join(sentence.words).encode()) % _ONE_IN
        if choice > 2 or len(sentence.words) not in _WORDS:
            continue
        stop = len(sentence.words) - (sentence.words[-1] == ".")
        words = tuple(_large(word, choice == 0, at == 0) for at, word in enumerate(sentence.words[:stop]))
        yield TaggedSentence(words, sentence.tags[:stop], sentence.spaces[:stop])


def _large(word: str, capitals: bool, first: bool) -> str:
    if capitals:
        return word.upper()
    return word if word in _SMALL and not first else word[:1].upper() + word[1:]
