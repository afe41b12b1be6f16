"""A graph as nodes and edges with attributes, and the formats of tools that draw, count and store such."""
