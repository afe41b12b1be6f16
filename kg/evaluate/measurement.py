"""What the project's own articles score: the figures that `docs/recognised.md` shows, kept in `docs/figures.json`."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from kg.build import THRESHOLD, construct
from kg.domain import load
from kg.errors import InputError, InputMissing
from kg.evaluate.evaluation import Evaluation, evaluate, kinds
from kg.evaluate.gold import read_gold
from kg.evaluate.scores import Counts
from kg.evaluate.sources import read_articles
from kg.evaluate.terms import TYPES
from kg.extract.rules import RulesExtractor

ALL: Final = "all"
THRESHOLDS: Final = tuple(sorted({0.3, 0.4, 0.5, 0.6, 0.7, THRESHOLD}))


@dataclass(frozen=True, slots=True)
class Trust:
    """How many answers were compared with their confidence, and the calibration error; None without answers."""

    answers: int = 0
    error: float | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """What a measurement tells.

    `pack` is the version of the domain pack, `learned` are the decisions that it has weights for. `kinds` holds counts
    by kind for the splits dev and test, `rules` the right and wrong answers of each rule on train and dev together,
    `thresholds` counts on dev, `graph` and `candidates` how confidence holds on test, with and without the threshold.
    """

    pack: str
    learned: tuple[str, ...]
    kinds: Mapping[str, Mapping[str, Counts]]
    rules: Mapping[str, tuple[int, int]]
    thresholds: Mapping[str, Counts]
    graph: Mapping[str, Trust]
    candidates: Mapping[str, Trust]


def measure(seeds: Path) -> Figures:
    """Build and evaluate the splits of a folder of articles; some two minutes of processor time."""
    domain = load()
    extractor = RulesExtractor(domain)
    dev = {f"{threshold:g}": _evaluated(seeds, "dev", threshold) for threshold in THRESHOLDS}
    usual, train = dev[f"{THRESHOLD:g}"], _evaluated(seeds, "train")
    test, all_of_test = _evaluated(seeds, "test"), _evaluated(seeds, "test", 0.0)
    return Figures(
        pack=domain.version[:16],
        learned=tuple(sorted(name for name, weights in extractor.judge.weights.items() if weights)),
        kinds={"dev": counted(usual), "test": counted(test)},
        rules=graded((rule.name for rule in extractor.book), (train, usual)),
        thresholds={threshold: found.total() for threshold, found in dev.items()},
        graph=_trust(test),
        candidates=_trust(all_of_test),
    )


def _evaluated(seeds: Path, split: str, threshold: float = THRESHOLD) -> Evaluation:
    gold = read_gold(seeds / "gold.jsonl", split=split)
    articles = read_articles([seeds / "articles.jsonl"], gold)
    graph = construct(articles.documents, threshold=threshold).graph
    return evaluate(graph, gold, articles.texts)


def counted(evaluation: Evaluation) -> dict[str, Counts]:
    """Return the counts of all facts, of each type, and of each relation and class."""
    found: dict[str, Counts] = defaultdict(Counts)
    for hit in evaluation.hits:
        for kind in kinds(hit.fact):
            found[kind] += Counts(1, 1) if hit.fact.required else Counts(optional=1)
    for miss in evaluation.misses:
        for kind in kinds(miss.fact):
            found[kind] += Counts(required=1)
    for extra in evaluation.extras:
        for kind in kinds(extra.answer):
            found[kind] += Counts(wrong=1)
    return {ALL: evaluation.total(), **found}


def graded(book: Iterable[str], evaluations: Iterable[Evaluation]) -> dict[str, tuple[int, int]]:
    """Add up the answers of each rule; one of the book that answered nothing has noughts."""
    found = dict.fromkeys(book, (0, 0))
    for evaluation in evaluations:
        for rule, tally in evaluation.by_rule().items():
            right, wrong = found.get(rule, (0, 0))
            found[rule] = (right + tally.hits, wrong + tally.extras)
    return found


def _trust(evaluation: Evaluation) -> dict[str, Trust]:
    found = {ALL: evaluation.calibration()} | {type_: evaluation.calibration(type_) for type_ in TYPES}
    return {kind: Trust(one.count, one.error) for kind, one in found.items()}


def written(figures: Figures) -> str:
    """Return figures as JSON, the same bytes for the same figures."""
    data = asdict(figures)
    for name in ("graph", "candidates"):
        data[name] = {kind: one | {"error": _rounded(one["error"])} for kind, one in data[name].items()}
    lines = (f'"{name}": {_rows(value)}' for name, value in sorted(data.items()))
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _rounded(error: float | None) -> float | None:
    return None if error is None else round(error, 4)


def _rows(value: Any, depth: int = 1) -> str:
    """Write one row a line, as a person would: tables of tables on lines of their own."""
    if not isinstance(value, Mapping) or not any(isinstance(v, Mapping | list | tuple) for v in value.values()):
        return json.dumps(value, ensure_ascii=False)
    lines = (f"{' ' * depth}{json.dumps(key)}: {_rows(one, depth + 1)}" for key, one in sorted(value.items()))
    return "{\n" + ",\n".join(lines) + "\n" + " " * (depth - 1) + "}"


def read(path: Path) -> Figures:
    """Read figures. Raises InputMissing or InputError, with the command that makes them."""
    make = "make it with `python -m kg.evaluate.recognised --measure`"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return Figures(
            pack=str(data["pack"]),
            learned=tuple(data["learned"]),
            kinds={split: _counts(rows) for split, rows in data["kinds"].items()},
            rules={rule: (int(right), int(wrong)) for rule, (right, wrong) in data["rules"].items()},
            thresholds=_counts(data["thresholds"]),
            graph={kind: Trust(**row) for kind, row in data["graph"].items()},
            candidates={kind: Trust(**row) for kind, row in data["candidates"].items()},
        )
    except FileNotFoundError:
        raise InputMissing(f"{path}: no such file: {make}") from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{path}: not the figures of a measurement ({error}): {make}") from None


def _counts(rows: Mapping[str, Mapping[str, int]]) -> dict[str, Counts]:
    return {kind: Counts(**row) for kind, row in rows.items()}
