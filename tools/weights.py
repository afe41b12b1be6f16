"""Learn `ontology/rules/weights.json` from the annotated articles of `seeds/`: how rules choose, and what to believe.

Choices (whom a figure is about, when) are learned on the train split; beliefs on choices that were made out of fold,
so that they are no surer than they may be; then every belief is calibrated on the dev split (Platt 1999), with choices
that have not seen it. Last the choices are learned anew on both splits: more articles choose better.

    pip install -e ".[train]" && python -m tools.weights seeds
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kg.domain import Domain, load
from kg.evaluate import GoldDocument, GoldFact, calibration, evaluate, read_articles, read_gold
from kg.evaluate.answers import Answer
from kg.evaluate.compare import compare
from kg.evaluate.things import Named
from kg.evaluate.wording import names, same_number
from kg.extract import Found
from kg.extract.rules import RulesExtractor
from kg.extract.rules.beliefs import decision as decided
from kg.extract.rules.beliefs import features
from kg.extract.rules.choice import Judge
from kg.extract.rules.figures.signs import sureness
from kg.model import Claim, Mention, Node, Period, Span
from kg.vocab import (
    ABOUT,
    CHANGE_COMPARATOR,
    CHANGE_PERCENT,
    COMPARATOR,
    OBSERVATION,
    PER,
    UNIT,
    VALUE,
)
from tools.fitting import Options, calibrated, fit_belief, fit_choice

Weights = dict[str, dict[str, float]]
FOLDS = 5
WORDS = {"Exactly": "exact", "MoreThan": "over", "LessThan": "under", "About": "about"}


@dataclass(frozen=True, slots=True)
class Recorder(Judge):
    """A judge that keeps what it was asked."""

    log: list[tuple[str, Span, Any]] = field(default_factory=list)

    def choose(self, decision: str, options: Any, of: Span) -> tuple[Any, float, frozenset[str]]:
        """Choose, and keep the options."""
        self.log.append((decision, of, options))
        return Judge.choose(self, decision, options, of)

    def belief(self, decision: str, features: Iterable[str], of: Span, otherwise: float) -> float:
        """Believe, and keep the features."""
        kept = frozenset(features)
        self.log.append((decision, of, kept))
        return Judge.belief(self, decision, kept, of, otherwise)


@dataclass(frozen=True, slots=True)
class Asked:
    """One figure: its options, which of them the gold holds right, and whether all the rest of it is right."""

    document: str
    about: Options
    about_right: list[bool] | None  # None where the gold has no such figure
    when: Options
    when_right: list[bool] | None
    features: frozenset[str]
    rest: bool
    optional: bool


class Corpus:
    """A split of the seeds, analysed once."""

    def __init__(self, seeds: Path, split: str, domain: Domain) -> None:
        from kg.language import load as load_analyzer
        from kg.text import layout

        self.domain = domain
        gold = read_gold(seeds / "gold.jsonl", split=split)
        self.articles = read_articles([seeds / "articles.jsonl"], gold)
        by_id = {d.id: d for d in gold}
        analyzer = load_analyzer("default")
        texts = self.articles.texts
        self.gold = {id: replace(by_id[id], text=texts[id]) for id in texts}
        self.analysed = [analyzer.analyse(layout(d)) for d in self.articles.documents]

    def figures(self, weights: Weights) -> list[Asked]:
        """Read all documents with some weights, and grade the figures."""
        from kg.resolve import inside

        found: list[Asked] = []
        extractor = RulesExtractor(self.domain)
        for analysed in self.analysed:
            gold = self.gold[analysed.document.id]
            if gold.trap:
                continue
            recorder = Recorder(weights)
            extractor.judge = recorder
            items = list(extractor.extract(analysed, Found()))
            claims = [c for c in items if isinstance(c, Claim) and _is_figure(c)]
            resolved = inside(analysed, [m for m in items if isinstance(m, Mention)], self.domain)
            found.extend(_graded(gold, _questions(recorder), claims, lambda m, r=resolved: _names(r, m)))
        return found

    def others(self, weights: Weights) -> dict[str, list[tuple[frozenset[str], bool]]]:
        """Features of all claims that are no figures, by decision, with whether the gold holds them right."""
        from kg.build import construct

        graph = construct(self.articles.documents, threshold=0.0).graph
        measured = evaluate(graph, list(self.gold.values()), self.articles.texts)
        right: dict[tuple[str, int, str], bool] = {}
        for judged, extras in ((measured.extras, False), (measured.hits, True)):
            for one in judged:
                for rule in one.answer.rules:
                    for evidence in one.answer.evidence:
                        right[one.document, evidence.span.start, rule] = extras
        found: dict[str, list[tuple[frozenset[str], bool]]] = {}
        extractor = RulesExtractor(self.domain)
        for analysed in self.analysed:
            for claim in extractor.extract(analysed, Found()):
                if isinstance(claim, Claim) and not _is_figure(claim):
                    key = (analysed.document.id, claim.evidence[0].span.start, claim.rule)
                    if key in right:
                        found.setdefault(decided(claim), []).append((features(claim), right[key]))
        return found


def _is_figure(claim: Claim) -> bool:
    return isinstance(claim.subject, Node) and claim.subject.type == OBSERVATION


def _names(resolved: Any, mention: Mention) -> frozenset[str]:
    """All folded names of what a mention stands for."""
    entity = resolved.local(mention)
    if entity is None:
        return names([mention.text]) if mention.kind == "name" else frozenset()
    known = (entity.entry.label, *entity.entry.names) if entity.entry else ()
    return names([entity.name, *entity.names, *known])


def _questions(recorder: Recorder) -> list[dict[str, Any]]:
    """What was asked about each figure that became a claim: its options, and its features."""
    rows, asked = [], {}
    for decision, of, what in recorder.log:
        asked[decision] = what
        if decision == "Observation":
            rows.append(asked | {"of": of})
            asked = {}
    return rows


def _graded(
    gold: GoldDocument,
    rows: Sequence[dict[str, Any]],
    claims: Sequence[Claim],
    named: Callable[[Mention], frozenset[str]],
) -> Iterable[Asked]:
    stats = [(fact, gold.spans(fact.evidence)) for fact in gold.of_type("stat")]
    for row, claim in zip(rows, claims, strict=True):
        assert isinstance(claim.subject, Node)
        parts, of = dict(claim.subject.parts), row["of"]
        near = [fact for fact, spans in stats if any(start < of.end and of.start < end for start, end in spans)]
        facts = [fact for fact in near if _same_figure(fact, parts)]
        answers = [_answer(claim, parts, named(parts[ABOUT]))]
        differs = [compare(gold, fact, answers[0]).differs for fact in facts]
        yield Asked(
            gold.id,
            [f for _, f in row["subject"]],
            [any(_is_about(gold, fact, named(m)) for fact in facts) for m, _ in row["subject"]] if facts else None,
            [f for _, f in row["period"]],
            [any(_is_of(gold, fact, claim, p) for fact in facts) for p, _ in row["period"]] if facts else None,
            frozenset(f for f in row["Observation"] if not f.startswith(("subject ", "period "))),
            any(set(d) <= {"subject", "period"} for d in differs),
            bool(facts) and not any(fact.required for fact in facts),
        )


def _same_figure(fact: GoldFact, parts: Mapping[Any, Any]) -> bool:
    value, change = parts.get(VALUE), parts.get(CHANGE_PERCENT)
    if fact["value"] is None:
        return value is None and same_number(fact["change_pct"], change)
    return value is not None and same_number(fact["value"], value)


def _is_about(gold: GoldDocument, fact: GoldFact, called: frozenset[str]) -> bool:
    return any(value is not None and gold.names(value) & called for value in fact.accepted("subject"))


def _is_of(gold: GoldDocument, fact: GoldFact, claim: Claim, period: Period | None) -> bool:
    """Say whether a time is one that the gold gives; where it gives one, that no time would do too teaches nothing."""
    assert isinstance(claim.subject, Node)
    if period is None and fact["period"] is not None:
        return False
    answer = _answer(claim, dict(claim.subject.parts), frozenset(), _written(period))
    return "period" not in compare(gold, fact, answer).differs


def _written(period: Period | None) -> str | None:
    if period is None or period.start is None:
        return None
    return period.start if period.start == period.end else f"{period.start}/{period.end}"


def _answer(claim: Claim, parts: Mapping[Any, Any], called: frozenset[str], when: str | None = None) -> Answer:
    fields = {
        "subject": Named("", "", called),
        "value": _text(parts.get(VALUE)),
        "change_pct": _text(parts.get(CHANGE_PERCENT)),
        "unit": parts.get(UNIT),
        "per": parts.get(PER),
        "comparator": WORDS[str(parts[COMPARATOR]).rsplit("#", 1)[-1]] if VALUE in parts else None,
        "change_comparator": WORDS[str(parts[CHANGE_COMPARATOR]).rsplit("#", 1)[-1]]
        if CHANGE_PERCENT in parts
        else None,
        "period": when,
        "measure": (),
    }
    return Answer("stat", "", fields, claim.modality, (), claim.evidence)


def _text(number: object) -> str | None:
    return None if number is None else str(number)


# -- learning ----------------------------------------------------------------------------------------------------


def chosen(row: Asked, weights: Weights) -> tuple[frozenset[str], bool]:
    """Return a figure's features with how sure its choices are under some weights, and whether all is right."""
    judge, sure, right = Judge(weights), set(row.features), row.rest
    for decision, options, told in (("subject", row.about, row.about_right), ("period", row.when, row.when_right)):
        best, share, seen = judge.choose(decision, list(enumerate(options)), Span(0, 0))
        sure.update(sureness(decision, share, seen))
        right = right and bool(told and told[best])
    return frozenset(sure), right


