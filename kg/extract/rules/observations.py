"""Observations: each figure with whom it is about, what it counts, when, per what, and how it changed.

A change without a value before it in the sentence stands as an observation of its own.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.extract.rules.book import Match
from kg.extract.rules.context import Context, parts, periods
from kg.extract.rules.figures import SMALL, Figure, figures, pair, respective, run_on
from kg.extract.rules.measures import label_of
from kg.extract.rules.subjects import FAR, NEAR, Subjects
from kg.extract.rules.tape import Tape
from kg.extract.rules.times import EDGE, anaphoric, carried, is_basis, reporting, statement_period
from kg.model import Claim, Comparator, Iri, Mention, Modality, Node, Period, Quantity, Term
from kg.values import find_rates, shift
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
CLOSE = 30  # how many times larger a figure may be that shares a unit with another
STEPS = (0.4, 0.6, 0.75, 0.85, 0.93, 0.98)


@dataclass(frozen=True, slots=True)
class Discourse:
    """What the text has been speaking of: the last period and the last thing counted."""

    period: Period | None = None
    measure: str | None = None
    about: Mention | None = None
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
            discourse = replace(discourse, ahead=_ahead(context, context.tapes[i + 1 : i + 1 + AHEAD]))
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
        self.rates = find_rates(context.document.slice(tape.sentence.span), tape.sentence.span.start)
        self.last = discourse
        self.judge = context.judge
        self.told: Period | None = None  # the first time that this sentence gives a figure for
        self.subjects = Subjects(context, tape, respective(tape))
        self.own: Mention | None = None  # whom the figure before in this sentence is about
        self.like: Quantity | None = None  # the figure before
        self.last_per: str | None = None
        self.bound_rates = {c.value.per for c in tape.chunks if isinstance(c.value, Quantity) and c.value.per}

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
        last = replace(self.last, ahead=None)
        own = self.told if values else None
        if own is None and last.period is None:
            own = _ahead(self.context, (self.tape,))
        if own is not None and carried(self.context.lists, own) and _recent(self.context, own):
            last = replace(last, period=own)
        counted = self._moved_on(values)
        return replace(last, measure=counted) if counted else last

    def _moved_on(self, values: Sequence[Figure]) -> str | None:
        """ "Loans rose more quickly.": what the next sentence's figures count, where this one gives none."""
        if values:
            return None
        lists = self.context.lists
        for token in self.tape.tokens:
            if token.pos == "VERB" and token.text.lower() in (*lists["rise"], *lists["fall"]):
                subject = self.tape.child(token.index, "nsubj")
                if subject is not None:
                    return label_of(self.context, self.tape, subject, None)
        return None

    def _claim(self, figure: Figure, change: Figure | None) -> Claim | None:
        tape, context = self.tape, self.context
        figure = self._alike(figure)
        thing = figure.thing
        verb = context.clauses.verb_of(tape, figure.at if thing is None else thing)
        abouts = self.subjects.candidates(figure, thing, verb, self.own, self.before.about)
        label = self._measure(figure, thing, verb)
        if not abouts or label is None or self._distance(thing):
            return None
        modality = context.clauses.modality(tape, verb) if verb is not None else Modality.ASSERTED
        span = figure.quantity.span
        about, sure = self.judge.choose("subject", abouts, span)
        if modality is Modality.DENIED or (context.is_a(about, PERSON) and figure.quantity.kind == "age"):
            return None
        times = self.times(figure, verb)
        period, dated = self.judge.choose("period", times, span)
        if period is not None and period in self._own_times():
            self.told = self.told or period
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
        features = frozenset((*self._features(figure, change, thing, verb, label, modality), *_sure(sure, dated)))
        belief = self.judge.belief("Observation", features, span, figure.match.rule.confidence)
        self.last = replace(self.last, measure=label, about=about)
        self.own, self.last_per, self.like = about, self._per(figure), None if figure.sign else figure.quantity
        return context.claim(
            figure.match, node, span=self._span(figure, change, thing, verb), modality=modality, confidence=belief
        )

    def _alike(self, figure: Figure) -> Figure:
        """ "3.49 per cent in Sweden and 2.97 in Denmark": a bare number takes unit and rate of the one before it."""
        like, quantity = self.like, figure.quantity
        if like is None or figure.sign or quantity.kind != "number" or quantity.unit or self._counts(figure):
            return figure
        alike = like.value and Decimal(1) / CLOSE <= quantity.value / like.value <= CLOSE
        if not alike or (like.unit is None and like.per is None):
            return figure
        return replace(figure, quantity=replace(quantity, unit=like.unit, kind=like.kind, per=quantity.per or like.per))

    def _counts(self, figure: Figure) -> bool:
        """Say whether a number has a noun of its own behind it."""
        chunk = self.tape.chunk_of[figure.at]
        end = chunk.end if chunk else figure.at + 1
        following = self.tape.tokens[end] if end < len(self.tape.tokens) else None
        return following is not None and following.pos in ("NOUN", "PROPN", "ADJ", "SYM")

    def _distance(self, thing: int | None) -> bool:
        """Say whether what is counted are kilometres, times over and the like."""
        if thing is None:
            return False
        token, lists = self.tape.tokens[thing], self.context.lists
        return token.lemma.lower() in lists["not_counted"] or token.text.lower() in lists["not_counted"]

    def _features(
        self, figure: Figure, change: Figure | None, thing: int | None, verb: int | None, label: str, modality: Modality
    ) -> Iterator[str]:
        """What tells a statistic from a number in passing."""
        tape, lists, quantity = self.tape, self.context.lists, figure.quantity
        token = tape.tokens[thing] if thing is not None else None
        kind = "change" if figure.sign else quantity.kind
        yield from ("", f"rule={figure.match.rule.name}", f"figure={kind}", f"modality={modality.value}")
        chunk = tape.chunk_of[figure.at]
        words = tape.words(chunk.start, chunk.end) if chunk else tape.tokens[figure.at].text
        in_words = not any(c.isdigit() for c in words)
        yield f"written={'words' if in_words else 'digits'}&{'small' if quantity.value <= SMALL else 'large'}"
        yield f"doubt={figure.doubt}"
        yield f"comparator={quantity.comparator.value}"
        yield f"changed={change is not None and not figure.sign}"
        yield f"rate={quantity.per is not None}"
        known = self.context.domain.measure(label) is not None
        head = token.lemma.lower() if token is not None else ""
        yield f"measure={'known' if known else 'few' if head in lists['counted_even_few'] else 'other'}&{kind}"
        yield f"counted={token.pos if token is not None else None}"
        yield f"unit={quantity.unit if quantity.kind == 'number' else None}"
        yield f"dep={tape.tokens[figure.at].dep}"
        yield f"in words&{kind}&{'known' if known else 'other'}" if in_words else f"in digits&{kind}"
        yield f"role={tape.sentence.role.value}"
        yield f"figures={min(4, sum(isinstance(c.value, Quantity) for c in tape.chunks))}"
        if verb is not None:
            lemma = tape.tokens[verb].lemma.lower()
            said = "say" if lemma in lists["say"] else "light" if lemma in lists["light_verbs"] else "other"
            yield f"verb={said}"
            yield f"verb tag={tape.tokens[verb].tag}"
        else:
            yield "verb=none"
        opened = [t.text for t in tape.tokens[: figure.at]]
        if opened.count("(") > opened.count(")"):
            yield "in brackets"
        if sum(w in '“”"' for w in opened) % 2:
            yield "in quotation"

    # -- what, when, per what ------------------------------------------------------------------------------------
    def _measure(self, figure: Figure, thing: int | None, verb: int | None) -> str | None:
        if thing is not None and self.tape.tokens[thing].lemma.lower() in self.context.lists["place_nouns"]:
            return None
        label = label_of(self.context, self.tape, thing, verb) if thing is not None else None
        if label is None and figure.quantity.kind == "number" and figure.quantity.unit:
            label = figure.quantity.unit
        if label or self._subject_label(verb):
            return label or self._subject_label(verb)
        return self.last.measure or self._noun_before(figure.at) or self.before.measure

    def _noun_before(self, at: int) -> str | None:
        """ "saw its applications jump 29 percent": the last plural noun before a figure that counts nothing else."""
        for i in range(at - 1, max(-1, at - 8), -1):
            if self.tape.tokens[i].tag == "NNS" and self.tape.chunk_of[i] is None:
                return label_of(self.context, self.tape, i, None)
        return None

    def _subject_label(self, verb: int | None) -> str | None:
        """ "Most applications came from Oslo (2,541)": the noun that the clause is about."""
        subject = self.context.clauses.subject(self.tape, verb) if verb is not None else None
        if subject is None or self.tape.chunk_of[subject] is not None or self.tape.tokens[subject].tag != "NNS":
            return None
        return label_of(self.context, self.tape, subject, None)

    def times(self, figure: Figure, verb: int | None) -> list[tuple[Period | None, frozenset[str]]]:
        """Return the times that a figure may be of, the likeliest first as far as order tells; None for no time."""
        found: dict[tuple[str | None, str | None], tuple[Period | None, set[str]]] = {}
        tense = self._tense(verb)
        direction = figure.match.rule.setting("direction")
        shared = {f"tense={tense}", f"direction={direction}", f"so far={self._so_far()}"}
        own = statement_period(self.context.clauses, self.tape, figure.at)
        for source, period in self._times(figure, own):
            if period is not None and (period.start is None) and anaphoric(self.context.lists, period):
                continue
            key = (period.start, period.end) if period is not None else (None, None)
            _, features = found.setdefault(key, (period, set()))
            features.add(f"at={source}")
            features.update(f"at={source}&{s}" for s in shared)
            features.add(f"at={source}&{'own' if own is not None else 'no own'}")
            features.add(f"at={source}&{'change' if figure.sign else figure.quantity.kind}")
            if period is not None:
                features.update(self._time_features(figure, period))
        options = [(p, frozenset(features) | {f"order={min(i, 3)}"}) for i, (p, features) in enumerate(found.values())]
        wanted = self._usual(figure, verb, own)
        return sorted(options, key=lambda option: option[0] != wanted)

    def _usual(self, figure: Figure, verb: int | None, own: Period | None) -> Period | None:
        """The time that a figure has where nothing was learned: its clause's, else that which the text speaks of."""
        if self._so_far():
            return None
        if figure.match.rule.setting("direction") == "previous":
            return self._earlier(figure, own)
        if own is not None and not anaphoric(self.context.lists, own):
            return own
        if own is None and self._tense(verb) == "present" and figure.match.rule.setting("direction") != "aside":
            return None
        return self.before.period or self.before.ahead

    def _times(self, figure: Figure, own: Period | None) -> Iterator[tuple[str, Period | None]]:
        if own is not None:
            yield "own", own
        if figure.match.rule.setting("direction") == "previous":
            yield "earlier", self._earlier(figure, own)
        for i, period in sorted(periods(self.tape), key=lambda found: (abs(found[0] - figure.at), found[0])):
            yield "left" if i < figure.at else "right", period
        for source, told in (("told", self.told), ("carried", self.before.period), ("ahead", self.before.ahead)):
            if told is not None:
                yield source, told
        base = own if own is not None and own.start else self.told or self.before.period
        if base is not None and base.start:
            yield "year before", shift(base, years=-1)
        yield "none", None

    def _time_features(self, figure: Figure, period: Period) -> Iterator[str]:
        long = "interval" if period.start != period.end else str(len(period.start or ""))
        yield f"long={long}"
        at = next((i for i, p in periods(self.tape) if p is period), None)
        if at is None:
            yield "elsewhere"
            return
        clauses, tape = self.context.clauses, self.tape
        yield f"basis={is_basis(tape, at)}"
        yield f"reporting={reporting(clauses, tape, at)}&long={long}"
        yield f"same clause={clauses.verb_of(tape, at) == clauses.verb_of(tape, figure.at)}"
        yield f"edge={at < EDGE}"
        near = "near" if abs(at - figure.at) <= NEAR else "far" if abs(at - figure.at) > FAR else "middle"
        yield f"{'left' if at < figure.at else 'right'}={near}"
        between = range(min(at, figure.at) + 1, max(at, figure.at))
        yield f"behind a figure={any(getattr(tape.chunk_of[i], 'kind', '') == 'q' for i in between)}"
        chunk = tape.chunk_of[at]
        start = chunk.start if chunk else at
        yield f"word before={tape.tokens[start - 1].text.lower() if start else ''}"

    def _own_times(self) -> tuple[Period, ...]:
        return tuple(p for _, p in periods(self.tape))

    def _earlier(self, figure: Figure, own: Period | None) -> Period | None:
        """The time of a figure that another is compared with: as told, else a year before the other's."""
        node = figure.match.node("basis")
        chunk = self.tape.chunk_of[node] if node is not None else None
        if chunk is not None and isinstance(chunk.value, Period) and chunk.value.start:
            return chunk.value
        base = own if own is not None and own.start else self.told or self.before.period
        return shift(base, years=-1) if base is not None and base.start else None

    def _so_far(self) -> bool:
        words = [t.text.lower() for t in self.tape.tokens]
        return any(pair in itertools.pairwise(words) for pair in (("so", "far"), ("to", "date")))

    def _tense(self, verb: int | None) -> str:
        """ "employs", "has": true now, whatever time the text spoke of before."""
        if verb is None:
            return "none"
        token = self.tape.tokens[verb]
        finite = [t for t in (token, *(self.tape.tokens[c] for c in self.tape.kids(verb, "aux", "cop"))) if t.tag]
        if any(t.tag in ("VBD", "VBN") for t in finite):
            return "perfect" if any(t.text.lower() in ("has", "have") for t in finite) else "past"
        if any(t.tag == "MD" for t in finite):
            return "modal"
        return "present" if any(t.tag in ("VBZ", "VBP") for t in finite) else "other"

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


def _sure(subject: float, period: float) -> Iterator[str]:
    """How sure the choices of subject and time were, in steps."""
    for name, p in (("subject", subject), ("period", period)):
        yield from (f"{name} over {step}" for step in STEPS if p > step)


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
