"""From paths to documents: the table of readers, and everything that can be wrong with what is read."""

from __future__ import annotations

import io
import json
import os
import sys
import tracemalloc
from pathlib import Path

import pytest

from kg.errors import InputError, InputMissing, UsageError
from kg.model import Document, Unread
from kg.text import read


def documents(*paths: str | Path, date: str | None = None) -> list[Document]:
    return [item for item in read([str(path) for path in paths], date=date) if isinstance(item, Document)]


def unread(*paths: str | Path) -> dict[str, str]:
    items = read([str(path) for path in paths])
    return {Path(item.source).name: item.reason for item in items if isinstance(item, Unread)}


def row(id: str, text: str, **more: str) -> str:
    return json.dumps({"id": id, "text": text, **more}) + "\n"


class Stdin:
    """Standard input as Python has it: text over bytes."""

    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


def test_each_suffix_has_its_reader(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"Plain words.\r\n")
    (tmp_path / "b.MD").write_bytes(b"---\ntitle: Marked\n---\nWords.")
    (tmp_path / "c.html").write_bytes(b"<title>Paged</title><p>Words.")
    (tmp_path / "d.jsonl").write_text(row("rowed", "Words."))
    found = documents(tmp_path)
    assert [document.id for document in found] == ["a", "b", "c", "rowed"]
    assert [document.title for document in found] == [None, "Marked", "Paged", None]
    assert found[0].text == "Plain words.\r\n"
    assert found[0].source == str(tmp_path / "a.txt")


def test_a_single_path_may_be_given_as_a_string(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Words.")
    assert [item.id for item in read(str(tmp_path / "a.txt")) if isinstance(item, Document)] == ["a"]


def test_paths_that_name_nothing_raise_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputMissing):
        read([str(tmp_path / "nowhere.txt")])
    with pytest.raises(InputError):
        read([str(tmp_path)])
    with pytest.raises(UsageError, match="'soon'"):
        read([str(tmp_path)], date="soon")


def test_a_date_is_for_documents_without_one(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(row("dated", "Words.", date="2019") + row("undated", "More words."))
    assert [document.date for document in documents(tmp_path, date="2021-04-27")] == ["2019", "2021-04-27"]


def test_what_cannot_be_read_is_said_file_by_file(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Words.")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "blank.txt").write_bytes(b" \n\t\n")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)))
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "README").write_text("Words.")
    (tmp_path / "rows.jsonl").write_bytes(b"")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    reasons = unread(tmp_path)
    assert [document.id for document in documents(tmp_path)] == ["good"]
    assert reasons["empty.txt"] == "is empty"
    assert reasons["blank.txt"] == "holds no text"
    assert "binary" in reasons["binary.txt"]
    assert "suffix '.png' is unknown; files that can be read end in" in reasons["picture.png"]
    assert "it has no suffix" in reasons["README"]
    assert "no line holds a document" in reasons["rows.jsonl"]
    assert "cannot be read" in reasons["gone.txt"]
    assert len(reasons) == 7


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_a_folder_does_not_hang_the_run(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "no regular file" in unread(tmp_path)["pipe.txt"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_said(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("Words.")
    (tmp_path / "secret.txt").chmod(0)
    assert "Permission denied" in unread(tmp_path)["secret.txt"]


def test_of_two_documents_with_one_id_the_first_stays(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(row("same", "First words.") + row("same", "Other words."))
    (tmp_path / "b.jsonl").write_text(row("same", "First words."))
    assert [document.text for document in documents(tmp_path)] == ["First words."]
    reasons = unread(tmp_path)
    assert reasons["a.jsonl:2"] == (
        f"has the id 'same' of {tmp_path}/a.jsonl:1 but another text; give each document its own id"
    )
    assert reasons["b.jsonl:1"] == f"is the same document as {tmp_path}/a.jsonl:1: id 'same' and text are equal"


def test_a_document_too_large_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.text.reading.SIZE_LIMIT", 1_000_000)
    (tmp_path / "a.txt").write_bytes(b"x" * 1_000_001)
    assert "is larger than 1 MB" in unread(tmp_path)["a.txt"]


def test_rows_are_read_one_at_a_time_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    with open(path, "w") as file:
        file.writelines(row(f"n{number}", "Words and words. " * 1000) for number in range(600))
    assert path.stat().st_size > 10_000_000
    tracemalloc.start()
    count = sum(isinstance(item, Document) for item in read([str(path)]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 600
    assert peak < 2_000_000


@pytest.mark.parametrize(
    ("data", "ids", "texts"),
    [
        (b"Words\nand more.\n", ["stdin"], ["Words\nand more.\n"]),
        ("Café".encode("latin-1"), ["stdin"], ["Café"]),
        ("Café\nnoir".encode("utf-16"), ["stdin"], ["Café\nnoir"]),
        (b"<!doctype html><html><body><p>Words.</p></body></html>", ["stdin"], ["Words."]),
        ((row("a", "One.") + row("b", "Two.")).encode(), ["a", "b"], ["One.", "Two."]),
    ],
)
def test_standard_input_is_read_as_what_it_looks_like(
    data: bytes, ids: list[str], texts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", Stdin(data))
    found = documents("-")
    assert [document.id for document in found] == ids
    assert [document.text for document in found] == texts


def test_empty_standard_input_and_a_broken_row_in_it_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", Stdin(b""))
    assert unread("-") == {"-": "is empty"}
    monkeypatch.setattr(sys, "stdin", Stdin((row("a", "One.") + '{"id": \n').encode()))
    assert list(unread("-")) == ["-:2"]


def test_the_same_documents_whatever_the_order_of_the_paths(tmp_path: Path) -> None:
    for name in ("b", "a", "c"):
        (tmp_path / f"{name}.txt").write_text(f"Words of {name}.")
    paths = [tmp_path / f"{name}.txt" for name in "bac"]
    assert documents(*paths) == documents(*reversed(paths)) == documents(tmp_path)
