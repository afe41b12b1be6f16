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
from kg.extract.rules.times import anaphoric, carried, is_basis, reporting, statement_period
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

ABOUTS = (ORGANIZATION, PLACE, GROUP, PERSON)
AHEAD = 2  # sentences
SMALL = 12
RECENT = 2  # years
LENGTHS = ("top", "leading", "best", "largest", "biggest", "strongest")
DEFINITE = ("the", "these", "those", "both", "its", "their", "his", "her", "only", "other", "another")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a sentence, with the match that made it a value or a change."""

    at: int  # its head token
    quantity: Quantity
    match: Match
    sign: int = 0  # of a change; 0 for a value
    counted: int | None = None  # the thing that another rule found for it

    @property
    def thing(self) -> int | None:
        """The noun that is counted: the head of the compound that the pattern binds."""
        node, tape = self.match.node("thing"), self.match.tape
        node = self.counted if node is None else node
        while node is not None and tape.tokens[node].dep in ("compound", "amod", "nmod:poss", "flat"):
            head = tape.tokens[node].head
            if head <= node or tape.tokens[head].pos not in ("NOUN", "PROPN"):
                break
            node = head
        return node


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
        values, changes = _figures(mine)
        if discourse.period is None:
            discourse = replace(discourse, ahead=_ahead(context, context.tapes[i + 1 : i + 1 + AHEAD]))
        reader = SentenceReader(context, tape, discourse)
        yield from reader.read(values, changes)
        discourse = reader.discourse(values)


_LOWEST = (False, 0.0, 0)


def _figures(matches: Sequence[Match]) -> tuple[list[Figure], list[Figure]]:
    """The best match for each figure: a change wins over a value, then the surer rule, then the fuller match."""
    best: dict[int, Figure] = {}
    things: dict[int, tuple[tuple[bool, float, int], int | None]] = {}
    for match in matches:
        for name, sign in (("value", 0), ("changePercent", -1 if match.rule.setting("sign") == "-" else 1)):
            node = match.node(name)
            quantity = quantity_at(match.tape, node)
            if node is None or quantity is None or quantity.kind in ("ordinal", "age") or _told(match, node, quantity):
                continue
            chunk = match.tape.chunk_of[node]
            figure = Figure(chunk.head if chunk else node, quantity, match, sign)
            old = best.get(figure.at)
            if match.node("thing") is not None and _rank(figure) > things.get(figure.at, (_LOWEST, None))[0]:
                things[figure.at] = (_rank(figure), match.node("thing"))
            if old is None or _rank(figure) > _rank(old):
                best[figure.at] = figure
    found = [replace(best[i], counted=things[i][1]) if i in things else best[i] for i in sorted(best)]
    return [f for f in found if not f.sign], [f for f in found if f.sign]


def _told(match: Match, node: int, quantity: Quantity) -> bool:
    """ "the two offices", "both": a small number in words that only points back to things named before."""
    chunk = match.tape.chunk_of[node]
    start = chunk.start if chunk else node
    words = match.tape.words(start, chunk.end if chunk else node + 1)
    if words.lower() in ("one", "a", "an", "at least one", "only one", "just one"):
        return True
    if words.isdigit() and len(words) == 4 and 1900 <= quantity.value <= 2100 and "changePercent" not in match.ranges:
        thing = match.node("thing")
        if thing is None or match.tape.tokens[thing].tag not in ("NNS", "NNPS"):
            return True  # "the 2020 edition"
    before = match.tape.tokens[start - 1].text.lower() if start else ""
    first = match.tape.tokens[start].text
    if quantity.value <= SMALL and first.isalpha() and before in DEFINITE:
        return True
    end = chunk.end if chunk else node + 1
    after = match.tape.tokens[end].text.lower() if end < len(match.tape.tokens) else ""
    earlier = match.tape.tokens[start - 2].text.lower() if start > 1 else ""
    listed = before in LENGTHS or after in LENGTHS or (before in ("the", "all") and earlier == "of")
    return listed and quantity.kind == "number"  # "the top 100": the length of a list


def _rank(figure: Figure) -> tuple[bool, float, int]:
    return bool(figure.sign), figure.match.rule.confidence, len(figure.match.ranges)


def _ahead(context: Context, tapes: Sequence[Tape]) -> Period | None:
    """The first time that some sentences tell, which news often gives after its opening."""
    for tape in tapes:
        for chunk in tape.chunks:
            period = chunk.value
            if isinstance(period, Period) and carried(context.lists, period) and _recent(context, period):
                if not is_basis(tape, chunk.head) and not reporting(context.clauses, tape, chunk.head):
                    return period
    return None


class SentenceReader:
    """Reads the figures of one sentence."""

    def __init__(self, context: Context, tape: Tape, discourse: Discourse) -> None:
        self.context, self.tape, self.before = context, tape, discourse
        self.rates = find_rates(context.document.slice(tape.sentence.span), tape.sentence.span.start)
        self.last = discourse
        self.told: Period | None = None  # the first time that this sentence gives a figure for
        self.respective: dict[int, Mention] = {}
        self.own: Mention | None = None  # whom the figure before in this sentence is about
        self.last_per: str | None = None
        self.bound_rates = {c.value.per for c in tape.chunks if isinstance(c.value, Quantity) and c.value.per}

    def read(self, values: Sequence[Figure], changes: Sequence[Figure]) -> Iterator[Claim]:
        """Yield a claim for every value, and for every change that belongs to none."""
        self.respective = respective(self.tape)
        changes = [*changes, *_run_on(self.tape, changes, values)]
        values = [v for v in values if v.at not in {c.at for c in changes}]
        paired = {} if self.respective and not values else pair(values, changes)
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
        """ "Grants climbed even faster.": what the next sentence's figures count, where this one gives none."""
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
        thing = figure.thing
        verb = context.clauses.verb_of(tape, figure.at if thing is None else thing)
        about = self._about(figure, thing, verb)
        label = self._measure(figure, thing, verb)
        if about is None or label is None or not self._worth_telling(figure, thing, label):
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
        self.own, self.last_per = about, self._per(figure)
        span = self._span(figure, change, thing, verb)
        return context.claim(figure.match, node, span=span, modality=modality)

    def _worth_telling(self, figure: Figure, thing: int | None, label: str) -> bool:
        """Leave out distances, times over, and small numbers in words of things that are no measure of the domain."""
        lists, token = self.context.lists, self.tape.tokens[thing] if thing is not None else None
        if figure.sign or figure.quantity.kind != "number" or token is None:
            return True
        if token.lemma.lower() in lists["not_counted"] or token.text.lower() in lists["not_counted"]:
            return False
        chunk = self.tape.chunk_of[figure.at]
        words = self.tape.words(chunk.start, chunk.end) if chunk else token.text
        if figure.quantity.value > SMALL or any(c.isdigit() for c in words):
            return True
        return self.context.domain.measure(label) is not None or token.lemma.lower() in lists["counted_even_few"]

    # -- about whom ----------------------------------------------------------------------------------------------
    def _about(self, figure: Figure, thing: int | None, verb: int | None) -> Mention | None:
        direct = self.respective.get(figure.at) or bound(figure.match, "about")
        if direct is not None and self._may(direct):
            return direct
        subject = None if verb is not None and self._reports(verb) else self._subject(thing, verb)
        for place, owners in (
            (thing, True),
            (subject, False),
            (thing, False),
            (verb if subject != verb else None, False),
        ):
            if place is None or (place == verb and verb is not None and self._reports(verb)):
                continue
            found = self._within(place, owners=owners)
            if found is not None:
                return found
        governor = verb
        while governor is not None and self.tape.tokens[governor].dep in ("conj", "advcl", "parataxis", "acl"):
            governor = self.tape.tokens[governor].head
            subject = self._subject(thing, governor)
            found = self._within(subject) if subject is not None else None
            if found is not None:
                return found
        return self.own or self.context.topic

    def _reports(self, verb: int) -> bool:
        """ "The bureau put them at 70,638": who gives a figure is not whom it is about."""
        token = self.tape.tokens[verb]
        return token.text.lower() in (*self.context.lists["say"], *self.context.lists["put_at"])

    def _subject(self, thing: int | None, verb: int | None) -> int | None:
        subject = self.context.clauses.subject(self.tape, verb) if verb is not None else None
        return subject if subject != thing else None

    def _within(self, node: int, *, owners: bool = False) -> Mention | None:
        """The entity at a node, or the nearest below it that owns, supplies or holds what it stands for.

        With `owners` only what stands in the genitive or behind "of", "from", "by", or is part of the name of the thing.
        """
        tape = self.tape
        here = mention_at(tape, node)
        if here is not None and (self._may(here) or self.context.is_a(here, INDEX)):
            return here
        layer = [node]
        for _ in range(3):
            layer = [
                c
                for i in layer
                for c in tape.children[i]
                if tape.tokens[c].dep
                in ("nmod", "nmod:poss", "obl", "obl:agent", "compound", "amod", "nmod:desc", "acl", "appos")
                and self.context.clauses.verb_of(tape, c) in (self.context.clauses.verb_of(tape, node), node, i)
            ]
            for c in layer:
                found = mention_at(tape, c)
                if (
                    found is not None
                    and self._may(found)
                    and not self._by_side(c)
                    and not self._listed(c)
                    and (not owners or self._owner(c))
                ):
                    return found
        return None

    def _owner(self, node: int) -> bool:
        if self.tape.tokens[node].dep in ("nmod:poss", "compound", "amod", "nmod:desc"):
            return True
        cases = {self.tape.tokens[c].lemma.lower() for c in self.tape.kids(node, "case")}
        return bool(cases & {"of", "from", "by"})

    def _by_side(self, node: int) -> bool:
        """Entities that a figure is not about: those it is compared with, or for whom it is said."""
        cases = {self.tape.tokens[c].lemma.lower() for c in self.tape.kids(node, "case", "mark")}
        return bool(cases & {"with", "to", "than", "against", "including", "like", "as", "under", "according", "such"})

    def _listed(self, node: int) -> bool:
        """ "warehouses in A, B and C": a list of places tells where, not for whom."""
        chunk = self.tape.chunk_of[node]
        if chunk is None:
            return False
        words = [t.text for t in self.tape.tokens[chunk.end : chunk.end + 1]]
        behind = mention_at(self.tape, chunk.end + 1) if chunk.end + 1 < len(self.tape.tokens) else None
        if not (words in ([","], ["and"]) and behind is not None and self.context.is_a(behind, PLACE)):
            return False
        return any(self.tape.tokens[c].lemma.lower() == "in" for c in self.tape.kids(node, "case"))

    def _may(self, mention: Mention) -> bool:
        return self.context.is_a(mention, *ABOUTS) and not (mention.kind == "pronoun" and mention.type == GROUP)

    # -- what, when, per what ------------------------------------------------------------------------------------
    def _measure(self, figure: Figure, thing: int | None, verb: int | None) -> str | None:
        if thing is not None and self.tape.tokens[thing].lemma.lower() in self.context.lists["place_nouns"]:
            return None
        label = label_of(self.context, self.tape, thing, verb) if thing is not None else None
        if label is None and figure.quantity.kind == "number" and figure.quantity.unit:
            label = figure.quantity.unit
        return label or self._subject_label(verb) or self.last.measure or self.before.measure

    def _subject_label(self, verb: int | None) -> str | None:
        """ "Most applications came from Oslo (2,541)": the noun that the clause is about."""
        subject = self.context.clauses.subject(self.tape, verb) if verb is not None else None
        if subject is None or self.tape.chunk_of[subject] is not None or self.tape.tokens[subject].tag != "NNS":
            return None
        return label_of(self.context, self.tape, subject, None)

    def _period(self, figure: Figure, verb: int | None) -> Period | None:
        if self._so_far():
            return None
        own = statement_period(self.context.clauses, self.tape, figure.at)
        if figure.match.rule.setting("direction") == "previous":
            return self._earlier(figure, own)
        if own is not None and not anaphoric(self.context.lists, own):
            self.told = self.told or own
            return own
        if own is None and self._present(verb) and figure.match.rule.setting("direction") != "aside":
            return None
        return self.before.period or self.before.ahead

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
        return any(pair in zip(words, words[1:], strict=False) for pair in (("so", "far"), ("to", "date")))

    def _present(self, verb: int | None) -> bool:
        """ "employs", "has": true now, whatever time the text spoke of before."""
        if verb is None:
            return False
        token = self.tape.tokens[verb]
        finite = [t for t in (token, *(self.tape.tokens[c] for c in self.tape.kids(verb, "aux", "cop"))) if t.tag]
        return any(t.tag in ("VBZ", "VBP") for t in finite) and not any(t.tag in ("VBD", "VBN") for t in finite)

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


