"""Inflected forms of English words, so that a pattern's lemma also meets a word whose lemma the model got wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

VOWELS = "aeiou"


def forms(word: str, irregular: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the word with its regular inflections and its irregular ones.

    >>> forms("tie", {})
    ('tie', 'ties', 'tied', 'tying')
    >>> forms("plan", {})
    ('plan', 'plans', 'planned', 'planning')
    """
    if not word.isalpha() or len(word) < 3:
        return (word, *irregular.get(word, ()))
    if word.endswith("y") and word[-2] not in VOWELS:
        found = [word, word[:-1] + "ies", word[:-1] + "ied", word + "ing"]
    elif word.endswith(("s", "x", "z", "ch", "sh")):
        found = [word, word + "es", word + "ed", word + "ing"]
    elif word.endswith("ie"):
        found = [word, word + "s", word + "d", word[:-2] + "ying"]
    elif word.endswith("e"):
        found = [word, word + "s", word + "d", word[:-1] + "ing"]
    elif word[-1] not in VOWELS + "wxy" and word[-2] in VOWELS and _syllables(word) == 1:
        found = [word, word + "s", word + word[-1] + "ed", word + word[-1] + "ing"]
    else:
        found = [word, word + "s", word + "ed", word + "ing"]
    return tuple(dict.fromkeys((*found, *irregular.get(word, ()))))


def _syllables(word: str) -> int:
    """Count vowels, each on its own ("plan" has one, "rain" and "visit" two); the "u" of "qu" is none."""
    return sum(letter in VOWELS for letter in word.replace("qu", "q"))


class Words(tuple[str, ...]):
    """Words in the order of their file, looked up by hash: lists of verbs are long, and every token is looked up."""

    def __init__(self, words: Iterable[str]) -> None:
        self._known = frozenset(self)

    def __contains__(self, word: object) -> bool:
        return word in self._known


def widened(
    lists: Mapping[str, Iterable[str]], inflected: Iterable[str], irregular: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Return the word lists, those named in `inflected` with all forms of their one-word entries."""
    wide = set(inflected)
    return {
        name: Words(
            dict.fromkeys(form for word in words for form in (forms(word, irregular) if name in wide else (word,)))
        )
        for name, words in lists.items()
    }
