"""Identity: which mentions stand for one thing, inside a document and across documents; every merge has a reason."""

from kg.resolve.across import Identity, link
from kg.resolve.coreference import Coreference, LocalEntity, inside

__all__ = ["Coreference", "Identity", "LocalEntity", "inside", "link"]
