"""What is added to the names' training: headlines, other names; and what is left out of it."""

from kg.language.training.headlines import headlines
from kg.language.training.names import TaggedSentence, without_vague
from kg.language.training.swaps import with_swaps


def test_names_in_headlines_keep_their_tags() -> None:
    sentences = [
        TaggedSentence(
            ("Ada", "left", "Lagos", "by", str(at), "."), ("B-PERSON", "O", "B-LOC", "O", "O", "O"), (True,) * 6
        )
        for at in range(100)
    ]
    made = list(headlines(sentences))
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
