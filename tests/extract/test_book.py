"""The rule book: what a rule says is read as it stands, and a bad rule fails at load with file, name and reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from told import DOMAIN

from kg.errors import KgError, RuleError
from kg.extract.rules.lists import read_heads, read_lists
from kg.extract.rules.patterns.book import Example, Rule, read_book
from kg.vocab import AFFILIATION, POST

LISTS = {"say": ("say", "tell")}
GOOD = {
    "name": '"holder-of"',
    "emits": '"kg:Post"',
    "confidence": "0.9",
    "tokens": "'holder:@Person , title:^'",
    "examples": '[ { text = "Ama Boateng, mayor, spoke.", gives = { holder = "Ama Boateng", title = "mayor" } } ]',
}


def write(folder: Path, changed: dict[str, str | None], name: str = "some.toml") -> Path:
    """Write one rule, the good one with some of its lines changed or (None) left out."""
    lines = [f"{key} = {value}" for key, value in (GOOD | changed).items() if value is not None]
    path = folder / name
    path.write_text("[[rule]]\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def read(folder: Path) -> tuple[Rule, ...]:
    return read_book(folder, LISTS, DOMAIN)


def test_a_rule_is_read_as_it_stands(tmp_path: Path) -> None:
    write(tmp_path, {"set": '{ status = "kg:Former" }', "counter": '["Nobody spoke."]', "note": '"why"'})
    (rule,) = read(tmp_path)
    assert (rule.name, rule.emits, rule.confidence, rule.file) == ("holder-of", POST, 0.9, "some.toml")
    assert rule.syntax is None
    assert rule.tokens is not None
    assert rule.setting("status") == "kg:Former"
    assert rule.setting("sign") is None
    assert rule.counter == ("Nobody spoke.",)
    assert rule.examples == (Example("Ama Boateng, mayor, spoke.", (("holder", "Ama Boateng"), ("title", "mayor"))),)


def test_files_are_read_by_name_and_rules_in_order(tmp_path: Path) -> None:
    write(tmp_path, {"name": '"second"'}, "b.toml")
    write(tmp_path, {"name": '"first"'}, "a.toml")
    (tmp_path / "words.toml").write_text("[lists]\nsay = ['say']\n", encoding="utf-8")
    assert [r.name for r in read(tmp_path)] == ["first", "second"]


def test_a_direct_relation_is_a_property_with_subject_and_object(tmp_path: Path) -> None:
    write(tmp_path, {"emits": '"schema:affiliation"', "tokens": "'subject:@Person of object2:@Organization'"})
    (rule,) = read(tmp_path)
    assert rule.emits == AFFILIATION


BAD: dict[str, tuple[dict[str, str | None], str]] = {
    "unknown key": ({"confidance": "0.5"}, r"unknown key 'confidance' \(known: confidence, "),
    "neither": ({"tokens": None}, "give either tokens or syntax"),
    "both": ({"syntax": '["v VERB"]'}, "give either tokens or syntax"),
    "confidence missing": ({"confidence": None}, "confidence must be a number above 0 and up to 1, not None"),
    "confidence above 1": ({"confidence": "1.5"}, "not 1.5"),
    "confidence 0": ({"confidence": "0"}, "not 0"),
    "confidence in words": ({"confidence": '"high"'}, "not 'high'"),
    "unknown class": ({"emits": '"kg:Pots"'}, "the ontology has neither class nor property kg:Pots"),
    "unknown prefix": ({"emits": '"kgg:Post"'}, "emits 'kgg:Post' has no known prefix"),
    "no class": ({"emits": None}, "emits None has no known prefix"),
    "misspelt capture": ({"tokens": "'holdr:@Person , title:^'"}, "'holdr' is no property of the ontology"),
    "misspelt node": ({"tokens": None, "syntax": '["verbb VERB"]'}, "'verbb' is no property of the ontology"),
    "misspelt constant": ({"set": '{ stauts = "kg:Former" }'}, "'stauts' is no property of the ontology"),
    "set is no table": ({"set": '"Former"'}, "set must be a table"),
    "no example": ({"examples": None}, "a rule needs an example"),
    "empty examples": ({"examples": "[]"}, "a rule needs an example"),
    "example without text": ({"examples": "[ { gives = { title = 'mayor' } } ]"}, "an example is a table"),
    "example as text": ({"examples": "['Ama Boateng spoke.']"}, "an example is a table"),
    "gives is no table": ({"examples": "[ { text = 'A', gives = 'mayor' } ]"}, "an example is a table"),
    "unknown list": ({"tokens": "'holder:@Person #sya title:^'"}, "there is no word list 'sya'"),
    "open bracket": ({"tokens": "'( holder:@Person'"}, "the brackets do not match"),
    "shut bracket": ({"tokens": "'holder:@Person )'"}, "the brackets do not match"),
    "unknown list in syntax": ({"tokens": None, "syntax": '["v lemma=#sya"]'}, "there is no word list 'sya'"),
    "loose node": ({"tokens": None, "syntax": '["v VERB", "w NOUN"]'}, "'w NOUN' hangs on no other node"),
    "unbound node": ({"tokens": None, "syntax": '["v VERB", "w x>obj"]'}, "hangs on 'x', which no line above binds"),
    "odd constraint": ({"tokens": None, "syntax": '["v colour=red"]'}, "cannot read the constraint 'colour=red'"),
    "odd edge": ({"tokens": None, "syntax": '["v VERB", "w v->obj"]'}, "cannot read the constraint 'v->obj'"),
    "order by no node": ({"tokens": None, "syntax": '["v VERB before=w"]'}, "'w', which no line above binds"),
    "syntax as numbers": ({"tokens": None, "syntax": "[1, 2]"}, "syntax must be a list of texts"),
    "empty syntax": ({"tokens": None, "syntax": "[]"}, "a syntax pattern needs a line"),
    "empty line": ({"tokens": None, "syntax": '[""]'}, "'' needs a name for what it binds"),
    "empty pattern": ({"tokens": "''"}, "an empty pattern finds nothing"),
    "relation without object": ({"emits": '"schema:affiliation"', "tokens": "'subject:@Person'"}, "subject and object"),
    "counter is no list": ({"counter": "3"}, "counter must be a list of texts"),
}


@pytest.mark.parametrize(("changed", "reason"), BAD.values(), ids=list(BAD))
def test_a_bad_rule_fails_at_load_with_file_name_and_reason(
    changed: dict[str, str | None], reason: str, tmp_path: Path
) -> None:
    path = write(tmp_path, changed)
    with pytest.raises(RuleError, match=reason) as error:
        read(tmp_path)
    assert str(error.value).startswith(f"{path}: rule 'holder-of'")
    assert isinstance(error.value, KgError)


@pytest.mark.parametrize("name", [None, '""', "7"])
def test_a_rule_without_a_name_fails_with_its_file(name: str | None, tmp_path: Path) -> None:
    path = write(tmp_path, {"name": name})
    with pytest.raises(RuleError, match="a rule has no name") as error:
        read(tmp_path)
    assert str(path) in str(error.value)


def test_a_name_that_comes_twice_fails_with_both_files(tmp_path: Path) -> None:
    write(tmp_path, {}, "a.toml")
    path = write(tmp_path, {}, "b.toml")
    with pytest.raises(RuleError, match=r"rule 'holder-of' stands in a\.toml too") as error:
        read(tmp_path)
    assert str(path) in str(error.value)


def test_broken_toml_fails_with_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "some.toml"
    path.write_text('[[rule]]\nname = "a"\nemits = kg:Post\n', encoding="utf-8")
    with pytest.raises(RuleError, match="line 3") as error:
        read(tmp_path)
    assert str(path) in str(error.value)


def test_rules_that_are_no_tables_fail_with_their_file(tmp_path: Path) -> None:
    path = tmp_path / "some.toml"
    path.write_text('rule = "a"\n', encoding="utf-8")
    with pytest.raises(RuleError, match=r"must be tables headed \[\[rule\]\]") as error:
        read(tmp_path)
    assert str(path) in str(error.value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("lists = 3", r"\[lists\] must be a table"),
        ("[lists]\nsay = 'say'", "list 'say' must hold words"),
        ("[lists]\nsay = ['']", "list 'say' must hold words"),
        ("[lists]\nsay = [\nb = 1\n", "line 3"),
    ],
)
def test_a_bad_word_list_fails_with_its_file(text: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "words.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match=reason) as error:
        read_lists(path)
    assert str(path) in str(error.value)


@pytest.mark.parametrize(
    "text",
    ["", "[[head]]\nclass = 'schema:City'\nwords = ['Town']", "[[head]]\nclass = 'no:Class'\nwords = []\nnouns = []"],
)
def test_bad_head_words_fail_with_their_file(text: str, tmp_path: Path) -> None:
    path = tmp_path / "names.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match="is missing or unknown") as error:
        read_heads(path)
    assert str(path) in str(error.value)


def test_a_missing_file_says_which_and_who_needs_it(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"words\.toml is missing: a domain pack needs it in its rules folder"):
        read_lists(tmp_path / "words.toml")
