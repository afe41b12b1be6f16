"""Identity inside one document: which mentions stand for one thing, and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.domain import Domain, Entry
from kg.model import AnalysedDocument, Document, Iri, Mention, Span
from kg.resolve import nominals, pronouns
from kg.resolve.forms import Form, forms_of
from kg.resolve.groups import Groups
from kg.resolve.kinds import agreed
from kg.resolve.names import acronyms_after, merged, namesakes
from kg.resolve.naming import key, looks_like_acronym, words_of
from kg.resolve.scene import Scene
from kg.resolve.trail import Thing, Trail
from kg.resolve.words import Heads, heads_of
from kg.vocab import PERSON


@dataclass(frozen=True, slots=True)
class LocalEntity:
    """A thing as one document knows it.

    `name` is its fullest name, `names` its other ones (no surnames), `owner` the place or body that the text says it
    belongs to; `reasons` says for every merge why.
    """

    name: str
    type: Iri
    names: tuple[str, ...]
    mentions: tuple[Mention, ...]
    entry: Entry | None = None
    owner: str | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coreference:
    """The things of a document, in the order in which they are first named."""

    document: Document
    entities: tuple[LocalEntity, ...]
    _at: Mapping[Span, tuple[int, ...]] = field(repr=False)

    def local(self, mention: Mention) -> LocalEntity | None:
        """Return what a mention stands for; None where that is not sure, or several things."""
        found = self.locals(mention)
        return found[0] if len(found) == 1 else None

    def position(self, mention: Mention) -> int | None:
        """Return the position of what a mention stands for; None where that is not sure, or several things."""
        found = self._at.get(mention.span, ())
        return found[0] if len(found) == 1 else None

    def locals(self, mention: Mention) -> tuple[LocalEntity, ...]:
        """Return all that a mention stands for: two for "the two offices"."""
        return tuple(self.entities[i] for i in self._at.get(mention.span, ()))

    def spans(self) -> Iterator[tuple[Span, tuple[int, ...]]]:
        """Yield each resolved mention's span with the positions of its entities."""
        yield from sorted(self._at.items())


def inside(analysed: AnalysedDocument, mentions: Sequence[Mention], domain: Domain) -> Coreference:
    """Find which mentions of a document stand for one thing."""
    scene = Scene(analysed, _distinct(mentions))
    heads = heads_of(domain)
    forms = forms_of(scene, domain)
    groups = merged(scene, domain, forms, heads)
    split = _surnames(scene, forms, groups)
    named = {n: groups.of(i) for i, form in enumerate(forms) for n in form.mentions} | split
    things = _things(scene, domain, forms, groups)
    resolved, reasons = _rest(scene, domain, heads, things, named)
    return _coreference(scene, domain, forms, groups, things, resolved, reasons)


_ORDER = {"name": 0, "nominal": 1, "pronoun": 2}


