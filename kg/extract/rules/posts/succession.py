"""Successions: "X replaces Y", "X took over from Y": both hold one post, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.rules.context import Context, bound, parts
from kg.extract.rules.patterns.book import Match
from kg.extract.rules.patterns.tape import Tape
from kg.model import Claim, Mention, Modality, Node
from kg.vocab import AT, FORMER, HOLDER, INCOMING, PERSON, POST, STATUS, TITLE

NEAR = 2  # sentences back in which the post of a succession may have been named


@dataclass(frozen=True, slots=True)
class Held:
    """A post that a sentence tells, with what it was made of."""

    claim: Claim
    tape: Tape
    holder: Mention
    title: str
    at: Mention | None
    span: tuple[int, int]  # tokens


def succeeded(context: Context, match: Match, held: Sequence[Held]) -> Iterator[Claim]:
    """Yield the post of the one who comes or goes, read off the post of the other, named here or shortly before.

    Rules set `direction` to "out" where the holder bound goes, to "in" where the holder bound comes.
    """
    holder, other = bound(match, "holder"), bound(match, "other")
    if holder is None or not context.is_a(holder, PERSON):
        return
    outgoing = match.rule.setting("direction") == "out"
    post = _post(context, match, held, holder, other)
    if post is None:
        return
    status = FORMER if outgoing else INCOMING
    node = Node(POST, parts((HOLDER, holder), (TITLE, post.title), (AT, post.at), (STATUS, status)))
    verb = match.node("verb")
    modality = Modality.ASSERTED if outgoing or verb is None else context.clauses.modality(match.tape, verb)
    yield context.claim(match, node, modality=modality)


def _post(context: Context, match: Match, held: Sequence[Held], holder: Mention, other: Mention | None) -> Held | None:
    """The post of the other of the two: in the same sentence first, else the nearest before."""
    here = match.tape.sentence.index
    near = [h for h in held if here - NEAR <= h.tape.sentence.index <= here and h.holder.text != holder.text]
    if other is not None and other.kind == "name":
        same = [h for h in held if h.holder.text.split()[-1] == other.text.split()[-1]]
        near = [h for h in same if h.tape.sentence.index <= here] or same
    offices = [h for h in near if h.title.split()[-1] not in context.lists["post_nouns"]]
    ranked = sorted(offices, key=lambda h: (*_order(h), h.tape.sentence.index, h.span))
    return ranked[-1] if ranked else None


def _order(held: Held) -> tuple[bool, bool]:
    """Put a post that somebody is to hold last, one that nobody holds any more first."""
    node = held.claim.subject
    status = dict(node.parts).get(STATUS) if isinstance(node, Node) else None
    return status == INCOMING, status != FORMER
