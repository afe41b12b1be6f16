"""The pages in a browser: an example is chosen, run, looked at and downloaded; what is hostile stays text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import articles
import pytest
from running import TOKEN, Running, server

import kg
from kg.export import export
from kg.serve.pages import questions

HOSTILE = "<img src=x onerror=\"document.title='taken'\"></script><script>document.title='taken'</script>"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of two articles."""
    texts = [kg.Document("one", articles.ONE, date="2021-05-03"), kg.Document("two", articles.TWO, date="2021-06-07")]
    return export(kg.build(texts), tmp_path_factory.mktemp("built") / "ghent.ttl")


@pytest.fixture(scope="module")
def asked(built: Path) -> Iterator[Running]:
    with server(built) as made:
        yield made


@pytest.mark.parametrize(("title", "query"), questions())
def test_every_example_finds_something(asked: Running, title: str, query: str) -> None:
    assert title.endswith(("?", "source", ")"))
    accept = "text/turtle" if "CONSTRUCT" in query else "application/sparql-results+json"
    reply = asked.query(query, accept)
    assert reply.status == 200
    found = reply.text.count(" .\n") if accept == "text/turtle" else len(reply.json["results"]["bindings"])
    assert found


def test_the_examples_tell_what_the_articles_say(asked: Running) -> None:
    rows = {title: asked.query(query, "text/csv").text for title, query in questions() if "CONSTRUCT" not in query}
    assert "Ann Peeters,mayor,Ghent" in rows["Who holds which post, and where?"]
    assert re.search(r"Ghent,Global Innovation Index,,15,2020,12,3,", rows["How did its rank move?"])
    assert "patent applications,Ghent,2020,1350,," in rows["Every figure for a measure, with its source"]
    assert re.search(r"Ghent,patent applications,2020,1200,one,1350,two", rows["Where do sources disagree?"])
    assert "Antwerp,hire 40 examiners" in rows["What is planned, and by whom?"]
    assert "Tom Claes,Ghent is well ahead of us,true,two" in rows["Who says what?"]


def test_pages_say_what_may_run_in_them(asked: Running) -> None:
    for path, scripts in (("/", "script-src 'sha256-"), ("/query", "script-src 'self';")):
        policy = asked.get(path).headers["content-security-policy"]
        assert scripts in policy
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
    assert asked.get("/static/../pages.py").status == 404
    assert asked.get("/static/query.html").status == 404


@pytest.fixture
def page(browser) -> Iterator[object]:
    """A page that is watched: nothing is said on its console, and nobody outside is called."""
    context = browser.new_context()
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda request: said.append(request.url) if _outside(request.url) else None)
    yield opened
    context.close()
    assert [line for line in said if "responded with a status of 400" not in line] == []  # a mistake is told, too


def _outside(address: str) -> bool:
    return not address.startswith(("http://127.0.0.1:", "data:", "blob:"))


def _told(page, words: str) -> None:
    page.locator("#status").filter(has_text=re.compile(words)).wait_for(timeout=20_000)


def test_an_example_is_run_looked_at_and_downloaded(asked: Running, page) -> None:
    page.goto(f"http://127.0.0.1:{asked.port}/query")
    page.select_option("#example", label="Who holds which post, and where?")
    _told(page, r"^\d+ rows in ")
    assert page.locator("table.dataTable tbody tr").count() >= 4
    assert "Ann Peeters" in page.locator("table.dataTable").inner_text()
    for label, begins in (("CSV", "name,title,place"), ("TSV", "?name\t?title"), ("JSON", '{"head"'), ("XML", "<?xml")):
        with page.expect_download() as awaited:
            page.get_by_role("button", name=label, exact=True).click()
        assert Path(awaited.value.path()).read_text(encoding="utf-8").startswith(begins)


