"""The model's one file: what is read back is what was written, and word classes stay with their model."""

from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc
from spacy.training import Example

import kg.language.english  # noqa: F401  registers the language used here
from kg.errors import InputError, InputMissing
from kg.language.bundle import read_bundle, write_bundle


@pytest.fixture
def pipeline() -> spacy.language.Language:
    nlp = spacy.blank("en_kg")
    nlp.config["initialize"]["components"]["word_classes"] = {"table": {"C": "kenya peru", "T": "mayor mr."}}
    nlp.add_pipe("word_classes")
    nlp.add_pipe("sentence_starts")
    doc = Doc(nlp.vocab, words=["Kenya"], tags=["NNP"])
    nlp.add_pipe("tagger")
    nlp.initialize(lambda: [Example(doc, doc)])
    return nlp


def test_the_same_pipeline_is_the_same_file(pipeline: spacy.language.Language, tmp_path: Path) -> None:
    write_bundle(pipeline, tmp_path / "a.zip")
    write_bundle(read_bundle(tmp_path / "a.zip"), tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_word_classes_come_back_and_do_not_leak(pipeline: spacy.language.Language, tmp_path: Path) -> None:
    write_bundle(pipeline, tmp_path / "a.zip")
    doc = read_bundle(tmp_path / "a.zip")("Mr. Kenya said")
    assert [token.prefix_ for token in doc] == ["TM", "CK", "-s"]
    assert [token.prefix_ for token in spacy.blank("en_kg")("Mr. Kenya")] == ["M", "K"]
    assert [token.prefix_ for token in spacy.blank("en")("Mr. Kenya")] == ["M", "K"]


def test_syntax_and_names_read_tables_of_their_own(pipeline: spacy.language.Language, tmp_path: Path) -> None:
    names = pipeline.add_pipe("word_classes", "name_classes", config={"feature": "LANG"})
    names.from_bytes(b'{"G": "kenya"}')
    write_bundle(pipeline, tmp_path / "a.zip")
    doc = read_bundle(tmp_path / "a.zip")("Mr. Kenya said")
    assert [(token.prefix_, token.lang_) for token in doc] == [("TM", "-M"), ("CK", "GK"), ("-s", "-s")]


def test_a_missing_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputMissing, match="make model"):
        read_bundle(tmp_path / "none.zip")


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.zip").write_text("no zip")
    with pytest.raises(InputError, match=r"bad\.zip"):
        read_bundle(tmp_path / "bad.zip")
