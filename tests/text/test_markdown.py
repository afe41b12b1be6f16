"""Markdown: text unchanged, front matter read, blocks by their marks."""

from __future__ import annotations

import pytest

from kg.errors import InputError
from kg.model import Document
from kg.text import layout
from kg.text.markdown import front_matter_end, read_markdown

TEXT = """---
title: "Boats of Eastport"
date: 2021-04-27 10:00:00 +0200
authors:
  - Ada Berg
  - Bo Lund
url: https://paper.example/boats
---

# Boats of Eastport #

*By Ada Berg*

The harbour office registered [412 boats](https://paper.example/412)
last year, **Bo Lund** said.

## The yards ##

- Two yards build boats.
- 85 people work there.

1. First the hull is laid.
2) Then it floats.

> It was a good year
> for the yards.

Setext heading
--------------

```python
boats = 412
```

| Year | Boats |
|------|-------|
| 2020 | 412   |

![A boat](boat.png)

Fees stay as they are.
The council votes in May.
"""


def blocks(text: str, source: str = "boats.md") -> list[tuple[str, str]]:
    document = layout(Document("boats", text, source=source))
    return [(block.role.value, document.slice(block.span)) for block in document.blocks]


def test_the_text_is_the_file_and_the_front_matter_is_read() -> None:
    document = read_markdown(TEXT.encode(), "boats", "boats.md")
    assert document.text == TEXT
    assert (document.title, document.date) == ("Boats of Eastport", "2021-04-27")
    assert document.authors == ("Ada Berg", "Bo Lund")
    assert document.url == "https://paper.example/boats"


def test_blocks_follow_the_marks() -> None:
    found = blocks(TEXT)
    assert found[0][0] == "debris"
    assert found[0][1].startswith("---\ntitle")
    assert found[1:12] == [
        ("title", "Boats of Eastport"),
        ("byline", "*By Ada Berg*"),
        ("body", "The harbour office registered [412 boats](https://paper.example/412)\nlast year, **Bo Lund** said."),
        ("heading", "The yards"),
        ("body", "Two yards build boats."),
        ("body", "85 people work there."),
        ("body", "First the hull is laid."),
        ("body", "Then it floats."),
        ("body", "It was a good year\n> for the yards."),
        ("heading", "Setext heading"),
        ("debris", "--------------"),
    ]
    assert ("debris", "boats = 412") in found
    assert ("debris", "| 2020 | 412   |") in found
    assert ("debris", "![A boat](boat.png)") in found
    assert found[-1] == ("body", "Fees stay as they are.\nThe council votes in May.")


def test_the_title_of_the_layout_is_the_first_heading() -> None:
    assert layout(Document("x", "# One\n\nWords stand here.\n\n# Two\n\nMore words.", source="x.md")).title == "One"
    assert [role for role, _ in blocks("# One\n\nWords stand here.\n\n# Two\n\nMore words.")] == [
        "title",
        "body",
        "heading",
        "body",
    ]


def test_plain_text_is_not_read_as_markdown() -> None:
    assert blocks("# 1 of the boats sank in the storm on Monday.", "boats.txt") == [
        ("body", "# 1 of the boats sank in the storm on Monday.")
    ]


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("---\r\nauthor: Ada Berg\r\n---\r\nWords.", ("Ada Berg",)),
        ("---\nauthors: [Ada Berg, 'Bo Lund']\n---\nWords.", ("Ada Berg", "Bo Lund")),
        ("---\nWords between rules.\n---\nMore.", ()),
        ("Words.\n\n---\nauthor: Ada Berg\n---\n", ()),
        ("---\nauthor: Ada Berg\n\nwithout an end", ()),
        ("---", ()),
    ],
)
def test_front_matter_stands_between_two_rules_at_the_beginning(text: str, author: tuple[str, ...]) -> None:
    document = read_markdown(text.encode(), "x", "x.md")
    assert document.authors == author
    assert (front_matter_end(text) > 0) == bool(author)


def test_a_date_that_is_none_is_an_error_with_its_place() -> None:
    with pytest.raises(InputError, match="front matter: date 'last spring'"):
        read_markdown(b"---\ndate: last spring\n---\nWords.", "x", "x.md")