def fit_choices(rows: Sequence[Asked]) -> Weights:
    """Fit whom figures are about and when."""
    return {
        "subject": fit_choice((r.about, r.about_right) for r in rows),
        "period": fit_choice((r.when, r.when_right) for r in rows),
    }


def out_of_fold(rows: Sequence[Asked]) -> list[tuple[frozenset[str], bool]]:
    """Grade every figure with choices learned on the other documents."""
    documents = sorted({r.document for r in rows})
    fold = {d: i % FOLDS for i, d in enumerate(documents)}
    found = []
    for k in range(FOLDS):
        weights = fit_choices([r for r in rows if fold[r.document] != k])
        found.extend(graded([r for r in rows if fold[r.document] == k], weights))
    return found


def graded(rows: Iterable[Asked], weights: Weights) -> list[tuple[frozenset[str], bool]]:
    """Grade figures under some weights; what matches an optional fact badly counts neither way."""
    told = ((row, *chosen(row, weights)) for row in rows)
    return [(features, right) for row, features, right in told if right or not row.optional]


def learn(train: Corpus, dev: Corpus) -> Weights:
    """Learn all weights, and tell what they are worth on the dev split; choices are then learned anew on both."""
    weights = fit_choices(train.figures({}))
    rows = train.figures(weights)
    weights = fit_choices(rows)
    held_out = dev.figures(weights)
    beliefs = {"Observation": out_of_fold(rows)} | train.others(weights)
    checks = {"Observation": graded(held_out, weights)} | dev.others(weights)
    for decision, learned in sorted(beliefs.items()):
        belief = fit_belief(learned)
        check = checks.get(decision, [])
        weights[decision] = calibrated(belief, check) if len(check) > 10 else belief
        judge = Judge(weights)
        error = calibration((judge.belief(decision, f, Span(0, 0), 0.0), r) for f, r in check).error
        right = sum(r for _, r in check)
        print(
            f"{decision}: {len(learned)} learned from, {right} of {len(check)} right on dev, calibration error {error}"
        )
    return weights | fit_choices([*rows, *dev.figures(weights)])


def main(seeds: Path, out: Path) -> None:
    """Write the weights file."""
    domain = load()
    weights = learn(Corpus(seeds, "train", domain), Corpus(seeds, "dev", domain))
    out.write_text(json.dumps(weights, indent=0, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"wrote {out}: {sum(map(len, weights.values()))} weights")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "seeds"), Path(load().rules / "weights.json"))
