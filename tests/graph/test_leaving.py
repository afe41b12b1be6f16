import pyoxigraph as ox
import pytest
import ways_out
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import LeavesGraphError, UsageError
from kg.graph import Graph
from kg.graph.leaving import refuse_leaving

HOST = "127.0.0.1:9"


@pytest.mark.parametrize("query", ways_out.SERVICES)
def test_a_service_is_found_however_it_is_spelt(graph: Graph, query: str) -> None:
    asked = query.replace("HOST", HOST)
    with pytest.raises(LeavesGraphError, match="SERVICE asks another machine"):
        graph.query(asked)


@pytest.mark.parametrize("query", ways_out.SERVICES)
def test_these_ways_are_real(query: str) -> None:
    """Oxigraph takes each for a query, so that the check is what stands before the network."""
    asked = query.replace("HOST", HOST)
    try:
        ox.Store().query(asked, base_iri="http://a/")
    except SyntaxError as error:
        pytest.fail(f"no way out: {error}")
    except (OSError, RuntimeError):
        pass  # it went out, and found nobody


@pytest.mark.parametrize("query", ways_out.ESCAPED)
def test_escapes_are_looked_through(query: str) -> None:
    with pytest.raises(LeavesGraphError):
        refuse_leaving(query)


@pytest.mark.parametrize("update", ways_out.LOADS)
def test_a_loading_is_found_however_it_is_spelt(update: str) -> None:
    with pytest.raises(LeavesGraphError, match=r"LOAD reads from outside|SERVICE asks"):
        refuse_leaving(update.replace("HOST", HOST), keywords=("SERVICE", "LOAD"))


@pytest.mark.parametrize("update", ways_out.LOADS)
def test_these_loadings_are_real(update: str) -> None:
    try:
        ox.Store().update(update.replace("HOST", HOST), base_iri="http://a/")
    except SyntaxError as error:
        pytest.fail(f"no way out: {error}")
    except (OSError, RuntimeError):
        pass


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * from#\n<file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * FROM NAMED <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * FROM kg:graph { ?s ?p ?o }",
    ],
)
def test_another_graph_is_refused_unless_it_is_allowed(graph: Graph, query: str) -> None:
    with pytest.raises(UsageError, match="FROM names another graph"):
        graph.query(query)
    refuse_leaving(query, keywords=("SERVICE", "LOAD"))


@pytest.mark.parametrize("query", ways_out.HARMLESS)
def test_the_same_words_elsewhere_are_no_reason(graph: Graph, query: str) -> None:
    assert refuse_leaving(query) is None  # type: ignore[func-returns-value]
    assert graph.query(query).columns


@pytest.mark.parametrize(
    "update",
    [
        'INSERT DATA { <a:load> <a:b> "LOAD <http://a/>" } # LOAD <http://a/>',
        "PREFIX ex: <http://a/> INSERT DATA { ex:LOAD ex:load ex:load ; ex:service ex:service }",
        "DELETE { ?load ?p ?o } WHERE { ?load ?p ?o FILTER(?o < 3) } ; CLEAR ALL",
    ],
)
def test_an_update_that_stays_passes(update: str) -> None:
    assert refuse_leaving(update) is None  # type: ignore[func-returns-value]
    ox.Store().update(update)


@given(st.text(st.characters(exclude_characters="\\")))
def test_any_text_is_taken(text: str) -> None:
    if not any(word in text.upper() for word in ("SERVICE", "FROM", "LOAD")):
        assert refuse_leaving(text) is None  # type: ignore[func-returns-value]


_PIECES = st.sampled_from(
    [
        "SERVICE",
        "<http://a:9>",
        "<http://a/>",
        "{",
        "}",
        "?x",
        "a:b",
        ":",
        "<",
        ">",
        "1",
        "'",
        '"',
        "'''",
        "#",
        "\n",
        " ",
        ".",
        "true",
        "FILTER(1",
        ")",
        "=",
        "p:",
        "SILENT",
        "\\",
        "@en",
        "^^",
        "[]",
        "_:b",
        "a",
        "*",
        "/",
        "�",
    ]
)


@given(st.lists(_PIECES, max_size=25), st.lists(_PIECES, max_size=8))
def test_what_oxigraph_would_ask_another_machine_is_refused(before: list[str], after: list[str]) -> None:
    query = "PREFIX : <http://a/> PREFIX p: <http://a:9> SELECT * { " + "".join([*before, "SERVICE", *after]) + "{} }"
    try:
        refuse_leaving(query)
    except LeavesGraphError:
        return
    try:
        found = ox.Store().query(query, base_iri="http://b/")
    except SyntaxError:
        return
    # With every store empty a SERVICE in first place would be asked now: an answer, or silence, means there is none.
    assert list(found) == []
