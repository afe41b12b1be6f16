"""The benchmark of validation, small: both engines in processes of their own, the same results."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from bench.validate import SEED, Cost, Maker, main, measure, report, write


def test_a_small_run_finds_every_shape_and_the_same_results(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--triples", "3000", "--every", "10"]) == 0
    printed = capsys.readouterr().out
    assert "results     the same; 14 of 14 broken shapes found" in printed
    ratio = re.search(r"ratio +([0-9.]+) x faster", printed)
    assert ratio is not None
    assert float(ratio[1]) > 1


def test_what_is_made_up_breaks_no_shape(tmp_path: Path) -> None:
    file = tmp_path / "graph.nt"
    file.write_text("".join(Maker(Random(SEED)).lines(5000)), encoding="utf-8")
    cost = measure("fast", file)
    assert cost.results == 0
    assert 5000 <= cost.triples < 6000


def test_the_same_graph_is_written_each_time(tmp_path: Path) -> None:
    first, second = tmp_path / "first.nt", tmp_path / "second.nt"
    assert write(first, 2000, 40) == write(second, 2000, 40)
    assert sorted(first.read_text(encoding="utf-8").splitlines()) == sorted(
        second.read_text(encoding="utf-8").splitlines()
    )


def test_different_results_and_missed_shapes_are_a_failure(capsys: pytest.CaptureFixture[str]) -> None:
    cost = Cost("fast", 10, 1.0, 1.0, 1.0, 1, "a", ("<urn:shape>",))
    other = replace(cost, engine="pyshacl")
    assert report([cost, other], ["urn:shape"]) == 0
    assert report([cost, replace(other, digest="b")], ["urn:shape"]) == 1
    assert "NOT THE SAME" in capsys.readouterr().out
    assert report([cost, other], ["urn:shape", "urn:other"]) == 1
    assert "not found   urn:other" in capsys.readouterr().out
