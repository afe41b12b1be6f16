"""What is seen of a figure, by which a judge says how far to believe that it was read aright."""

from __future__ import annotations

from collections.abc import Iterator, Set

from kg.extract.rules.context import Context
from kg.extract.rules.figures.sifting import Figure
from kg.model import Modality

STEPS = (0.4, 0.6, 0.75, 0.85, 0.93, 0.98)
OVER = {name: tuple((step, f"{name} over {step}") for step in STEPS) for name in ("subject", "period")}


def signs(context: Context, figure: Figure, change: Figure | None, label: str, modality: Modality) -> Iterator[str]:
    """Yield what tells a statistic that was read aright from a number in passing."""
    tape, lists, quantity, thing = figure.match.tape, context.lists, figure.quantity, figure.thing
    token = tape.tokens[thing] if thing is not None else None
    kind = "change" if figure.sign else quantity.kind
    yield from ("", f"rule={figure.match.rule.name}", f"figure={kind}", f"modality={modality.value}")
    chunk = tape.chunk_of[figure.at]
    words = tape.words(chunk.start, chunk.end) if chunk else tape.tokens[figure.at].text
    in_words = not any(c.isdigit() for c in words)
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
    opened = [t.text for t in tape.tokens[: figure.at]]
    if opened.count("(") > opened.count(")"):
        yield "in brackets"
    if sum(w in '“”"' for w in opened) % 2:
        yield "in quotation"


def sureness(decision: str, share: float, features: Set[str]) -> Iterator[str]:
    """How sure a choice was, in steps, and what is seen of what was chosen: whence a subject, what sort of a time."""
    yield from (over for step, over in OVER[decision] if share > step)
    kept = (f for f in features if (f.startswith("first=") if decision == "subject" else not f.startswith("at=")))
    yield from (f"{decision} {f}" for f in kept)
