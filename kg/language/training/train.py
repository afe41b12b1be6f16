"""Train the two halves of the model and join them: syntax, and names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.language.training.corpora import Treebanks, name_corpora, parsed_corpora, vocabulary, write_corpora
from kg.language.training.gazetteer import word_classes

if TYPE_CHECKING:
    from spacy.language import Language

HALVES = ("parse", "names")
_CONFIGS = Path(__file__).parent / "configs"


def prepare(treebanks: Treebanks, articles: Path, work: Path) -> None:
    """Write all corpora and the tables of word classes."""
    work.mkdir(parents=True, exist_ok=True)
    write_corpora(parsed_corpora(treebanks), work)
    write_corpora(name_corpora(treebanks, articles), work)
    for half in HALVES:
        table = json.dumps(word_classes(vocabulary(treebanks), half), ensure_ascii=False, indent=0)
        (work / f"words_{half}.json").write_text(table, encoding="utf-8")


def train_half(half: str, work: Path) -> Path:
    """Train `parse` or `names` by its configuration; return the folder of the best model."""
    from spacy.cli.train import train
    from thinc.api import use_ops

    import kg.language.english  # noqa: F401  registers the language of the model

    output = work / half
    overrides = {
        "paths.train": str(work / f"{half}_train.spacy"),
        "paths.dev": str(work / f"{half}_dev.spacy"),
        "paths.words": str(work / f"words_{half}.json"),
    }
    with use_ops("numpy", use_blis=False):  # NumPy's matrix products are the faster ones
        train(_CONFIGS / f"{half}.cfg", output, overrides=overrides)
    return output / "model-best"


def join(parse: Path, names: Path) -> Language:
    """Join the two halves into one pipeline, with sentence starts by rule before the parser."""
    import spacy

    import kg.language.english  # noqa: F401  registers the language of the model

    nlp, other = spacy.load(parse), spacy.load(names)
    other.replace_listeners("tok2vec", "ner", ["model.tok2vec"])
    classes: Any = nlp.add_pipe("word_classes", "name_classes", after="word_classes", config={"feature": "LANG"})
    trained: Any = other.get_pipe("name_classes")
    classes.from_bytes(trained.to_bytes())
    nlp.add_pipe("ner", source=other)
    nlp.add_pipe("sentence_starts", after="name_classes")
    nlp.meta.update(name="news", version="1.0.0", license="CC BY-SA 4.0", description="English for kg")
    return nlp
