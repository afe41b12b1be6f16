"""Token patterns: a small language over the items of a tape, compiled to a regular expression.

Atoms, separated by white space:

    @City          an entity of that class or of one below it; @City.name, @City.nominal, @Person.pronoun narrow it
    %number        a figure of that kind (number, percent, money, ordinal, duration, fraction); % any figure
    %period        a period of time
    ^              the title of a post; ^Former, ^Incoming with that status
    word           a word or lemma, lower case
    NOUN           a part of speech
    #list          any phrase of a word list
    .              any item
    ( … | … )      groups; ? * + {0,3} repeat; name:atom captures; '(' quotes punctuation
    !atom          that item must not come next
    &brackets      what may follow a name in brackets: "(NDC)"; nothing too
    &aside         the same, or what stands between two commas behind a name: ", next door,"; nothing too
    &own           "'s"
    &being         what makes a participle that comes next a passive one of the name before: "was", ", which had been"
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.extract.rules.patterns.needs import needs_of
from kg.extract.rules.patterns.tape import UNSAFE, Tape

FIELD = r"[^|>]*"
LEX = re.compile(
    r"""(?P<space>\s+)|(?P<name>[A-Za-z_]\w*):(?=\S)|(?P<quoted>'[^']+'|"[^"]+")|(?P<repeat>[?*+]|\{\d*,?\d*\})"""
    r"""|(?P<group>[()|])|(?P<not>!)|(?P<atom>[@%#^][\w:.-]*|[^\s()|?*+{}!'":][^\s()|?*+{}!]*)"""
)
POS = re.compile(r"[A-Z]{3,5}$")
SHORTHANDS = {
    "brackets": "( '(' ( . ){1,4}? ')' )?",
    "aside": "( '(' ( . ){1,4}? ')' )? ( , ( !, . ){1,14}? , )?",
    "being": "( '(' ( . ){1,4}? ')' )? ( , ( !, . ){1,14}? , | ,? ( which | that | who ) )? ( AUX | ADV | be ){1,4}",
    "own": """( "'s" | '’s' )""",
}


@dataclass(frozen=True, slots=True)
class TokenPattern:
    """A compiled token pattern; `needs` holds sets of features of which a tape must have one each."""

    source: str
    regex: re.Pattern[str]
    needs: tuple[frozenset[str], ...]
    first: frozenset[str] | None  # features of which the item has one that every match begins with, if that is known

    def search(self, tape: Tape) -> Iterator[dict[str, tuple[int, int]]]:
        """Yield captures as token ranges; the whole match is under ""."""
        for match in self._matches(tape):
            found = {"": (tape.starts[match.start()], tape.ends[match.end()])}
            for name, value in match.groupdict().items():
                if value:
                    found[name] = (tape.starts[match.start(name)], tape.ends[match.end(name)])
            yield found

    def _matches(self, tape: Tape) -> Iterator[re.Match[str]]:
        """Yield matches as finditer does, but look only where the first item may stand: far fewer places."""
        if self.first is None:
            yield from (match for match in self.regex.finditer(tape.text) if match.end() > match.start())
            return
        behind = 0
        for at in sorted({at for feature in tape.items.keys() & self.first for at in tape.items[feature]}):
            match = self.regex.match(tape.text, at) if at >= behind else None
            if match:
                behind = match.end()
                yield match


def compile_tokens(source: str, lists: Mapping[str, tuple[str, ...]]) -> TokenPattern:
    """Compile a pattern; raises ValueError that says what is wrong and where."""
    parts: list[str] = []
    depth, negate, capture = 0, False, None
    tokens = list(_lex(re.sub(r"&(\w+)", _written_out, source)))
    for kind, text in tokens:
        if kind == "name":
            capture = text
        elif kind == "not":
            negate = True
        elif kind == "repeat":
            parts.append(text)
        elif kind == "group" and text == "(":
            parts.append(f"(?P<{capture}>" if capture else "(?!" if negate else "(?:")
            capture, negate, depth = None, False, depth + 1
        elif kind == "group":
            depth -= text == ")"
            parts.append(text)
        else:
            piece, _ = _atom(text, lists)
            parts.append(f"(?!{piece})" if negate else f"(?P<{capture}>{piece})" if capture else piece)
            capture, negate = None, False
    if not tokens:
        raise ValueError("an empty pattern finds nothing")
    if depth:
        raise ValueError(f"the brackets do not match in {source!r}")
    needs = needs_of(tokens, lambda atom: _atom(atom, lists)[1])
    try:
        regex = re.compile("".join(parts))
    except re.error as error:
        raise ValueError(f"{error} in {source!r}") from None
    return TokenPattern(source, regex, needs.all_of, None if needs.empty else needs.first)


def _written_out(shorthand: re.Match[str]) -> str:
    if shorthand[1] not in SHORTHANDS:
        raise ValueError(f"there is no shorthand {shorthand[0]!r} (known: {', '.join(sorted(SHORTHANDS))})")
    return SHORTHANDS[shorthand[1]]


def _lex(source: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(source):
        match = LEX.match(source, at)
        if not match:
            raise ValueError(f"cannot read {source[at : at + 12]!r} at character {at} of {source!r}")
        at = match.end()
        kind = match.lastgroup or ""
        if kind != "space":
            yield kind, match[kind]


def _atom(text: str, lists: Mapping[str, tuple[str, ...]]) -> tuple[str, frozenset[str]]:
    if text == ".":
        return rf"(?:<{FIELD}\|{FIELD}\|{FIELD}\|{FIELD}\|{FIELD}>)", frozenset()
    sign, rest = text[0], text[1:]
    if sign == "@":
        return _labelled("e", rest)
    if sign == "%":
        return _labelled("p", "") if rest == "period" else _labelled("q", rest)
    if sign == "^":
        return _labelled("t", rest)
    if sign == "#":
        return _list(rest, lists)
    if sign in "'\"":
        text = text[1:-1]
    if POS.match(text):
        return rf"(?:<w\|{FIELD}\|{FIELD}\|{text}\|{FIELD}>)", frozenset({text})
    return _word(text), frozenset({text})


def _labelled(kind: str, labels: str) -> tuple[str, frozenset[str]]:
    wanted = [label for label in labels.split(".") if label]
    ahead = "".join(rf"(?=<{kind}\|{FIELD},{re.escape(label)},)" for label in wanted)
    features = frozenset({f"{kind}:{wanted[0]}" if wanted else f"{kind}:"})
    return rf"(?:{ahead}<{kind}\|{FIELD}\|{FIELD}\|{FIELD}\|{FIELD}>)", features


def _word(word: str) -> str:
    safe = re.escape(word.translate(UNSAFE))
    return rf"(?:<w\|\|(?:{safe}\|{FIELD}\|{FIELD}|{FIELD}\|{FIELD}\|{safe})>)"


def _list(name: str, lists: Mapping[str, tuple[str, ...]]) -> tuple[str, frozenset[str]]:
    if name not in lists:
        raise ValueError(f"there is no word list {name!r}")
    phrases = sorted(lists[name], key=lambda p: (-len(p.split()), p))
    singles = [p for p in phrases if " " not in p]
    pieces = ["".join(map(_word, p.split())) for p in phrases if " " in p]
    if singles:
        words = "|".join(re.escape(w.translate(UNSAFE)) for w in singles)
        pieces.append(rf"<w\|\|(?:(?:{words})\|{FIELD}\|{FIELD}|{FIELD}\|{FIELD}\|(?:{words}))>")
    return f"(?:{'|'.join(pieces)})", frozenset(p.split()[0] for p in phrases)