def respective(tape: Tape) -> dict[int, Mention]:
    """ "A, B and C … 9, 5 and 4 percent respectively": whom each figure is about, by the order of two lists."""
    if "respectively" not in tape.features:
        return {}
    lists: list[list[tuple[int, Mention | Quantity]]] = []
    last = -2
    for chunk in tape.chunks:
        if not isinstance(chunk.value, (Mention, Quantity)) or getattr(chunk.value, "kind", "") == "ordinal":
            continue
        between = [t.text.lower() for t in tape.tokens[last : chunk.start]] if last >= 0 else ["-"]
        joined = bool(lists) and type(lists[-1][-1][1]) is type(chunk.value)
        if joined and between and all(w in (",", "and", "the", "by", "to") for w in between):
            lists[-1].append((chunk.head, chunk.value))
        else:
            lists.append([(chunk.head, chunk.value)])
        last = chunk.end
    for names in lists:
        for figures in lists:
            if (
                len(names) == len(figures) > 1
                and isinstance(names[0][1], Mention)
                and isinstance(figures[0][1], Quantity)
            ):
                return {at: who for (at, _), (_, who) in zip(figures, names, strict=True) if isinstance(who, Mention)}
    return {}


def _run_on(tape: Tape, changes: Sequence[Figure], values: Sequence[Figure]) -> Iterator[Figure]:
    """ "gains of 9.1 percent, 4.8 percent and 4 percent": what follows a change in its list is a change too."""
    known = {c.at for c in changes}
    order = [c for c in tape.chunks if isinstance(c.value, Quantity)]
    for left, right in zip(order, order[1:], strict=False):
        source = next((c for c in changes if c.at == left.head), None)
        between = [t.text.lower() for t in tape.tokens[left.end : right.start]]
        alike = (
            isinstance(left.value, Quantity)
            and isinstance(right.value, Quantity)
            and left.value.kind == right.value.kind
        )
        if source is None or right.head in known or not alike or not between:
            continue
        if all(w in (",", "and", "by", "of") for w in between):
            made = replace(source, at=right.head, quantity=right.value)
            known.add(right.head)
            changes = [*changes, made]
            yield made


def pair(values: Sequence[Figure], changes: Sequence[Figure]) -> dict[int, Figure]:
    """Give each change to a value: in order where there are as many ("respectively"), else to the nearest before it."""
    if len(values) == len(changes) > 1 and values and values[-1].at < changes[0].at:
        return {v.at: c for v, c in zip(values, changes, strict=True)}
    paired: dict[int, Figure] = {}
    for change in changes:
        before = [v for v in values if v.at < change.at and v.at not in paired]
        behind = next((v for v in values if v.at > change.at and v.at not in paired), None)
        if behind is not None and _leads_to(change, behind):
            paired[behind.at] = change
        elif before and not change.match.rule.setting("direction") == "alone":
            paired[before[-1].at] = change
    return paired


def _leads_to(change: Figure, value: Figure) -> bool:
    """ "rose 12.1 percent to 56,267": the change comes before the figure that it led to."""
    tape = change.match.tape
    left, right = tape.chunk_of[change.at], tape.chunk_of[value.at]
    between = tape.tokens[left.end if left else change.at + 1 : right.start if right else value.at]
    words = [t.text.lower() for t in between]
    return "to" in words[-3:] and len(words) <= 6


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
