"""How good a graph is: its facts against those that careful readers found."""

from kg.evaluate.calibration import Bin, Calibration, calibration
from kg.evaluate.evaluation import Evaluation, evaluate
from kg.evaluate.gold import GoldDocument, GoldFact, read_gold
from kg.evaluate.pairing import Extra, Hit, Miss
from kg.evaluate.scores import Counts, Score
from kg.evaluate.sources import Articles, Measured, open_source, read_articles

__all__ = [
    "Articles",
    "Bin",
    "Calibration",
    "Counts",
    "Evaluation",
    "Extra",
    "GoldDocument",
    "GoldFact",
    "Hit",
    "Measured",
    "Miss",
    "Score",
    "calibration",
    "evaluate",
    "open_source",
    "read_articles",
    "read_gold",
]
