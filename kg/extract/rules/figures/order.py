"""How the names and figures of a sentence follow each other, which tells whose a figure is where syntax fails.

"Oslo 30, Bergen 12 and Hamar 4" is read by order alone; so are lists in brackets, tables run into text, and sentences
that were parsed wrongly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kg.extract.rules.patterns.tape import AnyChunk, Tape

PIECES = frozenset({";", ":", "(", ")", "–", "—"})  # what parts a sentence into pieces, with the conjunctions
OPENING = 3  # tokens that may stand before a name which opens its sentence


@dataclass(frozen=True, slots=True)
class Order:
    """The names and figures of one sentence in their order."""

    tape: Tape
    names: tuple[AnyChunk, ...]  # those that a figure may be about
    figures: tuple[AnyChunk, ...]
    piece: tuple[int, ...]  # by token: in which piece of the sentence it stands

    @classmethod
    def of(cls, tape: Tape, names: Sequence[AnyChunk], joining: Sequence[str]) -> Order:
        """Order a sentence; `joining` are the conjunctions that part it ("while")."""
        figures = tuple(c for c in tape.chunks if c.kind == "q" and getattr(c.value, "kind", "") != "ordinal")
        piece, n = [], 0
        for token in tape.tokens:
            n += token.text in PIECES or token.text.lower() in joining
            piece.append(n)
        return cls(tape, tuple(sorted(names, key=lambda c: c.start)), figures, tuple(piece))

    def features(self, figure: int, name: AnyChunk) -> Iterator[str]:
        """Yield how a name stands to the figure at a token."""
        before = [c for c in self.figures if c.head < figure]
        behind = [c for c in self.figures if c.head > figure]
        start = before[-1].head if before else -1
        end = behind[0].head if behind else len(self.tape.tokens)
        since = [c for c in self.names if start < c.head < figure]
        until = [c for c in self.names if figure < c.head < end]
        many = f"{min(len(self.figures), 3)} figures"
        if name in since:
            gap = f"since {_place(name, since)}{'' if before else ' of all'}"
        elif name in until:
            place = "only" if len(until) == 1 else "first" if name is until[0] else "later"
            gap = f"until {place}{'' if behind else ' of all'}"
        else:
            gap = "before others" if name.head < figure else "behind others"
        style = self.style()
        yield f"gap={gap}"
        yield f"gap={gap}&{many}"
        yield f"gap={gap}&{style}"
        same = self.piece[name.head] == self.piece[figure]
        yield f"same piece={same}"
        yield f"same piece={same}&{'left' if name.head < figure else 'right'}"
        if name.start < OPENING and name is self.names[0]:
            yield "opens"
            yield f"opens&{many}"
        if len({c.value for c in self.names}) == 1:
            yield "alone"

    def style(self) -> str:
        """Whether names and figures take turns, and which comes first."""
        row = "".join(k for k, _ in groupby(c.kind for c in sorted((*self.names, *self.figures), key=lambda c: c.head)))
        if len(row) < 4:
            return "no turns"
        return "names first" if row[0] == "e" else "figures first"


def _place(name: AnyChunk, names: Sequence[AnyChunk]) -> str:
    if len(names) == 1:
        return "only"
    return "first" if name is names[0] else "last" if name is names[-1] else "mid"
