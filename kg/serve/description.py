"""What the endpoint says of itself: SPARQL 1.1 Service Description."""

from __future__ import annotations

from typing import Final

from kg.serve.negotiation import GRAPHS
from kg.vocab import ENDPOINT, TYPE

# The names that W3C gave to formats, by media type.
_FORMATS: Final = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
    "TriG",
    "N-Quads",
)


def description(endpoint: str, media_type: str, *, writable: bool) -> bytes:
    """Describe the service at an address, in one of the media types of graphs."""
    import pyoxigraph as ox

    if media_type not in GRAPHS:
        raise ValueError(f"{media_type} is no type of a graph")
    sd = ENDPOINT["sd"]
    service, dataset, graph = endpoint, f"{endpoint}#dataset", f"{endpoint}#default-graph"
    facts = [
        (service, TYPE, f"{sd}Service"),
        (service, f"{sd}endpoint", endpoint),
        (service, f"{sd}supportedLanguage", f"{sd}SPARQL11Query"),
        (service, f"{sd}feature", f"{sd}EmptyGraphs"),
        *((service, f"{sd}resultFormat", f"{ENDPOINT['formats']}{name}") for name in _FORMATS),
        (service, f"{sd}defaultDataset", dataset),
        (dataset, TYPE, f"{sd}Dataset"),
        (dataset, f"{sd}defaultGraph", graph),
        (graph, TYPE, f"{sd}Graph"),
    ]
    if writable:
        facts.append((service, f"{sd}supportedLanguage", f"{sd}SPARQL11Update"))
    triples = (ox.Triple(*map(ox.NamedNode, fact)) for fact in facts)
    format = ox.RdfFormat.from_media_type(media_type)
    return ox.serialize(triples, format=format, prefixes={"sd": sd}) or b""
