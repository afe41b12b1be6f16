"""One way through: documents, language, claims, entities, a checked graph."""

from kg.build.composition import THRESHOLD, Built, build, construct
from kg.build.ledger import Ledger

__all__ = ["THRESHOLD", "Built", "Ledger", "build", "construct"]
