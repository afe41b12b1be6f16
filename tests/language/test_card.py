"""The model card says what was measured."""

import json
from pathlib import Path

from kg.language.training.pack import write_card


def test_the_card_holds_the_scores(tmp_path: Path) -> None:
    model = tmp_path / "en_kg.zip"
    model.write_bytes(bytes(6_540_000))
    scores = {
        "parse_pud": {"UPOS": 96.25, "LAS": 83.0},
        "names_pud": {"typed F": 71.0},
        "speed": {"words per second": 7600.0},
    }
    write_card(scores, model)
    card = (tmp_path / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "| PUD (news, Wikipedia) | 96.2 | 83.0 |" in card
    assert "| UNER PUD | 71.0 |" in card
    assert "6.5 MB" in card
    assert "7,600 words" in card
    assert json.loads((tmp_path / "scores.json").read_text(encoding="utf-8")) == scores
