"""A model as a folder: the same bytes for the same examples, the same statements from it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import finds
import numpy as np
import pytest

from kg.errors import InputError, InputMissing, OutputError
from kg.extract.learned.model import FILE, FORMAT, fingerprint, read_model, read_report, write_model

if TYPE_CHECKING:
    from conftest import Run

    from kg.learn import Learned

TEXTS = [
    "The Salt Helmet was found by Petra Noll in Nether Vale.",
    "The Gilt Spoon weighs 450 grams. It is made of glass.",
    "Nobody asked.",
]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def copy(model: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(model, tmp_path / "copy.model"))


def test_a_model_reads_as_it_did_before_it_was_written(taught: Learned, model: Path) -> None:
    passages = [finds.passage(text) for text in TEXTS]
    before = [told for _, told in taught.reader.read(passages)]
    assert [told for _, told in read_model(model).read(passages)] == before
    assert sum(map(len, before)) >= 4


def test_a_model_written_again_has_the_same_bytes(taught: Learned, model: Path, tmp_path: Path) -> None:
    write_model(read_model(model), read_report(model), tmp_path / "more" / "again.model")
    assert contents(tmp_path / "more" / "again.model") == contents(model)


def test_a_model_learned_again_has_the_same_bytes(model: Path, again: Run) -> None:
    assert again.code == 0, again.err
    assert contents(again.written) == contents(model)


def test_nothing_in_a_model_runs_or_names_where_it_was_made(model: Path) -> None:
    for path in model.iterdir():
        assert path.name == FILE or np.load(path, allow_pickle=False) is not None
        assert str(model.parent).encode() not in path.read_bytes()


def test_its_report_is_kept(taught: Learned, model: Path) -> None:
    assert read_report(model) == json.loads(json.dumps(taught.report))
    assert json.loads((model / FILE).read_text(encoding="utf-8"))["format"] == FORMAT


def test_a_fingerprint_is_that_of_the_bytes_wherever_they_stand(model: Path, copy: Path) -> None:
    assert fingerprint(copy) == fingerprint(model)
    (copy / FILE).write_text((copy / FILE).read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert fingerprint(copy) != fingerprint(model)


def test_a_model_is_replaced_whole(taught: Learned, copy: Path, model: Path) -> None:
    (copy / "old.npy").write_bytes(b"")
    taught.save(copy)
    assert contents(copy) == contents(model)
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]


def test_what_is_no_model_is_not_replaced(taught: Learned, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear", encoding="utf-8")
    for name in ("mine", "mine/letter.txt"):
        with pytest.raises(OutputError, match=f"{name}: is there already and is no model; choose another name"):
            taught.save(tmp_path / name)
    assert contents(tmp_path / "mine") == {"letter.txt": b"dear"}
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_a_place_where_nothing_can_be_written_is_told(taught: Learned, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match=r"finds\.model: cannot be written: .*; choose another place"):
        taught.save(tmp_path / "file" / "finds.model")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("make", ["nothing", "a file", "a folder"])
def test_what_is_no_model_is_not_read(tmp_path: Path, make: str) -> None:
    place = tmp_path / "finds.model"
    if make == "a file":
        place.write_text("{}", encoding="utf-8")
    elif make == "a folder":
        place.mkdir()
    with pytest.raises(
        InputMissing, match=r"finds\.model: no model: it holds no model\.json; make one with `kg learn`"
    ):
        read_model(place)


def edited(folder: Path, change: Callable[[dict[str, object]], object]) -> None:
    told = json.loads((folder / FILE).read_text(encoding="utf-8"))
    change(told)
    (folder / FILE).write_text(json.dumps(told), encoding="utf-8")


def test_a_model_of_another_format_is_told_once(copy: Path) -> None:
    edited(copy, lambda told: told.update(format=FORMAT + 1))
    with pytest.raises(InputError) as caught:
        read_model(copy)
    assert str(caught.value) == f"{copy}: a model of format {FORMAT + 1}, not {FORMAT}; teach it again"


def pickled(folder: Path) -> None:
    np.save(folder / "kept.npy", np.array([os.getcwd], dtype=object), allow_pickle=True)


BREAKS: dict[str, Callable[[Path], object]] = {
    "no JSON": lambda folder: (folder / FILE).write_text('{"format": ', encoding="utf-8"),
    "no text": lambda folder: (folder / FILE).write_bytes(b"\xff\xfe\x00"),
    "no object": lambda folder: (folder / FILE).write_text("[]", encoding="utf-8"),
    "no limits": lambda folder: edited(folder, lambda told: told.pop("limits")),
    "an odd relation": lambda folder: edited(folder, lambda told: told.update(relations=[{"iri": "a", "odd": 1}])),
    "a column more": lambda folder: edited(folder, lambda told: told["columns"].append("S:more")),  # type: ignore[attr-defined]
    "an array missing": lambda folder: (folder / "kept.npy").unlink(),
    "an empty array": lambda folder: (folder / "kept.npy").write_bytes(b""),
    "half an array": lambda folder: (folder / "kept.npy").write_bytes((folder / "kept.npy").read_bytes()[:-9]),
    "a pickled array": pickled,
}


@pytest.mark.parametrize("name", sorted(BREAKS))
def test_a_broken_model_is_told(copy: Path, name: str) -> None:
    BREAKS[name](copy)
    with pytest.raises(InputError, match=r"copy\.model: a broken model \(.*\); teach it again"):
        read_model(copy)
