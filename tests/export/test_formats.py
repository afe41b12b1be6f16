import itertools
import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import OutputError, UsageError
from kg.export import FORMATS, Format, Options, by_name, by_path, dumps, export, replacing, spool, writable
from kg.export.files import save_together
from kg.export.options import PLAIN
from kg.graph import Graph, order


def test_the_table_is_whole() -> None:
    suffixes = [s for f in FORMATS for s in f.suffixes]
    assert len(set(suffixes)) == len(suffixes)
    assert {"turtle", "ntriples", "jsonld", "graphml"} <= {f.name for f in FORMATS}
    assert all(f.media_types and all("/" in m for m in f.media_types) for f in FORMATS)
    assert all(bool(f.write) != bool(f.write_parts) == bool(f.parts) for f in FORMATS)
    assert all({"view", "all_claims"} <= set(f.takes) for f in FORMATS if f.takes)
    assert all(bool(f.flavours) == ("flavour" in f.takes) for f in FORMATS)


@pytest.mark.parametrize("format", FORMATS, ids=lambda f: f.name)
def test_the_same_graph_gives_the_same_bytes_whatever_the_order_it_was_filled_in(graph: Graph, format: Format) -> None:
    other = Graph(base=graph.base)
    for quad in sorted(graph.store, key=str, reverse=True):
        other.store.add(quad)
    for options in every(format):
        one, two = (written(format, made, options) for made in (graph, other))
        assert one == two
        assert all(one)


def every(format: Format) -> Iterator[Options]:
    """Yield all combinations of the options that a format takes."""
    values = {"view": ["full", "entities"], "all_claims": [False, True], "flavour": [None, *format.flavours]}
    taken = {name: values[name] for name in format.takes}
    for chosen in itertools.product(*taken.values()):
        yield Options(**dict(zip(taken, chosen, strict=True)))


def written(format: Format, graph: Graph, options: Options = PLAIN) -> list[bytes]:
    return [b"".join(chunks) for chunks in format.files(graph, f"g{format.suffixes[0]}", options).values()]


@pytest.mark.parametrize("format", FORMATS, ids=lambda f: f.name)
def test_a_graph_that_does_not_fit_in_memory_gives_the_same_bytes(
    graph: Graph, format: Format, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = {options: written(format, graph, options) for options in every(format)}
    for module, name, little in ((order, "BUDGET", 500), (order, "_BLOCK", 200), (spool, "_IN_MEMORY", 100)):
        monkeypatch.setattr(module, name, little)
    monkeypatch.setattr(order, "_MOST_RUNS", 4)
    monkeypatch.setattr(spool, "_BATCH", 3)
    assert {options: written(format, graph, options) for options in held} == held


def test_a_store_on_disk_is_written_too(graph: Graph, tmp_path: Path) -> None:
    disk = Graph(ox.Store(tmp_path / "store"), base=graph.base)
    disk.store.extend(graph.store)
    for name in ("turtle", "graphml"):
        assert dumps(disk, name) == dumps(graph, name)


GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("file", sorted(GOLDEN.iterdir()), ids=lambda f: f.name)
def test_the_bytes_are_those_of_before(graph: Graph, file: Path) -> None:
    """A change of these files is a change for everybody who keeps graphs under version control."""
    options = Options(all_claims="all" in file.stem)
    assert written(by_path(file), graph, options) == [file.read_bytes()]


@pytest.mark.parametrize("format", FORMATS, ids=lambda f: f.name)
def test_an_option_that_a_format_does_not_know_is_told_with_those_that_do(graph: Graph, tmp_path: Path, format) -> None:
    path = tmp_path / f"g{format.suffixes[0]}"
    for name, value in (("view", "entities"), ("all_claims", True), ("flavour", "yed")):
        knowing = ", ".join(f.name for f in FORMATS if name in f.takes)
        if name not in format.takes:
            with pytest.raises(UsageError, match=f"{format.name} takes no --{name.replace('_', '-')}; .*{knowing}"):
                export(graph, path, **{name: value})
    assert list(tmp_path.iterdir()) == []


def test_values_that_there_are_none_of_are_told(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="view 'things' is unknown; there are full, entities"):
        export(graph, tmp_path / "g.graphml", view="things")
    with pytest.raises(UsageError, match="graphml has no flavour 'gephi'; it has yed"):
        export(graph, tmp_path / "g.graphml", flavour="gephi")


@pytest.mark.parametrize("given", ["g.csv", "g.nodes.csv", "g.relationships.CSV", "g"])
def test_a_format_of_two_files_writes_both_beside_each_other(graph: Graph, tmp_path: Path, given: str) -> None:
    first = export(graph, tmp_path / given, format="csv")
    suffix = Path(given).suffix or ".csv"
    names = [f"g.nodes{suffix}", f"g.relationships{suffix}"]
    assert first.name == names[0]
    assert sorted(p.name for p in tmp_path.iterdir()) == names
    assert by_name("csv").paths(tmp_path / given) == tuple(tmp_path / name for name in names)


def test_two_files_are_replaced_together_or_not_at_all(graph: Graph, tmp_path: Path) -> None:
    export(graph, tmp_path / "g.csv")
    old = {p.name: p.read_bytes() for p in tmp_path.iterdir()}

    def broken() -> Iterator[bytes]:
        yield b"half"
        raise OSError(28, "No space left on device")

    csv = by_name("csv")
    half = replace(csv, write_parts=lambda graph, options: ([b"new"], broken()))
    with pytest.raises(OutputError, match=r"g\.relationships\.csv: cannot be written: No space left"):
        save_together(half.files(graph, tmp_path / "g.csv"))
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == old


def test_two_files_do_not_go_to_one_stream(graph: Graph) -> None:
    with pytest.raises(UsageError, match=r"csv is 2 files \(NAME.nodes.csv, NAME.relationships.csv\); .* -o NAME.csv"):
        dumps(graph, "csv")


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
