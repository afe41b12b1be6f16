"""One way through: documents, language, claims, entities, a checked graph."""

from kg.build.composition import Built, build, construct
from kg.build.ledger import Ledger

__all__ = ["Built", "Ledger", "build", "construct"]
