"""What a date says, before it is settled: an expression, a nested tuple of strings, numbers and None.

None stands for a year that is not said.

- ``("day", year, month, day)``, ``("month", year, month)``, ``("year", year)``, ``("quarter", year, n)``, ``("half", year, n)``,
  ``("season", year, code)``, ``("decade", year)``, ``("century", n)``, ``("holiday", name, year)``, ``("weekday", n)``;
- ``("months", year, n)``: the first n months; ``("new_year",)``: the year that begins next, or has just begun;
- ``("numeric", "04/07/2019")``: day and month in an order yet to be settled;
- ``("monthday", n, weekday or None)``: the nth of some month; ``("around", unit, named day)``: the weekend or week of it;
- ``("fiscal", year, second year)``, ``("fiscal_step", n)``, ``("fiscal_part", whole, unit, n)``: fiscal years and parts of them;
- ``("bc", year)``, ``("unknown", unit)``: bounds that no date can hold, or that the text does not give;
- ``("step", unit, n)``: n units from the publication date; ``("from", unit, n)``: n units from the nearest earlier date;
  ``("from", unit, n, "earlier")``: what is compared, so many years or weeks earlier;
  ``("same", unit, whole)``: the same unit in ``whole``;
  ``("closing", unit, n, date)``, ``("opening", unit, n, date)``: a date that ends or begins a stretch of n units;
  ``("the", unit)``: the one that holds the reference; ``("weekend",)``: the nearest;
- ``("offset", unit, n, base)``: n units from ``base``; ``("year_ago", unit or None)``: a year before the nearest such unit;
- ``("window", unit, n)``: the last (n < 0) or the next n units;
- ``("turn", n, partial, origin)``: the last (-1), this (0) or the next (1) of a weekday, a month, a season or a named day;
- ``("within", partial, whole)``, where ``("nth", unit, n, count)``, ``("nth_weekday", weekday, n)`` and
  ``("containing", unit)`` are partial too;
- ``("in_year", year, partial)``: a partial date in a sentence that names a year before it; ``("year_before", year, deictic)``:
  "last year" where something of ``year`` is compared to it;
- ``("part", "early" and the like, whole)``, ``("range", one, other)``.
"""

from typing import Any

Expression = tuple[Any, ...]

_DATED = frozenset({"day", "month", "months", "quarter", "half", "season"})
_NEEDS_TENSE = _DATED | {"weekday", "weekend", "turn", "holiday", "window", "monthday", "from", "the"}
_THIS_WEEKEND = ("step", "weekend", 0)
_IN_ORDER = frozenset({"day", "month"})
_DEICTIC = frozenset({"step", "window", "weekday", "weekend"})


def with_year(expression: Expression, year: int) -> Expression:
    """Return a partial expression with its year filled in.

    >>> with_year(("part", "end", ("month", None, 5)), 2019)
    ('part', 'end', ('month', 2019, 5))
    """
    kind = expression[0]
    if kind in _DATED and expression[1] is None:
        return (kind, year, *expression[2:])
    if kind == "holiday":
        return (kind, expression[1], year)
    if kind in {"part", "around"}:
        return (kind, expression[1], with_year(expression[2], year))
    return expression


def without_year(expression: Expression) -> Expression | None:
    """Return a day, or the part of a month, without its year; None for others.

    >>> without_year(("day", 2001, 9, 11))
    ('day', None, 9, 11)
    """
    match expression:
        case ("day", _, month, day):
            return ("day", None, month, day)
        case ("part", which, ("month", _, month)):
            return ("part", which, ("month", None, month))
    return None


def year_in(expression: Expression) -> int | None:
    """Return the year that an expression says."""
    if expression[0] in {"part", "closing", "opening"}:
        return year_in(expression[-1])
    year = expression[1] if expression[0] in _DATED or expression[0] == "year" else None
    return year if isinstance(year, int) else None


def is_backward(start: Expression, end: Expression) -> bool:
    """Tell whether two full dates run back in time: no range, but a change "from May 2029 to December 31, 2021".

    >>> is_backward(("month", 2029, 5), ("day", 2021, 12, 31))
    True
    """
    one, other = year_in(start), year_in(end)
    if one is None or other is None:
        return False
    if one != other or start[0] not in _IN_ORDER or end[0] not in _IN_ORDER:
        return one > other
    shared = min(len(start), len(end))
    return start[2:shared] > end[2:shared]


def carried(start: Expression, end: Expression) -> Expression:
    """Return the start of a range with the year of its end, or the year before where its month is later.

    >>> carried(("day", None, 12, 30), ("day", 2019, 1, 2))
    ('day', 2018, 12, 30)
    """
    if start[0] == "monthday" and end[0] == "day":
        return ("day", end[1], end[2], start[1])
    year = year_in(end)
    if year is None:
        return start
    later = start[0] == end[0] and start[0] in {"day", "month", "quarter"} and start[2:] > end[2:]
    return with_year(start, year - 1 if later else year)


def needs_tense(expression: Expression) -> bool:
    """Tell whether some part of an expression lies on one side of the publication date or the other."""
    return (
        expression[0] in _NEEDS_TENSE
        or expression == _THIS_WEEKEND
        or any(needs_tense(inner) for inner in expression if isinstance(inner, tuple))
    )


def is_weekdays(expression: Expression) -> bool:
    """Tell whether an expression is a range of bare weekdays: "Wednesday through Friday"."""
    return bool(expression[0] == "range" and expression[1][0] == expression[2][0] == "weekday")


def is_deictic(expression: Expression) -> bool:
    """Tell whether an expression speaks from the day of writing."""
    if expression[0] in {"part", "within", "range", "year_before", "closing", "opening"}:
        return any(is_deictic(inner) for inner in expression if isinstance(inner, tuple))
    return expression[0] in _DEICTIC or (expression[0] == "turn" and expression[3] == "now")


def restored(pending: object) -> Any:  # noqa: ANN401 - any shape of expression
    """Return ``pending`` with every list in it as the tuple that it was before msgpack."""
    return tuple(restored(item) for item in pending) if isinstance(pending, list | tuple) else pending
