"""Observations: each figure with what it counts, for whom, when, and how it changed.

Rules say which figures are values and which are changes; here each value gets its subject, measure, period, rate and
change. A change without a value before it in the sentence stands as an observation of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.extract.rules.book import Match
from kg.extract.rules.context import Context, bound, mention_at, mentions, parts, quantity_at
from kg.extract.rules.measures import label_of
from kg.extract.rules.tape import Tape
from kg.extract.rules.times import carried, is_basis, statement_period
from kg.model import Claim, Comparator, Iri, Mention, Modality, Node, Period, Quantity
from kg.values import find_rates, shift
from kg.vocab import (
    ABOUT,
    CHANGE_BASIS,
    CHANGE_COMPARATOR,
    CHANGE_PERCENT,
    COMPARATOR,
    GROUP,
    INDEX,
    LABEL,
    MEASURE,
    MEASURE_OF,
    OBSERVATION,
    ORGANIZATION,
    PER,
    PERIOD,
    PERIOD_TEXT,
    PERSON,
    PLACE,
    UNIT,
    VALUE,
    iri,
)

ABOUTS = (ORGANIZATION, PLACE, GROUP, INDEX, PERSON)
SHARE = ("percent", "fraction")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a sentence, with the match that made it a value or a change."""

    at: int  # its head token
    quantity: Quantity
    match: Match
    sign: int = 0  # of a change; 0 for a value

    @property
    def thing(self) -> int | None:
        return self.match.node("thing")


@dataclass(frozen=True, slots=True)
class Discourse:
    """What the text has been speaking of: the last period and the last thing counted."""

    period: Period | None = None
    measure: str | None = None
    about: Mention | None = None


def observations(context: Context, matches: Sequence[Match]) -> Iterator[Claim]:
    """Yield the observations of a document, sentence by sentence."""
    discourse = Discourse()
    by_sentence: dict[int, list[Match]] = {}
    for match in matches:
        by_sentence.setdefault(match.tape.sentence.index, []).append(match)
    for tape in context.tapes:
        mine = by_sentence.get(tape.sentence.index, [])
        values, changes = _figures(mine)
        reader = SentenceReader(context, tape, discourse)
        yield from reader.read(values, changes)
        discourse = reader.discourse(values)


def _figures(matches: Sequence[Match]) -> tuple[list[Figure], list[Figure]]:
    """The best match for each figure: a change wins over a value, then the surer rule, then the fuller match."""
    best: dict[int, Figure] = {}
    for match in matches:
        for name, sign in (("value", 0), ("changePercent", -1 if match.rule.setting("sign") == "-" else 1)):
            node = match.node(name)
            quantity = quantity_at(match.tape, node)
            if node is None or quantity is None or quantity.kind in ("ordinal", "age"):
                continue
            chunk = match.tape.chunk_of[node]
            figure = Figure(chunk.head if chunk else node, quantity, match, sign)
            old = best.get(figure.at)
            if old is None or _rank(figure) > _rank(old):
                best[figure.at] = figure
    found = [best[i] for i in sorted(best)]
    return [f for f in found if not f.sign], [f for f in found if f.sign]


def _rank(figure: Figure) -> tuple[bool, float, int]:
    return bool(figure.sign), figure.match.rule.confidence, len(figure.match.ranges)


