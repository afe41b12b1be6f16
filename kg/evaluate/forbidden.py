"""Answers that the gold forbids: every key of a pattern fits, and the answer is told as a fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from kg.evaluate import periods
from kg.evaluate.answers import Answer
from kg.evaluate.compare import HALF
from kg.evaluate.gold import GoldDocument, Pattern
from kg.evaluate.things import Named
from kg.evaluate.wording import covered, name, same_number, title, unit
from kg.model import Modality

Test = Callable[[GoldDocument, Any, Answer], bool]


def forbidden(document: GoldDocument, pattern: Pattern, answer: Answer) -> bool:
    """Say whether an answer is what a pattern forbids.

    A hedged or denied answer says what the text says and breaks none; a planned commitment is told as a fact.
    """
    told = {Modality.ASSERTED, *([Modality.PLANNED] if answer.type == "commitment" else [])}
    if pattern.type != answer.type or answer.modality not in told:
        return False
    return all(_TESTS[key](document, value, answer) for key, value in pattern.keys.items() if key in _TESTS)


def _entity(field: str) -> Test:
    def test(document: GoldDocument, value: str, answer: Answer) -> bool:
        named: Named | None = answer[field]
        return named is not None and not document.names(value).isdisjoint(named.names)

    return test


def _called(document: GoldDocument, value: str, answer: Answer) -> bool:
    """An entity by its exact name, an event by its words."""
    if answer.type == "entity":
        return name(value) in answer["ref"].names
    return any(covered(value, label) >= HALF for label in answer["name"])


def _number(field: str) -> Test:
    def test(document: GoldDocument, value: object, answer: Answer) -> bool:
        return answer[field] is not None if value == "any" else same_number(value, answer[field])

    return test


def _in_words(value: str, *texts: str) -> bool:
    return any(covered(value, text) >= HALF for text in texts)


_TESTS: Final[Mapping[str, Test]] = {
    "name": _called,
    "s": _entity("s"),
    "o": _entity("o"),
    "subject": _entity("subject"),
    "person": _entity("person"),
    "agent": _entity("agent"),
    "speaker": _entity("speaker"),
    "p": lambda document, value, answer: answer["p"] == value,
    "cls": lambda document, value, answer: value in answer["class"],
    "title": lambda document, value, answer: any(
        set(title(value).split()) <= set(title(said).split()) for said in answer["title"]
    ),
    "status": lambda document, value, answer: value == answer["status"],
    "measure": lambda document, value, answer: _in_words(value, *answer["measure"]),
    "action": lambda document, value, answer: _in_words(value, answer["action"]),
    "about": lambda document, value, answer: _in_words(value, answer["text"], *(e.exact for e in answer.evidence)),
    "value": _number("value"),
    "rank": _number("rank"),
    "change_pct": _number("change_pct"),
    "unit": lambda document, value, answer: unit(value) == unit(answer["unit"]),
    "period": lambda document, value, answer: answer["period"] is not None and periods.same(value, answer["period"]),
    "participant": lambda document, value, answer: any(
        not document.names(value).isdisjoint(who.names) for who, _ in answer["participants"]
    ),
}