def _distinct(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return one mention for each span, names before phrases, in order."""
    first: dict[Span, Mention] = {}
    for mention in sorted(mentions, key=lambda m: (m.span, _ORDER.get(m.kind, 3), m.type, m.full or "")):
        first.setdefault(mention.span, mention)
    return tuple(first.values())


def _surnames(scene: Scene, forms: Sequence[Form], groups: Groups) -> dict[int, int]:
    """Give each part of a person's name to the one fuller name, or, where several fit, each mention to the latest."""
    apart: dict[int, int] = {}
    for short, fuller in sorted(namesakes(forms).items()):
        roots = {groups.of(i) for i in fuller}
        if len(roots) == 1:
            groups.join(short, fuller[0], f'"{forms[short].name}" is part of the name "{forms[fuller[0]].name}"')
            continue
        places = sorted((n, i) for i in fuller for n in forms[i].mentions)
        for number in forms[short].mentions:
            earlier = [i for n, i in places if n < number]
            apart[number] = groups.of(earlier[-1] if earlier else places[0][1])
    return {number: groups.of(group) for number, group in apart.items()}


def _things(scene: Scene, domain: Domain, forms: Sequence[Form], groups: Groups) -> dict[int, Thing]:
    members: dict[int, list[Form]] = defaultdict(list)
    for i, form in enumerate(forms):
        members[groups.of(i)].append(form)
    return {group: _thing(domain, group, found) for group, found in members.items()}


def _thing(domain: Domain, group: int, forms: Sequence[Form]) -> Thing:
    names = tuple(form.name for form in sorted(forms, key=_fullest))
    entry = next((form.entry for form in forms if form.entry), None)
    words = {word for name in (*names, *((entry.label, *entry.names) if entry else ())) for word in words_of(name)}
    votes: Counter[Iri] = Counter()
    for form in forms:
        votes[form.type] += len(form.mentions) + (2 if form.sure else 0)
    type_ = entry.type if entry else agreed(domain, votes)
    return Thing(group, type_, names, frozenset(words), tuple(forms))


def _fullest(form: Form) -> tuple[bool, int, str]:
    """Order names: no acronym, the longest, then by letters."""
    return looks_like_acronym(form.name), -len(form.words), form.name


def _rest(
    scene: Scene, domain: Domain, heads: Heads, things: Mapping[int, Thing], named: Mapping[int, int]
) -> tuple[dict[int, tuple[int, ...]], dict[int, list[str]]]:
    """Resolve noun phrases and pronouns in the order of the text, each seeing what those before it stand for."""
    trail = Trail.of(scene, domain, things, named)
    resolved: dict[int, tuple[int, ...]] = {}
    reasons: dict[int, list[str]] = defaultdict(list)
    for number, mention in enumerate(scene.mentions):
        if number in named:
            resolved[number] = (named[number],)
            trail.note(number, named[number])
            continue
        if mention.kind == "nominal" and (two := nominals.both(trail, heads, number)):
            resolved[number] = tuple(thing.group for thing in two)
            continue
        pronoun = mention.kind == "pronoun"
        found = pronouns.antecedent(trail, number) if pronoun else nominals.antecedent(trail, heads, number)
        if found:
            thing, reason = found
            resolved[number] = (thing.group,)
            reasons[thing.group].append(reason)
            trail.note(number, thing.group)
    return resolved, reasons


def _coreference(
    scene: Scene,
    domain: Domain,
    forms: Sequence[Form],
    groups: Groups,
    things: Mapping[int, Thing],
    resolved: Mapping[int, tuple[int, ...]],
    reasons: Mapping[int, Sequence[str]],
) -> Coreference:
    numbers: dict[int, list[int]] = defaultdict(list)
    for number, found in sorted(resolved.items()):
        for group in found:
            numbers[group].append(number)
    order = sorted(numbers, key=lambda group: numbers[group][0])
    position = {group: at for at, group in enumerate(order)}
    entities = tuple(
        _local(scene, things[group], numbers[group], (*groups.reasons(group), *dict.fromkeys(reasons.get(group, ()))))
        for group in order
    )
    at = {scene.mentions[n].span: tuple(position[g] for g in found) for n, found in resolved.items()}
    return Coreference(scene.analysed.document, entities, at)


def _local(scene: Scene, thing: Thing, numbers: Sequence[int], reasons: tuple[str, ...]) -> LocalEntity:
    name = thing.names[0]
    others = {form.name for form in thing.forms}
    for form in thing.forms:
        others.update(acronyms_after(scene, form.mentions, form.name))
    if thing.type == PERSON:
        full = len(words_of(name))
        others = {other for other in others if len(words_of(other)) >= min(full, 2)}
    names = {key(other): other for other in sorted(others, reverse=True) if key(other) != key(name)}
    owner = next((form.owner for form in thing.forms if form.owner), None)
    entry = next((form.entry for form in thing.forms if form.entry), None)
    mentions = tuple(scene.mentions[n] for n in numbers)
    return LocalEntity(name, thing.type, tuple(sorted(names.values())), mentions, entry, owner, reasons)


__all__ = ["Coreference", "LocalEntity", "inside"]
