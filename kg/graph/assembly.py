"""From accounts to triples, as N-Triples lines: things, nodes with parts, claims, evidence, documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.graph.account import Account, named_event
from kg.graph.names import Names, firmness, modality_iri
from kg.graph.naming import ID, digest, document_iri, evidence_iri
from kg.graph.run import Ledger, Run
from kg.graph.terms import date, decimal, integer, ref, string, uri
from kg.model import Claim, Document, Entity, Evidence, Iri, Modality, Node, Period, Term
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


def assemble(
    accounts: Iterable[Account],
    run: Run,
    *,
    base: str = ID,
    known: Mapping[Iri, Entity] | None = None,
    leave_out: Reasons | None = None,
    only: Reasons | None = None,
    ledger: Ledger | None = None,
    keep_text: bool = False,
) -> Iterator[str]:
    """Yield the N-Triples lines of some accounts, documents in the order of their ids.

    `known` describes concepts of the domain that nodes point to by IRI. Claims named in `leave_out` are not written;
    with `only`, no others are, and each carries its reason. What nothing else needs goes with a claim. `keep_text` puts
    the whole text of each document into the graph.
    """
    ordered = sorted(accounts, key=lambda a: a.document.id)
    dropped = leave_out or {}

    def wanted(claim: str) -> bool:
        return claim in only if only is not None else claim not in dropped

    writer = _Writer(ordered, run, base, known or {}, only or {}, Ledger() if ledger is None else ledger, keep_text)
    for account in ordered:
        yield from writer.write(account, wanted)


def claim_iris(accounts: Iterable[Account], *, base: str = ID) -> Iterator[str]:
    """Yield the IRIs of all claims of some accounts, as `assemble` names them."""
    ordered = sorted(accounts, key=lambda a: a.document.id)
    writer = _Writer(ordered, Run("", "", ""), base, {}, {}, Ledger())
    for account in ordered:
        yield from writer.iris(account)


@dataclass(frozen=True, slots=True)
class _Stated:
    """A claim with its terms written; the same words may be claimed by several rules."""

    iri: str
    claim: Claim
    subject: str
    predicate: str
    object: str
    rules: tuple[str, ...] = ()
    extractors: tuple[str, ...] = ()


class _Writer:
    """Remembers what was described, so that nothing is written twice."""

    def __init__(
        self,
        accounts: Sequence[Account],
        run: Run,
        base: str,
        known: Mapping[Iri, Entity],
        reasons: Reasons,
        ledger: Ledger,
        keep_text: bool = False,
    ) -> None:
        self._keep_text = keep_text
        self._asserted, classes = _events(accounts)
        self._names = Names(base, classes)
        self._known = known
        self._reasons = reasons
        self._ledger = ledger
        self._run = run
        self._seen: set[str] = set()
        self._hedged: set[str] = set()

    def write(self, account: Account, wanted: Callable[[str], bool]) -> Iterator[str]:
        self._names.document = account.document.id
        stated = [s for s in self._state(account) if wanted(s.iri[1:-1])]
        if stated or not self._reasons:
            yield from self._document(account.document)
        for one in stated:
            yield from self._claim(one, account)

    def iris(self, account: Account) -> Iterator[str]:
        self._names.document = account.document.id
        yield from (one.iri[1:-1] for one in self._state(account))

    # -- claims ---------------------------------------------------------------------------------------------------
    def _state(self, account: Account) -> list[_Stated]:
        """Name the claims of a document; those that say the same of the same words become one, the surest."""
        found: dict[str, _Stated] = {}
        for claim in account.claims:
            for part in self._split(claim):
                one = self._stated(part)
                found[one.iri] = _merged(found[one.iri], one) if one.iri in found else one
        return list(found.values())

    def _split(self, claim: Claim) -> Iterator[Claim]:
        """Turn what is not asserted about an event that others assert into claims that stand alone."""
        event = named_event(claim.subject) if isinstance(claim.subject, Node) else None
        if event is None or claim.modality is Modality.ASSERTED or event.iri not in self._asserted:
            yield claim
            return
        assert isinstance(claim.subject, Node)
        yield replace(claim, subject=event, predicate=TYPE, object=self._names.type_of(event))
        for prop, part in claim.subject.parts:
            if prop != LABEL:
                yield replace(claim, subject=event, predicate=prop, object=part)

    def _stated(self, claim: Claim) -> _Stated:
        names = self._names
        subject = names.subject(claim.subject, claim.modality)
        predicate = names.ref(claim.predicate)
        thing = claim.predicate == TYPE and isinstance(claim.subject, Node | Entity)
        object_ = (
            names.ref(names.type_of(claim.subject))  # type: ignore[arg-type]  # `thing` has looked
            if thing
            else names.term(claim.object, claim.predicate, claim.modality)
        )
        said_by = names.ref(claim.attributed_to.iri) if isinstance(claim.attributed_to, Entity) else ""
        where = sorted(evidence_iri(e) for e in claim.evidence)
        content = digest([subject, predicate, object_, claim.modality.value, said_by, *where])
        rules, extractors = (claim.rule,) if claim.rule else (), (claim.extractor,) if claim.extractor else ()
        return _Stated(names.ref(f"{ID}claim/{content}"), claim, subject, predicate, object_, rules, extractors)

    def _claim(self, one: _Stated, account: Account) -> Iterator[str]:
        claim, name, names = one.claim, one.iri, self._names
        for term in (claim.subject, claim.object, claim.attributed_to):
            if term is not None:
                yield from self._describe(term, claim.modality)
        if claim.modality is Modality.ASSERTED:
            yield f"{one.subject} {one.predicate} {one.object} .\n"
        yield f"{name} <{TYPE}> <{CLAIM}> .\n"
        yield f"{name} <{SUBJECT}> {one.subject} .\n"
        yield f"{name} <{PREDICATE}> {one.predicate} .\n"
        yield f"{name} <{OBJECT}> {one.object} .\n"
        yield f"{name} <{CONFIDENCE}> {decimal(Decimal(str(round(claim.confidence, 4))))} .\n"
        yield f"{name} <{MODALITY}> <{modality_iri(claim.modality)}> .\n"
        yield f"{name} <{GENERATED_BY}> {names.ref(self._run.iri)} .\n"
        yield from (f"{name} <{RULE}> {string(rule)} .\n" for rule in one.rules)
        yield from (f"{name} <{EXTRACTOR}> {string(extractor)} .\n" for extractor in one.extractors)
        if isinstance(claim.attributed_to, Entity):
            yield f"{name} <{ATTRIBUTED_TO}> {names.ref(claim.attributed_to.iri)} .\n"
        for evidence in claim.evidence:
            yield f"{name} <{DERIVED_FROM}> {names.ref(evidence_iri(evidence))} .\n"
            yield from self._evidence(evidence, account)
        if name[1:-1] in self._reasons:
            yield f"{name} <{REASON}> {string(self._reasons[name[1:-1]])} .\n"
        yield from self._describe_run()
        key = (claim.predicate if claim.predicate != TYPE else Iri(one.object[1:-1]), claim.modality)
        self._ledger.claims[key] = self._ledger.claims.get(key, 0) + 1

    # -- what claims speak of -------------------------------------------------------------------------------------
    def _describe(self, term: Term, modality: Modality = Modality.ASSERTED) -> Iterator[str]:
        match term:
            case Entity():
                yield from self._entity(term)
            case Node():
                yield from self._node(term, firmness(term, modality))
            case Period():
                yield from self._interval(term)
            case str() if term in self._known:
                yield from self._entity(self._known[Iri(term)], counted=False)

    def _entity(self, entity: Entity, *, counted: bool = True) -> Iterator[str]:
        name = self._names.ref(entity.iri)
        if name in self._seen:
            return
        self._seen.add(name)
        if counted:
            self._ledger.entities.add(entity.iri)
        label = PREF_LABEL if entity.type == MEASURE else LABEL
        yield f"{name} <{TYPE}> {self._names.ref(self._names.type_of(entity))} .\n"
        yield f"{name} <{label}> {string(entity.label)} .\n"
        for other in sorted({*entity.names} - {entity.label}):
            yield f"{name} <{ALT_LABEL}> {string(other)} .\n"
        for same in entity.same_as:
            yield f"{name} <{SAME_AS}> {self._names.ref(same)} .\n"

    def _node(self, node: Node, modality: Modality) -> Iterator[str]:
        name = self._names.node(node, modality)
        event = named_event(node)
        if event is None and name in self._seen:
            return
        if event is not None:
            yield from self._entity(event)
        self._seen.add(name)
        yield f"{name} <{TYPE}> {self._names.ref(self._names.type_of(node))} .\n"
        for prop, value in self._names.pairs(node, modality):
            yield f"{name} {prop} {value} .\n"
        if modality is not Modality.ASSERTED and name not in self._hedged:
            self._hedged.add(name)  # the first of several hedges speaks for an event that nobody asserts
            yield f"{name} <{MODALITY}> <{modality_iri(modality)}> .\n"
        for _, part in node.parts:
            yield from self._describe(part, modality)

    def _interval(self, period: Period) -> Iterator[str]:
        name = self._names.period(period)
        if not name.startswith("<") or name in self._seen:
            return
        self._seen.add(name)
        yield f"{name} <{TYPE}> <{INTERVAL}> .\n"
        if period.start:
            yield f"{name} <{START}> {date(period.start)} .\n"
        if period.end:
            yield f"{name} <{END}> {date(period.end)} .\n"

    # -- where it comes from --------------------------------------------------------------------------------------
    def _evidence(self, evidence: Evidence, account: Account) -> Iterator[str]:
        name = self._names.ref(evidence_iri(evidence))
        if name in self._seen:
            return
        self._seen.add(name)
        yield f"{name} <{TYPE}> <{EVIDENCE}> .\n"
        yield f"{name} <{HAS_SOURCE}> {self._names.ref(document_iri(evidence.document))} .\n"
        yield f"{name} <{OA_START}> {integer(evidence.span.start)} .\n"
        yield f"{name} <{OA_END}> {integer(evidence.span.end)} .\n"
        yield f"{name} <{EXACT}> {string(evidence.exact)} .\n"
        span, sentence = evidence.span, account.around(evidence.span)
        if sentence.start < span.start:
            yield f"{name} <{OA_PREFIX}> {string(account.document.text[sentence.start : span.start])} .\n"
        if span.end < sentence.end:
            yield f"{name} <{OA_SUFFIX}> {string(account.document.text[span.end : sentence.end])} .\n"

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
        if self._keep_text:
            yield f"{name} <{TEXT}> {string(document.text)} .\n"

    def _describe_run(self) -> Iterator[str]:
        name = self._names.ref(self._run.iri)
        if name not in self._seen:
            self._seen.add(name)
            yield f"{name} <{TYPE}> <{RUN}> .\n"
            yield f"{name} {ref(LABEL)} {string(self._run.label)} .\n"


def _merged(one: _Stated, other: _Stated) -> _Stated:
    surer = one if one.claim.confidence >= other.claim.confidence else other
    return replace(
        surer,
        rules=tuple(sorted({*one.rules, *other.rules})),
        extractors=tuple(sorted({*one.extractors, *other.extractors})),
    )


def _events(accounts: Sequence[Account]) -> tuple[frozenset[Iri], dict[Iri, Iri]]:
    """Find the named events: which of them are asserted somewhere, and the class that their nodes agree on."""
    asserted, classes = set(), dict[Iri, Iri]()
    for account in accounts:
        for claim in account.claims:
            event = named_event(claim.subject) if isinstance(claim.subject, Node) else None
            if event is not None and isinstance(claim.subject, Node):
                known = classes.get(event.iri, claim.subject.type)
                classes[event.iri] = min(known, claim.subject.type, key=lambda c: (c == event.type, c))
                if claim.modality is Modality.ASSERTED:
                    asserted.add(event.iri)
    return frozenset(asserted), classes
