"""Every example in docs/serving.md is run: servers start and go on, what they and curl say is what stands there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from running import Running, server

DOCS = (Path(__file__).parents[2] / "docs" / "serving.md").read_text(encoding="utf-8")


def _steps() -> Iterator[tuple[str, list[str]]]:
    lines = "\n".join(re.findall(r"```console\n(.*?)```", DOCS, re.DOTALL)).splitlines()
    starts = [at for at, line in enumerate(lines) if line.startswith("$ ")]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield lines[start][2:], [line for line in lines[start + 1 : end] if line]


def _as_told(said: str, lines: list[str]) -> bool:
    beginnings = [line.partition("…") for line in lines]
    found = said.splitlines()
    return len(found) == len(lines) and all(
        out.startswith(begins) if cut else out == begins
        for out, (begins, cut, _) in zip(found, beginnings, strict=True)
    )


def test_the_examples_say_what_the_page_says(served_file: Path) -> None:
    if shutil.which("curl") is None:
        pytest.skip("curl is not here")
    ports: dict[str, Running] = {}
    with ExitStack() as stack:
        steps = list(_steps())
        assert len(steps) >= 8
        for command, lines in steps:
            if found := re.fullmatch(r"(?:KG_TOKEN=(\S+) )?kg serve graph.ttl --port (\d+)(.*)", command):
                token, port, options = found.groups()
                environment = {"KG_TOKEN": token} if token else None
                ports[port] = stack.enter_context(server(served_file, *options.split(), environment=environment))
                said = ports[port].said.replace(str(served_file), "graph.ttl")
            else:
                for port, made in ports.items():
                    command = command.replace(f"127.0.0.1:{port}", f"127.0.0.1:{made.port}")
                ended = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)
                said = ended.stdout
            assert _as_told(said, lines), (command, said)


def test_the_defaults_are_those_of_the_flags() -> None:
    variables = {**os.environ, "COLUMNS": "200"}
    command = [sys.executable, "-m", "kg", "serve", "--help"]
    said = subprocess.run(command, capture_output=True, text=True, check=True, env=variables).stdout
    for flag, default in re.findall(r"^\| `(--[a-z-]+)` \| ([\d,]+)", DOCS, re.MULTILINE):
        line = next(line for line in said.splitlines() if re.search(rf"{flag} [A-Z]", line))
        found = re.search(r"default: ([\d.]+)", line)
        assert found
        assert float(found[1]) == float(default.replace(",", "")), flag
