"""Choices by weight: which reading of a sentence is likeliest, and how likely a claim is right.

Weights are data of the domain pack (`rules/weights.json`: decision → feature → weight), learned from annotated
articles by `python -m tools.weights`. A choice between readings is a conditional logit over their features
(McFadden 1974), a belief a logistic regression. Without weights the first reading is taken, as rules order them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from kg.errors import RuleError
from kg.model import Span

FLOOR = 0.01  # no belief is surer than that

Reading = TypeVar("Reading")
Options = Sequence[tuple[Reading, frozenset[str]]]


@dataclass(frozen=True, slots=True)
class Judge:
    """Chooses between readings, and says how far to believe a claim."""

    weights: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def choose(self, decision: str, options: Options[Reading], of: Span) -> tuple[Reading, float, frozenset[str]]:
        """Return the likeliest of some readings of a span, its probability, its features; the first of equal ones."""
        scores = [self.score(decision, features) for _, features in options]
        best = scores.index(max(scores))
        reading, features = options[best]
        return reading, 1 / sum(math.exp(score - scores[best]) for score in scores), features

    def belief(self, decision: str, features: Set[str], of: Span, otherwise: float) -> float:
        """Return the probability that a claim is right, to two decimals; `otherwise` where none was learned."""
        if decision not in self.weights:
            return otherwise
        return round(min(max(1 / (1 + math.exp(-self.score(decision, features))), FLOOR), 1 - FLOOR), 2)

    def score(self, decision: str, features: Set[str]) -> float:
        """Return the sum of the features' weights; one not seen in training weighs nothing."""
        known = self.weights.get(decision, {})
        return math.fsum(map(known.__getitem__, known.keys() & features))


def read_weights(path: Path) -> dict[str, dict[str, float]]:
    """Read weights; none where the pack has no such file. Raises RuleError naming the file."""
    if not path.is_file():
        return {}
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {str(d): {str(f): float(w) for f, w in rows.items()} for d, rows in data.items()}
    except (ValueError, AttributeError, TypeError) as error:
        raise RuleError(f"{path}: not decisions with weights of features ({error}): make it anew") from None
