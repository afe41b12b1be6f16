"""Write the trained model, its scores and its model card."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from kg.language.bundle import write_bundle
from kg.language.training.score import Scores

if TYPE_CHECKING:
    from spacy.language import Language

_TITLES = {
    "parse_ewt_test": "EWT test (web text)",
    "parse_gum_news": "GUM news, held out",
    "parse_pud": "PUD (news, Wikipedia)",
    "names_articles": "our own articles, test",
    "names_gum_news": "GUM news, held out",
    "names_politics": "CrossNER politics test",
    "names_pud": "UNER PUD",
}


def write_model(nlp: Language, out: Path) -> Path:
    """Write the model's one file into a folder and return its path."""
    out.mkdir(parents=True, exist_ok=True)
    path = out / "en_kg.zip"
    write_bundle(nlp, path)
    return path


def write_card(scores: Scores, model: Path) -> None:
    """Write `MODEL_CARD.md` and `scores.json` beside a model; every figure is a measured one."""
    template = (Path(__file__).parent / "card.md").read_text(encoding="utf-8")
    card = template.format(
        megabytes=f"{model.stat().st_size / 1e6:.1f}",
        speed=f"{scores['speed']['words per second']:,.0f}",
        parse_table=_table(scores, "parse_"),
        names_table=_table(scores, "names_"),
    )
    model.with_name("MODEL_CARD.md").write_text(card, encoding="utf-8")
    model.with_name("scores.json").write_text(json.dumps(scores, indent=2) + "\n", encoding="utf-8")


def _table(scores: Scores, prefix: str) -> str:
    rows = [(_TITLES[name], values) for name, values in scores.items() if name.startswith(prefix)]
    columns = list(rows[0][1])
    lines = ["| | " + " | ".join(columns) + " |", "|---|" + "---:|" * len(columns)]
    lines += [
        f"| {title} | " + " | ".join(f"{values[column]:.1f}" for column in columns) + " |" for title, values in rows
    ]
    return "\n".join(lines)
