"""What a browser would make of the HTML that notebooks show."""

from __future__ import annotations

from html.parser import HTMLParser

HOSTILE = "</td></table><script>alert('x')</script><img src=x onerror=\"alert(1)\"> & {{x}}"
OURS = {"a", "b", "br", "code", "div", "mark", "small", "table", "tbody", "td", "th", "thead", "tr"}
ATTRIBUTES = {("style", "text-align:left"), ("rel", "noopener noreferrer")}


class Page(HTMLParser):
    """The words, tags, cells and addresses of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words = ""
        self.tags: set[str] = set()
        self.cells: list[str] = []
        self.addresses: list[str] = []
        self.attributes: set[tuple[str, str]] = set()
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses += [value or "" for name, value in attrs if name == "href"]
        self.attributes |= {(name, value or "") for name, value in attrs if name != "href"}
        if tag != "br":
            self._open.append(tag)
        if tag == "td":
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data
        if "td" in self._open:
            self.cells[-1] += data


def page(html: str) -> Page:
    """Read some HTML; fails where it holds a tag or an attribute that is not ours, or one left open."""
    read = Page(html)
    assert read.tags <= OURS
    assert read.attributes <= ATTRIBUTES
    return read
