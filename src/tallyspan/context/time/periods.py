"""Periods of which a date is only one end: "the 13 weeks to 28 December", "the year starting July 1", "since it fell in May"."""

import calendar
from collections.abc import Sequence
from datetime import date, timedelta

from tallyspan.context.time.words import TimeWords
from tallyspan.reading import Reading
from tallyspan.syntax import Tree, Word

_PHRASE = 6  # words of "the first nine months ended"
_SINCE = 8  # words from "since" to the date of its clause
_INSIDE = frozenset({"CD", "JJ", "DT", "NN", "HYPH"})
_ENDING = frozenset({"ended", "ending", "ends"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_YEAR = 12  # months
_WEEK = 7  # days
_SOME = 60  # more units than any report covers


class Periods:
    """Reads them with the words of ``rules/time.toml``."""

    def __init__(self, words: TimeWords) -> None:
        self._words = words

    def start(self, tree: Tree, one: Reading) -> int:
        """Return the offset where the phrase of the period begins of which ``one`` is an end, else where ``one`` begins."""
        before = tree.within(tree.start, one.start)
        if _is_since(tree, one):
            return next(word.start for word in reversed(before) if word.norm == "since")
        unit = self._unit(before)
        if unit is None:
            return one.start
        i = unit
        while i > 0 and unit - i < _PHRASE and (before[i - 1].tag in _INSIDE or before[i - 1].norm == "-"):
            i -= 1
        return before[i].start

    def interval(self, tree: Tree, one: Reading, published: date | None) -> tuple[date | None, date | None]:
        """Return the first and the last day for which a number holds at the date ``one``; None where open."""
        if one.relation == "since" or _is_since(tree, one):
            return one.date_start, published
        before = tree.within(tree.start, one.start)
        unit = self._unit(before)
        span = self._span(before, unit, one) if unit is not None else None
        if span is not None:
            return span
        return (None, one.date_end) if one.relation == "until" else (one.date_start, one.date_end)

    def is_bare(self, tree: Tree, one: Reading) -> bool:
        """Tell whether ``one`` only ends a period whose length is not said: "the period ended March 31"."""
        before = tree.within(tree.start, one.start)
        if not before or before[-1].norm not in _ENDING:
            return False
        unit = self._unit(before)
        return unit is None or self._span(before, unit, one) is None

    def _unit(self, before: Sequence[Word]) -> int | None:
        """Return the place of the unit in "the 13 weeks to", or None."""
        edge = len(before) - 1
        if edge < 1 or before[edge].norm not in self._words.edges:
            return None
        unit = edge - 1
        return unit if before[unit].norm.split("-")[-1] in self._words.lengths else None

    def _span(self, before: Sequence[Word], unit: int, one: Reading) -> tuple[date, date] | None:
        length, count = self._words.lengths[before[unit].norm.split("-")[-1]], self._count(before, unit)
        if one.date_start is None or one.date_end is None or count is None:
            return None
        if before[unit + 1].norm in self._words.starts:
            return one.date_start, _moved(one.date_start, length, count) - timedelta(days=1)
        return _moved(one.date_end + timedelta(days=1), length, -count), one.date_end

    def _count(self, before: Sequence[Word], unit: int) -> int | None:
        """Return how many of the unit the period has: 13 in "the 13 weeks", 1 in "the financial year"."""
        if not before[unit].norm.endswith("s") or "-" in before[unit].norm:
            return 1
        number = before[unit - 1].norm if unit else ""
        count = int(number) if number.isascii() and number.isdigit() and len(number) < len(str(_SOME)) + 1 else 0
        return self._words.counts.get(number) or (count if 0 < count < _SOME else None)


def _is_since(tree: Tree, one: Reading) -> bool:
    """Tell whether ``one`` dates a clause under "since": "since the window opened on 14 June"."""
    before = tree.within(tree.start, one.start)[-_SINCE:]
    places = [i for i, word in enumerate(before) if word.norm == "since"]
    clause = before[places[-1] + 1 :] if places else []
    return any(word.tag in _FINITE for word in clause) and not any(word.norm == "," for word in clause)


def _moved(day: date, unit: str, count: int) -> date:
    """Return ``day`` moved by ``count`` units; the last day of a month where that has fewer days."""
    if unit == "week":
        return day + timedelta(days=_WEEK * count)
    months = day.year * _YEAR + day.month - 1 + count * {"month": 1, "quarter": 3, "half": 6, "year": _YEAR}[unit]
    year, month = divmod(months, _YEAR)
    if not date.min.year <= year <= date.max.year:
        return day
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
