"""What a sentence is about: the body or place that its subject stands for, or that owns it; in doubt nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.model import Sentence, Token
from kg.resolve.naming import words
from kg.resolve.trail import Thing, Trail
from kg.vocab import ORGANIZATION, PERSON, PLACE

_SAYING: Final = words(
    "say tell add note explain announce report point stress state claim argue confirm disclose remark recall"
)
_OWNING: Final = frozenset({"of", "at", "from", "in"})
_RELATIVE: Final = frozenset({"which", "that", "who"})
_LINKS: Final = frozenset({"conj", "parataxis", "advcl", "ccomp", "xcomp", "acl"})
# "Founded in 1958, Acme …", "At present the park …": what may stand before a name that opens its sentence.
_OPENER: Final = re.compile(
    r"(?:[^,]{0,90}, )?(?:(?!(?:[Oo]f|[Aa]t|[Ii]n|[Oo]n|[Ff]or|[Ff]rom|[Bb]y|[Tt]o|[Ww]ith|and) )[\w-]+ ){0,3}"
)


def focus(trail: Trail, sentence: Sentence, before: int | None = None) -> Thing | None:
    """Return what a sentence is about, as far as its words before a position tell."""
    root = next((t for t in sentence.tokens if t.dep == "root"), None)
    if root is None:
        return None
    clause = root
    for _ in range(2):
        subject = _subject(sentence, clause)
        if subject is None or (before is not None and subject.start >= before):
            break
        found = _at(trail, sentence, subject)
        if found is not None and not found.is_person():
            return found if _is_thing(trail, found) else None
        told = _told(sentence, clause) if found is not None or clause.lemma.lower() in _SAYING else None
        if told is None:
            return _named(trail, sentence, clause, subject) if found is None else None
        clause = told
    return _opening(trail, sentence, before)


def clause_subject(trail: Trail, sentence: Sentence, token: Token) -> Thing | None:
    """Return the body or place that is subject of the clause which a possessive stands in: "Acme sold its plant"."""
    node, below = token, token
    for _ in range(len(sentence.tokens)):
        if node.head == node.index or node.dep == "root":
            return None
        below, node = node, sentence.tokens[node.head]
        subject = _own_subject(sentence, node)
        if subject is None or subject.index == below.index:
            if below.dep.partition(":")[0] in ("nsubj", "appos", "csubj"):
                return None  # what it belongs to is told by another clause
            continue
        if node.pos not in ("VERB", "AUX") or subject.start > token.start:
            return None
        if subject.text.lower() in _RELATIVE and node.dep.startswith("acl"):
            subject = sentence.tokens[node.head]
        found = _at(trail, sentence, subject)
        if found is None or not _is_thing(trail, found):
            return None
        return found if not _others(trail, sentence, subject, token, found) else None
    return None


def _others(trail: Trail, sentence: Sentence, subject: Token, token: Token, found: Thing) -> bool:
    """Say whether another body stands between a subject and what may go back to it, not as a part of the subject."""
    for number, thing in _mentioned(trail, sentence):
        head = trail.scene.head(number)
        if head is None or thing.group == found.group or not subject.start < head.start < token.start:
            continue
        if trail.domain.is_a(thing.type, ORGANIZATION) and not _under(sentence, head, subject):
            return True
    return False


def _under(sentence: Sentence, token: Token, top: Token) -> bool:
    for _ in range(len(sentence.tokens)):
        if token.index == top.index:
            return True
        if token.dep == "root" or token.head == token.index:
            return False
        token = sentence.tokens[token.head]
    return False


def _own_subject(sentence: Sentence, verb: Token) -> Token | None:
    return next((t for t in sentence.tokens if t.head == verb.index and t.dep.startswith("nsubj")), None)


def _subject(sentence: Sentence, verb: Token) -> Token | None:
    """The subject of a verb; of one that is joined to another, the other's."""
    found = _own_subject(sentence, verb)
    if found is None and verb.dep == "conj":
        return _own_subject(sentence, sentence.tokens[verb.head])
    return found


def _told(sentence: Sentence, verb: Token) -> Token | None:
    """The verb of what somebody says."""
    return next((t for t in sentence.tokens if t.head == verb.index and t.dep in ("ccomp", "parataxis")), None)


def _named(trail: Trail, sentence: Sentence, clause: Token, subject: Token) -> Thing | None:
    """ "Sales at Acme rose", "Its 40 experts work", "Among the growers is Acme": who owns or is what is told of."""
    if subject.pos == "PRON":
        return None
    owners: dict[int, Thing] = {}
    for number, thing in _mentioned(trail, sentence):
        head = trail.scene.head(number)
        if head is None or not _is_thing(trail, thing) or not _part_of(sentence, head, subject):
            continue
        if head.dep == "nmod:poss":
            return thing
        cases = {t.text.lower() for t in sentence.tokens if t.head == head.index and t.dep == "case"}
        if trail.domain.is_a(thing.type, ORGANIZATION) and head.dep == "nmod" and cases & _OWNING:
            owners.setdefault(thing.group, thing)
    if owners:
        return next(iter(owners.values())) if len(owners) == 1 else None
    found = _at(trail, sentence, clause)
    return found if found is not None and trail.domain.is_a(found.type, ORGANIZATION) else None


def _part_of(sentence: Sentence, head: Token, subject: Token) -> bool:
    """Say whether a name belongs to a subject, or to what that is of: "the revenue of companies at Acme"."""
    above = sentence.tokens[head.head]
    return above.index == subject.index or (above.dep == "nmod" and above.head == subject.index)


def _opening(trail: Trail, sentence: Sentence, before: int | None) -> Thing | None:
    """The first body that a sentence names where it opens with it, whatever the parse makes of it."""
    for number, thing in _mentioned(trail, sentence):
        start = trail.scene.mentions[number].span.start
        if before is not None and start >= before:
            return None
        opening = trail.scene.text[sentence.span.start : start]
        body = trail.domain.is_a(thing.type, ORGANIZATION)
        if opening in ("At ", "At the ") and body:
            return thing
        if _OPENER.fullmatch(opening) is None:
            if "," in opening or body:
                return None
            continue
        return thing if body and not trail.scene.coordinated(number) else None
    return None


def _mentioned(trail: Trail, sentence: Sentence) -> Iterator[tuple[int, Thing]]:
    """What a sentence has mentioned so far, in order."""
    span = sentence.span
    here = [s for s in trail.steps if span.start <= trail.scene.mentions[s[0]].span.start < span.end]
    for number, group in sorted(here):
        yield number, trail.things[group]


def _at(trail: Trail, sentence: Sentence, token: Token) -> Thing | None:
    """What the mention over a token stands for."""
    for number, thing in _mentioned(trail, sentence):
        span = trail.scene.mentions[number].span
        if span.start <= token.start < span.end:
            return thing
    return None


def _is_thing(trail: Trail, thing: Thing) -> bool:
    return thing.type != PERSON and any(trail.domain.is_a(thing.type, c) for c in (ORGANIZATION, PLACE))
