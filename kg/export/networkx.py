"""The graph as networkx sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.export.picture import picture

if TYPE_CHECKING:
    from kg.graph import Graph


def to_networkx(graph: Graph, *, all_claims: bool = False) -> Any:
    """Return a networkx MultiDiGraph with the nodes, edges and attributes that GraphML would hold."""
    import networkx

    drawn = picture(graph, all_claims=all_claims)
    made = networkx.MultiDiGraph()
    made.add_nodes_from((node.id, node.attributes) for node in drawn.nodes)
    made.add_edges_from((edge.source, edge.target, edge.id, edge.attributes) for edge in drawn.edges)
    return made
