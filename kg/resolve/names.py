"""Which names of one document mean one thing: same entry, acronyms, surnames, shortened names. Each with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.domain import Domain
from kg.resolve.forms import Form
from kg.resolve.groups import Groups
from kg.resolve.kinds import compatible
from kg.resolve.naming import is_acronym_of, key, looks_like_acronym, unaccented, words
from kg.resolve.scene import Scene
from kg.resolve.words import Heads
from kg.vocab import CITY, CORPORATION, EDUCATIONAL_ORGANIZATION, LEGISLATION, ORGANIZATION, PERSON, PLACE

_OPENING: Final = re.compile(
    r"\s?\(\s?[\"“']?(?:the |or |also known as |formerly |hereinafter |abbreviated as )?|, or (?:the )?"
)
_LEVELS: Final = words("Municipal City Provincial State National Federal Regional District County")
_BRACKET: Final = re.compile(r"\s?\([\"“']?([A-Z][\w&.-]{1,11}(?:\([A-Z]{1,4}\))?)[\"”']?\)")


def merged(scene: Scene, domain: Domain, forms: Sequence[Form], heads: Heads) -> Groups:
    """Join the names of a document that mean one thing."""
    groups = Groups(len(forms), lambda a, b: _may_join(domain, [forms[i] for i in a], [forms[i] for i in b]))
    for one, other, reason in _same_entry(forms):
        groups.join(one, other, reason)
    for one, other, reason in _defined(scene, domain, forms):
        groups.join(one, other, reason)
    for one, other, reason in _initials(domain, forms):
        groups.join(one, other, reason)
    for one, other, reason in _spelled(forms):
        groups.join(one, other, reason)
    for rule in (_shortened_place, _shortened_body):
        _join_unique(groups, forms, list(rule(scene, domain, forms, heads)))
    return groups


def _may_join(domain: Domain, ones: Sequence[Form], others: Sequence[Form]) -> bool:
    """Two entries of the lexicon are two things, and so are two owners' offices; a person is no place."""
    entries = {f.entry.iri for f in (*ones, *others) if f.entry}
    owners = {f.owner for f in (*ones, *others) if f.owner}
    if len(entries) > 1 or len(owners) > 1:
        return False
    sure = [(a, b) for a in ones for b in others if (a.sure or a.entry) and (b.sure or b.entry)]
    return all(compatible(domain, a.type, b.type) for a, b in sure)


def _join_unique(groups: Groups, forms: Sequence[Form], found: Sequence[tuple[int, int, str]]) -> None:
    """Join a short name with its long one where only one thing bears a long one."""
    for short in sorted({one for one, _, _ in found}):
        longs = {groups.of(other): reason for one, other, reason in found if one == short}
        if len(longs) == 1:
            ((long, reason),) = longs.items()
            groups.join(short, long, reason)


def _same_entry(forms: Sequence[Form]) -> Iterator[tuple[int, int, str]]:
    first: dict[str, int] = {}
    for number, form in enumerate(forms):
        if form.entry:
            earlier = first.setdefault(form.entry.iri, number)
            if earlier != number:
                yield (
                    earlier,
                    number,
                    f'"{form.name}" and "{forms[earlier].name}" are names of one entry of the lexicon',
                )


# -- acronyms ----------------------------------------------------------------------------------------------------------
def _defined(scene: Scene, domain: Domain, forms: Sequence[Form]) -> Iterator[tuple[int, int, str]]:
    """Join "Full Name (ABC)", "ABC (Full Name)", "Full Name, or ABC,"."""
    form_of = {number: i for i, form in enumerate(forms) for number in form.mentions}
    for right in sorted(form_of):
        left = next((n for n in range(right - 1, max(-1, right - 3), -1) if n in form_of), None)
        if left is None or not 2 <= len(scene.between(left, right)) <= 24:
            continue
        between = scene.between(left, right)
        opening = _OPENING.match(between)
        branch = re.match(r"\s\([^()]{1,40}\)", between)  # "University (City), or U(C)"
        if not (opening and opening.end() == len(between)) and not (
            branch and between[branch.end() :] in (", or ", ", or the ")
        ):
            continue
        one, other = form_of[left], form_of[right]
        if _defines(domain, forms[one], forms[other]):
            yield one, other, f'the text gives "{forms[other].name}" in brackets for "{forms[one].name}"'


def _defines(domain: Domain, one: Form, other: Form) -> bool:
    short, full = (other, one) if looks_like_acronym(other.name) else (one, other)
    if not looks_like_acronym(short.name) or looks_like_acronym(full.name) or full.type == PERSON:
        return False
    if is_acronym_of(short.name, full.name):
        return True
    place = short.entry is not None and domain.is_a(short.type, PLACE)
    return (
        short is other
        and not place
        and domain.is_a(full.type, ORGANIZATION)
        and compatible(domain, short.type, full.type)
    )


