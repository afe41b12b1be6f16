"""Reads documents and writes an RDF graph in which every triple leads back to the words it came from.

    graph = kg.build("articles/")
    kg.export(graph, "graph.ttl")

Importing this package loads nothing heavy: each name below is fetched when it is first used.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.build import Built, build, construct
    from kg.errors import (
        BackendError,
        DomainError,
        InputError,
        InputMissing,
        KgError,
        OutputError,
        RuleError,
        UsageError,
    )
    from kg.explain import Explanation, explain
    from kg.export import export, to_networkx
    from kg.facts import Fact, facts
    from kg.graph import Graph
    from kg.learn import Example, Learned, Triple, learn
    from kg.model import Claim, Document, Entity, Evidence, Finding, Mention, Modality, Report, Span, Unread
    from kg.query import query
    from kg.validate import validate

__version__ = "0.1.0"

__all__ = [
    "BackendError",
    "Built",
    "Claim",
    "Document",
    "DomainError",
    "Entity",
    "Evidence",
    "Example",
    "Explanation",
    "Fact",
    "Finding",
    "Graph",
    "InputError",
    "InputMissing",
    "KgError",
    "Learned",
    "Mention",
    "Modality",
    "OutputError",
    "Report",
    "RuleError",
    "Span",
    "Triple",
    "Unread",
    "UsageError",
    "__version__",
    "build",
    "construct",
    "explain",
    "export",
    "facts",
    "learn",
    "query",
    "to_networkx",
    "validate",
]

_HOMES = {
    "kg.build": ("Built", "build", "construct"),
    "kg.errors": (
        "BackendError",
        "DomainError",
        "InputError",
        "InputMissing",
        "KgError",
        "OutputError",
        "RuleError",
        "UsageError",
    ),
    "kg.explain": ("Explanation", "explain"),
    "kg.export": ("export", "to_networkx"),
    "kg.facts": ("Fact", "facts"),
    "kg.graph": ("Graph",),
    "kg.learn": ("Example", "Learned", "Triple", "learn"),
    "kg.model": (
        "Claim",
        "Document",
        "Entity",
        "Evidence",
        "Finding",
        "Mention",
        "Modality",
        "Report",
        "Span",
        "Unread",
    ),
    "kg.query": ("query",),
    "kg.validate": ("validate",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


class _Package(ModuleType):
    """This package as a module whose functions win over rooms of the same name.

    `kg.build` is the function and `kg/build/` its room: importing the room would otherwise put the module in its place.
    """

    def __getattr__(self, name: str) -> Any:
        home = _HOME_OF.get(name)
        if home is None:
            raise AttributeError(f"module 'kg' has no attribute {name!r}")
        value = getattr(import_module(home), name)
        setattr(self, name, value)
        return value

    def __setattr__(self, name: str, value: Any) -> None:
        if name in _HOME_OF and isinstance(value, ModuleType):
            value = getattr(value, name)
        super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *__all__})


sys.modules[__name__].__class__ = _Package
