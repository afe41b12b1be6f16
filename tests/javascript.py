"""Readers of files that are written in JavaScript: fetched by npm once a machine, asked by node."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any, NoReturn

import pytest

GRAPHS = (
    "graphology@0.26.0",
    "graphology-graphml@0.5.2",
    "graphology-gexf@0.13.2",
    "@xmldom/xmldom@0.9.12",
    "cytoscape@3.35.0",
    "@viz-js/viz@3.31.0",
)
MERMAID = ("mermaid@11.17.2", "jsdom@29.1.1")


def answer(script: str, *arguments: object, packages: tuple[str, ...] = GRAPHS) -> Any:
    """Run a module of JavaScript with some packages at hand; return what it prints as JSON.

    Skips the test on a machine without node; a CI that has lost it must say so.
    """
    node, npm = shutil.which("node"), shutil.which("npm")
    if not (node and npm):
        _unasked("node and npm are not installed: apt install nodejs npm to have this tested")
    folder = _folder(npm, packages)
    with tempfile.NamedTemporaryFile("w", suffix=".mjs", dir=folder, encoding="utf-8") as file:
        file.write(script)
        file.flush()
        command = [node, file.name, *map(str, arguments)]
        run = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def _folder(npm: str, packages: tuple[str, ...]) -> Path:
    """Return the folder of some packages; they are put in place whole, since several tests may fetch them at once."""
    name = hashlib.sha256(" ".join(packages).encode()).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"kg-npm-{os.getuid()}-{name}"
    if not folder.is_dir():
        made = Path(tempfile.mkdtemp(prefix=f"{folder.name}-", dir=folder.parent))
        command = [npm, "install", "--no-audit", "--no-fund", "--silent", *packages]
        run = subprocess.run(command, cwd=made, capture_output=True, text=True, check=False)
        if run.returncode:
            shutil.rmtree(made)
            _unasked(f"npm cannot fetch {', '.join(packages)} here: {run.stderr[-200:]}")
        try:
            made.rename(folder)
        except OSError:  # another test was faster
            shutil.rmtree(made)
    return folder


def _unasked(why: str) -> NoReturn:
    if os.environ.get("CI") == "true":
        pytest.fail(why)
    pytest.skip(why)
