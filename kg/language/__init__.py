"""Sentences, tokens, syntax and names of English text, in one neutral view whatever does the analysis."""

from kg.language.analyzer import Analyzer, load

__all__ = ["Analyzer", "load"]
