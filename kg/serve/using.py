"""A dataset named by the request put into an update, as USING and USING NAMED before each WHERE.

Oxigraph takes a dataset beside a query, but none beside an update. Only what stands outside all braces is looked at,
where there are no operators, so that a plain tokenizer does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.serve.refusal import Refusal

_TOKENS: Final = re.compile(
    r"""\#[^\r\n]*|<[^<>"{}|^`\\\x00-\x20]*>
    |"{3}(?:"{0,2}(?:[^"\\]|\\.))*"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
    |"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*'
    |[?$]\w+|[\w.-]*:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*|(?P<word>\w+)|(?P<brace>[{}])|.""",
    re.VERBOSE | re.DOTALL,
)
_IRI: Final = re.compile(r"[^<>\"{}|^`\\\x00-\x20]+")


def using(update: str, default: Sequence[str], named: Sequence[str]) -> str:
    """Return an update whose patterns see these graphs alone.

    Raises Refusal when it names a dataset of its own with USING or WITH, as the protocol demands.

    >>> using("INSERT { ?s ?p ?o } WHERE { ?s ?p ?o }", ["http://a/"], [])
    'INSERT { ?s ?p ?o } USING <http://a/> WHERE { ?s ?p ?o }'
    """
    for name in (*default, *named):
        if not _IRI.fullmatch(name):
            raise Refusal(400, f"{name!r} is no IRI of a graph")
    clause = "".join([*(f"USING <{name}> " for name in default), *(f"USING NAMED <{name}> " for name in named)])
    pieces: list[str] = []
    depth, last, shorthand = 0, "", None
    for token in _TOKENS.finditer(update):
        text, word = token.group(), (token["word"] or "").upper()
        if depth == 0 and word in ("USING", "WITH"):
            raise Refusal(400, f"the update has {word}, and the request names graphs too; leave one of them out")
        if depth == 0 and word == "WHERE":
            if last == "DELETE":  # DELETE WHERE { … } stands for DELETE { … } WHERE { … }
                shorthand = len(pieces)
            else:
                text = clause + text
        if token["brace"]:
            depth += 1 if text == "{" else -1
        pieces.append(text)
        if depth == 0 and token["brace"] and shorthand is not None:
            group = "".join(pieces[shorthand + 1 :])
            pieces[shorthand:] = [group, " ", clause, "WHERE", group]
            shorthand = None
        last = word or (last if text.isspace() or text.startswith("#") else "")
    return "".join(pieces)
