"""Read named-entity corpora as sentences of tagged words, with labels mapped to those of `kg.model.Name`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.language.training.conllu import Words, read_conllu
from kg.language.training.gum_names import UNKNOWN

DOMAINS = ("ai", "literature", "music", "politics", "science")
_WIKIGOLD = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC"}
_UNER = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"}
_CROSSNER = {
    **dict.fromkeys(["person", "politician", "scientist", "writer", "musicalartist", "researcher"], "PERSON"),
    **dict.fromkeys(["organisation", "politicalparty", "university", "band"], "ORG"),
    **dict.fromkeys(["location", "country"], "LOC"),
    **dict.fromkeys(["event", "election", "conference"], "EVENT"),
    **dict.fromkeys(["award", "academicjournal", "magazine", "book", "poem", "album", "song", "misc"], "MISC"),
    **dict.fromkeys(["programlang", "product", "astronomicalobject"], "MISC"),
}
_TIGHT_BEFORE = frozenset([".", ",", "?", "!", ":", ";", ")", "]", "%", "'s", "n't", "’s", "'", "”", "''", "-"])
_TIGHT_AFTER = frozenset(["(", "[", "$", "“", "``", "-"])


@dataclass(frozen=True, slots=True)
class TaggedSentence:
    """Words with BIO tags ("-" where unknown) and whether white space follows each."""

    words: tuple[str, ...]
    tags: tuple[str, ...]
    spaces: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class WordLists:
    """What the conversion must know of words: demonyms tell NORP, event words EVENT from MISC, dates are no names."""

    dates: frozenset[str]
    demonyms: frozenset[str]
    events: frozenset[str]


def read_wikigold(path: Path, lists: WordLists) -> list[TaggedSentence]:
    """Read wikigold (IO tags)."""
    return [_sentence(rows, _WIKIGOLD, lists) for rows in _column_sentences(path)]


def read_crossner(path: Path, lists: WordLists) -> list[TaggedSentence]:
    """Read one file of CrossNER; of its many classes those that are no names are left unknown."""
    return [_sentence(rows, _CROSSNER, lists) for rows in _column_sentences(path)]


def read_uner(path: Path, treebank: Path) -> list[TaggedSentence]:
    """Read Universal NER over its treebank, which tells spaces; proper nouns without a label are unknown."""
    parsed = {_key(words): words for document in read_conllu(treebank) for words in document.sentences}
    result = []
    for rows in _uner_sentences(path):
        words = parsed.get(" ".join(word for word, _ in rows))
        if words is None:
            continue
        tags = [_mapped(tag, _UNER) for _, tag in rows]
        tags = [UNKNOWN if tag == "O" and word.upos == "PROPN" else tag for tag, word in zip(tags, words, strict=True)]
        forms, spaces = tuple(word.form for word in words), tuple(word.space for word in words)
        result.append(TaggedSentence(forms, tuple(_as_bio(tags)), spaces))
    return result


def with_groups(sentence: TaggedSentence, lists: WordLists) -> TaggedSentence:
    """Relabel demonyms as NORP and events among MISC as EVENT, so that corpora with other habits agree.

    A demonym outside any name is unknown, since some corpora mark such adjectives and some do not.
    """
    tags = list(sentence.tags)
    for start, end in spans(tags):
        lower = [word.lower() for word in sentence.words[start:end]]
        if tags[start] == "B-MISC" and lower[-1] in lists.demonyms:
            tags[start:end] = ["B-NORP", *["I-NORP"] * (end - start - 1)]
        elif tags[start] == "B-MISC" and lists.events.intersection(lower):
            tags[start:end] = ["B-EVENT", *["I-EVENT"] * (end - start - 1)]
    for at, word in enumerate(sentence.words):
        if tags[at] == "O" and word[:1].isupper() and word.lower() in lists.demonyms:
            tags[at] = UNKNOWN
        elif tags[at] == UNKNOWN and word.lower() in lists.dates:
            tags[at] = "O"
    return TaggedSentence(sentence.words, tuple(tags), sentence.spaces)


def without_vague(sentences: Iterable[TaggedSentence]) -> list[TaggedSentence]:
    """Leave MISC of one word, or in small letters, unknown.

    Such are products, songs and things of every kind, with nothing in common by which to tell them from surnames.
    """
    return [_without_vague(sentence) for sentence in sentences]


def _without_vague(sentence: TaggedSentence) -> TaggedSentence:
    tags = list(sentence.tags)
    for start, end in spans(tags):
        if tags[start] == "B-MISC" and (end - start == 1 or not sentence.words[start][:1].isupper()):
            tags[start:end] = [UNKNOWN] * (end - start)
    return TaggedSentence(sentence.words, tuple(tags), sentence.spaces)


def _sentence(rows: Sequence[tuple[str, str]], labels: Mapping[str, str], lists: WordLists) -> TaggedSentence:
    words = tuple(word for word, _ in rows)
    tags = _as_bio([_mapped(tag, labels) for _, tag in rows])
    return with_groups(TaggedSentence(words, tuple(tags), _spaces(words)), lists)


def _mapped(tag: str, labels: Mapping[str, str]) -> str:
    if "-" not in tag or tag == UNKNOWN:
        return "O"
    prefix, _, label = tag.partition("-")
    return f"{prefix}-{labels[label]}" if label in labels else UNKNOWN


def _as_bio(tags: Sequence[str]) -> list[str]:
    """Let every name begin with B, also in corpora that write I alone."""
    result, previous = [], "O"
    for tag in tags:
        label = tag[2:]
        begins = tag[:2] == "I-" and previous != label
        result.append(f"B-{label}" if begins else tag)
        previous = label if tag[:2] in ("B-", "I-") else "O"
    return result


def spans(tags: Sequence[str]) -> list[tuple[int, int]]:
    """Return where the names begin and end."""
    starts = [at for at, tag in enumerate(tags) if tag.startswith("B-")]
    return [(at, next((to for to in range(at + 1, len(tags)) if tags[to][:2] != "I-"), len(tags))) for at in starts]


def _column_sentences(path: Path) -> Iterator[list[tuple[str, str]]]:
    rows: list[tuple[str, str]] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        columns = line.split()
        if columns and not line.startswith("-DOCSTART"):
            rows.append((columns[0], columns[-1]))
        elif rows:
            yield rows
            rows = []


def _uner_sentences(path: Path) -> Iterator[list[tuple[str, str]]]:
    rows: list[tuple[str, str]] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.strip() and not line.startswith("#"):
            columns = line.split("\t")
            rows.append((columns[1], columns[2]))
        elif rows:
            yield rows
            rows = []


def _key(words: Words) -> str:
    return " ".join(word.form for word in words)


def _spaces(words: Sequence[str]) -> tuple[bool, ...]:
    """Guess the white space that corpora of bare words leave out."""
    following = [*words[1:], ""]
    return tuple(
        not (after in _TIGHT_BEFORE or (after.startswith("'") and len(after) < 4) or word in _TIGHT_AFTER)
        for word, after in zip(words, following, strict=True)
    )
