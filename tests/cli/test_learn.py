"""`kg learn`, as a person runs it: a table, a model, one clear sentence where something is wrong."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import finds
import pytest

from kg.cli import main
from kg.graph import Graph
from kg.vocab import TYPE

if TYPE_CHECKING:
    from conftest import Run

pytest.importorskip("lightgbm")

ROOT = Path(__file__).parent.parent.parent


def learn(turtle: Path, examples: Path, out: Path, *more: str) -> int:
    return main(["learn", "--ontology", str(turtle), "--examples", str(examples), "-o", str(out), *more])


def test_it_learns_without_a_network(again: Run) -> None:
    assert again.code == 0, again.err
    assert "no network" not in again.err
    assert (again.written / "model.json").is_file()


def test_it_prints_a_table_and_where_it_wrote(again: Run) -> None:
    head, *rows, every, last = again.out.splitlines()
    assert head.split() == ["relation", "examples", "precision", "recall", "F1"]
    assert [row[:17].strip() for row in rows] == [
        "found by", "found in", "found on", "genuine", "made of", "weight in grams",
    ]  # fmt: skip
    for row in (*rows, every):
        figures = [float(figure) for figure in row.split()[-3:]]
        assert all(0 <= figure <= 1 for figure in figures)
    assert every.split()[:2] == ["all", "72"]
    assert last.startswith("F1 of texts ")
    assert again.err == f"wrote       {again.written}\n"


def test_json_tells_the_same_as_the_model(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    turtle, examples = finds.write(tmp_path, finds.rows(14))
    assert learn(turtle, examples, tmp_path / "m", "--format", "json", "--quiet") == 0
    said = capsys.readouterr()
    assert json.loads(said.out) == json.loads((tmp_path / "m" / "model.json").read_text(encoding="utf-8"))["report"]
    assert said.err == ""


def test_what_is_left_out_is_told_but_not_at_length(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    odd = [
        {"text": "Nobody saw it.", "triples": [{"sub": "Nobody", "rel": f"odd {n}", "obj": "it"}]} for n in range(13)
    ]
    turtle, examples = finds.write(tmp_path, [*odd, *finds.rows(14)])
    assert learn(turtle, examples, tmp_path / "m") == 0
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == f"left out    {examples}, line 1: the ontology has no relation 'odd 0'"
    assert [line.split()[0] for line in lines] == [*["left"] * 10, "and", "wrote"]
    assert lines[10].strip() == "and 3 more"
    assert learn(turtle, examples, tmp_path / "m", "--verbose") == 0
    lines = capsys.readouterr().err.splitlines()
    assert sum(line.startswith("left out ") for line in lines) == 13
    assert "last fit" in lines


@pytest.fixture
def good(tmp_path: Path) -> tuple[Path, Path]:
    return finds.write(tmp_path / "in", finds.rows(14))


def refused(capsys: pytest.CaptureFixture[str], code: int, wanted: int, *said: str) -> None:
    told = capsys.readouterr()
    assert code == wanted, told.err
    assert told.err.startswith("kg: ")
    assert len(told.err.splitlines()) == 1
    assert "mistake in kg" not in told.err
    assert all(part in told.err for part in said), told.err
    assert told.out == ""


def test_files_that_are_missing(good: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    turtle, examples = good
    refused(capsys, learn(tmp_path / "none.ttl", examples, tmp_path / "m"), 3, "none.ttl", "no such file")
    refused(capsys, learn(turtle, tmp_path / "none.jsonl", tmp_path / "m"), 3, "none.jsonl", "no such file")
    assert not (tmp_path / "m").exists()


@pytest.mark.parametrize(
    ("turtle", "lines", "said"),
    [
        ("<a> <b", None, "finds.ttl, line 1"),
        ("<https://x.org/a> <https://x.org/b> 1 .", None, "has no property"),
        (None, "", "no line holds an example"),
        (None, "{broken\n" * 20, "the first problem: "),
        (None, '{"text": "Ada saw Orsby.", "triples": []}\n' * 9, "has 9 examples"),
        (None, '{"text": "Ada saw Orsby.", "triples": []}\n' * 20, "no text holds both labels"),
    ],
)
def test_files_that_are_wrong(
    good: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str],
    turtle: str | None, lines: str | None, said: str,
) -> None:  # fmt: skip
    if turtle is not None:
        good[0].write_text(turtle, encoding="utf-8")
    if lines is not None:
        good[1].write_text(lines, encoding="utf-8")
    refused(capsys, learn(*good, tmp_path / "m"), 3, said)
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_a_folder_that_is_no_model_is_left_alone(
    good: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear", encoding="utf-8")
    refused(capsys, learn(*good, tmp_path / "mine"), 3, "mine: is there already and is no model; choose another name")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(
    "given",
    [
        ["learn"],
        ["learn", "--ontology", "a.ttl", "--examples", "b.jsonl"],
        ["learn", "--ontology", "a.ttl", "--examples", "b.jsonl", "-o", "m", "--format", "xml"],
        ["learn", "--ontology", "a.ttl", "--examples", "b.jsonl", "-o", "m", "--depth", "3"],
    ],
)
def test_options_that_make_no_sense(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    refused(capsys, main(given), 2, "--")


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the extractors that pyproject.toml names known, as installing does; an older installation may lack some."""
    points = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["entry-points"]["kg.extractors"]
    info = tmp_path / "site" / "kg_extractors-0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: kg-extractors\nVersion: 0\n")
    lines = [f"{name} = {value}" for name, value in points.items()]
    (info / "entry_points.txt").write_text("\n".join(["[kg.extractors]", *lines, ""]))
    monkeypatch.syspath_prepend(str(tmp_path / "site"))


@pytest.mark.usefixtures("installed")
def test_a_graph_is_built_with_the_model(
    model: Path, finds_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from kg.extract.learned.model import fingerprint

    article = tmp_path / "article.txt"
    article.write_text(
        "The Salt Helmet was found in Nether Vale. The Salt Helmet weighs 450 grams.\n", encoding="utf-8"
    )

    def build(out: Path, *more: str) -> int:
        given = ["build", str(article), "-x", f"learned:{model}", "-o", str(out), "--model", "none", *more]
        return main(given)

    out = tmp_path / "graph.ttl"
    assert build(out, "--domain", str(finds_folder)) == 0, capsys.readouterr().err
    found = list(Graph.read(out).claims())
    assert {c.predicate for c in found} - {TYPE} == {finds.BASE + "foundIn", finds.BASE + "weight"}
    text = article.read_text(encoding="utf-8")
    assert all(e.exact == text[e.span.start : e.span.end] for c in found for e in c.evidence)
    assert f"learned {fingerprint(model)}" in out.read_text(encoding="utf-8")
    assert str(model) not in out.read_text(encoding="utf-8")
    assert build(tmp_path / "again.ttl", "--domain", str(finds_folder)) == 0
    assert (tmp_path / "again.ttl").read_bytes() == out.read_bytes()
    capsys.readouterr()
    refused(capsys, build(tmp_path / "other.ttl"), 3, "was taught", "--domain")
    assert not (tmp_path / "other.ttl").exists()


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(("name", "code"), [("learned", 2), ("learned:nowhere.model", 3)])
def test_a_model_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, code: int) -> None:
    (tmp_path / "a.txt").write_text("Ada saw Orsby.\n", encoding="utf-8")
    given = ["build", str(tmp_path / "a.txt"), "-x", name, "-o", str(tmp_path / "g.ttl"), "--model", "none"]
    refused(capsys, main(given), code, "model", "kg learn")
