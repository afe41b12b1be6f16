import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.serve.negotiation import NotAcceptable, choose, content_type, ranges, takes_gzip

OFFERED = ("application/json", "application/xml", "text/csv")


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "application/json"),
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/*", "text/csv"),
        ("text/csv", "text/csv"),
        ("TEXT/CSV; q=0.2, application/xml;q=0.3", "application/xml"),
        ("application/xml, application/json", "application/json"),
        ("application/json;q=0, */*", "application/xml"),
        ("application/*;q=0.4, text/csv;q=0.5, application/xml", "application/xml"),
        ("text/html, application/xml;q=0.9, */*;q=0.8", "application/xml"),
        ('text/csv;charset="a,b;q=0";q=0.7, image/png', "text/csv"),
        ("text/csv;q=1.000,application/xml;q=0.999", "text/csv"),
    ],
)
def test_what_is_wanted_most_is_chosen(accept: str | None, chosen: str) -> None:
    assert choose(accept, OFFERED) == chosen


@pytest.mark.parametrize("accept", ["image/png", "text/csv;q=0", "nonsense", "*/*;q=0", "text/html"])
def test_nothing_acceptable_is_told_with_what_there_is(accept: str) -> None:
    with pytest.raises(NotAcceptable, match="there are application/json, application/xml, text/csv"):
        choose(accept, OFFERED)


@given(st.text())
def test_any_header_is_read(accept: str) -> None:
    assert all(0 <= known.weight < 2 for known in ranges(accept))
    assert takes_gzip(accept) in (True, False)


def test_what_is_named_is_chosen_before_its_kind() -> None:
    assert choose("text/csv;q=0.1, text/*;q=0.9, application/xml;q=0.5", OFFERED) == "application/xml"


@pytest.mark.parametrize(
    ("header", "taken"),
    [("gzip", True), ("br, gzip;q=0.5", True), ("*", True), ("gzip;q=0", False), ("br", False), (None, False)],
)
def test_gzip_is_sent_to_whom_takes_it(header: str | None, taken: bool) -> None:
    assert takes_gzip(header) is taken


def test_text_tells_its_charset() -> None:
    assert content_type("text/csv") == "text/csv; charset=utf-8"
    assert content_type("application/json") == "application/json"
