"""Reading: from analysed documents to mentions and claims, by extractors that anyone can add."""

from kg.extract.protocol import Extractor, Found, Pipeline, Reading, available, load

__all__ = ["Extractor", "Found", "Pipeline", "Reading", "available", "load"]
