"""Turn the analysis of blocks, whatever made it, into the sentences of a document with offsets into its source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.language.plaintext import PlainText, plain_text
from kg.model import AnalysedDocument, Block, Document, Name, Role, Sentence, Span, Token


@dataclass(frozen=True, slots=True)
class Word:
    """A token of a block: offsets into the block's plain text, the head as an index in its sentence."""

    start: int
    end: int
    lemma: str
    pos: str
    tag: str = ""
    dep: str = ""
    head: int = -1


@dataclass(frozen=True, slots=True)
class Parse:
    """A sentence of a block: its words, and (start, end, label) of the names in it."""

    words: tuple[Word, ...]
    names: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class BlockText:
    """A block to analyse: its position in the document, its role, its plain text."""

    index: int
    role: Role
    plain: PlainText


def block_texts(document: Document, blocks: Sequence[Block] | None) -> list[BlockText]:
    """Return the blocks that hold words; without any given, the document's own or else its lines."""
    chosen = document.blocks or _lines(document.text) if blocks is None else blocks
    texts = [BlockText(at, block.role, plain_text(document.text, block.span)) for at, block in enumerate(chosen)]
    return [text for text in texts if text.plain.text]


def assemble(document: Document, analysed: Iterable[tuple[BlockText, Sequence[Parse]]]) -> AnalysedDocument:
    """Number the sentences and take their offsets back to the source."""
    sentences: list[Sentence] = []
    for block, parses in analysed:
        for parse in parses:
            sentences.append(_sentence(document, block, parse, len(sentences)))
    return AnalysedDocument(document, tuple(sentences))


def _lines(text: str) -> tuple[Block, ...]:
    return tuple(Block(Span(*match.span()), Role.BODY) for match in re.finditer(r"[^\n\r]*[^\s][^\n\r]*", text))


def _sentence(document: Document, block: BlockText, parse: Parse, index: int) -> Sentence:
    tokens = tuple(_tokens(document, block.plain, parse.words))
    names = tuple(Name(block.plain.source(start, end), label) for start, end, label in parse.names)
    span = Span(tokens[0].start, tokens[-1].end)
    return Sentence(index, block.index, block.role, span, tokens, names)


def _tokens(document: Document, plain: PlainText, words: Sequence[Word]) -> Iterator[Token]:
    for at, word in enumerate(words):
        span = plain.source(word.start, word.end)
        head = word.head if word.head >= 0 else at
        yield Token(at, span.start, span.end, document.slice(span), word.lemma, word.pos, word.tag, word.dep, head)
