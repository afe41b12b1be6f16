"""What the paths of a call name: files in a fixed order, each with a short id that no other has."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError, InputMissing

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Listed:
    """A file to read; `source` is its path as named, `id` its stem, or more of its path where stems are equal."""

    path: Path
    source: str
    id: str


@dataclass(frozen=True, slots=True)
class _Found:
    path: Path
    folder: Path | None  # the folder that was named, if one was


def list_files(paths: Sequence[str], suffixes: Iterable[str]) -> tuple[Listed, ...]:
    """List the files that paths, folders (with all below) and globs name, sorted, each once; "-" comes first.

    Hidden files in folders are left out. Raises InputMissing for a path or glob that names nothing and InputError for
    a folder that holds no file with one of the suffixes.
    """
    if not paths:
        raise InputError("no path was given; name a file, a folder, a glob or - for standard input")
    known = frozenset(suffixes)
    found: dict[str, _Found] = {}
    for path in paths:
        for file in _expand(path, known):
            found.setdefault(os.path.abspath(file.path), file)
    stdin = [Listed(Path(STDIN), STDIN, "stdin")] if STDIN in paths else []
    return (*stdin, *_name(sorted(found.values(), key=lambda file: file.path.as_posix())))


def _expand(path: str, known: frozenset[str]) -> Iterator[_Found]:
    if path == STDIN:
        return
    if os.path.isdir(path):
        yield from _expand_folder(Path(path), known)
    elif os.path.lexists(path):
        yield _Found(Path(path), None)
    elif glob.has_magic(path):
        yield from _expand_glob(path)
    else:
        raise InputMissing(f"{path}: no such file or folder; check the path")


def _expand_glob(pattern: str) -> Iterator[_Found]:
    matches = sorted(glob.glob(pattern, recursive=True))
    if not matches:
        raise InputMissing(f"{pattern}: no file matches; check the pattern")
    for match in matches:
        if os.path.isdir(match):
            yield from (_Found(path, Path(match)) for path in _walk(Path(match)))
        else:
            yield _Found(Path(match), None)


def _expand_folder(folder: Path, known: frozenset[str]) -> Iterator[_Found]:
    files = [_Found(path, folder) for path in _walk(folder)]
    if not any(file.path.suffix.lower() in known for file in files):
        raise InputError(f"{folder}: no documents in this folder; put in files that end in {', '.join(sorted(known))}")
    yield from files


def _walk(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise InputError(f"{error.filename}: cannot be listed ({error.strerror}); check its permissions") from error

    for parent, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(parent, name)


def _name(files: list[_Found]) -> Iterator[Listed]:
    stems: dict[str, list[_Found]] = {}
    for file in files:
        stems.setdefault(file.path.stem, []).append(file)
    ids: dict[Path, str] = {}
    for stem, group in stems.items():
        names = [stem] if len(group) == 1 else _tell_apart(group)
        ids |= {file.path: name for file, name in zip(group, names, strict=True)}
    for file in files:
        yield Listed(file.path, _printable(file.path.as_posix()), _printable(ids[file.path]))


def _tell_apart(group: list[_Found]) -> list[str]:
    """Name files of one stem by as little of their paths as sets them apart."""
    in_folder = [file.path.relative_to(file.folder) if file.folder else Path(file.path.name) for file in group]
    shared = os.path.commonpath([os.path.abspath(file.path.parent) for file in group])
    below = [Path(os.path.relpath(os.path.abspath(file.path), shared)) for file in group]
    for paths in (in_folder, below):
        for names in ([path.with_suffix("").as_posix() for path in paths], [path.as_posix() for path in paths]):
            if len(set(names)) == len(names):
                return names
    return [file.path.as_posix() for file in group]


def _printable(name: str) -> str:
    """Write a file name that is no UTF-8 with replacement characters, so that it can stand in a graph."""
    return os.fsencode(name).decode("utf-8", "replace")
