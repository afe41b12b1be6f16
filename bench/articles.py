"""Articles of any number, made up: passages of seeds/ with other names and figures drawn into them.

    python -m bench.articles --documents 1000 > articles.jsonl

A name stands for one of its class (a city for a city), the same all through an article; some names are drawn far more
often than others, as in news. The same seed gives the same articles.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Final

SEEDS: Final = Path(__file__).resolve().parent.parent / "seeds"
_NUMBER: Final = re.compile(r"(?<![\w.,])\d+(?:,\d{3})*(?:\.\d+)?(?!\w)")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_FIRST_DAY: Final = date(2015, 1, 1)
_GIVEN: Final = ("Ada", "Bo", "Chen", "Dara", "Elin", "Femi", "Goran", "Hana", "Ivo", "Jun", "Kofi", "Lena", "Mira")
_FAMILY: Final = (
    "Abe Bauer Cole Diaz Eze Fuchs Gupta Haas Ito Jansen Khan Lund Mori Nagy Okoro Park Rossi Sato Tan Weiss"
)


class Source:
    """The passages that articles are made of, and the names that are drawn into them."""

    def __init__(self, words: int) -> None:
        rows = [json.loads(line) for line in (SEEDS / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
        golds = [json.loads(line) for line in (SEEDS / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
        entities = {gold["doc"]: [f for f in gold["facts"] if f["type"] == "entity"] for gold in golds}
        self.passages = [
            (passage, entities.get(row["id"], ())) for row in rows for passage in _passages(row["text"], words)
        ]
        self.names = {cls: _drawn_by(names) for cls, names in _by_class(entities).items()}


def articles(count: int, *, seed: int = 1, words: int = 80) -> Iterator[dict[str, str]]:
    """Yield articles of about so many words each, as rows of a .jsonl."""
    source = Source(words)
    for number in range(count):
        draw = random.Random(f"{seed}-{number}")
        passage, entities = draw.choice(source.passages)
        day = _FIRST_DAY + timedelta(days=draw.randrange(3650))
        text = _refigured(_renamed(passage, entities, source.names, draw), draw)
        yield {"id": f"made-{number:07}", "date": day.isoformat(), "text": text}


def _passages(text: str, words: int) -> Iterator[str]:
    """Cut a text into runs of whole paragraphs of at least so many words."""
    run: list[str] = []
    for paragraph in text.split("\n\n")[1:]:
        run.append(paragraph)
        if sum(len(part.split()) for part in run) >= words:
            yield "\n\n".join(run)
            run = []


def _by_class(entities: Mapping[str, Sequence[Mapping[str, str]]]) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    for some in entities.values():
        for entity in some:
            found.setdefault(entity["class"], set()).add(entity["name"])
    people = {f"{given} {family}" for given in _GIVEN for family in _FAMILY}
    found["Person"] = found.get("Person", set()) | people
    return {cls: sorted(names) for cls, names in found.items()}


def _drawn_by(names: Sequence[str]) -> tuple[Sequence[str], list[float]]:
    """Give names weights that fall with their rank, summed up as `random.choices` wants them."""
    shuffled = random.Random("names").sample(names, len(names))
    return shuffled, list(accumulate(1 / rank for rank in range(1, len(names) + 1)))


def _renamed(
    text: str,
    entities: Sequence[Mapping[str, str]],
    names: Mapping[str, tuple[Sequence[str], list[float]]],
    draw: random.Random,
) -> str:
    """Put other names of their class in the place of those of a text, the longest first."""
    other = {e["name"]: draw.choices(names[e["class"]][0], cum_weights=names[e["class"]][1])[0] for e in entities}
    if not other:
        return text
    pattern = "|".join(re.escape(name) for name in sorted(other, key=len, reverse=True))
    return re.sub(rf"(?<!\w)(?:{pattern})(?!\w)", lambda found: other[found[0]], text)


def _refigured(text: str, draw: random.Random) -> str:
    """Put other figures in the place of those of a text."""
    return _NUMBER.sub(lambda found: _figure(found[0], draw), text)


def _figure(number: str, draw: random.Random) -> str:
    """Draw a figure as long as another; years stay years."""
    if _YEAR.fullmatch(number):
        return str(draw.randrange(2000, 2026))
    first = str(draw.randrange(1, 10))
    return first + re.sub(r"\d", lambda _: str(draw.randrange(10)), number[1:])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--words", type=int, default=80, help="of an article, about (default 80)")
    arguments = parser.parse_args()
    for row in articles(arguments.documents, seed=arguments.seed, words=arguments.words):
        print(json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    main()
