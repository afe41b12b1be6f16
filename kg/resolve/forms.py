"""The names of a document, each with all its mentions, and what the lexicon knows by that name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.domain import Domain, Entry
from kg.model import Iri
from kg.resolve.kinds import agreed, compatible
from kg.resolve.naming import key, looks_like_acronym, plain, unhonoured, without_accents, words_of
from kg.resolve.scene import Scene
from kg.vocab import COUNTRY, EDUCATIONAL_ORGANIZATION, GOVERNMENT_ORGANIZATION, PERSON, PLACE

_BRANCH: Final = re.compile(r"\s\(([A-Z][^\W\d_]+(?: [A-Z][^\W\d_]+){0,2})\)")
_CAPITALISED: Final = re.compile(r"[A-Z][^\W\d_]{2,}")
WEAK: Final = 0.8  # below, an extractor has guessed the class


@dataclass(frozen=True, slots=True)
class Form:
    """A name as a document uses it. `mentions` are their numbers in the scene, `votes` the classes they were given."""

    name: str
    key: str
    mentions: tuple[int, ...]
    type: Iri
    sure: bool
    owner: str | None = None
    entry: Entry | None = None

    @property
    def words(self) -> tuple[str, ...]:
        return words_of(self.name)


def forms_of(scene: Scene, domain: Domain) -> tuple[Form, ...]:
    """Gather the names of a document, in the order in which they first stand there."""
    gathered: dict[tuple[str, str], list[int]] = {}
    for number, mention in enumerate(scene.mentions):
        if mention.kind == "name":
            owner = _owner(scene, number) if mention.type != PERSON else None
            gathered.setdefault((key(full_name(scene, domain, number)), owner or ""), []).append(number)
    merged = _owned(gathered)
    plainly = [_form(scene, domain, numbers, owner) for (_, owner), numbers in merged.items()]
    countries, places = _countries(scene, domain, plainly), _places(domain, plainly)
    known = (_with_entry(domain, form, countries) for form in plainly)
    return tuple(form if form.entry else _of_place(domain, form, places) for form in known)


def full_name(scene: Scene, domain: Domain, number: int) -> str:
    """Return a mention's name: the fuller one that the extractor gives, and a university's branch in brackets."""
    mention = scene.mentions[number]
    name = unhonoured(mention.full or mention.text) if mention.type == PERSON else plain(mention.full or mention.text)
    if mention.type == EDUCATIONAL_ORGANIZATION and (branch := _BRANCH.match(scene.after(number, 40))):
        placed = any(domain.is_a(entry.type, PLACE) for entry in domain.lexicon.lookup(branch[1]))
        return f"{name} ({branch[1]})" if placed else name
    return name


def _owner(scene: Scene, number: int) -> str | None:
    """Return the name of the place or body that a name is said to belong to: "Japan's Ministry of Commerce"."""
    owner = scene.owners[number]
    return plain(scene.mentions[owner].text) if owner is not None and scene.mentions[owner].kind == "name" else None


def _owned(gathered: dict[tuple[str, str], list[int]]) -> dict[tuple[str, str], list[int]]:
    """Keep one name under two owners apart, and give the mentions without owner to the only one, if it is one."""
    owners: dict[str, list[str]] = {}
    for name, owner in gathered:
        owners.setdefault(name, []).append(owner)
    merged: dict[tuple[str, str], list[int]] = {}
    for (name, owner), numbers in gathered.items():
        named = [o for o in owners[name] if o]
        target = owner or (named[0] if len(named) == 1 else "")
        merged.setdefault((name, target), []).extend(numbers)
    return {which: sorted(numbers) for which, numbers in merged.items()}


def _form(scene: Scene, domain: Domain, numbers: Sequence[int], owner: str) -> Form:
    votes: Counter[Iri] = Counter()
    written: Counter[str] = Counter()
    for number in numbers:
        mention = scene.mentions[number]
        votes[mention.type] += mention.confidence  # type: ignore[assignment]
        written[full_name(scene, domain, number)] += 1
    name = min(written, key=lambda w: (w.isupper() and not looks_like_acronym(w), -written[w], w))
    sure = max(scene.mentions[n].confidence for n in numbers) >= WEAK
    return Form(name, key(name), tuple(numbers), agreed(domain, votes), sure, owner or None)


# -- the lexicon -------------------------------------------------------------------------------------------------------
def _candidates(domain: Domain, form: Form) -> tuple[Entry, ...]:
    """Return who bears a name and may be what the text means; a mere guess at the class gives way to the lexicon."""
    owned = (f"{form.name} of {form.owner}", f"{form.owner} {form.name}") if form.owner else ()
    spellings = (*owned, form.name, f"The {form.name}", without_accents(form.name))
    found = next(filter(None, map(domain.lexicon.lookup, spellings)), ())
    fitting = tuple(e for e in found if compatible(domain, e.type, form.type))
    return fitting if fitting or form.sure else tuple(e for e in found if not e.ambiguous)


def _with_entry(domain: Domain, form: Form, countries: frozenset[Iri]) -> Form:
    found = _candidates(domain, form)
    if not found:
        return form
    here = [e for e in found if e.type == found[0].type and countries & {e.iri, *_around(domain, e)}]
    entry = here[0] if here and domain.is_a(found[0].type, PLACE) else found[0]
    type_ = form.type if compatible(domain, entry.type, form.type) else entry.type
    return replace(form, type=type_, entry=entry)


def _places(domain: Domain, forms: Iterable[Form]) -> tuple[str, ...]:
    """Return the places that a document's names are or begin with: "Oslo" of "Oslo customs"."""
    found: set[str] = set()
    for form in forms:
        words = form.name.split()
        for size in (1, 2, len(words)):
            said = " ".join(words[:size])
            if any(domain.is_a(entry.type, PLACE) and not entry.ambiguous for entry in domain.lexicon.lookup(said)):
                found.add(said)
    return tuple(sorted(found))


def _of_place(domain: Domain, form: Form, places: Sequence[str]) -> Form:
    """Take a public body for the one that the lexicon knows in a place that the document speaks of, if it is one."""
    if not (form.sure and domain.is_a(form.type, GOVERNMENT_ORGANIZATION)) or form.owner:
        return form
    named = (said for place in places for said in (f"{place} {form.name}", f"{form.name} of {place}"))
    found = {entry.iri: entry for said in named for entry in domain.lexicon.lookup(said)}
    return replace(form, entry=next(iter(found.values()))) if len(found) == 1 else form


def _around(domain: Domain, entry: Entry) -> Iterator[Iri]:
    """Yield the places that hold a place, from the nearest."""
    within, seen = entry.within, {entry.iri}
    while within is not None and within not in seen:
        yield within
        seen.add(within)
        holder = domain.lexicon.entry(within)
        within = holder.within if holder else None


def _countries(scene: Scene, domain: Domain, forms: Iterable[Form]) -> frozenset[Iri]:
    """Return the countries that a document speaks of: by name, by a place that lies in them, or by their people."""
    found: set[Iri] = set()
    for form in forms:
        entries = _candidates(domain, form)
        if len(entries) == 1:
            found.update(i for i in (entries[0].iri, *_around(domain, entries[0])) if _is_country(domain, i))
    for word in set(_CAPITALISED.findall(scene.text)):
        people = domain.lexicon.demonym(word)
        if people is not None:
            found.add(people.iri)
    return frozenset(found)


def _is_country(domain: Domain, place: Iri) -> bool:
    entry = domain.lexicon.entry(place)
    return entry is not None and entry.type == COUNTRY
