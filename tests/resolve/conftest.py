"""Texts with their mentions marked: "{Bergen:City} grew; {the city:City} …", read with the real domain and model."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

import kg.domain
import kg.language
from kg.domain import Domain
from kg.extract import Reading
from kg.model import Block, Claim, Document, Evidence, Mention, Node, Role, Span
from kg.resolve import Coreference, inside
from kg.vocab import AT, HOLDER, POST, TYPE, iri

MARK = re.compile(r"\{([^{}:]+):(\w+)(\?)?\}")
PRONOUNS = {"he", "she", "him", "his", "her", "it", "its"}
CLASSES = {"Gov": "schema:GovernmentOrganization", "Org": "schema:Organization", "Firm": "schema:Corporation"}
CLASSES |= {"Area": "schema:AdministrativeArea", "School": "schema:EducationalOrganization", "Index": "kg:Index"}
CLASSES |= {"Intl": "kg:InternationalOrganization", "Law": "schema:Legislation"}


def marked(text: str, document: str = "doc") -> tuple[str, tuple[Mention, ...]]:
    """Take the marks out; lower-case words are noun phrases; "?" marks a class that is only guessed."""
    plain, mentions, at = "", [], 0
    for mark in MARK.finditer(text):
        plain += text[at : mark.start()]
        words, cls, guessed = mark.groups()
        kind = "pronoun" if words.lower() in PRONOUNS else "name"
        if words.split()[0].lower() in {"the", "this"} and words.split()[-1].islower():
            kind = "nominal"
        span = Span(len(plain), len(plain) + len(words))
        type_ = iri(CLASSES.get(cls, f"schema:{cls}"))
        mentions.append(Mention(document, span, words, type_, kind, confidence=0.6 if guessed else 0.95))
        plain, at = plain + words, mark.end()
    return plain + text[at:], tuple(mentions)


@pytest.fixture(scope="session")
def domain() -> Domain:
    return kg.domain.load()


@pytest.fixture(scope="session")
def read(domain: Domain) -> Callable[..., tuple[Reading, Coreference]]:
    """Give what reads a marked text; a first line that ends in a blank one is its title; `posts` are (who, where)."""
    analyzer = kg.language.load()

    def reader(
        text: str, document: str = "doc", posts: tuple[tuple[str, str], ...] = ()
    ) -> tuple[Reading, Coreference]:
        plain, mentions = marked(text, document)
        title = plain.find("\n\n")
        blocks = [Block(Span(title + 2 if title >= 0 else 0, len(plain)), Role.BODY)]
        if title >= 0:
            blocks.insert(0, Block(Span(0, title), Role.TITLE))
        source = Document(document, plain, date="2021-04-27", blocks=tuple(blocks))
        analysed = analyzer.analyse(source, blocks)
        by_text = {m.text: m for m in reversed(mentions)}
        claims = tuple(
            Claim(
                Node(POST, ((HOLDER, by_text[who]), (AT, by_text[where]))),
                TYPE,
                POST,
                (Evidence.of(source, Span(0, 1)),),
            )
            for who, where in posts
        )
        return Reading(analysed, mentions, claims), inside(analysed, mentions, domain)

    return reader


@pytest.fixture(scope="session")
def clusters(read: Callable[..., tuple[Reading, Coreference]]) -> Callable[[str], dict[str, list[str]]]:
    """Give what names each thing of a marked text, with the words of all its mentions."""

    def cluster(text: str) -> dict[str, list[str]]:
        _, coreference = read(text)
        return {thing.name: [m.text for m in thing.mentions] for thing in coreference.entities}

    return cluster
