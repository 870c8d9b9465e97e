"""Counted units: "three weeks ago", "two days later", "the past two years", "the first three months of 2019"."""

from typing import TYPE_CHECKING, NamedTuple

from tallyspan.kinds.date.lexicon import Unit
from tallyspan.kinds.date.scan import Phrase, Scan

if TYPE_CHECKING:
    from tallyspan.kinds.date.expressions import Expression

_FROM_TEXT = {"earlier": -1, "previously": -1, "prior": -1, "later": 1, "afterwards": 1}
_ENDS = {"first": 1, "opening": 1, "initial": 1, "last": -1, "final": -1, "closing": -1}
_IN_YEARS = {"decade": 10, "century": 100}
_RECENT = frozenset({"recent"})
_BEFORE_STRETCH = frozenset({"in", "over", "during", "for", "from", "to", "than", "with"})
_AFTER_START = frozenset({"after", "since", "when", "on", "at", "together", "following", "as", "there", "here", "alone"})
_LAST_COUNT = 11  # months that a stretch of a year has at most
_MANY = 5  # the most that "a year or ..." may go up to
_FINER = {"century": ("year", 100), "decade": ("year", 10), "year": ("month", 12), "month": ("week", 4), "fortnight": ("week", 2)}


class _Count(NamedTuple):
    """So many of a unit; the atoms of the number and the unit."""

    unit: str
    number: int
    first: int
    last: int
    plural: bool

    def years(self) -> tuple[str, int]:
        """Return the unit and the number for a distance: "two decades ago" is that year."""
        times = _IN_YEARS.get(self.unit)
        return ("year", self.number * times) if times else (self.unit, self.number)


def read_count(scan: Scan, i: int, unit: Unit) -> Phrase | None:
    """Read the unit at atom ``i`` with the number before it and the word that makes a date of them."""
    count = None if unit.unit == "half_year" else _count(scan, i, unit)
    if count is None:
        return None
    if (more := _or_more(scan, count)) is not None:
        phrase = _distance(scan, more)
        return _from_lesser(phrase, count) if phrase else None
    phrase = _distance(scan, count) or _stretch(scan, count)
    return _from_either(scan, count, phrase) if phrase else None


def _count(scan: Scan, i: int, unit: Unit) -> _Count | None:
    found = scan.count_before(i)
    if found is None:
        return None
    number, first = found
    last, plural = i + 1, unit.plural or number != 1
    step = 2 if scan.dash(i + 1) else 1  # "a year-and-a-half"
    if scan.words[i + step : i + 4 * step : step] == ["and", "a", "half"]:
        number, last, plural = number + 0.5, i + 3 * step + 1, True
    elif scan.words[i + 1 : i + 3] == ["or", "so"]:
        last = i + 3
    name, number = unit.unit, number * unit.times
    if number != int(number) and name in _FINER:
        name, times = _FINER[name]
        number *= times
    return _Count(name, int(number), first, last, plural) if number == int(number) else None


def _or_more(scan: Scan, count: _Count) -> _Count | None:
    """Return the greater count of "a week or two"."""
    if scan.word(count.last) != "or" or count.number != 1:
        return None
    greater = scan.numerals.get(count.last + 2)
    if greater is None or not 1 < greater.value <= _MANY:
        return None
    return count._replace(number=int(greater.value), last=greater.last, plural=True)


def _distance(scan: Scan, count: _Count) -> Phrase | None:
    """Read "ago", "later", "from now"."""
    after, next_ = scan.word(count.last), scan.word(count.last + 1)
    unit, number = count.years()
    expression: Expression = ("step", unit, -number)
    last, form = count.last + 1, ""
    if after in _FROM_TEXT and (next_ not in {"than", "to"} or scan.word(count.first - 1) == "from"):
        expression, form = ("from", unit, number * _FROM_TEXT[after]), "later" if _FROM_TEXT[after] > 0 else "earlier"
        if unit in {"year", "week"} and form == "earlier":
            expression = (*expression, form)
    elif after == "hence" or (after == "from" and next_ in {"now", "today"}):
        last += after == "from"
        expression, form = ("step", unit, number), "from_now"
    elif after in ({"from", "on"} if unit == "week" else {"from"}) and (
        next_ in scan.lexicon.weekdays or next_ in scan.lexicon.day_words
    ):
        return Phrase(count.first, last, ("step", unit, number), "from", unit, "relative", weak=True)
    elif after == "ago" or (after == "back" and scan.stands_alone(count.last + 1)):
        form = "ago"
    else:
        return None
    return Phrase(count.first, last, expression, form, unit, "relative")


def _from_either(scan: Scan, count: _Count, phrase: Phrase) -> Phrase | None:
    """Return ``phrase`` from the lesser of two numbers on: "7 or 8 years ago", "two to three weeks ago"."""
    link = count.first - 1
    lesser = scan.numerals.get(link)
    joined = scan.word(link) in {"or", "to"} or (scan.dash(link) and scan.glued(count.first))
    if phrase.form != "ago" or not joined or lesser is None or not 0 < lesser.value < count.number:
        return phrase
    return _from_lesser(phrase._replace(first=lesser.first), count._replace(number=int(lesser.value)))


def _from_lesser(phrase: Phrase, lesser: _Count) -> Phrase | None:
    """Return ``phrase``, so many units ago, as the end of a range that starts ``lesser`` units ago."""
    if phrase.form != "ago":
        return None
    unit, number = lesser.years()
    return phrase._replace(expression=("range", phrase.expression, ("step", unit, -number)), qualifier="range")


def _stretch(scan: Scan, count: _Count) -> Phrase | None:
    """Read "the past two years", "the first three months of"."""
    if not count.plural:
        return None
    before, outer = scan.word(count.first - 1), scan.word(count.first - 2)
    first = count.first - 2 if outer in {"the", "these", "this"} else count.first - 1
    if scan.word(count.last) == "of":
        end = _ENDS.get(before)
        if not end and count.unit == "month" and scan.year(count.last + 1):  # "for nine months of 2015"
            first, end = count.first, 1
        expression: Expression = ("nth", count.unit, end, count.number)
        return Phrase(first, count.last, expression, "nth", count.unit, "relative", weak=True) if end else None
    if _ENDS.get(before) == 1 and count.unit == "month":
        return _of_this_year(scan, count, first)
    shift = scan.shift(count.first - 1)
    steps = -1 if before in _RECENT and outer == "the" else shift.steps if shift and shift.origin == "now" else 0
    if not steps:
        return None
    return Phrase(first, count.last, ("window", count.unit, count.number * steps), "window", count.unit, "relative")


def _of_this_year(scan: Scan, count: _Count, first: int) -> Phrase | None:
    """Read "the first nine months" of a year that is not said; not "the first three months after it opened"."""
    lead, after = scan.word(first - 1), scan.word(count.last)
    if not 1 < count.number <= _LAST_COUNT or lead not in _BEFORE_STRETCH or after in _AFTER_START or scan.capital(count.last):
        return None
    if lead == "for" and not scan.has_figures:
        return None
    return Phrase(first, count.last, ("months", None, count.number), "months", "month", "partial")
