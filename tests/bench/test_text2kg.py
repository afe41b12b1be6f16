"""The benchmark's files, its way of writing labels, its metrics, and a run from folder to folder."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import finds
import pytest

from bench.text2kg.__main__ import main
from bench.text2kg.data import Ontology, Row, as_example, key, read_ontologies, read_rows, repaired, spaced
from bench.text2kg.labels import Writer, squeezed
from bench.text2kg.metrics import measure
from kg.errors import InputError, InputMissing
from kg.learn import Triple

FIND, WALK = Ontology("ont_1_find", frozenset({"found in", "weight"})), Ontology("ont_11_walk", frozenset({"goal"}))


def written(path: Path, rows: list[object]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8")
    return path


def test_spellings_of_a_relation_are_one() -> None:
    assert key("Found_In") == key("found  in ") == "found in"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Ren\u00c3\u00a9 Quill", "René Quill"),
        ("René Quill", "René Quill"),
        ("plain", "plain"),
        ("\u00e9\u00e8", "\u00e9\u00e8"),  # no UTF-8 read wrongly
        ("na\u00c3\u00afve caf\u00c3\u00a9", "naïve café"),
    ],
)
def test_mangled_letters_are_repaired(text: str, right: str) -> None:
    assert repaired(text) == right


def test_prose_has_no_underscores() -> None:
    assert spaced(" Marsh_Cup_(vessel) ") == "Marsh Cup (vessel)"
    assert squeezed("Marsh_Cup \n") == squeezed("marsh cup") == "marshcup"


def test_ontologies_of_a_set_are_one_schema(tmp_path: Path) -> None:
    one = {
        "id": "ont_1_find",
        "relations": [{"label": "found in", "domain": "Find", "range": "Site"}, {"label": "Weight"}],
    }
    two = {"id": "ont_2_walk", "relations": [{"label": "Found_In", "domain": "Find", "range": "Place"}]}
    three = {"id": "ont_3_walk", "relations": [{"label": "found in", "domain": "Find", "range": "Place"}]}
    for told in (one, two, three):
        (tmp_path / f"{told['id']}_ontology.json").write_text(json.dumps(told), encoding="utf-8")
    ontologies, schema = read_ontologies(tmp_path)
    assert ontologies[:2] == (
        Ontology("ont_1_find", frozenset({"found in", "weight"})),
        Ontology("ont_2_walk", frozenset({"found in"})),
    )
    assert [(r.iri, r.label, r.domain, r.range) for r in schema.relations] == [
        ("found in", "found in", "Find", "Place"), ("weight", "Weight", "", ""),
    ]  # fmt: skip
    with pytest.raises(InputMissing, match="no such folder of ontologies"):
        read_ontologies(tmp_path / "none")


def test_rows_of_one_sentence_become_one(tmp_path: Path) -> None:
    triple = {"sub_label": "Cup", "rel_label": "found in"}
    path = written(
        tmp_path / "ont_1_find_train.jsonl",
        [
            {"id": "ont_1_find_1", "sent": "A cup.", **triple, "obj_label": "Orsby"},
            {"id": "ont_1_find_2", "sent": "A cup.", **triple, "obj_label": "Wend"},
            {"id": "ont_1_find_3", "sent": "A cup.", **triple, "obj_label": "Wend"},
            {"id": "ont_1_find_4", "sent": "A bell.", "triples": [{"sub": "Bell", "rel": "weight", "obj": "4"}]},
            {"id": "ont_1_find_5", "sent": "A comb.", "triples": [["Comb", "weight", "4"]]},
        ],
    )
    assert read_rows(path, [WALK, FIND]) == [
        Row("ont_1_find_1", "ont_1_find", "A cup.", (("Cup", "found in", "Orsby"), ("Cup", "found in", "Wend"))),
        Row("ont_1_find_4", "ont_1_find", "A bell.", (("Bell", "weight", "4"),)),
        Row("ont_1_find_5", "ont_1_find", "A comb.", (("Comb", "weight", "4"),)),
    ]


def test_sentences_alone_are_not_merged(tmp_path: Path) -> None:
    rows = [{"id": f"ont_11_walk_{n}", "sent": "A walk\u2028there."} for n in (1, 2)]
    assert [row.id for row in read_rows(written(tmp_path / "x.jsonl", list(rows)), [FIND, WALK])] == [
        "ont_11_walk_1", "ont_11_walk_2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{broken", "line 2: no row of the benchmark"),
        ("[]", "line 2: no row of the benchmark"),
        ('{"sent": "a"}', "line 2: no row of the benchmark"),
        ('{"id": "ont_1_find_1", "triples": [["a"]]}', "line 2: no row of the benchmark"),
        ('{"id": "other_1", "sent": "a"}', "begins with an ontology of the set"),
    ],
)
def test_rows_that_are_wrong_are_told(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=said):
        read_rows(path, [FIND])


def test_an_example_is_written_as_prose_and_keeps_to_its_ontology() -> None:
    row = Row("1", FIND.id, "The_Cup weighs 4.", (("The_Cup", "Weight", '"4"'), ("The_Cup", "owner", "Ada")))
    example = as_example(row, FIND)
    assert example.text == "The Cup weighs 4."
    assert example.triples == (Triple("The Cup", "weight", "4"),)
    assert example.looked_for == FIND.relations


ROWS = [
    Row("1", "o", "The Marsh Cup was found on 4 May 1920 in Orsby.", (
        ("Marsh_Cup", "found on", "1920-05-04"), ("Marsh_Cup", "found in", "Orsby,_Wend"))),
    Row("2", "o", "The Twin Bell was found on 5 June 1931 in Dunhale.", (
        ("Twin_Bell", "found on", "1931-06-05"), ("Twin_Bell", "found in", "Dunhale"))),
    Row("3", "o", "The Tall Ring weighs 4,300 grams.", (("Tall_Ring", "weight", "4300.0"),)),
    Row("4", "o", "The Black Comb weighs 12 grams.", (("Black_Comb", "weight", "12.0"),)),
    Row("5", "o", "The Winter Mask is called the Face.", (("Winter_Mask", "other name", '"the Face"'),)),
    Row("6", "o", "The Copper Crown is called the Hat.", (("Copper_Crown", "other name", '"the Hat"'),)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("relation", "text", "label"),
    [
        ("found on", "6 July 1942", "1942-07-06"),
        ("weight", "1,700", "1700.0"),
        ("weight", "4,300", "4300.0"),
        ("found in", "Orsby", "Orsby,_Wend"),
        ("other name", "the Nose", '"the Nose"'),
        ("found in", "Nowhere", "Nowhere"),
    ],
)
def test_labels_are_written_as_examples_write_them(relation: str, text: str, label: str) -> None:
    assert squeezed(Writer(ROWS).object(relation, text)) == squeezed(label)


def test_subjects_are_written_as_they_were_seen() -> None:
    writer = Writer(ROWS)
    assert writer.subject("Marsh Cup") == "Marsh_Cup"
    assert squeezed(writer.subject("Salt Helmet")) == "salthelmet"
    assert Writer([]).subject("Salt Helmet") == "Salt Helmet"


GOLD = Row(
    "1",
    "a",
    "The Marsh Cup lay in Orsby and Wend.",
    (("Marsh Cup", "found in", "Orsby"), ("Marsh Cup", "found in", "Wend")),
)
KNOWN = {"a": frozenset({"found in", "weight"}), "b": frozenset({"found in"})}


def test_official_figures_leave_out_relations_that_gold_has_not() -> None:
    told = [("marsh_cup", "Found_In", "Orsby"), ("Marsh Cup", "weight", "4"), ("Marsh Cup", "owner", "Ada")]
    outcome = measure([GOLD], [told], KNOWN)
    assert (outcome.official.precision, outcome.official.recall) == (1, 0.5)
    assert (outcome.strict.precision, outcome.strict.recall) == (pytest.approx(1 / 3), 0.5)
    assert outcome.strict.f1 == pytest.approx(0.4)
    assert outcome.conformance == pytest.approx(2 / 3)
    assert outcome.hallucination == pytest.approx(2 / 6)


def test_figures_are_averaged_by_ontology_first() -> None:
    other = Row("2", "b", "Ada.", (("Ada", "found in", "x"),))
    perfect = list(GOLD.triples)
    outcome = measure([GOLD, GOLD, GOLD, other], [perfect, perfect, perfect, []], KNOWN)
    assert outcome.official.f1 == pytest.approx(0.5)
    assert outcome.official.low <= outcome.official.f1 <= outcome.official.high
    assert measure([GOLD], [perfect], KNOWN).official.low == 1


def test_silence_scores_nothing() -> None:
    outcome = measure([GOLD], [[]], KNOWN)
    assert (outcome.strict.f1, outcome.conformance, outcome.hallucination) == (0, 1, 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The benchmark's folders, of finds: a train split, sentences, and their triples."""
    base = tmp_path / "data" / "dbpedia_webnlg"
    relations = [{"label": name, "domain": "Find", "range": "Thing"} for name in finds.RELATIONS]
    (base / "ontologies").mkdir(parents=True)
    told = json.dumps({"id": "ont_1_find", "relations": relations})
    (base / "ontologies" / "1_find_ontology.json").write_text(told, encoding="utf-8")

    def rows(start: int, count: int) -> list[dict[str, object]]:
        return [
            {
                "id": f"ont_1_find_{number}",
                "sent": row["text"],
                "triples": [
                    {
                        "sub": t["sub"].replace(" ", "_"),
                        "rel": t["rel"].removeprefix(finds.BASE),
                        "obj": t["obj"].replace(" ", "_"),
                    }
                    for t in row["triples"]  # type: ignore[attr-defined]
                ],
            }
            for number, row in enumerate(finds.rows(count, start), start=start)
        ]

    written(base / "train" / "ont_1_find_train.jsonl", list(rows(0, 40)))
    asked = rows(300, 12)
    written(tmp_path / "gold" / "ont_1_find_test.jsonl", list(asked))
    bare = [{"id": row["id"], "sent": row["sent"]} for row in asked]
    written(tmp_path / "test" / "ont_1_find_test.jsonl", [*bare, {"id": "ont_1_find_999", "sent": ""}])
    return tmp_path


