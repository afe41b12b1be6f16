"""The two pattern languages, the sentences that they run on, and the rule book that they stand in."""
