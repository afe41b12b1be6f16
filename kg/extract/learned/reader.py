"""A taught model: reads passages and tells which triples they state, how surely, and in which words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from kg.extract.learned.features import Batch, batch
from kg.extract.learned.forest import Forest
from kg.extract.learned.pairs import Customs, Pairs, pairs, stated
from kg.extract.learned.passages import Passage
from kg.extract.learned.presence import Presence, grams
from kg.extract.learned.ranker import Ranker
from kg.extract.learned.schema import Relation, Schema
from kg.extract.learned.wording import Wording

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_AT_ONCE: Final = 128


@dataclass(frozen=True, slots=True)
class Limits:
    """How sure a triple must be.

    `stated` for a relation's best pair, `further` for how well another pair of the relation fits, `surest` for the
    best triple of a passage where none reaches `stated`. With `one_class` the same words are never told to be of two
    classes: the surest triple says which, by its relation's domain or range.
    """

    stated: float = 0.5
    further: float = 0.5
    surest: float = 0.5
    one_class: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """A triple that a passage states: bounds of subject and object as pieces (first, behind the last)."""

    relation: Relation
    subject: tuple[int, int]
    object: tuple[int, int]
    confidence: float


@dataclass(frozen=True, slots=True)
class Parts:
    """What is learned before pairs are judged."""

    ranker: Ranker
    presence: Presence
    customs: Customs
    wording: Wording

    def pairs(self, laid: Batch, schema: Schema, places: tuple[int, ...]) -> Pairs:
        """Find the pairs that may stand for some of the schema's relations."""
        import numpy as np

        relations = tuple(schema.relations[at] for at in places)
        scores = self.ranker.score(laid, relations)
        present = self.presence.probabilities(grams(laid.passages), relations)
        known = self.customs.of(np.array(places, dtype=np.int64))
        found = pairs(laid, scores, present, relations, self.ranker, known)
        return found.with_score(self.wording.scores(laid, found, relations))


@dataclass(frozen=True, slots=True)
class Judged:
    """Pairs, how well each fits (`fit`), and the best of each relation (`top`) with the chance that it is stated."""

    pairs: Pairs
    fit: NDArray[np.float32]
    top: NDArray[np.int64]
    chance: NDArray[np.float32]


def judged(found: Pairs, fitting: Forest, stating: Forest, relations: int) -> Judged:
    """Judge pairs by the two forests."""
    fit = fitting.probabilities(found.features)
    top, rows = stated(found, fit, relations)
    return Judged(found, fit, top, stating.probabilities(rows))


@dataclass(frozen=True, slots=True)
class Reader:
    """A model ready to read.

    `calibration` are the knots of a rising line from chance to confidence, `sentences` is how many the longest of the
    texts had that it was taught by, the odd one left aside.
    """

    schema: Schema
    parts: Parts
    fitting: Forest
    stating: Forest
    calibration: tuple[tuple[float, float], ...]
    limits: Limits
    sentences: int

    def read(
        self, passages: Iterable[Passage], relations: frozenset[str] | None = None, limits: Limits | None = None
    ) -> Iterator[tuple[Passage, list[Statement]]]:
        """Yield each passage with what it states, of some relations (IRIs) or of all."""
        places = self.schema.places(relations)
        stream = iter(passages)
        while some := list(islice(stream, _AT_ONCE)):
            yield from zip(some, self._read(some, places, limits or self.limits), strict=True)

    def _read(self, some: Sequence[Passage], places: tuple[int, ...], limits: Limits) -> list[list[Statement]]:
        laid = batch(list(some))
        full = [at for at in range(len(some)) if laid.bounds[at + 1] - laid.bounds[at] > 1]
        if len(full) < len(some):
            laid = batch([some[at] for at in full])
        told: list[list[Statement]] = [[] for _ in some]
        if full and places:
            found = judged(self.parts.pairs(laid, self.schema, places), self.fitting, self.stating, len(places))
            for at, statements in zip(full, self.told(laid, found, places, limits), strict=True):
                told[at] = statements
        return told

    def told(self, laid: Batch, found: Judged, places: tuple[int, ...], limits: Limits) -> list[list[Statement]]:
        """Choose the triples that are sure enough, the surest first."""
        chosen = decode(laid, found, limits, tuple(self.schema.relations[at] for at in places))
        return [
            [
                Statement(
                    self.schema.relations[places[int(found.pairs.relation[row])]],
                    _bounds(laid, int(found.pairs.subject[row])),
                    _bounds(laid, int(found.pairs.object[row])),
                    self.confidence(chance),
                )
                for row, chance in rows
            ]
            for rows in chosen
        ]

    def confidence(self, chance: float) -> float:
        """Turn a raw chance into a calibrated confidence."""
        import numpy as np

        at, known = zip(*self.calibration, strict=True)
        return round(float(np.interp(chance, at, known)), 4)


