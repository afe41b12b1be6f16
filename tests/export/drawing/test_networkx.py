from pathlib import Path

import networkx as nx
import pytest
import sample

from kg.errors import UsageError
from kg.export import export, to_networkx


@pytest.mark.parametrize("view", ["full", "entities"])
def test_it_is_the_graph_that_graphml_holds(view: str, tmp_path: Path) -> None:
    made = to_networkx(sample.sample_graph(), view=view, all_claims=True)
    file = export(sample.sample_graph(), tmp_path / "g.graphml", view=view, all_claims=True)
    read = nx.read_graphml(file, force_multigraph=True)
    assert set(made.nodes) == set(read.nodes)
    assert set(made.edges(keys=True)) == set(read.edges(keys=True))
    assert all(read.nodes[name].items() >= data.items() for name, data in made.nodes(data=True))
    assert all(read.edges[s, t, k].items() >= data.items() for s, t, k, data in made.edges(keys=True, data=True))


def test_networkx_can_write_it_itself(tmp_path: Path) -> None:
    made = to_networkx(sample.sample_graph(), view="entities")
    nx.write_graphml(made, tmp_path / "g.graphml")
    read = nx.read_graphml(tmp_path / "g.graphml", force_multigraph=True)
    assert dict(read.nodes(data=True)) == dict(made.nodes(data=True))


def test_a_view_that_there_is_none_of_is_told() -> None:
    with pytest.raises(UsageError, match="view 'people' is unknown; there are full, entities"):
        to_networkx(sample.sample_graph(), view="people")
