"""Text in word pieces: their characters, words and cases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallyspan.encoder.network import FOLDER
from tallyspan.encoder.pieces import CASES, WordPieces

PIECES = WordPieces(FOLDER / "tokenizer.json")


def test_pieces_are_the_characters_that_they_stand_for() -> None:
    text = "Zürich's Credit-Bank\npaid US$1.2bn."
    pieces = PIECES.cut(text)
    assert "|".join(text[start:end] for start, end in zip(pieces.starts, pieces.ends, strict=True)) == (
        "Zürich|'|s|Credit|-|Bank|paid|US|$|1|.|2|bn|."
    )


@pytest.mark.parametrize(
    ("word", "case"),
    [("bank", "small"), ("12", "small"), ("Bank", "capital"), ("A", "capital"), ("BBC", "capitals"), ("iPhone", "mixed")],
)
def test_case_of_a_word(word: str, case: str) -> None:
    assert {CASES[code] for code in PIECES.cut(word).cases} == {case}


@given(st.text(max_size=200))
def test_pieces_cover_any_text_in_order(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    pieces = PIECES.cut(text)
    assert len({len(column) for column in pieces}) == 1
    last = 0
    for start, end in zip(pieces.starts.tolist(), pieces.ends.tolist(), strict=True):
        assert last <= start <= end <= len(text)
        last = start
    for start in range(0, len(text), 7):
        first, behind = pieces.covering(start, start + 5)
        assert all(
            a < start + 5 and b > start for a, b in zip(pieces.starts[first:behind], pieces.ends[first:behind], strict=True)
        )
