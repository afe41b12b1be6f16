"""What a document of a store brings to its graph and to its quarantine, as the store's memory has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg.build.bringing import Brought, brought
from kg.build.quarantine import parted
from kg.graph import Account, Reasons, Setting, Writer, occurrences
from kg.model import Entity, Modality
from kg.store.state import Occurrence, State, StateEvents

if TYPE_CHECKING:
    from kg.resolve import Census


class Teller:
    """Tells what documents bring; it only reads."""

    def __init__(self, state: State, census: Census, setting: Setting, threshold: float) -> None:
        self._state = state
        self._census = census
        self._setting = setting
        self._threshold = threshold
        self._doubt = f"Confidence is under {threshold:g}"
        self.look_again()

    def look_again(self) -> None:
        """Forget what named events were: they may have changed."""
        self._writer = Writer(self._setting, StateEvents(self._state))

    def account(self, number: int) -> tuple[Account, Account | None]:
        """Return what a document claims of the entities that its things are: what is believed, and what is not."""
        draft = self._state.draft(number)
        (firm,), doubtful = parted([draft.account(self._census.entities(draft.document.id))], self._threshold)
        return firm, doubtful[0] if doubtful else None

    def brought(self, number: int) -> Brought:
        """Return what a document brings."""
        return self.brought_but(number, self._state.condemned(number))[0]

    def brought_but(self, number: int, *condemned: Reasons) -> list[Brought]:
        """Return what a document brings when these claims of it are kept out, or those."""
        firm, doubtful = self.account(number)
        return [brought(self._writer, firm, doubtful, some, self._doubt) for some in condemned]

    def lines(self, number: int, claims: Iterable[str]) -> set[str]:
        """Return the lines without which some claims of a document cannot stand."""
        firm, _ = self.account(number)
        return {line for block in self._writer.blocks(firm, only=dict.fromkeys(claims, "")) for line in block.lines}

    def occurrences(self, number: int) -> frozenset[Occurrence]:
        """Return the named events that a document tells of."""
        if not self._state.may_name_events(number):
            return frozenset()
        return frozenset(
            Occurrence(event.iri, type_, event.type, firm, modality is Modality.ASSERTED)
            for account, firm in zip(self.account(number), (True, False), strict=True)
            if account is not None
            for event, type_, modality in occurrences(account)
        )

    def lines_of(self, entity: Entity) -> Iterator[str]:
        """Yield what describes an entity."""
        return self._writer.entity_lines(entity)
