"""The examples of rules are our own: they share no run of words with the articles that we are measured on."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
RUN = 7  # words; the names of bodies in the examples are shorter


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[\w']+", text.lower().replace("’", "'").replace("\u00a0", " "))
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def test_no_example_of_a_rule_is_taken_from_the_shared_articles() -> None:
    articles = [*SHARED.glob("corpus/dev/*.txt"), *SHARED.glob("seeds/*.txt")]
    if not articles:
        pytest.skip("the shared articles are not here: put the shared folder beside the checkout")
    theirs = set().union(*(runs(path.read_text(encoding="utf-8")) for path in articles))
    lines = [
        (path.name, line)
        for path in sorted((ROOT / "ontology" / "rules").glob("*.toml"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    assert lines
    assert [(name, line) for name, line in lines if runs(line) & theirs] == []
