"""What is drawn, and who stays when there are too many."""

import story

from kg.export.page.cast import cast
from kg.graph import Graph
from kg.graph.naming import ID


def names(things: tuple[str, ...]) -> list[str]:
    return [thing.removeprefix(ID) for thing in things]


def test_things_have_names_of_their_own_and_parts_have_none() -> None:
    drawn = cast(story.story(), 100)
    assert names(drawn.things) == [
        "city/ulm",
        "event/regatta",
        "measure/boats",
        "organization/harbour-league",
        "person/ana-simic",
        "ranking/towns",
    ]
    assert drawn.all == set(drawn.things)
    assert {part.removeprefix(ID).partition("/")[0] for part in drawn.parts} == {
        "commitment",
        "observation",
        "participation",
        "post",
        "quotation",
        "rank-observation",
    }
    assert {document.removeprefix(ID) for document in drawn.documents} == {"document/first", "document/second"}


def test_the_most_linked_stay() -> None:
    drawn = cast(story.story(), 2)
    assert names(drawn.things) == ["city/ulm", "measure/boats"]
    assert len(drawn.all) == 6


def test_an_empty_graph_has_nothing_to_draw() -> None:
    drawn = cast(Graph(), 10)
    assert (drawn.things, drawn.all, drawn.parts) == ((), frozenset(), frozenset())
