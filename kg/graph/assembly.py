"""From accounts to triples, as N-Triples lines: things, nodes with parts, claims, evidence, documents."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from kg.graph.account import Account, named_event
from kg.graph.names import SLUGGED, Names, firmness, modality_iri
from kg.graph.naming import ID, document_iri, evidence_iri
from kg.graph.run import Ledger, Run
from kg.graph.statements import Events, KnownEvents, Stated, stated
from kg.graph.terms import date, decimal, integer, ref, string, uri
from kg.model import Document, Entity, Evidence, Iri, Modality, Node, Period, Term
from kg.vocab import (
    ALT_LABEL,
    ATTRIBUTED_TO,
    CLAIM,
    CONFIDENCE,
    DATE_PUBLISHED,
    DERIVED_FROM,
    END,
    EVIDENCE,
    EXACT,
    EXTRACTOR,
    GENERATED_BY,
    HAS_SOURCE,
    HEADLINE,
    IDENTIFIER,
    INTERVAL,
    LABEL,
    MEASURE,
    MODALITY,
    NEWS_ARTICLE,
    OA_END,
    OA_PREFIX,
    OA_START,
    OA_SUFFIX,
    OBJECT,
    PREDICATE,
    PREF_LABEL,
    REASON,
    RULE,
    RUN,
    SAME_AS,
    SHA256,
    START,
    SUBJECT,
    TEXT,
    TYPE,
    URL,
)

Reasons = Mapping[str, str]  # claim IRI → why it was taken out


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that come and go together.

    `key` names what several documents may bring: of two blocks with one key, that of the first document stands. What
    is a document's own has no key. `varies` says that two documents may bring different lines under one key.
    """

    key: str
    lines: tuple[str, ...]
    varies: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What all documents of a graph are written with.

    `known` describes concepts of the domain that nodes point to by IRI; `keep_text` puts the whole text of each
    document into the graph.
    """

    run: Run
    base: str = ID
    known: Mapping[Iri, Entity] = field(default_factory=dict)
    keep_text: bool = False


def assemble(
    accounts: Iterable[Account],
    setting: Setting,
    *,
    leave_out: Reasons | None = None,
    only: Reasons | None = None,
    doubtful: Iterable[Account] = (),
    doubt: str = "",
    ledger: Ledger | None = None,
) -> Iterator[str]:
    """Yield the N-Triples lines of some accounts, documents in the order of their ids.

    Claims named in `leave_out` are not written; with `only`, no others are, and each carries its reason: so do the
    `doubtful` accounts, all of whose claims are kept out for one `doubt`. What nothing else needs goes with a claim.
    """
    firm = sorted(accounts, key=lambda a: a.document.id)
    apart = sorted(doubtful, key=lambda a: a.document.id)
    writer = Writer(setting, KnownEvents.of(firm, apart))
    counts = Ledger() if ledger is None else ledger
    seen: set[str] = set()

    def fresh(blocks: Iterable[Block]) -> Iterator[str]:
        for block in blocks:
            yield from block.lines
            seen.add(block.key)

    later = {account.document.id: account for account in apart}
    for account in firm:
        yield from fresh(writer.blocks(account, leave_out=leave_out, only=only, written=seen, ledger=counts))
        if only is not None and account.document.id in later:
            yield from fresh(writer.blocks(later[account.document.id], only=Every(doubt), written=seen, ledger=counts))


class Every(Mapping[str, str]):
    """One reason for every claim."""

    def __init__(self, reason: str) -> None:
        self._reason = reason

    def __getitem__(self, claim: str) -> str:
        return self._reason

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


class Writer:
    """Writes documents one at a time."""

    def __init__(self, setting: Setting, events: Events) -> None:
        self._setting = setting
        self._events = events
        self._names = Names(setting.base, events.type_of)
        self._ledger = Ledger()
        self._written: Container[str] = ()
        self._own: set[str] = set()

    def blocks(
        self,
        account: Account,
        *,
        leave_out: Reasons | None = None,
        only: Reasons | None = None,
        written: Container[str] = (),
        ledger: Ledger | None = None,
    ) -> Iterator[Block]:
        """Yield what a document brings; blocks whose keys are `written` come without their lines."""
        self._ledger = Ledger() if ledger is None else ledger
        wanted = _wanted(leave_out or {}, only)
        claims = [one for one in stated(account, self._names, self._events) if wanted(one.iri)]
        self._written, self._own = written, set()
        if claims or only is None:
            yield Block("", tuple(self._document(account.document)))
        for one in claims:
            yield from self._claim(one, account, {} if only is None else only)

    def _shared(self, key: str, lines: Callable[[], Iterable[str]], *, varies: bool = False) -> Iterator[Block]:
        """Yield a block that other documents may bring too, once for this document."""
        if key not in self._own:
            self._own.add(key)
            yield Block(key, () if key in self._written else tuple(lines()), varies)

    # -- claims ---------------------------------------------------------------------------------------------------
    def _claim(self, one: Stated, account: Account, reasons: Reasons) -> Iterator[Block]:
        claim = one.claim
        for term in (claim.subject, claim.object, claim.attributed_to):
            if term is not None:
                yield from self._describe(term, claim.modality)
        described = claim.predicate == TYPE and isinstance(claim.subject, Entity | Node)
        if claim.modality is Modality.ASSERTED and not described:
            triple = f"{one.subject} {one.predicate} {one.object} .\n"
            yield from self._shared(triple, lambda: (triple,))
        yield Block("", tuple(self._claim_lines(one, reasons.get(one.iri))))
        for evidence in claim.evidence:
            yield from self._evidence(evidence, account)
        run = self._setting.run
        name = self._names.ref(run.iri)
        yield from self._shared(name, lambda: _run(name, run))
        key = (claim.predicate if claim.predicate != TYPE else Iri(one.object[1:-1]), claim.modality)
        self._ledger.claims[key] = self._ledger.claims.get(key, 0) + 1

    def _claim_lines(self, one: Stated, reason: str | None) -> Iterator[str]:
        claim, name, names = one.claim, one.name, self._names
        yield f"{name} <{TYPE}> <{CLAIM}> .\n"
        yield f"{name} <{SUBJECT}> {one.subject} .\n"
        yield f"{name} <{PREDICATE}> {one.predicate} .\n"
        yield f"{name} <{OBJECT}> {one.object} .\n"
        yield f"{name} <{CONFIDENCE}> {decimal(Decimal(str(round(claim.confidence, 4))))} .\n"
        yield f"{name} <{MODALITY}> <{modality_iri(claim.modality)}> .\n"
        yield f"{name} <{GENERATED_BY}> {names.ref(self._setting.run.iri)} .\n"
        yield from (f"{name} <{RULE}> {string(rule)} .\n" for rule in one.rules)
        yield from (f"{name} <{EXTRACTOR}> {string(extractor)} .\n" for extractor in one.extractors)
        if isinstance(claim.attributed_to, Entity):
            yield f"{name} <{ATTRIBUTED_TO}> {names.ref(claim.attributed_to.iri)} .\n"
        yield from (f"{name} <{DERIVED_FROM}> {names.ref(evidence_iri(e))} .\n" for e in claim.evidence)
        if reason is not None:
            yield f"{name} <{REASON}> {string(reason)} .\n"

    # -- what claims speak of -------------------------------------------------------------------------------------
    def _describe(self, term: Term, modality: Modality = Modality.ASSERTED) -> Iterator[Block]:
        match term:
            case Entity():
                yield from self._entity(term)
            case Node():
                yield from self._node(term, firmness(term, modality))
            case Period():
                yield from self._interval(term)
            case str() if term in self._setting.known:
                yield from self._entity(self._setting.known[Iri(term)], counted=False)

    def _entity(self, entity: Entity, *, counted: bool = True) -> Iterator[Block]:
        if counted:
            self._ledger.entities.add(entity.iri)
        yield from self._shared(self._names.ref(entity.iri), lambda: self.entity_lines(entity))

    def entity_lines(self, entity: Entity) -> Iterator[str]:
        """Yield what describes an entity: its class, its names, its identifiers elsewhere."""
        name = self._names.ref(entity.iri)
        label = PREF_LABEL if entity.type == MEASURE else LABEL
        yield f"{name} <{TYPE}> {self._names.ref(self._names.type_of(entity))} .\n"
        yield f"{name} <{label}> {string(entity.label)} .\n"
        for other in sorted({*entity.names} - {entity.label}):
            yield f"{name} <{ALT_LABEL}> {string(other)} .\n"
        for same in entity.same_as:
            yield f"{name} <{SAME_AS}> {self._names.ref(same)} .\n"

    def _node(self, node: Node, modality: Modality) -> Iterator[Block]:
        name = self._names.node(node, modality)
        event = named_event(node)
        if event is None:
            by_label = node.type in SLUGGED
            yield from self._shared(name, lambda: self._node_lines(name, node, modality), varies=by_label)
        else:
            yield from self._event(event, name, node, modality)
        for _, part in node.parts:
            yield from self._describe(part, modality)

    def _node_lines(self, name: str, node: Node, modality: Modality) -> Iterator[str]:
        yield f"{name} <{TYPE}> {self._names.ref(self._names.type_of(node))} .\n"
        for prop, value in self._names.pairs(node, modality):
            yield f"{name} {prop} {value} .\n"
        if modality is not Modality.ASSERTED:
            yield _hedge(name, modality)

    def _event(self, event: Entity, name: str, node: Node, modality: Modality) -> Iterator[Block]:
        """Yield the parts of an event one by one, for several documents may each tell of some."""
        yield from self._entity(event)
        for prop, value in self._names.pairs(node, modality):
            triple = f"{name} {prop} {value} .\n"
            yield from self._shared(triple, lambda triple=triple: (triple,))  # type: ignore[misc]
        if modality is not Modality.ASSERTED:  # the first of several hedges speaks for an event that nobody asserts
            yield from self._shared(f"{name} <{MODALITY}>", lambda: (_hedge(name, modality),), varies=True)

    def _interval(self, period: Period) -> Iterator[Block]:
        name = self._names.period(period)
        if name.startswith("<"):
            yield from self._shared(name, lambda: _interval(name, period))

    # -- where it comes from --------------------------------------------------------------------------------------
    def _evidence(self, evidence: Evidence, account: Account) -> Iterator[Block]:
        name = self._names.ref(evidence_iri(evidence))
        if name not in self._own:
            self._own.add(name)
            source = self._names.ref(document_iri(evidence.document))
            yield Block("", tuple(_evidence(name, source, evidence, account)))

    def _document(self, document: Document) -> Iterator[str]:
        name = self._names.ref(document_iri(document.id))
        yield f"{name} <{TYPE}> <{NEWS_ARTICLE}> .\n"
        yield f"{name} <{IDENTIFIER}> {string(document.id)} .\n"
        yield f"{name} <{SHA256}> {string(document.sha256)} .\n"
        if document.title:
            yield f"{name} <{HEADLINE}> {string(document.title)} .\n"
        if document.date:
            yield f"{name} <{DATE_PUBLISHED}> {date(document.date)} .\n"
        if document.url:
            yield f"{name} <{URL}> {uri(document.url)} .\n"
        if self._setting.keep_text:
            yield f"{name} <{TEXT}> {string(document.text)} .\n"


def _wanted(leave_out: Reasons, only: Reasons | None) -> Callable[[str], bool]:
    if only is None:
        return lambda claim: claim not in leave_out
    return lambda claim: claim in only


def _evidence(name: str, source: str, evidence: Evidence, account: Account) -> Iterator[str]:
    span, text = evidence.span, account.document.text
    sentence = account.around(span)
    yield f"{name} <{TYPE}> <{EVIDENCE}> .\n"
    yield f"{name} <{HAS_SOURCE}> {source} .\n"
    yield f"{name} <{OA_START}> {integer(span.start)} .\n"
    yield f"{name} <{OA_END}> {integer(span.end)} .\n"
    yield f"{name} <{EXACT}> {string(evidence.exact)} .\n"
    if sentence.start < span.start:
        yield f"{name} <{OA_PREFIX}> {string(text[sentence.start : span.start])} .\n"
    if span.end < sentence.end:
        yield f"{name} <{OA_SUFFIX}> {string(text[span.end : sentence.end])} .\n"


def _interval(name: str, period: Period) -> Iterator[str]:
    yield f"{name} <{TYPE}> <{INTERVAL}> .\n"
    if period.start:
        yield f"{name} <{START}> {date(period.start)} .\n"
    if period.end:
        yield f"{name} <{END}> {date(period.end)} .\n"


def _hedge(name: str, modality: Modality) -> str:
    return f"{name} <{MODALITY}> <{modality_iri(modality)}> .\n"


def _run(name: str, run: Run) -> Iterator[str]:
    yield f"{name} <{TYPE}> <{RUN}> .\n"
    yield f"{name} {ref(LABEL)} {string(run.label)} .\n"
