"""Parts of periods: "early 2019", "the second half of May", "the first three months of the year", "the last Monday of June"."""

from datetime import timedelta

from tallyspan.kinds.date import periods
from tallyspan.kinds.date.periods import Period

_YEAR_THIRDS = {  # first year and number of years
    "decade": {"early": (0, 4), "mid": (4, 3), "late": (7, 3)},
    "century": {"early": (0, 33), "mid": (33, 34), "late": (67, 33)},
}


def part(period: Period, which: str) -> Period:
    """Return the early, mid or late third of a period, or its first or last day (``start``, ``end``)."""
    start, end, unit, timex = period
    if start is None or end is None:
        return period._replace(unit="day") if which in {"start", "end"} and unit != "day" else period
    if unit == "day":
        return period
    if which == "end":
        return Period(end, end, "day", timex)
    if which == "start":
        return Period(start, start, "day", timex)
    if unit == "year":
        first = {"early": 1, "mid": 5, "late": 9}[which]
        return periods.of_months(start.year, first, 4, unit, timex or "")
    if unit in _YEAR_THIRDS:
        first, count = _YEAR_THIRDS[unit][which]
        return periods.of_months(start.year + first, 1, count * 12, unit, timex or "")
    length = (end - start).days + 1
    third = 10 if unit == "month" else length // 3
    first, last = {"early": (0, third), "mid": (third, 2 * third), "late": (2 * third, length)}[which]
    return Period(start + timedelta(days=first), start + timedelta(days=last - 1), unit, timex)


def half(period: Period, number: int) -> Period:
    """Return the first or the second half, in days, of a month; in years, of a decade or a century."""
    start, end, unit, timex = period
    if start is None or end is None:
        return period
    if unit == "month":
        first, last = (1, 15) if number == 1 else (16, end.day)
        return Period(start.replace(day=first), start.replace(day=last), unit, timex)
    years = (end.year - start.year + 1) // 2
    return periods.of_months(start.year + (years if number > 1 else 0), 1, 12 * years, unit, timex or "")


def nth(unit: str, number: int, count: int, outer: Period) -> Period | None:
    """Return ``count`` units of ``outer`` from the ``number``th on; for -1 the last ones.

    >>> nth("month", 1, 3, periods.year_of(2019)).end
    datetime.date(2019, 3, 31)
    """
    if outer.start is None or outer.end is None:
        return None
    more, end = count - 1, periods.unit_of(unit, outer.end)
    over = end is not None and end.start is not None and end.start > outer.end  # a weekend after a month that ends before it
    first = periods.step(unit, outer.end, -more - over) if number < 0 else periods.step(unit, outer.start, number - 1)
    if first is None or first.start is None or first.end is None:
        return None
    last = periods.step(unit, first.start, more)
    if last is None or last.end is None or last.start is None or last.start > outer.end or first.end < outer.start:
        return None
    return Period(first.start, last.end, unit, f"{first.timex}/{last.timex}" if more else first.timex)


def nth_weekday(weekday: int, number: int, outer: Period) -> Period | None:
    """Return the ``number``th such weekday of ``outer``; for -1 the last.

    >>> nth_weekday(0, 1, periods.month_of(2020, 10)).timex
    '2020-10-05'
    """
    if outer.start is None or outer.end is None:
        return None
    if number < 0:
        when = periods.days(outer.end, -((outer.end.weekday() - weekday) % 7))
    else:
        when = periods.days(outer.start, (weekday - outer.start.weekday()) % 7 + 7 * (number - 1))
    return periods.day(when) if when and when <= outer.end else None