def run(monkeypatch: pytest.MonkeyPatch, folder: Path, *more: str) -> int:
    given = ["dbpedia_webnlg", "--data", folder / "data", "--test", folder / "test", "-o", folder / "out", *more]
    monkeypatch.setattr(sys, "argv", ["text2kg", *map(str, given)])
    return main()


def test_a_run_tells_the_triples_of_every_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("lightgbm")
    assert run(monkeypatch, folder, "--gold", str(folder / "gold")) == 0
    told = [json.loads(line) for line in (folder / "out" / "ont_1_find_test.jsonl").read_text().splitlines()]
    asked = (folder / "test" / "ont_1_find_test.jsonl").read_text().splitlines()
    assert [row["id"] for row in told] == [json.loads(line)["id"] for line in asked]
    assert told[-1]["triples"] == []
    assert all(len(triple) == 3 and triple[1] in finds.RELATIONS for row in told for triple in row["triples"])
    every = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("all "))
    figures = dict(zip(["precision", "recall", "f1"], map(float, every.split()[2:5]), strict=True))
    assert figures["f1"] > 0.6
    assert "conformance 1.000" in every


@pytest.mark.parametrize("missing", ["test", "data/dbpedia_webnlg/train", "data/dbpedia_webnlg/ontologies"])
def test_folders_that_are_missing_are_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], missing: str
) -> None:
    (folder / missing).rename(folder / "elsewhere")
    assert run(monkeypatch, folder) == 3
    said = capsys.readouterr().err
    assert said.startswith("bench.text2kg: ")
    assert missing in said
    assert len(said.splitlines()) == 1
    assert not (folder / "out").exists()


def test_gold_that_is_missing_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("lightgbm")
    (folder / "gold" / "ont_1_find_test.jsonl").unlink()
    assert run(monkeypatch, folder, "--gold", str(folder / "gold")) == 3
    assert "there is no gold for" in capsys.readouterr().err
