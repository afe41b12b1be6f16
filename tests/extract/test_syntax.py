"""The pattern language over syntax: edges, optional and forbidden nodes, order, and every constraint."""

from __future__ import annotations

import pytest
from handmade import figure, post, tape, thing, tokens
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.rules.patterns.syntax import compile_syntax
from kg.extract.rules.patterns.tape import Chunk
from kg.model import Period
from kg.vocab import CITY, ORGANIZATION

LISTS = {"act": ("open", "close")}
# Yesterday the harbour office did not open seven stores in Oslo and close two in 2016 .
MADE = tokens(
    "Yesterday yesterday ADV RB advmod 6",
    "the the DET DT det 3",
    "harbour harbour NOUN NN compound 3",
    "office office NOUN NN nsubj 6",
    "did do AUX VBD aux 6",
    "not not PART RB advmod 6",
    "open open VERB VB root 6",
    "seven seven NUM CD nummod 8",
    "stores store NOUN NNS obj 6",
    "in in ADP IN case 10",
    "Oslo Oslo PROPN NNP nmod 8",
    "and and CCONJ CC cc 12",
    "close close VERB VB conj 6",
    "two two NUM CD obj 12",
    "in in ADP IN case 15",
    "2016 2016 NUM CD obl 12",
)
TAPE = tape(
    MADE,
    thing(MADE, 1, 4, ORGANIZATION, "Organization", kind="nominal"),
    figure(MADE, 7, 8),
    thing(MADE, 10, 11, CITY, "City", "Place"),
    figure(MADE, 13, 14, "ordinal"),
    Chunk("p", 15, 16, 15, Period("2016", "2016", "2016"), frozenset()),
)


def found(*lines: str) -> list[dict[str, int]]:
    return list(compile_syntax(lines, LISTS).search(TAPE))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("w v>nsubj", [3]),
        ("w v>nsubj|obj", [3, 8]),
        ("w v>", [0, 3, 4, 5, 8, 12]),
        ("w v>iobj", []),
        ("w v>>nmod", []),
        ("w v>> PROPN", [10]),
        ("w v>>obj|nmod", [8, 10]),
        ("w v<conj", []),
    ],
)
def test_edges_go_down_and_all_the_way_down(line: str, expected: list[int]) -> None:
    assert [bound["w"] for bound in found("v VERB lemma=open", line)] == expected


def test_edges_go_up() -> None:
    assert found("v VERB lemma=close", "up v<conj VERB") == [{"v": 12, "up": 6}]
    assert found("v VERB lemma=close", "up v<") == [{"v": 12, "up": 6}]
    assert found("v VERB lemma=close", "up v<advcl") == []
    assert found("v VERB lemma=open", "up v<") == []  # nothing above the root


def test_all_the_way_down_ends_after_some_steps() -> None:
    deep = tokens(*(f"w{i} w{i} NOUN NN nmod {max(i - 1, 0)}" for i in range(8)))
    bound = compile_syntax(("a word=w0", "b a>>"), {}).search(tape(deep))
    assert [b["b"] for b in bound] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("constraint", "expected"),
    [
        ("VERB", [6, 12]),
        ("VERB|PROPN", [6, 10, 12]),
        ("lemma=store", [8]),
        ("lemma=stores", [8]),
        ("lemma=store|#act", [6, 8, 12]),
        ("word=stores", [8]),
        ("word=store", []),
        ("tag=VB", [6, 12]),
        ("tag=VBZ|CD", [7, 13, 15]),
        ("dep=nmod|obl", [10, 15]),
        ("@Organization", [1, 2, 3]),
        ("@Organization.nominal", [1, 2, 3]),
        ("@Organization.name", []),
        ("@Place", [10]),
        ("@Thing", [1, 2, 3, 10]),
        ("%number", [7]),
        ("%", [7, 13]),
        ("%period", [15]),
        ("^", []),
    ],
)
def test_a_constraint_holds_for_its_tokens(constraint: str, expected: list[int]) -> None:
    assert [bound["w"] for bound in found(f"w {constraint}")] == expected


