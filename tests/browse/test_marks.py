"""Text is cut under its marks without losing, repeating or reordering a character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallyspan.browse.marks import Mark, marked, paragraphs, pieces, visible

TEXTS = st.text("ab $1\n\u202e\x00é", max_size=60)
MARKS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 20), st.sampled_from(["claim money", "measure", "subject"])).map(
        lambda drawn: Mark(drawn[0], drawn[0] + drawn[1], drawn[2], str(drawn[0]) if "claim" in drawn[2] else None)
    ),
    max_size=8,
)


@given(TEXTS, MARKS)
def test_the_pieces_are_the_text(text: str, marks: list[Mark]) -> None:
    found = pieces(text, marks)
    assert "".join(piece.text for piece in found) == visible(text)
    offset = 0
    for piece in found:
        middle = range(offset, offset + len(piece.text))
        assert all({mark.role for mark in marks if mark.start <= place < mark.end} == set(piece.roles) for place in middle), piece
        offset += len(piece.text)


@given(TEXTS, MARKS)
def test_paragraphs_leave_out_white_space_alone(text: str, marks: list[Mark]) -> None:
    shown = "".join(piece.text for line in marked(text, marks) for piece in line)
    assert "".join(shown.split()) == "".join(visible(text).split())


@given(TEXTS)
def test_paragraphs_are_in_order_and_apart(text: str) -> None:
    edges = [edge for span in paragraphs(text) for edge in span]
    assert edges == sorted(edges)
    assert all(text[start:end] for start, end in paragraphs(text))


def test_a_mark_over_a_line_break_is_in_both_paragraphs() -> None:
    first, second = marked("cost $3\nmillion now", [Mark(5, 15, "claim money", "c")])
    assert [(piece.text, piece.first) for piece in first if piece.name] == [("$3", True)]
    assert [(piece.text, piece.first) for piece in second if piece.name] == [("million", False)]


@pytest.mark.parametrize("steering", ["\u202e", "\u202a", "\u2066", "\u2069", "\x1b", "\x00", "\x85", "\ud800"])
def test_steering_characters_are_shown_not_obeyed(steering: str) -> None:
    assert visible(f"a{steering}b") == "a\ufffdb"


def test_right_to_left_text_and_its_marks_stay() -> None:
    assert visible("שלום\u200f 5%") == "שלום\u200f 5%"
