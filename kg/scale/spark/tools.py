"""What the Python processes of a cluster load once and keep: models, rules, shapes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.build.recipe import Tools


@dataclass(frozen=True, slots=True)
class Order:
    """What a process is told to work with: a recipe as JSON, and the words that must come of it."""

    recipe: str
    words: str
    configuration: str

    @classmethod
    def of(cls, tools: Tools) -> Order:
        """Tell others to work with what is loaded here."""
        return cls(tools.recipe.to_json(), tools.words, tools.configuration)

    def reading(self) -> Tools:
        """Load what it takes to read; raises UsageError when this machine has another version of something."""
        return _checked(self, _reading(self.recipe))

    def writing(self) -> Tools:
        """Load what it takes to write, which is less."""
        return _checked(self, _writing(self.recipe, self.configuration))


@lru_cache(maxsize=1)
def _reading(recipe: str) -> Tools:
    from kg.build.recipe import Recipe

    return Recipe.from_json(recipe).tools()


@lru_cache(maxsize=1)
def _writing(recipe: str, configuration: str) -> Tools:
    from kg.build.recipe import Recipe

    return Recipe.from_json(recipe).writing_tools(configuration)


def _checked(order: Order, tools: Tools) -> Tools:
    if tools.words != order.words:
        raise UsageError(f"a worker would build with {tools.words}, not with {order.words}; install the same on all")
    return tools
