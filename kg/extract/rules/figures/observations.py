"""Observations: each figure with whom it is about, what it counts, when, per what, and how it changed.

A change without a value before it in the sentence stands as an observation of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from kg.extract.rules.context import Context, parts
from kg.extract.rules.figures.limits import measures_nothing
from kg.extract.rules.figures.measures import Measures, label_of
from kg.extract.rules.figures.moments import Moments
from kg.extract.rules.figures.sifting import Figure, alike, figures, pair, run_on
from kg.extract.rules.figures.signs import signs, sureness
from kg.extract.rules.figures.subjects import Subjects
from kg.extract.rules.patterns.book import Match
from kg.extract.rules.patterns.tape import Tape
from kg.extract.rules.times import carried, is_basis, reporting
from kg.model import Claim, Comparator, Iri, Mention, Modality, Node, Period, Quantity, Term
from kg.values import Rate, find_rates
from kg.vocab import (
    ABOUT,
    CHANGE_BASIS,
    CHANGE_COMPARATOR,
    CHANGE_PERCENT,
    COMPARATOR,
    LABEL,
    MEASURE,
    MEASURE_OF,
    OBSERVATION,
    PER,
    PERIOD,
    PERIOD_TEXT,
    PERSON,
    UNIT,
    VALUE,
    iri,
)

AHEAD = 2  # sentences
RECENT = 2  # years


@dataclass(frozen=True, slots=True)
class Discourse:
    """What the text has been speaking of: the last period and the last thing counted."""

    period: Period | None = None
    measure: str | None = None
    about: Mention | None = None
    first: Period | None = None  # the first period of all
    block: int = -1  # the paragraph that told the last period
    ahead: Period | None = None  # a time that the next sentences tell, before any has been told


def observations(context: Context, matches: Sequence[Match]) -> Iterator[Claim]:
    """Yield the observations of a document, sentence by sentence."""
    discourse = Discourse()
    by_sentence: dict[int, list[Match]] = {}
    for match in matches:
        by_sentence.setdefault(match.tape.sentence.index, []).append(match)
    for i, tape in enumerate(context.tapes):
        mine = by_sentence.get(tape.sentence.index, [])
        values, changes = figures(mine)
        if discourse.period is None:
            ahead = _ahead(context, context.tapes[i + 1 : i + 1 + AHEAD])
            discourse = replace(discourse, ahead=ahead) if ahead != discourse.ahead else discourse
        reader = SentenceReader(context, tape, discourse)
        yield from reader.read(values, changes)
        discourse = reader.discourse(values)


def _ahead(context: Context, tapes: Sequence[Tape]) -> Period | None:
    """The first time that some sentences tell, which news often gives after its opening."""
    for tape in tapes:
        for chunk in tape.chunks:
            period = chunk.value
            if not isinstance(period, Period) or not carried(context.lists, period) or not _recent(context, period):
                continue
            if not is_basis(tape, chunk.head) and not reporting(context.clauses, tape, chunk.head):
                return period
    return None


class SentenceReader:
    """Reads the figures of one sentence."""

    def __init__(self, context: Context, tape: Tape, discourse: Discourse) -> None:
        self.context, self.tape, self.before = context, tape, discourse
        self.last = discourse
        self.judge = context.judge
        self.told: Period | None = None  # the first time that this sentence gives a figure for
        self.subjects = Subjects(context, tape)
        self.measures = Measures(context, tape)
        self.moments = Moments(context, tape, discourse.period, discourse.ahead, discourse.first)
        self.own: Mention | None = None  # whom the figure before in this sentence is about
        self.like: Quantity | None = None  # the figure before
        self.last_per: str | None = None
        self.bound_rates = {c.value.per for c in tape.chunks if isinstance(c.value, Quantity) and c.value.per}

    @cached_property
    def rates(self) -> tuple[Rate, ...]:
        """What the sentence counts things for."""
        span = self.tape.sentence.span
        return find_rates(self.context.document.slice(span), span.start)

    def read(self, values: Sequence[Figure], changes: Sequence[Figure]) -> Iterator[Claim]:
        """Yield a claim for every value, and for every change that belongs to none."""
        changes = [*changes, *run_on(self.tape, changes, values)]
        values = [v for v in values if v.at not in {c.at for c in changes}]
        paired = {} if self.subjects.respective and not values else pair(values, changes)
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
        last = replace(self.last, ahead=None) if self.last.ahead is not None else self.last
        own = self.told if values else None
        if own is None and last.period is None:
            own = _ahead(self.context, (self.tape,))
        if own is not None and carried(self.context.lists, own) and _recent(self.context, own):
            block = self.tape.sentence.block
            back = last.period is not None and (own.start or "") < (last.period.start or "")
            if not back or block != last.block or self.moments.opens(own):  # else a look back in passing
                last = replace(last, period=own, first=last.first or own, block=block)
        counted = self._moved_on(values)
        return replace(last, measure=counted) if counted else last

    def _moved_on(self, values: Sequence[Figure]) -> str | None:
        """ "Loans rose more quickly.": what the next sentence's figures count, where this one gives none."""
        if values:
            return None
        lists = self.context.lists
        for token in self.tape.tokens:
            word = token.text.lower()
            if token.pos == "VERB" and (word in lists["rise"] or word in lists["fall"]):
                subject = self.tape.child(token.index, "nsubj")
                if subject is not None:
                    return label_of(self.context, self.tape, subject, None)
        return None

    def _claim(self, figure: Figure, change: Figure | None) -> Claim | None:
        tape, context = self.tape, self.context
        figure = alike(figure, self.like)
        thing = None if self._stands_alone(figure) else figure.thing
        verb = context.clauses.verb_of(tape, figure.at if thing is None else thing)
        last = self.last.measure if self.own is not None else None
        label = self.measures.label(figure, thing, verb, last, self.before.measure)
        if label is None or measures_nothing(context, tape, figure, thing, verb):
            return None
        modality = self._modality(verb, figure.at if thing is None else thing)
        abouts = self.subjects.candidates(figure, thing, verb, self.own, self.before.about)
        if modality is Modality.DENIED or not abouts:
            return None
        span = figure.quantity.span
        about, sure, told = self.judge.choose("subject", abouts, span)
        if context.is_a(about, PERSON) and figure.quantity.kind == "age":
            return None
        times = self.moments.candidates(figure, verb, self.told)
        period, dated, when = self.judge.choose("period", times, span)
        modality = context.to_come(modality, period)
        if period is not None and self.told is None and self.moments.tells(period):
            self.told = period
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
        seen = frozenset(
            (
                *signs(context, figure, change, label, modality),
                *sureness("subject", sure, told),
                *sureness("period", dated, when),
            )
        )
        belief = self.judge.belief("Observation", seen, span, figure.match.rule.confidence)
        self.last = replace(self.last, measure=label, about=about)
        self.own, self.last_per, self.like = about, self._per(figure), None if figure.sign else figure.quantity
        return context.claim(
            figure.match, node, span=self._span(figure, change, thing, verb), modality=modality, confidence=belief
        )

    def _modality(self, verb: int | None, counted: int) -> Modality:
        """How firmly a verb is said; one that only plans is as firm as what it plans ("are proposed to be hired")."""
        if verb is None:
            return Modality.ASSERTED
        found = self.context.clauses.modality(self.tape, verb)
        planned = self.tape.child(verb, "xcomp")
        if found is not Modality.ASSERTED:
            return found
        if planned is None:
            return self._foreseen(verb, counted)
        below = self.context.clauses.modality(self.tape, planned)
        return below if self.tape.tokens[verb].lemma.lower() in self.context.lists["plan_verbs"] else found

    def _foreseen(self, verb: int, counted: int) -> Modality:
        """ "expects 5,000 cases", "pledged $3 million": what is foreseen or held out is not there."""
        lemma, lists = self.tape.tokens[verb].lemma.lower(), self.context.lists
        held = self.tape.child(verb, "obj", "nsubj:pass")
        if held is None or held not in (counted, *self.tape.ancestors(counted)):
            return Modality.ASSERTED
        if lemma in lists["foreseeing"]:
            return Modality.POSSIBLE
        return Modality.PLANNED if lemma in lists["holding_out"] else Modality.ASSERTED

    def _stands_alone(self, figure: Figure) -> bool:
        """ "41 per cent of the former", "11 apiece": the words behind a figure that are not counted."""
        thing = figure.thing
        if thing is None:
            return False
        if self.tape.chunk_of[thing] is not None and self.tape.chunk_of[thing] is self.tape.chunk_of[figure.at]:
            return figure.quantity.kind != "number"
        return self.tape.tokens[thing].text.lower() in self.context.lists["dealt_out"]

    # -- what, per what, where in the text ----------------------------------------------------------------------
    def _per(self, figure: Figure) -> str | None:
        if figure.quantity.per:
            return figure.quantity.per
        if figure.match.rule.setting("direction") == "same":
            return self.last_per
        if len(self.rates) == 1 and not figure.sign and not self.bound_rates:
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


