"""Input: files, folders, JSONL, web pages and standard input to documents, and the layout of their texts."""

from kg.text.blocks import layout
from kg.text.dates import iso_date
from kg.text.reading import read

__all__ = ["iso_date", "layout", "read"]
