"""Find sentence starts in a paragraph by rule, from tokens and the spaces after them.

Made for edited prose: a sentence ends at a full stop, question or exclamation mark that no abbreviation, initial or
quotation explains away. It does not find boundaries without punctuation.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

Piece = tuple[str, bool]  # a token's text, and whether white space follows it

_TERMINALS = frozenset([".", "!", "?", "…", "...", "..", "?!", "!?", "!!", "??", "....", ". . ."])
_CLOSERS = frozenset("\"'”’)]}»")
_OPENERS = frozenset("\"'“‘([{«*•·")
_QUOTES = frozenset("\"'”’»")
_SPEAKERS = frozenset(["he", "she", "they", "we", "i"])


@cache
def _words(name: str) -> frozenset[str]:
    lists: dict[str, str] = json.loads((Path(__file__).parent / "sentence_words.json").read_text(encoding="utf-8"))
    return frozenset(lists[name].split())


def sentence_starts(pieces: Sequence[Piece]) -> list[bool]:
    """Say for each token whether a sentence starts with it.

    >>> words = [("Mr.", True), ("Li", True), ("left", False), (".", True), ("He", True), ("won", False), (".", False)]
    >>> [word for (word, _), start in zip(words, sentence_starts(words)) if start]
    ['Mr.', 'He']
    """
    starts = [False] * len(pieces)
    if pieces:
        starts[0] = True
    for index in range(len(pieces)):
        end = _after_closers(pieces, index)
        if end >= len(pieces) or starts[end] or not _is_terminal(pieces, index):
            continue
        if pieces[end - 1][1] and _begins_sentence(pieces, index, end):
            starts[end] = True
    return starts


def _after_closers(pieces: Sequence[Piece], index: int) -> int:
    end = index + 1
    while end < len(pieces) and pieces[end][0] in _CLOSERS and not pieces[end - 1][1]:
        end += 1
    return end


def _is_terminal(pieces: Sequence[Piece], index: int) -> bool:
    text = pieces[index][0]
    if text in _TERMINALS:
        return True
    return len(text) > 1 and text.endswith(".") and not text[:-1].isdigit()


def _begins_sentence(pieces: Sequence[Piece], terminal: int, start: int) -> bool:
    word_at = start
    while word_at < len(pieces) and pieces[word_at][0] in _OPENERS:
        word_at += 1
    if word_at == len(pieces):
        return False
    word = pieces[word_at][0]
    if word[:1].islower() or not any(char.isalnum() for char in word):
        return False
    if any(text in _QUOTES for text, _ in pieces[terminal + 1 : start]) and _is_speech_tag(pieces, start):
        return False
    return not _abbreviates(pieces, terminal, word, closed=start > terminal + 1)


def _abbreviates(pieces: Sequence[Piece], terminal: int, following: str, *, closed: bool) -> bool:
    """Say whether the full stop belongs to an abbreviation that the sentence goes on after."""
    text, _ = pieces[terminal]
    if closed or (text in _TERMINALS and text != "."):
        return False
    if text == ".":
        if terminal == 0 or pieces[terminal - 1][1]:
            return False
        text, before = pieces[terminal - 1][0], pieces[terminal - 2][0] if terminal > 1 else ""
    else:
        before = pieces[terminal - 1][0] if terminal else ""
    stem = text.rstrip(".").lower()
    if stem in _words("never_last"):
        return True
    if stem in _words("before_number"):
        return following[:1].isdigit()
    if stem in _words("maybe_last") or ("." in stem and stem.replace(".", "").isalpha()):
        return following.lower() not in _words("starters")
    if stem.isdigit():
        return before == "" or before in _TERMINALS
    return _is_initial(text.rstrip("."), before)


def _is_initial(letter: str, before: str) -> bool:
    return len(letter) == 1 and letter.isupper() and letter != "I" and before.lower() not in _words("not_initials")


def _is_speech_tag(pieces: Sequence[Piece], start: int) -> bool:
    """Say whether a name and a verb of saying follow ("…!" Chen Qun said): the quotation's sentence goes on."""
    for text, _ in pieces[start : start + 5]:
        if text.lower() in _words("saying"):
            return True
        named = text[:1].isupper() or text.endswith(".")
        if not named or text.lower() in _words("starters") - _SPEAKERS:
            return False
    return False
