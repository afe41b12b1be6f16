"""Does an answer match a gold fact? One function per type of fact.

What is `required` must hold for a match; what is `judged` is told apart and decides between several matches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from kg.evaluate import periods
from kg.evaluate.answers import Answer
from kg.evaluate.gold import GoldDocument, GoldFact, occurrences
from kg.evaluate.terms import FOUNDED, PLACE_RELATIONS, SYMMETRIC
from kg.evaluate.things import Named
from kg.evaluate.wording import (
    action,
    covered,
    denominator,
    is_counter,
    name,
    overlap,
    same_number,
    same_title,
    stem,
    title,
    unit,
    words,
)
from kg.model import Evidence, Modality

HALF: Final = 0.5
LONGEST_EVIDENCE: Final = 600  # code points; a longer stretch is evidence of nothing in particular

Spans = Iterable[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How an answer compares with a gold fact; a judged value is a share, or None where there is nothing to judge."""

    required: Mapping[str, bool]
    judged: Mapping[str, float | None] = field(default_factory=dict)

    @property
    def matches(self) -> bool:
        """Whether the answer is the fact."""
        return all(self.required.values())

    @property
    def closeness(self) -> float:
        """How much of what is judged holds."""
        return sum(float(value) for value in self.judged.values() if value is not None)

    @property
    def differs(self) -> tuple[str, ...]:
        """The required fields that differ."""
        return tuple(sorted(name for name, holds in self.required.items() if not holds))


def compare(document: GoldDocument, fact: GoldFact, answer: Answer) -> Comparison:
    """Compare an answer with a gold fact of its type."""
    return _COMPARE[fact.type](document, fact, answer)


# -- parts that types share ------------------------------------------------------------------------------------------
def same_entity(document: GoldDocument, accepted: Iterable[str | None], answer: Named | None) -> bool:
    """Say whether an answer bears a name of an accepted entity; no answer will do only where none is accepted."""
    if answer is None:
        return None in tuple(accepted)
    return any(value is not None and not document.names(value).isdisjoint(answer.names) for value in accepted)


def same_modality(fact: GoldFact, answer: Answer) -> bool:
    """Say whether both say it as firmly."""
    return answer.modality in fact.modalities


def _same_period(accepted: Iterable[str | None], answer: str | None) -> bool:
    return any(periods.same(value, answer) for value in accepted)


def _shared_evidence(document: GoldDocument, fact: GoldFact, answer: Answer) -> float:
    """Return the shared characters over the shorter stretch, the best of all pairs; by words where no text is."""
    found = [e for e in answer.evidence if len(e.exact) <= LONGEST_EVIDENCE]
    if document.text is None:
        return max((overlap(fact.evidence, e.exact) for e in found), default=0.0)
    spans = [span for evidence in found for span in places(document.text, evidence)]
    pairs = ((gold, span) for gold in document.spans(fact.evidence) for span in spans)
    return max((_shared(gold, span) for gold, span in pairs), default=0.0)


def places(text: str, evidence: Evidence) -> Spans:
    """Return where evidence stands: by its offsets where they are right, else wherever its words are."""
    start, end = evidence.span.start, evidence.span.end
    return [(start, end)] if text[start:end] == evidence.exact else occurrences(text, evidence.exact)


def _shared(left: tuple[int, int], right: tuple[int, int]) -> float:
    common = min(left[1], right[1]) - max(left[0], right[0])
    return max(0, common) / max(1, min(left[1] - left[0], right[1] - right[0]))


# -- one function per type -------------------------------------------------------------------------------------------
def _entity(document: GoldDocument, fact: GoldFact, answer: Answer) -> Comparison:
    named: Named = answer["ref"]
    judged = {
        "class": answer["class"] <= set(fact.accepted("class")),
        "main name": name(fact["name"]) == name(named.label),
    }
    return Comparison({"name": not document.names(fact["name"]).isdisjoint(named.names)}, judged)


def _post(document: GoldDocument, fact: GoldFact, answer: Answer) -> Comparison:
    titles = fact.accepted("title")
    pairs = [(one, other) for one in titles if one is not None for other in answer["title"]]
    required = {
        "person": same_entity(document, [fact["person"]], answer["person"]),
        "title": any(same_title(*pair) for pair in pairs) or None in titles,
        "of": fact["of"] is None or same_entity(document, fact.accepted("of"), answer["of"]),
    }
    exact = any(title(one) == title(other) for one, other in pairs)
    return Comparison(required, {"title exact": exact, "modality": same_modality(fact, answer)})


def _relation(document: GoldDocument, fact: GoldFact, answer: Answer) -> Comparison:
    said = set(fact.accepted("p"))
    if said & PLACE_RELATIONS and document.is_place(fact["o"]):
        said |= PLACE_RELATIONS
    ends = _ends(document, fact, answer["s"], answer["o"])
    if not all(ends.values()) and answer["p"] in SYMMETRIC:
        turned = _ends(document, fact, answer["o"], answer["s"])
        ends = turned if all(turned.values()) else ends
    required = {**ends, "p": answer["p"] in said, "modality": same_modality(fact, answer)}
    return Comparison(required, {"p exact": answer["p"] == fact["p"]})


def _ends(document: GoldDocument, fact: GoldFact, subject: Named | None, object_: Named | None) -> dict[str, bool]:
    if fact["p"] == FOUNDED:
        same_object = object_ is not None and _same_period(fact.accepted("o"), object_.label)
    else:
        same_object = same_entity(document, fact.accepted("o"), object_)
    return {"s": same_entity(document, fact.accepted("s"), subject), "o": same_object}


