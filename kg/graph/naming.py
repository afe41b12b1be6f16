"""Readable, stable IRIs: slugs of words, hashes of contents."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from kg.errors import UsageError
from kg.graph.terms import local
from kg.model import Evidence, Iri
from kg.vocab import PREFIXES

ID: Final = PREFIXES["id"]
_LONGEST: Final = 80
_PLAIN_ID: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?")
_HASHED: Final = re.compile(r"[0-9a-f]{16}")
_BASE: Final = re.compile(r"(?:https?://[^\x00-\x20<>\"{}|^`\\]+|urn:[^\x00-\x20<>\"{}|^`\\]+)[/#:]")


def digest(parts: Iterable[str]) -> str:
    """Hash some words to 16 hexadecimal digits.

    >>> digest(["a", "b"])
    '59b271ae1bbcb1d3'
    """
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def slug(words: str) -> str:
    """Turn words into the last part of an IRI: lower case, accents off, everything else one hyphen.

    >>> slug("Côte d’Ivoire: GDP (2020)")
    'cote-d-ivoire-gdp-2020'
    """
    folded = unicodedata.normalize("NFKD", words).casefold()
    letters = "".join(c if c.isalnum() else "-" for c in folded if not unicodedata.combining(c))
    short = re.sub(r"-+", "-", letters).strip("-")
    if not short:
        return digest([words])
    return short if len(short) <= _LONGEST else f"{short[:_LONGEST].rstrip('-')}-{digest([words])[:8]}"


def kebab(name: str) -> str:
    """Turn a class's local name into the first part of an IRI.

    >>> kebab("RankObservation")
    'rank-observation'
    """
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower() or "thing"


def kind(type_: Iri) -> str:
    """Name the folder in which things of a class live."""
    return kebab(local(type_))


def named_by_content(iri: str) -> bool:
    """Tell whether a thing's name is a hash of what it holds.

    >>> named_by_content("https://example.org/id/post/750c51d37c675210")
    True
    """
    return _HASHED.fullmatch(iri.rpartition("/")[2]) is not None


def document_iri(document_id: str) -> Iri:
    """Name a document after its id; ids that no IRI can show get a hash, so that no two fall together."""
    if _PLAIN_ID.fullmatch(document_id):
        return Iri(f"{ID}document/{document_id}")
    return Iri(f"{ID}document/{slug(document_id)}-{digest([document_id])[:8]}")


def evidence_iri(evidence: Evidence) -> Iri:
    """Name a stretch of a document's text."""
    span = evidence.span
    return Iri(f"{ID}evidence/{digest([evidence.document, str(span.start), str(span.end), evidence.exact])}")


def checked_base(base: str) -> str:
    """Return a namespace for the graph's own things; raises UsageError when it is none.

    >>> checked_base("https://example.org/kg/")
    'https://example.org/kg/'
    """
    if not _BASE.fullmatch(base):
        raise UsageError(f"base {base!r} is no namespace: give an absolute http(s) or urn IRI that ends in / or # or :")
    return base
