"""Train the shipped English model anew from a folder of treebanks: `python -m kg.language.training TREEBANKS OUT`."""
