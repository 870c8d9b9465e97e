"""Calendar arithmetic: units of the calendar as intervals of days, and their TIMEX3 values. It knows no text.

A date outside the years 1 to 9999 cannot be held: such a period has no interval, or is None where nothing is known of it.
"""

from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import NamedTuple

LAST_MONTH, LAST_DAY = 12, 31
SEASONS = ("SP", "SU", "FA", "WI")
_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"day": 1, "week": 7, "weekend": 7}


class Period(NamedTuple):
    """An interval of days, both included; ``unit`` is its granularity. Without an interval, ``timex`` keeps what is known."""

    start: date | None
    end: date | None
    unit: str
    timex: str | None = None


def valid_year(year: int) -> bool:
    """Tell whether every day of ``year`` can be held."""
    return MINYEAR <= year < MAXYEAR


def safe(year: int, month: int, day: int) -> date | None:
    """Return the day, or None when there is no such day.

    >>> safe(2019, 2, 31) is None
    True
    """
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day(when: date) -> Period:
    """Return one day."""
    return Period(when, when, "day", when.isoformat())


def days(when: date, count: int) -> date | None:
    """Return the day ``count`` days after ``when``; None when it cannot be held."""
    try:
        return when + timedelta(days=count)
    except OverflowError:
        return None


def day_after(when: date, count: int) -> Period | None:
    """Return the day ``count`` days after ``when`` as a period; None when it cannot be held."""
    moved = days(when, count)
    return day(moved) if moved else None


def months(when: date, count: int) -> date | None:
    """Return the same day of the month ``count`` months later, or the last day of a shorter month.

    >>> months(date(2019, 3, 31), -1)
    datetime.date(2019, 2, 28)
    """
    year, month = divmod(when.year * 12 + when.month - 1 + count, 12)
    if not valid_year(year):
        return None
    return date(year, month + 1, min(when.day, _last_day(year, month + 1)))


def of_months(year: int, month: int, count: int, unit: str, timex: str) -> Period:
    """Return the period of ``count`` whole months that begins with ``month`` of ``year``."""
    last_year, last_month = divmod(year * 12 + month - 1 + count - 1, 12)
    if not (valid_year(year) and valid_year(last_year)):
        return Period(None, None, unit)
    return Period(date(year, month, 1), date(last_year, last_month + 1, _last_day(last_year, last_month + 1)), unit, timex)


def year_of(year: int) -> Period:
    """Return a calendar year.

    >>> year_of(1998).timex
    '1998'
    """
    return of_months(year, 1, 12, "year", f"{year:04d}")


def month_of(year: int, month: int) -> Period:
    """Return a calendar month."""
    return of_months(year, month, 1, "month", f"{year:04d}-{month:02d}")


def quarter_of(year: int, number: int) -> Period:
    """Return a quarter, 1 to 4, of a calendar year."""
    return of_months(year, number * 3 - 2, 3, "quarter", f"{year:04d}-Q{number}")


def half_of(year: int, number: int) -> Period:
    """Return a half, 1 or 2, of a calendar year."""
    return of_months(year, number * 6 - 5, 6, "half_year", f"{year:04d}-H{number}")


def first_months(year: int, count: int) -> Period:
    """Return the first ``count`` months of a calendar year."""
    return of_months(year, 1, count, "month", f"{year:04d}-01/{year:04d}-{count:02d}")


def season_of(year: int, season: str) -> Period:
    """Return a season of the north; a winter is that which starts in ``year``.

    >>> season_of(2010, "WI").end
    datetime.date(2011, 2, 28)
    """
    return of_months(year, 3 + 3 * SEASONS.index(season), 3, "season", f"{year:04d}-{season}")


def decade_of(year: int) -> Period:
    """Return the ten years that share all digits but the last."""
    first = year // 10 * 10
    return of_months(first, 1, 120, "decade", f"{first // 10:03d}")


