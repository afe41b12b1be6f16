"""`kg build --engine spark`: options that make no sense with it, and what is missing, each told in a sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli import main


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--master", "local"], "--master is for a cluster: add --engine spark"),
        (["--engine", "flink"], "--engine 'flink' is unknown; there is spark"),
        (["--engine", "spark", "--update"], "--update works on a store of this machine"),
        (["--engine", "spark", "--workers", "2"], "--workers are processes of this machine"),
        (["--engine", "spark"], "a cluster writes a folder: name it with -o"),
    ],
)
def test_options_that_make_no_sense(options: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "rows.jsonl", *options]) == 2
    assert message in capsys.readouterr().err


def test_a_cluster_reads_no_standard_input(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "-", "-o", "out", "--engine", "spark"]) == 2
    assert "reads no standard input" in capsys.readouterr().err


def test_a_missing_library_comes_with_the_line_that_installs_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    assert main(["build", "rows.jsonl", "-o", "out", "--engine", "spark"]) == 2
    assert capsys.readouterr().err == "kg: Spark needs pyspark, which is not installed; run `pip install 'kg[spark]'`\n"


def test_missing_java_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text('{"id": "a", "text": "Words."}\n')
    command = [sys.executable, "-m", "kg", "build", "rows.jsonl", "-o", "out", "--engine", "spark"]
    env = {**os.environ, "JAVA_HOME": str(tmp_path)}
    run = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert run.returncode == 4
    assert run.stderr.startswith("kg: Spark needs Java 17 or later")
    assert run.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()
