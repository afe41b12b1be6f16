"""From claims to triples, and the graph that holds them."""

from kg.graph.account import Account
from kg.graph.assembly import Block, Every, Reasons, Setting, Writer, assemble
from kg.graph.draft import Draft, Naming, draft
from kg.graph.graph import Graph
from kg.graph.naming import checked_base, document_iri, evidence_iri, slug
from kg.graph.records import ClaimRecord, DocumentRecord
from kg.graph.run import Ledger, Run
from kg.graph.sparql import Answer, Row
from kg.graph.statements import Events, KnownEvents, occurrences, special

__all__ = [
    "Account",
    "Answer",
    "Block",
    "ClaimRecord",
    "DocumentRecord",
    "Draft",
    "Events",
    "Every",
    "Graph",
    "KnownEvents",
    "Ledger",
    "Naming",
    "Reasons",
    "Row",
    "Run",
    "Setting",
    "Writer",
    "assemble",
    "checked_base",
    "document_iri",
    "draft",
    "evidence_iri",
    "occurrences",
    "slug",
    "special",
]
