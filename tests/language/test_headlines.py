"""Sentences written as headlines keep their trees and names."""

from kg.language.training.conllu import Word, Words
from kg.language.training.headlines import headlines, headlines_with_names
from kg.language.training.names import TaggedSentence, without_vague
from kg.language.training.swaps import with_swaps


def told(number: int) -> Words:
    rows = [
        *[("The", "DET", "det", 1), ("court", "NOUN", "nsubj:pass", 3), ("was", "AUX", "aux:pass", 3)],
        *[("closed", "VERB", "root", None), ("in", "ADP", "case", 5), ("Lagos", "PROPN", "obl", 3)],
        *[(str(number), "NUM", "nummod", 5), (".", "PUNCT", "punct", 3)],
    ]
    return tuple(Word(form, form.lower(), upos, "", "", head, dep, "", True) for form, upos, dep, head in rows)


def test_headlines_lose_articles_and_full_stop_and_keep_their_heads() -> None:
    made = list(headlines([told(number) for number in range(200)]))
    assert made == list(headlines([told(number) for number in range(200)]))
    assert 20 < len(made) < 100
    for words in made:
        forms = [word.form.lower() for word in words]
        assert "the" not in forms
        assert "." not in forms
        at = {form: index for index, form in enumerate(forms)}
        assert words[at["court"]].head == at["closed"]
        assert words[at["in"]].head == at["lagos"]
        assert words[at["closed"]].head is None


def test_headlines_are_written_in_all_three_ways() -> None:
    written = {" ".join(word.form for word in words[:-1]) for words in headlines(map(told, range(400)))}
    assert {"Court closed in Lagos", "Court Closed in Lagos", "COURT CLOSED IN LAGOS"} <= written


def test_names_in_headlines_keep_their_tags() -> None:
    sentences = [
        TaggedSentence(
            ("Ada", "left", "Lagos", "by", str(at), "."), ("B-PERSON", "O", "B-LOC", "O", "O", "O"), (True,) * 6
        )
        for at in range(100)
    ]
    made = list(headlines_with_names(sentences))
    assert {line.words[:4] for line in made} == {("Ada", "Left", "Lagos", "by"), ("ADA", "LEFT", "LAGOS", "BY")}
    assert {line.tags for line in made} == {("B-PERSON", "O", "B-LOC", "O", "O")}


def test_things_of_one_word_or_in_small_letters_are_left_unknown() -> None:
    words, tags = ("Walkman", "and", "Green", "Deal"), ("B-MISC", "O", "B-MISC", "I-MISC")
    (sentence,) = without_vague([TaggedSentence(words, tags, (True,) * 4)])
    assert sentence.tags == ("-", "O", "B-MISC", "I-MISC")


def test_names_put_in_are_in_capitals_where_the_old_ones_were() -> None:
    dateline = TaggedSentence(("LAGOS", ",", "May", "3"), ("B-LOC", "O", "O", "O"), (False, True, True, True))
    kept, *copies = with_swaps([dateline], one_in=1, draws=4)
    assert kept == dateline
    assert len({copy.words for copy in copies}) > 1
    assert all(copy.words[0].isupper() for copy in copies)
