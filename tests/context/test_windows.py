"""What the network sees of an article."""

import re

from hypothesis import given
from hypothesis import strategies as st

from tallyspan import rules
from tallyspan.context.windows import CHUNK, PLACES, Bounds, Windows
from tallyspan.encoder.network import FOLDER
from tallyspan.encoder.pieces import WordPieces
from tallyspan.sentences import Splitter

PIECES, SPLITTER = WordPieces(FOLDER / "tokenizer.json"), Splitter(**rules.read("sentence"))
SENTENCES = st.lists(
    st.sampled_from(["He left. ", "It rose, ", "Ada Berg of Oslo said so.\n", "word " * 300, "Stop. "]), max_size=60
)


def cut(text: str, claims: list[Bounds]) -> list[str]:
    """Return the text of each chunk of an article with ``claims``."""
    pieces = PIECES.cut(text)
    chunks = list(Windows(pieces, list(SPLITTER.split(text)), claims, []).chunks())
    assert all(0 < len(chunk) <= CHUNK for chunk in chunks)
    every = [number for chunk in chunks for number in chunk.tolist()]
    assert every == sorted(set(every))
    return [" ".join(text[pieces.starts[i] : pieces.ends[i]] for i in chunk) for chunk in chunks]


@given(SENTENCES)
def test_what_a_window_shows_was_read(parts: list[str]) -> None:
    text = "".join(parts) + "It cost $5."
    claim = (len(text) - 3, len(text) - 1)
    pieces = PIECES.cut(text)
    windows = Windows(pieces, list(SPLITTER.split(text)), [claim], [])
    read = {number for chunk in windows.chunks() for number in chunk.tolist()}
    assert set(windows.around(*claim).pieces.tolist()) <= read


def test_sentences_far_from_any_claim_are_not_read() -> None:
    text = f"It cost $5 then. {'Nothing of note happened there for a while. ' * 60}Later it cost $7 again."
    places = [(text.index(price), text.index(price) + 2) for price in ("$5", "$7")]
    read = " ".join(cut(text, places))
    assert read.startswith("It cost $ 5 then . Nothing")
    assert read.endswith("while . Later it cost $ 7 again .")
    assert 10 < read.count("Nothing") < 25
    assert cut(text, []) == []


def test_chunks_end_where_sentences_do() -> None:
    text = "The bank rose by 10% last week. " * 60
    places = [match.span() for match in re.finditer("10%", text)]
    assert all(chunk.endswith("week .") for chunk in cut(text, places))


def seen(text: str, surface: str, *others: str, dates: tuple[str, ...] = ()) -> str:
    """Return the pieces that the claim ``surface`` is read from; ``others`` and ``dates`` are claims too."""
    pieces = PIECES.cut(text)
    claim, *elsewhere = ((text.index(words), text.index(words) + len(words)) for words in (surface, *others, *dates))
    windows = Windows(pieces, list(SPLITTER.split(text)), sorted([claim, *elsewhere]), elsewhere[len(others) :])
    window = windows.around(*claim)
    assert (window.places >= 0).all()
    assert (window.places < PLACES).all()
    covered = "".join(text[pieces.starts[i] : pieces.ends[i]] for i in window.pieces[window.inside > 0])
    assert covered == surface.replace(" ", "")
    return " ".join(text[pieces.starts[i] : pieces.ends[i]] for i in window.pieces)


FAR = "Nothing of note happened there for a while. " * 30


def test_a_window_shows_names_and_dates_of_sentences_with_claims_far_away() -> None:
    text = f"Ada Berg runs Norway. It was founded in May 1971. {FAR}She paid $5 million then. {FAR}Later Ivo Lund got $9."
    shown = seen(text, "$5 million", "$9", dates=("May 1971",))
    assert shown.startswith("Ada Berg Norway May 1971 ")
    assert "She paid $ 5 million then" in shown
    assert shown.endswith("Ivo Lund")
    assert "founded" not in shown


def test_names_of_sentences_that_are_not_read_are_not_shown() -> None:
    assert "Ada" not in seen(f"Ada Berg runs Norway. {FAR}She paid $5 million then.", "$5 million")


def test_the_first_word_of_a_sentence_is_no_name() -> None:
    assert "However" not in seen(f"However, $3 was enough. {FAR}They paid $5 million.", "$5 million", "$3")
