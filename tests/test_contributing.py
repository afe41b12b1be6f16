"""What CONTRIBUTING shows is run."""

import re
from pathlib import Path
from types import SimpleNamespace

from kg.domain import load
from kg.export import FORMATS, Format, Options
from kg.extract import Found, Pipeline
from kg.extract import load as load_extractors
from kg.extract.rules.lists import read_lists
from kg.extract.rules.patterns.book import read_book
from kg.graph import Graph
from kg.language import load as load_analyzer
from kg.model import Claim, Document, Evidence
from kg.text import layout
from kg.vocab import iri

ROOT = Path(__file__).parent.parent
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def block(language: str, number: int = 0) -> str:
    return re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)[number]


def test_it_fits_a_screen() -> None:
    assert len(GUIDE.splitlines()) <= 60


def test_the_rule_is_one(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(block("toml"), encoding="utf-8")
    domain = load()
    (rule,) = read_book(tmp_path, read_lists(domain.rules / "words.toml"), domain)
    assert rule.name == "name-title-of"


def test_the_extractor_runs_behind_the_rules() -> None:
    made: dict[str, type] = {}
    exec(block("python"), {"Claim": Claim, "Evidence": Evidence, "iri": iri}, made)
    domain = load()
    rules = load_extractors(("rules",), domain).extractors
    pipeline = Pipeline((*rules, made["Shouts"](domain)))
    document = layout(Document("a", "WIPO opened an office in Geneva.\n"))
    reading = pipeline.read(load_analyzer("none").analyse(document))
    assert [c.object for c in reading.claims if c.extractor == "shouts"] == ["WIPO"]
    assert Found().claims == ()


def test_the_row_is_one_of_the_table() -> None:
    edges = SimpleNamespace(write=lambda graph, options: [options.view.encode()])
    row = eval(block("python", 1), {"Format": Format, "edges": edges})
    assert type(row) is type(FORMATS[0])
    assert row.suffixes == (".tsv",)
    assert list(row.chunks(Graph(), Options("entities"))) == [b"entities"]
