"""Where sentences start and end."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallyspan import rules
from tallyspan.sentences import LONGEST, Splitter

SPLITTER = Splitter(**rules.read("sentence"))
TEXTS = st.text(alphabet=st.sampled_from("aB5 .!?\n\r\"'”)[]“\u2028-,"), max_size=80) | st.text(max_size=80)


@pytest.mark.parametrize(
    "marked",
    [
        "He paid $1.2 million. | She left.",
        "Mr. Smith left. | He was 5 ft. tall.",
        "The U.S. Geological Survey came. | It rained.",
        "It began on Dec. 28 and ended. | Then Rs. 500 was paid.",
        '"It is over," he said. | "Go." | They went.',
        "Prices rose ... then fell. | Why? | Nobody knows!",
        "A headline without a stop\n\n | The first sentence is here.",
        "A headline\n | The first sentence is here and it goes on for a while longer than a heading does.",
        "This line was wrapped by the program that sent it, so it goes on\nhere. | The next one starts.",
        "The end.\n | The next line.",
        "It was 5 p.m. and dark. | J. K. Rowling left.",
        "They live in Washington, D.C. | The six are in the U.S. | In 2019 they left at 5 p.m. | However late it was.",
        "The U.S. Navy and U.S. Inc. came.",
        "J. The Smith left.",
    ],
)
def test_breaks_where_the_bar_stands(marked: str) -> None:
    text = marked.replace(" | ", " ").replace("\n ", "\n")
    sentences = [text[start:end] for start, end in SPLITTER.split(text)]
    assert sentences == [part.strip() for part in marked.split("|")]


@given(TEXTS)
def test_sentences_cover_everything_but_space(text: str) -> None:
    bounds = list(SPLITTER.split(text))
    assert bounds == sorted(bounds)
    assert all(earlier[1] <= later[0] for earlier, later in pairwise(bounds))
    assert "".join("".join(text[start:end] for start, end in bounds).split()) == "".join(text.split())
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in bounds)


@given(TEXTS, TEXTS)
def test_later_text_moves_no_sentence_before_the_last(text: str, more: str) -> None:
    before = list(SPLITTER.split(text))[:-1]
    assert list(SPLITTER.split(text + more))[: len(before)] == before


def test_what_is_too_long_is_cut_at_spaces() -> None:
    text = "five miles " * 1_000
    pieces = [text[start:end] for start, end in SPLITTER.split(text)]
    assert max(map(len, pieces)) <= LONGEST
    assert " ".join(pieces) == text.strip()