def century_of(number: int) -> Period:
    """Return the hundred years ``number``00 to ``number``99, as TIMEX3 counts them: 19 is the twentieth century."""
    return of_months(number * 100 or 1, 1, 1200 if number else 1188, "century", f"{number:02d}")


def fiscal_year(year: int, second: int | None) -> Period:
    """Return a fiscal year, whose bounds only its owner knows: "FY2019", "2018/2019"."""
    return unknown("fiscal_year", f"FY{year}" if second is None else f"{year}/{second}")


def before_christ(year: int) -> Period:
    """Return a year that no date can hold."""
    return unknown("year", f"BC{year:04d}")


def unknown(unit: str, timex: str | None = None) -> Period:
    """Return a period whose bounds are not known."""
    return Period(None, None, unit, timex)


def week_of(when: date) -> Period:
    """Return the week, Monday to Sunday.

    >>> week_of(date(2016, 2, 3)).timex
    '2016-W05'
    """
    year, week, weekday = when.isocalendar()
    start, end = days(when, 1 - weekday), days(when, 7 - weekday)
    return Period(start, end, "week", f"{year:04d}-W{week:02d}") if start and end else Period(None, None, "week")


def weekend_of(when: date) -> Period:
    """Return the Saturday and Sunday of the week."""
    week = week_of(when)
    start = days(week.end, -1) if week.end else None
    return Period(start, week.end, "weekend", f"{week.timex}-WE") if start else Period(None, None, "weekend")


def stretch(unit: str, count: int, edge: Period) -> Period | None:
    """Return the ``count`` units that begin with ``edge``, or that end with it where ``count`` is negative.

    >>> stretch("month", -3, month_of(2019, 6)).start
    datetime.date(2019, 4, 1)
    """
    if edge.start is None or edge.end is None:
        return None
    if count > 0:
        after = move(unit, edge.start, count)
        end = days(after, -1) if after else None
        return Period(edge.start, end, unit) if end else None
    after = days(edge.end, 1)
    start = move(unit, after, count) if after else None
    return Period(start, edge.end, unit) if start else None


def years_on(period: Period, years: int) -> Period | None:
    """Return ``period`` so many years later, whole months as whole months."""
    if period.start is None or period.end is None:
        return None
    start, end = months(period.start, 12 * years), months(period.end, 12 * years)
    if start is None or end is None:
        return None
    if (period.end.month, period.end.day) != (period.end.month, _last_day(period.end.year, period.end.month)):
        return Period(start, end, period.unit)
    return Period(start, end.replace(day=_last_day(end.year, end.month)), period.unit)


def unit_of(unit: str, when: date) -> Period | None:
    """Return the unit of the calendar that holds the day ``when``; None for one whose bounds the calendar does not know."""
    match unit:
        case "day":
            return day(when)
        case "week":
            return week_of(when)
        case "weekend":
            return weekend_of(when)
        case "month":
            return month_of(when.year, when.month)
        case "quarter":
            return quarter_of(when.year, (when.month + 2) // 3)
        case "half_year":
            return half_of(when.year, (when.month + 5) // 6)
        case "year":
            return year_of(when.year)
        case "decade":
            return decade_of(when.year)
        case "century":
            return century_of(when.year // 100)
    return None


def move(unit: str, when: date, steps: int) -> date | None:
    """Return the day ``steps`` units after ``when``; None when it cannot be held."""
    if unit in _DAYS:
        return days(when, steps * _DAYS[unit])
    return months(when, steps * _MONTHS[unit]) if unit in _MONTHS else None


def step(unit: str, when: date, steps: int) -> Period | None:
    """Return the unit of the calendar that lies ``steps`` units after the one that holds ``when``.

    >>> step("quarter", date(2019, 2, 1), -1).timex
    '2018-Q4'
    """
    first = when.replace(day=1) if unit in _MONTHS else when
    moved = move(unit, first, steps)
    return unit_of(unit, moved) if moved else None


def _last_day(year: int, month: int) -> int:
    return ((date(year + month // 12, month % 12 + 1, 1)) - timedelta(days=1)).day
