"""The default extractor: rules as data over tokens and syntax."""

from kg.extract.rules.extractor import RulesExtractor

__all__ = ["RulesExtractor"]
