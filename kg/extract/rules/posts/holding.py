"""Posts: who holds which title where, and whether still, no longer or not yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.extract.rules.context import Context, bound, parts, periods
from kg.extract.rules.patterns.book import Match
from kg.extract.rules.patterns.tape import AnyChunk, Tape, Title
from kg.extract.rules.posts.offices import Office, between, joined, office, phrases
from kg.extract.rules.posts.seats import anothers, is_vague, usual, whose
from kg.extract.rules.posts.succession import Held, succeeded
from kg.model import Claim, Iri, Mention, Modality, Node
from kg.vocab import (
    AT,
    FORMER,
    HOLDER,
    INCOMING,
    PERIOD,
    PERSON,
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
    "presides": "president",
    "presided": "president",
    "board": "board member",
} | dict.fromkeys(
    ("heads", "leads", "runs", "head", "lead", "headed", "led", "run", "ran"), "head"
)  # verbs that say that somebody holds a post
STATUSES = {"Former": FORMER, "Incoming": INCOMING}
OPENING = "opening-title"  # a rule for what opens a sentence
STATED = "title-is-name"  # a rule by which a verb stands between an office and its holder
APART = frozenset({",", "(", ")", ":", "-", "–", "—", "“", '"', "@"})  # may stand between an office and its holder


def posts(context: Context, matches: Sequence[Match]) -> Iterator[Claim]:
    """Yield one claim a post; a title without its place gives way to the same title with it."""
    held = [h for match in matches if match.rule.setting("direction") is None for h in _held(context, match)]
    held.sort(key=lambda h: h.claim.evidence[0].span)
    for match in matches:
        found = succeeded(context, match, held) if match.rule.setting("direction") is not None else None
        held.extend([found] if found is not None else [])
    made = [h.claim for h in held]
    vague = {id(h.claim) for h in held if h.guessed}
    placed = {(word, _head(c)) for c in made if id(c) not in vague and _part(c, AT) is not None for word in _words(c)}
    seen: set[tuple[object, ...]] = set()
    for claim in sorted(made, key=lambda c: (-c.confidence, c.evidence[0].span)):
        at = _part(claim, AT)
        if (at is None or id(claim) in vague) and any((word, _head(claim)) in placed for word in _words(claim)):
            continue
        key = (_part(claim, HOLDER), _head(claim), at)
        if key in seen or (at is None and (key[0], key[1]) in {k[:2] for k in seen}):
            continue
        seen.add(key)
        yield claim


def serving(held: Iterable[Claim]) -> dict[str, Mention]:
    """Return the body or place where each person holds a post, by the person's name; the first one told."""
    found: dict[str, Mention] = {}
    for claim in held:
        assert isinstance(claim.subject, Node)
        told = dict(claim.subject.parts)
        holder, at = told.get(HOLDER), told.get(AT)
        if isinstance(holder, Mention) and isinstance(at, Mention) and STATUS not in told:
            found.setdefault(holder.text, at)
    return found


def _held(context: Context, match: Match) -> Iterator[Held]:
    """Yield the posts that a match tells: the one that it binds, and those that "and" joins to it."""
    holder = bound(match, "holder")
    if holder is None or not context.is_a(holder, PERSON) or holder.kind == "nominal":
        return
    if anothers(context, match, _holder(match)):
        return
    node = match.node("title")
    chunk = match.tape.chunk_of[node] if node is not None else None
    if chunk is None or not isinstance(chunk.value, Title):
        found = _headed(context, match)
        if found is not None:
            yield from _made(context, match, holder, found, found.status)
        return
    start = _holder(match)[0]
    if _quoted(match, chunk.start) or (match.rule.name == OPENING and match.ranges[""][0] > 0):
        return
    first = chunk
    while chunk is not None and isinstance(chunk.value, Title):
        found = _shared(context, match, office(context, match.tape, chunk))
        between_them = set(between(match.tape, found.end, start)) - APART - set(context.lists["styles"])
        if start >= chunk.end and between_them and chunk is first and match.rule.name != STATED:
            return
        if start < chunk.end and not _ends(context, match, found):
            return
        yield from _made(context, match, holder, found, found.status)
        chunk = joined(context, match.tape, found.end) if start < chunk.start else _before(context, match.tape, found)


def _made(context: Context, match: Match, holder: Mention, found: Office, status: str | None) -> Iterator[Held]:
    at = found.at if found.at is not None else bound(match, "at")
    if at is not None and at.kind == "pronoun":
        at = whose(context, match.tape, found.start) or at
    guessed = at is None
    if at is None:
        at = usual(context, match.tape, match.ranges[""][0], found.title)
    if not found.title or (guessed and found.title == "chief") or (at is None and is_vague(context, found.title)):
        return
    status = match.rule.setting("status") or status
    modality = _modality(context, match)
    verb = _verb_of(match)
    if verb is not None:
        status = status or _tense(match, verb)
    if status == "Incoming" and modality is Modality.ASSERTED:
        modality = Modality.PLANNED
    when = next((p for i, p in periods(match.tape) if _in(match, i) and p.start), None)
    node = Node(
        POST,
        parts(
            (HOLDER, holder),
            (TITLE, found.title),
            (AT, at),
            (STATUS, STATUSES.get((status or "").removeprefix("kg:"))),
            (PERIOD, when if status else None),
        ),
    )
    start, end = match.ranges[""]
    span = (min(start, found.start), max(end, found.end))
    claim = context.claim(match, node, span=span, modality=modality)
    yield Held(claim, match.tape, holder, found.title, at, span, guessed)


