"""Turn the entity annotation of GUM, which marks whole phrases, into named entities.

A phrase counts when its head is a proper noun; of it stays the stretch around the head that is name material
("the [University of Georgia] in Athens"). Titles and what stands before them are cut from persons, plural persons
("Afghans") are NORP. A proper noun in no such stretch is left unknown rather than called no name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from kg.language.training.conllu import Word, Words

UNKNOWN = "-"
_LABELS = {
    "person": "PERSON",
    "place": "LOC",
    "organization": "ORG",
    "event": "EVENT",
    "object": "MISC",
    "abstract": "MISC",
}
_ALWAYS_NAME = frozenset(["flat"])
_JOINED = frozenset(["flat", "compound", "goeswith", "fixed"])
_BEFORE_HEAD = frozenset(["amod", "nummod", "nmod:poss", "nmod:desc"])
_INNER_CASE = frozenset(["of", "for", "'s", "’s"])
_EDGE = frozenset(["-", "–", "&", "of", "for", "'s", "’s"])

Phrase = tuple[int, int, str]  # first word, last word, GUM entity type


def gum_tags(words: Words, titles: frozenset[str]) -> list[str]:
    """Return a BIO tag for each word of a sentence ("-" where unknown)."""
    tags = [UNKNOWN if word.xpos.startswith("NNP") else "O" for word in words]
    names: dict[tuple[int, int], str] = {}
    for first, last, kind in _phrases(words):
        stretch = _name_stretch(words, first, last) if kind in _LABELS else None
        if stretch:
            names.setdefault(stretch, _LABELS[kind])
    for (first, last), label in sorted(names.items(), key=lambda item: (item[0][0] - item[0][1], item[0])):
        if label == "PERSON":
            first = _after_titles(words, first, last, titles, tags)
            label = "NORP" if words[last].xpos == "NNPS" else label
        if first <= last and all(tags[at] in ("O", UNKNOWN) for at in range(first, last + 1)):
            tags[first : last + 1] = [f"B-{label}", *[f"I-{label}"] * (last - first)]
    return tags


def _phrases(words: Words) -> Iterator[Phrase]:
    """Yield the entity phrases that open and close within the sentence, innermost first."""
    opened: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for at, word in enumerate(words):
        found = re.search(r"(?:^|\|)Entity=([^|]*)", word.misc)
        for piece in re.findall(r"\([^()]*\)?|[^()]+\)", found[1]) if found else ():
            if not piece.startswith("("):
                group = piece[:-1].partition("-")[0]
                if opened[group]:
                    first, kind = opened[group].pop()
                    yield first, at, kind
                continue
            group, kind = piece.strip("()").split("-")[:2]
            if piece.endswith(")"):
                yield at, at, kind
            else:
                opened[group].append((at, kind))


def _name_stretch(words: Words, first: int, last: int) -> tuple[int, int] | None:
    inside = range(first, last + 1)
    head = next((at for at in inside if words[at].head not in inside), None)
    if head is None or not (words[head].upos == "PROPN" or words[head].xpos.startswith("NNP")):
        return None
    kept = _name_words(words, inside, head)
    low = high = head
    while low - 1 in kept:
        low -= 1
    while high + 1 in kept:
        high += 1
    while low < high and words[low].form in _EDGE:
        low += 1
    while low < high and words[high].form in _EDGE:
        high -= 1
    return (low, high) if any(words[at].form[:1].isupper() for at in range(low, high + 1)) else None


def _name_words(words: Words, inside: range, head: int) -> set[int]:
    children: dict[int, list[int]] = defaultdict(list)
    for at in inside:
        parent = words[at].head
        if parent is not None:
            children[parent].append(at)
    kept, waiting = {head}, [head]
    while waiting:
        parent = waiting.pop()
        for at in children[parent]:
            if _extends(words, at, parent, [words[child] for child in children[at]]):
                kept.add(at)
                waiting.append(at)
            elif (words[at].dep == "case" and parent != head and words[at].form in _INNER_CASE) or (
                words[at].dep == "cc" and words[at].form == "&"
            ):
                kept.add(at)
    return kept


def _extends(words: Words, at: int, parent: int, children: list[Word]) -> bool:
    word = words[at]
    named = word.xpos.startswith("NNP") or word.form[:1].isupper()
    if word.dep in _JOINED:
        return named or word.dep in _ALWAYS_NAME
    if word.dep in _BEFORE_HEAD:
        return named and at < parent
    if word.dep == "punct":
        return word.form in "-–&"
    of_or_for = any(child.dep == "case" and child.form in ("of", "for") for child in children)
    return word.dep == "nmod" and named and at > parent and of_or_for


def _after_titles(words: Words, first: int, last: int, titles: frozenset[str], tags: list[str]) -> int:
    """Return where the bare name starts; the titles cut off are no names."""
    at_titles = [at for at in range(first, last + 1) if words[at].form.lower() in titles]
    for at in at_titles:
        tags[at] = "O"
    return at_titles[-1] + 1 if at_titles else first
