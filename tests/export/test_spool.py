from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.export import spool

PLAIN = st.recursive(
    st.one_of(st.text(), st.integers(), st.floats(allow_nan=False), st.booleans(), st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=3).map(tuple), st.dictionaries(st.text(), inner, max_size=3)),
    max_leaves=5,
)


@pytest.fixture(autouse=True)
def little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "_IN_MEMORY", 50)
    monkeypatch.setattr(spool, "_BATCH", 3)
    monkeypatch.setattr(spool, "_CHUNK", 7)


@given(st.lists(PLAIN, max_size=20))
def test_rows_come_back_as_they_went_as_often_as_wanted(given: list[Any]) -> None:
    rows = spool.Rows()
    for row in given:
        rows.append(row)
    assert len(rows) == len(given)
    assert list(rows) == given
    assert list(zip(rows, rows, strict=True)) == [(row, row) for row in given]


@given(st.lists(st.binary(max_size=30)))
def test_text_comes_back_whole(parts: list[bytes]) -> None:
    text = spool.Text()
    for part in parts:
        text.write(part)
    assert b"".join(text.chunks()) == b"".join(parts)
