"""How firmly a sentence says what a model read in it: planned, denied and possible things are no facts."""

from __future__ import annotations

from kg.domain.pack import default_folder
from kg.extract.rules.clause import Clauses
from kg.extract.rules.lists import read_lists
from kg.extract.rules.patterns.tape import Tape, build, head_of, token_range
from kg.model import AnalysedDocument, Modality, Sentence, Span

_WORDS = (
    (Modality.DENIED, ("negations", "doubting")),
    (Modality.PLANNED, ("planned_aux", "plan_verbs")),
    (Modality.POSSIBLE, ("possible_aux", "possible_words", "expect")),
)


class Firmness:
    """Asks the clause of each part; without syntax, all words of the sentence, which is more careful than right.

    The word lists of English come with the package, whatever the domain.
    """

    def __init__(self) -> None:
        lists = read_lists(default_folder() / "ontology" / "rules" / "words.toml")
        self._clauses = Clauses(lists)
        self._telling = tuple(
            (modality, frozenset(w for name in names for w in lists[name])) for modality, names in _WORDS
        )
        self._last: tuple[Sentence, Tape] | None = None

    def of(self, document: AnalysedDocument, *spans: Span) -> Modality:
        """Return the first modality other than asserted of the clauses that some words stand in."""
        for span in spans:
            sentence = next((s for s in document if s.span.start <= span.start < s.span.end), None)
            found = self._of(sentence, span) if sentence else Modality.ASSERTED
            if found is not Modality.ASSERTED:
                return found
        return Modality.ASSERTED

    def _of(self, sentence: Sentence, span: Span) -> Modality:
        if not any(token.dep for token in sentence.tokens):
            said = {word for token in sentence.tokens for word in (token.text.lower(), token.lemma.lower())}
            return next((modality for modality, words in self._telling if words & said), Modality.ASSERTED)
        tape = self._tape(sentence)
        tokens = token_range(tape.tokens, span)
        verb = self._clauses.verb_of(tape, head_of(tape.tokens, *tokens)) if tokens else None
        return self._clauses.modality(tape, verb) if verb is not None else Modality.ASSERTED

    def _tape(self, sentence: Sentence) -> Tape:
        """Lay out a sentence; the last one is remembered, since a model says several things of it."""
        if self._last is None or self._last[0] is not sentence:
            self._last = sentence, build(sentence, ())
        return self._last[1]
