"""Bad input, as people give it: one clear sentence, the right exit code, nothing half-written, nothing lost."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.graph import Graph

GOOD = "Lanzhou, 3 May 2021\n\nWen Yi, vice mayor of Lanzhou, spoke on Monday. The city had 82,800 patents in 2020.\n"


def build(*arguments: object, **options) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", "build", *map(str, arguments), "--model", "none"]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, **options)


def refused(run: subprocess.CompletedProcess[str], code: int, *said: str) -> None:
    assert run.returncode == code, run.stderr
    assert run.stderr.startswith("kg: ")
    assert len(run.stderr.splitlines()) == 1
    assert "Traceback" not in run.stderr
    assert all(part in run.stderr for part in said), run.stderr


@pytest.fixture
def good(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "good.txt"
    path.write_text(GOOD, encoding="utf-8")
    return path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out" / "g.ttl"


def nothing(out: Path) -> bool:
    return list(out.parent.iterdir()) == []


def documents(out: Path) -> set[str]:
    return {d.id for d in Graph.read(out).documents()}


def test_a_missing_path(out: Path) -> None:
    refused(build("nowhere/article.txt", "-o", out), 3, "nowhere/article.txt")
    assert nothing(out)


def test_an_empty_folder(tmp_path: Path, out: Path) -> None:
    (tmp_path / "empty").mkdir()
    refused(build(tmp_path / "empty", "-o", out), 3, "empty")
    assert nothing(out)


def test_an_empty_file_alone_and_beside_a_good_one(good: Path, out: Path) -> None:
    empty = good.with_name("empty.txt")
    empty.write_text("")
    refused(build(empty, "-o", out), 3, "empty.txt", "empty")
    assert nothing(out)
    run = build(good.parent, "-o", out)
    assert run.returncode == 1
    assert "1 read, 1 not read" in run.stderr
    assert "empty.txt" in run.stderr
    assert documents(out) == {"good"}


def test_a_binary_file(good: Path, out: Path) -> None:
    binary = good.with_name("picture.txt")
    binary.write_bytes(bytes(range(256)) * 40)
    refused(build(binary, "-o", out), 3, "picture.txt")
    assert nothing(out)
    assert build(good.parent, "-o", out).returncode == 1
    assert documents(out) == {"good"}


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16", "utf-8-sig"])
def test_text_in_other_encodings(tmp_path: Path, out: Path, encoding: str) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(("Zoë Müller, mayor of Zürich, said the café had 3,000 visitors in 2020.\n" * 3).encode(encoding))
    run = build(path, "-o", out)
    assert run.returncode == 0, run.stderr
    assert any("Zürich" in e.exact for c in Graph.read(out).claims() for e in c.evidence)


def test_a_text_of_fifty_megabytes_is_refused_in_a_sentence(good: Path, out: Path) -> None:
    huge = good.with_name("huge.txt")
    huge.write_text(GOOD * (50_000_000 // len(GOOD)), encoding="utf-8")
    refused(build(huge, "-o", out), 3, "huge.txt", "larger than 10 MB")
    assert nothing(out)
    assert build(good.parent, "-o", out).returncode == 1
    assert documents(out) == {"good"}


def test_jsonl_with_a_broken_third_line(tmp_path: Path, out: Path) -> None:
    rows = [json.dumps({"id": name, "text": GOOD}) for name in ("one", "two", "four")]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join([*rows[:2], '{"id": "three", "text": ', rows[2]]) + "\n")
    run = build(path, "-o", out)
    assert run.returncode == 1
    assert "3 read, 1 not read" in run.stderr
    assert "a.jsonl:3" in run.stderr
    assert documents(out) == {"one", "two", "four"}


def test_jsonl_with_a_duplicate_id(tmp_path: Path, out: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"id": "one", "text": GOOD + more}) + "\n" for more in ("", "Other.")))
    run = build(path, "-o", out)
    assert run.returncode == 1
    assert "'one'" in run.stderr
    assert documents(out) == {"one"}


@pytest.mark.parametrize("date", ["yesterday", "2021-02-30", "27.04.2021"])
def test_a_bad_date(good: Path, out: Path, date: str) -> None:
    refused(build(good, "-o", out, "--date", date), 2, date)
    assert nothing(out)


def test_an_unknown_suffix_of_the_output(good: Path, out: Path) -> None:
    refused(build(good, "-o", out.with_suffix(".docx")), 2, ".docx", ".ttl", ".graphml")
    assert nothing(out)


def test_an_unknown_suffix_of_the_input(good: Path, out: Path) -> None:
    odd = good.with_name("table.xyz")
    odd.write_text("a")
    refused(build(odd, "-o", out), 3, "table.xyz", ".txt")
    assert nothing(out)


def test_an_output_that_cannot_be_written(good: Path, out: Path) -> None:
    refused(build(good, "-o", out.parent / "none" / "g.ttl"), 3, "none")
    refused(build(good, "-o", out.parent), 2, "suffix")
    taken = out.parent / "folder.ttl"
    taken.mkdir()
    refused(build(good, "-o", taken), 3, "is a folder")
    refused(build(good, "-o", "/proc/g.ttl"), 3, "/proc/g.ttl")
    assert [p.name for p in out.parent.iterdir()] == ["folder.ttl"]
    assert nothing(taken / "g.ttl")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--extractor", "magic"], "magic"),
        (["--base", "no base"], "no base"),
        (["--frobnicate"], "--frobnicate"),
    ],
)
def test_options_that_make_no_sense(good: Path, out: Path, arguments: list[str], said: str) -> None:
    refused(build(good, "-o", out, *arguments), 2, said)
    assert nothing(out)


def test_a_folder_that_is_no_domain(good: Path, out: Path, tmp_path: Path) -> None:
    refused(build(good, "-o", out, "--domain", tmp_path), 3, str(tmp_path))
    assert nothing(out)


def test_interruption(tmp_path: Path, out: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps({"id": str(n), "text": GOOD * 40}) + "\n" for n in range(3000)))
    out.write_text("old")
    command = [sys.executable, "-m", "kg", "build", str(path), "-o", str(out), "--model", "none"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as run:
        time.sleep(4)
        assert run.poll() is None, "the build ended before it could be interrupted"
        run.send_signal(signal.SIGINT)
        _, said = run.communicate(timeout=20)
    assert run.returncode == 130
    assert said.splitlines() == ["kg: interrupted; nothing was written"]
    assert [p.name for p in out.parent.iterdir()] == ["g.ttl"]
    assert out.read_text() == "old"


def test_a_text_without_sentences(tmp_path: Path, out: Path) -> None:
    path = tmp_path / "dots.txt"
    path.write_text("\n \n\t\n")
    refused(build(path, "-o", out), 3, "dots.txt")
    assert nothing(out)


def test_graphs_that_are_none(tmp_path: Path, good: Path) -> None:
    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "kg", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)

    (tmp_path / "bad.ttl").write_text("<a> <b")
    refused(run("facts", tmp_path / "none.ttl"), 3, "none.ttl")
    refused(run("facts", tmp_path / "bad.ttl"), 3, "bad.ttl", "line 1")
    refused(run("validate", good), 2, ".ttl")
    refused(run("export", tmp_path / "bad.ttl", "-o", tmp_path / "x.nt"), 3, "bad.ttl")
    refused(run("explain", tmp_path / "none.ttl", "x"), 3, "none.ttl")
    refused(run("query", tmp_path / "bad.ttl", "ASK {}"), 3, "bad.ttl")
    assert not (tmp_path / "x.nt").exists()