class SentenceReader:
    """Reads the figures of one sentence."""

    def __init__(self, context: Context, tape: Tape, discourse: Discourse) -> None:
        self.context, self.tape, self.before = context, tape, discourse
        self.rates = find_rates(context.document.slice(tape.sentence.span), tape.sentence.span.start)
        self.last = discourse

    def read(self, values: Sequence[Figure], changes: Sequence[Figure]) -> Iterator[Claim]:
        """Yield a claim for every value, and for every change that belongs to none."""
        paired = pair(values, changes)
        for figure in values:
            claim = self._claim(figure, paired.get(figure.at))
            if claim is not None:
                yield claim
        taken = {change.at for change in paired.values()}
        for figure in changes:
            if figure.at not in taken:
                claim = self._claim(figure, figure)
                if claim is not None:
                    yield claim

    def discourse(self, values: Sequence[Figure]) -> Discourse:
        """Return what the next sentence may go on with."""
        last = self.last
        for chunk in self.tape.chunks:
            if isinstance(chunk.value, Period) and carried(self.context.lists, chunk.value):
                if not is_basis(self.tape, chunk.head) and _past(self.context, chunk.value):
                    last = replace(last, period=chunk.value)
        return last

    def _claim(self, figure: Figure, change: Figure | None) -> Claim | None:
        tape, context = self.tape, self.context
        thing = figure.thing
        verb = context.clauses.verb_of(tape, figure.at if thing is None else thing)
        about = self._about(figure, thing, verb)
        label = self._measure(figure, thing, verb)
        if about is None or label is None:
            return None
        modality = context.clauses.modality(tape, verb) if verb is not None else Modality.ASSERTED
        if modality is Modality.DENIED or (context.is_a(about, PERSON) and figure.quantity.kind == "age"):
            return None
        period = self._period(figure, verb)
        value = figure.quantity if not figure.sign else None
        node = Node(
            OBSERVATION,
            parts(
                (ABOUT, about),
                (MEASURE_OF, _measure_node(context, label)),
                (VALUE, _number(value)),
                (UNIT, _unit(value)),
                (PER, self._per(figure)),
                (COMPARATOR, _comparator(value)),
                *_change(change),
                (PERIOD, period if period is not None and period.start else None),
                (PERIOD_TEXT, period.text if period is not None and not period.start else None),
            ),
        )
        self.last = replace(self.last, measure=label, about=about)
        span = self._span(figure, change, thing, verb)
        return context.claim(figure.match, node, span=span, modality=modality)

    # -- about whom ----------------------------------------------------------------------------------------------
    def _about(self, figure: Figure, thing: int | None, verb: int | None) -> Mention | None:
        direct = bound(figure.match, "about")
        if direct is not None and self._may(direct):
            return direct
        for place in (thing, self._subject(thing, verb), verb):
            found = self._within(place, figure) if place is not None else None
            if found is not None:
                return found
        governor = verb
        while governor is not None and self.tape.tokens[governor].dep in ("conj", "advcl", "parataxis", "acl"):
            governor = self.tape.tokens[governor].head
            subject = self._subject(thing, governor)
            found = self._within(subject, figure) if subject is not None else None
            if found is not None:
                return found
        return self.context.topic

    def _subject(self, thing: int | None, verb: int | None) -> int | None:
        subject = self.context.clauses.subject(self.tape, verb) if verb is not None else None
        return subject if subject != thing else None

    def _within(self, node: int, figure: Figure) -> Mention | None:
        """The entity at a node, or the nearest below it that owns, supplies or holds what it stands for."""
        tape = self.tape
        here = mention_at(tape, node)
        if here is not None and self._may(here):
            return here
        layer = [node]
        for _ in range(3):
            layer = [
                c
                for i in layer
                for c in tape.children[i]
                if tape.tokens[c].dep in ("nmod", "nmod:poss", "obl", "obl:agent", "compound", "amod", "nmod:desc", "acl", "appos")
                and self.context.clauses.verb_of(tape, c) in (self.context.clauses.verb_of(tape, node), node, i)
            ]
            for c in layer:
                found = mention_at(tape, c)
                if found is not None and self._may(found) and not self._by_side(c):
                    return found
        return None

    def _by_side(self, node: int) -> bool:
        """Entities that a figure is not about: those it is compared with, or for whom it is said."""
        cases = {self.tape.tokens[c].lemma.lower() for c in self.tape.kids(node, "case", "mark")}
        return bool(cases & {"with", "to", "than", "against", "including", "like", "as", "under", "according", "such"})

    def _may(self, mention: Mention) -> bool:
        return self.context.is_a(mention, *ABOUTS) or mention.kind == "pronoun"

    # -- what, when, per what ------------------------------------------------------------------------------------
    def _measure(self, figure: Figure, thing: int | None, verb: int | None) -> str | None:
        label = label_of(self.context, self.tape, thing, verb) if thing is not None else None
        if label is None and figure.quantity.kind == "number" and figure.quantity.unit:
            label = figure.quantity.unit
        return label or self.before.measure or self.last.measure

    def _period(self, figure: Figure, verb: int | None) -> Period | None:
        own = statement_period(self.context.clauses, self.tape, figure.at)
        source = figure.match.node("from")
        if source is not None and own is None:
            own = self.before.period
        if figure.match.rule.setting("direction") == "previous":
            base = own if own is not None else self.before.period
            return shift(base, years=-1) if base is not None and base.start else None
        if own is None and self._present(verb):
            return None
        return own if own is not None else self.before.period

    def _present(self, verb: int | None) -> bool:
        """"employs", "has": true now, whatever time the text spoke of before."""
        if verb is None:
            return False
        token = self.tape.tokens[verb]
        finite = [t for t in (token, *(self.tape.tokens[c] for c in self.tape.kids(verb, "aux", "cop"))) if t.tag]
        return any(t.tag in ("VBZ", "VBP") for t in finite) and not any(t.tag in ("VBD", "VBN") for t in finite)

    def _per(self, figure: Figure) -> str | None:
        if figure.quantity.per:
            return figure.quantity.per
        if len(self.rates) == 1 and not figure.sign:
            return self.rates[0].per
        return None

    def _span(self, figure: Figure, change: Figure | None, thing: int | None, verb: int | None) -> tuple[int, int]:
        start, end = figure.match.ranges[""]
        for other in (change, figure):
            if other is not None:
                chunk = self.tape.chunk_of[other.at]
                start = min(start, chunk.start if chunk else other.at)
                end = max(end, chunk.end if chunk else other.at + 1)
        for node in (thing, verb):
            if node is not None:
                start, end = min(start, node), max(end, node + 1)
        return start, end


