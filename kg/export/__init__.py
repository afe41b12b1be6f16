"""A graph as files: one table of formats, every one of them the same bytes each time."""

from kg.export.drawing.networkx import to_networkx
from kg.export.files import replacing, save, writable
from kg.export.formats import FORMATS, Format, by_name, by_path, dumps, export
from kg.export.options import Options
from kg.export.rdf.turtle import turtle_of

__all__ = [
    "FORMATS",
    "Format",
    "Options",
    "by_name",
    "by_path",
    "dumps",
    "export",
    "replacing",
    "save",
    "to_networkx",
    "turtle_of",
    "writable",
]
