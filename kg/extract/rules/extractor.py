"""The `rules` extractor: names, then chunks, then every rule over every sentence, then assembly by kind of claim."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import replace

from kg.domain import Domain
from kg.extract.protocol import Found
from kg.extract.rules.authors import authors
from kg.extract.rules.beliefs import believed
from kg.extract.rules.choice import Judge, read_weights
from kg.extract.rules.chunks import Chunker
from kg.extract.rules.clause import Clauses
from kg.extract.rules.commitments import commitments
from kg.extract.rules.context import Context
from kg.extract.rules.events import events
from kg.extract.rules.figures.observations import observations
from kg.extract.rules.lists import read_heads, read_lists
from kg.extract.rules.names.finder import NameFinder
from kg.extract.rules.names.runs import RunFinder
from kg.extract.rules.names.votes import Voter
from kg.extract.rules.patterns.book import Index, Match, Rule, read_book
from kg.extract.rules.patterns.tape import Tape, build
from kg.extract.rules.posts.holding import posts, serving
from kg.extract.rules.rankings.ranks import ranks
from kg.extract.rules.relations import relations
from kg.extract.rules.sayings.quotations import attributed, sayings
from kg.model import AnalysedDocument, Claim, Iri, Mention, Role
from kg.vocab import (
    COMMITMENT,
    CONTAINED_IN,
    EVENT,
    OBSERVATION,
    ORGANIZATION,
    PLACE,
    POST,
    QUOTATION,
    RANK_OBSERVATION,
)

READ = (Role.BODY, Role.CAPTION, Role.LEAD)
PLACED = (Role.DATELINE, Role.BYLINE)  # read only for which place lies where: "Oslo, Norway -"
ABOUT_DOMAIN = (OBSERVATION, RANK_OBSERVATION, COMMITMENT, EVENT)
Assembler = Callable[[Context, Sequence[Match]], Iterable[Claim]]
CLEARLY = 1.6  # how much more than the next a document must speak of what it is about
SHORT = 60  # content words: a note this short is taken at its word
TOPICAL = 5  # different words of the domain that a document must have for its figures to be read
TOPICAL_RATE = 62  # and how many in a thousand content words
ASSEMBLERS: dict[Iri, Assembler] = {
    OBSERVATION: observations,
    RANK_OBSERVATION: ranks,
    EVENT: events,
    COMMITMENT: commitments,
}


class RulesExtractor:
    """Reads documents by the rules of a domain pack."""

    name = "rules"
    needs: frozenset[str] = frozenset()
    gives = frozenset({"mentions", "claims"})

    def __init__(self, domain: Domain) -> None:
        folder = domain.rules
        self.domain = domain
        self.lists = read_lists(folder / "words.toml")
        self.heads = read_heads(folder / "names.toml")
        self.book: tuple[Rule, ...] = read_book(folder, self.lists, domain)
        self.index = Index(self.book)
        titles = frozenset(self.lists["title_heads"])
        finder = RunFinder(self.heads, titles, frozenset(self.lists["title_modifiers"]))
        voter = Voter(domain, self.heads, self.lists, titles)
        self.names = NameFinder(domain, self.heads, self.lists, finder, voter)
        self.chunker = Chunker(domain, self.heads, self.lists)
        self.clauses = Clauses(self.lists)
        self.judge = Judge(read_weights(folder / "weights.json"))

    def only(self, rule: Rule) -> RulesExtractor:
        """Return the same extractor with one rule in its book: to see what a rule finds alone."""
        alone = copy(self)
        alone.book, alone.index = (rule,), Index((rule,))
        return alone

    def extract(self, document: AnalysedDocument, found: Found) -> Iterator[Mention | Claim]:
        """Yield the document's mentions, then its claims."""
        names = self.names.find(document)
        tapes = self._tapes(document, names)
        laid = [c.value for tape in tapes for c in tape.chunks if isinstance(c.value, Mention)]
        mentions = sorted({*names, *laid}, key=lambda m: (m.span, m.kind))
        yield from mentions
        read = tuple(t for t in tapes if t.sentence.role in READ)
        topics, topic = self._topics(document, mentions)
        titled = self._titled(document, mentions)
        named = tuple(m for m in mentions if m.kind == "name")
        context = Context(
            document,
            self.domain,
            self.lists,
            self.clauses,
            read,
            topics,
            topic,
            titled,
            named,
            _roles(read),
            self.judge,
        )
        yield from authors(context, tapes)
        yield from self._claims(context, [t for t in tapes if t.sentence.role in PLACED])

    def tapes(self, document: AnalysedDocument) -> tuple[Tape, ...]:
        """Return the sentences of a document as rules see them."""
        return self._tapes(document, self.names.find(document))

    def _tapes(self, document: AnalysedDocument, names: Sequence[Mention]) -> tuple[Tape, ...]:
        return tuple(self._tape(document, sentence.index, names) for sentence in document if sentence.tokens)

    def _tape(self, document: AnalysedDocument, index: int, names: Sequence[Mention]) -> Tape:
        sentence = document.sentences[index]
        start, end = sentence.span.start, sentence.span.end
        mine = [m for m in names if start <= m.span.start and m.span.end <= end]
        mine.sort(key=lambda m: (-len(m.span), m.span))
        return build(sentence, self.chunker.chunks(sentence, mine, document.document))

    def _claims(self, context: Context, placed: Sequence[Tape]) -> Iterator[Claim]:
        matches: dict[Iri, list[Match]] = {}
        for tape in (*context.tapes, *placed):
            for rule in self.index.rules(tape):
                if rule.emits != CONTAINED_IN and tape.sentence.role in PLACED:
                    continue
                for match in rule.matches(tape):
                    matches.setdefault(self._kind(rule.emits), []).append(match)
        in_domain = self._in_domain(context)
        said = sayings(context, matches.pop(QUOTATION, []))
        yield from (believed(self.judge, s.claim) for s in said)
        held = list(posts(context, matches.pop(POST, [])))
        context = replace(context, serves=serving(held))
        for kind in sorted({POST, *matches}):
            if kind in ABOUT_DOMAIN and not in_domain:
                continue  # a match report counts goals: no figure of this domain
            made = held if kind == POST else ASSEMBLERS.get(kind, relations)(context, matches[kind])
            for claim in made:
                by = attributed(said, claim)
                claim = believed(self.judge, claim)
                yield replace(claim, attributed_to=by) if by is not None else claim

    def _in_domain(self, context: Context) -> bool:
        """Say whether the document speaks of what the domain is about: enough of its words, for its length."""
        known = set(self.lists["domain_words"])
        words = [
            word if (word := t.text.lower()) in known else t.lemma.lower()  # "customs" has the lemma "custom"
            for tape in context.tapes
            for t in tape.tokens
            if t.pos in ("NOUN", "PROPN", "ADJ", "VERB")
        ]
        if len(words) < SHORT:
            return True
        hits = Counter(w for w in words if w in known)
        return len(hits) >= TOPICAL and 1000 * sum(hits.values()) >= TOPICAL_RATE * max(1, len(words))

    def _kind(self, emits: Iri) -> Iri:
        """The class that an assembler stands for: `ip:Seizure` is put together as an event."""
        for kind in (*ASSEMBLERS, POST, QUOTATION):
            if kind == emits or (kind == EVENT and self.domain.is_a(emits, EVENT)):
                return kind
        return emits if emits not in self.domain.properties else Iri("relation")

    def _titled(self, document: AnalysedDocument, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
        """Places and bodies that the headline names, by their first mention in the text below it."""
        first: dict[str, Mention] = {}
        heading: dict[str, None] = {}
        roles = [(s.span, s.role) for s in document]
        for mention in mentions:
            if mention.kind != "name" or not any(self.domain.is_a(mention.type, c) for c in (PLACE, ORGANIZATION)):
                continue
            role = next((role for span, role in roles if span.contains(mention.span)), Role.BODY)
            if role is Role.TITLE:
                heading.setdefault(mention.text)
            else:
                first.setdefault(mention.text, mention)
        return tuple(first[text] for text in heading if text in first)

    def _topics(
        self, document: AnalysedDocument, mentions: Sequence[Mention]
    ) -> tuple[tuple[Mention, ...], Mention | None]:
        """Places and bodies by how often they are named, the headline and the beginning counting more.

        The first of them is what the document is about, where it is named far more than the next.
        """
        weights: Counter[str] = Counter()
        first: dict[str, Mention] = {}
        roles = {s.index: s.role for s in document}
        early = document.sentences[min(len(document.sentences) - 1, 8)].span.end if document.sentences else 0
        names = [m for m in mentions if m.kind == "name"]
        nominals = Counter(m.type for m in mentions if m.kind == "nominal")
        for mention in names:
            if not any(self.domain.is_a(mention.type, c) for c in (PLACE, ORGANIZATION)):
                continue
            role = next((roles[s.index] for s in document if s.span.contains(mention.span)), Role.BODY)
            if role not in (*READ, Role.TITLE):
                continue
            weight = 4 if role is Role.TITLE else 2 if mention.span.end <= early else 1
            weights[mention.text] += weight
            if role is not Role.TITLE:
                first.setdefault(mention.text, mention)
        known = [
            (n + sum(k for cls, k in nominals.items() if self.domain.is_a(first[t].type, cls)), -first[t].span.start, t)
            for t, n in weights.items()
            if t in first
        ]
        known.sort(reverse=True)
        topics = tuple(first[text] for _, _, text in known)
        clear = len(known) == 1 or (len(known) > 1 and known[0][0] >= CLEARLY * known[1][0])
        return topics, topics[0] if clear else None


def _roles(tapes: Sequence[Tape]) -> dict[str, frozenset[str]]:
    """What each name does in the text: opens it, opens it as its subject, acts, acts often, has people with posts."""
    found: dict[str, set[str]] = {}
    acts: Counter[str] = Counter()
    for i, tape in enumerate(tapes):
        for chunk in tape.chunks:
            if not isinstance(chunk.value, Mention) or chunk.value.kind != "name":
                continue
            name, roles = chunk.value.text, found.setdefault(chunk.value.text, set())
            dep = tape.tokens[chunk.head].dep
            if i == 0:
                roles.add("lead")
            if dep.startswith("nsubj"):
                acts[name] += 1
                roles.update({"acts"} | ({"lead subject"} if i == 0 else set()))
            beside = tape.chunk_of[chunk.end] if chunk.end < len(tape.tokens) else None
            if beside is not None and beside.kind == "t":
                roles.add("has a post")
    for name, n in acts.items():
        if n > 1:
            found[name].add("acts often")
    return {name: frozenset(roles) for name, roles in found.items()}
