"""Put right the bounds of persons' names: no title before, no given name cut at its hyphen."""

from __future__ import annotations

from collections.abc import Sequence

from kg.language.sentences import Piece

_TITLES = frozenset(
    [
        *("mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "president", "minister"),
        *(
            "mayor",
            "governor",
            "senator",
            "judge",
            "justice",
            "general",
            "colonel",
            "captain",
            "ambassador",
            "advocate",
        ),
    ]
)
_NO_GIVEN_NAMES = frozenset(["led", "era", "run", "like", "style", "owned", "made", "free", "based", "born", "type"])
_LONGEST_SYLLABLE = 6


def person_bounds(pieces: Sequence[Piece], first: int, end: int) -> tuple[int, int]:
    """Return the bounds of a person's bare name, given those a model found (indices of tokens, end exclusive).

    >>> pieces = [("Dr.", True), ("Han", True), ("Ji", False), ("-", False), ("won", True), ("spoke", False)]
    >>> person_bounds(pieces, 0, 3)
    (1, 5)
    """
    while end - first > 1 and pieces[first][0].rstrip(".").lower() in _TITLES:
        first += 1
    if end - first > 1 and _is_hyphenated(pieces, end):
        end += 2
    return first, end


def _is_hyphenated(pieces: Sequence[Piece], end: int) -> bool:
    if end + 1 >= len(pieces) or pieces[end][0] != "-" or pieces[end - 1][1] or pieces[end][1]:
        return False
    rest = pieces[end + 1][0]
    return rest.isalpha() and len(rest) <= _LONGEST_SYLLABLE and rest.lower() not in _NO_GIVEN_NAMES
