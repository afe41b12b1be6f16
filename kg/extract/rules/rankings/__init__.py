"""Ranks: who holds which place of which list."""
