"""Dates made of dates: ranges, "the second Monday of May", "early 2019"."""

from datetime import date

from tallyspan.kinds.date import periods, portions
from tallyspan.kinds.date.expressions import Expression, year_in
from tallyspan.kinds.date.partials import Evaluators, Partials, Value, unresolved
from tallyspan.kinds.date.periods import Period
from tallyspan.kinds.date.reference import Reference


class Composites:
    """Puts together what ``value`` says of the dates inside another one."""

    def __init__(self, reference: Reference, value: Value, partials: Partials) -> None:
        self._reference = reference
        self._value = value
        self._in_year = partials.in_year
        self.evaluators: Evaluators = {
            "within": self._within,
            "part": self._part,
            "range": self._range,
        }

    def _within(self, one: Expression, whole: Expression) -> Period | None:
        outer = self._value(whole)
        if outer is None or outer.start is None or outer.end is None:
            return unresolved(one)
        match one:
            case ("weekday", int(number)):
                return periods.day_after(outer.start, number)
            case ("monthday", int(number), _):
                return periods.day_after(outer.start, number - 1)
            case ("nth", str(unit), int(number), int(count)):
                return portions.nth(unit, number, count, outer)
            case ("nth_weekday", int(weekday), int(number)):
                return portions.nth_weekday(weekday, number, outer)
            case ("half", _, int(number)) if outer.unit in {"month", "decade", "century"}:
                return portions.half(outer, number)
            case ("range", tuple(), tuple()):
                return self._range(*(("within", end, whole) for end in one[1:]))
            case ("containing", str(unit)):
                return periods.unit_of(unit, outer.start)
        return self._in_year(one, outer.start.year)

    def _part(self, which: str, whole: Expression) -> Period | None:
        given = self._reference.given(("part", which, whole), lambda year: self._in_year(whole, year) or periods.unknown("month"))
        period = given or self._value(whole)
        if period is None:
            return None
        if which not in {"so_far", "rest"}:
            found = _portion(period, which)
            if whole[0] == "the" and period.start and self._reference.is_too_late(found):  # "at the end of the month he met"
                before = periods.step(period.unit, period.start, -1)
                return _portion(before, which) if before else None
            return found
        now = self._reference.published
        if period.start is None or period.end is None or now is None or not period.start <= now <= period.end:
            return period
        return period._replace(end=now) if which == "so_far" else period._replace(start=now)

    def _range(self, one: Expression, other: Expression) -> Period | None:
        end = self._value(other)
        start = self._value(one)
        weekdays = one[0] == other[0] == "weekday"
        ahead = self._reference.announced or self._reference.tense == "future"
        if weekdays and ahead and start and start.start:  # "announced three days of mourning, Wednesday through Friday"
            end = periods.day_after(start.start, (other[1] - one[1]) % 7)
        if start is None or end is None:
            return None
        if start.start and end.start and end.end and start.start > end.end:
            start = self._before(one, end.start) or start
        timex = f"{start.timex}/{end.timex}" if start.timex and end.timex else None
        return Period(start.start, end.end, end.unit, timex)

    def _before(self, partial: Expression, end: date) -> Period | None:
        """Return the start of a range whose year or week is not said, before its end."""
        if partial[0] == "weekday":
            return periods.day_after(end, -((end.weekday() - partial[1]) % 7))
        return self._in_year(partial, end.year - 1) if year_in(partial) is None else None


def _portion(period: Period, which: str) -> Period:
    """Return the part of ``period`` that ``which`` names: "early", "mid-late"."""
    one, _, two = which.partition("-")
    start = portions.part(period, one)
    return start._replace(end=portions.part(period, two).end) if two else start
