"""What "the city", "the bureau", "the Danish capital" stand for; in doubt nothing, for wrong merges are worse."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.domain import Domain, Entry
from kg.model import Iri, Role
from kg.resolve.employers import employer
from kg.resolve.naming import key, words
from kg.resolve.trail import Thing, Trail
from kg.resolve.words import Heads
from kg.vocab import ADMINISTRATIVE_AREA, CITY, GOVERNMENT_ORGANIZATION, ORGANIZATION, PLACE

_DEFINITE: Final = frozenset({"the", "this", "that"})
_POSSESSIVE: Final = frozenset({"its", "his", "her", "their", "our", "my", "your"})
# Words between article and noun that say nothing about which one is meant …
_NEUTRAL: Final = words(
    "new same said whole entire host once newly-opened young old big small local municipal federal national "
    "public state"
)
# … and those that make it another one, or one of many.
_OTHER: Final = words(
    "other another first second third fourth next best last own each every only two three four five several "
    "many few new-found neighbouring rival similar different most top leading future previous former"
)
_ANY_BODY: Final = words("agency authority body organisation organization institution regulator watchdog")
_COMPANY: Final = words("company firm startup start-up corporation manufacturer maker")
_SPELLING: Final = {"organisation": "organization", "centre": "center"}
_APPOSITION_END: Final = re.compile(r"\s*(?:[,.;:)–—]|\s(?:in|of|that|which|who|for|based|behind|at|on|with)\b|\Z)")
_ARTICLE_BEFORE: Final = re.compile(r"(?:^|[^\w'’-])the\s((?:[A-Z][\w-]+\s){1,2})\Z", re.I)
_TOLD: Final = re.compile(r"\b(?:told|tells|tell|telling)\s\Z")
_OF_ANOTHER: Final = re.compile(r"\sof\s(?:the\s)?[A-Z]")
_MARGIN: Final = 3  # by how much "the agency" must be spoken of more than any other body
_ONCE_EARLY: Final = 4  # what weighs a thing that the beginning of a text names, and nothing else
_LISTED: Final = re.compile(r"[A-Z][\w.-]+,? and (?:the |The )?\Z")  # "Oslo and Bergen University"
_VERB_NEXT: Final = frozenset({"VERB", "AUX"})


def antecedent(trail: Trail, heads: Heads, number: int) -> tuple[Thing, str] | None:
    """Return what a noun phrase stands for and why; None where nothing is sure."""
    text = " ".join(trail.scene.mentions[number].text.split()).casefold()
    words = text.replace("’", "'").split()
    if not words or words[0] in _POSSESSIVE:
        return None
    if named := _named_beside(trail, number):
        return named
    if whose := _of_person(trail, number, words[-1]):
        return whose
    words = _with_article(trail, number, words)
    if _TOLD.search(trail.scene.before(number)) or _OF_ANOTHER.match(trail.scene.after(number)):
        return None  # "told the agency": the one that reports; "the city of Jianyang": one with a name of its own
    definite = words[0] in _DEFINITE
    if not definite and not _bare_subject(trail, number):
        return None
    modifiers, head = words[int(definite) : -1], words[-1]
    if _OTHER & set(modifiers) or any(word.endswith("est") for word in modifiers):
        return None
    if head == "capital":
        return _capital(trail, number, modifiers)
    if head in _COMPANY:
        found = _company(trail, number, modifiers)
    else:
        fitting = _fitting(trail, heads, number, head, modifiers)
        near = trail.near(number, fitting) if _told_apart(trail, number, head, fitting) else []
        found = near[0] if len(near) == 1 else trail.most_salient(number, fitting, _MARGIN if head in _ANY_BODY else 1)
    if found and _in_passing(trail, number, found):
        return None
    found = found or (_speakers_body(trail, number) if head in _ANY_BODY else None)
    return (found, f'"{trail.scene.mentions[number].text}" is the {head} that the text speaks of') if found else None


def _with_article(trail: Trail, number: int, words: list[str]) -> list[str]:
    """Take in the article and a name before the noun, which the mention leaves out: "the Lisbon-based agency"."""
    before = None if words[0] in _DEFINITE else _ARTICLE_BEFORE.search(trail.scene.before(number, 48))
    return ["the", *before[1].casefold().split(), *words] if before else words


def both(trail: Trail, heads: Heads, number: int) -> tuple[Thing, ...]:
    """Return the two that "the two offices" stand for, where exactly two are known."""
    words = trail.scene.mentions[number].text.casefold().split()
    if len(words) < 2 or words[-2] not in {"two", "both"}:
        return ()
    singular = words[-1].removesuffix("s") if not words[-1].endswith("ies") else words[-1][:-3] + "y"
    found = _fitting(trail, heads, number, singular, [])
    return tuple(sorted(found, key=lambda t: t.group)) if len(found) == 2 else ()


def _told_apart(trail: Trail, number: int, head: str, things: Sequence[Thing]) -> bool:
    """Say whether the nearest is meant: of bodies, where "agency" or "body" is not said of any of them."""
    of_all = head in _ANY_BODY and not all(head in thing.words for thing in things)
    return trail.domain.is_a(trail.scene.mentions[number].type, ORGANIZATION) and not of_all


def _in_passing(trail: Trail, number: int, thing: Thing) -> bool:
    """Say whether a body was only listed once beside another, and not just now."""
    listed = [n for form in thing.forms for n in form.mentions]
    body = trail.domain.is_a(thing.type, ORGANIZATION) and not trail.near(number, [thing])
    return body and len(listed) == 1 and bool(_LISTED.search(trail.scene.before(listed[0])))


# -- whose it is -------------------------------------------------------------------------------------------------------
def _of_person(trail: Trail, number: int, head: str) -> tuple[Thing, str] | None:
    """Read "her department": the body at which she was said to be, if it is one."""
    mention, last = trail.scene.mentions[number], next(trail.before(number), None)
    if last is None or not last[1].is_person() or trail.scene.between(last[0], number) != " ":
        return None
    if trail.scene.mentions[last[0]].kind != "pronoun":
        return None
    body = employer(trail, number, last[1])
    if body is None or not (
        {head, _SPELLING.get(head, head)} & body.words or trail.domain.is_a(body.type, mention.type)
    ):
        return None
    return body, f'"{mention.text}" is the one where "{last[1].names[0]}" is'


def _speakers_body(trail: Trail, number: int) -> Thing | None:
    """Read "Nordic Council director Anna Peeters said the agency would …"."""
    here = trail.scene.sentences[number]
    spoken = [t for n, t in trail.before(number) if t.is_person() and trail.scene.sentences[n] == here]
    if len({t.group for t in spoken}) != 1:
        return None
    body = employer(trail, number, spoken[0])
    return body if body is not None and _may_be(trail.domain, trail.scene.mentions[number].type, body) else None


def _company(trail: Trail, number: int, modifiers: Sequence[str]) -> Thing | None:
    """Find the company that this sentence or the last one is about, or the one that the text is about.

    A body whose class nobody is sure of may be a company; a bank or a shop named in passing is not the one meant.
    """
    scene, domain, type_ = trail.scene, trail.domain, trail.scene.mentions[number].type
    fitting = [
        thing
        for thing in trail.known(number)
        if (domain.is_a(thing.type, type_) or thing.type == ORGANIZATION)
        and all(_modifies(domain, thing, word, "") for word in modifiers)
    ]
    may = {thing.group for thing in fitting}
    near: dict[int, Thing] = {}
    for earlier, thing in trail.before(number):
        if scene.sentences[number] - scene.sentences[earlier] > 1:
            break
        if thing.group not in may or scene.role(earlier) is Role.TITLE:
            continue
        if scene.subjects[earlier] and not scene.coordinated(earlier):
            if scene.sentences[number] == scene.sentences[earlier] and _same_clause(trail, earlier, number):
                may.discard(thing.group)  # "Acme sued the company"
                continue
            return thing
        near.setdefault(thing.group, thing)
    if near:
        return next(iter(near.values())) if len(near) == 1 else None
    found = trail.most_salient(number, [thing for thing in fitting if thing.group in may], _MARGIN)
    return found if found and trail.weight.get(found.group, 0) > _ONCE_EARLY else None


def _same_clause(trail: Trail, subject: int, number: int) -> bool:
    return not trail.scene.subjects[number] and not re.search(r"[,;]|\bthat\b", trail.scene.between(subject, number))


# -- named beside it ---------------------------------------------------------------------------------------------------
def _named_beside(trail: Trail, number: int) -> tuple[Thing, str] | None:
    """Read "NIVA, the water institute in Oslo"."""
    scene, mention = trail.scene, trail.scene.mentions[number]
    for earlier, thing in trail.before(number):
        gap = scene.text[scene.mentions[earlier].span.end : mention.span.start]
        beside = scene.mentions[earlier].kind == "name" and gap in {", ", " (", " – ", " — "}
        if beside and _may_be(trail.domain, mention.type, thing) and _APPOSITION_END.match(scene.after(number)):
            return thing, f'"{mention.text}" is said of "{thing.names[0]}" beside it'
        break
    return None


def _bare_subject(trail: Trail, number: int) -> bool:
    """Headlines and leads leave articles out: "says city is growing"."""
    if trail.scene.role(number) not in {Role.TITLE, Role.LEAD} or " " in trail.scene.mentions[number].text:
        return False
    head, sentence = trail.scene.head(number), trail.scene.sentence(number)
    if head is None or sentence is None or head.index + 1 >= len(sentence.tokens):
        return False
    before = sentence.tokens[head.index - 1].pos if head.index else "VERB"
    return before in {"VERB", "AUX", "PUNCT", "SCONJ"} and sentence.tokens[head.index + 1].pos in _VERB_NEXT


# -- what fits ---------------------------------------------------------------------------------------------------------
def _may_be(domain: Domain, type_: Iri, thing: Thing) -> bool:
    one_way = domain.is_a(thing.type, type_) or domain.is_a(type_, thing.type)
    return one_way or (domain.is_a(type_, ORGANIZATION) and domain.is_a(thing.type, ORGANIZATION))


def _fitting(trail: Trail, heads: Heads, number: int, head: str, modifiers: Sequence[str]) -> list[Thing]:
    """Return what a noun and its modifiers may stand for; those that bear the noun in their name go before others."""
    type_, domain = trail.scene.mentions[number].type, trail.domain
    owner = trail.scene.owners[number]
    things = [t for t in trail.known(number) if _may_be(domain, type_, t)]
    if owner is not None:
        things = [t for t in things if _belongs(trail, t, owner)]
    things = [t for t in things if all(_modifies(domain, t, word, head) for word in modifiers)]
    named = [t for t in things if {head, _SPELLING.get(head, head)} & t.words]
    if named and not domain.is_a(type_, PLACE):
        return named
    kind = [t for t in things if domain.is_a(t.type, type_)]
    if type_ == ADMINISTRATIVE_AREA:
        return named or [t for t in things if t.type == type_ and _not_otherwise(heads, t)]
    if not domain.is_a(type_, ORGANIZATION):
        return kind or named
    if head in _ANY_BODY:
        return things
    if type_ == GOVERNMENT_ORGANIZATION:
        return things if len(things) == 1 and _not_otherwise(heads, things[0]) else []
    return kind if type_ != ORGANIZATION else []


def _not_otherwise(heads: Heads, thing: Thing) -> bool:
    """Refuse a court for "the bureau"."""
    return not any(heads.of(tuple(key(name).split())) for name in thing.names)


def _belongs(trail: Trail, thing: Thing, owner: int) -> bool:
    """Say whether a thing is that of an owner: it is named after it, or the text says whose it is."""
    words = set(key(trail.scene.mentions[owner].text).split())
    return any(
        words <= set(form.words) or (form.owner and key(form.owner) == " ".join(sorted(words))) for form in thing.forms
    )


def _modifies(domain: Domain, thing: Thing, word: str, head: str) -> bool:
    if word in _NEUTRAL or word in thing.words:
        return True
    place = word.removesuffix("-based")
    entry = domain.lexicon.demonym(place.title()) or next(iter(domain.lexicon.lookup(place.title())), None)
    if entry is not None:
        return _located(domain, thing, entry) or place in thing.words
    return domain.is_a(thing.type, PLACE) and head in {"city", "town", "country", "nation"} and not word.endswith("ing")


def _located(domain: Domain, thing: Thing, place: Entry) -> bool:
    """Say whether the lexicon puts a thing in a place."""
    for form in thing.forms:
        entry = form.entry
        around = {entry.within, entry.headquarters, entry.capital_of, entry.iri} if entry else set()
        for iri in [i for i in around if i]:
            holder = domain.lexicon.entry(iri)
            around |= {holder.within} if holder else set()
        if place.iri in around:
            return True
    return False


def _capital(trail: Trail, number: int, modifiers: Sequence[str]) -> tuple[Thing, str] | None:
    """Find "the Danish capital", of which the lexicon says so, or "the capital" where only one was named."""
    capitals = [
        (t, entry)
        for t in trail.known(number)
        if (entry := next((f.entry for f in t.forms if f.entry and f.entry.capital_of), None))
        and trail.domain.is_a(t.type, CITY)
    ]
    demonym = trail.domain.lexicon.demonym(" ".join(modifiers).title()) if modifiers else None
    if demonym is not None:
        capitals = [(t, entry) for t, entry in capitals if entry.capital_of == demonym.iri]
    elif modifiers:
        return None
    things = [t for t, _ in capitals]
    if demonym is None and len(things) != 1:
        return None
    found = trail.most_salient(number, things)
    return (found, f'the lexicon has "{found.names[0]}" as that capital') if found else None
