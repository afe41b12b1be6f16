"""The words between and beside a pair speak for a relation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import finds
import numpy as np
import pytest

from kg.extract.learned.features import SPACE, Batch, batch
from kg.extract.learned.pairs import Pairs
from kg.extract.learned.ranker import Sparse
from kg.extract.learned.schema import Relation
from kg.extract.learned.wording import Wording, untaught, wording

if TYPE_CHECKING:
    from kg.learn import Learned

RELATIONS = (Relation("i:in", "in"), Relation("i:by", "by"))


def pair(text: str, subject: str, object_: str, relation: int = 0) -> tuple[Batch, Pairs]:
    """Lay out a text beside another one, and pair two of its candidates."""
    laid = batch([finds.passage("Nobody (asked “them."), finds.passage(text)])
    offset = int(laid.offsets[1])
    rows = range(int(laid.bounds[1]), int(laid.bounds[2]))
    at = {laid.passages[1].text(int(laid.first[r]) - offset, int(laid.last[r]) - offset): r for r in rows}
    found = [np.array([value]) for value in (1, relation, at[object_], at[subject])]
    return laid, Pairs(*found, np.zeros((1, 0), dtype=np.float32))


def told(text: str, subject: str, object_: str, relation: int = 0) -> list[int]:
    return wording(*pair(text, subject, object_, relation), RELATIONS)[0].tolist()


def test_names_do_not_count_but_the_words_between_do() -> None:
    one = set(told("So Ada Quill lived in Orsby then.", "Ada Quill", "Orsby"))
    other = set(told("So Tom Varley lived in Dunhale then.", "Tom Varley", "Dunhale"))
    third = set(told("So Tom Varley never saw Dunhale then.", "Tom Varley", "Dunhale"))
    assert one == other
    assert len(one & third) < len(one)


def test_it_counts_which_comes_first_and_which_relation_it_is() -> None:
    text = "So Ada Quill lived in Orsby then."
    one = told(text, "Ada Quill", "Orsby")
    assert 0 <= min(one) <= max(one) < SPACE
    assert one != told(text, "Orsby", "Ada Quill")
    by = told(text, "Ada Quill", "Orsby", relation=1)
    assert one != by
    assert len(set(one) & set(by)) >= len(set(one)) // 3  # what counts for any relation


def test_weights_add_up_to_log_odds() -> None:
    laid, found = pair("So Ada Quill lived in Orsby then.", "Ada Quill", "Orsby")
    places = np.unique(wording(laid, found, RELATIONS)[0]).astype(np.int32)
    counts = [int((wording(laid, found, RELATIONS)[0] == place).sum()) for place in places]
    words = Wording(Sparse(places[:3], np.array([1.0, 2.0, -4.0], dtype=np.float32)), 0.5)
    wanted = 0.5 + counts[0] * 1.0 + counts[1] * 2.0 - counts[2] * 4.0
    assert words.scores(laid, found, RELATIONS).tolist() == pytest.approx([wanted])
    assert untaught().scores(laid, found, RELATIONS).tolist() == [0.0]


def test_what_was_taught_prefers_the_wording_of_examples(taught: Learned) -> None:
    schema = taught.reader.schema
    by = next(at for at, relation in enumerate(schema.relations) if relation.label == "found by")

    def score(text: str) -> float:
        laid, found = pair(text, "Salt Helmet", "Petra Noll", by)
        return float(taught.reader.parts.wording.scores(laid, found, schema.relations)[0])

    assert score("The Salt Helmet was found by Petra Noll in Orsby.") > score("The Salt Helmet bored even Petra Noll.")
