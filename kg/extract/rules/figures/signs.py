"""What is seen of a figure, by which a judge says how far to believe that it was read aright."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.rules.context import Context
from kg.extract.rules.figures.sifting import SMALL, Figure
from kg.model import Modality, Quantity

STEPS = (0.4, 0.6, 0.75, 0.85, 0.93, 0.98)
SUBJECT_OVER = tuple((step, f"subject over {step}") for step in STEPS)
PERIOD_OVER = tuple((step, f"period over {step}") for step in STEPS)


def signs(
    context: Context, figure: Figure, change: Figure | None, verb: int | None, label: str, modality: Modality
) -> Iterator[str]:
    """Yield what tells a statistic that was read aright from a number in passing."""
    tape, lists, quantity, thing = figure.match.tape, context.lists, figure.quantity, figure.thing
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
    known = context.domain.measure(label) is not None
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


def sureness(subject: float, period: float) -> Iterator[str]:
    """How sure the choices of subject and time were, in steps."""
    for over, p in ((SUBJECT_OVER, subject), (PERIOD_OVER, period)):
        yield from (told for step, told in over if p > step)
