"""Clauses: how firmly something is said, whose verb it is, and its phrase in base form."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from handmade import tape, tokens

from kg.extract.rules import RulesExtractor
from kg.extract.rules.patterns.tape import Tape
from kg.model import AnalysedDocument, Modality

Found = Callable[[str, str], tuple[Tape, int]]


@pytest.fixture(scope="module")
def verb(rules: RulesExtractor, analysed: Callable[[str], AnalysedDocument]) -> Found:
    """Give what finds a word of a sentence."""

    def find(text: str, word: str) -> tuple[Tape, int]:
        laid = rules.tapes(analysed(text))[0]
        return laid, next(t.index for t in laid.tokens if t.text == word)

    return find


ASSERTED, PLANNED, DENIED, POSSIBLE = Modality.ASSERTED, Modality.PLANNED, Modality.DENIED, Modality.POSSIBLE


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The bureau opened a school in May.", "opened", ASSERTED),
        ("The bureau has opened a school.", "opened", ASSERTED),
        ("The school was opened in May.", "opened", ASSERTED),
        ("The bureau said that it opened a school.", "opened", ASSERTED),
        ("The bureau will open a school.", "open", PLANNED),
        ("The bureau plans to open a school.", "open", PLANNED),
        ("The bureau promised to open a school.", "open", PLANNED),
        ("The bureau will build and open a school.", "open", PLANNED),
        ("The bureau said it would open a school.", "open", PLANNED),
        ("The bureau is to open a school in May.", "open", PLANNED),
        ("The school is to be opened in May.", "opened", PLANNED),
        ("The bureau will formally open a school.", "open", PLANNED),
        ("The bureau has still not opened a school.", "opened", DENIED),
        ("The bureau may open a school.", "open", POSSIBLE),
        ("The bureau could open a school.", "open", POSSIBLE),
        ("The bureau would open a school.", "open", POSSIBLE),
        ("The bureau is expected to open a school.", "open", POSSIBLE),
        ("If the bureau opens a school, costs will rise.", "opens", POSSIBLE),
        ("Reporters asked whether the bureau would open a school.", "open", POSSIBLE),
        ("Unless the bureau opens a school, costs will rise.", "opens", POSSIBLE),
        ("The bureau reportedly opened a school.", "opened", POSSIBLE),
        ("It is not true that the bureau opened a school.", "opened", POSSIBLE),
        ("The bureau did not open a school.", "open", DENIED),
        ("The bureau never opened a school.", "opened", DENIED),
        ("The bureau refused to open a school.", "open", DENIED),
        ("The bureau failed to open a school.", "open", DENIED),
        ("The bureau does not plan to open a school.", "open", DENIED),
        ("The bureau denied that it opened a school.", "opened", DENIED),
        ("No bureau opened a school.", "opened", DENIED),
    ],
)
def test_how_firmly_a_verb_is_said(
    rules: RulesExtractor, verb: Found, text: str, word: str, expected: Modality
) -> None:
    assert rules.clauses.modality(*verb(text, word)) is expected


OPENING = tokens(
    "bureau bureau NOUN NN nsubj 2",
    "will will AUX MD aux 2",
    "open open VERB VB root 2",
    "schools school NOUN NNS obj 2",
    "in in ADP IN case 5",
    "May May PROPN NNP obl 2",
    "and and CCONJ CC cc 7",
    "hire hire VERB VB conj 2",
    "staff staff NOUN NN obj 7",
    "_, , PUNCT , punct 11",
    "it it PRON PRP nsubj 11",
    "said say VERB VBD parataxis 2",
)


def test_each_token_knows_the_verb_of_its_clause(rules: RulesExtractor) -> None:
    laid = tape(OPENING)
    assert [rules.clauses.verb_of(laid, i) for i in (0, 3, 5, 7, 8, 10)] == [2, 2, 2, 7, 7, 11]


def test_a_shared_subject_is_found(rules: RulesExtractor) -> None:
    laid = tape(OPENING)
    assert rules.clauses.subject(laid, 2) == 0
    assert rules.clauses.subject(laid, 7) == 0
    assert rules.clauses.subject(laid, 11) == 10


def test_a_relative_pronoun_stands_for_the_noun_before_it(rules: RulesExtractor) -> None:
    made = tokens("bureau bureau NOUN NN root 0", "which which PRON WDT nsubj 2", "opened open VERB VBD acl:relcl 0")
    assert rules.clauses.subject(tape(made), 2) == 0


def test_a_verb_without_a_subject_has_none(rules: RulesExtractor) -> None:
    made = tokens("Open open VERB VB root 0", "schools school NOUN NNS obj 0")
    assert rules.clauses.subject(tape(made), 0) is None
    assert rules.clauses.verb_of(tape(tokens("Schools school NOUN NNS root 0")), 0) is None


def test_a_phrase_ends_before_the_next_verb_and_the_reporter(rules: RulesExtractor) -> None:
    laid = tape(OPENING)
    assert rules.clauses.phrase(laid, 2) == ("open schools in May", 2, 6)
    assert rules.clauses.phrase(laid, 7) == ("hire staff", 7, 9)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The bureau opened two schools in Riga.", "opened", "open two schools in Riga"),
        ("The bureau will be closed in May.", "closed", "be closed in May"),
        ("Riga aims to be a hub of design.", "hub", "be a hub of design"),
        ("The bureau will train pilots, Lena Vogel said.", "train", "train pilots"),
    ],
)
def test_a_phrase_is_told_in_base_form(rules: RulesExtractor, verb: Found, text: str, word: str, expected: str) -> None:
    assert rules.clauses.phrase(*verb(text, word))[0] == expected


def test_a_clause_leaves_out_those_beside_it(rules: RulesExtractor) -> None:
    assert rules.clauses.clause_span(tape(OPENING), 2) == (0, 6)
    assert rules.clauses.clause_span(tape(OPENING), 7) == (6, 9)


def test_a_circle_in_the_syntax_ends(rules: RulesExtractor) -> None:
    circle = tape(tokens("go go VERB VB conj 1", "come come VERB VB conj 0"))
    assert rules.clauses.subject(circle, 0) is None
