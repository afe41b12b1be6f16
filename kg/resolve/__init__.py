"""Identity: which mentions stand for one thing, inside a document and across documents; every merge has a reason."""

from kg.resolve.census import Census, Changes
from kg.resolve.coreference import Coreference, LocalEntity, inside
from kg.resolve.summary import Summary, summaries

__all__ = ["Census", "Changes", "Coreference", "LocalEntity", "Summary", "inside", "summaries"]
