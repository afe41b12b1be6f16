"""Captions and credits of pictures."""

from __future__ import annotations

import pytest

from kg.text.captions import is_caption
from kg.text.furniture import judge


@pytest.mark.parametrize(
    "line",
    [
        "[Photo: A pier of the harbour on Mar. 4. Xinhua/Bo Lund]",
        "Photo: The Eastport Paper",
        "Image credit: Bo Lund",
        "FILE PHOTO: A boat leaves the harbour on 3 May.",
        "Pictured: the mayor with two builders",
        "A boat leaves the harbour. Photo: Bo Lund",
        "The mayor at the launch. [PHOTO: Bo Lund]",
        "The mayor at the launch (Reuters)",
        "Boats in the harbour of Eastport. Bo Lund/AFP",
        "Boats in the harbour of Eastport. AFP/Bo Lund",
        "Boats in the harbour (Bo Lund/Getty Images)",
        "Photo by Bo Lund",
        "(Photo courtesy of the harbour office)",
    ],
)
def test_captions(line: str) -> None:
    assert is_caption(judge(line))


@pytest.mark.parametrize(
    "line",
    [
        "Photographs of the boats were shown to the mayor on Monday.",
        "Image rights are protected for 70 years in Eastport.",
        "The boat belongs to the harbour office.",
        "Prices rose in Eastport and/or Westport",
        "The left bank of the river was closed.",
        "Credit grew by 4 percent last year.",
    ],
)
def test_no_captions(line: str) -> None:
    assert not is_caption(judge(line))
