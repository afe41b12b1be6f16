"""Builds on more than one machine."""
