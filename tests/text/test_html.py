"""Web pages: main text and metadata, and pages that are odd or hostile."""

from __future__ import annotations

import time

import pytest

from kg.errors import InputError
from kg.text import html, layout
from kg.text.html import looks_like_html, read_html

SENTENCES = (
    "The harbour office of Eastport registered 412 new boats last year, a fifth more than in 2019.",
    "Its director, Ada Berg, told reporters on Monday that the waiting list had grown to 1,300 names.",
    "Fees stay as they are until the council has voted, which it plans to do in the first week of May.",
    "Most of the boats are built in the two yards on the northern shore, where 85 people work today.",
)
PAGE = f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8">
<title>Eastport registers more boats | The Eastport Paper</title>
<meta name="author" content="Bo Lund">
<meta property="og:site_name" content="The Eastport Paper">
<meta property="article:published_time" content="2021-04-27T10:00:00+02:00">
<link rel="canonical" href="https://paper.example/boats">
<style>p {{ color: red }}</style></head>
<body><nav><a href="/">Home</a><a href="/news">News</a></nav>
<div id="cookie-banner"><p>We use cookies to improve the site. <button>Accept</button></p></div>
<article><h1>Eastport registers more boats</h1>
<p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p><h2>Fees and yards</h2><p>{SENTENCES[2]}</p><p>{SENTENCES[3]}</p>
<ul><li>Boats: 412</li><li>Yards: two</li></ul></article>
<aside><a href="/x">Ferry timetable for summer</a></aside>
<script>document.write("tracking")</script><footer>Copyright 2021 The Eastport Paper</footer></body></html>"""


def read(markup: str, encoding: str = "utf-8") -> str:
    return read_html(markup.encode(encoding), "page", "page.html").text


def outcome(markup: str) -> str:
    """Return the text, or why there is none."""
    try:
        return read(markup)
    except InputError as error:
        return str(error)


def test_the_main_text_begins_with_the_title_and_holds_no_furniture() -> None:
    text = read(PAGE)
    assert text.startswith("Eastport registers more boats")
    assert all(sentence in text for sentence in SENTENCES)
    assert text.count("Eastport registers more boats") == 1
    assert not any(word in text for word in ("cookies", "tracking", "color", "Home", "timetable", "Copyright"))


def test_what_the_page_says_about_itself_is_kept() -> None:
    page = read_html(PAGE.encode(), "page", "in/page.html")
    assert (page.id, page.source) == ("page", "in/page.html")
    assert page.title == "Eastport registers more boats"
    assert (page.date, page.authors) == ("2021-04-27", ("Bo Lund",))
    assert (page.url, page.publisher, page.language) == ("https://paper.example/boats", "The Eastport Paper", "en")


def test_its_layout_has_title_headings_and_body() -> None:
    page = layout(read_html(PAGE.encode(), "page", "page.html"))
    roles = {page.slice(block.span): block.role.value for block in page.blocks}
    assert roles["Eastport registers more boats"] == "title"
    assert roles["Fees and yards"] == "heading"
    assert all(roles[sentence] == "body" for sentence in SENTENCES)
    assert roles["Boats: 412"] == "body"


def test_a_title_that_the_text_lacks_is_put_above_it() -> None:
    text = read(PAGE.replace("<h1>Eastport registers more boats</h1>", ""))
    assert text.startswith("Eastport registers more boats")
    assert text.index(SENTENCES[0]) > 0


def test_without_a_date_none_is_guessed_from_the_text_or_the_clock() -> None:
    markup = PAGE.replace('<meta property="article:published_time" content="2021-04-27T10:00:00+02:00">', "")
    assert read_html(markup.encode(), "page", "page.html").date is None


def test_a_date_to_come_does_not_depend_on_the_clock() -> None:
    markup = PAGE.replace("2021-04-27T10", "2049-04-27T10")
    assert read_html(markup.encode(), "page", "page.html").date == "2049-04-27"


@pytest.mark.parametrize("charset", ["windows-1252", "iso-8859-1", "gb18030"])
def test_the_encoding_that_the_page_names_is_used(charset: str) -> None:
    sentence = "The café of Zoë Kjær – a small one – was sold for 3 million."
    markup = PAGE.replace('charset="utf-8"', f'charset="{charset}"').replace(SENTENCES[0], sentence)
    data = markup.encode("cp1252" if charset == "iso-8859-1" else charset, "xmlcharrefreplace")
    assert sentence in read_html(data, "page", "page.html").text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Ada <b>Berg</b>, it is said, left.", "Ada Berg, it is said, left."),
        ("Words without any tag", "Words without any tag"),
        ("<html><body><div>One<br>two<script>x</script></div>three</body></html>", "One\ntwo\nthree"),
        ("<title>Boats</title><p>They sail.</p>", "Boats\n\nThey sail."),
        (
            '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>Café</p></body></html>',
            "Café",
        ),
    ],
)
def test_tiny_pages_give_all_that_a_reader_sees(markup: str, text: str) -> None:
    assert read(markup) == text


@pytest.mark.parametrize("markup", ["", " \n", "<html></html>", "<!-- only a comment -->", "<script>x</script>", "<>"])
def test_pages_without_words_give_none(markup: str) -> None:
    assert outcome(markup).strip() in ("", "<>", "holds no text")


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 100_000 + "deep" + "</div>" * 100_000,
        "<p><b><i>" * 30_000 + "unclosed",
        "<a href=x>link</a>" * 60_000,
        "<table><tr><td>" * 5_000 + "cell",
        "<" * 300_000,
        "<p " + "a=1 " * 100_000 + ">attributes</p>",
        "<p>" + "&amp;&#x110000;&#0;&bogus;" * 10_000,
        "<html><head><script type='application/ld+json'>" + "[" * 50_000 + "</script></head><body><p>Words here.</p>",
        "<![CDATA[" * 10_000 + "x",
    ],
    ids=["deep", "unclosed", "links", "tables", "brackets", "attributes", "entities", "json-ld", "cdata"],
)
def test_hostile_pages_neither_hang_nor_fail(markup: str) -> None:
    started = time.process_time()
    assert isinstance(outcome(markup), str)
    assert time.process_time() - started < 10


def test_a_page_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "SIZE_LIMIT", 1_000_000)
    with pytest.raises(InputError, match="more than 1 MB"):
        read_html(b"<p>" + b"x" * 1_000_001, "page", "page.html")


def test_a_page_is_told_by_its_beginning() -> None:
    assert looks_like_html(b"\n<!DOCTYPE HTML><html><body>")
    assert looks_like_html(b'<?xml version="1.0"?><html xmlns="x">')
    assert not looks_like_html(b"<title> is a tag of HTML.")
    assert not looks_like_html(b"Words")


def test_nothing_is_said_on_standard_error(capfd: pytest.CaptureFixture[str]) -> None:
    read("<html><body><div>" + "x " * 400 + "</div></body></html>")
    assert capfd.readouterr().err == ""
