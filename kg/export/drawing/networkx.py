"""The graph as networkx sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.export.drawing.columns import Attributes, joined
from kg.export.drawing.picture import picture
from kg.export.options import Options

if TYPE_CHECKING:
    from kg.graph import Graph


def to_networkx(graph: Graph, *, view: str = "full", all_claims: bool = False) -> Any:
    """Return a networkx MultiDiGraph with the nodes, edges and attributes that GraphML would hold."""
    import networkx

    drawn = picture(graph, Options(view, all_claims))
    made = networkx.MultiDiGraph()
    made.add_nodes_from((node.id, _flat(node.attributes)) for node in drawn.nodes)
    made.add_edges_from((edge.source, edge.target, edge.id, _flat(edge.attributes)) for edge in drawn.edges)
    return made


def _flat(attributes: Attributes) -> dict[str, Any]:
    return {name: joined(value) for name, value in attributes.items()}
