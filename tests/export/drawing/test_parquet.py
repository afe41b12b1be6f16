import sys
from pathlib import Path

import pytest
import sample
from drawn import LABELS, people
from hypothesis import given, settings

from kg.errors import UsageError
from kg.export import Options, by_name, export
from kg.export.drawing import parquet
from kg.export.drawing.columns import Attribute
from kg.export.drawing.picture import picture
from kg.graph import Graph

pq = pytest.importorskip("pyarrow.parquet", reason="pip install 'kg[parquet]'")


def listed(value: Attribute) -> object:
    return list(value) if isinstance(value, tuple) else value


def assert_same(folder: Path, graph: Graph, options: Options) -> None:
    drawn = picture(graph, options)
    nodes, edges = (pq.read_table(folder / f"g.{part}.parquet") for part in ("nodes", "relationships"))
    wanted = [{"id": n.id} | {k: listed(v) for k, v in n.attributes.items()} for n in drawn.nodes]
    ends = [{"id": e.id, "source": e.source, "target": e.target} for e in drawn.edges]
    for table, rows in (
        (nodes, wanted),
        (edges, [e | {k: listed(v) for k, v in d.attributes.items()} for e, d in zip(ends, drawn.edges, strict=True)]),
    ):
        lists = {f.name for f in table.schema if str(f.type).startswith("list")}
        read = [{k: v for k, v in row.items() if v is not None} for row in table.to_pylist()]
        assert read == [{k: [v] if k in lists and type(v) is not list else v for k, v in r.items()} for r in rows]


@pytest.mark.parametrize("view", ["full", "entities"])
def test_pyarrow_reads_the_same_nodes_edges_and_attributes(view: str, tmp_path: Path) -> None:
    made = sample.sample_graph()
    first = export(made, tmp_path / "g.parquet", view=view)
    assert first == tmp_path / "g.nodes.parquet"
    assert_same(tmp_path, made, Options(view))


@settings(deadline=None, max_examples=40)
@given(LABELS)
def test_any_words_survive(tmp_path_factory: pytest.TempPathFactory, labels: list[str]) -> None:
    folder = tmp_path_factory.mktemp("parquet")
    made = people(labels)
    export(made, folder / "g.parquet")
    assert_same(folder, made, Options())


def test_columns_have_types(tmp_path: Path) -> None:
    export(sample.sample_graph(), tmp_path / "g.parquet")
    types = {f.name: str(f.type) for f in pq.read_table(tmp_path / "g.nodes.parquet").schema}
    assert types["confidence"] == "double"
    assert types["verbatim"] == "bool"
    assert types["count"] == "int64"
    assert types["documents"].startswith("list<")


def test_rows_go_out_in_groups(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = b"".join(parquet.write(graph)[0])
    monkeypatch.setattr(parquet, "_ROWS", 3)
    grouped = list(parquet.write(graph)[0])
    assert len(grouped) > 3
    assert pq.read_table(source(grouped)).equals(pq.read_table(source([whole])))


def source(chunks: list[bytes]) -> object:
    import pyarrow as pa

    return pa.BufferReader(b"".join(chunks))


def test_a_missing_package_is_told_before_any_work(graph: Graph, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"parquet needs pyarrow: pip install 'kg\[parquet\]'"):
        by_name("parquet").check()
    with pytest.raises(UsageError, match="parquet needs pyarrow"):
        export(graph, tmp_path / "g.parquet")
    assert list(tmp_path.iterdir()) == []