def test_triples_are_drawn(asked: Running, page) -> None:
    page.goto(f"http://127.0.0.1:{asked.port}/query")
    page.select_option("#example", label="How are people, places and organisations connected? (see Picture)")
    _told(page, "^[0-9]+ triples in ")
    page.click(".select_picture")
    words = page.locator(".picture .node text").all_text_contents()
    assert {"Ann Peeters", "Ghent"} <= set(words)
    assert page.locator(".picture .edge line").count() >= 3
    with page.expect_download() as awaited:
        page.get_by_role("button", name="Turtle", exact=True).click()
    assert "Ann Peeters" in Path(awaited.value.path()).read_text(encoding="utf-8")


def test_a_query_of_one_s_own_and_a_mistake_in_it(asked: Running, page) -> None:
    page.goto(f"http://127.0.0.1:{asked.port}/query#query=ASK%20%7B%20%3Fs%20a%20schema%3ACity%20%7D")
    page.get_by_role("button", name="Run").click()
    _told(page, "^Yes in ")
    page.goto("about:blank")
    page.goto(f"http://127.0.0.1:{asked.port}/query#query=SELECT%20*%20%7B%20%3Fs%20%7D")
    page.get_by_role("button", name="Run").click()
    _told(page, r"the query is no SPARQL: line \d+, column \d+")


def test_what_is_hostile_stays_text(tmp_path: Path, browser) -> None:
    graph = tmp_path / "<b>bold.nt"
    quoted = HOSTILE.replace("\\", "\\\\").replace('"', '\\"')
    graph.write_text(
        f'<http://a/s> <http://www.w3.org/2000/01/rdf-schema#label> "{quoted}" .\n'
        "<javascript:alert(1)> <http://a/p> <http://a/s> .\n"
    )
    with server(graph) as made:
        context = browser.new_context()
        page = context.new_page()
        for query in ("SELECT ?s ?p ?o { ?s ?p ?o }", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"):
            page.goto("about:blank")
            page.goto(f"http://127.0.0.1:{made.port}/query#query={query.replace('?', '%3F')}")
            page.get_by_role("button", name="Run").click()
            _told(page, "in [0-9]")
            assert page.locator("#answer img, #answer script").count() == 0
            assert page.locator("a[href^='javascript']").count() == 0
            page.click(".select_picture")
            assert page.locator(".picture").count() == 1
            assert page.locator("#answer img, #answer script").count() == 0
            assert "<img src=x" in page.locator("#answer").inner_text() or "SELECT" in query
            assert page.title() == "Ask <b>bold.nt"
        page.goto(f"http://127.0.0.1:{made.port}/")
        page.get_by_role("link", name="Ask it").wait_for()
        assert page.locator("b, img, a[href^='javascript']").count() == 0
        context.close()


def test_the_first_page_shows_the_graph_and_the_sentence_behind_a_fact(asked: Running, page) -> None:
    page.goto(f"http://127.0.0.1:{asked.port}/#/entity/city/ghent")
    page.get_by_role("heading", name="Ghent").first.wait_for()
    page.get_by_role("button", name=re.compile("1,350|1350")).first.click()
    page.locator("mark").first.wait_for()
    assert "1,350" in page.locator("mark").first.inner_text()


def test_a_change_shows_on_the_first_page(tmp_path: Path) -> None:
    graph = tmp_path / "g.ttl"
    graph.write_text("")
    with server(graph, "--writable", "--token", TOKEN) as made:
        assert "Utopia" not in made.get("/").text
        label = "<http://www.w3.org/2000/01/rdf-schema#label> 'Utopia'"
        assert made.update(f"INSERT DATA {{ <http://a/u> a <https://schema.org/City> ; {label} }}").status == 204
        assert "Utopia" in made.get("/").text


def test_a_graph_that_cannot_be_drawn_in_time_is_told_with_where_to_go(tmp_path: Path) -> None:
    graph = tmp_path / "g.nt"
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    graph.write_text(
        "".join(f'<http://a/{n}> {label} "{n}" .\n<http://a/{n}> {label} "n{n}" .\n' for n in range(150_000))
    )
    with server(graph, "--timeout", "0.1") as made:
        reply = made.get("/")
        assert reply.status == 200
        assert "It is not drawn here: " in reply.text
        assert "took longer than 0.1 s" in reply.text
        assert "/query" in reply.text
