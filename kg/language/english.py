"""The language `en_kg`: English with its own tokenizer rules, word classes and sentence starts.

Importing this module imports spaCy and registers the language and its two components; `pipeline` does so when an
analyser is made. Nothing of spaCy's own English is changed. Annotations are not postponed here: spaCy reads them.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from spacy.attrs import LANG, PREFIX  # type: ignore[import-not-found]
from spacy.lang.en import English
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import registry
from spacy.vocab import Vocab

from kg.language.sentences import sentence_starts

# The treebanks write these as one word with what follows ("re-elected", "non-fiction"), other hyphens as three.
_BOUND_PREFIXES = (
    *("anti", "co", "counter", "cross", "e", "ex", "inter", "intra", "micro", "mid", "mini", "multi", "neo", "non"),
    *("over", "post", "pre", "pro", "re", "semi", "socio", "sub", "ultra", "un"),
)


def _infixes() -> list[str]:
    keep = "".join(rf"(?<!\b(?i:{prefix}))" for prefix in _BOUND_PREFIXES)
    given = [str(rule) for rule in English.Defaults.infixes or ()]
    rules = [keep + rule if "-|–|—|--" in rule else rule for rule in given]
    return [*rules, r"(?<=[0-9])–(?=[0-9])", r"(?<=[A-Z]\.)-(?=[a-z])"]


def _suffixes() -> list[str]:
    return [*map(str, English.Defaults.suffixes or ()), r"(?<=[0-9])(?:bn|tn|mn)"]


@registry.languages("en_kg")
class NewsEnglish(English):  # type: ignore[no-untyped-call]
    """English as the shipped model was trained on it."""

    lang = "en_kg"

    class Defaults(English.Defaults):  # type: ignore[valid-type, misc]
        infixes = _infixes()
        suffixes = _suffixes()


_FEATURES = {"PREFIX": PREFIX, "LANG": LANG}  # what a lexeme has to spare: LANG is else the same for all words


@Language.factory("word_classes", default_config={"feature": "PREFIX"})
def _make_word_classes(nlp: Language, name: str, feature: str) -> "WordClasses":
    return WordClasses(nlp.vocab, feature)


class WordClasses:
    """Give the models a lexicon: a feature of each token is the class of its word and its first letter.

    The feature is PREFIX for syntax and LANG for names, since the two read different tables. The table (class to words,
    lower-case) is written into the model, so a model reads a word in the same way wherever and whenever it is loaded. A
    word in no class has class "-".
    """

    def __init__(self, vocab: Vocab, feature: str = "PREFIX", table: Mapping[str, str] | None = None) -> None:
        self.vocab = vocab
        self._feature = feature
        self._use(table or {})

    def __call__(self, doc: Doc) -> Doc:
        return doc

    def initialize(
        self, get_examples: Callable[[], Iterable[Example]], *, nlp: Language, table: Mapping[str, str]
    ) -> None:
        """Take the table from the training configuration: class to words joined by spaces."""
        self._use(table)

    def feature(self, word: str) -> str:
        """Return the class of a word and its first letter."""
        return self._classes.get(word.lower(), "-") + word[:1]

    def to_bytes(self, **_: Any) -> bytes:
        """Write the table as JSON."""
        return json.dumps(self._table, ensure_ascii=False, sort_keys=True).encode()

    def from_bytes(self, data: bytes, **_: Any) -> "WordClasses":
        """Read a table that `to_bytes` wrote."""
        self._use(json.loads(data))
        return self

    def to_disk(self, path: Path, **_: Any) -> None:
        """Write the table to a file."""
        Path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: Path, **_: Any) -> "WordClasses":
        """Read a table that `to_disk` wrote."""
        return self.from_bytes(Path(path).read_bytes())

    def _use(self, table: Mapping[str, str]) -> None:
        self._table = dict(table)
        self._classes = {word: letter for letter, words in table.items() for word in words.split()}
        self.vocab.lex_attr_getters[_FEATURES[self._feature]] = self.feature  # type: ignore[attr-defined]
        for lexeme in self.vocab:  # the tokenizer's special cases were made before the table was known
            setattr(lexeme, f"{self._feature.lower()}_", self.feature(lexeme.text))


@Language.factory("sentence_starts")
def _make_sentence_starts(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    return mark_sentence_starts


def mark_sentence_starts(doc: Doc) -> Doc:
    """Set the sentence starts of a document by rule; the parser then keeps to them."""
    starts = sentence_starts([(token.text, bool(token.whitespace_)) for token in doc])
    for token, start in zip(doc, starts, strict=True):
        token.is_sent_start = start
    return doc