def pair(values: Sequence[Figure], changes: Sequence[Figure]) -> dict[int, Figure]:
    """Give each change to a value: in order where there are as many ("respectively"), else to the nearest before it."""
    if len(values) == len(changes) > 1 and values and values[-1].at < changes[0].at:
        return {v.at: c for v, c in zip(values, changes, strict=True)}
    paired: dict[int, Figure] = {}
    for change in changes:
        before = [v for v in values if v.at < change.at and v.at not in paired]
        if before and not change.match.rule.setting("direction") == "alone":
            paired[before[-1].at] = change
    return paired


def _past(context: Context, period: Period) -> bool:
    """Say whether a period begins before the document's date: plans are not what later figures are about."""
    date = context.document.date
    return period.start is not None and (date is None or period.start <= date[: len(period.start)])


def _measure_node(context: Context, label: str) -> Node | Iri:
    known = context.domain.measure(label)
    return known.iri if known is not None else Node(MEASURE, ((LABEL, label),))


def _number(quantity: Quantity | None) -> int | Decimal | None:
    if quantity is None:
        return None
    return int(quantity.value) if quantity.value == quantity.value.to_integral_value() else quantity.value


def _unit(quantity: Quantity | None) -> str | None:
    return quantity.unit if quantity is not None and quantity.kind != "number" else None


def _comparator(quantity: Quantity | None) -> Iri | None:
    return _term(quantity.comparator) if quantity is not None else None


def _term(comparator: Comparator) -> Iri:
    return iri(f"kg:{comparator.value}")


def _change(change: Figure | None) -> tuple[tuple[Iri, object], ...]:
    if change is None:
        return ()
    basis = change.match.words("basis")
    return (
        (CHANGE_PERCENT, change.quantity.value * change.sign),
        (CHANGE_COMPARATOR, _term(change.quantity.comparator)),
        (CHANGE_BASIS, basis),
    )