def _recent(context: Context, period: Period) -> bool:
    """Say whether later figures may be about a period: one that has begun, and not long before the document."""
    date = context.document.date
    if period.start is None or date is None:
        return period.start is not None
    return period.start <= date[: len(period.start)] and int(date[:4]) - int((period.end or period.start)[:4]) <= RECENT


def _measure_node(context: Context, label: str) -> Node | Iri:
    known = context.domain.measure(label)
    return known.iri if known is not None else Node(MEASURE, ((LABEL, label),))


def _number(quantity: Quantity | None) -> int | Decimal | None:
    if quantity is None:
        return None
    return int(quantity.value) if quantity.value == quantity.value.to_integral_value() else quantity.value


def _unit(quantity: Quantity | None) -> str | None:
    return quantity.unit if quantity is not None and quantity.unit != "times" else None


def _comparator(quantity: Quantity | None) -> Iri | None:
    return _term(quantity.comparator) if quantity is not None else None


def _term(comparator: Comparator) -> Iri:
    return iri(f"kg:{comparator.value}")


def _change(change: Figure | None) -> tuple[tuple[Iri, Term | None], ...]:
    if change is None:
        return ()
    basis = change.match.words("basis")
    return (
        (CHANGE_PERCENT, change.quantity.value * change.sign),
        (CHANGE_COMPARATOR, _term(change.quantity.comparator)),
        (CHANGE_BASIS, basis),
    )
