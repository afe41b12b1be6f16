"""Which line is the title."""

from __future__ import annotations

import pytest

from kg.model import Document
from kg.text import layout

BODY = "The harbour office of Eastport registered 412 new boats last year. That is a fifth more than in 2019.\n"
TITLE = "Eastport registers a fifth more boats"


def title_of(text: str, known: str | None = None) -> str | None:
    """Return what stands in the block of the title."""
    document = layout(Document("x", text, title=known))
    titles = [document.slice(block.span) for block in document.blocks if block.role.value == "title"]
    assert len(titles) <= 1
    return titles[0] if titles else None


@pytest.mark.parametrize(
    "head",
    [
        f"{TITLE}\n\n",
        f"{TITLE}\n",
        f"PRESS RELEASE\n\n{TITLE}\n\n",
        f"Home > News > Harbour\n{TITLE}\n\n",
        f"Home\nNews\nSport\nWeather\n\n{TITLE}\n\n",
        f"Harbour\n\n{TITLE}\n\nBy Ada Berg\n\n",
        f"27 April 2021\n{TITLE}\n\n",
        f"The Eastport Paper\n\nMonday, 27 June 2022\n\n{TITLE}\n\n",
        f"A boat leaves the harbour. Photo: Bo Lund\n{TITLE}\n- Fees stay as they are, says the council\n",
        f"Advertisement\nBoats in the harbour\nMore news for you\nA feed of stories that matter\n\n{TITLE}\n\n",
        f"We use cookies to improve this site.\n\n{TITLE}\n\n",
        "The Eastport Watch\nNews and views from the harbour\n"
        f"• Home\n• Boats\n• Yards\n• Ferries\n• About Us\n\n{TITLE}\n\n",
        f"1. Home\n2. News Releases\n3. {TITLE}\n\n{TITLE}\n\n",
        f"{TITLE}\n\nBy Ada Berg\n\nThe waiting list has grown as well\n\n",
    ],
)
def test_the_first_real_line_is_the_title(head: str) -> None:
    assert title_of(head + BODY) == TITLE


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Boat wars\n\nBy Ada Berg\n\nHow the builders fight over every plank\n\n" + BODY, "Boat wars"),
        ("Will Eastport build more boats?\n\n" + BODY + BODY, "Will Eastport build more boats?"),
        ("Eastport Builds More Boats Than Westport.\n" + BODY, "Eastport Builds More Boats Than Westport."),
        ("Eastport builds more boats.\nBy Ada Berg\n\n" + BODY, "Eastport builds more boats."),
        (TITLE, TITLE),
    ],
)
def test_titles_of_other_forms(text: str, title: str) -> None:
    assert title_of(text) == title


@pytest.mark.parametrize(
    "text", [BODY, BODY + "\n" + BODY, "By Ada Berg\n\n" + BODY, "Related stories\nFerry fares\n" + BODY]
)
def test_a_text_that_begins_with_its_body_has_no_title(text: str) -> None:
    assert title_of(text) is None


def test_a_title_that_is_known_is_found_in_the_text() -> None:
    head = f"The Eastport Paper is the oldest\n\nBoats and harbour news\n\n{TITLE}\n\n"
    assert title_of(head + BODY, TITLE) == TITLE
    assert title_of(head + BODY, f"{TITLE} | The Paper") == TITLE
    assert title_of(head + BODY, "Something else altogether") == "The Eastport Paper is the oldest"


def test_the_document_keeps_a_title_that_it_has_and_takes_one_that_it_lacks() -> None:
    text = f"{TITLE}\n\n{BODY}"
    assert layout(Document("x", text)).title == TITLE
    assert layout(Document("x", text, title="Known")).title == "Known"
    assert layout(Document("x", BODY)).title is None
