"""How a graph is to be written, apart from the format."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final

from kg.errors import UsageError

VIEWS: Final = ("full", "entities")


@dataclass(frozen=True, slots=True)
class Options:
    """What may be chosen besides the format.

    `view` "entities" folds things with parts into edges; `all_claims` draws relations that no claim asserts, too;
    `flavour` names the tool that a file is for. Raises UsageError for a view that there is none of.
    """

    view: str = "full"
    all_claims: bool = False
    flavour: str | None = None

    def __post_init__(self) -> None:
        if self.view not in VIEWS:
            raise UsageError(f"view {self.view!r} is unknown; there are {', '.join(VIEWS)}")

    @property
    def chosen(self) -> tuple[str, ...]:
        """The names of the options that are not as they are by themselves."""
        return tuple(f.name for f in fields(self) if getattr(self, f.name) != f.default)


PLAIN: Final = Options()
