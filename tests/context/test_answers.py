"""Scores to answers: whole words, no marks, no articles, nothing of the claim itself."""

import numpy as np
import pytest

from tallyspan.context.answers import Decoder, Pointed
from tallyspan.context.labels import CHOICES, ROLES
from tallyspan.context.windows import Windows
from tallyspan.encoder.network import FOLDER, Scores
from tallyspan.encoder.pieces import WordPieces

PIECES = WordPieces(FOLDER / "tokenizer.json")
TEXT = "The year-on-year growth of the AT&T unit, Norbank's, was $5 million (net), a record, for 1,279 homes."


def read(role: str, *likely: str, claim: str = "$5 million", there: bool = True, score: float = 9.0) -> list[str]:
    """Return what the decoder points at for ``role`` when the pieces of ``likely`` are the likely ones.

    ``there``: whether the claim is said to have a subject, a speaker and so on at all.
    """
    pieces = PIECES.cut(TEXT)
    start = TEXT.index(claim)
    window = Windows(pieces, [(0, len(TEXT))], [(start, start + len(claim))], []).around(start, start + len(claim))
    roles = np.full((len(window.pieces), len(ROLES)), -9.0, dtype=np.float32)
    for words in likely:
        first, last = pieces.covering(TEXT.index(words), TEXT.index(words) + len(words))
        roles[first:last, ROLES.index(role)] = score
    chosen = [name == classes[-1 if there else 0] for classes in CHOICES.values() for name in classes]
    scores = Scores(roles, 9 * np.array(chosen, dtype=np.float32))
    said = getattr(Decoder(TEXT, pieces).answer(window, scores), role)
    spans = [(one.start, one.end) if isinstance(one, Pointed) else one for one in said]
    return [TEXT[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("likely", "pointed"),
    [
        (["growth"], ["growth"]),
        (["The year-on-year growth"], ["year-on-year growth"]),
        (["year", "growth"], ["year", "growth"]),
        (["year", "on-year growth"], ["year-on-year growth"]),
        (["(net), a record"], ["net), a record"]),
        (["was $5 million"], ["was"]),
        (["growth", "record"], ["growth", "record"]),
        (["AT", "T unit,"], ["AT&T unit"]),
        (["Nor"], ["Norbank"]),
        (["the"], []),
        (["of the AT&T unit"], ["AT&T unit"]),
        (["279 homes"], ["1,279 homes"]),
        (["growth of the"], ["growth"]),
        ([], []),
    ],
)
def test_measure(likely: list[str], pointed: list[str]) -> None:
    assert read("measure", *likely) == pointed


def test_more_than_three_pieces_are_too_many() -> None:
    assert len(read("measure", "year", "growth", "AT", "record")) == 3


def test_speaker_and_subjects_are_pointed_at_alike() -> None:
    assert read("speaker", "Norbank") == read("subjects", "Norbank") == ["Norbank"]


def test_who_says_nothing_is_not_pointed_at() -> None:
    assert read("speaker", "Norbank", there=False) == []


def test_if_somebody_says_it_the_likeliest_does() -> None:
    assert read("speaker", "Norbank", score=-4.0) == ["Norbank"]
    assert read("measure", "growth", score=-4.0) == []
