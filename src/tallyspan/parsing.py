"""Sentences through a statistical model: only those that pay, those of many articles at once, on the tokens already made."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from threadpoolctl import ThreadpoolController

from tallyspan.entities import LABELS, Span
from tallyspan.syntax import Tree, tree

_BATCH = 256  # sentences


class Parsed(NamedTuple):
    """What a model said of one sentence."""

    tree: Tree
    names: list[Span]


class Parser:
    """Runs a model over sentences. Without a model, trees are the bare words.

    On one thread: the matrices of a sentence are small, and the threads of a product would burn eight times the CPU time waiting
    for each other. What the caller's process does with its threads elsewhere stays as it is.
    """

    def __init__(self, model: Language | None) -> None:
        self.model = model
        self._threads = ThreadpoolController()

    def parse(self, doc_sentences: Iterable[tuple[Doc, Sequence[tuple[int, int]]]]) -> Iterator[list[Parsed]]:
        """Yield, for each Doc and the bounds of sentences of it, what the model says of those sentences, in order.

        Every sentence goes through alone, so that what is said of it does not depend on which others were asked for.
        """
        jobs = [(doc, list(bounds)) for doc, bounds in doc_sentences]
        pieces = [piece for doc, bounds in jobs for piece in _pieces(doc, bounds)]
        if self.model is not None:
            with self._threads.limit(limits=1):
                pieces = list(self.model.pipe(pieces, batch_size=_BATCH))
        said = iter(pieces)
        for _, bounds in jobs:
            yield [self._parsed(next(said), start, end) for start, end in bounds]

    def _parsed(self, piece: Doc, start: int, end: int) -> Parsed:
        names = [
            Span(name.start_char + start, name.end_char + start, LABELS[name.label_])
            for name in piece.ents
            if name.label_ in LABELS
        ]
        return Parsed(tree(piece, start, end, parsed=self.model is not None), names)


def _pieces(doc: Doc, bounds: Sequence[tuple[int, int]]) -> Iterator[Doc]:
    """Yield each sentence as a Doc of its own, made of the same tokens, which no parser may split."""
    offsets = doc.to_array("IDX")
    firsts = np.searchsorted(offsets, [start for start, _ in bounds]).tolist()
    lasts = np.searchsorted(offsets, [end for _, end in bounds]).tolist()
    for first, last in zip(firsts, lasts, strict=True):
        tokens = doc[first:last]
        starts: list[bool | int | None] = [True, *[False] * (last - first - 1)] if last > first else []
        yield Doc(doc.vocab, words=[t.text for t in tokens], spaces=[bool(t.whitespace_) for t in tokens], sent_starts=starts)