def test_a_title_is_a_constraint_too() -> None:
    made = tokens("former former ADJ JJ amod 1", "mayor mayor NOUN NN root 1")
    laid = tape(made, post(made, 0, 2, "Former"))
    assert list(compile_syntax(("t NOUN ^Former",), {}).search(laid)) == [{"t": 1}]
    assert list(compile_syntax(("t NOUN ^Incoming",), {}).search(laid)) == []


def test_several_constraints_must_all_hold() -> None:
    assert found("v VERB dep=root tag=VB lemma=open") == [{"v": 6}]
    assert found("v VERB dep=root tag=VBD") == []


def test_an_optional_node_may_be_missing() -> None:
    assert found("v lemma=open", "?who v>nsubj") == [{"v": 6, "who": 3}]
    assert found("v lemma=close", "?who v>nsubj") == [{"v": 12}]


def test_an_optional_node_binds_once_and_a_required_one_in_every_way() -> None:
    assert found("v lemma=open", "?w v>advmod") == [{"v": 6, "w": 0}]
    assert found("v lemma=open", "w v>advmod") == [{"v": 6, "w": 0}, {"v": 6, "w": 5}]


def test_what_hangs_on_a_missing_optional_node() -> None:
    assert found("v lemma=close", "?who v>nsubj", "?of who>compound") == [{"v": 12}]
    assert found("v lemma=close", "?who v>nsubj", "of who>compound") == []
    assert found("v lemma=close", "?who v>nsubj", "!of who>compound") == [{"v": 12}]
    assert found("v lemma=open", "?who v>nsubj", "of who>compound") == [{"v": 6, "who": 3, "of": 2}]


def test_a_forbidden_node_must_not_be_there() -> None:
    assert found("v VERB", "!no v>advmod lemma=not") == [{"v": 12}]
    assert found("v VERB lemma=open", "!no v>advmod lemma=never") == [{"v": 6}]


def test_order_is_asked_of_nodes_bound_above() -> None:
    assert [b["w"] for b in found("v lemma=open", "w v>advmod|obj after=v")] == [8]
    assert [b["w"] for b in found("v lemma=open", "w v>advmod|obj before=v")] == [0, 5]


def test_order_by_an_optional_node_that_is_missing_fails() -> None:
    assert found("v lemma=close", "?who v>nsubj", "w v>obj after=who") == []
    assert found("v lemma=close", "?who v>nsubj", "w v>obj before=who") == []


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ((), "needs a line"),
        (("v VERB", "w NOUN"), "'w NOUN' hangs on no other node: give an edge"),
        (("v VERB", "w x>obj"), "hangs on 'x', which no line above binds"),
        (("v VERB", "w v>obj colour=red"), "cannot read the constraint 'colour=red'"),
        (("v VERB lemma=#none",), "there is no word list 'none'"),
        (("",), "needs a name"),
        (("v VERB", "w v>obj before=x"), "'x', which no line above binds"),
    ],
)
def test_a_wrong_pattern_is_refused_with_its_reason(lines: tuple[str, ...], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        compile_syntax(lines, LISTS)


def test_a_tape_without_the_words_is_not_searched() -> None:
    pattern = compile_syntax(("v VERB lemma=#act", "?w v>obj lemma=zebra", "!x v>obj lemma=lion"), LISTS)
    assert frozenset({"open", "close"}) in pattern.needs
    assert not any("zebra" in need or "lion" in need for need in pattern.needs)


WORDS = ["v", "w", "?w", "!w", "v>", "v>>", "v<", "w>obj", "VERB", "lemma=#act", "lemma=open", "@City", "%", "after=v"]


@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join), max_size=4).map(tuple))
def test_any_lines_compile_or_are_refused(lines: tuple[str, ...]) -> None:
    try:
        pattern = compile_syntax(lines, LISTS)
    except ValueError:
        return
    for bound in pattern.search(TAPE):
        assert all(0 <= i < len(MADE) for i in bound.values())


@given(st.lists(st.text(max_size=15), max_size=3).map(tuple))
def test_any_text_compiles_or_is_refused(lines: tuple[str, ...]) -> None:
    try:
        pattern = compile_syntax(lines, LISTS)
    except ValueError:
        return
    assert pattern.steps
