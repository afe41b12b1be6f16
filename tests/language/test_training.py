"""Reading treebanks and entity corpora: our own small pieces in their formats."""

from pathlib import Path

import pytest

from kg.errors import InputMissing
from kg.language.training.conllu import read_conllu
from kg.language.training.corpora import read_treebanks
from kg.language.training.gazetteer import known_words, listed_words
from kg.language.training.gum_names import gum_tags
from kg.language.training.names import TaggedSentence, WordLists, read_crossner, read_wikigold
from kg.language.training.swaps import with_swaps

LISTS = WordLists(dates=frozenset(["monday"]), demonyms=frozenset(["kenyan"]), events=frozenset(["olympics", "games"]))
TREE = """# newdoc id = GUM_news_made
# meta::sourceURL = https://example.org/made
# sent_id = 1
1	Mayor	mayor	NOUN	NNP	_	5	nsubj	_	Entity=(1-person-new-1-sgl
2	Ada	Ada	PROPN	NNP	_	1	flat	_	_
3	Okoro	Okoro	PROPN	NNP	_	1	flat	_	Entity=1)
4-5	didn't	_	_	_	_	_	_	_	_
4	did	do	AUX	VBD	_	5	aux	_	_
5	n't	not	PART	RB	_	0	root	_	_
6	visit	visit	VERB	VB	_	5	dep	_	_
7	the	the	DET	DT	_	8	det	_	Entity=(2-organization-new-2-sgl
8	University	University	PROPN	NNP	_	6	obj	_	_
9	of	of	ADP	IN	_	10	case	_	_
10	Lagos	Lagos	PROPN	NNP	_	8	nmod	_	Entity=(3-place-new-1-sgl)2)|SpaceAfter=No
11	.	.	PUNCT	.	_	5	punct	_	_

"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    path = tmp_path / "made.conllu"
    path.write_text(TREE, encoding="utf-8")
    return path


def test_reads_documents_and_the_spaces_of_multiword_tokens(tree: Path) -> None:
    (document,) = read_conllu(tree)
    assert (document.name, document.meta["sourceURL"]) == ("GUM_news_made", "https://example.org/made")
    (words,) = document.sentences
    assert (
        "".join(word.form + " " * word.space for word in words)
        == "Mayor Ada Okoro didn't visit the University of Lagos. "
    )
    assert [word.head for word in words][:5] == [4, 0, 0, 4, None]


def test_names_of_gum_lose_titles_and_keep_their_inner_place(tree: Path) -> None:
    (document,) = read_conllu(tree)
    tags = gum_tags(document.sentences[0], listed_words()["T"])
    assert tags[:3] == ["O", "B-PERSON", "I-PERSON"]
    assert tags[6:10] == ["O", "B-ORG", "I-ORG", "I-ORG"]


def test_wikigold_tags_become_names_with_groups_and_events(tmp_path: Path) -> None:
    path = tmp_path / "wikigold"
    path.write_text(
        "The O\nKenyan I-MISC\nSummer I-MISC\nGames I-MISC\n\nKenyan I-MISC\nAda I-PER\nOkoro I-PER\n", "utf-8"
    )
    first, second = read_wikigold(path, LISTS)
    assert first.tags == ("O", "B-EVENT", "I-EVENT", "I-EVENT")
    assert second.tags == ("B-NORP", "B-PERSON", "I-PERSON")


def test_crossner_classes_are_mapped_or_left_unknown(tmp_path: Path) -> None:
    path = tmp_path / "crossner"
    path.write_text("Ada\tB-politician\nplays\tO\nfado\tB-musicgenre\nin\tO\nLagos\tB-location\n", "utf-8")
    (sentence,) = read_crossner(path, LISTS)
    assert sentence.tags == ("B-PERSON", "O", "-", "O", "B-LOC")


def test_known_words_are_common_lower_case_words() -> None:
    assert known_words(["rose"] * 3 + ["Rose"] * 5 + ["x1"] * 9 + ["rare"]) == {"rose"}


def test_a_folder_without_treebanks_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputMissing, match="no such folder"):
        read_treebanks(tmp_path)


def test_swaps_keep_the_tags_in_step_and_do_not_change_from_run_to_run() -> None:
    sentences = [
        TaggedSentence(
            ("Ada", "Okoro", "left", "Lagos", str(at)), ("B-PERSON", "I-PERSON", "O", "B-LOC", "O"), (True,) * 5
        )
        for at in range(30)
    ]
    swapped = with_swaps(sentences)
    assert swapped == with_swaps(sentences)
    assert swapped[:30] == sentences
    assert len(swapped) > 30
    for copy in swapped[30:]:
        assert copy.words[-1].isdigit()
        assert len(copy.words) == len(copy.tags) == len(copy.spaces)
        assert [tag for tag in copy.tags if tag[:2] == "B-"] == ["B-PERSON", "B-LOC"]
        assert copy.tags[copy.words.index("left")] == "O"
