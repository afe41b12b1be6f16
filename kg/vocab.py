"""The only IRIs in code: terms of `ontology/core.ttl` and of the standard vocabularies that code must name."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from kg.model import Iri

PREFIXES: Final[dict[str, str]] = {
    "dcterms": "http://purl.org/dc/terms/",
    "id": "https://w3id.org/kg-builder/id/",
    "ip": "https://w3id.org/kg-builder/ip#",
    "kg": "https://w3id.org/kg-builder/core#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def iri(curie: str) -> Iri:
    """Expand a prefixed name; raises KeyError for an unknown prefix.

    >>> iri("kg:Claim")
    'https://w3id.org/kg-builder/core#Claim'
    """
    prefix, _, local = curie.partition(":")
    return Iri(PREFIXES[prefix] + local)


@lru_cache(maxsize=4096)
def curie(term: str) -> str:
    """Shorten an IRI where a prefix is known.

    >>> curie("https://schema.org/City")
    'schema:City'
    """
    for prefix, space in PREFIXES.items():
        if term.startswith(space):
            return f"{prefix}:{term[len(space) :]}"
    return term


TYPE: Final = iri("rdf:type")
SUBJECT: Final = iri("rdf:subject")
PREDICATE: Final = iri("rdf:predicate")
OBJECT: Final = iri("rdf:object")
DECISION: Final = iri("kg:decision")
ACCEPTED: Final = iri("kg:Accepted")
REJECTED: Final = iri("kg:Rejected")
THING: Final = iri("schema:Thing")
LABEL: Final = iri("rdfs:label")
SUBCLASS_OF: Final = iri("rdfs:subClassOf")
SUBPROPERTY_OF: Final = iri("rdfs:subPropertyOf")
PREF_LABEL: Final = iri("skos:prefLabel")
ALT_LABEL: Final = iri("skos:altLabel")

# Things
PERSON: Final = iri("schema:Person")
PLACE: Final = iri("schema:Place")
CITY: Final = iri("schema:City")
COUNTRY: Final = iri("schema:Country")
ADMINISTRATIVE_AREA: Final = iri("schema:AdministrativeArea")
ORGANIZATION: Final = iri("schema:Organization")
GOVERNMENT_ORGANIZATION: Final = iri("schema:GovernmentOrganization")
INTERNATIONAL_ORGANIZATION: Final = iri("kg:InternationalOrganization")
EDUCATIONAL_ORGANIZATION: Final = iri("schema:EducationalOrganization")
CORPORATION: Final = iri("schema:Corporation")
GROUP: Final = iri("kg:Group")
LEGISLATION: Final = iri("schema:Legislation")
INDEX: Final = iri("kg:Index")
RANKING: Final = iri("kg:Ranking")
MEASURE: Final = iri("kg:Measure")
NEWS_ARTICLE: Final = iri("schema:NewsArticle")
CREATIVE_WORK: Final = iri("schema:CreativeWork")

# Direct relations
HOLDS_POST_AT: Final = iri("kg:holdsPostAt")
AFFILIATION: Final = iri("schema:affiliation")
LOCATION: Final = iri("schema:location")
HEADQUARTERED_IN: Final = iri("kg:headquarteredIn")
CONTAINED_IN: Final = iri("schema:containedInPlace")
PARENT_ORGANIZATION: Final = iri("schema:parentOrganization")
MEMBER_OF: Final = iri("schema:memberOf")
COOPERATES_WITH: Final = iri("kg:cooperatesWith")
PUBLISHER: Final = iri("schema:publisher")
FOUNDING_DATE: Final = iri("schema:foundingDate")
FOUNDER: Final = iri("schema:founder")
ORGANIZER: Final = iri("schema:organizer")
SIGNED_WITH: Final = iri("kg:signedWith")
AUTHOR: Final = iri("schema:author")

# Documents
IDENTIFIER: Final = iri("schema:identifier")
HEADLINE: Final = iri("schema:headline")
DATE_PUBLISHED: Final = iri("schema:datePublished")
URL: Final = iri("schema:url")
SAME_AS: Final = iri("schema:sameAs")
SHA256: Final = iri("kg:sha256")

# Nodes with parts
POST: Final = iri("kg:Post")
HOLDER: Final = iri("kg:holder")
TITLE: Final = iri("kg:title")
AT: Final = iri("kg:at")
STATUS: Final = iri("kg:status")
FORMER: Final = iri("kg:Former")
INCOMING: Final = iri("kg:Incoming")
PERIOD: Final = iri("kg:period")
PERIOD_TEXT: Final = iri("kg:periodText")
INTERVAL: Final = iri("kg:Interval")
START: Final = iri("kg:start")
END: Final = iri("kg:end")
OBSERVATION: Final = iri("kg:Observation")
ABOUT: Final = iri("kg:about")
MEASURE_OF: Final = iri("kg:measure")
VALUE: Final = iri("kg:value")
UNIT: Final = iri("kg:unit")
PER: Final = iri("kg:per")
COMPARATOR: Final = iri("kg:comparator")
CHANGE_PERCENT: Final = iri("kg:changePercent")
CHANGE_COMPARATOR: Final = iri("kg:changeComparator")
CHANGE_BASIS: Final = iri("kg:changeBasis")
SCOPE: Final = iri("kg:scope")
RANK_OBSERVATION: Final = iri("kg:RankObservation")
RANKING_OF: Final = iri("kg:ranking")
RANK: Final = iri("kg:rank")
PREVIOUS_RANK: Final = iri("kg:previousRank")
PART_OF_INDEX: Final = iri("kg:partOfIndex")
EVENT: Final = iri("schema:Event")
PARTICIPATION_OF: Final = iri("kg:participation")
PARTICIPATION: Final = iri("kg:Participation")
WHO: Final = iri("kg:who")
COUNT: Final = iri("kg:count")
QUOTATION: Final = iri("schema:Quotation")
SPEAKER: Final = iri("kg:speaker")
TEXT: Final = iri("schema:text")
VERBATIM: Final = iri("kg:verbatim")
COMMITMENT: Final = iri("kg:Commitment")
AGENT: Final = iri("kg:agent")
ACTION: Final = iri("kg:action")
WITH: Final = iri("kg:with")

# Claims and evidence
CLAIM: Final = iri("kg:Claim")
CONFIDENCE: Final = iri("kg:confidence")
MODALITY: Final = iri("kg:modality")
ATTRIBUTED_TO: Final = iri("kg:attributedTo")
DERIVED_FROM: Final = iri("prov:wasDerivedFrom")
GENERATED_BY: Final = iri("prov:wasGeneratedBy")
EXTRACTOR: Final = iri("kg:extractor")
RULE: Final = iri("kg:rule")
REASON: Final = iri("kg:reason")
EVIDENCE: Final = iri("kg:Evidence")
HAS_SOURCE: Final = iri("oa:hasSource")
OA_START: Final = iri("oa:start")
OA_END: Final = iri("oa:end")
EXACT: Final = iri("oa:exact")
OA_PREFIX: Final = iri("oa:prefix")
OA_SUFFIX: Final = iri("oa:suffix")
RUN: Final = iri("kg:Run")
DEMONYM: Final = iri("kg:demonym")

# What a domain pack is written in
CAPITAL_OF: Final = iri("kg:capitalOf")
POPULATION: Final = iri("kg:population")
AMBIGUOUS: Final = iri("kg:ambiguous")
CONCEPT: Final = iri("skos:Concept")
NOTATION: Final = iri("skos:notation")
DEFINITION: Final = iri("skos:definition")
DOMAIN: Final = iri("rdfs:domain")
RANGE: Final = iri("rdfs:range")
DOMAIN_INCLUDES: Final = iri("schema:domainIncludes")
RANGE_INCLUDES: Final = iri("schema:rangeIncludes")
CLASS: Final = iri("owl:Class")
RDFS_CLASS: Final = iri("rdfs:Class")
RDFS_LITERAL: Final = iri("rdfs:Literal")
OBJECT_PROPERTY: Final = iri("owl:ObjectProperty")
DATATYPE_PROPERTY: Final = iri("owl:DatatypeProperty")
PROPERTY: Final = iri("rdf:Property")

XSD: Final = PREFIXES["xsd"]
XSD_INTEGER: Final = iri("xsd:integer")
XSD_DECIMAL: Final = iri("xsd:decimal")
XSD_BOOLEAN: Final = iri("xsd:boolean")
XSD_STRING: Final = iri("xsd:string")
XSD_DATE: Final = iri("xsd:date")
XSD_YEAR: Final = iri("xsd:gYear")
XSD_YEAR_MONTH: Final = iri("xsd:gYearMonth")
XSD_ANY_URI: Final = iri("xsd:anyURI")

# What the endpoint tells of itself
ENDPOINT: Final[dict[str, str]] = {
    "formats": "http://www.w3.org/ns/formats/",
    "results": "http://www.w3.org/2005/sparql-results#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
}
