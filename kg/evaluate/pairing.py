"""Gold facts and answers paired one to one, and what the rest are: misses, extras, or answers with an excuse."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.evaluate.answers import Answer
from kg.evaluate.compare import Comparison, compare, same_modality
from kg.evaluate.forbidden import forbidden
from kg.evaluate.gold import GoldDocument, GoldFact, Pattern
from kg.evaluate.terms import ORGANIZES, TYPES, WORKS_FOR
from kg.evaluate.things import Named
from kg.evaluate.wording import same_number


@dataclass(frozen=True, slots=True)
class Hit:
    """A gold fact and the answer that states it; `judged` as in `Comparison`."""

    document: str
    fact: GoldFact
    answer: Answer
    judged: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Miss:
    """A gold fact without an answer; `near` is an answer that matches but for the field in `differs`."""

    document: str
    fact: GoldFact
    near: Answer | None = None
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extra:
    """An answer that states no gold fact; `near` is a fact that it matches but for the field in `differs`."""

    document: str
    answer: Answer
    near: GoldFact | None = None
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Excused:
    """An answer that states no gold fact and is no error either."""

    document: str
    answer: Answer
    why: str


@dataclass(frozen=True, slots=True)
class Violation:
    """An answer that the gold forbids."""

    document: str
    pattern: Pattern
    answer: Answer


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """All that is to be said of one document; `misses` holds facts that are not required, too.

    `misjudged` are misses whose near answer differs in modality alone.
    """

    gold: GoldDocument
    found: bool
    hits: tuple[Hit, ...]
    misses: tuple[Miss, ...]
    extras: tuple[Extra, ...]
    excused: tuple[Excused, ...]
    violations: tuple[Violation, ...]
    misjudged: tuple[Miss, ...]


def score_document(gold: GoldDocument, answers: Sequence[Answer], *, found: bool = True) -> DocumentScore:
    """Pair the facts of a document with answers of their types, and sort out the rest."""
    hits = tuple(hit for type_ in TYPES for hit in _pair(gold, type_, answers))
    used = {id(hit.answer) for hit in hits}
    rest = [answer for answer in answers if id(answer) not in used]
    reasons = [(answer, _excuse(gold, answer, hits, answers)) for answer in rest]
    paired = {id(hit.fact) for hit in hits}
    misses = tuple(_miss(gold, fact, rest) for fact in gold.facts if id(fact) not in paired)
    return DocumentScore(
        gold=gold,
        found=found,
        hits=hits,
        misses=misses,
        extras=tuple(_extra(gold, answer) for answer, why in reasons if why is None),
        excused=tuple(Excused(gold.id, answer, why) for answer, why in reasons if why is not None),
        violations=tuple(
            Violation(gold.id, pattern, answer)
            for answer, why in reasons
            for pattern in gold.must_not
            if why != _REPEATED and forbidden(gold, pattern, answer)
        ),
        misjudged=tuple(_first_uses(miss for miss in misses if miss.differs == ("modality",))),
    )


def _pair(gold: GoldDocument, type_: str, answers: Iterable[Answer]) -> Iterator[Hit]:
    """Pair greedily: required facts first, then the pairs that agree in most of what is judged."""
    facts = gold.of_type(type_)
    mine = [answer for answer in answers if answer.type == type_]
    candidates: list[tuple[bool, float, int, int, Comparison]] = []
    for i, fact in enumerate(facts):
        for j, answer in enumerate(mine):
            outcome = compare(gold, fact, answer)
            if outcome.matches:
                candidates.append((not fact.required, -outcome.closeness, i, j, outcome))
    facts_left, answers_left = set(range(len(facts))), set(range(len(mine)))
    for *_, i, j, outcome in sorted(candidates, key=lambda candidate: candidate[:4]):
        if i in facts_left and j in answers_left:
            facts_left.remove(i)
            answers_left.remove(j)
            yield Hit(gold.id, facts[i], mine[j], outcome.judged)


# -- misses and extras -----------------------------------------------------------------------------------------------
def _miss(gold: GoldDocument, fact: GoldFact, rest: Iterable[Answer]) -> Miss:
    compared = ((answer, compare(gold, fact, answer)) for answer in rest if answer.type == fact.type)
    near = [(answer, outcome.differs) for answer, outcome in compared if _is_near(outcome)]
    near.sort(key=lambda pair: pair[1] != ("modality",))
    return Miss(gold.id, fact, *near[0]) if near else Miss(gold.id, fact)


def _extra(gold: GoldDocument, answer: Answer) -> Extra:
    compared = ((fact, compare(gold, fact, answer)) for fact in gold.of_type(answer.type))
    near = next(((fact, outcome.differs) for fact, outcome in compared if _is_near(outcome)), None)
    return Extra(gold.id, answer, *near) if near else Extra(gold.id, answer)


def _is_near(outcome: Comparison) -> bool:
    return len(outcome.required) > 1 and len(outcome.differs) == 1


def _first_uses(misses: Iterable[Miss]) -> Iterator[Miss]:
    """Let one miss pass for each answer that is near to it."""
    taken: set[int] = set()
    for miss in misses:
        if id(miss.near) not in taken:
            taken.add(id(miss.near))
            yield miss


# -- excuses ---------------------------------------------------------------------------------------------------------
_REPEATED: Final = "repeats a matched fact"


def _excuse(gold: GoldDocument, answer: Answer, hits: Sequence[Hit], answers: Sequence[Answer]) -> str | None:
    """Say why an answer that was paired with no fact is no error; None when it is one."""
    if any(_repeats(compare(gold, fact, answer)) for fact in gold.of_type(answer.type)):
        return _REPEATED
    excuse = _EXCUSES.get(answer.type)
    return excuse(gold, answer, hits, answers) if excuse else None


def _repeats(outcome: Comparison) -> bool:
    """Two different commitments may share a sentence: there the words must be the same."""
    return outcome.matches and bool(outcome.judged.get("same words", True))


def _entity(gold: GoldDocument, answer: Answer, hits: Sequence[Hit], answers: Sequence[Answer]) -> str | None:
    if answer["free"]:
        return "event, ranking, group or law"
    return "named in the gold" if not gold.known_names().isdisjoint(answer["ref"].names) else None


def _relation(gold: GoldDocument, answer: Answer, hits: Sequence[Hit], answers: Sequence[Answer]) -> str | None:
    subject, object_ = answer["s"], answer["o"]
    if answer["p"] == WORKS_FOR:
        posts = [(gold.names(f["person"]), gold.names(f["of"])) for f in gold.of_type("post") if f["of"]]
        posts += [(set(a["person"].names), set(a["of"].names)) for a in _posts(answers)]
        if any(person & subject.names and place & object_.names for person, place in posts):
            return "implied by a post"
    if answer["p"] == ORGANIZES:
        events = [hit.fact for hit in hits if hit.fact.type == "event" and hit.answer.node == object_.node]
        if any(gold.names(who["who"]) & subject.names for fact in events for who in fact["participants"]):
            return "part of a matched event"
    return None


def _posts(answers: Iterable[Answer]) -> list[Answer]:
    return [a for a in answers if a.type == "post" and a["person"] and a["of"]]


def _stat(gold: GoldDocument, answer: Answer, hits: Sequence[Hit], answers: Sequence[Answer]) -> str | None:
    """A change given as a figure of its own, beside the matched figure that it belongs to."""
    if answer["value"] is not None or answer["change_pct"] is None:
        return None
    for hit in hits:
        fact = hit.fact
        if fact.type != "stat" or fact["change_pct"] is None or fact["value"] is None:
            continue
        same = same_modality(fact, answer) and same_number(fact["change_pct"], answer["change_pct"])
        if same and _share_a_name(hit.answer["subject"], answer["subject"]):
            return "change of a matched figure"
    return None


def _share_a_name(one: Named | None, other: Named | None) -> bool:
    return one is not None and other is not None and not one.names.isdisjoint(other.names)


def _event(gold: GoldDocument, answer: Answer, hits: Sequence[Hit], answers: Sequence[Answer]) -> str | None:
    named = any(hit.fact.type == "entity" and hit.answer.node == answer.node for hit in hits)
    return "named event, matched as an entity" if named else None


_EXCUSES: Final[Mapping[str, Callable[[GoldDocument, Answer, Sequence[Hit], Sequence[Answer]], str | None]]] = {
    "entity": _entity,
    "relation": _relation,
    "stat": _stat,
    "event": _event,
}
