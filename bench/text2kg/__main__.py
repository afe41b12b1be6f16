"""`python -m bench.text2kg SET --data FOLDER --test DIR -o OUT [--gold DIR]`.

Trains on the set's train split, pooled over its ontologies, and tells the triples of every file in DIR (lines
`{"id", "sent"}`) into a file of the same name in OUT (lines `{"id", "triples": [[s, r, o], ...]}`); scores them where
gold is given.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.text2kg.data import SETS, Labels, Ontology, Row, as_example, read_ontologies, read_rows
from bench.text2kg.data import spaced as as_prose
from bench.text2kg.labels import Writer
from bench.text2kg.metrics import Figures, Outcome, measure
from kg.errors import InputError, KgError
from kg.extract.learned.passages import Passage, whole
from kg.extract.learned.reader import Reader, Statement
from kg.language import load
from kg.learn import learn
from kg.model import Document

PUBLISHED = {
    "wikidata_tekgen": "Vicuna-13B .38 / .35 / .35 (strict F1 .28), Alpaca-LoRA-13B F1 .27 (strict .25)",
    "dbpedia_webnlg": "Vicuna-13B .34 / .27 / .30 (strict F1 .24), Alpaca-LoRA-13B .32 / .23 / .25 (strict F1 .21)",
}


def main() -> int:
    """Learn, tell, score."""
    parser = argparse.ArgumentParser(prog="python -m bench.text2kg", description=__doc__)
    parser.add_argument("set", choices=SETS)
    parser.add_argument("--data", type=Path, required=True, help="the benchmark's folder")
    parser.add_argument("--test", type=Path, required=True, help="a folder of files of sentences")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the folder for the triples told")
    parser.add_argument("--gold", type=Path, help="a folder of files with triples, of the same names")
    given = parser.parse_args()
    try:
        _run(given.set, given.data, given.test, given.output, given.gold)
    except KgError as error:
        print(f"bench.text2kg: {error}", file=sys.stderr)
        return error.exit_code
    return 0


def _run(name: str, data: Path, test: Path, output: Path, gold: Path | None) -> None:
    ontologies, schema = read_ontologies(data / name / "ontologies")
    known = {ontology.id: ontology for ontology in ontologies}
    train = [row for path in sorted((data / name / "train").glob("*.jsonl")) for row in read_rows(path, ontologies)]
    files = sorted(test.glob("*.jsonl"))
    if not files or not train:
        raise InputError(f"{test if train else data / name / 'train'}: holds no .jsonl file")
    start = time.process_time()
    taught = learn(schema, [as_example(row, known[row.ontology]) for row in train])
    writer = Writer(train)
    print(f"{len(train):,} sentences learned in {time.process_time() - start:.0f} s; by cross-validation", end=" ")
    print(
        f"F1 of texts {taught.report['f1_of_texts']}, calibration error {taught.report['expected_calibration_error']}"
    )
    print(f"told from {taught.reader.limits.stated} on, the surest of a sentence from {taught.reader.limits.surest} on")
    output.mkdir(parents=True, exist_ok=True)
    rows: list[Row] = []
    told: list[list[Labels]] = []
    start = time.process_time()
    for path in files:
        asked = read_rows(path, ontologies)
        said = list(_told(taught.reader, writer, asked, known))
        lines = (
            json.dumps({"id": row.id, "triples": t}, ensure_ascii=False) for row, t in zip(asked, said, strict=True)
        )
        (output / path.name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        rows.extend(asked)
        told.extend(said)
    print(f"{len(rows):,} sentences read at {len(rows) / (time.process_time() - start):.0f} a second")
    if gold:
        _print_scores(name, rows, told, {row.id: row for row in _gold(gold, files, ontologies)}, known)


def _told(reader: Reader, writer: Writer, rows: Iterable[Row], known: dict[str, Ontology]) -> Iterator[list[Labels]]:
    """Tell the triples of rows, all of one ontology at once."""
    kept = list(rows)
    analyser = load("none")
    documents = [Document(id=str(at), text=as_prose(row.sentence)) for at, row in enumerate(kept)]
    passages = [whole(analysed) for analysed in analyser.analyse_many(documents)]
    found: dict[int, list[Labels]] = {}
    for name in sorted({row.ontology for row in kept}):
        those = [at for at, row in enumerate(kept) if row.ontology == name and passages[at] is not None]
        read = reader.read((p for at in those if (p := passages[at]) is not None), known[name].relations)
        for at, (passage, statements) in zip(those, read, strict=True):
            found[at] = list(dict.fromkeys(_written(writer, passage, statement) for statement in statements))
    yield from (found.get(at, []) for at in range(len(kept)))


def _written(writer: Writer, passage: Passage, told: Statement) -> Labels:
    subject, object_ = passage.text(*told.subject), passage.text(*told.object)
    return writer.subject(subject), told.relation.label, writer.object(told.relation.iri, object_)


def _gold(folder: Path, files: Iterable[Path], ontologies: Iterable[Ontology]) -> Iterator[Row]:
    for path in files:
        if not (folder / path.name).is_file():
            raise InputError(f"{folder / path.name}: there is no gold for {path}")
        yield from read_rows(folder / path.name, ontologies)


def _print_scores(
    name: str, rows: list[Row], told: list[list[Labels]], gold: dict[str, Row], known: dict[str, Ontology]
) -> None:
    scored = [(gold[row.id], said) for row, said in zip(rows, told, strict=True) if row.id in gold]
    relations = {ontology.id: ontology.relations for ontology in known.values()}
    for id in [*sorted(relations), "all"]:
        part = [(row, said) for row, said in scored if id in (row.ontology, "all")]
        if part:
            print(f"{id:28}", _line(measure([row for row, _ in part], [said for _, said in part], relations)))
    print(f"published (official P / R / F1): {PUBLISHED[name]}")


def _line(outcome: Outcome) -> str:
    def told(figures: Figures) -> str:
        return f"{figures.precision:.3f} {figures.recall:.3f} {figures.f1:.3f} [{figures.low:.3f} {figures.high:.3f}]"

    return (
        f"official {told(outcome.official)}  strict {told(outcome.strict)}  "
        f"conformance {outcome.conformance:.3f}  hallucination {outcome.hallucination:.3f}"
    )


if __name__ == "__main__":
    sys.exit(main())
