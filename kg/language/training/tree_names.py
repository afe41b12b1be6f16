"""Take names from trees that nobody marked names in: only where the words leave little doubt.

A run of proper nouns that the tree joins is a person after a title or with a common given name first, an organisation
when its head is an organisation word, a place when its name is that of a country or a large city. Every other proper
noun is left unknown, so what is learnt from here is mostly where names stand, and what is no name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.language.training.conllu import Word, Words
from kg.language.training.gum_names import UNKNOWN
from kg.language.training.names import TaggedSentence

_JOINED = ("flat", "compound")
_PLACES, _BODIES, _GIVEN = ("C", "B", "S"), ("K",), ("G",)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of words and names: the class of a lower-case word, places of several words, titles, body words."""

    classes: Mapping[str, str]
    places: frozenset[str]
    titles: frozenset[str]
    bodies: frozenset[str]


def tree_names(words: Words, known: Known) -> TaggedSentence:
    """Tag the words of one sentence ("-" where unknown)."""
    tags = [UNKNOWN if _is_proper(word) else "O" for word in words]
    for first, last in _runs(words):
        start = first
        while start < last and words[start].form.lower() in known.titles:
            start += 1
        titled = start > first or (first > 0 and words[first - 1].form.lower() in known.titles)
        label = _label(words[start : last + 1], known, titled)
        if label:
            tags[first:start] = ["O"] * (start - first)
            tags[start : last + 1] = [f"B-{label}", *[f"I-{label}"] * (last - start)]
    forms, spaces = (word.form for word in words), (word.space for word in words)
    return TaggedSentence(tuple(forms), tuple(tags), tuple(spaces))


def _is_proper(word: Word) -> bool:
    return word.upos == "PROPN" or word.xpos.startswith("NNP")


def _runs(words: Words) -> Iterator[tuple[int, int]]:
    """Yield the first and last word of each run of proper nouns that the tree joins to one of them."""
    at = 0
    while at < len(words):
        end = at
        if _is_proper(words[at]) and words[at].form[:1].isupper():
            while end + 1 < len(words) and _is_proper(words[end + 1]) and _joins(words, at, end + 1):
                end += 1
            if _stands_alone(words, at, end):
                yield at, end
        at = end + 1


def _joins(words: Words, start: int, new: int) -> bool:
    head = words[new].head
    if words[new].dep in _JOINED and head is not None and start <= head < new:
        return True
    return any(words[at].head == new and words[at].dep in _JOINED for at in range(start, new))


def _stands_alone(words: Words, first: int, last: int) -> bool:
    """Say whether a run has one head, is no part of a longer name, and has no capitals next to it."""
    inside = range(first, last + 1)
    heads = [words[at] for at in inside if words[at].head not in inside]
    joined = any(
        word.head in inside and at not in inside and word.dep in _JOINED and _is_proper(word)
        for at, word in enumerate(words)
    )
    beside = [words[at].form for at in (first - 1, last + 1) if 0 < at < len(words)]
    if len(heads) != 1 or heads[0].dep in _JOINED or joined or any(form[:1].isupper() for form in beside):
        return False
    of = heads[0].head is not None and words[first - 1].form in ("of", "for") if first else False
    return not (of and _is_proper(words[heads[0].head or 0]))


def _label(run: Words, known: Known, titled: bool) -> str | None:
    forms = [word.form for word in run]
    lower = [form.lower() for form in forms]
    kind = known.classes.get(lower[0], "")
    if titled and len(run) == 1 and kind != "C":
        return "PERSON"
    if len(run) > 1 and lower[-1] in known.bodies:
        return "ORG"
    if " ".join(lower) in known.places or (len(run) == 1 and kind in _PLACES):
        return "LOC"
    if not all(form[:1].isupper() and (form.isalpha() or form.endswith(".")) for form in forms) or len(run) > 3:
        return None
    if len(run) == 1 and kind in _BODIES:
        return "ORG"
    person = titled or (kind in _GIVEN and (len(run) == 1 or not lower[-1].isupper()))
    return "PERSON" if person and lower[-1] not in known.titles else None
