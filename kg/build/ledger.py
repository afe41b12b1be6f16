"""What a build did, counted: nothing is lost without a line here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.graph.terms import local
from kg.model import Iri, Modality, Unread

ClaimCounts = Mapping[tuple[Iri, Modality], int]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The account of a build.

    `kept` and `quarantined` count claims by what they say (a class or a relation) and how firmly; `reasons` counts
    what was wrong with those in quarantine; `unresolved` are the words of mentions that no entity was found for.
    """

    documents: int = 0
    unread: tuple[Unread, ...] = ()
    sentences_with_claims: int = 0
    sentences_without_claims: int = 0
    kept: ClaimCounts = field(default_factory=dict)
    quarantined: ClaimCounts = field(default_factory=dict)
    reasons: Mapping[str, int] = field(default_factory=dict)
    unresolved: tuple[tuple[str, str], ...] = ()  # (document, words)
    entities: int = 0
    triples: int = 0

    def lines(self, *, verbose: bool = False) -> Iterator[str]:
        """Yield the account in plain lines; `verbose` adds every claim count and every unresolved mention."""
        yield f"documents   {self.documents:,} read, {len(self.unread):,} not read"
        yield from (f"  not read  {item.source}: {item.reason}" for item in self.unread)
        used, unused = self.sentences_with_claims, self.sentences_without_claims
        yield f"sentences   {used + unused:,}: {used:,} with claims, {unused:,} without"
        yield f"claims      {_sum(self.kept):,} kept{_modalities(self.kept)}, {_sum(self.quarantined):,} in quarantine"
        for reason, count in sorted(self.reasons.items(), key=lambda item: (-item[1], item[0])):
            yield f"  quarantine  {count:,} × {reason}"
        if verbose:
            yield from _counts("  kept      ", self.kept)
            yield from _counts("  quarantine", self.quarantined)
        yield f"entities    {self.entities:,}, {len(self.unresolved):,} mentions unresolved"
        if verbose:
            yield from (f"  unresolved  {document}: {words}" for document, words in self.unresolved)
        yield f"triples     {self.triples:,}"


def _sum(counts: ClaimCounts) -> int:
    return sum(counts.values())


def _modalities(counts: ClaimCounts) -> str:
    """Word how many of some claims are not asserted."""
    hedged = Counter[Modality]()
    for (_, modality), count in counts.items():
        hedged[modality] += count
    return "".join(f", {hedged[m]:,} {m.value.lower()}" for m in _HEDGES if hedged[m])


_HEDGES = (Modality.PLANNED, Modality.POSSIBLE, Modality.DENIED)


def _counts(title: str, counts: ClaimCounts) -> Iterable[str]:
    rows = sorted(((local(i), m, n) for (i, m), n in counts.items()), key=lambda row: (row[0], row[1].value))
    for name, modality, count in rows:
        hedge = "" if modality is Modality.ASSERTED else f" ({modality.value.lower()})"
        yield f"{title}  {count:>6,} {name}{hedge}"
