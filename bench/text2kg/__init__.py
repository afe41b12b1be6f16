"""Text2KGBench (Mihindukulasooriya et al., ISWC 2023): learn a set, tell the triples of its sentences."""
