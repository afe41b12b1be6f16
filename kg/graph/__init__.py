"""From claims to triples, and the graph that holds them."""

from kg.graph.account import Account, account
from kg.graph.assembly import assemble, claim_iris
from kg.graph.graph import Graph
from kg.graph.naming import checked_base, document_iri, evidence_iri, slug
from kg.graph.records import ClaimRecord, DocumentRecord
from kg.graph.run import Ledger, Run
from kg.graph.sparql import Answer, Row

__all__ = [
    "Account",
    "Answer",
    "ClaimRecord",
    "DocumentRecord",
    "Graph",
    "Ledger",
    "Row",
    "Run",
    "account",
    "assemble",
    "checked_base",
    "claim_iris",
    "document_iri",
    "evidence_iri",
    "slug",
]
