"""Names read off trees: what leaves little doubt is tagged, other proper nouns are unknown."""

from kg.language.training.conllu import Word, Words
from kg.language.training.names import TaggedSentence
from kg.language.training.tree_names import Known, tree_names

KNOWN = Known(
    classes={"ada": "G", "kenya": "C", "nato": "K"},
    places=frozenset(["cape town"]),
    titles=frozenset(["dr.", "mayor"]),
    bodies=frozenset(["bank"]),
)


def sentence(*rows: tuple[str, str, int | None, str]) -> Words:
    return tuple(
        Word(form, form, pos, "NNP" * (pos == "PROPN"), "", head, dep, "", True) for form, pos, head, dep in rows
    )


def tags(made: TaggedSentence) -> str:
    return " ".join(made.tags)


def test_a_given_name_a_body_word_and_a_place_tell_the_kind() -> None:
    words = sentence(
        *[("Ada", "PROPN", 2, "nsubj"), ("Okoro", "PROPN", 0, "flat"), ("left", "VERB", None, "root")],
        *[("Harbour", "PROPN", 4, "compound"), ("Bank", "PROPN", 2, "obj"), ("in", "ADP", 7, "case")],
        *[("Cape", "PROPN", 7, "compound"), ("Town", "PROPN", 2, "obl"), ("for", "ADP", 9, "case")],
        *[("Kenya", "PROPN", 2, "obl"), ("and", "CCONJ", 11, "cc"), ("NATO", "PROPN", 9, "conj")],
    )
    assert tags(tree_names(words, KNOWN)) == "B-PERSON I-PERSON O B-ORG I-ORG O B-LOC I-LOC O B-LOC O B-ORG"


def test_a_title_makes_a_person_and_is_no_part_of_the_name() -> None:
    words = sentence(("Dr.", "PROPN", 1, "compound"), ("Okoro", "PROPN", 2, "nsubj"), ("left", "VERB", None, "root"))
    assert tags(tree_names(words, KNOWN)) == "O B-PERSON O"


def test_proper_nouns_in_doubt_are_unknown() -> None:
    words = sentence(
        *[("Okoro", "PROPN", 1, "nsubj"), ("left", "VERB", None, "root"), ("New", "PROPN", 1, "obj")],
        *[("Kenya", "PROPN", 2, "list"), ("quickly", "ADV", 1, "advmod")],
    )
    assert tags(tree_names(words, KNOWN)) == "- O - - O"
