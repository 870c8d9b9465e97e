"""What the model sees: an article in chunks, and for each claim the pieces that may answer for it."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from tallyspan.encoder.pieces import Integers, Pieces

CHUNK = 254  # pieces: with the model's own two signs 256, of the 512 that it has positions for
_BEFORE, _AFTER = 56, 36  # pieces around a claim
_ELSEWHERE = 40  # pieces of names and dates further away
_DATES = 3  # dates before the window
_EDGES = np.array([1, 2, 3, 4, 6, 9, 14, 22, 34, 52, 80])  # pieces away from the claim
_BUCKETS = 2 * len(_EDGES) + 1
PLACES = 2 * _BUCKETS
"""How many places a piece can have, as seen from the claim: how far before or behind, in its sentence or not."""


class Window(NamedTuple):
    """The pieces that one claim is read from, in text order."""

    pieces: Integers
    """Numbers of pieces of the article."""
    places: Integers
    """How each lies to the claim, below ``PLACES``."""
    inside: Integers
    """1 where the claim itself is."""


def chunks(pieces: Pieces, sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield ``(first, after the last)`` piece of each run of whole sentences that fits into a chunk; longer ones are cut."""
    starts = np.unique(np.searchsorted(pieces.starts, [start for start, _ in sentences])).tolist()
    first = stop = 0
    for following in [*starts, len(pieces.ids)]:
        if following - first > CHUNK and stop > first:
            yield first, stop
            first = stop
        while following - first > CHUNK:
            yield first, first + CHUNK
            first += CHUNK
        stop = following
    if stop > first:
        yield first, stop


class Windows:
    """Makes the windows of the claims of one article. ``dates`` are the offsets of its date claims."""

    def __init__(self, pieces: Pieces, sentences: Sequence[tuple[int, int]], dates: Sequence[tuple[int, int]]) -> None:
        self._pieces = pieces
        starts = np.array([start for start, _ in sentences] or [0], dtype=np.int64)
        self._sentences = np.searchsorted(starts, pieces.starts, side="right")
        self._names = list(names(pieces, self._sentences))
        self._dates = [pieces.covering(*date) for date in dates]

    def around(self, start: int, end: int) -> Window:
        """Return the window of the claim ``text[start:end]``."""
        total = len(self._pieces.ids)
        first, last = self._pieces.covering(start, end)
        last = max(last, first + 1)
        low, high = max(0, first - _BEFORE), min(total, last + _AFTER)
        seen = np.zeros(total, dtype=bool)
        seen[low:high] = True
        before = [date for date in self._dates if date[1] <= low][-_DATES:]
        room = _ELSEWHERE
        for a, b in chain(reversed(before), self._names):
            if room <= 0:
                break
            if not seen[a:b].all() and b - a <= room:
                room -= b - a
                seen[a:b] = True
        shown = np.flatnonzero(seen)
        inside = (shown >= first) & (shown < last)
        away = np.where(shown < first, shown - first, np.maximum(shown - last + 1, 0))
        bucket = np.sign(away) * np.searchsorted(_EDGES, np.abs(away), side="right") + len(_EDGES)
        same = self._sentences[shown] == self._sentences[first]
        return Window(shown, bucket + _BUCKETS * same, inside.astype(np.int64))


def names(pieces: Pieces, sentences: Integers) -> Iterator[tuple[int, int]]:
    """Yield the runs of capitalised words at their first mention, those of a sentence's first word left out."""
    heard: set[tuple[int, ...]] = set()
    opening = np.flatnonzero(np.diff(sentences, prepend=-1))
    alone = set(pieces.words[opening].tolist())
    capital = np.concatenate([[0], (pieces.cases > 0).astype(np.int8), [0]])
    edges = np.flatnonzero(np.diff(capital)).reshape(-1, 2)
    for first, last in edges.tolist():
        run = tuple(pieces.ids[first:last].tolist())
        one_word = pieces.words[first] == pieces.words[last - 1]
        if run not in heard and not (one_word and int(pieces.words[first]) in alone):
            heard.add(run)
            yield first, last
