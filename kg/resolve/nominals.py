"""What "the city", "the bureau", "the Danish capital" stand for; in doubt nothing, for wrong merges are worse."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from typing import Final

from kg.model import Role
from kg.resolve.employers import employer
from kg.resolve.fitting import ANY_BODY, SPELLING, bearing, fitting, may_be, modifies
from kg.resolve.focus import focus
from kg.resolve.naming import words
from kg.resolve.trail import Thing, Trail
from kg.resolve.words import Heads
from kg.vocab import CITY, ORGANIZATION, PLACE

_DEFINITE: Final = frozenset({"the", "this", "that"})
_POSSESSIVE: Final = frozenset({"its", "his", "her", "their", "our", "my", "your"})
# Words between article and noun that make it another one, or one of many.
_OTHER: Final = words(
    "other another first second third fourth next best last own each every only two three four five several "
    "many few new-found neighbouring rival similar different most top leading future previous former"
)
_COMPANY: Final = words("company firm startup start-up corporation manufacturer maker")
_APPOSITION_END: Final = re.compile(r"\s*(?:[,.;:)–—]|\s(?:in|of|that|which|who|for|based|behind|at|on|with)\b|\Z)")
_ARTICLE_BEFORE: Final = re.compile(r"(?:^|[^\w'’-])the\s((?:[A-Z][\w-]+\s){1,2})\Z", re.I)
_TOLD: Final = re.compile(r"\b(?:told|tells|tell|telling)\s\Z")
_OF_ANOTHER: Final = re.compile(r"\sof\s(?:the\s)?[A-Z]")
_MARGIN: Final = 3  # by how much "the agency" must be spoken of more than any other body
_CLOSE: Final = 60  # characters
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
    if beside := _with_name(trail, number):
        return beside
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
    if head in _COMPANY or head == "group":
        found = _company(trail, number, modifiers)
    elif sole := bearing(trail, number, head, modifiers):
        found = sole
    else:
        things = fitting(trail, heads, number, head, modifiers)
        near = trail.near(number, things) if _told_apart(trail, number, head, things) else []
        found = near[0] if len(near) == 1 else trail.most_salient(number, things, _MARGIN if head in ANY_BODY else 1)
    if found and _in_passing(trail, number, found):
        return None
    found = found or (_speakers_body(trail, number) if head in ANY_BODY else None)
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
    found = fitting(trail, heads, number, singular, [])
    return tuple(sorted(found, key=lambda t: t.group)) if len(found) == 2 else ()


def _told_apart(trail: Trail, number: int, head: str, things: Sequence[Thing]) -> bool:
    """Say whether the nearest is meant: of bodies, where "agency" or "body" is not said of any of them."""
    of_all = head in ANY_BODY and not all(head in thing.words for thing in things)
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
        {head, SPELLING.get(head, head)} & body.words or trail.domain.is_a(body.type, mention.type)
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
    return body if body is not None and may_be(trail.domain, trail.scene.mentions[number].type, body) else None


def _company(trail: Trail, number: int, modifiers: Sequence[str]) -> Thing | None:
    """Find the company that this sentence or the last one is about, or the one that the text is about.

    A body whose class nobody is sure of may be a company; a bank or a shop named in passing is not the one meant.
    """
    scene, domain, type_ = trail.scene, trail.domain, trail.scene.mentions[number].type
    fits = [
        thing
        for thing in trail.known(number)
        if (domain.is_a(thing.type, type_) or thing.type == ORGANIZATION)
        and all(modifies(domain, thing, word, "") for word in modifiers)
    ]
    may = {thing.group for thing in fits}
    told = _told_of(trail, number, may)
    if told is not None:
        return told
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
    found = trail.most_salient(number, [thing for thing in fits if thing.group in may], _MARGIN)
    return found if found and trail.weight.get(found.group, 0) > _ONCE_EARLY else None


def _told_of(trail: Trail, number: int, may: Set[int]) -> Thing | None:
    """What the last sentence is about, if it may be meant, where the phrase opens the next one."""
    scene, sentence = trail.scene, trail.scene.sentence(number)
    if sentence is None or not sentence.index:
        return None
    opening = scene.text[sentence.span.start : scene.mentions[number].span.start]
    if "," in opening or len(opening.split()) > 3:
        return None
    found = focus(trail, scene.analysed.sentences[sentence.index - 1])
    return found if found is not None and found.group in may else None


def _same_clause(trail: Trail, subject: int, number: int) -> bool:
    return not trail.scene.subjects[number] and not re.search(r"[,;]|\bthat\b", trail.scene.between(subject, number))


# -- named beside it ---------------------------------------------------------------------------------------------------
def _named_beside(trail: Trail, number: int) -> tuple[Thing, str] | None:
    """Read "NIVA, the water institute in Oslo"."""
    scene, mention = trail.scene, trail.scene.mentions[number]
    for earlier, thing in trail.before(number):
        gap = scene.text[scene.mentions[earlier].span.end : mention.span.start]
        beside = scene.mentions[earlier].kind == "name" and gap in {", ", " (", " – ", " — "}
        if beside and may_be(trail.domain, mention.type, thing) and _APPOSITION_END.match(scene.after(number)):
            return thing, f'"{mention.text}" is said of "{thing.names[0]}" beside it'
        break
    return None


def _with_name(trail: Trail, number: int) -> tuple[Thing, str] | None:
    """Read "the port city of Bergen", "Vestland province": the place whose name stands with the noun."""
    scene, mention = trail.scene, trail.scene.mentions[number]
    if not trail.domain.is_a(mention.type, PLACE) or mention.text.casefold().endswith("capital"):
        return None
    for other in (number - 1, number + 1):
        if other not in trail.named or abs(scene.mentions[other].span.start - mention.span.start) > _CLOSE:
            continue
        gap = scene.between(other, number) if other < number else scene.between(number, other)
        thing = trail.things[trail.named[other]]
        before = other < number and gap == " " and " " not in mention.text
        if (before or (other > number and gap == " of ")) and trail.domain.is_a(thing.type, PLACE):
            return thing, f'"{mention.text}" is said of "{thing.names[0]}" beside it'
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
