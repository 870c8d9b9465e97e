"""Fiscal years: whose they are, and so when they begin. A firm's by the bounds that the text gives, a country's by rule data."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from tallyspan.kinds.date import periods
from tallyspan.kinds.date.expressions import Expression
from tallyspan.kinds.date.periods import Period
from tallyspan.places import Place, Places
from tallyspan.reading import Reading

_FISCAL = frozenset({"fiscal", "fiscal_step", "fiscal_part"})
_REACH = 300  # characters around a fiscal year in which its country is named
_LEAD = 2  # times as often as any other is the country of an article named
_WINTER = 3  # months up to which a firm's year may end and be named after the year before as well
_WORD = re.compile(r"[a-z]+")
_SENTENCE_END = re.compile(r"[.!?][\"\u201d)]?\s+(?=[\"\u201c(]?[A-Z])|\n")
_TAX_YEAR, _TAX_DAY = "tax year", 6  # the British one begins on 6 April


class Start(NamedTuple):
    """The month and day on which fiscal years begin.

    ``named`` tells whether a bare number is their first year or their last, ``split`` whether they are written "2018/19".
    """

    month: int
    day: int
    named: str | None
    split: bool = True

    def year(self, first: int) -> tuple[date, date] | None:
        """Return the first and the last day of the fiscal year that begins in ``first``."""
        start, after = periods.safe(first, self.month, self.day), periods.safe(first + 1, self.month, self.day)
        end = periods.days(after, -1) if after else None
        return (start, end) if start and end else None


class FiscalYears:
    """The fiscal years of ``rules/fiscal.toml``, and the places by which they are told."""

    def __init__(self, rules: Mapping[str, Any], places: Places) -> None:
        self._places = places
        self._public = frozenset(rules["public"]["words"])
        self._others = frozenset(rules["public"]["others"])
        self._starts = {
            country: Start(entry["month"], entry["day"], entry["named"], entry.get("split", True))
            for entry in rules["year"]
            for country in entry["countries"]
        }

    def starts(self, readings: Sequence[Reading], text: str) -> dict[int, Start]:
        """Return when the fiscal year of each reading begins, by its place; only where that is known."""
        fiscal = [place for place, reading in enumerate(readings) if _speaks_of_one(reading.pending[0])]
        if not fiscal:
            return {}
        own = _stated(readings)
        if own is not None:
            return dict.fromkeys(fiscal, own)
        named = [place for place in self._places.find(text) if place.country]
        leading = _leading(named)
        found = {place: self._of_country(readings[place], text, named, leading) for place in fiscal}
        return {place: start for place, start in found.items() if start is not None}

    def _of_country(self, reading: Reading, text: str, named: Sequence[Place], leading: str | None) -> Start | None:
        low, high = max(0, reading.start - _REACH), min(len(text), reading.end + _REACH)
        first = max((end.end() for end in _SENTENCE_END.finditer(text, low, reading.start)), default=low)
        stop = _SENTENCE_END.search(text, reading.end, high)
        last = stop.start() if stop else high
        written = text[reading.start : reading.end].lower().replace("fiscal", "").replace("financial", "")
        words = frozenset(_WORD.findall(f"{text[first : reading.start].lower()} {written} {text[reading.end : last].lower()}"))
        if not self._others.isdisjoint(words) or self._public.isdisjoint(words):
            return None
        low, high = (bisect_left(named, edge, key=lambda place: place.start) for edge in (first, last))
        country = _leading(named[low:high]) or leading
        start = self._starts.get(country or "")
        if start and country == "GB" and text[reading.start : reading.end].endswith(_TAX_YEAR):
            return start._replace(day=_TAX_DAY)
        return start


def whole(expression: Expression, start: Start, now: date | None) -> Period | None:
    """Return the days of a fiscal year, ``("fiscal", year, second)`` or ``("fiscal_step", n)``; None where they stay unknown."""
    match expression:
        case ("fiscal", int(year), int(second)) if start.split:
            bounds, timex = start.year(year), f"{year}/{second}"
        case ("fiscal", int(year), None) if start.named:
            first = year - (start.named == "end" and (start.month, start.day) != (1, 1))
            bounds, timex = start.year(first), f"FY{year}"
        case ("fiscal_step", int(steps)) if now:
            first = now.year - ((now.month, now.day) < (start.month, start.day)) + steps
            bounds = start.year(first)
            timex = f"FY{bounds[1].year if bounds and start.named == 'end' else first}"
        case _:
            return None
    return Period(*bounds, "fiscal_year", timex) if bounds else None


def part(year: Period, unit: str, number: int) -> Period | None:
    """Return a quarter or half of a fiscal year whose days are known."""
    length = 3 if unit == "quarter" else 6
    first = periods.months(year.start, length * (number - 1)) if year.start else None
    after = periods.months(first, length) if first else None
    last = periods.days(after, -1) if after else None
    return Period(first, last, unit, f"{year.timex}-{'Q' if unit == 'quarter' else 'H'}{number}") if first and last else None


def _speaks_of_one(expression: Expression) -> bool:
    return expression[0] in _FISCAL or any(_speaks_of_one(inner) for inner in expression if isinstance(inner, tuple))


def _stated(readings: Sequence[Reading]) -> Start | None:
    """Return the fiscal year of which the text gives the bounds: "the year ended Jan. 31", "the season began on October 1"."""
    starts = {start for reading in readings if (start := _bound(reading.pending[0])) is not None}
    return starts.pop() if len(starts) == 1 else None


def _bound(expression: Expression) -> Start | None:
    match expression:
        case ("closing", "year", 1, ("day", _, int(month), int() as day)):
            after = periods.days(date(2001, month, min(day, 28)), 4 if day > 27 else 1)  # noqa: PLR2004 - month ends
            if after is None or day < 27:  # noqa: PLR2004 - a year of weeks ends on no set day
                return None
            return Start(after.month, 1, "end" if month > _WINTER else None)
        case ("closing", "year", 1, ("month", _, int(month))):
            return Start(month % periods.LAST_MONTH + 1, 1, "end" if month > _WINTER else None)
        case ("opening", "year", 1, ("day", _, int(month), int(day))):
            return Start(month, day, "end" if month > _WINTER else None)
        case ("opening", "year", 1, ("month", _, int(month))):
            return Start(month, 1, "end" if month > _WINTER else None)
    return None


def _leading(places: Sequence[Place]) -> str | None:
    """Return the country that is named clearly more often than any other."""
    counts: Counter[str] = Counter()
    for place in places:
        counts[place.country or ""] += place.weight
    (country, most), (_, second), *_ = [*counts.most_common(2), ("", 0), ("", 0)]
    return country if most and most >= _LEAD * second else None
