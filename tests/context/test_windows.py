"""What the network sees of an article."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tallyspan import rules
from tallyspan.context.windows import CHUNK, PLACES, Windows, chunks
from tallyspan.encoder.network import FOLDER
from tallyspan.encoder.pieces import WordPieces
from tallyspan.sentences import Splitter

PIECES, SPLITTER = WordPieces(FOLDER / "tokenizer.json"), Splitter(**rules.read("sentence"))
SENTENCES = st.lists(
    st.sampled_from(["He left. ", "It rose, ", "Ada Berg of Oslo said so.\n", "word " * 300, "Stop. "]), max_size=60
)


@given(SENTENCES)
def test_chunks_cover_everything_once_and_fit(parts: list[str]) -> None:
    text = "".join(parts)
    pieces = PIECES.cut(text)
    cut = list(chunks(pieces, list(SPLITTER.split(text))))
    assert [first for first, _ in cut] == [0, *(last for _, last in cut)][: len(cut)]
    assert all(0 < last - first <= CHUNK for first, last in cut)
    assert (cut[-1][1] if cut else 0) == len(pieces.ids)


def test_chunks_end_where_sentences_do() -> None:
    text = "The bank rose by a tenth last week. " * 60
    pieces = PIECES.cut(text)
    for (_, last), _ in pairwise(chunks(pieces, list(SPLITTER.split(text)))):
        assert text[pieces.ends[last - 1] - 1] == "."


def seen(text: str, surface: str, dates: tuple[str, ...] = ()) -> str:
    pieces = PIECES.cut(text)
    places = [(text.index(date), text.index(date) + len(date)) for date in dates]
    windows = Windows(pieces, list(SPLITTER.split(text)), places)
    start = text.index(surface)
    window = windows.around(start, start + len(surface))
    assert (window.places >= 0).all()
    assert (window.places < PLACES).all()
    covered = "".join(text[pieces.starts[i] : pieces.ends[i]] for i in window.pieces[window.inside > 0])
    assert covered == surface.replace(" ", "")
    return " ".join(text[pieces.starts[i] : pieces.ends[i]] for i in window.pieces)


FAR = "Nothing of note happened there for a while. " * 30


def test_a_window_shows_names_and_dates_that_stand_far_away() -> None:
    text = f"Ada Berg runs Norway. It was founded in May 1971. {FAR}She paid $5 million then. {FAR}Later came Ivo Lund."
    shown = seen(text, "$5 million", ("May 1971",))
    assert shown.startswith("Ada Berg Norway May 1971 ")
    assert "She paid $ 5 million then" in shown
    assert shown.endswith("Ivo Lund")
    assert "founded" not in shown


def test_the_first_word_of_a_sentence_is_no_name() -> None:
    assert "However" not in seen(f"However, it rained. {FAR}They paid $5 million.", "$5 million")
