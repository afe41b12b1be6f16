"""Train, join, pack and score the model: `python -m kg.language.training TREEBANKS ARTICLES OUT [--work FOLDER]`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from kg.errors import KgError
from kg.language.bundle import read_bundle
from kg.language.training.corpora import read_treebanks
from kg.language.training.pack import write_card, write_model
from kg.language.training.score import score
from kg.language.training.train import HALVES, join, prepare, train_half


def main() -> int:
    """Run the whole training; about an hour and a half on one core."""
    parser = argparse.ArgumentParser(prog="python -m kg.language.training", description=__doc__)
    parser.add_argument("treebanks", type=Path, help="a folder with ewt/, gum/, pud/ and ner/")
    parser.add_argument("articles", type=Path, help="a folder with articles.jsonl and gold.jsonl, our own annotation")
    parser.add_argument("out", type=Path, help="the folder that the model and its card are written to")
    parser.add_argument("--work", type=Path, help="keep corpora and checkpoints here; a half already trained is reused")
    arguments = parser.parse_args()
    try:
        if arguments.work:
            _run(arguments, arguments.work)
        else:
            with tempfile.TemporaryDirectory() as work:
                _run(arguments, Path(work))
    except KgError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return 0


def _run(arguments: argparse.Namespace, work: Path) -> None:
    prepare(read_treebanks(arguments.treebanks), arguments.articles, work)
    halves = [work / half / "model-best" for half in HALVES]
    for half in halves:
        if not half.is_dir():
            train_half(half.parent.name, work)
    model = write_model(join(*halves), arguments.out)
    write_card(score(read_bundle(model), work), model)
    print(f"Wrote {model} and its card.")


if __name__ == "__main__":
    sys.exit(main())
