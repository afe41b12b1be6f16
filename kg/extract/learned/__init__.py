"""An extractor that was taught by examples instead of written; `kg.learn` teaches it."""

from kg.extract.learned.extractor import LearnedExtractor

__all__ = ["LearnedExtractor"]
