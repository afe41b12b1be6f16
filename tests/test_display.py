import pytest
from hypothesis import given
from hypothesis import strategies as st
from shown import HOSTILE, page

from kg import display
from kg.model import Evidence, Finding, Report, Span

WORDS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00\r"), max_size=80)
ADDRESSES = st.one_of(
    WORDS, WORDS.map("https://{}".format), st.sampled_from(["javascript:alert(1)", "data:text/html,x"])
)


@given(WORDS, WORDS, WORDS)
def test_words_come_out_as_they_went_in_whatever_they_are(before: str, words: str, after: str) -> None:
    sentence = display.marked(before, words, after)
    read = page(display.table([words], [(sentence, display.code(after)), (display.bold(words), display.small(after))]))
    assert read.cells == [before + words + after, after, words, after]


@given(ADDRESSES, WORDS)
def test_only_addresses_of_the_web_are_linked(address: str, words: str) -> None:
    read = page(display.link(address, words))
    assert read.words == words
    assert read.addresses == [address] * address.lower().startswith(("http://", "https://"))


@pytest.mark.parametrize("address", [None, "", " https://a.example/", "javascript:alert(1)", "file:///etc/passwd"])
def test_no_other_address_is(address: str | None) -> None:
    assert display.link(address, "here") == "here"


def test_nothing_is_shown_of_none() -> None:
    assert display.text(None) == ""
    assert display.text(0) == "0"


def test_long_words_are_cut_where_they_are_farthest_from_what_is_marked() -> None:
    read = page(display.marked("a" * 500 + " near ", "this", " close" + "b" * 500))
    assert read.words.startswith("…aaa")
    assert " near this close" in read.words
    assert read.words.endswith("b…")
    assert len(read.words) == 604


def test_a_table_tells_how_much_is_left() -> None:
    rows = [(display.text(1),)]
    assert page(display.table(["n"], rows, left=1234)).words.endswith("and 1,234 more")
    assert "more" not in page(display.table(["n"], rows)).words


def test_evidence_is_marked_in_its_sentence() -> None:
    shown = Evidence("a.txt", Span(3, 8), "a & b", "In <i> ", ".")._repr_html_()
    assert "<mark>a &amp; b</mark>." in shown
    assert page(shown).words.split("\n")[1:3] == ["In <i> a & b.", "a.txt:3-8"]


def test_a_report_shows_its_findings_escaped() -> None:
    words = Evidence(HOSTILE, Span(0, 1), HOSTILE, HOSTILE, HOSTILE)
    finding = Finding("Violation", HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, (words, words))
    warning = Finding("Warning", "a", None, None, "b", "c")
    read = page(Report((*[finding] * 60, warning))._repr_html_())
    assert "does not conform: 60 × Violation, 1 × Warning" in read.words
    assert read.words.rstrip().endswith("and 11 more")
    assert read.cells[:5] == ["Violation", HOSTILE * 2, HOSTILE, HOSTILE, HOSTILE * 6]
    assert len(read.cells) == 5 * display.MOST_ROWS


def test_a_report_without_findings_says_so() -> None:
    assert page(Report()._repr_html_()).words.split() == ["conforms:", "no", "findings"]
