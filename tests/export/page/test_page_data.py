"""The tables that the page reads."""

import json

import pytest
import story

from kg.export.page.data import Limits, data
from kg.graph import Graph


def test_it_is_json_and_its_columns_are_of_one_length() -> None:
    held = json.loads(json.dumps(data(story.story())))
    for name in ("things", "documents", "facts", "claims", "sentences"):
        assert len({len(column) for column in held[name].values()}) == 1, name
    assert held["counts"] == {"things": [6, 6], "facts": [17, 17], "documents": [2, 2], "texts": [2, 2]}


def test_numbers_lead_to_what_they_name() -> None:
    held = data(story.story())
    things, facts = held["things"], held["facts"]
    post = facts["kind"].index(held["kinds"].index("post"))
    assert things["label"][facts["from"][post]] == "Ana Šimić"
    assert things["iri"][facts["to"][post]] == "city/ulm"
    assert held["words"][facts["what"][post]] == "mayor"
    claim = held["claims"]["fact"].index(post)
    [[sentence, offset, length]] = held["claims"]["evidence"][claim]
    start, size = held["sentences"]["start"][sentence], held["sentences"]["text"][sentence]
    text = held["documents"]["text"][held["sentences"]["document"][sentence]]
    assert text[start : start + size][offset : offset + length] == "Ana Šimić, mayor of Ulm"
    figure = facts["number"].index(120)
    told = held["claims"]["fact"].index(figure)
    assert things["label"][held["claims"]["by"][told]] == "Harbour League"


def test_texts_that_were_not_kept_leave_their_sentences() -> None:
    held = data(story.story(keep_text=False))
    assert held["documents"]["text"] == [0, 0]
    assert "Ana Šimić, mayor of Ulm, spoke on Monday." in held["sentences"]["text"]


@pytest.mark.parametrize(
    ("limits", "counts"),
    [
        (Limits(things=2), {"things": [2, 6]}),
        (Limits(facts=3), {"facts": [3, 17]}),
        (Limits(text=70), {"texts": [1, 2]}),
    ],
)
def test_what_is_cut_is_counted(limits: Limits, counts: dict[str, list[int]]) -> None:
    held = data(story.story(), limits)
    assert {name: held["counts"][name] for name in counts} == counts


def test_facts_are_cut_from_the_least_sure_and_mere_mentions_go_first() -> None:
    held = data(story.story(), Limits(facts=1))
    assert held["kinds"] == ["relation"]
    assert held["claims"]["confidence"] == [1]


def test_the_same_graph_gives_the_same_tables_whatever_the_order_it_was_filled_in() -> None:
    graph = story.story()
    other = Graph(base=graph.base)
    for quad in sorted(graph.store, key=str, reverse=True):
        other.store.add(quad)
    assert json.dumps(data(graph)) == json.dumps(data(other))


def test_classes_are_words_and_colours() -> None:
    assert ["person", "#d1495b"] in data(story.story())["classes"]
    assert all(color.startswith("#") and len(color) == 7 for _, color in data(story.hostile())["classes"])
