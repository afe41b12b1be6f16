"""Make further training sentences: some written as headlines, in title case or capitals.

The treebanks hold hardly any, and a parser that has not seen them takes every capitalised verb for a noun. For it a
headline is a short sentence that loses its articles, sometimes its passive auxiliary, and its full stop. Choices
follow from the sentence alone.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.language.training.conllu import Word, Words
from kg.language.training.names import TaggedSentence

_WORDS = range(5, 19)
_SMALL = frozenset(["ADP", "CCONJ", "DET", "PART", "SCONJ"])
_LONG = 4  # a preposition of as many letters is written large
_AS_WRITTEN, _TITLE, _CAPITALS = 2, 5, 6  # of _ONE_IN sentences
_ONE_IN = 24
_NAMES_ONE_IN = 15
_SMALL_WORDS = frozenset(
    [
        *("a", "an", "the", "of", "in", "on", "at", "to", "for", "by", "and", "or", "but", "nor", "as", "with", "from"),
        *("'s", "’s", "n't"),
    ]
)


def headlines(sentences: Iterable[Words]) -> Iterator[Words]:
    """Yield headlines made of some of the sentences."""
    for words in sentences:
        choice = random.Random(zlib.crc32(" ".join(word.form for word in words).encode()))
        case = choice.randrange(_ONE_IN)
        if case < _CAPITALS and _is_plain(words):
            bare = _without(words, frozenset(_dropped(words, choice)))
            yield tuple(_cased(word, case, at == 0) for at, word in enumerate(bare))


def _is_plain(words: Words) -> bool:
    root = next((at for at, word in enumerate(words) if word.head is None), -1)
    told = words[root].upos in ("VERB", "ADJ", "NOUN") and words[-1].form == "."
    subject = any(word.head == root and word.dep.startswith("nsubj") for word in words)
    return told and subject and len(words) in _WORDS and words[0].form[0].isupper()


def _dropped(words: Words, choice: random.Random) -> Iterator[int]:
    heads = {word.head for word in words}
    curt = choice.randrange(2)
    for at, word in enumerate(words):
        article = word.dep == "det" and word.form.lower() in ("the", "a", "an")
        auxiliary = curt and word.dep in ("aux:pass", "cop") and word.form.lower() in ("is", "are", "was", "were")
        if at not in heads and (article or auxiliary or at == len(words) - 1):
            yield at


def _without(words: Words, dropped: frozenset[int]) -> Words:
    kept = [at for at in range(len(words)) if at not in dropped]
    places = {at: place for place, at in enumerate(kept)}
    return tuple(replace(words[at], head=None if (head := words[at].head) is None else places[head]) for at in kept)


def _cased(word: Word, case: int, first: bool) -> Word:
    form = word.form
    small = case < _AS_WRITTEN or (word.upos in _SMALL and len(form) < _LONG)
    if case >= _TITLE:
        form = form.upper()
    elif first or not small:
        form = form[:1].upper() + form[1:]
    return replace(word, form=form)


def headlines_with_names(sentences: Iterable[TaggedSentence]) -> Iterator[TaggedSentence]:
    """Yield some of the short sentences in title case or capitals, their names tagged as before."""
    for sentence in sentences:
        choice = zlib.crc32(" ".join(sentence.words).encode()) % _NAMES_ONE_IN
        if choice > 2 or len(sentence.words) not in _WORDS:
            continue
        stop = len(sentence.words) - (sentence.words[-1] == ".")
        words = tuple(_large(word, choice == 0, at == 0) for at, word in enumerate(sentence.words[:stop]))
        yield TaggedSentence(words, sentence.tags[:stop], sentence.spaces[:stop])


def _large(word: str, capitals: bool, first: bool) -> str:
    if capitals:
        return word.upper()
    return word if word in _SMALL_WORDS and not first else word[:1].upper() + word[1:]
