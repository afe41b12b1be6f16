"""The file: whole, closed to the outside, and safe whatever stands in it."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest
import story

from kg.errors import UsageError
from kg.export import by_path, dumps, export
from kg.export.page import explorer
from kg.export.page.page import embedded
from kg.graph import Graph


class Parts(HTMLParser):
    """Takes a page apart: its elements, and what its scripts and styles hold."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.held: dict[str, list[str]] = {"script": [], "style": []}
        self.inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in self.held:
            self.held[tag].append("")
            self.inside = tag

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.held[self.inside][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == self.inside:
            self.inside = ""


@pytest.fixture(scope="module")
def parts() -> Parts:
    return Parts(explorer(story.hostile()).html.decode())


def test_the_policy_allows_what_is_inside_and_nothing_else() -> None:
    page = explorer(story.story())
    parts = Parts(page.html.decode())
    policy = next(a["content"] for t, a in parts.tags if t == "meta" and a.get("http-equiv"))
    assert page.csp == f"{policy}; frame-ancestors 'none'"
    told = dict(part.split(" ", 1) for part in page.csp.split("; "))
    scripts = [text for text in parts.held["script"] if not text.startswith("{")]
    hashes = [
        [f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in texts]
        for texts in (scripts, parts.held["style"])
    ]
    assert (told["script-src"].split(), told["style-src"].split()) == tuple(hashes)
    assert {name: told[name] for name in told if name not in ("script-src", "style-src")} == {
        "default-src": "'none'",
        "img-src": "data:",
        "worker-src": "blob:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }


def test_nothing_is_fetched_and_no_element_comes_from_data(parts: Parts) -> None:
    assert [t for t, _ in parts.tags].count("script") == 3
    assert not {"img", "iframe", "object", "embed", "form", "base"} & {t for t, _ in parts.tags}
    for tag, attributes in parts.tags:
        assert not [name for name in attributes if name == "style" or name.startswith("on")], tag
        for name in ("src", "href", "action", "srcset"):
            assert str(attributes.get(name, "#")).startswith(("#", "data:image/svg+xml,")), (tag, attributes)


def test_the_data_is_whole_json_that_ends_no_script(parts: Parts) -> None:
    text = next(text for text in parts.held["script"] if text.startswith("{"))
    assert not re.search("[<>&\u2028\u2029]", text)
    assert set(story.HOSTILE) <= set(json.loads(text)["things"]["label"])


def test_json_is_embedded_as_it_was() -> None:
    value = {"a": [*story.HOSTILE, 1, None]}
    assert json.loads(embedded(value)) == value


def test_our_scripts_put_no_markup_together() -> None:
    text = explorer(Graph()).html.decode()
    own = text[text.rindex("<script>") :]
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", own)


def test_the_same_graph_gives_the_same_bytes() -> None:
    assert explorer(story.story()).html == explorer(story.story()).html


def test_links_stand_in_the_header() -> None:
    html = explorer(
        story.story(), links=(("Ask <it>", "/query?a=1&b=2"), ("Far", "https://example.org/"))
    ).html.decode()
    assert '<a href="/query?a=1&amp;b=2" rel="noopener noreferrer">Ask &lt;it&gt;</a>' in html
    assert '<a href="https://example.org/" rel="noopener noreferrer">Far</a>' in html


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", "//example.org/", "query", "/a b", ""])
def test_a_link_elsewhere_is_refused(href: str) -> None:
    with pytest.raises(UsageError, match="is no place for a page"):
        explorer(story.story(), links=(("x", href),))


def test_it_is_a_format_like_others(tmp_path) -> None:
    graph = story.story()
    assert by_path("graph.html").name == "html"
    path = export(graph, tmp_path / "graph.html")
    assert path.read_bytes() == explorer(graph).html == dumps(graph, "html").encode()
