"""docs/learning.md is run: its commands say what the page says, and a model is as good as it says, or better.

`python tests/learn/test_tutorial.py` writes the page's outputs anew.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

pytest.importorskip("lightgbm", reason="learning needs the extra `learn`")
pytest.importorskip("sklearn", reason="learning needs the extra `learn`")

DOCS = Path(__file__).parent.parent.parent / "docs"
PAGE = DOCS / "learning.md"
CONSOLE = re.compile(r"(?<=```console\n)\$ ([^\n]*)\n(.*?)(?=```)", re.DOTALL)
PYTHON = re.compile(r"(?<=```python\n).*?(?=```)", re.DOTALL)
MEASURED = re.compile(r"(?<=```text held-out\n).*?(?=```)", re.DOTALL)
FIGURE = re.compile(r"\d\.\d+")
CLOSE = 0.1  # how far a figure of another machine may lie


def prepared(folder: Path) -> Path:
    """Fill a folder with the tutorial's files and `kg` as a command."""
    shutil.copytree(DOCS / "finds", folder / "docs" / "finds")
    (folder / "bin").mkdir()
    (folder / "bin" / "kg").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kg "$@"\n')
    (folder / "bin" / "kg").chmod(0o755)
    return folder


def environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "NO_COLOR": "1", "COLUMNS": "120"}


def said(command: str, folder: Path) -> str:
    """Run a command of the page: what it says on stdout, then what it says on stderr."""
    run = subprocess.run(
        command, shell=True, cwd=folder, env=environment(folder), capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    lines = (run.stdout + run.stderr).splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


def measured(page: str, folder: Path) -> str:
    """Run the page's Python."""
    command = [sys.executable, "-c", PYTHON.findall(page)[0]]
    run = subprocess.run(command, cwd=folder, env=environment(folder), capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout


def rows(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (DOCS / "finds" / name).read_text(encoding="utf-8").splitlines()]


def subjects(name: str) -> set[str]:
    return {triple["sub"] for row in rows(name) for triple in row["triples"]}  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepared(tmp_path_factory.mktemp("tutorial"))


@pytest.fixture(scope="module")
def outputs(folder: Path) -> list[tuple[str, str, str]]:
    """The page's commands, each with what the page shows and what it says when run."""
    return [(command, shown, said(command, folder)) for command, shown in CONSOLE.findall(PAGE.read_text("utf-8"))]


def test_five_commands_lead_to_a_graph(outputs: list[tuple[str, str, str]]) -> None:
    assert [command.split()[1] for command, _, _ in outputs] == ["learn", "build", "validate", "query", "explain"]


def test_the_commands_say_what_the_page_says(outputs: list[tuple[str, str, str]]) -> None:
    for command, shown, out in outputs:
        assert FIGURE.sub("#", out) == FIGURE.sub("#", shown), command
        near = zip(FIGURE.findall(out), FIGURE.findall(shown), strict=True)
        assert all(abs(float(a) - float(b)) <= CLOSE for a, b in near), command


def test_it_reads_held_out_texts_as_well_as_the_page_says(outputs: list[tuple[str, str, str]], folder: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    (shown,) = MEASURED.findall(page)
    assert outputs  # the model is made
    assert f1(measured(page, folder)) >= f1(shown) >= 0.7


def f1(line: str) -> float:
    return float(line.rpartition("F1 ")[2])


def test_the_example_shown_is_one_of_those_learned_from() -> None:
    (shown,) = re.findall(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert json.loads(shown) in rows("examples.jsonl")


def test_eighty_to_learn_from_and_twenty_about_other_finds() -> None:
    assert len(rows("examples.jsonl")) == 80
    assert len(rows("held-out.jsonl")) == 20
    assert subjects("examples.jsonl") & subjects("held-out.jsonl") == set()


@pytest.mark.parametrize("name", ["examples.jsonl", "held-out.jsonl"])
def test_labels_are_words_of_their_texts(name: str) -> None:
    for row in rows(name):
        for triple in row["triples"]:  # type: ignore[attr-defined]
            assert triple["sub"] in str(row["text"])
            assert triple["obj"] in str(row["text"])


def written_anew(page: str, folder: Path) -> Iterator[str]:
    """Yield the page with the outputs of its commands as they are now."""
    places = [(found.start(2), found.end(2), said(found[1], folder)) for found in CONSOLE.finditer(page)]
    (place,) = MEASURED.finditer(page)
    places = sorted([*places, (place.start(), place.end(), measured(page, folder))])
    bounds = [(0, 0, ""), *places, (len(page), len(page), "")]
    for (_, behind, out), (start, _, _) in pairwise(bounds):
        yield out
        yield page[behind:start]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        text = "".join(written_anew(PAGE.read_text(encoding="utf-8"), prepared(Path(made))))
    PAGE.write_text(text, encoding="utf-8")
