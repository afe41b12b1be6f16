"""The explorer: a graph as one HTML file that holds everything it needs and asks nobody for anything."""

from kg.export.page.page import Page, explorer, write

__all__ = ["Page", "explorer", "write"]
