"""Analyse language with spaCy: the shipped model, or any installed pipeline seen through the same neutral view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputMissing
from kg.language.assemble import BlockText, Parse, Word, assemble, block_texts
from kg.language.bounds import person_bounds
from kg.language.bundle import read_bundle
from kg.language.universal import is_clearnlp, to_universal
from kg.model import AnalysedDocument, Block, Document

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Span as SpacySpan
    from spacy.tokens import Token as SpacyToken

_DOCUMENTS_AT_ONCE = 64
_BLOCKS_AT_ONCE = 64
_NAME_LABELS = {
    **{label: label for label in ("PERSON", "ORG", "LOC", "EVENT", "NORP", "MISC")},
    "PER": "PERSON",
    "GPE": "LOC",
    "FAC": "LOC",
    **dict.fromkeys(["PRODUCT", "WORK_OF_ART", "LAW", "LANGUAGE"], "MISC"),
}


class SpacyAnalyzer:
    """Analyses documents block by block with a spaCy pipeline."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self._nlp = nlp
        self._clearnlp = is_clearnlp(nlp.pipe_labels.get("parser", ()))

    @classmethod
    def read(cls, path: Path) -> SpacyAnalyzer:
        """Read a model that `kg.language.training` wrote."""
        return cls(read_bundle(path), "default")

    @classmethod
    def installed(cls, model: str) -> SpacyAnalyzer:
        """Load an installed spaCy pipeline, by name or path; English ones get our sentence starts."""
        import spacy

        import kg.language.english  # noqa: F401  registers the component used here

        try:
            nlp = spacy.load(model)
        except OSError as error:
            raise InputMissing(
                f"{model}: no such spaCy pipeline; install it with `python -m spacy download {model}`, "
                "or choose `--model default` or `--model none`"
            ) from error
        if nlp.lang == "en" and "sentence_starts" not in nlp.pipe_names:
            nlp.add_pipe("sentence_starts", first=True)
        return cls(nlp, model)

    def analyse(self, document: Document, blocks: Sequence[Block] | None = None) -> AnalysedDocument:
        """Analyse one document, by `blocks` rather than its own where given."""
        return assemble(document, self._parsed(block_texts(document, blocks)))

    def analyse_many(self, documents: Iterable[Document]) -> Iterator[AnalysedDocument]:
        """Analyse documents in batches, in order."""
        for batch in _batches(documents):
            texts = [block_texts(document, None) for document in batch]
            with self._nlp.memory_zone():  # what the words of this batch take in memory is given back
                parsed = self._parsed([block for blocks in texts for block in blocks])
                done = [
                    assemble(document, islice(parsed, len(blocks)))
                    for document, blocks in zip(batch, texts, strict=True)
                ]
            yield from done

    def _parsed(self, blocks: Sequence[BlockText]) -> Iterator[tuple[BlockText, Sequence[Parse]]]:
        docs = self._nlp.pipe((block.plain.text for block in blocks), batch_size=_BLOCKS_AT_ONCE)
        for block, doc in zip(blocks, docs, strict=True):
            yield block, [self._parse(sentence) for sentence in _sentences(doc)]

    def _parse(self, sentence: SpacySpan) -> Parse:
        words = tuple(_words(sentence))
        names = tuple(_names(sentence))
        return Parse(to_universal(words) if self._clearnlp else words, names)


def _batches(documents: Iterable[Document]) -> Iterator[tuple[Document, ...]]:
    documents = iter(documents)
    while batch := tuple(islice(documents, _DOCUMENTS_AT_ONCE)):
        yield batch


def _sentences(doc: Doc) -> Iterable[SpacySpan]:
    return doc.sents if doc.has_annotation("SENT_START") else [doc[:]]


def _words(sentence: SpacySpan) -> Iterator[Word]:
    parsed = sentence.doc.has_annotation("DEP")
    for token in sentence:
        yield Word(
            start=token.idx,
            end=token.idx + len(token),
            lemma=_lemma(token),
            pos=token.pos_ or "X",
            tag=token.tag_,
            dep=("root" if token.dep_ == "ROOT" else token.dep_ or "dep") if parsed else "",
            head=token.head.i - sentence.start,
        )


def _names(sentence: SpacySpan) -> Iterator[tuple[int, int, str]]:
    pieces = [(token.text, bool(token.whitespace_)) for token in sentence]
    for name in sentence.ents:
        label = _NAME_LABELS.get(name.label_)
        if label is None:
            continue
        first, end = name.start - sentence.start, name.end - sentence.start
        if label == "PERSON":
            first, end = person_bounds(pieces, first, end)
        last = sentence[end - 1]
        yield sentence[first].idx, last.idx + len(last), label


def _lemma(token: SpacyToken) -> str:
    """Return the lemma, with the letters of the text where the two differ only in writing ("Shanghai", “)."""
    lemma: str = token.lemma_ or token.text
    same = token.pos_ == "PUNCT" or (token.pos_ == "PROPN" and lemma.lower() == token.text.lower())
    return token.text if same else lemma
