import os
import stat
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import OutputError, UsageError
from kg.export import FORMATS, by_name, by_path, dumps, export, replacing, writable
from kg.graph import Graph


def test_the_table_is_whole() -> None:
    suffixes = [s for f in FORMATS for s in f.suffixes]
    assert len(set(suffixes)) == len(suffixes)
    assert {"turtle", "ntriples", "jsonld", "graphml"} <= {f.name for f in FORMATS}
    assert all("/" in f.media_type for f in FORMATS)


@pytest.mark.parametrize("format", FORMATS, ids=lambda f: f.name)
def test_the_same_graph_gives_the_same_bytes_whatever_the_order_it_was_filled_in(graph: Graph, format) -> None:
    other = Graph(base=graph.base)
    for quad in sorted(graph.store, key=str, reverse=True):
        other.store.add(quad)
    assert b"".join(format.write(graph)) == b"".join(format.write(other))


def test_an_unknown_suffix_lists_those_known(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"'.docx' tells no format; kg writes \.ttl, \.nt"):
        export(graph, tmp_path / "g.docx")
    with pytest.raises(UsageError, match="no suffix"):
        by_path("graph")
    with pytest.raises(UsageError, match="turtle, ntriples"):
        by_name("word")


def test_a_name_or_a_suffix_names_a_format(graph: Graph, tmp_path: Path) -> None:
    assert by_name("Turtle") is by_name("ttl") is by_name(".ttl") is by_path("a/b.TTL")
    path = export(graph, tmp_path / "g.data", format="ntriples")
    assert path.read_bytes() == b"".join(graph.ntriples())
    assert dumps(graph, "nt").encode() == path.read_bytes()


def half_written(path: Path, error: BaseException) -> None:
    with replacing(path) as write:
        write(b"half")
        raise error


def test_a_file_is_whole_or_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "g.ttl"
    path.write_text("old")
    with pytest.raises(RuntimeError):
        half_written(path, RuntimeError())
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["g.ttl"]


def test_interruption_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        half_written(tmp_path / "g.ttl", KeyboardInterrupt())
    assert list(tmp_path.iterdir()) == []


def test_permissions_are_those_of_the_umask_or_of_the_old_file(graph: Graph, tmp_path: Path) -> None:
    path = export(graph, tmp_path / "g.ttl")
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~mask
    path.chmod(0o600)
    export(graph, path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_where_nothing_can_be_written_is_said_before_and_after(graph: Graph, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none" / "g.ttl"):
        with pytest.raises(OutputError, match=str(path.parent)):
            writable(path)
    with pytest.raises(OutputError, match="cannot be written"):
        export(graph, tmp_path / "none" / "g.ttl")


def test_rdf_xml_says_what_it_cannot_hold() -> None:
    made = Graph()
    made.store.add(ox.Quad(ox.NamedNode("http://a/"), ox.NamedNode("http://b/c"), ox.Literal("a\x00b")))
    with pytest.raises(OutputError, match="control characters"):
        dumps(made, "rdfxml")
