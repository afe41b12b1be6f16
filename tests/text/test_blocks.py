"""What holds for the layout of any text, and the time that it takes."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Block, Document, Role, Span
from kg.text import layout, read

SHARED = Path(__file__).parents[2].parent / "shared"
MARKS = re.compile(r"(?:[•‣▪●○◦▶►*+–—>-]|\(?\d{1,3}[.)]|\(?[a-zA-Z]\)|#+|\s)*")
PARTS = st.sampled_from(
    [
        "The harbour office registered 412 new boats last year.",
        "EASTPORT, May 4 (Newswire) -- ",
        "Ada Berg",
        "By Ada Berg",
        "4 May 2021",
        "Home > News",
        "Related stories",
        "Leave a Reply",
        "Photo: Bo Lund",
        "- ",
        "1. ",
        "# ",
        "## Boats ##",
        "> ",
        "```",
        "---",
        "| a | b |",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\u2028",
        "\f",
        "\x1c",
        " ",
        "\u00a0",
        "\u3000",
        "\u200b",
        "\ufeff",
        "😀",
        "e\u0301",
        "专利",
        "a",
        "(",
        "—",
        ": ",
        "...",
    ]
)
TEXTS = st.one_of(st.text(), st.lists(st.one_of(PARTS, st.text(max_size=5))).map("".join))


@given(TEXTS, st.sampled_from(["a.txt", "a.md"]), st.sampled_from([None, "Ada Berg", "Home > News"]))
def test_blocks_are_in_order_trimmed_and_leave_nothing_out(text: str, source: str, title: str | None) -> None:
    document = layout(Document("x", text, title=title, source=source))
    assert document.text == text
    end = 0
    left_out = ""
    for block in document.blocks:
        assert end <= block.span.start < block.span.end <= len(text)
        words = document.slice(block.span)
        assert words == words.strip()
        left_out += text[end : block.span.start] + "\n"
        end = block.span.end
    left_out += text[end:]
    assert all(MARKS.fullmatch(line) for line in left_out.splitlines()), left_out
    assert sum(block.role is Role.TITLE for block in document.blocks) <= 1
    assert layout(Document("x", text, title=title, source=source)) == document


def test_blocks_that_are_there_stay() -> None:
    blocks = (Block(Span(0, 4), Role.BODY),)
    document = Document("x", "Home", blocks=blocks)
    assert layout(document) is document
    assert layout(Document("x", " \n ")).blocks == ()


SENTENCE = "The harbour office registered 412 boats.\n"
GROWING = {
    "one line": lambda n: "word " * 100 * n,
    "one word": lambda n: "a" * 500 * n,
    "blanks": lambda n: "a" + " " * 500 * n + "b",
    "lines": lambda n: "Short line here\n" * n,
    "names": lambda n: "Ada Berg\n" * n + SENTENCE * n,
    "tail": lambda n: SENTENCE + "Short tail here\n" * n,
    "comments": lambda n: (SENTENCE + "Comments\n") * n,
    "links": lambda n: "Related stories\nBoats and more...\n" * n,
    "wrapped": lambda n: (SENTENCE.strip()[:-1] + "\nand then some more of them sailed\n") * n,
    "hyphens": lambda n: "-" * 100 * n + "x",
    "headings": lambda n: "# a" + " #" * 100 * n + "b",
    "images": lambda n: "![" * 100 * n,
}


def _seconds(document: Document) -> float:
    started = time.process_time()
    layout(document)
    return time.process_time() - started


@pytest.mark.parametrize("source", ["a.txt", "a.md"])
@pytest.mark.parametrize("name", GROWING)
def test_time_grows_with_the_text_and_not_with_its_square(name: str, source: str) -> None:
    layout(Document("x", "Words to load the lists."))
    seconds = []
    for size in (1_000, 8_000):
        document = Document("x", GROWING[name](size), source=source)
        seconds.append(min(_seconds(document) for _ in range(3)))  # the least: a busy machine only ever adds
    assert seconds[1] < 24 * max(seconds[0], 0.02)  # eight times in quiet, 64 if it grew with the square


@pytest.mark.parametrize(
    "sign", ["(", "@", " ", "a", ". ", "/a", "1-", "may 1 ", "A and ", "LONDON, ", "> ", "[", "\u00a0-"]
)
def test_no_line_takes_long(sign: str) -> None:
    document = Document("x", ("a" + sign * (1190 // len(sign)) + "b\n") * 100)
    started = time.process_time()
    layout(document)
    assert time.process_time() - started < 2


def test_reading_and_layout_cost_little_for_each_word(tmp_path: Path) -> None:
    paragraph = (
        "In spring 51,300 boats were registered in the port; some 18,000 of them sailed, which is 9 percent more."
    )
    text = "\n\n".join(["Eastport registers more boats", "By Ada Berg", *[paragraph] * 300, "Ends"])
    with open(tmp_path / "many.jsonl", "w") as file:
        file.writelines(json.dumps({"id": str(number), "text": text}) + "\n" for number in range(5))
    words = 5 * len(text.split())
    started = time.process_time()
    laid_out = [layout(item) for item in read([str(tmp_path)]) if isinstance(item, Document)]
    assert len(laid_out) == 5
    assert (time.process_time() - started) / words < 40e-6  # ten in quiet; a busy machine is slower


@pytest.mark.skipif(
    not (SHARED / "corpus" / "dev").is_dir(), reason="the annotated articles are not beside this checkout"
)
def test_every_fact_of_the_annotated_articles_lies_in_a_block_that_is_read_or_in_a_byline() -> None:
    """Find the evidence of each fact in one block: no body is lost, no paragraph cut in two."""
    gold = [json.loads(line) for line in (SHARED / "corpus" / "dev" / "gold.jsonl").read_text().splitlines()]
    facts = {
        row["doc"]: [fact["evidence"] for fact in row["facts"] if "evidence" in fact and not fact.get("optional")]
        for row in gold
    }
    checked = 0
    for document in read([str(SHARED / "corpus" / "dev" / "*.txt")]):
        assert isinstance(document, Document)
        laid_out = layout(document)
        blocks = [(block.role, laid_out.slice(block.span)) for block in laid_out.blocks]
        kept = [words for role, words in blocks if role is not Role.DEBRIS or "©" in words]  # that names a publisher
        for words in facts[document.id]:
            assert any(words in block for block in kept), (document.id, words)
            checked += 1
    assert checked > 200
