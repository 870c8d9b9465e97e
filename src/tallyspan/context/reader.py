"""Claims of a text through the network: what it answers for each."""

from collections.abc import Iterator, Sequence

import numpy as np

from tallyspan.context.answers import Answer, Decoder
from tallyspan.context.windows import Windows, chunks
from tallyspan.encoder.network import Network
from tallyspan.encoder.pieces import MARKS
from tallyspan.reading import Reading

_SECTION = 60_000  # characters; a longer text is read in parts, so that memory stays flat
_CROWD = 48  # claims in a chunk, a thousand characters of prose; more are a list of figures, which has no prose to read

Bounds = tuple[int, int]


class ContextReader:
    """Reads the context of claims with ``network``."""

    def __init__(self, network: Network) -> None:
        self._network = network

    def read(self, text: str, sentences: Sequence[Bounds], readings: Sequence[Reading]) -> list[Answer | None]:
        """Return what the network answers for each of ``readings``, which are in text order. Rows depend on nothing else.

        None for the claims of a crowd: each takes some milliseconds, so a text of nothing else would take hours.
        """
        answers: list[Answer | None] = []
        for first, last in _sections(sentences):
            start, end = sentences[first][0], sentences[last - 1][1]
            inside = [reading for reading in readings if start <= reading.start < end]
            if inside:
                answers += self._section(text, sentences[first:last], inside)
        return answers

    def _section(self, text: str, sentences: Sequence[Bounds], readings: Sequence[Reading]) -> Iterator[Answer | None]:
        network, start = self._network, sentences[0][0]
        section = text[start : max(sentences[-1][1], readings[-1].end)]
        pieces = network.pieces.cut(section)
        bounds = [(a - start, b - start) for a, b in sentences]
        claims = [(reading.start - start, reading.end - start) for reading in readings]
        marks = np.zeros(len(pieces.ids), dtype=np.int64)
        for reading, claim in zip(readings, claims, strict=True):
            marks[slice(*pieces.covering(*claim))] = MARKS.index(reading.kind)
        cuts = [slice(*chunk) for chunk in chunks(pieces, bounds)]
        firsts = [pieces.covering(*claim)[0] for claim in claims]
        homes = np.searchsorted([cut.stop for cut in cuts], firsts, side="right")
        crowded = (np.bincount(homes) > _CROWD)[homes].tolist()
        if all(crowded):
            yield from [None] * len(claims)
            return
        vectors = np.concatenate([network.encode(pieces.ids[cut], pieces.cases[cut], marks[cut]) for cut in cuts])
        dates = [claim for reading, claim in zip(readings, claims, strict=True) if reading.kind == "date"]
        windows, decoder = Windows(pieces, bounds, dates), Decoder(section, pieces, start)
        for claim, one_of_many in zip(claims, crowded, strict=True):
            if one_of_many:
                yield None
                continue
            window = windows.around(*claim)
            scores = network.read(vectors[window.pieces], window.places, window.inside)
            yield decoder.answer(window, scores)


def _sections(sentences: Sequence[Bounds]) -> Iterator[Bounds]:
    """Yield ``(first, after the last)`` sentence of each part of the text that is read at once."""
    first = 0
    for i, (_, end) in enumerate(sentences):
        if i > first and end - sentences[first][0] > _SECTION:
            yield first, i
            first = i
    if sentences:
        yield first, len(sentences)
