"""One article as the readers of context see it: the text, its sentences, what a model said of some of them, claims and names."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tallyspan.model import Article, Mention
from tallyspan.reading import Reading
from tallyspan.syntax import Tree


class Page(NamedTuple):
    """An article, its ``readings`` (settled, in text order), its ``mentions`` (in text order) and its sentences.

    ``sentences`` are the offsets of all of them; ``trees`` holds, by number, those that were asked for.
    """

    article: Article
    sentences: Sequence[tuple[int, int]]
    readings: Sequence[Reading]
    trees: Mapping[int, Tree]
    mentions: Sequence[Mention] = ()

    def number(self, offset: int) -> int:
        """Return the number of the sentence that holds ``offset``, or of the last one before it."""
        return max(0, bisect_right(self.sentences, offset, key=lambda bounds: bounds[0]) - 1)

    def within(self, start: int, end: int) -> list[Reading]:
        """Return the readings in ``[start, end)``."""
        first = bisect_left(self.readings, start, key=lambda reading: reading.start)
        last = bisect_right(self.readings, end, lo=first, key=lambda reading: reading.end)
        return list(self.readings[first:last])


class Measured(NamedTuple):
    """A measure: the noun phrase as the table gives it, and the offsets of the words in the text that it was made from."""

    text: str
    start: int
    end: int
