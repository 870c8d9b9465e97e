"""Which dates of a sentence may be the time of a number, and for which days such a number holds."""

from collections.abc import Sequence
from datetime import date

from tallyspan.reading import Reading
from tallyspan.syntax import Tree

_TO_COME = frozenset({"target", "forecast"})
_COMPARING = frozenset({"from", "than", "against", "versus", "with"})
_BASE = 7  # words from "from" to the date of the number that follows it: "from 88 deaths in May 2019"


def is_possible(one: Reading, modality: str, published: date | None) -> bool:
    """Tell whether a number of this modality may hold at that date: none that is so holds in the future."""
    if one.date_start is None or one.date_end is None:
        return False
    if published is None:
        return True
    if modality in _TO_COME:
        return one.date_end >= published
    return modality == "hypothetical" or one.date_start <= published


def is_listed(tree: Tree, one: Reading, here: Sequence[Reading]) -> bool:
    """Tell whether a date is one of several, for several numbers: "in 2010 and 2015"."""
    dates = [other for other in here if other.kind == "date" and other is not one]
    between = [tree.within(min(one.end, other.end), max(one.start, other.start)) for other in dates]
    return any(len(words) == 1 and words[0].norm in {"and", "or"} for words in between)


def is_base(tree: Tree, one: Reading, reading: Reading) -> bool:
    """Tell whether a date is what a change is measured from: "fell 19% from 1987", "up 5% on last year", "from 88 in May"."""
    before = tree.within(tree.start, one.start)
    if not before:
        return False
    led = before[-1].norm
    if led == "than" or (led == "from" and "/" not in (one.timex or "")) or (led == "on" and one.granularity == "year"):
        return True
    between = [word for word in before[-_BASE:] if word.start >= reading.end]
    for i, word in enumerate(between):
        if word.norm in _COMPARING:
            return any(other.tag == "CD" for other in between[i + 1 :])
    return False


def is_current(tree: Tree, one: Reading) -> bool:
    """Tell whether a date is a span that still goes on: "this year"."""
    inside = tree.within(one.start, one.end)
    return bool(inside) and inside[0].norm == "this"
