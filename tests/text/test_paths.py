"""What paths name, in which order, under which ids."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.errors import InputError, InputMissing
from kg.text.paths import list_files

SUFFIXES = (".txt", ".md")


def make(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("Words.", encoding="utf-8")


def ids(*paths: str | Path) -> list[str]:
    return [file.id for file in list_files([str(path) for path in paths], SUFFIXES)]


def test_a_folder_is_listed_with_all_below_but_without_hidden_files(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a.txt", "deep/er/c.md", ".hidden.txt", ".git/d.txt", "e.pdf")
    assert ids(tmp_path) == ["a", "b", "c", "e"]


def test_the_order_of_the_paths_does_not_matter_and_each_file_counts_once(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a.txt", "c.txt")
    forth = list_files([str(tmp_path / name) for name in ("b.txt", "a.txt", "c.txt", "a.txt")], SUFFIXES)
    back = list_files([str(tmp_path), str(tmp_path / "*.txt")], SUFFIXES)
    assert [file.id for file in forth] == [file.id for file in back] == ["a", "b", "c"]


def test_equal_stems_are_told_apart_by_folder_then_by_suffix(tmp_path: Path) -> None:
    make(tmp_path, "north/news.txt", "south/news.txt", "only.txt")
    assert ids(tmp_path) == ["north/news", "only", "south/news"]
    make(tmp_path, "south/news.md")
    assert ids(tmp_path) == ["north/news.txt", "only", "south/news.md", "south/news.txt"]


def test_equal_stems_of_named_files_and_of_two_folders(tmp_path: Path) -> None:
    make(tmp_path, "one/news.txt", "two/news.txt")
    assert ids(tmp_path / "two/news.txt", tmp_path / "one/news.txt") == ["one/news", "two/news"]
    assert ids(tmp_path / "one", tmp_path / "two") == ["one/news", "two/news"]


def test_a_glob_takes_files_and_the_folders_that_it_matches(tmp_path: Path) -> None:
    make(tmp_path, "a1.txt", "a2/x.txt", "b.txt")
    assert ids(tmp_path / "a*") == ["a1", "x"]
    assert ids(tmp_path / "**" / "*.txt") == ["a1", "x", "b"]


def test_a_name_with_brackets_that_exists_is_no_glob(tmp_path: Path) -> None:
    make(tmp_path, "a[1].txt")
    assert ids(tmp_path / "a[1].txt") == ["a[1]"]


def test_standard_input_comes_first(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    assert ids(tmp_path / "a.txt", "-") == ["stdin", "a"]


def test_paths_that_name_nothing_are_errors(tmp_path: Path) -> None:
    with pytest.raises(InputMissing, match=r"nowhere\.txt: no such file or folder"):
        list_files([str(tmp_path / "nowhere.txt")], SUFFIXES)
    with pytest.raises(InputMissing, match=r"\*\.txt: no file matches"):
        list_files([str(tmp_path / "*.txt")], SUFFIXES)
    with pytest.raises(InputError, match=r"no documents in this folder.*\.md, \.txt"):
        list_files([str(tmp_path)], SUFFIXES)
    make(tmp_path, "picture.png")
    with pytest.raises(InputError, match="no documents in this folder"):
        list_files([str(tmp_path)], SUFFIXES)
    with pytest.raises(InputError, match="no path was given"):
        list_files([], SUFFIXES)


@pytest.mark.skipif(os.name == "nt", reason="file names are Unicode there")
def test_a_file_name_that_is_no_utf_8_gets_an_id_that_is(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        with open(name, "wb") as file:
            file.write(b"Words.")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    assert ids(tmp_path) == ["caf\ufffd"]
