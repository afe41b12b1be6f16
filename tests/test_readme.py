"""Every example in README is run; each of its lines is found in what comes out, in order."""

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg.export import FORMATS

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the article, with `kg` as a command."""
    made = tmp_path_factory.mktemp("readme")
    for name in ("article.txt", "more.txt"):
        (text,) = blocks(f"text {name}")
        (made / name).write_text(text, encoding="utf-8")
    (made / "bin").mkdir()
    (made / "bin" / "kg").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kg "$@"\n')
    (made / "bin" / "kg").chmod(0o755)
    return made


def steps() -> list[tuple[str, list[str]]]:
    """The commands of README with the lines that follow each."""
    found: list[tuple[str, list[str]]] = []
    for line in "\n".join(blocks("console")).splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif line.strip():
            found[-1][1].append(line)
    return found


def test_the_commands_say_what_readme_says(folder: Path) -> None:
    environment = {**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}"}
    assert len(steps()) >= 5
    for command, lines in steps():
        run = subprocess.run(
            command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stderr
        said = iter((run.stdout + run.stderr).splitlines())
        for line in lines:
            beginning, cut, _ = line.partition("…")
            if line != "…":
                assert any(out.startswith(beginning) if cut and beginning else out == line for out in said), (
                    command,
                    line,
                )


def test_the_python_says_what_readme_says(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    (source,) = blocks("python")
    example = doctest.DocTestParser().get_doctest(source, {}, "README", "README.md", 0)
    results = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(example)
    assert results.attempted > 5
    assert results.failed == 0


def test_the_claim_shown_is_in_the_graph(folder: Path) -> None:
    command = [sys.executable, "-m", "kg", "build", "article.txt", "--date", "2021-04-27", "-q"]
    built = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout
    (claim,) = blocks("turtle")
    assert re.search(re.escape(claim.strip()).replace("…", "[0-9a-f]{16}"), built)


def test_the_table_of_formats_is_that_of_the_code() -> None:
    rows = re.findall(r"^\| (\w+) \| `(\.\w+)` \|(?: (.*))? \|$|^\| (\w+) \| `(\.\w+)` \| \|$", README, re.MULTILINE)
    shown = [(a or d, b or e, c) for a, b, c, d, e in rows]
    assert shown == [(f.name, f.suffixes[0], f.lacks) for f in FORMATS]
