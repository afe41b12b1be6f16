"""A graph in a folder: documents come, change and go, and it stays what a build from nothing would make."""

from kg.build.stored.desk import build_folder, recipe_of, remove

__all__ = ["build_folder", "recipe_of", "remove"]
