"""Dates that leave their year or month out: "May 4", "July", "Easter", "the 5th". Which one is meant, the article tells."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from tallyspan.kinds.date import named_days, numeric, periods
from tallyspan.kinds.date.expressions import Expression, with_year
from tallyspan.kinds.date.lexicon import Holiday
from tallyspan.kinds.date.periods import Period
from tallyspan.kinds.date.reference import SAME_STORY, Reference

_MONTHS_AROUND = 1  # where "the 5th" may lie
_MONTHS_OF_A_WEEKDAY = 15  # months within which there is some "Friday the 13th"
_YEARLY = frozenset({"day", "month", "quarter", "half", "months", "season", "holiday", "around"})
_OF_YEAR: Mapping[str, Callable[[int, Any], Period]] = {
    "month": periods.month_of,
    "quarter": periods.quarter_of,
    "half": periods.half_of,
    "months": periods.first_months,
    "season": periods.season_of,
}

_PARTS = frozenset({"quarter", "half"})

Value = Callable[[Expression], Period | None]
Evaluators = dict[str, Callable[..., Period | None]]  # by the kind of expression; each takes the rest of it


class Partials:
    """Finds the year, or the month, that is not said. ``value`` says what the expressions inside another one mean."""

    def __init__(self, reference: Reference, value: Value, order: str | None, holidays: Mapping[str, Holiday]) -> None:
        self._reference = reference
        self._value = value
        self._order = order
        self._holidays = holidays
        self.evaluators: Evaluators = {
            "day": self._day,
            "holiday": self._holiday,
            "around": self._around,
            "monthday": self._monthday,
            "numeric": self._numeric,
            "in_year": self._in_told_year,
            **{kind: partial(self._of_year, kind) for kind in _OF_YEAR},
        }

    def in_year(self, expression: Expression, year: int) -> Period | None:
        """Return what a partial date is in ``year``; None for one that does not come once a year."""
        return self._value(with_year(expression, year)) if expression[0] in _YEARLY else None

    def _day(self, year: int | None, month: int, day: int) -> Period | None:
        def make(year: int) -> Period:
            when = periods.safe(year, month, day)
            return periods.day(when) if when else Period(None, None, "day")

        if year is not None:
            return make(year)
        if periods.safe(2000, month, day) is None:
            return None
        given = self._reference.given(("day", None, month, day), make)
        if given is not None:
            return given
        return self._reference.nearest(make) or unresolved(("day", None, month, day))

    def _of_year(self, kind: str, year: int | None, which: int | str) -> Period | None:
        def make(year: int) -> Period:
            return _OF_YEAR[kind](year, which)

        if year is not None:
            return make(year)
        reference = self._reference
        choose = reference.latest_over if kind == "months" else reference.latest_started if kind in _PARTS else reference.nearest
        return choose(make) or unresolved((kind, None, which))

    def _holiday(self, name: str, year: int | None) -> Period | None:
        def make(year: int) -> Period:
            when = named_days.day_of(self._holidays[name], year)
            return periods.day(when) if when else Period(None, None, "day")

        if year is not None:
            return make(year)
        nearest, now = self._reference.nearest(make), self._reference.published
        if nearest and now and self._reference.tense == "past" and nearest.start and nearest.start > now:
            told = self._reference.told_near({"day", "month", "year"}, SAME_STORY)
            if told and told.start and told.start.year < now.year:
                return make(told.start.year)
        return nearest

    def _around(self, unit: str, holiday: Expression) -> Period | None:
        """Return the week of a named day, or the weekend next to it."""
        day = self._value(holiday)
        if day is None or day.start is None:
            return Period(None, None, unit)
        monday = unit == "weekend" and not day.start.weekday()
        return periods.step(unit, day.start, -1 if monday else 0)

    def _monthday(self, number: int, weekday: int | None) -> Period | None:
        """Return "the 5th" of the month last spoken of; "Friday the 13th" is the nearest."""
        told = self._reference.last(lambda period: period.unit in {"day", "month"}) if weekday is None else None
        now = told.start if told else self._reference.now()
        if now is None:
            return Period(None, None, "day", f"XXXX-XX-{number:02d}")
        reach = _MONTHS_AROUND if weekday is None else _MONTHS_OF_A_WEEKDAY
        months = [month for n in range(-reach, reach + 1) if (month := periods.months(now.replace(day=1), n))]
        days = [day for month in months if (day := periods.safe(month.year, month.month, number))]
        found = [periods.day(day) for day in days if weekday is None or day.weekday() == weekday]
        return self._reference.closest(found, now)

    def _numeric(self, written: str) -> Period | None:
        when = numeric.read(written, self._order, self._reference.published)
        return periods.day(when) if when else None

    def _in_told_year(self, year: int, partial: Expression) -> Period | None:
        """Return a partial date of a sentence that names a year, now over: "in 2016 the race went on until June"."""
        now = self._reference.published
        over = now is not None and year < now.year and self._reference.tense != "future"
        return self.in_year(partial, year) if over else self._value(partial)


def unresolved(partial: Expression) -> Period | None:
    """Return what a partial date says without its year."""
    match partial:
        case ("day", _, int(month), int(day)):
            return Period(None, None, "day", f"XXXX-{month:02d}-{day:02d}")
        case ("month", _, int(month)):
            return Period(None, None, "month", f"XXXX-{month:02d}")
        case ("season", _, str(code)):
            return Period(None, None, "season", f"XXXX-{code}")
        case ("quarter" | "half", _, int(number)):
            return Period(None, None, partial[0], f"XXXX-{'Q' if partial[0] == 'quarter' else 'H'}{number}")
        case ("weekday", int(number)):
            return Period(None, None, "day", f"XXXX-WXX-{number + 1}")
    return None
