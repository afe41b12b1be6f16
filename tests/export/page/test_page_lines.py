"""Nodes with parts become lines between things."""

import story

from kg.export.page.cast import cast
from kg.export.page.lines import Line, lines
from kg.graph.labels import Labels
from kg.graph.naming import ID


def told(most: int = 100) -> list[Line]:
    graph = story.story()
    return list(lines(graph, cast(graph, most), Labels(graph)))


def brief(row: Line) -> tuple[str, list[str], list[str], tuple[str, ...]]:
    return row.relation, *([end.removeprefix(ID) for end in side] for side in (row.starts, row.ends)), row.said


def test_a_post_is_a_line_from_who_holds_it_to_where() -> None:
    posts = [brief(row) for row in told() if row.kind == "post"]
    assert posts == [("post", ["person/ana-simic"], ["city/ulm"], ("Ana Šimić", "mayor", "Ulm", ""))]
    assert not [row for row in told() if row.relation == "holds post at"], "the shortcut says no more than the post"


def test_figures_and_ranks_carry_a_number_a_time_and_what_they_count() -> None:
    rows = [(row.kind, row.series, row.time, row.number) for row in told() if row.series]
    assert sorted(rows) == [
        ("observation", "boats", "2019", 120.0),
        ("observation", "boats", "2020", 150.0),
        ("observation", "boats", "2021", 145.0),
        ("rank", "towns, among towns", "2019", 9.0),
        ("rank", "towns, among towns", "2020", 4.0),
    ]
    assert "rank 4 among towns (was 9)" in {row.said[2] for row in told()}


def test_a_plan_with_a_partner_ends_there_and_a_statement_at_its_document() -> None:
    ends = {row.kind: [end.removeprefix(ID) for end in row.ends] for row in told()}
    assert ends["commitment"] == ["organization/harbour-league"]
    assert ends["statement"] == []


def test_an_events_place_and_guests_rest_on_its_claim() -> None:
    rows = {row.relation: row for row in told() if row.starts == (f"{ID}event/regatta",)}
    assert [end.removeprefix(ID) for end in rows["location"].ends] == ["city/ulm"]
    assert rows["participation"].said[2] == "40 sailors"
    assert {claim.evidence[0].exact for claim in rows["location"].claims} == {
        "The Regatta drew 40 sailors to Ulm in May 2021"
    }


def test_what_is_only_possible_or_denied_is_there_and_says_so() -> None:
    found = {row.said[1]: row.claims[0].modality.value for row in told() if row.kind == "relation" and row.claims}
    assert (found["member of"], found["cooperates with"]) == ("Possible", "Denied")


def test_a_line_to_a_thing_that_is_not_drawn_goes_and_what_has_no_end_stays() -> None:
    relations = {row.relation for row in told(2)}
    assert "observation" in relations
    assert not relations & {"post", "commitment", "rank", "location"}
