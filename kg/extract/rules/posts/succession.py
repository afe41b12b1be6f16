"""Successions: "X replaces Y", "X took over from Y": both hold one post, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.rules.context import Context, bound, parts
from kg.extract.rules.patterns.book import Match
from kg.extract.rules.patterns.tape import Tape
from kg.extract.rules.posts.seats import is_vague
from kg.model import Claim, Iri, Mention, Modality, Node
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
    guessed: bool = False  # whether no word beside the title says where it is held


def succeeded(context: Context, match: Match, held: Sequence[Held]) -> Held | None:
    """Return the post of the one who comes or goes, read off the post of the other, named here or shortly before.

    Rules set `direction` to "out" where the holder bound goes, to "in" where the holder bound comes, to "beside" where
    the holder has a post of their own at the same place.
    """
    holder, other, direction = bound(match, "holder"), bound(match, "other"), match.rule.setting("direction")
    if holder is None or not context.is_a(holder, PERSON) or holder.kind != "name":
        return None
    post = _post(context, match, held, holder, other)
    title = (match.words("title") or "").lower() if direction == "beside" else post.title if post is not None else ""
    if post is None or not title or (direction == "beside" and title not in context.lists["post_nouns"]):
        return None
    status, modality = _when(context, match, direction or "")
    node = Node(POST, parts((HOLDER, holder), (TITLE, title), (AT, post.at), (STATUS, status)))
    claim = context.claim(match, node, modality=modality)
    return Held(claim, match.tape, holder, title, post.at, match.ranges[""])


def _when(context: Context, match: Match, direction: str) -> tuple[Iri | None, Modality]:
    """Tell whether a post is no longer or not yet held, and how firmly that is said."""
    if direction != "in":
        return FORMER if direction == "out" else None, Modality.ASSERTED
    tape, verb = match.tape, match.ranges.get("verb", match.ranges.get("verb2"))
    if verb is not None:
        found = context.clauses.modality(tape, verb[0])
        return INCOMING if found is Modality.PLANNED else None, found
    past = any(t.tag == "VBD" for t in tape.tokens[match.ranges[""][1] :][:6])
    return (None, Modality.ASSERTED) if past else (INCOMING, Modality.PLANNED)


def _post(context: Context, match: Match, held: Sequence[Held], holder: Mention, other: Mention | None) -> Held | None:
    """The post of the other of the two: in the same sentence first, else the nearest before."""
    here = match.tape.sentence.index
    until = match.tape.span(*match.ranges[""]).end
    near = [h for h in held if here - NEAR <= h.tape.sentence.index <= here and h.holder.text != holder.text]
    near = [h for h in near if h.claim.evidence[0].span.start < until]
    if other is not None and other.kind == "name":
        words = set(other.text.split())
        same = [h for h in held if words & set(h.holder.text.split())]
        near = [h for h in same if h.tape.sentence.index <= here and h.holder.text != holder.text] or same
    offices = [h for h in near if not is_vague(context, h.title)]
    if match.rule.setting("direction") == "out" and _not_yet(match):
        offices = [h for h in offices if _status(h) == INCOMING or h.claim.modality is Modality.PLANNED]
    ranked = sorted(offices, key=lambda h: (*_order(h), h.tape.sentence.index, h.span))
    return ranked[-1] if ranked else None


def _not_yet(match: Match) -> bool:
    """ "the deputy mayor will succeed X", "succeeds X": the post that the other has now is not the one of X."""
    start, end = match.ranges[""]
    trigger = [t for t in match.tape.tokens[start:end] if t.text.lower() in ("will", "succeeds", "replaces", "takes")]
    return bool(trigger)


def _status(held: Held) -> object:
    node = held.claim.subject
    return dict(node.parts).get(STATUS) if isinstance(node, Node) else None


def _order(held: Held) -> tuple[bool, bool]:
    """Put a post that somebody is to hold last, one that nobody holds any more first."""
    return _status(held) == INCOMING, _status(held) != FORMER