def _bounds(laid: Batch, candidate: int) -> tuple[int, int]:
    offset = int(laid.offsets[laid.passage_of[candidate]])
    return int(laid.first[candidate]) - offset, int(laid.last[candidate]) - offset


def decode(
    laid: Batch, found: Judged, limits: Limits, relations: tuple[Relation, ...]
) -> list[list[tuple[int, float]]]:
    """Return for each passage the pairs that are told, with their chances, the likeliest first."""
    told: list[list[tuple[int, float]]] = [[] for _ in laid.passages]
    best = [0.0] * len(laid.passages)
    for row, chance in zip(found.top.tolist(), found.chance.tolist(), strict=True):
        passage = int(found.pairs.passage[row])
        best[passage] = max(best[passage], chance)
    further = _further(found, limits.further)
    for row, chance in zip(found.top.tolist(), found.chance.tolist(), strict=True):
        passage, relation = int(found.pairs.passage[row]), int(found.pairs.relation[row])
        if chance < limits.stated and not (chance >= limits.surest and chance == best[passage]):
            continue
        rows = [row]
        for other in further.get((passage, relation), ()):
            if other != row and not any(_rival(laid, found.pairs, other, held) for held in rows):
                rows.append(other)
        fit = max(float(found.fit[row]), 1e-6)
        told[passage].extend((at, chance * min(1.0, float(found.fit[at]) / fit)) for at in rows)
    ranked = [sorted(rows, key=lambda pair: -pair[1]) for rows in told]
    return [_of_one_class(found.pairs, rows, relations) for rows in ranked] if limits.one_class else ranked


def _of_one_class(
    pairs: Pairs, rows: list[tuple[int, float]], relations: tuple[Relation, ...]
) -> list[tuple[int, float]]:
    """Leave out pairs that make something else of words than a likelier one does."""
    classes: dict[int, str] = {}
    kept: list[tuple[int, float]] = []
    for row, chance in rows:
        relation = relations[int(pairs.relation[row])]
        asked = ((int(pairs.subject[row]), relation.domain), (int(pairs.object[row]), relation.range))
        if all(not cls or classes.get(candidate, cls) == cls for candidate, cls in asked):
            classes.update((candidate, cls) for candidate, cls in asked if cls)
            kept.append((row, chance))
    return kept


def _further(found: Judged, least: float) -> dict[tuple[int, int], list[int]]:
    """Return the pairs that fit well by passage and relation, the best first."""
    import numpy as np

    good = np.nonzero(found.fit >= least)[0]
    rows: dict[tuple[int, int], list[int]] = {}
    for at in good[np.argsort(-found.fit[good], kind="stable")].tolist():
        rows.setdefault((int(found.pairs.passage[at]), int(found.pairs.relation[at])), []).append(at)
    return rows


def _rival(laid: Batch, found: Pairs, one: int, other: int) -> bool:
    """Say whether two pairs have one subject and objects that overlap, so that only one can be meant."""
    if found.subject[one] != found.subject[other]:
        return False
    a, b = found.object[one], found.object[other]
    return bool(laid.first[a] < laid.last[b] and laid.first[b] < laid.last[a])
