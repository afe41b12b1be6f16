"""Numbers that are no statistic: distances, differences, limits of size, and how many others there are."""

from __future__ import annotations

from kg.extract.rules.context import Context
from kg.extract.rules.figures.sifting import Figure
from kg.extract.rules.patterns.tape import Tape
from kg.model import Comparator

BOUNDS = (Comparator.MORE_THAN, Comparator.LESS_THAN)
PLURALS = ("NNS", "NNPS")
NEXT = 3  # tokens behind a figure in which "more … than" begins


def measures_nothing(context: Context, tape: Tape, figure: Figure, thing: int | None, verb: int | None) -> bool:
    """Say whether a number that counts or measures a thing in a verb's clause tells nothing of its own."""
    if _is_distance(context, tape, thing):
        return True
    told = _is_difference(context, tape, figure, verb) or _is_limit(tape, figure, thing) or _is_rest(tape, figure)
    return told and not figure.sign


def _is_distance(context: Context, tape: Tape, thing: int | None) -> bool:
    """Kilometres, times over and the like."""
    if thing is None:
        return False
    token, never = tape.tokens[thing], context.lists["not_counted"]
    return token.lemma.lower() in never or token.text.lower() in never


def _is_difference(context: Context, tape: Tape, figure: Figure, verb: int | None) -> bool:
    """ "fell by 17 to 349", "211 more than a year ago": how much more or less, which no figure of its own holds."""
    if figure.quantity.kind == "percent":
        return False
    start, end = _ends(tape, figure)
    before = tape.tokens[start - 1].text.lower() if start else ""
    if before == "by" and verb is not None:
        lemma, lists = tape.tokens[verb].lemma.lower(), context.lists
        if lemma in lists["rise"] or lemma in lists["fall"]:
            return True
    behind = [t.text.lower() for t in tape.tokens[end : end + NEXT]]
    return "than" in behind and behind[0] in context.lists["comparing"]


def _is_limit(tape: Tape, figure: Figure, thing: int | None) -> bool:
    """ "cities of more than 300,000 people": what makes a class of things, not how many there are."""
    if figure.quantity.comparator not in BOUNDS or thing is None:
        return False
    token = tape.tokens[thing]
    if token.dep != "nmod" or token.head < 0 or tape.tokens[token.head].tag not in PLURALS:
        return False
    if tape.chunk_of[token.head] is not None:
        return False
    return any(tape.tokens[c].text.lower() in ("of", "with") for c in tape.kids(thing, "case"))


def _is_rest(tape: Tape, figure: Figure) -> bool:
    """ "five other agencies", "and 20 others": those that go without saying."""
    _, end = _ends(tape, figure)
    return end < len(tape.tokens) and tape.tokens[end].text.lower() in ("other", "others")


def _ends(tape: Tape, figure: Figure) -> tuple[int, int]:
    chunk = tape.chunk_of[figure.at]
    return (chunk.start, chunk.end) if chunk is not None else (figure.at, figure.at + 1)