def _headed(context: Context, match: Match) -> Office | None:
    """ "who heads the patent division at the ministry": the office that a verb tells."""
    title, at = _verb(match), bound(match, "at")
    if title is None:
        return None
    start, end = match.ranges["title"]
    words: tuple[str, ...] = ()
    if at is None:
        words, at, end = phrases(context, match.tape, end, bare=True)
        if at is None:
            return None
    return Office(" ".join((title, *words)), at, start, end)


def _verb(match: Match) -> str | None:
    node = match.node("title")
    if node is None:
        return None
    words = [t.text.lower() for t in match.tape.tokens[slice(*match.ranges["title"])]]
    told = next((HEADING[word] for word in words if word in HEADING), None)
    if told is not None or match.tape.tokens[match.ranges["title"][0]].pos == "VERB":
        return told or "head"
    if match.tape.chunk_of[node] is not None:
        return None
    return (match.words("title") or "").lower() or None


def _holder(match: Match) -> tuple[int, int]:
    """The tokens of the holder, whichever of the rule's alternatives binds it."""
    return next(match.ranges[name] for name in ("holder", "holder2", "holder3") if name in match.ranges)


def _ends(context: Context, match: Match, found: Office) -> bool:
    """ "said Anna Peeters, director Karl Baum agreed", "to Anna Peeters, the director said": a title of another."""
    tape, holder = match.tape, _holder(match)
    if found.end >= len(tape.tokens):
        return True
    chunk, token = tape.chunk_of[found.end], tape.tokens[found.end]
    if chunk is not None and isinstance(chunk.value, Mention) and context.is_a(chunk.value, PERSON):
        return False
    if tape.tokens[holder[1]].text != "," or token.pos not in ("VERB", "AUX"):
        return True
    opens = holder[0] == 0 or tape.tokens[holder[0] - 1].pos in ("PUNCT", "VERB", "CCONJ", "SCONJ")
    return opens or (token.tag in ("VBN", "VBG") and token.text.lower() not in context.lists["say"])


def _shared(context: Context, match: Match, found: Office) -> Office:
    """ "chief executive and founder of Nordkraft": both titles are held there."""
    beside = joined(context, match.tape, found.end) if found.at is None else None
    after = office(context, match.tape, beside) if beside is not None else None
    return replace(found, at=after.at) if after is not None else found


def _quoted(match: Match, start: int) -> bool:
    """ "they call him “president”": a title between quotation marks is a nickname."""
    marks = {t.text for t in match.tape.tokens[max(0, start - 2) : start]}
    return _holder(match)[0] < start and not marks.isdisjoint(("“", '"', "‘", "«"))


def _before(context: Context, tape: Tape, found: Office) -> AnyChunk | None:
    """ "WIPO chairman and chief executive Anna Peeters", "port director Rear Admiral Karl Baum": the title before."""
    i = found.start - 1
    if i < 1:
        return None
    last = tape.chunk_of[i]
    if last is not None and last.kind == "t":
        return last
    if tape.tokens[i].text.lower() not in ("and", "&"):
        return None
    chunk = tape.chunk_of[i - 1]
    if chunk is None or chunk.kind != "t" or chunk.end != i:
        return None
    article = chunk.start and tape.tokens[chunk.start - 1].text.lower() in ("the", "a", "an")
    return None if article else chunk


def _modality(context: Context, match: Match) -> Modality:
    """How firmly the match says it: by its verb, and by the words between holder and title."""
    found = Modality.ASSERTED
    verb = _verb_of(match)
    if verb is not None:
        found = context.clauses.modality(match.tape, verb)
    if found is not Modality.ASSERTED or match.nodes is not None or "title" not in match.ranges:
        return found
    (_, start), (end, _) = sorted((_holder(match), match.ranges["title"]))
    words = set(between(match.tape, start, end))
    if words & set(context.lists["negations"]):
        return Modality.DENIED
    if words & set(context.lists["not_taken"]):
        return Modality.DENIED
    if "to" in words and words & set(context.lists["soon"]) and words & {"become", "be", "serve"}:
        return Modality.POSSIBLE if words & set(context.lists["only_expected"]) else Modality.PLANNED
    if words & set(context.lists["possible_aux"]) or words & set(context.lists["possible_words"]):
        return Modality.POSSIBLE
    if words & set(context.lists["planned_aux"]):
        return Modality.PLANNED
    return _clause(context, match, start, end)


def _clause(context: Context, match: Match, start: int, end: int) -> Modality:
    """ "if X becomes director", "wants X to become director": what the clause says in which a verb joins the two."""
    node = match.node("title")
    if node is None or not any(t.pos in ("VERB", "AUX") for t in match.tape.tokens[start:end]):
        return Modality.ASSERTED
    governor = context.clauses.verb_of(match.tape, node)
    return Modality.ASSERTED if governor is None else context.clauses.modality(match.tape, governor)


def _verb_of(match: Match) -> int | None:
    predicate = _predicate(match)
    return match.node("verb") if predicate is None else predicate


def _predicate(match: Match) -> int | None:
    """ "X is not the dean", "X will be dean": the title itself, where a copula makes it what the clause says."""
    node = match.node("title")
    if node is None or match.tape.child(node, "cop") is None or match.tape.child(node, "nsubj") is None:
        return None
    return node


def _tense(match: Match, verb: int) -> str | None:
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


def _words(claim: Claim) -> list[str]:
    """The words of the holder's name, of which a shorter form of it has one: "Mayor Baum", "Mayor Kang"."""
    return str(_part(claim, HOLDER)).split()


def _head(claim: Claim) -> str:
    return str(_part(claim, TITLE)).split(" of ")[0].split()[-1]