def _rank(document: GoldDocument, fact: GoldFact, answer: Answer) -> Comparison:
    scope, ranking = _same_scope(fact, answer), _same_ranking(fact, answer)
    required = {
        "subject": same_entity(document, fact.accepted("subject"), answer["subject"]),
        "rank": same_number(fact["rank"], answer["rank"]),
        "scope or ranking": scope or ranking,
        "previous": fact["previous"] is None
        or any(same_number(value, answer["previous"]) for value in fact.accepted("previous")),
    }
    judged = {
        "period": _same_period(fact.accepted("period"), answer["period"]),
        "in": fact["in"] is None or same_entity(document, fact.accepted("in"), answer["in"]),
        "scope": scope,
        "ranking": ranking,
    }
    return Comparison(required, judged)


def _same_scope(fact: GoldFact, answer: Answer) -> bool:
    scopes = fact.accepted("scope")
    if answer["scope"] is None:
        return None in scopes and bool(answer["ranking"])
    return any(scope is not None and overlap(scope, answer["scope"]) >= HALF for scope in scopes)


def _same_ranking(fact: GoldFact, answer: Answer) -> bool:
    listed = [value for value in (*fact.accepted("ranking"), *fact.accepted("in")) if value is not None]
    return any(overlap(value, label) >= HALF for value in listed for label in answer["ranking"])


def _stat(document: GoldDocument, fact: GoldFact, answer: Answer) -> Comparison:
    valued = fact["value"] is not None
    comparator = "comparator" if valued else "change_comparator"
    number = same_number(fact["value"], answer["value"])
    if not valued:
        number = number and same_number(fact["change_pct"], answer["change_pct"])
    required = {
        "subject": same_entity(document, fact.accepted("subject"), answer["subject"]),
        "number": number,
        "period": _same_period(fact.accepted("period"), answer["period"]),
        "unit": not valued or _same_unit(fact, answer),
        "comparator": answer[comparator] in fact.accepted(comparator),
        "per": denominator(answer["per"]) in [denominator(value) for value in fact.accepted("per")],
        "modality": same_modality(fact, answer),
    }
    measure = any(covered(fact["measure"], label) >= HALF for label in answer["measure"])
    return Comparison(required, {"measure": measure, "change": _same_change(fact, answer)})


def _same_unit(fact: GoldFact, answer: Answer) -> bool:
    given = answer["unit"]
    if unit(given) in [unit(value) for value in fact.accepted("unit")]:
        return True
    return given is not None and fact["unit"] is None and is_counter(given, fact["measure"])


def _same_change(fact: GoldFact, answer: Answer) -> bool | None:
    if fact["change_pct"] is None:
        return None
    same = same_number(fact["change_pct"], answer["change_pct"])
    return same and answer["change_comparator"] in fact.accepted("change_comparator")


def _statement(document: GoldDocument, fact: GoldFact, answer: Answer) -> Comparison:
    shared = _shared_evidence(document, fact, answer)
    required = {
        "speaker": same_entity(document, fact.accepted("speaker"), answer["speaker"]),
        "quoted": answer["quoted"] in fact.accepted("quoted"),
        "evidence": shared >= HALF,
    }
    return Comparison(required, {"overlap": shared})


def _commitment(document: GoldDocument, fact: GoldFact, answer: Answer) -> Comparison:
    shared = _shared_evidence(document, fact, answer)
    same_words = action(fact["action"]) <= {stem(word) for word in words(answer["action"])}
    required = {
        "agent": same_entity(document, fact.accepted("agent"), answer["agent"]),
        "action or evidence": same_words or shared >= HALF,
    }
    judged = {
        "action": covered(fact["action"], answer["action"]),
        "same words": same_words,
        "overlap": shared,
        "modality": _promised(fact.modality) == _promised(answer.modality),
    }
    return Comparison(required, judged)


def _promised(modality: Modality) -> Modality:
    """A commitment is a plan: asserted and planned say the same."""
    return Modality.ASSERTED if modality is Modality.PLANNED else modality


def _event(document: GoldDocument, fact: GoldFact, answer: Answer) -> Comparison:
    shared = _shared_evidence(document, fact, answer)
    dates = [*fact.accepted("date"), *([f"{fact['date']}/{fact['end']}"] if fact["end"] else [])]
    date = _same_period(dates, answer["date"])
    took_part = [_took_part(document, participant, answer) for participant in fact["participants"]]
    dated = answer["date"] is not None and date
    required = {
        "class": not answer["class"].isdisjoint(fact.accepted("class")),
        "evidence, or date and participant": shared >= HALF or (dated and any(took_part)),
    }
    labels = ((one, other) for one in fact.accepted("name") for other in answer["name"])
    judged: dict[str, float | None] = {
        "date": date,
        "place": same_entity(document, fact.accepted("place"), answer["place"]),
        "participants": sum(took_part) / len(took_part) if took_part else None,
        "modality": same_modality(fact, answer),
        "overlap": shared,
        "name": max((overlap(one, other) for one, other in labels), default=0.0),
    }
    return Comparison(required, judged)


def _took_part(document: GoldDocument, participant: Mapping[str, Any], answer: Answer) -> float:
    """Return 1 for the participant with the right count, a half for the participant alone, else 0."""
    called = document.names(participant["who"])
    counts = [
        count
        for who, count in answer["participants"]
        if not called.isdisjoint(who.names) or covered(participant["who"], who.label) >= HALF
    ]
    return max((1.0 if same_number(participant["count"], count) else HALF for count in counts), default=0.0)


_COMPARE: Final[Mapping[str, Callable[[GoldDocument, GoldFact, Answer], Comparison]]] = {
    "entity": _entity,
    "post": _post,
    "relation": _relation,
    "rank": _rank,
    "stat": _stat,
    "statement": _statement,
    "commitment": _commitment,
    "event": _event,
}
