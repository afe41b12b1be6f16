"""Circles of people: who shares a mark, be it by way of others."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from kg.resolve.people import circles

marked = st.lists(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=3), max_size=8)


@given(marks=marked)
def test_circles_are_what_hangs_together(marks: list[list[str]]) -> None:
    found = circles(list(enumerate(marks)))
    assert sorted(at for circle in found for at in circle) == list(range(len(marks)))
    for one, other in combinations(found, 2):
        assert not {m for at in one for m in marks[at]} & {m for at in other for m in marks[at]}
    for circle in found:
        reached, due = {circle[0]}, [circle[0]]
        while due:
            near = {at for at in circle if set(marks[at]) & set(marks[due[-1]])} - reached
            due.pop()
            reached |= near
            due += near
        assert reached == set(circle)
