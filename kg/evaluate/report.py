"""An evaluation in words for people and in plain data for machines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from kg.evaluate.answers import Answer
from kg.evaluate.calibration import Calibration
from kg.evaluate.evaluation import Evaluation, Tally
from kg.evaluate.gold import GoldFact
from kg.evaluate.pairing import Excused, Extra, Hit, Miss
from kg.evaluate.scores import Counts, Interval, Score
from kg.evaluate.sentences import Sentences
from kg.evaluate.terms import TYPES
from kg.model import Modality

Row = Mapping[str, Any]

_WIDTH: Final = 34
_ALL: Final = "all"
_FACTS: Final = "all but entities"
_NO_ENTITIES: Final = tuple(type_ for type_ in TYPES if type_ != "entity")
# What counts beside the match, and is worth a line: type and field.
_JUDGED: Final = {
    ("entity", "class"): "entity class",
    ("entity", "main name"): "entity main name",
    ("post", "title exact"): "post title exact",
    ("relation", "p exact"): "relation exact",
    ("rank", "period"): "rank period",
    ("rank", "in"): "rank index",
    ("rank", "scope"): "rank scope",
    ("stat", "measure"): "stat measure",
    ("stat", "change"): "stat change",
    ("event", "date"): "event date",
    ("event", "place"): "event place",
    ("event", "participants"): "event participants",
}


# -- for people ------------------------------------------------------------------------------------------------------
def summary(evaluation: Evaluation) -> Iterator[str]:
    """Yield the score in all and what else is measured, in lines."""
    yield _head("", "need", "found", "+opt", "wrong")
    yield _score(_ALL, evaluation.score())
    yield _score(_FACTS, evaluation.score(*_NO_ENTITIES))
    yield ""
    figures = evaluation.modality()
    yield f"modality right          {figures.right} of {figures.count}"
    hedged = f"{figures.hedged_right} of {figures.hedged} right, {figures.told_plain} told as plain facts"
    yield f"hedged facts            {hedged}"
    for (type_, field), (mean, count) in evaluation.judged().items():
        if (type_, field) in _JUDGED:
            yield f"{_JUDGED[type_, field]:<23} {mean:.3f} of {count}"
    yield f"calibration error       {_number(evaluation.calibration().error)}"
    offsets = evaluation.offsets
    yield f"evidence offsets right  {f'{offsets.right} of {offsets.count}' if offsets else 'not checked: no texts'}"
    yield f"must_not broken         {len(evaluation.violations)}"
    yield from (f"  {v.document}: {tell(v.answer)} ({v.pattern.why})" for v in evaluation.violations)
    wrong = {id: sum(counts.values()) for id, counts in evaluation.hallucinations.items()}
    yield f"errors in traps         {sum(wrong.values())} in {len(wrong)} documents"
    yield from (f"  {id}: {count}" for id, count in wrong.items() if count)


def by_type(evaluation: Evaluation) -> Iterator[str]:
    """Yield a table of fact types, with the calibration error of each."""
    yield f"{_head('type', 'need', 'found', '+opt', 'wrong')}  cal.error"
    for type_ in TYPES:
        yield f"{_score(type_, evaluation.score(type_))}  {_number(evaluation.calibration(type_).error)}"


def by_document(evaluation: Evaluation) -> Iterator[str]:
    """Yield a table of documents."""
    yield f"{'document':<{_WIDTH}} {'need':>5} {'found':>5} {'+opt':>5} {'wrong':>5}      P     R    F1"
    for id, counts in evaluation.by_document().items():
        figures = " ".join(map(_number, (counts.precision, counts.recall, counts.f1)))
        yield f"{id[:_WIDTH]:<{_WIDTH}} {_counts(counts)}  {figures}"


def by_rule(evaluation: Evaluation) -> Iterator[str]:
    """Yield a table of rules: what each found, and how much of it holds."""
    yield f"{'rule':<{_WIDTH}}  hits wrong      P"
    for rule, tally in evaluation.by_rule().items():
        precision = tally.hits / (tally.hits + tally.extras)
        yield f"{rule[:_WIDTH]:<{_WIDTH}} {tally.hits:5d} {tally.extras:5d}  {precision:.3f}"


def by_kind(evaluation: Evaluation) -> Iterator[str]:
    """Yield a table of types, relations and classes."""
    yield f"{'kind':<{_WIDTH}}  hits wrong missed"
    for kind, tally in evaluation.by_kind().items():
        yield f"{kind[:_WIDTH]:<{_WIDTH}} {tally.hits:5d} {tally.extras:5d} {tally.misses:6d}"


TABLES: Final[Mapping[str, Callable[[Evaluation], Iterator[str]]]] = {
    "type": by_type,
    "document": by_document,
    "rule": by_rule,
    "kind": by_kind,
}


def misses(evaluation: Evaluation, sentences: Sentences) -> Iterator[str]:
    """Yield each required fact that was missed, with its sentence and what keeps the nearest answer from it."""
    for miss in evaluation.misses:
        yield f"{miss.document}  MISS  {tell_gold(miss.fact)}"
        yield f"    “{sentences.of_words(miss.document, miss.fact.evidence)}”"
        if miss.near:
            yield f"    near, but for {miss.differs[0]}: {tell(miss.near)}"


def extras(evaluation: Evaluation, sentences: Sentences) -> Iterator[str]:
    """Yield each wrong answer, with its sentence, its rule, and what keeps it from the nearest fact."""
    for extra in evaluation.extras:
        answer = extra.answer
        yield f"{extra.document}  EXTRA  {tell(answer)}"
        if answer.evidence:
            yield f"    “{sentences.of_evidence(extra.document, answer.evidence[0])}”"
        yield f"    confidence {answer.confidence:g}; rule {', '.join(answer.rules) or 'unnamed'}"
        if extra.near:
            yield f"    near, but for {extra.differs[0]}: {tell_gold(extra.near)}"


def tell(answer: Answer) -> str:
    """Tell an answer in one line, each thing by its main name."""
    return _told(answer.type, {name: _main(value) for name, value in answer.fields.items()}, answer.modality)


def tell_gold(fact: GoldFact) -> str:
    """Tell a gold fact in one line."""
    return _told(fact.type, fact.fields, fact.modality)


def _told(type_: str, fields: Mapping[str, Any], modality: Modality) -> str:
    said = ", ".join(f"{name} {_plain(value)}" for name, value in fields.items() if _says(value) and name != "free")
    return f"{type_}: {said}{'' if modality is Modality.ASSERTED else f' [{modality.value.lower()}]'}"


def _main(value: Any) -> Any:
    named = isinstance(value, tuple) and value and isinstance(value[0], str)
    return value[0] if named else value


def _says(value: Any) -> bool:
    return value is not None and value not in ("", [], (), frozenset())


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        value = [part for part in value.values() if part is not None]
    if isinstance(value, frozenset):
        value = sorted(value)
    if isinstance(value, list | tuple):
        return "/".join(_plain(part) for part in value if part is not None)
    return " ".join(str(value).split())


def _head(name: str, *columns: str) -> str:
    return f"{name:<{_WIDTH}} {' '.join(f'{c:>5}' for c in columns)}  {'P':<17}  {'R':<17}  {'F1':<17}"


def _score(name: str, score: Score) -> str:
    counts = score.counts
    figures = ((counts.precision, score.precision), (counts.recall, score.recall), (counts.f1, score.f1))
    shown = "  ".join(f"{_number(value)} {_interval(interval):<11}" for value, interval in figures)
    return f"{name[:_WIDTH]:<{_WIDTH}} {_counts(counts)}  {shown}"


def _counts(counts: Counts) -> str:
    return f"{counts.required:5d} {counts.found:5d} {counts.optional:5d} {counts.wrong:5d}"


def _interval(interval: Interval | None) -> str:
    return f"{_short(interval.low)}–{_short(interval.high)}" if interval else ""


def _short(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")


def _number(value: float | None) -> str:
    return "    –" if value is None else f"{value:.3f}"


# -- for machines ----------------------------------------------------------------------------------------------------
def as_data(evaluation: Evaluation) -> Row:
    """Return all figures, hits, misses and extras as plain data for JSON."""
    modality = evaluation.modality()
    offsets = evaluation.offsets
    return {
        "all": _score_row(evaluation.score()),
        "all but entities": _score_row(evaluation.score(*_NO_ENTITIES)),
        "types": {type_: _score_row(evaluation.score(type_)) for type_ in TYPES},
        "documents": {id: _counts_row(counts) for id, counts in evaluation.by_document().items()},
        "kinds": {kind: _tally_row(tally) for kind, tally in evaluation.by_kind().items()},
        "rules": {rule: {"hits": tally.hits, "extras": tally.extras} for rule, tally in evaluation.by_rule().items()},
        "judged": {
            name: {"mean": evaluation.judged()[at][0], "of": evaluation.judged()[at][1]}
            for at, name in _JUDGED.items()
            if at in evaluation.judged()
        },
        "modality": {
            "right": modality.right,
            "of": modality.count,
            "hedged right": modality.hedged_right,
            "hedged": modality.hedged,
            "hedged told plain": modality.told_plain,
        },
        "calibration": {
            "all": _calibration_row(evaluation.calibration()),
            **{type_: _calibration_row(evaluation.calibration(type_)) for type_ in TYPES},
        },
        "evidence offsets": {"right": offsets.right, "of": offsets.count} if offsets else None,
        "must_not": [
            {"document": v.document, "pattern": {"type": v.pattern.type, **v.pattern.keys}, "why": v.pattern.why}
            | {"answer": _answer_row(v.answer)}
            for v in evaluation.violations
        ],
        "traps": {id: dict(counts) for id, counts in evaluation.hallucinations.items()},
        "hits": [_met(hit) for hit in evaluation.hits],
        "misses": [_met(miss) for miss in evaluation.misses],
        "extras": [_met(extra) for extra in evaluation.extras],
        "excused": [_met(excused) for excused in evaluation.excused],
        "absent": list(evaluation.absent),
        "unknown": list(evaluation.unknown),
    }


def _score_row(score: Score) -> Row:
    intervals = {"precision": score.precision, "recall": score.recall, "f1": score.f1}
    shown = {f"{name} interval": [i.low, i.high] if i else None for name, i in intervals.items()}
    return {**_counts_row(score.counts), **shown}


def _counts_row(counts: Counts) -> Row:
    return {
        "required": counts.required,
        "found": counts.found,
        "found optional": counts.optional,
        "wrong": counts.wrong,
        "precision": counts.precision,
        "recall": counts.recall,
        "f1": counts.f1,
    }


def _tally_row(tally: Tally) -> Row:
    return {"hits": tally.hits, "extras": tally.extras, "misses": tally.misses}


def _calibration_row(calibration: Calibration) -> Row:
    names = ("low", "high", "count", "confidence", "right")
    bins = [{name: getattr(bin, name) for name in names} for bin in calibration.bins]
    return {"error": calibration.error, "count": calibration.count, "bins": bins}


def _met(met: Hit | Miss | Extra | Excused) -> Row:
    row: dict[str, Any] = {"document": met.document}
    if isinstance(met, Hit | Miss):
        row["fact"] = _fact_row(met.fact)
    if isinstance(met, Hit | Extra | Excused):
        row["answer"] = _answer_row(met.answer)
    if isinstance(met, Miss | Extra) and met.near:
        row["near"] = _fact_row(met.near) if isinstance(met.near, GoldFact) else _answer_row(met.near)
        row["differs"] = list(met.differs)
    if isinstance(met, Excused):
        row["why"] = met.why
    return row


def _fact_row(fact: GoldFact) -> Row:
    return {"type": fact.type, "told": tell_gold(fact), "evidence": fact.evidence, "required": fact.required}


def _answer_row(answer: Answer) -> Row:
    return {
        "type": answer.type,
        "told": tell(answer),
        "claims": [claim.iri for claim in answer.claims],
        "rules": list(answer.rules),
        "extractors": list(answer.extractors),
        "confidence": answer.confidence,
        "evidence": [{"start": e.span.start, "end": e.span.end, "exact": e.exact} for e in answer.evidence],
    }
