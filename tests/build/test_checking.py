"""A store checked in parts, by one process or two, is found to break what it breaks as a whole."""

from __future__ import annotations

from importlib import import_module

import pyoxigraph as ox
import pytest
from shape_examples import breaks, broken

from kg.build import Recipe
from kg.domain import load
from kg.model import Finding
from kg.store.contents import Contents
from kg.validate import Unsupported, findings
from kg.validate.parting import parted
from kg.validate.shapes import read

CHECKING = import_module("kg.build.stored.checking")
WORLD = load()


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> Contents:
    """A store on disk that breaks many shapes."""
    path = tmp_path_factory.mktemp("broken") / "store"
    store = ox.Store(str(path))
    for how in breaks():
        store.extend(broken(how))
    return Contents(store, path, "urn:q")


def check(contents: Contents, workers: int) -> list[Finding]:
    found = CHECKING.violations(
        contents.store, WORLD, contents.predicates(), workers, contents.path, Recipe(model="none")
    )
    return sorted(found, key=str)


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_parts_find_what_the_whole_does(contents: Contents, workers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = sorted(findings(contents.store, WORLD), key=str)
    assert len({finding.shape for finding in whole}) > 20
    monkeypatch.setattr(CHECKING, "_FEW", 0)
    monkeypatch.setattr(CHECKING, "_AT_ONCE", len(contents.store) // 3)
    assert check(contents, workers) == whole


def test_every_shape_with_a_target_is_in_one_part(contents: Contents) -> None:
    shapes, counts = read(WORLD.shapes), contents.predicates()
    targeted = sorted(node for node, shape in shapes.by_node.items() if shape.targets)
    for most in (1, 2, 5, 1_000):
        parts = parted(shapes, counts, most)
        assert len(parts) <= most
        assert sorted(node for part in parts for node in part) == targeted


def test_what_the_fast_checker_does_not_know_is_left_to_the_reference(
    contents: Contents, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*given: object, **more: object) -> list[Finding]:
        raise Unsupported("never heard of it")

    monkeypatch.setattr(CHECKING, "_FEW", 0)
    monkeypatch.setattr(CHECKING, "_in_parts", refused)
    assert check(contents, 2) == sorted(findings(contents.store, WORLD), key=str)
