"""One way through: documents, language, claims, entities, a checked graph."""

from kg.build.composition import Built, build, construct
from kg.build.ledger import Ledger
from kg.build.recipe import THRESHOLD, Recipe
from kg.build.stored import build_folder, recipe_of, remove

__all__ = ["THRESHOLD", "Built", "Ledger", "Recipe", "build", "build_folder", "construct", "recipe_of", "remove"]
