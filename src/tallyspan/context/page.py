"""One article as the columns of context see it: the text, its sentences, claims and names."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tallyspan.model import Article, Mention
from tallyspan.reading import Reading


class Page(NamedTuple):
    """An article, its ``readings`` (settled) and ``mentions``, both in text order, and the offsets of its sentences."""

    article: Article
    sentences: Sequence[tuple[int, int]]
    readings: Sequence[Reading]
    mentions: Sequence[Mention] = ()

    def number(self, offset: int) -> int:
        """Return the number of the sentence that holds ``offset``, or of the last one before it."""
        return number_of(self.sentences, offset)

    def dates(self, start: int, end: int) -> Iterator[Reading]:
        """Yield the date claims that share characters with ``[start, end)``."""
        first = bisect_right(self.readings, start, key=lambda reading: reading.end)
        for reading in self.readings[first:]:
            if reading.start >= end:
                return
            if reading.kind == "date":
                yield reading

    def names(self, start: int, end: int) -> Iterator[Mention]:
        """Yield the mentions that share characters with ``[start, end)``."""
        first = bisect_right(self.mentions, start, key=lambda mention: mention.end)
        last = bisect_left(self.mentions, end, key=lambda mention: mention.start)
        yield from self.mentions[first:last]


def number_of(sentences: Sequence[tuple[int, int]], offset: int) -> int:
    """Return the number of the sentence that holds ``offset``, or of the last one before it."""
    return max(0, bisect_right(sentences, offset, key=lambda bounds: bounds[0]) - 1)
