"""`kg.learn.learn`: from files or data to a model, with what could not be learned from."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import finds
import pytest

from kg.errors import InputError, InputMissing, UsageError
from kg.learn import Example, Learned, Schema, Triple, learn, read_ontology

FEW = finds.rows(14)


@pytest.fixture
def schema(finds_folder: Path) -> Schema:
    return read_ontology(finds_folder / "ontology" / "finds.ttl")


def as_data(rows: list[dict[str, object]]) -> list[Example]:
    return [
        Example(str(r["id"]), str(r["text"]), tuple(Triple(t["sub"], t["rel"], t["obj"]) for t in r["triples"]))  # type: ignore[attr-defined]
        for r in rows
    ]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_files_and_data_teach_the_same(tmp_path: Path, schema: Schema, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("lightgbm")
    turtle, examples = finds.write(tmp_path, FEW)
    learn(turtle, examples).save(tmp_path / "files")
    learn(schema, iter(as_data(FEW))).save(tmp_path / "data")
    monkeypatch.setattr(sys, "stdin", io.StringIO(examples.read_text(encoding="utf-8")))
    learn(str(turtle), "-").save(tmp_path / "stdin")
    assert contents(tmp_path / "files") == contents(tmp_path / "data") == contents(tmp_path / "stdin")


def test_all_examples_of_good_files_are_learned_from(taught: Learned) -> None:
    assert taught.problems == ()
    assert taught.report["examples"] == 72


def test_what_cannot_be_learned_from_is_told_in_order_of_lines(tmp_path: Path) -> None:
    pytest.importorskip("lightgbm")
    rows = finds.rows(14)
    rows[3]["triples"] = [{"sub": "Hollow Ring", "rel": finds.BASE + "stolenBy", "obj": "Ada"}]
    rows[5]["triples"] = [{"sub": "Great Spoon", "rel": finds.BASE + "foundIn", "obj": "Atlantis"}]
    turtle, examples = finds.write(tmp_path, rows)
    lines = examples.read_text(encoding="utf-8").split("\n")
    lines[8:8] = ["{broken"]
    examples.write_text("\n".join(lines), encoding="utf-8")
    told = learn(turtle, examples)
    assert told.report["examples"] == 14
    assert [str(problem).removeprefix(f"{examples}, ") for problem in told.problems][:3] == [
        f"line 4: the ontology has no relation '{finds.BASE}stolenBy'",
        "line 6: the text does not hold 'Atlantis'",
        "line 6: the text does not hold 'Great Spoon'",
    ]
    assert len(told.problems) == 4
    assert "line 9: is no JSON" in str(told.problems[3])


def test_ends_of_lines_within_a_text_part_no_examples(tmp_path: Path) -> None:
    pytest.importorskip("lightgbm")
    rows = finds.rows(14)
    rows[0]["text"] = f"{rows[0]['text']}\u2028It is old.\x85"
    assert learn(*finds.write(tmp_path, rows)).problems == ()


def refused(tmp_path: Path, rows: list[dict[str, object]], said: str, turtle: str = finds.ONTOLOGY) -> None:
    pytest.importorskip("lightgbm")
    with pytest.raises(InputError, match=said) as caught:
        learn(*finds.write(tmp_path, rows, turtle))
    assert len(str(caught.value).splitlines()) == 1


def test_fewer_than_ten_examples_are_too_few(tmp_path: Path) -> None:
    refused(tmp_path, finds.rows(9), r"finds\.jsonl: has 9 examples to learn from; give 10 or more")


def test_examples_that_state_nothing_teach_nothing(tmp_path: Path) -> None:
    rows = [{**row, "triples": []} for row in FEW]
    refused(tmp_path, rows, r"finds\.jsonl: no text holds both labels of one of its triples$")
    rows = [{**row, "triples": [{"sub": "Nobody", "rel": "found in", "obj": "Nowhere"}]} for row in FEW]
    refused(
        tmp_path, rows, r"no text holds both labels .*; the first problem: .*, line 1: the text does not hold 'Nobody'"
    )


def test_examples_about_one_thing_cannot_be_measured(tmp_path: Path) -> None:
    rows = [
        {
            "text": f"The Marsh Cup was found in {place}.",
            "triples": [{"sub": "Marsh Cup", "rel": "found in", "obj": place}],
        }
        for place in (f"{letter}ton" for letter in "ABCDEFGHIJKL")
    ]
    refused(tmp_path, rows, "all examples are about 'Marsh Cup'")


def test_an_ontology_without_properties_teaches_nothing(tmp_path: Path) -> None:
    turtle = "<https://x.org/A> a <http://www.w3.org/2002/07/owl#Class> ."
    refused(tmp_path, FEW, r"finds\.ttl: has no property", turtle)


def test_files_that_are_not_there(tmp_path: Path) -> None:
    pytest.importorskip("lightgbm")
    turtle, examples = finds.write(tmp_path, FEW)
    with pytest.raises(InputMissing, match=r"none\.ttl: there is no such file"):
        learn(tmp_path / "none.ttl", examples)
    with pytest.raises(InputMissing, match=r"none\.jsonl: there is no such file"):
        learn(turtle, tmp_path / "none.jsonl")
    with pytest.raises(InputError, match="cannot be read"):
        learn(turtle, tmp_path)
    examples.write_bytes(b"\xff\xfe\xff")
    with pytest.raises(InputError, match=r"finds\.jsonl: cannot be read"):
        learn(turtle, examples)


@pytest.mark.parametrize("name", ["lightgbm", "scipy", "sklearn"])
def test_without_the_extra_it_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for package in ("lightgbm", "scipy", "sklearn"):
        monkeypatch.setitem(sys.modules, package, None if package == name else sys)
    with pytest.raises(UsageError, match=rf"needs {name}.*pip install 'kg\[learn\]'"):
        learn(*finds.write(tmp_path, FEW))


def test_progress_is_told(tmp_path: Path) -> None:
    pytest.importorskip("lightgbm")
    said: list[str] = []
    learn(*finds.write(tmp_path, FEW), progress=said.append)
    assert said
    assert all(isinstance(what, str) and what for what in said)


def test_importing_it_loads_nothing_heavy() -> None:
    heavy = ("lightgbm", "sklearn", "scipy", "numpy", "spacy", "pyoxigraph")
    code = f"import sys, kg.learn, kg.extract.learned; print([m for m in {heavy!r} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_a_report_is_data(taught: Learned) -> None:
    assert set(json.loads(json.dumps(taught.report))) >= {
        "examples", "triples", "precision", "recall", "f1", "f1_of_texts", "expected_calibration_error", "relations",
    }  # fmt: skip
