"""The folder of a store: what was read of each document, and the graph that follows from it."""
