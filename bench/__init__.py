"""Measurements. Each prints ratios of one run on one machine, since seconds alone tell little on another."""
