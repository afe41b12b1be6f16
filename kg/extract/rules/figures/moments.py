"""When a figure may be of: the times of its sentence, that which the text speaks of, or none.

Each candidate comes with features by which a judge chooses between them, as in `subjects`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import cached_property, lru_cache

from kg.extract.rules.context import Context, periods
from kg.extract.rules.figures.sifting import Figure
from kg.extract.rules.figures.subjects import FAR, NEAR
from kg.extract.rules.patterns.tape import Tape
from kg.extract.rules.times import EDGE, anaphoric, is_basis, reporting, statement_period
from kg.model import Period
from kg.values import shift


class Moments:
    """Finds when the figures of one sentence may be of; what does not depend on the figure is looked at once.

    `carried` is the time that the text has been speaking of, `ahead` what the next sentences tell, `first` the
    one that it began with.
    """

    def __init__(
        self, context: Context, tape: Tape, carried: Period | None, ahead: Period | None, first: Period | None = None
    ) -> None:
        self.context, self.tape, self.carried, self.ahead, self.first = context, tape, carried, ahead, first
        self._features: dict[int, tuple[str, ...]] = {}  # by the period's head token

    def tells(self, period: Period) -> bool:
        """Say whether the sentence itself gives a time, not in brackets."""
        return any(p == period and self._brackets(at) == (0, 0) for at, p in self._here)

    def opens(self, period: Period) -> bool:
        """Say whether a time stands where it holds for all of the sentence."""
        return any(p == period and at < EDGE for at, p in self._here)

    @cached_property
    def _here(self) -> list[tuple[int, Period]]:
        return list(periods(self.tape))

    def candidates(
        self, figure: Figure, verb: int | None, told: Period | None
    ) -> list[tuple[Period | None, frozenset[str]]]:
        """Return the times that a figure may be of, the likeliest first as far as order tells; None for no time."""
        found: dict[tuple[str | None, str | None], tuple[Period | None, set[str]]] = {}
        direction = figure.match.rule.setting("direction")
        own = statement_period(self.context.clauses, self.tape, figure.at)
        if direction == "previous" and (before := self._earlier(figure, own, told)) is not None:
            return [(before, frozenset())]
        kind = "change" if figure.sign else figure.quantity.kind
        told_by = self._tense(verb), direction, self._so_far, own is not None, kind
        beside = f"back={self._back(figure.at)}", f"case={self._case(figure.at)}"
        for source, period in self._times(figure, own, told):
            if period is not None and (period.start is None) and anaphoric(self.context.lists, period):
                continue
            key = (period.start, period.end) if period is not None else (None, None)
            _, features = found.setdefault(key, (period, set()))
            features.update(_at(source, *told_by))
            features.update(f"at={source}&{seen}" for seen in beside)
            if period is not None:
                features.update(self._time_features(figure, period))
        wanted = self._usual(figure, verb, own, told)
        options = sorted(found.values(), key=lambda option: option[0] != wanted)
        return [(p, frozenset((*features, f"order={min(i, 3)}"))) for i, (p, features) in enumerate(options)]

    def _back(self, at: int) -> str:
        """Where the nearest words stand that look back ("the year before", "a year earlier")."""
        backs = [i for i, _ in self._here if is_basis(self.tape, i)]
        nearest = min(backs, key=lambda i: abs(i - at), default=None)
        if nearest is None:
            return "none"
        side = "left" if nearest < at else "right"
        return f"{side} {'near' if abs(nearest - at) <= NEAR else 'far'}"

    def _case(self, at: int) -> str:
        """The preposition before a figure, or before what it counts."""
        head = self.tape.tokens[at].head
        case = self.tape.child(at, "case")
        if case is None and head >= 0 and self.tape.tokens[head].pos == "NOUN":
            case = self.tape.child(head, "case")
        return self.tape.tokens[case].lemma.lower() if case is not None else "none"

    def _usual(self, figure: Figure, verb: int | None, own: Period | None, told: Period | None) -> Period | None:
        """The time that a figure has where nothing was learned: its clause's, else that which the text speaks of."""
        if self._so_far:
            return None
        if own is not None and not anaphoric(self.context.lists, own):
            return own
        if own is None and self._tense(verb) == "present" and figure.match.rule.setting("direction") != "aside":
            return None
        return self.carried or self.ahead

    def _times(self, figure: Figure, own: Period | None, told: Period | None) -> Iterator[tuple[str, Period | None]]:
        if own is not None:
            yield "own", own
        clauses, tape = self.context.clauses, self.tape
        for i, period in sorted(self._here, key=lambda found: (abs(found[0] - figure.at), found[0])):
            told_then = reporting(clauses, tape, i) and clauses.verb_of(tape, i) != clauses.verb_of(tape, figure.at)
            if not told_then:  # "said on Tuesday": when it was told is not when it was
                yield "left" if i < figure.at else "right", period
        for source, known in (("told", told), ("carried", self.carried), ("ahead", self.ahead), ("first", self.first)):
            if known is not None:
                yield source, known
        base = own if own is not None and own.start else told or self.carried
        if base is not None and base.start:
            yield "year before", shift(base, years=-1)
        yield "none", None

    def _time_features(self, figure: Figure, period: Period) -> Iterator[str]:
        at = next((i for i, p in self._here if p is period), None)
        if at is None:
            yield from (f"long={_long(period)}", "elsewhere")
            return
        if at not in self._features:
            self._features[at] = tuple(self._still(at, period))
        yield from self._features[at]
        clauses, tape = self.context.clauses, self.tape
        yield f"same clause={clauses.verb_of(tape, at) == clauses.verb_of(tape, figure.at)}"
        near = "near" if abs(at - figure.at) <= NEAR else "far" if abs(at - figure.at) > FAR else "middle"
        yield f"{'left' if at < figure.at else 'right'}={near}"
        yield f"behind a figure={tape.parts(at, figure.at, 'q')}"
        yield f"same brackets={self._brackets(at) == self._brackets(figure.at) != (0, 0)}"

    def _still(self, at: int, period: Period) -> Iterator[str]:
        """What is seen of a time whichever figure of the sentence it is weighed for."""
        tape, long = self.tape, _long(period)
        yield f"long={long}"
        yield f"basis={is_basis(tape, at)}"
        yield f"reporting={reporting(self.context.clauses, tape, at)}&long={long}"
        yield f"edge={at < EDGE}"
        chunk = tape.chunk_of[at]
        start = chunk.start if chunk else at
        yield f"word before={tape.tokens[start - 1].text.lower() if start else ''}"

    def _brackets(self, at: int) -> tuple[int, int]:
        """How many brackets have opened and closed before a token; (0, 0) outside of all."""
        words = [t.text for t in self.tape.tokens[:at]]
        opened, closed = words.count("("), words.count(")")
        return (opened, closed) if opened > closed else (0, 0)

    def _earlier(self, figure: Figure, own: Period | None, told: Period | None) -> Period | None:
        """The time of a figure that another is compared with: as told, else a year before the other's."""
        node = figure.match.node("basis")
        chunk = self.tape.chunk_of[node] if node is not None else None
        if chunk is not None and isinstance(chunk.value, Period) and chunk.value.start:
            return chunk.value
        base = own if own is not None and own.start else told or self.carried
        return shift(base, years=-1) if base is not None and base.start else None

    @cached_property
    def _so_far(self) -> bool:
        if self.tape.where.keys().isdisjoint(("far", "date")):
            return False
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


def _long(period: Period) -> str:
    return "interval" if period.start != period.end else str(len(period.start or ""))


@lru_cache(maxsize=4096)
def _at(source: str, tense: str, direction: str | None, so_far: bool, own: bool, kind: str) -> tuple[str, ...]:
    """What is told by where a time was found."""
    beside = (f"tense={tense}", f"direction={direction}", f"so far={so_far}", "own" if own else "no own", kind)
    return (f"at={source}", *(f"at={source}&{what}" for what in beside))
