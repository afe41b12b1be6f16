"""Gold files are read whole or refused with line, fact and field."""

from __future__ import annotations

import json
from pathlib import Path

import harbour
import pytest

from kg.errors import InputError, InputMissing, UsageError
from kg.evaluate import read_gold
from kg.model import Modality

ROOT = Path(__file__).parent.parent.parent
SHARED = ROOT.parent / "shared" / "corpus" / "dev" / "gold.jsonl"


def written(folder: Path, *rows: object) -> Path:
    path = folder / "gold.jsonl"
    path.write_text("".join(f"{r if isinstance(r, str) else json.dumps(r)}\n" for r in rows), encoding="utf-8")
    return path


def test_a_row_becomes_typed_facts(tmp_path: Path) -> None:
    (document,) = read_gold(written(tmp_path, harbour.ROW))
    assert (document.id, document.date, document.split, document.trap) == ("harbour", "2024-03-06", "dev", False)
    post, hedged, denied = document.of_type("post")[0], document.of_type("relation")[2], document.of_type("relation")[3]
    assert post.accepted("title") == ("head", "leader")
    assert hedged.modality is Modality.POSSIBLE
    assert hedged.required
    assert not denied.required
    assert document.names("the Council") == {"brimhaven port council", "port council", "council"}
    assert document.is_place("Brimhaven")
    assert not document.is_place("Ida Moe")


def test_facts_of_a_trap_are_not_required(tmp_path: Path) -> None:
    facts = [{**fact, "domain": False} for fact in harbour.ROW["facts"]]
    (document,) = read_gold(written(tmp_path, harbour.row(kind="trap", facts=facts)))
    assert document.trap
    assert not any(fact.required for fact in document.facts)


def test_a_split_is_read_alone_and_the_order_is_that_of_ids(tmp_path: Path) -> None:
    rows = [harbour.row(doc=doc, split=split) for doc, split in (("c", "dev"), ("a", "dev"), ("b", "test"))]
    path = written(tmp_path, *rows)
    assert [d.id for d in read_gold(path)] == ["a", "b", "c"]
    assert [d.id for d in read_gold(path, split="dev")] == ["a", "c"]
    with pytest.raises(UsageError, match=r"has no split 'train'; there are dev, test"):
        read_gold(path, split="train")


def fact(type_: str, **changes: object) -> dict[str, object]:
    found = next(f for f in harbour.ROW["facts"] if f["type"] == type_)
    return {key: value for key, value in {**found, **changes}.items() if value != "gone"}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("{", "line 2: no valid JSON"),
        ("[]", "line 2: a row is an object with doc and facts"),
        ({"facts": []}, "line 2: doc is missing"),
        ({"doc": 7, "facts": []}, "line 2: doc is 7; it must be str"),
        ({"doc": "harbour", "facts": []}, "line 2: 'harbour' has a row already"),
        (harbour.row(doc="b", facts=[{"type": "wish"}]), "line 2: fact 1: type 'wish' is unknown; there are entity"),
        (harbour.row(doc="b", facts=[fact("post"), fact("post", person="gone")]), "fact 2: (post) person is missing"),
        (harbour.row(doc="b", facts=[fact("post", evidence="gone")]), "fact 1: (post) evidence is missing"),
        (harbour.row(doc="b", facts=[fact("stat", value="412")]), "(stat) value is '412'; it must be int or float"),
        (harbour.row(doc="b", facts=[fact("stat", value=True)]), "(stat) value is True"),
        (harbour.row(doc="b", facts=[fact("stat", period="spring")]), "fact 1: period: 'SPRING' is no period"),
        (harbour.row(doc="b", facts=[fact("stat", period="2023-H3")]), "no period: a year has two halves"),
        (harbour.row(doc="b", facts=[fact("stat", value=None, change_pct=None)]), "neither a value nor a change_pct"),
        (harbour.row(doc="b", facts=[fact("stat", comparator="at most")]), "comparator 'at most' is unknown"),
        (harbour.row(doc="b", facts=[fact("post", modality="hoped")]), "modality 'hoped' is unknown"),
        (harbour.row(doc="b", must_not=[{"why": "no"}]), "must_not 1: type None is unknown"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(row: object, said: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        read_gold(written(tmp_path, harbour.ROW, row))
    assert said in str(error.value)
    assert str(tmp_path / "gold.jsonl") in str(error.value)
    assert "line 2" in str(error.value)


def test_a_file_that_holds_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputMissing, match="no such file"):
        read_gold(tmp_path / "none.jsonl")
    with pytest.raises(InputError, match="holds no gold facts"):
        read_gold(written(tmp_path, ""))
    (tmp_path / "latin.jsonl").write_bytes(b'{"doc": "\xe9"}')
    with pytest.raises(InputError, match="cannot be read"):
        read_gold(tmp_path / "latin.jsonl")


def test_our_own_gold_is_well_formed() -> None:
    rows = (ROOT / "seeds" / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(read_gold(ROOT / "seeds" / "gold.jsonl")) == len(rows)


def test_the_shared_gold_is_well_formed() -> None:
    if not SHARED.exists():
        pytest.skip("the shared articles are not here: put the shared folder beside the checkout")
    assert len(read_gold(SHARED)) == 8
