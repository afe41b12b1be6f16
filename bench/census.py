"""What identity costs at size: `python -m bench.census [--documents N] [--file PATH]`.

Documents are made up, without language analysis: what they name is drawn so that few names stand in most documents and
most names in few; some have acronyms, second names, owners, posts or two families. Printed are the first settling, then
what one more document costs, and taking one out, with all that each changes; processor time, mean and worst of many.
"""

from __future__ import annotations

import argparse
import random
import resource
import sqlite3
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from kg.domain import Domain, Entry, load
from kg.resolve import Census, Summary
from kg.resolve.naming import key
from kg.resolve.summary import ENTRY
from kg.vocab import GOVERNMENT_ORGANIZATION, ORGANIZATION, PERSON, PLACE

THINGS = 25  # that a document names
CACHE = 64_000  # kB that SQLite may keep in memory
SYLLABLES = [a + b for a in ("b", "d", "f", "g", "k", "l", "m", "n", "r", "s", "t") for b in "aeiou"]
BODIES = ["Office", "Bureau", "Ministry", "Court", "Agency", "Museum", "Institute", "Council"]


class World:
    """Draws what documents name: of `size` documents' names, the n-th is n times rarer than the first."""

    def __init__(self, domain: Domain, size: int) -> None:
        self._random = random.Random(20)
        self._entries = sorted((e for e in domain.lexicon if not e.ambiguous), key=lambda e: -(e.population or 0))
        self._names = 10 * size

    def document(self, number: int) -> list[Summary]:
        """Return what a document names."""
        places = [self._entry() for _ in range(THINGS // 4)]
        bodies = [self._body(places) for _ in range(THINGS // 2)]
        people = [self._person(f"doc{number}", bodies) for _ in range(THINGS - len(places) - len(bodies))]
        distinct = {thing.key: thing for thing in (*places, *bodies, *people)}
        return list(distinct.values())

    def _rank(self, most: int) -> int:
        return int(most ** self._random.random()) - 1

    def _entry(self) -> Summary:
        entry: Entry = self._entries[self._rank(len(self._entries))]
        names = tuple(name for name in entry.names[:3] if self._random.random() < 0.3)
        return Summary((ENTRY, entry.iri), entry.label, names, entry.type, self._mentions(), used=names)

    def _body(self, places: list[Summary]) -> Summary:
        rank = self._rank(self._names)
        draw = random.Random(rank)
        words = [_word(draw) for _ in range(draw.choice((1, 2, 2, 3)))]
        name = " ".join([*words, draw.choice(BODIES)])
        short = "".join(word[0] for word in name.split())
        said = self._random.random()
        if said < 0.1:
            return Summary((ORGANIZATION, key(short)), short, (), ORGANIZATION, self._mentions())
        if rank % 50 == 0 and said < 0.6:
            general, owner = f"{draw.choice(BODIES)} of {_word(draw)}", places[0].name if said < 0.3 else None
            which = f"{key(owner)} {key(general)}" if owner else key(general)
            return Summary((ORGANIZATION, which), general, (), GOVERNMENT_ORGANIZATION, self._mentions(), owner)
        kind = PLACE if said > 0.98 else ORGANIZATION
        names = (short,) if said < 0.25 else (" ".join(words),) if said < 0.3 else ()
        return Summary((kind, key(name)), name, names, kind, self._mentions())

    def _person(self, document: str, bodies: list[Summary]) -> Summary:
        draw = random.Random(self._rank(self._names) + self._names)
        name = f"{_word(draw)} {_word(draw)}"
        if self._random.random() < 0.3:
            family = name.split()[1]
            return Summary((PERSON, key(family), document), family, (), PERSON, self._mentions())
        if self._random.random() > 0.3:
            return Summary((PERSON, key(name)), name, (), PERSON, self._mentions())
        own = f"{_word(draw)} {draw.choice(BODIES)}"
        at = bodies[0].name if self._random.random() < 0.02 else own
        return Summary((PERSON, key(name)), name, (), PERSON, self._mentions(), marks=(key(at),), places=(at,))

    def _mentions(self) -> int:
        return 1 + self._rank(20)


def _word(draw: random.Random) -> str:
    return "".join(draw.choice(SYLLABLES) for _ in range(draw.choice((2, 2, 3)))).capitalize()


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--more", type=int, default=100, help="documents that come, and that go, one by one")
    parser.add_argument("--file", type=Path, help="where the tables are kept; else in memory")
    given = parser.parse_args()
    if given.file:
        given.file.unlink(missing_ok=True)
    connection = sqlite3.connect(given.file or ":memory:")
    connection.execute(f"PRAGMA cache_size = -{CACHE}")
    domain = load()
    world, census = World(domain, given.documents), Census(connection, domain)
    loaded = _megabytes()
    put = sum(_timed(partial(census.put, f"doc{n}", world.document(n))) for n in range(given.documents))
    print(f"{'all put':<20}{put:>10.1f} s")
    print(f"{'first settling':<20}{_timed(census.settle):>10.1f} s")
    connection.commit()
    print(f"{'peak memory':<20}{_megabytes():>10,.0f} MB, {loaded:,.0f} of them before")
    for table in ("thing", "variant", "key", "edge", "entity"):
        print(f"{table:<20}{connection.execute(f'SELECT COUNT(*) FROM census_{table}').fetchone()[0]:>10,}")
    if given.file:
        print(f"{'file':<20}{given.file.stat().st_size / 1e6:>10,.0f} MB")
    one = partial(_one, connection, census)
    more = range(given.documents, given.documents + given.more)
    _tell("a document more", [_timed(partial(one, f"doc{n}", world.document(n))) for n in more])
    _tell("a document less", [_timed(partial(one, f"doc{n}", [])) for n in range(given.more)])


def _one(connection: sqlite3.Connection, census: Census, document: str, things: list[Summary]) -> None:
    census.put(document, things)
    changes = census.settle()
    sum(1 for _ in changes.documents)
    sum(1 for _ in changes.entities)
    connection.commit()


def _timed(work: Callable[[], object]) -> float:
    """Do some work; return the processor's seconds."""
    start = time.process_time()
    work()
    return time.process_time() - start


def _tell(what: str, seconds: list[float]) -> None:
    mean, worst = sum(seconds) / len(seconds), max(seconds)
    print(f"{what:<20}{1000 * mean:>10.1f} ms, at worst {1000 * worst:.1f} ms")


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