def acronyms_after(scene: Scene, numbers: Sequence[int], name: str) -> Iterator[str]:
    """Yield what the text gives in brackets after a name as its acronym, mention or not."""
    for number in numbers:
        bracket = _BRACKET.match(scene.after(number))
        if bracket and looks_like_acronym(bracket[1]) and is_acronym_of(bracket[1], name):
            yield bracket[1]


def _initials(domain: Domain, forms: Sequence[Form]) -> Iterator[tuple[int, int, str]]:
    """An acronym that no bracket defines, and the only name whose initials it has."""
    for i, short in enumerate(forms):
        if short.entry or not looks_like_acronym(short.name) or domain.is_a(short.type, PLACE):
            continue
        fulls = [
            j
            for j, full in enumerate(forms)
            if len(full.words) > 1
            and (domain.is_a(full.type, ORGANIZATION) or domain.is_a(full.type, LEGISLATION))
            and is_acronym_of(short.name, full.name)
        ]
        if len(fulls) == 1:
            yield i, fulls[0], f'"{short.name}" are the initials of "{forms[fulls[0]].name}"'


# -- spellings and shortened names -------------------------------------------------------------------------------------
def _spelled(forms: Sequence[Form]) -> Iterator[tuple[int, int, str]]:
    first: dict[str, int] = {}
    for number, form in enumerate(forms):
        if form.owner:
            continue
        earlier = first.setdefault(unaccented(form.name), number)
        if earlier != number:
            yield earlier, number, f'"{form.name}" and "{forms[earlier].name}" differ in accents only'


def _shortened_place(
    scene: Scene, domain: Domain, forms: Sequence[Form], heads: Heads
) -> Iterator[tuple[int, int, str]]:
    """Join "Nansha" with "Nansha District", but not "Korea" with "South Korea"."""
    for i, short in enumerate(forms):
        for j, long in enumerate(forms):
            rest = long.words[len(short.words) :]
            starts = i != j and bool(rest) and long.words[: len(short.words)] == short.words
            places = domain.is_a(long.type, PLACE) and all(heads.names_place(word) for word in rest)
            if short.entry and short.entry.type == CITY and rest not in {("city",), ("municipality",)}:
                continue  # Waterloo and Waterloo Region are two
            if starts and places and (domain.is_a(short.type, PLACE) or not (short.sure or short.entry)):
                yield i, j, f'"{short.name}" is short for "{long.name}"'


def _shortened_body(
    scene: Scene, domain: Domain, forms: Sequence[Form], heads: Heads
) -> Iterator[tuple[int, int, str]]:
    """Join "Samsung" with "Samsung Electronics", "Patent Office" with "European Patent Office", unless listed both."""
    for i, short in enumerate(forms):
        body = domain.is_a(short.type, ORGANIZATION) or not (short.sure or short.entry)
        if not body:
            continue
        for j, long in enumerate(forms):
            size = len(short.words)
            if i == j or len(long.words) <= size or "(" in long.name or not domain.is_a(long.type, ORGANIZATION):
                continue
            company = domain.is_a(long.type, CORPORATION) and domain.is_a(CORPORATION, short.type)
            school = domain.is_a(long.type, EDUCATIONAL_ORGANIZATION) and looks_like_acronym(short.name)
            starts = (company or school) and long.words[:size] == short.words
            few = school or (len(long.words) - size <= 2 and not {"of", "for", "and"} & set(long.words[size:]))
            ends = size > 1 and long.words[-size:] == short.words and _qualifies(domain, short, long)
            if ((starts and few) or ends) and not scene.together(short.mentions, long.mentions):
                yield i, j, f'"{short.name}" is short for "{long.name}"'


def _qualifies(domain: Domain, short: Form, long: Form) -> bool:
    """Say whether the words before a shorter name only tell whose it is: "Shanghai Municipal", "European"."""
    before = long.name.split()[: len(long.name.split()) - len(short.name.split())]
    if not before:
        return False  # a hyphen joins what stands before, as in "DTI-Eastern Samar"
    if short.owner:
        return key(short.owner) == key(" ".join(before[: len(short.owner.split())]))
    whose = " ".join(before[:-1] if before[-1] in _LEVELS else before)
    known = domain.lexicon.lookup(whose) or domain.lexicon.demonym(whose)
    return bool(known) or len(before) == 1


# -- people ------------------------------------------------------------------------------------------------------------
def namesakes(forms: Sequence[Form]) -> dict[int, tuple[int, ...]]:
    """Return, for each part of a person's name that stands alone, the fuller names that it may be part of.

    Western names end with the family name, Chinese ones begin with it; particles go with it ("Di Rosa").
    """
    people = [i for i, form in enumerate(forms) if form.type == PERSON]
    found: dict[int, tuple[int, ...]] = {}
    for i in people:
        part = tuple(key(forms[i].name).split())
        fuller = tuple(
            j
            for j in people
            if len(whole := forms[j].words) > len(part) and (whole[-len(part) :] == part or whole[: len(part)] == part)
        )
        if fuller:
            found[i] = fuller
    return found
