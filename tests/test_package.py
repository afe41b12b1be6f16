import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import kg

ROOT = Path(__file__).parent.parent
HEAVY = ("spacy", "pandas", "pyoxigraph", "rdflib", "pyshacl", "networkx", "numpy", "trafilatura", "typer", "rich")


def python(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_every_public_name_is_there_and_the_list_is_in_order() -> None:
    assert kg.__all__ == sorted(kg.__all__)
    assert set(kg._HOME_OF) == set(kg.__all__) - {"__version__"}
    for name in kg.__all__:
        assert getattr(kg, name) is not None
    assert set(kg.__all__) <= set(dir(kg))


def test_importing_the_package_loads_nothing_heavy() -> None:
    loaded = python(f"import sys, kg; print([m for m in {HEAVY!r} if m in sys.modules])")
    assert loaded == "[]"


def test_functions_win_over_rooms_of_the_same_name_whatever_is_imported_first() -> None:
    rooms = "import kg.build.ledger, kg.export.formats, kg.validate, kg.query, kg.explain, kg.facts"
    names = "(kg.build, kg.export, kg.validate, kg.query, kg.explain, kg.facts)"
    code = f"import kg; {rooms}; from kg.build.ledger import Ledger; print([callable(f) for f in {names}])"
    assert python(code) == str([True] * 6)
    assert python(f"import kg; print([callable(f) for f in {names}])") == str([True] * 6)


def test_an_unknown_name_is_told() -> None:
    with pytest.raises(AttributeError, match="module 'kg' has no attribute 'nothing'"):
        _ = kg.nothing


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert kg.__version__ == project["version"]
    changes = (ROOT / "CHANGELOG.md").read_text()
    assert f"## {kg.__version__}" in changes
