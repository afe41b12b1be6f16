"""Page furniture, and sentences that only look like it."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from kg.text.furniture import heads_comments, heads_links, heads_more_text, is_debris, judge, split


@pytest.mark.parametrize(
    "line",
    [
        "Home > News > Latest",
        "Home / News / Harbour",
        "News | Sport | Weather",
        "Harbour » Boats » 2021",
        "Top",
        "[Print]",
        "ADVERTISEMENT",
        "Special Reports",
        "PRESS RELEASE",
        "Ends",
        "###",
        "- 30 -",
        "* * *",
        "1 | 2 | 3",
        "Read more: Ferry fares go up",
        "Share this article",
        "Follow us on social media",
        "Tags: boats, harbour, Eastport",
        "#boats #harbour",
        "Filed under: Harbour",
        "12 comments",
        "Comments (0)",
        "1.2k shares",
        "5 min read",
        "Page 2 of 3",
        "Copyright © 2016 The Eastport Paper. All rights reserved.",
        "© The Eastport Paper",
        "(c) 2021 Eastport News Ltd",
        "We use cookies to give you the best experience on our site.",
        "By continuing to use this site you agree to the use of cookies.",
        "Sign up for our newsletter and get the week's stories in your inbox.",
        "Your email address will not be published. Required fields are marked *",
        "This story has not been edited by our staff.",
        "For more information, visit www.example.org.",
        "press@example.org",
        "Click to share on Facebook (Opens in new window)",
        "https://example.org/boats?id=1",
        "Tel: +45 33 12 34 56",
        "| 2020 | 412 |",
        "",
        "\u200b",
    ],
)
def test_furniture_is_known(line: str) -> None:
    assert is_debris(judge(line))


@pytest.mark.parametrize(
    "line",
    [
        "Copyright cases rise by a third in Eastport courts",
        "Copyright law protects the plans of a boat for 70 years.",
        "Related industries grew by 5 percent.",
        "Share prices of the two yards fell",
        "Print sales fell by 3 percent last year.",
        "News of the fire reached the harbour at noon.",
        "Comments are invited on the draft until 1 May.",
        "The paper asked readers to subscribe to a fund for the families.",
        "Subscribers rose to 40,000.",
        "Top officials met in Eastport",
        "Back to work: yards reopen after the strike",
        "The ministry fined the company for its use of personal data in advertising.",
        "Boats and/or engines may be registered",
        "Category 3 storm hits Eastport",
        "The end of the year brought 12 more boats.",
        "412 boats",
        "Video of the launch was shown to 300 guests.",
        "Home prices in Eastport rose 4 percent.",
        "Next year the yards will build 20 boats.",
        "Under the agreement, Eastport > Westport ferries will run hourly, the port said.",
    ],
)
def test_sentences_and_titles_are_not_taken_for_it(line: str) -> None:
    assert not is_debris(judge(line))


def test_long_paragraphs_are_never_furniture() -> None:
    line = judge("The court said that all rights reserved by the yard had lapsed. " * 10)
    assert not is_debris(line)
    assert line.is_sentence


def test_heads_of_lists_and_comments() -> None:
    assert heads_links(judge("[Related stories]"))
    assert heads_links(judge("RECOMMENDED FOR YOU »"))
    assert heads_comments(judge("Leave a Reply"))
    assert heads_more_text(judge("Notes to Editors:"))
    assert not heads_links(judge("Related stories of the two brothers who built the yard"))


@pytest.mark.parametrize(
    ("text", "is_sentence"),
    [
        ("He left.", True),
        ("“We will stay,” she said", False),
        ("“We will stay.”", True),
        ("Is it so?", True),
        ("Media partners:", False),
        ("The yards that took part in the fair were these:", True),
        ("Eastport registers more boats", False),
        ("It was a good year for all of the yards. The mayor said so [Full text]", True),
        ("word " * 30, True),
        ("去年专利申请量增长。", True),
    ],
)
def test_sentences_are_told_by_their_end_and_length(text: str, is_sentence: bool) -> None:
    assert judge(text).is_sentence is is_sentence


def test_words_are_compared_without_case_and_edges() -> None:
    assert split("[The  Editor’s Pick:] » AT&T") == ("the", "editor's", "pick", "at&t")


def test_the_data_file_is_in_the_form_in_which_it_is_compared() -> None:
    data = tomllib.loads(files("kg.text").joinpath("furniture.toml").read_text(encoding="utf-8"))
    for section, lists in data.items():
        for name, phrases in lists.items():
            assert phrases, (section, name)
            for phrase in phrases:
                assert split(phrase), (section, name, phrase)
                assert phrase == phrase.casefold(), (section, name, phrase)
            assert len({split(phrase) for phrase in phrases if phrase}) >= 0.95 * len(phrases), (section, name)
