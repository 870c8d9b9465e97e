"""Where a claim stands in time, seen from the article: ahead of it or behind it, as far as its own words and dates tell."""

from datetime import date

from tallyspan.context.modality.words import ModalWords
from tallyspan.reading import Reading
from tallyspan.syntax import Tree, Word

_SURFACE = 40  # characters of a date that may tell whether it is next or last
_NOUNS = 4  # words from a date to the noun that it goes with
_PREMODIFIERS = frozenset({"nummod", "compound", "amod", "nmod:poss"})
_FIRST = 2  # words of it
_UNTIL = frozenset({"until", "till", "through", "throughout", "to"})


class Outlook:
    """The outlook of one ``reading``, found in an article ``published`` then that reads ``text``."""

    __slots__ = ("_reading", "is_ahead", "is_behind", "is_date", "is_far", "is_next", "is_since")

    def __init__(self, reading: Reading, text: str, published: date | None, words: ModalWords) -> None:
        self._reading = reading
        self.is_date = reading.kind == "date"
        self.is_since = reading.relation == "since"
        start, end = reading.date_start, reading.date_end
        surface = text[reading.start : min(reading.end, reading.start + _SURFACE)].lower().split() if self.is_date else []
        forward = "day" not in surface and any(word in words.ahead for word in surface[:_FIRST])
        backward = any(word in words.behind for word in surface)
        self.is_next = forward
        if start is not None and end is not None and published is not None:
            self.is_ahead = start > published or (forward and end > published)
            self.is_behind = end < published or (backward and end == published)
        else:
            self.is_ahead = forward
            self.is_behind = backward
        self.is_far = self.is_ahead and start is not None and published is not None and start.year > published.year

    def holds(self, word: Word) -> bool:
        """Tell whether ``word`` is part of the claim."""
        return word.start < self._reading.end and self._reading.start < word.end

    def lasts(self, before: str) -> bool:
        """Tell whether the date ends what is going on, given the word before it: "the fair runs through March"."""
        return self._reading.relation == "until" or before in _UNTIL


def names_thing(tree: Tree, top: Word, last: int) -> bool:
    """Tell whether the date that ends before word ``last`` only says which thing is meant: "their December salaries"."""
    behind = tree.words[last] if last < len(tree.words) else None
    if behind is None:
        return False
    if behind.norm == "'s" or (behind.norm == "'" and behind.tag == "POS"):
        return True
    head = top.head
    return (
        top.dep in _PREMODIFIERS and head is not None and head.i >= last and head.i - last < _NOUNS and top.child("case") is None
    )
