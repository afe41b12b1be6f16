"""Measure a model on the held-out sets: tags, trees, lemmas, sentences, names, and its speed on one core."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PARSED = ("parse_ewt_test", "parse_gum_news", "parse_pud")
NAMED = ("names_articles", "names_gum_news", "names_politics", "names_pud")
_PARSE_SCORES = {
    "UPOS": "pos_acc",
    "XPOS": "tag_acc",
    "UAS": "dep_uas",
    "LAS": "dep_las",
    "lemma": "lemma_acc",
    "sentences": "sents_f",
}

Scores = dict[str, dict[str, float]]


def score(nlp: Language, work: Path) -> Scores:
    """Return the scores in percent by set and measure, and words per second under `speed`."""
    result: Scores = {name: score_parse(nlp, _docs(nlp, work, name)) for name in PARSED}
    result |= {name: score_names(nlp, _docs(nlp, work, name)) for name in NAMED}
    texts = [doc.text for doc in _docs(nlp, work, "parse_gum_news") + _docs(nlp, work, "parse_pud")]
    result["speed"] = {"words per second": words_per_second(nlp, texts)}
    return result


def score_parse(nlp: Language, gold: Sequence[Doc]) -> dict[str, float]:
    """Score raw text against trees; the model makes its own tokens and sentences."""
    from spacy.training import Example

    with nlp.select_pipes(disable=["ner"]):
        scores = nlp.evaluate([Example(nlp.make_doc(doc.text), doc) for doc in gold])
    return {name: round(100 * scores[key], 1) for name, key in _PARSE_SCORES.items()}


def score_names(nlp: Language, gold: Sequence[Doc]) -> dict[str, float]:
    """Score names with and without their types; names over words that the corpus leaves open do not count."""
    typed = spans = found = expected = 0
    for doc, answer in zip(gold, nlp.pipe(doc.text for doc in gold), strict=True):
        open_ = {at for token in doc if token.ent_iob == 0 for at in range(token.idx, token.idx + len(token))}
        want = {(name.start_char, name.end_char, name.label_) for name in doc.ents}
        have = {(name.start_char, name.end_char, name.label_) for name in answer.ents}
        have = {name for name in have if open_.isdisjoint(range(name[0], name[1]))}
        typed += len(want & have)
        spans += len({name[:2] for name in want} & {name[:2] for name in have})
        found, expected = found + len(have), expected + len(want)
    return {
        "typed P": round(100 * typed / max(found, 1), 1),
        "typed R": round(100 * typed / max(expected, 1), 1),
        "typed F": round(200 * typed / max(found + expected, 1), 1),
        "span F": round(200 * spans / max(found + expected, 1), 1),
    }


def words_per_second(nlp: Language, texts: Iterable[str]) -> float:
    """Run all texts through the whole pipeline in batches; count CPU seconds."""
    texts = list(texts)
    list(nlp.pipe(texts[:50]))
    start = time.process_time()
    words = sum(len(doc) for doc in nlp.pipe(texts, batch_size=64))
    return round(words / (time.process_time() - start), -2)


def _docs(nlp: Language, work: Path, name: str) -> list[Doc]:
    from spacy.tokens import DocBin

    return list(DocBin().from_disk(work / f"{name}.spacy").get_docs(nlp.vocab))
