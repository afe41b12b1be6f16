"""Posts: who holds which title where, and whether still, no longer or not yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.rules.book import Match
from kg.extract.rules.context import Context, bound, mentions, parts, periods
from kg.extract.rules.tape import Title
from kg.model import Claim, Iri, Mention, Modality, Node
from kg.vocab import (
    AT,
    CITY,
    EDUCATIONAL_ORGANIZATION,
    FORMER,
    HOLDER,
    INCOMING,
    ORGANIZATION,
    PERIOD,
    PERSON,
    PLACE,
    POST,
    STATUS,
    TITLE,
)

HEADING = {
    "directs": "director",
    "direct": "director",
    "chairs": "chair",
    "chair": "chair",
    "chaired": "chair",
    "directed": "director",
} | dict.fromkeys(
    ("heads", "leads", "runs", "head", "lead", "headed", "led", "run"), "head"
)  # verbs that say that somebody holds a post
TITLES_AT = {
    EDUCATIONAL_ORGANIZATION: "titles_at_universities",
    CITY: "titles_at_cities",
}
STATUSES = {"Former": FORMER, "Incoming": INCOMING}


def posts(context: Context, matches: Sequence[Match]) -> Iterator[Claim]:
    """Yield one claim a post; a title without its place gives way to the same title with it."""
    made = [m for m in (_post(context, match) for match in matches) if m is not None]
    placed = {(_surname(c), _head(c)) for c in made if _part(c, AT) is not None}
    seen: set[tuple[object, ...]] = set()
    for claim in sorted(made, key=lambda c: (-c.confidence, c.evidence[0].span)):
        at = _part(claim, AT)
        if at is None and (_surname(claim), _head(claim)) in placed:
            continue
        key = (_part(claim, HOLDER), _head(claim), at)
        if key in seen or (at is None and (key[0], key[1]) in {k[:2] for k in seen}):
            continue
        seen.add(key)
        yield claim


def _post(context: Context, match: Match) -> Claim | None:
    holder, at = bound(match, "holder"), bound(match, "at")
    title = _title(match)
    if at is not None and at.kind == "pronoun":
        at = _whose(context, match) or at
    if at is None and title is not None:
        at = _usual_place(context, title.text)
    if holder is None or title is None or not context.is_a(holder, PERSON) or holder.kind == "nominal":
        return None
    if not title.text or (title.text in context.lists["post_nouns"] and at is None):
        return None
    status = match.rule.setting("status") or title.status
    modality = Modality.ASSERTED
    verb = _predicate(match)
    verb = match.node("verb") if verb is None else verb
    if verb is not None:
        modality = context.clauses.modality(match.tape, verb)
        status = status or _tense(context, match, verb)
    when = next((p for i, p in periods(match.tape) if _in(match, i) and p.start), None)
    node = Node(
        POST,
        parts(
            (HOLDER, holder),
            (TITLE, title.text),
            (AT, at),
            (STATUS, STATUSES.get((status or "").removeprefix("kg:"))),
            (PERIOD, when if status else None),
        ),
    )
    return context.claim(match, node, modality=modality)


def _whose(context: Context, match: Match) -> Mention | None:
    """ "The office grew, its president, X, said": the last body or place named before, in this sentence or the last."""
    start = match.ranges[""][0]
    here = [m for i, m in mentions(match.tape) if i < start and _seat(context, m)]
    if here:
        return here[-1]
    at = context.tapes.index(match.tape)
    before = [m for _, m in mentions(context.tapes[at - 1]) if _seat(context, m)] if at else []
    return before[0] if before else None


def _seat(context: Context, mention: Mention) -> bool:
    return mention.kind == "name" and context.is_a(mention, ORGANIZATION, PLACE)


def _usual_place(context: Context, title: str) -> Mention | None:
    """ "Vice-chancellor X" in a text about one university: the body of the kind that such a title is held at."""
    head = title.split(" of ")[0].split(" for ")[0].split()[-1].split("-")[-1] if title else ""
    for cls, words in TITLES_AT.items():
        if head in context.lists[words]:
            return context.main(cls)
    return None


def _title(match: Match) -> Title | None:
    node = match.node("title")
    if node is None:
        return None
    chunk = match.tape.chunk_of[node]
    if chunk is not None and isinstance(chunk.value, Title):
        return chunk.value
    token = match.tape.tokens[node]
    if token.pos == "VERB" or token.text.lower() in HEADING:
        return Title(token.span, HEADING.get(token.text.lower(), "head"))
    words = match.words("title")
    return Title(match.tape.span(*match.ranges["title"]), words.lower()) if words else None


def _predicate(match: Match) -> int | None:
    """ "X is not the dean", "X will be dean": the title itself, where a copula makes it what the clause says."""
    node = match.node("title")
    if node is None or match.tape.child(node, "cop") is None or match.tape.child(node, "nsubj") is None:
        return None
    return node


def _tense(context: Context, match: Match, verb: int) -> str | None:
    """ "had been", "was": no longer, when a copula in the past governs the title."""
    tape = match.tape
    tags = {tape.tokens[c].text.lower() for c in tape.children[verb] if tape.tokens[c].dep in ("cop", "aux")}
    return "Former" if tags & {"was", "were", "had"} and not tags & {"has", "have"} else None


def _in(match: Match, index: int) -> bool:
    start, end = match.ranges[""]
    return start <= index < end


def _part(claim: Claim, predicate: Iri) -> object:
    node = claim.subject
    assert isinstance(node, Node)
    value = dict(node.parts).get(predicate)
    return value.text if isinstance(value, Mention) else value


def _surname(claim: Claim) -> str:
    return str(_part(claim, HOLDER)).split()[-1]


def _head(claim: Claim) -> str:
    return str(_part(claim, TITLE)).split(" of ")[0].split()[-1]
