"""Read back by the rules of `neo4j-admin database import` with its defaults, as its manual states them."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
import sample
from drawn import LABELS, NASTY, people
from hypothesis import given, settings

from kg.export import Options, export
from kg.export.drawing.columns import Attribute
from kg.export.drawing.picture import picture
from kg.graph import Graph

HEADER = re.compile(r"(?P<name>[^:]*)(?::(?P<type>\w+)(?P<array>\[\])?)?")
SPECIAL = {"ID", "LABEL", "START_ID", "END_ID", "TYPE"}
READERS = {
    "string": str,
    "double": float,
    "long": lambda text: int(text) if -(2**63) <= int(text) < 2**63 else pytest.fail(f"{text} is no long"),
    "boolean": lambda text: {"true": True, "false": False}[text],
}


@dataclass
class Table:
    """The columns of a file and its rows: special fields under their type, properties under their name."""

    columns: list[tuple[str, str, bool]]
    rows: list[dict[str, object]]


def fields(line: str) -> list[str | None]:
    """Split a line; a field without quotes that is empty is missing."""
    found: list[str | None] = []
    rest = line
    while True:
        match = re.match(r'"((?:[^"]|"")*)"|([^",]*)', rest)
        assert match
        quoted, bare = match.groups()
        found.append(quoted.replace('""', '"') if quoted is not None else bare or None)
        rest = rest[match.end() :]
        if not rest:
            return found
        assert rest[0] == ","
        rest = rest[1:]


def read(path: Path) -> Table:
    lines = path.read_bytes().decode().split("\n")
    assert lines.pop() == ""
    assert not any("\r" in line for line in lines)
    columns = []
    for field in fields(lines[0]):
        match = HEADER.fullmatch(field or "")
        assert match, field
        name, type_ = match["name"], match["type"] or "string"
        assert type_ in SPECIAL or (type_ in READERS and name), field
        columns.append((type_ if type_ in SPECIAL else name, type_, bool(match["array"])))
    assert len({name for name, _, _ in columns}) == len(columns)
    rows = []
    for line in lines[1:]:
        values = fields(line)
        assert len(values) == len(columns), line
        row = {c[0]: value(v, c[1], c[2]) for c, v in zip(columns, values, strict=True) if v is not None}
        rows.append(row)
    return Table(columns, rows)


def value(text: str, type_: str, array: bool) -> object:
    if type_ in SPECIAL:
        return text.split(";") if type_ == "LABEL" else text
    return [READERS[type_](part) for part in text.split(";")] if array else READERS[type_](text)


def plain(told: Attribute, array: bool) -> object:
    """Bring a value to what the file can hold of it."""
    if isinstance(told, tuple):
        return [re.sub(r"[\r\n]+", " ", t) for t in told] if array else plain("|".join(told), array)
    flat = re.sub(r"[\r\n]+", " ", told) if isinstance(told, str) else told
    return [str(flat)] if array else flat


def assert_same(folder: Path, graph: Graph, options: Options) -> None:
    drawn = picture(graph, options)
    nodes, edges = read(folder / "g.nodes.csv"), read(folder / "g.relationships.csv")
    ids = [row["ID"] for row in nodes.rows]
    assert len(set(ids)) == len(ids)
    assert {row["START_ID"] for row in edges.rows} | {row["END_ID"] for row in edges.rows} <= set(ids)
    assert all(re.fullmatch(r"\w+", row["TYPE"]) for row in edges.rows)
    for table, attributes, special in (
        (nodes, [n.attributes for n in drawn.nodes], {"ID", "LABEL"}),
        (edges, [e.attributes for e in drawn.edges], {"START_ID", "END_ID", "TYPE", "id"}),
    ):
        arrays = {name: array for name, _, array in table.columns}
        wanted = [{k: plain(v, arrays[k]) for k, v in row.items() if k in arrays and v != ()} for row in attributes]
        left_out = {k for row in attributes for k in row} - set(arrays)
        assert left_out == ({"iri", "color", "size"} if table is nodes else set())
        empty = {k for k, v in arrays.items() if not v}
        found = [{k: v for k, v in row.items() if k not in special and (v != "" or k in empty)} for row in table.rows]
        assert [without_empty(row) for row in found] == [without_empty(row) for row in wanted]
    assert ids == [n.attributes["iri"] for n in drawn.nodes]
    assert [row["LABEL"] for row in nodes.rows] == [[n.attributes["type"]] for n in drawn.nodes]
    ends = [(row["id"], row["START_ID"], row["END_ID"]) for row in edges.rows]
    assert ends == [(e.id, *e.ends) for e in drawn.edges]


def without_empty(row: dict[str, object]) -> dict[str, object]:
    """Leave out lists of nothing, which are told as missing or as an empty text."""
    return {k: v for k, v in row.items() if v != ""}


@pytest.mark.parametrize("view", ["full", "entities"])
def test_neo4j_reads_the_same_nodes_edges_and_attributes(view: str, tmp_path: Path) -> None:
    made = sample.sample_graph()
    assert export(made, tmp_path / "g.csv", view=view) == tmp_path / "g.nodes.csv"
    assert_same(tmp_path, made, Options(view))


@settings(deadline=None, max_examples=60)
@given(LABELS)
def test_any_words_survive_but_line_breaks(tmp_path_factory: pytest.TempPathFactory, labels: list[str]) -> None:
    folder = tmp_path_factory.mktemp("neo4j")
    made = people(labels)
    export(made, folder / "g.csv")
    assert_same(folder, made, Options())


def test_a_list_is_an_array_unless_a_text_of_it_holds_the_separator(tmp_path: Path) -> None:
    for labels, wanted in ((["a", "b"], True), (["a;b", "c"], False)):
        export(people(labels), tmp_path / "g.csv")
        arrays = {name: array for name, _, array in read(tmp_path / "g.nodes.csv").columns}
        assert arrays["altLabel"] is wanted


def test_missing_and_empty_are_told_apart(tmp_path: Path) -> None:
    export(people(["", "x"]), tmp_path / "g.csv")
    rows = read(tmp_path / "g.nodes.csv").rows
    assert [row["description"] for row in rows] == ["", "x"]
    assert all("rank" not in row for row in rows)


def test_relationships_are_named_as_is_usual(tmp_path: Path) -> None:
    export(sample.sample_graph(), tmp_path / "g.csv", view="entities")
    types = {row["TYPE"] for row in read(tmp_path / "g.relationships.csv").rows}
    assert {"HOLDS_POST_AT", "POST", "OBSERVATION"} <= types


def test_nasty_words_are_on_one_line_each(tmp_path: Path) -> None:
    export(people(NASTY), tmp_path / "g.csv")
    assert len((tmp_path / "g.nodes.csv").read_bytes().split(b"\n")) == len(NASTY) + 2
