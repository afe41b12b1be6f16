"""One invented article and its gold facts, one or more of every type."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from kg.evaluate.gold import GoldDocument, document_of

TEXT = """Brimhaven opens a filing desk

By Tove Lindqvist

Brimhaven's port council, led by Ida Moe, granted 412 trademarks in 2023, up 8 percent.
The council is based in Brimhaven. "We were slow before," Moe said.
The town stands third among the ports of Norland, from fifth a year earlier.
The council will open a filing desk in May 2024. It may work with the Norland Patent Office.
On March 5, 2024 the council seized 90 fake pumps in Brimhaven. Moe did not sign a pact with Vessel AB.
"""

ROW: dict[str, Any] = {
    "doc": "harbour",
    "date": "2024-03-06",
    "split": "dev",
    "facts": [
        {"type": "entity", "name": "Brimhaven", "class": "City", "aliases": ["the town"], "evidence": "Brimhaven"},
        {"type": "entity", "name": "Ida Moe", "class": "Person", "aliases": ["Moe"], "evidence": "Ida Moe"},
        {"type": "entity", "name": "Tove Lindqvist", "class": "Person", "aliases": [], "evidence": "Tove Lindqvist"},
        {
            "type": "entity",
            "name": "Brimhaven Port Council",
            "class": "GovernmentOrganization",
            "aliases": ["port council", "the council"],
            "evidence": "port council",
        },
        {"type": "entity", "name": "Norland", "class": "Country", "aliases": [], "evidence": "Norland"},
        {
            "type": "post",
            "person": "Ida Moe",
            "title": "head",
            "title_alt": ["leader"],
            "of": "Brimhaven Port Council",
            "evidence": "port council, led by Ida Moe",
        },
        {
            "type": "relation",
            "s": "Brimhaven Port Council",
            "p": "headquartered_in",
            "o": "Brimhaven",
            "evidence": "is based in Brimhaven",
        },
        {"type": "relation", "s": "Tove Lindqvist", "p": "wrote", "o": "document", "evidence": "By Tove Lindqvist"},
        {
            "type": "relation",
            "s": "Brimhaven Port Council",
            "p": "cooperates_with",
            "o": "Norland Patent Office",
            "modality": "possible",
            "evidence": "It may work with the Norland Patent Office",
        },
        {
            "type": "rank",
            "subject": "Brimhaven",
            "ranking": "ports",
            "in": None,
            "rank": 3,
            "previous": 5,
            "scope": "among the ports of Norland",
            "period": "2024",
            "evidence": "stands third among the ports of Norland",
        },
        {
            "type": "stat",
            "subject": "Brimhaven Port Council",
            "measure": "trademarks granted",
            "value": 412,
            "unit": None,
            "comparator": "exact",
            "change_pct": 8,
            "change_comparator": "exact",
            "period": "2023",
            "per": None,
            "evidence": "granted 412 trademarks in 2023, up 8 percent",
        },
        {
            "type": "statement",
            "speaker": "Ida Moe",
            "quoted": True,
            "about": "slow before",
            "evidence": '"We were slow before," Moe said',
        },
        {
            "type": "commitment",
            "agent": "Brimhaven Port Council",
            "action": "open a filing desk in May 2024",
            "evidence": "The council will open a filing desk in May 2024",
        },
        {
            "type": "event",
            "class": "Seizure",
            "name": "fake pumps seized",
            "date": "2024-03-05",
            "place": "Brimhaven",
            "participants": [{"who": "Brimhaven Port Council", "count": None}, {"who": "fake pumps", "count": 90}],
            "evidence": "the council seized 90 fake pumps in Brimhaven",
        },
        {
            "type": "relation",
            "s": "Ida Moe",
            "p": "signed_with",
            "o": "Vessel AB",
            "modality": "denied",
            "optional": True,
            "evidence": "Moe did not sign a pact with Vessel AB",
        },
    ],
    "neutral": ["Vessel AB"],
    "must_not": [{"type": "relation", "s": "Ida Moe", "p": "signed_with", "why": "she did not"}],
}


def row(**changes: Any) -> dict[str, Any]:
    """A copy of the row, with some keys changed."""
    return {**deepcopy(ROW), **changes}


def gold(text: str | None = TEXT, **changes: Any) -> GoldDocument:
    """The gold of the article, with its text."""
    from dataclasses import replace

    return replace(document_of(row(**changes)), text=text)
