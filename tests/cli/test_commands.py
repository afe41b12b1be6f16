"""The command line and the library are twins: each command is run as a person runs it."""

import csv
import io
import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli.reference import names, reference
from kg.export import Options, by_path, export
from kg.graph import Graph

ROOT = Path(__file__).parent.parent.parent


def kg(*arguments: object, **options) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, **options)


def test_every_command_is_documented_with_an_example_and_the_common_flags() -> None:
    shown = reference()
    assert names() == [
        "build",
        "remove",
        "validate",
        "export",
        "facts",
        "explain",
        "query",
        "extractors",
        "serve",
        "eval",
        "learn",
    ]
    for name in names():
        section = shown.split(f"## kg {name}\n")[1].split("\n## ")[0]
        assert f"Example:\n    kg {name}" in section
        # A client of the server says what he takes, and what changes a store answers nothing.
        answers = () if name in ("serve", "remove") else ("--format",)
        assert all(flag in section for flag in ("--help", *answers, "--quiet", "--verbose"))


def test_the_reference_in_docs_is_what_the_commands_say() -> None:
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == reference()


def test_help_comes_at_once() -> None:
    assert min(_seconds() for _ in range(3)) < 0.3


def _seconds() -> float:
    """The processor time of `kg --help`, which other work on the machine does not lengthen."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert kg("--help").returncode == 0
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from kg.cli import main; main(['--help']); "
        "print([m for m in ('spacy', 'rdflib', 'pyoxigraph', 'pyshacl') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.splitlines()[-1] == "[]"


def test_the_version() -> None:
    assert kg("--version").stdout == "kg 0.1.0\n"


def test_extractors_are_listed() -> None:
    shown = [line.split()[0] for line in kg("extractors").stdout.splitlines()]
    assert "rules" in shown
    told = [json.loads(line)["name"] for line in kg("extractors", "--format", "jsonl").stdout.splitlines()]
    assert told == shown == sorted(shown)


def test_facts_in_every_format(graph_file: Path) -> None:
    table = kg("facts", graph_file)
    assert (table.returncode, table.stderr) == (0, "")
    assert "vice mayor" in table.stdout
    rows = [json.loads(line) for line in kg("facts", graph_file, "--format", "jsonl").stdout.splitlines()]
    assert rows[0]["subject"] == "Wen Yi"
    assert rows[0]["confidence"] == 0.95
    tsv = kg("facts", graph_file, "--format", "tsv").stdout.splitlines()
    assert len(tsv) == len(rows) + 1
    assert tsv[0].startswith("kind\tsubject\twhat")
    read = list(csv.DictReader(io.StringIO(kg("facts", graph_file, "--format", "csv").stdout)))
    assert [r["evidence"] for r in read] == [r["evidence"] for r in rows]


def test_facts_of_a_kind_about_a_thing_and_so_many(graph_file: Path) -> None:
    some = kg("facts", graph_file, "--about", "Wen Yi", "--type", "post", "--format", "jsonl")
    assert [json.loads(line)["what"] for line in some.stdout.splitlines()] == ["vice mayor"]
    few = kg("facts", graph_file, "--limit", "2", "--format", "tsv")
    assert len(few.stdout.splitlines()) == 3
    assert few.stderr == "2 of 10 facts; raise --limit to see more\n"


def test_explain(graph_file: Path) -> None:
    text = kg("explain", graph_file, "Wen Yi")
    assert "“Wen Yi, Lanzhou vice mayor”" in text.stdout
    rows = [
        json.loads(line) for line in kg("explain", graph_file, "person/wen-yi", "--format", "jsonl").stdout.splitlines()
    ]
    assert {row["document"] for row in rows} == {"a", "b"}


def test_query_from_the_line_a_file_and_standard_input(graph_file: Path, tmp_path: Path) -> None:
    sparql = "SELECT ?name { <person/wen-yi> rdfs:label ?name }"
    (tmp_path / "q.rq").write_text(sparql)
    answers = [
        kg("query", graph_file, sparql, "--format", "csv"),
        kg("query", graph_file, tmp_path / "q.rq", "--format", "csv"),
        kg("query", graph_file, "-", "--format", "csv", input=sparql),
    ]
    assert [a.stdout.splitlines() for a in answers] == [["name", "Wen Yi"]] * 3


def test_a_query_that_is_none_says_where_it_goes_wrong(graph_file: Path) -> None:
    wrong = kg("query", graph_file, "SELECT * {\n ?s ?p }")
    assert wrong.returncode == 2
    assert wrong.stderr.startswith("kg: the query is no SPARQL: line 2, column ")
    assert len(wrong.stderr.splitlines()) == 1


@pytest.mark.parametrize("suffix", [".nt", ".jsonld", ".graphml", ".trig", ".rdf", ".gexf", ".cyjs", ".dot", ".mmd"])
def test_export_writes_what_the_suffix_says(graph_file: Path, graph: Graph, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"g{suffix}"
    assert kg("export", graph_file, "-o", out, "--quiet").returncode == 0
    assert out.read_bytes() == b"".join(by_path(out).chunks(graph))


def test_export_to_standard_output(graph_file: Path, graph: Graph) -> None:
    assert kg("export", graph_file, "--format", "nt").stdout.encode() == b"".join(graph.ntriples())
    assert kg("export", graph_file).returncode == 2


def test_all_claims_are_drawn_when_asked_for(graph_file: Path) -> None:
    assert "Planned" not in kg("export", graph_file, "--format", "graphml").stdout
    assert "Planned" in kg("export", graph_file, "--format", "graphml", "--all-claims").stdout


def test_a_view_and_a_flavour_are_drawn_when_asked_for(graph_file: Path, graph: Graph, tmp_path: Path) -> None:
    out = tmp_path / "g.graphml"
    assert (
        kg("export", graph_file, "-o", out, "--view", "entities", "--flavour", "yed").stderr == f"wrote       {out}\n"
    )
    assert out.read_bytes() == b"".join(by_path(out).chunks(graph, Options("entities", flavour="yed")))
    wrong = kg("export", graph_file, "-o", tmp_path / "g.nt", "--view", "entities")
    assert (wrong.returncode, len(wrong.stderr.splitlines())) == (2, 1)
    assert "ntriples takes no --view; only graphml, gexf" in wrong.stderr
    assert not (tmp_path / "g.nt").exists()


def test_a_format_of_two_files_is_written_as_such_and_to_no_stream(graph_file: Path, tmp_path: Path) -> None:
    run = kg("export", graph_file, "-o", tmp_path / "g.csv")
    names = [tmp_path / "g.nodes.csv", tmp_path / "g.relationships.csv"]
    assert run.stderr.split() == ["wrote", *map(str, names)]
    assert all(name.stat().st_size for name in names)
    refused = kg("export", graph_file, "--format", "csv")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "csv is 2 files" in refused.stderr


def test_validate_says_which_shape_node_and_words(graph: Graph, tmp_path: Path) -> None:
    whole = export(graph, tmp_path / "g.ttl")
    sound = kg("validate", whole)
    assert (sound.returncode, sound.stdout) == (0, "")
    assert "conforms" in sound.stderr
    broken = tmp_path / "broken.ttl"
    broken.write_text(whole.read_text().replace("kg:value 60.21", 'kg:value "many"'))
    found = kg("validate", broken)
    assert found.returncode == 1
    for part in ("observation/", "ObservationShape-value", "“60.21 patents per 10,000 residents in 2020”", "(a:"):
        assert part in found.stdout
    rows = [json.loads(line) for line in kg("validate", broken, "--format", "jsonl", "-q").stdout.splitlines()]
    assert rows[0]["evidence"][0]["document"] == "a"
    turtle = kg("validate", broken, "--format", "ttl", "-q").stdout
    (tmp_path / "report.ttl").write_text(turtle)
    report = Graph.read(tmp_path / "report.ttl")
    assert report.query("ASK { ?r a sh:ValidationReport ; sh:conforms false ; sh:result/sh:focusNode ?node }").truth


def test_both_engines_say_the_same(graph: Graph, tmp_path: Path) -> None:
    whole = export(graph, tmp_path / "g.ttl")
    whole.write_text(whole.read_text().replace("kg:rank", "kg:rang").replace("kg:value 60.21", 'kg:value "many"'))
    answers = [
        kg("validate", whole, "--engine", engine, "--format", "jsonl", "-q").stdout for engine in ("pyshacl", "fast")
    ]
    assert answers[0] == answers[1] != ""


def test_no_colour_where_none_is_wanted(graph_file: Path) -> None:
    assert "\x1b" not in kg("facts", graph_file).stdout


def test_a_reader_that_goes_away_is_no_error(graph_file: Path) -> None:
    command = f"{sys.executable} -m kg export {graph_file} --format nt | head -n 1"
    run = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, check=False)
    assert run.stderr == ""
    assert len(run.stdout.splitlines()) == 1
