"""Names in articles by the small statistical model that comes along, on the tokens already made."""

from collections.abc import Iterator, Sequence

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from threadpoolctl import ThreadpoolController

from tallyspan.entities import LABELS, Span

_BATCH = 256  # sentences


class Recogniser:
    """Runs a model over sentences, many at once.

    On one thread: the matrices of a sentence are small, and the threads of a product would burn eight times the CPU time waiting
    for each other. What the caller's process does with its threads elsewhere stays as it is.
    """

    def __init__(self, model: Language) -> None:
        self._model = model
        self._threads = ThreadpoolController()

    def read(self, pages: Sequence[tuple[Doc, Sequence[tuple[int, int]]]]) -> Iterator[list[Span]]:
        """Yield, for each Doc and the bounds of sentences of it, the names in those sentences.

        Every sentence goes through alone, so that what is said of it does not depend on which others were asked for.
        """
        pieces = [piece for doc, bounds in pages for piece in _pieces(doc, bounds)]
        with self._threads.limit(limits=1):
            said = iter(list(self._model.pipe(pieces, batch_size=_BATCH)))
        for _, bounds in pages:
            yield [name for start, _ in bounds for name in _names(next(said), start)]


def _names(piece: Doc, start: int) -> Iterator[Span]:
    for one in piece.ents:
        if one.label_ in LABELS:
            yield Span(start + one.start_char, start + one.end_char, LABELS[one.label_])


def _pieces(doc: Doc, bounds: Sequence[tuple[int, int]]) -> Iterator[Doc]:
    """Yield each sentence as a Doc of its own, made of the same tokens."""
    offsets = doc.to_array("IDX")
    firsts = np.searchsorted(offsets, [start for start, _ in bounds]).tolist()
    lasts = np.searchsorted(offsets, [end for _, end in bounds]).tolist()
    for first, last in zip(firsts, lasts, strict=True):
        tokens = doc[first:last]
        yield Doc(doc.vocab, words=[t.text for t in tokens], spaces=[bool(t.whitespace_) for t in tokens])
