"""Who goes on speaking: "he said" behind what somebody said, and quoted sentences without a verb of saying."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import itemgetter

from kg.extract.rules.context import Context
from kg.extract.rules.sayings.saying import Saying, made
from kg.model import Mention, Node, Span
from kg.vocab import PERSON, SPEAKER

FAR = 2  # paragraphs between what somebody said and the "he said" that goes on with it
GOES_ON = 0.78  # confidence that a quotation without a verb goes on with the last speaker


def with_last_speaker(context: Context, told: Sequence[Saying]) -> list[Saying]:
    """Give "he said" and "she said" to the last speaker where the text names nobody else in between."""
    names = [c.value for t in context.tapes for c in t.chunks if _named_person(context, c.value)]
    result: list[Saying] = []
    last: tuple[int, Mention] | None = None
    for one in told:
        who = one.speaker
        if last is not None and who.kind == "pronoun" and who.type == PERSON:
            between = [m for m in names if isinstance(m, Mention) and last[0] < m.span.start < who.span.start]
            if not between and context.document.text.count("\n\n", last[0], who.span.start) <= FAR:
                one = _of(one, last[1])
        result.append(one)
        if one.speaker.kind == "name" and context.is_a(one.speaker, PERSON) and not _reported(one, told):
            last = one.claim.evidence[0].span.end, one.speaker
    return result


def _named_person(context: Context, value: object) -> bool:
    """Say whether somebody is named in full or by a surname; an acronym taken for a person is none."""
    return isinstance(value, Mention) and value.kind == "name" and context.is_a(value, PERSON)


def _of(saying: Saying, speaker: Mention) -> Saying:
    node = saying.claim.subject
    if not isinstance(node, Node):
        return saying
    changed = replace(node, parts=tuple((p, speaker if p == SPEAKER else v) for p, v in node.parts))
    return Saying(replace(saying.claim, subject=changed), saying.said, speaker)


def going_on(context: Context, marks: Sequence[Span], told: Sequence[Saying]) -> Iterator[Saying]:
    """ "“We are glad,” she said. “It was time.”": a quoted sentence right behind what somebody said."""
    text = context.document.text
    last: tuple[int, Mention] | None = None
    ends = sorted(
        ((s.claim.evidence[0].span.end, s.speaker) for s in told if not _reported(s, told)), key=itemgetter(0)
    )
    for q in marks:
        if any(s.said.overlaps(q) or s.claim.evidence[0].span.overlaps(q) for s in told):
            continue
        before = [(end, speaker) for end, speaker in ends if end <= q.start]
        nearest = max([*before[-1:], *([last] if last else [])], key=lambda e: e[0], default=None)
        if nearest is None or text[nearest[0] : q.start].strip(' .,\n\r\t\u00a0”"’') or len(text[q.start : q.end]) < 8:
            continue
        if not _sentence(text, q):
            continue
        one = made(context, "goes-on", GOES_ON, nearest[1], q, None, marks)
        if one is not None:
            last = (q.end, nearest[1])
            yield one


def _reported(saying: Saying, told: Sequence[Saying]) -> bool:
    """Say whether it is said inside of what another says."""
    return any(o is not saying and o.said.contains(saying.claim.evidence[0].span) for o in told)


def _sentence(text: str, mark: Span) -> bool:
    """Say whether a quotation is a sentence of its own: it begins with a capital and ends with its stop."""
    inner = text[mark.start + 1 : mark.end - 1].rstrip()
    return bool(inner) and (inner[0].isupper() or inner[0].isdigit()) and inner[-1] in ".!?…"
