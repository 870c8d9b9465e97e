"""The days beside a month: "4", "the 4th of", "16-18", "2, 3 and 4"."""

from typing import NamedTuple

from tallyspan.kinds.date.periods import LAST_DAY
from tallyspan.kinds.date.scan import CURRENCIES, DASHES, SUFFIXES, Scan

_LINKS = frozenset({"and", "or", "&"})
_TO = frozenset({"to", "through", "until"})


class Day(NamedTuple):
    """The number of a day of the month, and its atoms."""

    number: int
    first: int
    last: int


class Days(NamedTuple):
    """One day or two, the ends of a range or a mere list, and the atoms of all of them."""

    days: tuple[Day, ...]
    first: int
    last: int
    ranged: bool = False


def days_before(scan: Scan, i: int) -> Days | None:
    """Return the days that stand before the month at ``i``."""
    j = i - 1
    of = scan.word(j) == "of"
    joined = scan.dash(j) and scan.glued(i) and scan.word(j - 2) not in scan.lexicon.months  # not "March 19-April 30"
    if of or joined:
        j -= 1
    day = _day_ending(scan, j)
    suffixed = day is not None and day.last - day.first > 1
    if day is None and of and scan.word(j) in scan.lexicon.ordinals:
        day, suffixed = Day(scan.lexicon.ordinals[scan.word(j)], j, j + 1), True
    if day is None or (of and not suffixed):
        return None
    other = _day_ending(scan, day.first - 2)
    link = scan.word(day.first - 1)
    if other is not None and other.number < day.number:
        ranged = link in DASHES or link == "to" or (link == "and" and scan.word(other.first - 1) == "between")
        if ranged or link in _LINKS:
            more = () if ranged else _days_listed_before(scan, other)
            return Days((*more, other, day), (*more, other)[0].first, i, ranged=ranged)
    first = day.first - 1 if suffixed and link == "the" else day.first
    return Days((day,), first, i)


def _days_listed_before(scan: Scan, day: Day) -> tuple[Day, ...]:
    """Return the days of "1, 2" in "1, 2, 3 and 4 May" that stand before ``day``."""
    days: list[Day] = []
    while scan.word(day.first - 1) == "," and (other := _day_ending(scan, day.first - 2)) and other.number < day.number:
        day = other
        days.insert(0, day)
    return tuple(days)


def _day_ending(scan: Scan, j: int) -> Day | None:
    """Return the day whose last atom is ``j``: "4", "4th"; no price and no minute."""
    last = j + 1
    if scan.word(j) in SUFFIXES and scan.glued(j):
        j -= 1
    number = scan.number(j, 1, LAST_DAY)
    before = scan.word(j - 1)
    if number is None or before in CURRENCIES or (before == ":" and scan.glued(j)) or _is_hyphened(scan, j):
        return None
    return Day(number, j, last)


def _is_hyphened(scan: Scan, j: int) -> bool:
    """Tell whether the number at ``j`` belongs to the word before its hyphen: "COVID-19 may", not "Friday-5 May"."""
    hyphened = scan.dash(j - 1) and scan.glued(j) and scan.is_word(j - 2)
    return hyphened and scan.word(j - 2) not in scan.lexicon.weekdays and scan.word(j - 2) not in scan.lexicon.months


def days_after(scan: Scan, i: int) -> Days | None:
    """Return the days that stand after a month, which ends before atom ``i``."""
    if scan.word(i) == "the" and scan.word(i + 2) in SUFFIXES:
        i += 1
    day = _day_starting(scan, i)
    if day is None or (day.last == i + 1 and not _may_be_day(scan, i)):
        return None
    other = _day_starting(scan, day.last + 1)
    if other is not None and other.number > day.number:
        link, alone = scan.word(day.last), scan.stands_alone(other.last)
        if link in DASHES or (link in _TO and alone):
            return Days((day, other), i, other.last, ranged=True)
        between = scan.word(i - 2) == "between"
        if link in _LINKS and (alone or between or scan.year(other.last)):
            return Days((day, other), i, other.last, ranged=between)
        if link == "," and (listed := _days_listed_after(scan, other)):
            return Days((day, other, *listed), i, listed[-1].last)
    return Days((day,), i, day.last)


def _days_listed_after(scan: Scan, day: Day) -> list[Day]:
    """Return the days that follow ``day`` in a list that ends with "and": "4 and 5" of "May 2, 3, 4 and 5"."""
    days: list[Day] = []
    link = ","
    while link == ",":
        link = scan.word(day.last)
        other = _day_starting(scan, day.last + 1)
        if other is None or other.number <= day.number or link not in _LINKS | {","}:
            return []
        day = other
        days.append(day)
    return days if scan.stands_alone(day.last) or scan.year(day.last) else []


def _day_starting(scan: Scan, i: int) -> Day | None:
    number = scan.number(i, 1, LAST_DAY)
    if number is None:
        spelled = scan.lexicon.ordinals.get(scan.word(i), 1 if scan.word(i) == "one" else 0)
        return Day(spelled, i, i + 1) if spelled and scan.year(i + 2 if scan.word(i + 1) == "," else i + 1) else None
    return Day(number, i, i + 2 if scan.word(i + 1) in SUFFIXES and scan.glued(i + 1) else i + 1)


def _may_be_day(scan: Scan, i: int) -> bool:
    """Tell whether the number at ``i`` is a day: not a time ("10:30"), a measure ("20m"), nor a count ("In March 20 people")."""
    after = scan.word(i + 1)
    if after == "%" or (scan.glued(i + 1) and (scan.is_word(i + 1) or after == "/")):
        return False
    if after == ":" and scan.glued(i + 1) and scan.glued(i + 2):  # a time
        return False
    if after in scan.lexicon.year["not_before"] and after not in scan.lexicon.months and not scan.capital(i + 1):
        return False
    return not (scan.plural_noun(i + 1) and scan.word(i - 2) == "in")
