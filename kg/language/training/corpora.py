"""Cut the treebanks into training, development and test sets, and write them as spaCy corpora.

Held out for good: EWT test, all of PUD, CrossNER politics test, and twelve GUM news documents. Development: EWT dev
(every tenth stretch), and of the other open GUM documents those with crc32(name) divisible by 12. Never read: GUM
genres under non-commercial licences, and conversations and vlogs, whose licences do not allow or do not state it.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab

from kg.errors import InputMissing
from kg.language.training.articles import read_articles
from kg.language.training.conllu import TreebankDocument, Words, read_conllu
from kg.language.training.gazetteer import known_words, listed_words, place_names, word_classes, word_lists
from kg.language.training.gum_names import UNKNOWN, gum_tags
from kg.language.training.headlines import headlines
from kg.language.training.names import (
    DOMAINS,
    TaggedSentence,
    read_crossner,
    read_uner,
    read_wikigold,
    spans,
    with_groups,
    without_vague,
)
from kg.language.training.swaps import with_swaps
from kg.language.training.tree_names import Known, tree_names

OPEN_GENRES = ("academic", "bio", "court", "interview", "news", "speech", "textbook", "voyage")
CLOSED_SOURCES = ("linguistics.ucsb.edu",)  # the Santa Barbara Corpus allows no derivatives
NEWS_TEST = (
    *("GUM_news_afghan", "GUM_news_clock", "GUM_news_crane", "GUM_news_defector", "GUM_news_hackers"),
    *("GUM_news_homeopathic", "GUM_news_korea", "GUM_news_nasa", "GUM_news_sensitive", "GUM_news_warhol"),
    *("GUM_news_warming", "GUM_news_worship"),
)
_STRETCH = 6  # sentences in one training example
_OWN_DRAWS = 3  # copies of each of our own sentences that has a name to swap
_OWN_DEV = 2  # how much our own sentences count when the best checkpoint is chosen


@dataclass(frozen=True, slots=True)
class Treebanks:
    """The documents of the treebanks by use."""

    folder: Path
    ewt_train: tuple[TreebankDocument, ...]
    ewt_dev: tuple[TreebankDocument, ...]
    ewt_test: tuple[TreebankDocument, ...]
    gum_train: tuple[TreebankDocument, ...]
    gum_dev: tuple[TreebankDocument, ...]
    gum_news_test: tuple[TreebankDocument, ...]
    pud: tuple[TreebankDocument, ...]


def read_treebanks(folder: Path) -> Treebanks:
    """Read a folder with `ewt/`, `gum/`, `pud/` and `ner/`."""
    ewt, gum, pud = folder / "ewt", folder / "gum", folder / "pud"
    for part in (ewt, gum, pud, folder / "ner"):
        if not part.is_dir():
            raise InputMissing(f"{part}: no such folder; the model is trained from ewt/, gum/, pud/ and ner/")
    documents = tuple(document for path in sorted(gum.glob("GUM_*.conllu")) for document in read_conllu(path))
    rest = [document for document in documents if _is_open(document) and document.name not in NEWS_TEST]
    return Treebanks(
        folder=folder,
        ewt_train=read_conllu(ewt / "en_ewt-ud-train.conllu"),
        ewt_dev=read_conllu(ewt / "en_ewt-ud-dev.conllu"),
        ewt_test=read_conllu(ewt / "en_ewt-ud-test.conllu"),
        gum_train=tuple(document for document in rest if not _is_dev(document)),
        gum_dev=tuple(document for document in rest if _is_dev(document)),
        gum_news_test=tuple(document for document in documents if document.name in NEWS_TEST),
        pud=read_conllu(pud / "en_pud-ud-test.conllu"),
    )


def parsed_corpora(treebanks: Treebanks) -> dict[str, list[Doc]]:
    """Return the corpora for tagging and parsing by name; test texts are paragraphs, as `pipeline` analyses them."""
    vocab = Vocab()

    def docs(documents: Iterable[TreebankDocument]) -> list[Doc]:
        return [_parsed(vocab, stretch) for document in documents for stretch in _stretches(document.sentences)]

    def paragraphs(documents: Iterable[TreebankDocument]) -> list[Doc]:
        return [_parsed(vocab, paragraph) for document in documents for paragraph in _paragraphs(document)]

    return {
        "parse_train": docs(treebanks.ewt_train + treebanks.gum_train),
        "parse_dev": docs(treebanks.ewt_dev)[::10] + docs(treebanks.gum_dev),
        "parse_ewt_test": paragraphs(treebanks.ewt_test),
        "parse_gum_news": paragraphs(treebanks.gum_news_test),
        "parse_pud": paragraphs(treebanks.pud),
    }


def name_corpora(treebanks: Treebanks, articles: Path) -> dict[str, list[Doc]]:
    """Return the corpora for names by name; `articles` is the folder of our own annotation."""
    ner, lists, vocab = treebanks.folder / "ner", word_lists(), Vocab()
    own = {split: read_articles(articles, split, lists, _titles()) for split in ("train", "dev", "test")}
    ewt, pud = treebanks.folder / "ewt", treebanks.folder / "pud" / "en_pud-ud-test.conllu"
    wikigold = read_wikigold(ner / "wikigold.conll.txt", lists)
    uner = [
        with_groups(sentence, lists)
        for part in ("dev", "test")
        for sentence in read_uner(ner / f"en_ewt-ud-{part}.iob2", ewt / f"en_ewt-ud-{part}.conllu")
    ]
    crossner = [
        sentence
        for domain in DOMAINS
        for part in ("train", "dev", "test")
        if (domain, part) != ("politics", "test")
        for sentence in read_crossner(ner / f"crossner_{domain}_{part}.txt", lists)
    ]
    train = _gum_names(treebanks.gum_train) + _without_each(wikigold, 20) + _without_each(uner, 20)
    train += _without_each(crossner, 20)
    train = without_vague(train) + _tree_names(treebanks)
    dev = _gum_names(treebanks.gum_dev) + wikigold[::20] + uner[::20] + crossner[::20]
    sets = {
        "names_train": [*with_swaps(train), *headlines(train), *_often(own["train"])],
        "names_dev": without_vague(dev) + own["dev"] * _OWN_DEV,
        "names_articles_dev": own["dev"],
        "names_articles": own["test"],
        "names_gum_news": _gum_names(treebanks.gum_news_test),
        "names_politics": read_crossner(ner / "crossner_politics_test.txt", lists),
        "names_pud": [with_groups(sentence, lists) for sentence in read_uner(ner / "en_pud-ud-test.iob2", pud)],
    }
    return {name: [_tagged(vocab, sentence) for sentence in sentences] for name, sentences in sets.items()}


def vocabulary(treebanks: Treebanks) -> frozenset[str]:
    """Return the common lower-case words of the training documents that are no proper nouns."""
    documents = treebanks.ewt_train + treebanks.gum_train
    words = (word for document in documents for sentence in document.sentences for word in sentence)
    return known_words(word.form for word in words if word.upos != "PROPN")


def write_corpora(corpora: dict[str, list[Doc]], folder: Path) -> None:
    """Write each corpus as NAME.spacy."""
    for name, docs in corpora.items():
        DocBin(docs=docs).to_disk(folder / f"{name}.spacy")


def _is_open(document: TreebankDocument) -> bool:
    genre = document.name.split("_")[1]
    return genre in OPEN_GENRES and not any(part in document.meta.get("sourceURL", "") for part in CLOSED_SOURCES)


def _is_dev(document: TreebankDocument) -> bool:
    return zlib.crc32(document.name.encode()) % 12 == 0


def _without_each(sentences: Sequence[TaggedSentence], step: int) -> list[TaggedSentence]:
    return [sentence for at, sentence in enumerate(sentences) if at % step]


def _stretches(sentences: Sequence[Words]) -> Iterator[Sequence[Words]]:
    for at in range(0, len(sentences), _STRETCH):
        yield sentences[at : at + _STRETCH]


def _paragraphs(document: TreebankDocument) -> Iterator[Sequence[Words]]:
    ends = (*document.paragraphs[1:], len(document.sentences))
    return (document.sentences[start:end] for start, end in zip(document.paragraphs, ends, strict=True))


def _parsed(vocab: Vocab, sentences: Sequence[Words]) -> Doc:
    heads: list[int] = []
    deps: list[str] = []
    for sentence in sentences:
        offset = len(heads)
        heads += [offset + (at if word.head is None else word.head) for at, word in enumerate(sentence)]
        deps += ["ROOT" if word.head is None else word.dep for word in sentence]
    words = [word for sentence in sentences for word in sentence]
    last = {id(sentence[-1]) for sentence in sentences}
    return Doc(
        vocab,
        words=[word.form for word in words],
        spaces=[word.space or id(word) in last for word in words],
        tags=[word.xpos for word in words],
        pos=[word.upos for word in words],
        morphs=[word.feats for word in words],
        lemmas=[word.lemma for word in words],
        heads=heads,
        deps=deps,
    )


def _gum_names(documents: Iterable[TreebankDocument]) -> list[TaggedSentence]:
    titles, lists = _titles(), word_lists()
    result = []
    for words in (words for document in documents for words in document.sentences):
        forms, spaces = tuple(word.form for word in words), tuple(word.space for word in words)
        result.append(with_groups(TaggedSentence(forms, tuple(gum_tags(words, titles)), spaces), lists))
    return result


def _tree_names(treebanks: Treebanks) -> list[TaggedSentence]:
    """Return the sentences of EWT train, which has no names marked, where the trees leave little doubt of one."""
    lists, table = word_lists(), word_classes(vocabulary(treebanks), "names")
    classes = {word: kind for kind, words in table.items() for word in words.split()}
    known = Known(classes, place_names(), _titles(), listed_words()["O"] | listed_words()["more_O"])
    sentences = (words for document in treebanks.ewt_train for words in document.sentences)
    tagged = (with_groups(tree_names(words, known), lists) for words in sentences)
    return [sentence for sentence in tagged if spans(sentence.tags)]


def _titles() -> frozenset[str]:
    """Return the words before a person's name that are no part of it."""
    lists = listed_words()
    return lists["T"] | lists["cut"] | {word.lower() for word in lists["occupations"]}


def _often(own: list[TaggedSentence]) -> list[TaggedSentence]:
    """Repeat our own sentences, mostly with other names: news of this kind is to be learnt, not these names."""
    swapped = with_swaps(own, one_in=1, draws=_OWN_DRAWS)
    return [*own, *swapped, *headlines(swapped)]


def _tagged(vocab: Vocab, sentence: TaggedSentence) -> Doc:
    doc = Doc(vocab, words=list(sentence.words), spaces=list(sentence.spaces))
    spans, at = [], 0
    while at < len(doc):
        end = at + 1
        if sentence.tags[at].startswith("B-"):
            while end < len(doc) and sentence.tags[end].startswith("I-"):
                end += 1
            spans.append(Span(doc, at, end, sentence.tags[at][2:]))
        at = end
    unknown = [doc[at : at + 1] for at, tag in enumerate(sentence.tags) if tag == UNKNOWN]
    doc.set_ents(spans, missing=unknown)
    return doc
