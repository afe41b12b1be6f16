"""ClearNLP trees, as spaCy's own English pipelines write them, seen as Universal Dependencies."""

from kg.language.assemble import Word
from kg.language.universal import is_clearnlp, to_universal


def tree(text: str) -> list[tuple[str, str, str]]:
    """Convert "form/POS/dep/head[/lemma]" words, heads counted from 1; return (form, label, head's form)."""
    rows = [word.split("/") for word in text.split()]
    words = []
    for at, (form, pos, dep, head, *lemma) in enumerate(rows):
        words.append(Word(at, at + 1, lemma[0] if lemma else form, pos, "", dep, int(head) - 1 if int(head) else at))
    converted = to_universal(words)
    return [(rows[at][0], word.dep, rows[word.head][0]) for at, word in enumerate(converted)]


def test_tells_the_two_schemes_apart() -> None:
    assert is_clearnlp(["nsubj", "dobj", "prep"])
    assert not is_clearnlp(["nsubj", "obj", "case"])


def test_objects_and_passives_are_renamed() -> None:
    assert tree("patents/NOUN/nsubjpass/3 were/AUX/auxpass/3 issued/VERB/ROOT/0") == [
        ("patents", "nsubj:pass", "issued"),
        ("were", "aux:pass", "issued"),
        ("issued", "root", "issued"),
    ]


def test_a_preposition_marks_its_object() -> None:
    assert tree(
        "head/NOUN/nsubj/4 of/ADP/prep/1 office/NOUN/pobj/2 spoke/VERB/ROOT/0 in/ADP/prep/4 May/PROPN/pobj/5"
    ) == [
        ("head", "nsubj", "spoke"),
        ("of", "case", "office"),
        ("office", "nmod", "head"),
        ("spoke", "root", "spoke"),
        ("in", "case", "May"),
        ("May", "obl", "spoke"),
    ]


def test_two_prepositions_in_a_row() -> None:
    assert tree("went/VERB/ROOT/0 out/ADP/prep/1 of/ADP/prep/2 town/NOUN/pobj/3") == [
        ("went", "root", "went"),
        ("out", "case", "town"),
        ("of", "case", "town"),
        ("town", "obl", "went"),
    ]


def test_the_agent_of_a_passive() -> None:
    assert tree("issued/VERB/ROOT/0 by/ADP/agent/1 cities/NOUN/pobj/2")[2] == ("cities", "obl:agent", "issued")


def test_a_clause_after_a_preposition() -> None:
    assert tree("grew/VERB/ROOT/0 by/ADP/prep/1 selling/VERB/pcomp/2 cars/NOUN/dobj/3") == [
        ("grew", "root", "grew"),
        ("by", "mark", "selling"),
        ("selling", "advcl", "grew"),
        ("cars", "obj", "selling"),
    ]


def test_a_copula_hangs_on_its_predicate() -> None:
    assert tree("Chen/PROPN/nsubj/2 is/AUX/ROOT/0/be the/DET/det/4 mayor/NOUN/attr/2 now/ADV/advmod/2") == [
        ("Chen", "nsubj", "mayor"),
        ("is", "cop", "mayor"),
        ("the", "det", "mayor"),
        ("mayor", "root", "mayor"),
        ("now", "advmod", "mayor"),
    ]


def test_conjuncts_hang_on_the_first_of_their_series() -> None:
    assert tree("Shanghai/PROPN/ROOT/0 ,/PUNCT/punct/1 Porto/PROPN/conj/1 and/CCONJ/cc/3 Lima/PROPN/conj/3") == [
        ("Shanghai", "root", "Shanghai"),
        (",", "punct", "Shanghai"),
        ("Porto", "conj", "Shanghai"),
        ("and", "cc", "Lima"),
        ("Lima", "conj", "Shanghai"),
    ]


def test_a_preposition_without_an_object_keeps_its_head() -> None:
    assert tree("came/VERB/ROOT/0 in/ADP/prep/1") == [("came", "root", "came"), ("in", "advmod", "came")]
