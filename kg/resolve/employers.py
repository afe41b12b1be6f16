"""Whose department "her department" is: the body that the text puts a person at, by title or by apposition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.resolve.trail import Thing, Trail
from kg.vocab import ORGANIZATION

_NEAR: Final = 8  # mentions on either side of a name among which its body is looked for
# "Bergen Council's deputy director Anna Peeters": words of a title, and none that tell of something else.
_TITLE_BETWEEN: Final = re.compile(r"(?:['’]s?)?(?:\s\([^()]{2,12}\))?(?:['’]s?)?((?:\s[\w.&-]+){1,7})\s\Z")
_TELLS: Final = re.compile(
    r"\b(?:and|or|but|with|to|by|from|against|as|is|was|are|were|has|had|will|said|says|told|met|named|appointed|"
    r"that|which|who|when|where)\b"
)
# "Anna Peeters, head of research at the Nordic Council".
_TITLE_AFTER: Final = re.compile(r",\s(?:[\w’'.&-]+\s){1,9}(?:of|at|for|with|in)\s(?:the\s|The\s)?\Z")


def employer(trail: Trail, number: int, person: Thing) -> Thing | None:
    """Return the body at which the text last put a person before a mention; None where it did not."""
    for earlier, thing in trail.before(number):
        if thing.group == person.group and trail.scene.mentions[earlier].kind == "name":
            found = next(_beside(trail, number, earlier), None)
            if found is not None:
                return found
    return None


def _beside(trail: Trail, number: int, name: int) -> Iterator[Thing]:
    scene, person = trail.scene, trail.scene.mentions[name]
    around = [
        (other, thing)
        for other, thing in trail.before(number)
        if abs(other - name) <= _NEAR
        and scene.sentences[other] == scene.sentences[name]
        and trail.domain.is_a(thing.type, ORGANIZATION)
    ]
    owners = {scene.owners[other] for other, _ in around}
    for other, thing in around:
        body = scene.mentions[other].span
        if body.end <= person.span.start:
            gap = _TITLE_BETWEEN.match(scene.text[body.end : person.span.start])
            if gap and not _TELLS.search(gap[1]):
                yield thing
    for other, thing in reversed(around):
        body = scene.mentions[other].span
        if body.start >= person.span.end and other not in owners:
            gap = _TITLE_AFTER.match(scene.text[person.span.end : body.start])
            if gap and not _TELLS.search(gap[0]):
                yield thing
