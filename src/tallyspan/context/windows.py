"""What the model sees: the sentences of an article near its claims, in chunks, and for each claim the pieces that may answer."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from tallyspan.encoder.pieces import Integers, Pieces

CHUNK = 254  # pieces: with the model's own two signs 256, of the 512 that it has positions for
_BEFORE, _AFTER = 80, 36  # pieces around a claim
_ELSEWHERE = 64  # pieces of names and dates further away
_DATES = 3  # dates before the window
_EDGES = np.array([1, 2, 3, 4, 6, 9, 14, 22, 34, 52, 80])  # pieces away from the claim
_BUCKETS = 2 * len(_EDGES) + 1
PLACES = 2 * _BUCKETS
"""How many places a piece can have, as seen from the claim: how far before or behind, in its sentence or not."""

Bounds = tuple[int, int]


class Window(NamedTuple):
    """The pieces that one claim is read from, in text order."""

    pieces: Integers
    """Numbers of pieces of the article."""
    places: Integers
    """How each lies to the claim, below ``PLACES``."""
    inside: Integers
    """1 where the claim itself is."""


class Windows:
    """Makes the windows of the claims of one article, from the sentences that any of them reaches.

    ``claims`` are the offsets of all its claims, ``dates`` of those that are dates, both in text order.
    """

    def __init__(self, pieces: Pieces, sentences: Sequence[Bounds], claims: Sequence[Bounds], dates: Sequence[Bounds]) -> None:
        self._pieces = pieces
        starts = np.array([start for start, _ in sentences] or [0], dtype=np.int64)
        self._sentences = np.searchsorted(starts, pieces.starts, side="right")
        self._read = self._near(claims)
        self._names = [(a, b) for a, b in names(pieces, self._sentences) if self._read[a:b].all()]
        self._dates = [pieces.covering(*date) for date in dates]

    def chunks(self) -> Iterator[Integers]:
        """Yield the numbers of the pieces that are read together: whole sentences, as many as fit; longer ones are cut."""
        shown = np.flatnonzero(self._read)
        ends = np.append(np.flatnonzero(np.diff(self._sentences[shown])) + 1, len(shown)).tolist()
        first = stop = 0
        for end in ends:
            if end - first > CHUNK and stop > first:
                yield shown[first:stop]
                first = stop
            while end - first > CHUNK:
                yield shown[first : first + CHUNK]
                first += CHUNK
            stop = end
        if stop > first:
            yield shown[first:stop]

    def around(self, start: int, end: int) -> Window:
        """Return the window of the claim ``text[start:end]``, one of those that the article was said to have."""
        first, last = self._covering(start, end)
        low, high = max(0, first - _BEFORE), min(len(self._read), last + _AFTER)
        seen = np.zeros(len(self._read), dtype=bool)
        seen[low:high] = True
        before = [date for date in self._dates if date[1] <= low and self._read[date[0] : date[1]].all()][-_DATES:]
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

    def _near(self, claims: Sequence[Bounds]) -> np.ndarray:
        """Return of each piece whether its sentence is within reach of a claim."""
        near = np.zeros(len(self._pieces.ids), dtype=bool)
        for claim in claims:
            first, last = self._covering(*claim)
            near[max(0, first - _BEFORE) : last + _AFTER] = True
        return np.isin(self._sentences, np.unique(self._sentences[near]))

    def _covering(self, start: int, end: int) -> Bounds:
        first, last = self._pieces.covering(start, end)
        return first, max(last, first + 1)


def names(pieces: Pieces, sentences: Integers) -> Iterator[Bounds]:
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
