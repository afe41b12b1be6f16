"""Figures: what a number counts, of whom, when, and how far to believe it."""
