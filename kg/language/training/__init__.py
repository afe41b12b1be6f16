"""Train the shipped English model anew: `python -m kg.language.training TREEBANKS ARTICLES OUT`."""
