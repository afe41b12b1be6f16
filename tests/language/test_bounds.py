"""Bounds of persons' names, each given with the model's bounds in brackets."""

import pytest

from kg.language.bounds import person_bounds


def bounds(text: str) -> str:
    pieces, first, end = [], 0, 0
    for word in text.split(" "):
        if word == "[":
            first = len(pieces)
        elif word == "]":
            end = len(pieces)
        else:
            glued = word.endswith("_")
            pieces.append((word.rstrip("_"), not glued))
    first, end = person_bounds(pieces, first, end)
    return " ".join(word for word, _ in pieces[first:end])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("said [ Dr. Gerlinde Ostertag ] on", "Gerlinde Ostertag"),
        ("[ Prof. Sir Ada Okoro ] said", "Ada Okoro"),
        ("By [ Han Ji_ ] -_ won", "Han Ji - won"),
        ("the [ Ada Okoro_ ] -_ led group", "Ada Okoro"),
        ("the [ Ada Okoro_ ] -_ administered fund", "Ada Okoro"),
        ("the [ Okoro_ ] -_ Lee pact", "Okoro"),
        ("[ Ada Okoro ] - won", "Ada Okoro"),
        ("the [ President ] spoke", "President"),
        ("[ Ada Okoro ]", "Ada Okoro"),
    ],
)
def test_bounds_of_persons(text: str, name: str) -> None:
    assert bounds(text) == name
