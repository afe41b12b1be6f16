"""`kg build` on the whole way: formats, quarantine, standard output, the account on stderr."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.export import by_path
from kg.graph import Graph

ROOT = Path(__file__).parent.parent.parent
ARTICLE = (
    "City opens office\n\nWen Yi, vice mayor of Shanghai, spoke in Geneva on Monday.\n\n"
    "Shanghai had 82,800 invention patents in 2020. The weather was fine.\n"
)
NO_POSTS = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix kg: <https://w3id.org/kg-builder/core#> .
kg:NoPosts a sh:NodeShape ; sh:targetClass kg:Post ; sh:property kg:NoPosts-title .
kg:NoPosts-title a sh:PropertyShape ; sh:path kg:title ; sh:maxCount 0 ; sh:message "Nobody has a title here." .
"""


def build(*arguments: object, **options) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", "build", *map(str, arguments), "--model", "none"]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, **options)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A domain pack in which no post may have a title."""
    folder = tmp_path_factory.mktemp("domain")
    for room in ("ontology", "shapes"):
        shutil.copytree(ROOT / room, folder / room)
    (folder / "shapes" / "strict.ttl").write_text(NO_POSTS)
    return folder


def test_it_ends_with_an_account(article: Path, tmp_path: Path) -> None:
    run = build(article, "-o", tmp_path / "g.ttl", "--date", "2021-04-27")
    assert (run.returncode, run.stdout) == (0, "")
    lines = run.stderr.splitlines()
    assert lines[0] == "documents   1 read, 0 not read"
    assert [line.split()[0] for line in lines[1:]] == ["sentences", "claims", "entities", "triples", "wrote"]
    (document,) = Graph.read(tmp_path / "g.ttl").documents()
    assert (document.id, document.date) == ("article", "2021-04-27")


def test_quiet_and_verbose(article: Path, tmp_path: Path) -> None:
    assert build(article, "-o", tmp_path / "g.ttl", "-q").stderr == ""
    assert "1 Post" in build(article, "-o", tmp_path / "g.ttl", "-v").stderr


def test_to_standard_output_from_standard_input(tmp_path: Path) -> None:
    row = json.dumps({"id": "x", "text": ARTICLE, "title": "T", "url": "https://example.org/x", "date": "2021"})
    run = build("-", "--format", "nt", input=row + "\n")
    assert run.returncode == 0, run.stderr
    (tmp_path / "g.nt").write_text(run.stdout)
    (document,) = Graph.read(tmp_path / "g.nt").documents()
    assert (document.id, document.headline, document.url, document.date) == ("x", "T", "https://example.org/x", "2021")


@pytest.mark.parametrize("suffix", [".graphml", ".jsonld", ".gexf"])
def test_the_suffix_chooses_the_format(article: Path, tmp_path: Path, suffix: str) -> None:
    ttl, other = tmp_path / "g.ttl", tmp_path / f"g{suffix}"
    assert build(article, "-o", ttl).returncode == build(article, "-o", other).returncode == 0
    assert other.read_bytes() == b"".join(by_path(other).chunks(Graph.read(ttl)))


def test_a_format_of_two_files_is_named_by_one_path_and_goes_to_no_stream(article: Path, tmp_path: Path) -> None:
    out = tmp_path / "g.csv"
    run = build(article, "-o", out)
    assert run.returncode == 0, run.stderr
    assert {p.name for p in tmp_path.glob("g.*")} == {"g.nodes.csv", "g.relationships.csv"}
    assert f"wrote       {tmp_path / 'g.nodes.csv'} {tmp_path / 'g.relationships.csv'}" in run.stderr
    refused = build("nowhere.txt", "--format", "csv")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "csv is 2 files" in refused.stderr


def test_a_base_of_one_s_own(article: Path, tmp_path: Path) -> None:
    out = tmp_path / "g.ttl"
    assert build(article, "-o", out, "--base", "https://example.org/graph/").returncode == 0
    assert "w3id.org/kg-builder/id" not in out.read_text()
    assert Graph.read(out).base == "https://example.org/graph/"


def test_what_breaks_a_shape_goes_to_quarantine_and_a_stale_one_goes_away(
    article: Path, tmp_path: Path, strict: Path
) -> None:
    out, kept_out = tmp_path / "g.ttl", tmp_path / "g.quarantine.ttl"
    run = build(article, "-o", out, "--domain", strict)
    assert run.returncode == 0, run.stderr
    assert "2 in quarantine" in run.stderr
    assert "2 × Nobody has a title here (NoPosts-title)" in run.stderr
    assert str(kept_out) in run.stderr
    claims = list(Graph.read(kept_out).claims())
    assert {c.predicate.rpartition("#")[2] for c in claims} == {"type", "holdsPostAt"}
    assert {c.reason for c in claims} == {"Nobody has a title here (NoPosts-title)"}
    assert all(ARTICLE[e.span.start : e.span.end] == e.exact for c in claims for e in c.evidence)
    assert not Graph.read(out).query("ASK { ?p a kg:Post }").truth
    assert build(article, "-o", out).returncode == 0
    assert not kept_out.exists()
    assert Graph.read(out).query("ASK { ?p a kg:Post }").truth


@pytest.mark.parametrize("suffix", [".trig", ".nq"])
def test_formats_with_named_graphs_hold_the_quarantine_themselves(
    article: Path, tmp_path: Path, strict: Path, suffix: str
) -> None:
    out = tmp_path / f"g{suffix}"
    assert build(article, "-o", out, "--domain", strict).returncode == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["article.txt", out.name]
    graph = Graph.read(out)
    assert not graph.query("ASK { ?p a kg:Post }").truth
    assert graph.quarantine is not None
    assert graph.quarantine.query("ASK { ?p a kg:Post }").truth
    assert b"".join(by_path(out).chunks(graph)) == out.read_bytes()


def test_what_it_wrote_conforms(article: Path, tmp_path: Path) -> None:
    out = tmp_path / "g.ttl"
    build(article, "-o", out)
    command = [sys.executable, "-m", "kg", "validate", str(out)]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
