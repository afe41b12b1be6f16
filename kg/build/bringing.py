"""What a document brings to the graph and to the quarantine."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from kg.graph import Account, Block, Every, Ledger, Reasons, Writer

_NOTHING: tuple[Container[str], Container[str]] = (), ()


@dataclass(frozen=True, slots=True)
class Brought:
    """Blocks for the graph and for the quarantine, and the counts of their claims."""

    kept: Sequence[Block]
    apart: Sequence[Block]
    counts: tuple[Ledger, Ledger]


def brought(
    writer: Writer,
    firm: Account,
    doubtful: Account | None,
    condemned: Reasons,
    doubt: str,
    *,
    written: tuple[Container[str], Container[str]] = _NOTHING,
) -> Brought:
    """Write a document: what it firmly says, but for the condemned claims, to the graph, and all others apart.

    `doubt` is the reason against what is doubtful; blocks whose keys are `written`, to the graph or apart, come
    without their lines.
    """
    counts = Ledger(), Ledger()
    kept = list(writer.blocks(firm, leave_out=condemned, written=written[0], ledger=counts[0]))
    apart = list(writer.blocks(firm, only=condemned, written=written[1], ledger=counts[1])) if condemned else []
    if doubtful is not None:
        apart += writer.blocks(doubtful, only=Every(doubt), written=written[1], ledger=counts[1])
    return Brought(kept, _once(apart), counts)


def _once(blocks: Iterable[Block]) -> list[Block]:
    """Let the first block of a key stand; what has no key stands as it is."""
    seen: set[str] = set()
    kept = []
    for block in blocks:
        if block.key not in seen or not block.key:
            kept.append(block)
        seen.add(block.key)
    return kept
