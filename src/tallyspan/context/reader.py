"""Claims of a text through the network: what it answers for each."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tallyspan.context.answers import Answer, Decoder, softmax
from tallyspan.context.labels import LENT
from tallyspan.context.windows import Bounds, Windows
from tallyspan.encoder.network import Network
from tallyspan.encoder.pieces import MARKS, Integers, Pieces
from tallyspan.reading import Reading

_SECTION = 60_000  # characters; a longer text is read in parts, so that memory stays flat
_LIKELY = 0.95  # what a number without a unit is an amount of: a wrong amount is worse than none
_CROWD = 48  # claims in a chunk, a thousand characters of prose; more are a list of figures, which has no prose to read


class Lent(NamedTuple):
    """A number without a unit that is an amount of ``kind`` all the same, and what the network answers for it."""

    start: int
    end: int
    kind: str
    answer: Answer


class Read(NamedTuple):
    """What the network answers for each claim of a text, and for numbers without a unit."""

    answers: list[Answer | None]
    lent: list[Lent]


class ContextReader:
    """Reads the context of claims with ``network``."""

    def __init__(self, network: Network) -> None:
        self._network = network

    def read(self, text: str, sentences: Sequence[Bounds], readings: Sequence[Reading], bare: Sequence[Bounds]) -> Read:
        """Return the answers for ``readings``, which are in text order, and for those of the numbers ``bare`` that are amounts.

        They depend on nothing else. None is the answer for a claim of a crowd: each takes some milliseconds, so a text of
        nothing else would take hours.
        """
        read = [
            self._section(text, sentences[first:last], readings, bare)
            for first, last in _sections(sentences)
            if any(sentences[first][0] <= reading.start < sentences[last - 1][1] for reading in readings)
        ]
        return Read(list(chain.from_iterable(one.answers for one in read)), list(chain.from_iterable(one.lent for one in read)))

    def _section(self, text: str, sentences: Sequence[Bounds], readings: Sequence[Reading], bare: Sequence[Bounds]) -> Read:
        network, start, end = self._network, sentences[0][0], sentences[-1][1]
        readings = [reading for reading in readings if start <= reading.start < end]
        section = text[start : max(end, readings[-1].end)]
        pieces = network.pieces.cut(section)
        bounds = [(a - start, b - start) for a, b in sentences]
        claims = [(reading.start - start, reading.end - start) for reading in readings]
        marks = np.zeros(len(pieces.ids), dtype=np.int64)
        for reading, claim in zip(readings, claims, strict=True):
            marks[slice(*pieces.covering(*claim))] = MARKS.index(reading.kind)
        dates = [claim for reading, claim in zip(readings, claims, strict=True) if reading.kind == "date"]
        windows, decoder = Windows(pieces, bounds, claims, dates), Decoder(section, pieces, start)
        chunks = list(windows.chunks())
        numbers = [(a - start, b - start) for a, b in bare if start <= a < end]
        crowded = _crowded(pieces, chunks, [*claims, *numbers])
        if crowded.all():
            return Read([None] * len(claims), [])
        vectors = np.zeros((len(pieces.ids), network.width), dtype=np.float32)
        lent = np.zeros((len(pieces.ids), len(LENT)), dtype=np.float32)
        for chunk in chunks:
            vectors[chunk], lent[chunk] = network.encode(pieces.ids[chunk], pieces.cases[chunk], marks[chunk])

        def answer(claim: Bounds) -> Answer:
            window = windows.around(*claim)
            return decoder.answer(window, network.read(vectors[window.pieces], window.places, window.inside))

        amounts = _amounts(pieces, lent, [one for one, many in zip(numbers, crowded[len(claims) :], strict=True) if not many])
        return Read(
            [None if many else answer(claim) for claim, many in zip(claims, crowded, strict=False)],
            [Lent(a + start, b + start, kind, answer((a, b))) for a, b, kind in amounts],
        )


def _crowded(pieces: Pieces, chunks: Sequence[Integers], claims: Sequence[Bounds]) -> NDArray[np.bool_]:
    """Tell of each of ``claims`` whether its chunk is a crowd; of one in no chunk, that it stands alone."""
    homes = np.zeros(len(pieces.ids) + 1, dtype=np.int64)
    for number, chunk in enumerate(chunks, 1):
        homes[chunk] = number
    homes = homes[[pieces.covering(*claim)[0] for claim in claims]]
    return (homes > 0) & (np.bincount(homes, minlength=1) > _CROWD)[homes]


def _amounts(pieces: Pieces, lent: np.ndarray, numbers: Sequence[Bounds]) -> Iterator[tuple[int, int, str]]:
    """Yield the bounds of the numbers that are likely to be amounts, with the kind of each."""
    for start, end in numbers:
        chances = softmax(lent[pieces.covering(start, end)[0]])
        if float(chances[1:].max()) > _LIKELY:
            yield start, end, LENT[int(chances.argmax())]


def _sections(sentences: Sequence[Bounds]) -> Iterator[Bounds]:
    """Yield ``(first, after the last)`` sentence of each part of the text that is read at once."""
    first = 0
    for i, (_, end) in enumerate(sentences):
        if i > first and end - sentences[first][0] > _SECTION:
            yield first, i
            first = i
    if sentences:
        yield first, len(sentences)
