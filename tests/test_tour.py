"""docs/tour.ipynb is run: every cell says what the notebook shows.

`python tests/test_tour.py` writes the notebook's outputs anew.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pytest

nbformat = pytest.importorskip("nbformat", reason="the notebook needs nbclient and the extra `notebook`")
nbclient = pytest.importorskip("nbclient", reason="the notebook needs nbclient and the extra `notebook`")
pytest.importorskip("ipykernel", reason="the notebook needs the extra `notebook`")
pytest.importorskip("pandas", reason="the notebook needs the extra `notebook`")

NOTEBOOK = Path(__file__).parent.parent / "docs" / "tour.ipynb"
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


@contextmanager
def alone() -> Iterator[str]:
    """Keep what a kernel writes in a folder of its own, and take the kernel of this very Python."""
    with tempfile.TemporaryDirectory(prefix="tour") as folder:  # short: the name of a socket has 107 characters
        names = ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR")
        with patch.dict(os.environ, {**dict.fromkeys(names, folder), "JUPYTER_PREFER_ENV_PATH": "1"}):
            yield folder


def run() -> nbformat.NotebookNode:
    """Run the notebook in an empty folder, as a newcomer does; return it with its outputs."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    with alone() as folder:
        client = nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": folder}})
        manager = client.create_kernel_manager()
        manager.transport, manager.ip = "ipc", f"{folder}/kernel"
        ran = client.execute()
    ran.metadata = nbformat.from_dict(METADATA)
    for cell in ran.cells:
        cell.metadata.pop("execution", None)  # when it was run
    return ran


def told(notebook: nbformat.NotebookNode) -> list[tuple[str, list[str]]]:
    """Return the code of each cell with what it says: text, and our own HTML but not that of pandas."""
    return [
        (cell.source, [_said(output) for output in cell.outputs]) for cell in notebook.cells if cell.cell_type == "code"
    ]


def _said(output: nbformat.NotebookNode) -> str:
    if output.output_type == "stream":
        return f"{output.name}: {output.text}"
    html = output.data.get("text/html", "")
    return str(output.data["text/plain"] + ("" if 'class="dataframe"' in html else f"\n{html}"))


@pytest.fixture(scope="module")
def ran() -> nbformat.NotebookNode:
    return run()


def test_every_cell_says_what_the_notebook_shows(ran: nbformat.NotebookNode) -> None:
    shown = nbformat.read(NOTEBOOK, as_version=4)
    for (code, now), (_, then) in zip(told(ran), told(shown), strict=True):
        assert now == then, f"{code}\n\nwhere that is as it should be: python tests/test_tour.py"


def test_nothing_is_said_on_standard_error(ran: nbformat.NotebookNode) -> None:
    assert [said for _, all_ in told(ran) for said in all_ if said.startswith("stderr")] == []


def test_it_shows_what_it_is_about() -> None:
    shown = told(nbformat.read(NOTEBOOK, as_version=4))
    code = "\n".join(source for source, _ in shown)
    for name in ("kg.build", ".query", "to_pandas", "kg.explain", ".sentence", "kg.facts", "to_networkx", "kg.export"):
        assert name in code, name
    assert sum(bool(said) for _, said in shown) >= 8
    assert any("<mark>" in text for _, said in shown for text in said)


def test_the_file_is_valid_and_holds_nothing_of_a_machine() -> None:
    shown = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(shown)
    assert shown.metadata == METADATA
    text = NOTEBOOK.read_text(encoding="utf-8")
    assert [name for name in ("/home/", "/tmp/", "/Users/", "/root/") if name in text] == []


if __name__ == "__main__":
    nbformat.write(run(), NOTEBOOK)
