"""One validation result, the same from either engine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Result:
    """What is wrong: `focus`, `shape` and `value` are terms as N-Triples writes them, "" where there is no value.

    `path` is the IRI of a plain path, else the path as a person writes it; `component` is SHACL's name for the
    constraint without its ending ("MinCount").
    """

    focus: str
    shape: str
    component: str
    path: str
    value: str
    severity: str
    message: str
