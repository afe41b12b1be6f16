"""Fit weights of choices and beliefs: a conditional logit, a logistic regression, and its calibration."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from scipy.optimize import minimize

Options = list[frozenset[str]]
CHOICE, BELIEF, PLATT = 3.0, 3.0, 2.0  # how strongly weights are held back
PRIOR = {"place=0": 2.5, "place=1": 1.2, "place=2": 0.6, "place=3": 0.2, "order=0": 1.5, "order=1": 0.5}
SELDOM = 3  # a feature seen less often is left out


def fit_choice(rows: Iterable[tuple[Options, list[bool] | None]]) -> dict[str, float]:
    """Fit a conditional logit over options of which some are right, held near the prior."""
    told = [(options, right) for options, right in rows if right and any(right) and not all(right)]
    seen = Counter(f for options, _ in told for option in options for f in option)
    order = sorted(f for f, n in seen.items() if n >= SELDOM)
    at = {f: i for i, f in enumerate(order)}
    start = np.array([PRIOR.get(f, 0.0) for f in order])
    cases = [
        ([np.array(sorted(at[f] for f in option if f in at), int) for option in options], np.array(right, bool))
        for options, right in told
    ]

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        away = weights - start
        total, slope = CHOICE * float(away @ away), 2 * CHOICE * away
        for options, right in cases:
            scores = np.array([weights[option].sum() for option in options])
            share = np.exp(scores - scores.max())
            share /= share.sum()
            good = share * right
            total -= math.log(good.sum())
            for option, gap in zip(options, share - good / good.sum(), strict=True):
                np.add.at(slope, option, gap)
        return total, slope

    return _kept(order, minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x)


def fit_belief(rows: Sequence[tuple[frozenset[str], bool]], held: float = BELIEF) -> dict[str, float]:
    """Fit a logistic regression; the bias is free."""
    seen = Counter(f for features, _ in rows for f in features)
    order = sorted(f for f, n in seen.items() if n >= SELDOM)
    at = {f: i for i, f in enumerate(order)}
    table = np.zeros((len(rows), len(order)))
    for i, (seen_of, _) in enumerate(rows):
        table[i, [at[f] for f in seen_of if f in at]] = 1
    right = np.array([r for _, r in rows], float)
    free = np.array([0.0 if f == "" else 1.0 for f in order])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        score = table @ weights
        total = float((np.logaddexp(0, score) - right * score).sum() + held * (free * weights**2).sum())
        return total, table.T @ (1 / (1 + np.exp(-score)) - right) + 2 * held * free * weights

    start = np.zeros(len(order))
    return _kept(order, minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x)


def _kept(order: Sequence[str], weights: np.ndarray) -> dict[str, float]:
    return {f: round(float(w), 3) for f, w in zip(order, weights, strict=True) if abs(w) >= 0.0005}


def calibrated(weights: dict[str, float], rows: Sequence[tuple[frozenset[str], bool]]) -> dict[str, float]:
    """Stretch and shift a belief so that it holds on rows that it was not learned on (Platt 1999), each rule by itself.

    The shift of a rule is held back the more, the fewer of the rows it has.
    """
    scores = np.array([math.fsum(weights.get(f, 0.0) for f in features) for features, _ in rows])
    right = np.array([r for _, r in rows], float)
    rules = sorted({f for features, _ in rows for f in features if f.startswith("rule=")})
    made_by = np.array([[rule in features for rule in rules] for features, _ in rows], float)

    def loss(line: np.ndarray) -> float:
        score = line[0] * scores + line[1] + made_by @ line[2:]
        held = (line[0] - 1) ** 2 + line[1] ** 2 + (line[2:] ** 2).sum()
        return float((np.logaddexp(0, score) - right * score).sum() + PLATT * held)

    slope, shift, *shifts = minimize(loss, np.array([1.0, 0.0, *(0.0 for _ in rules)]), method="L-BFGS-B").x
    moved = {f: round(w * max(float(slope), 0.0), 3) for f, w in weights.items()}
    for rule, more in zip(("", *rules), (shift, *shifts), strict=True):
        moved[rule] = round(moved.get(rule, 0.0) + float(more), 3)
    return moved
