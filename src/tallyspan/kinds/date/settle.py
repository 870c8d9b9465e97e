"""Expressions into intervals, with the publication date and the earlier dates of the article in view."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from tallyspan.kinds.date import named_days, numeric, periods
from tallyspan.kinds.date.expressions import Expression, with_year, year_in
from tallyspan.kinds.date.lexicon import Holiday
from tallyspan.kinds.date.periods import Period
from tallyspan.kinds.date.reference import Reference
from tallyspan.reading import Reading

_SATURDAY = 5
_SOON = 5  # days: what was expected on a weekday farther ahead was yesterday
_WEEK = 7
_SAME_STORY = 300  # characters within which a date is of the story told
_MONTHS_AROUND = 1  # where "the 5th" may lie
_MONTHS_OF_A_WEEKDAY = 15  # months within which there is some "Friday the 13th"
_REPORTED = frozenset({"month", "quarter", "half_year"})  # what a "year-earlier period" may be
_YEARLY = frozenset({"day", "month", "quarter", "half", "season", "holiday", "around"})


_OF_YEAR: Mapping[str, Callable[[int, Any], Period]] = {
    "month": periods.month_of,
    "quarter": periods.quarter_of,
    "half": periods.half_of,
    "season": periods.season_of,
}


def settle(readings: Sequence[Reading], published: date | None, holidays: Mapping[str, Holiday]) -> Iterator[Reading]:
    """Yield ``readings`` with their intervals, as far as the article and ``published`` tell them."""
    order = numeric.order((reading.pending[0] for reading in readings), (reading.rule_id for reading in readings))
    reference = Reference(readings, published)
    evaluator = Evaluator(reference, order, holidays)
    for place, reading in enumerate(readings):
        expression, tense = reading.pending
        reference.turn_to(place, tense)
        period = evaluator.value(expression)
        if period is None:
            yield reading
        elif period.start is None or period.end is None or period.start > period.end:
            yield reading._replace(timex=period.timex)
        else:
            reference.remember(period, reading)
            source = "published" if reference.used_published else "text"
            start, end, timex = period.start, period.end, period.timex
            yield reading._replace(date_start=start, date_end=end, timex=timex, resolved_from=source)


class Evaluator:
    """Says what an expression means, given where the article stands in time."""

    def __init__(self, reference: Reference, order: str | None, holidays: Mapping[str, Holiday]) -> None:
        self._reference = reference
        self._order = order
        self._holidays = holidays
        self._evaluators: dict[str, Callable[..., Period | None]] = {
            "day": self._day, "year": periods.year_of, "decade": periods.decade_of, "century": periods.century_of,
            "holiday": self._holiday, "around": self._around, "weekday": self._weekday, "weekend": self._weekend,
            "monthday": self._monthday, "numeric": self._numeric, "fiscal": periods.fiscal_year,
            "fiscal_part": periods.fiscal_part, "fiscal_step": self._fiscal_step, "bc": periods.before_christ,
            "unknown": periods.unknown, "step": self._step, "the": self._the, "from": self._from, "offset": self._offset,
            "year_ago": self._year_ago, "window": self._window, "turn": self._turn, "within": self._within,
            "part": self._part, "range": self._range, "in_year": self._in_told_year,
            "year_before": self._year_before,
            **{kind: partial(self._of_year, kind) for kind in _OF_YEAR},
        }  # fmt: skip

    def value(self, expression: Expression) -> Period | None:
        """Return what ``expression`` means; None when nothing is known of it."""
        evaluate = self._evaluators.get(expression[0])
        return evaluate(*expression[1:]) if evaluate else None

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
        return self._reference.nearest(make) or _unresolved(("day", None, month, day))

    def _of_year(self, kind: str, year: int | None, which: int | str) -> Period | None:
        def make(year: int) -> Period:
            return _OF_YEAR[kind](year, which)

        if year is not None:
            return make(year)
        choose = self._reference.latest_started if kind in {"quarter", "half"} else self._reference.nearest
        return choose(make) or _unresolved((kind, None, which))

    def _holiday(self, name: str, year: int | None) -> Period | None:
        def make(year: int) -> Period:
            when = named_days.day_of(self._holidays[name], year)
            return periods.day(when) if when else Period(None, None, "day")

        if year is not None:
            return make(year)
        nearest, now = self._reference.nearest(make), self._reference.published
        if nearest and now and self._reference.tense == "past" and nearest.start and nearest.start > now:
            told = self._reference.told_near({"day", "month", "year"}, _SAME_STORY)
            if told and told.start and told.start.year < now.year:
                return make(told.start.year)
        return nearest

    def _around(self, unit: str, holiday: Expression) -> Period | None:
        """Return the week of a named day, or the weekend next to it."""
        day = self.value(holiday)
        if day is None or day.start is None:
            return Period(None, None, unit)
        monday = unit == "weekend" and not day.start.weekday()
        return periods.step(unit, day.start, -1 if monday else 0)

    def _weekday(self, number: int) -> Period | None:
        now = self._reference.now()
        if now is None:
            return _unresolved(("weekday", number))
        away = (number - now.weekday()) % 7
        told = self._reference.told_near({"day"}, _SAME_STORY) if self._reference.tense == "past" else None
        if told and told.start and told.end and told.start < told.end < now and (told.end - told.start).days < _WEEK:
            inside = _day_after(told.start, (number - told.start.weekday()) % _WEEK)
            if inside and inside.start and inside.start <= told.end:  # a day of "the convention on July 25-28"
                return inside
        ahead = self._reference.tense == "future" and not (self._reference.reported and away > _SOON)
        return _day_after(now, away if ahead or not away else away - 7)

    def _weekend(self) -> Period | None:
        now = self._reference.now()
        if now is None:
            return None
        steps = -1 if self._reference.tense != "future" and now.weekday() < _SATURDAY else 0
        return periods.step("weekend", now, steps)

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

    def _step(self, unit: str, steps: int) -> Period | None:
        now = self._reference.now()
        if now is None:
            return None
        if unit == "weekend" and steps == 0 and self._reference.tense == "past" and now.weekday() < _SATURDAY:
            steps = -1
        return periods.step(unit, now, steps)

    def _fiscal_step(self, steps: int) -> Period:
        """Return "the current fiscal year" by the name that its year gives it; its bounds stay unknown."""
        now = self._reference.now()
        return periods.fiscal_year(now.year + steps, None) if now else periods.unknown("fiscal_year")

    def _the(self, unit: str) -> Period | None:
        """Return the unit of "the end of the year": that of the publication date, in a narrative that of the date before."""
        if self._reference.narrative:
            return self._from(unit, 0)
        tense, now = self._reference.tense, self._reference.published
        if unit == "month" and now and (tense != "future" or self._reference.reported):
            told = self._reference.told_near({"day", "month"}, _SAME_STORY)
            if told and told.start and told.start <= now:  # a month told just before: "since May 3 ... by the end of the month"
                return periods.step(unit, told.start, 0)
        return self._step(unit, 0)

    def _year_before(self, year: int, deictic: Expression) -> Period | None:
        """Return the "last year" that something of ``year`` is compared to; the day of publication knows better."""
        return self.value(deictic) if self._reference.published else periods.year_of(year - 1)

    def _in_told_year(self, year: int, partial: Expression) -> Period | None:
        """Return a partial date of a sentence that names a year, now over: "in 2016 the race went on until June"."""
        now = self._reference.published
        over = now is not None and year < now.year and self._reference.tense != "future"
        return self._in_year(partial, year) if over else self.value(partial)

    def _from(self, unit: str, steps: int) -> Period | None:
        reference = self._reference.nearest_before(unit)
        if steps > 0 and self._reference.used_published:  # "two years later" follows something told, not the day of writing
            return None
        if reference is None or reference.start is None or reference.end is None:
            return None
        if unit == "year" and steps == -1 and reference.unit in {"quarter", "half_year"}:  # "from a year earlier"
            start = periods.months(reference.start, -12)
            return periods.unit_of(reference.unit, start) if start else None
        found = periods.step(unit, reference.end if steps > 0 else reference.start, steps)
        return None if found and steps > 0 and self._reference.is_too_late(found) else found

    def _offset(self, unit: str, steps: int, base: Expression) -> Period | None:
        """Return the day or unit so many units from ``base``: "a week ago Friday", "two years ago this month"."""
        self._reference.tense = "future" if steps > 0 else "past"
        from_there = self.value(base)
        moved = periods.move(unit, from_there.start, steps) if from_there and from_there.start else None
        return periods.unit_of(from_there.unit, moved) if from_there and moved else Period(None, None, "day")

    def _year_ago(self, unit: str | None) -> Period | None:
        """Return the same quarter or month of the year before the one last spoken of."""
        told = self._reference.last(lambda period: period.unit == unit if unit else period.unit in _REPORTED)
        if told is None:
            now = self._reference.now()
            told = periods.step(unit, now, -1) if unit and now else None
        before = periods.months(told.start, -12) if told and told.start else None
        return periods.unit_of(told.unit, before) if told and before else None

    def _window(self, unit: str, steps: int) -> Period | None:
        tells = self._reference.published is not None or self._reference.narrative
        follows = steps > 0 and self._reference.tense == "past" and tells
        told = self._reference.nearest_before("year") if follows else None
        if self._reference.used_published:  # "he spent the next two years there" follows something told
            return None
        now = told.end if told else self._reference.now()
        other = periods.move(unit, now, steps) if now else None
        if now is None or other is None:
            return None
        start, end = min(now, other), max(now, other)
        return Period(start, end, unit, f"{start}/{end}")

    def _turn(self, steps: int, partial: Expression, origin: str) -> Period | None:
        """Return the last (-1), this (0) or the next (1) one of a weekday, month, season or named day."""
        told = self._reference.nearest_before("day") if origin == "text" else None
        now = told.start if told else self._reference.now()
        if now is None:
            return self.value(partial)
        if partial[0] == "weekday":
            return self._turn_weekday(steps, partial[1], now)
        candidates = [period for year in range(now.year - 2, now.year + 3) if (period := self._in_year(partial, year))]
        if steps < 0:
            return next((period for period in reversed(candidates) if period.end and period.end < now), None)
        if steps > 0:
            return next((period for period in candidates if period.start and period.start > now), None)
        if origin == "text":
            return self._in_year(partial, now.year)
        holding = (period for period in candidates if period.start and period.end and period.start <= now <= period.end)
        return next(holding, None) or self._this(partial, now)

    def _this(self, partial: Expression, now: date) -> Period | None:
        last_winter = partial[0] == "season" and partial[2] == "WI" and self._reference.tense == "past"
        return self._in_year(partial, now.year - last_winter)

    def _turn_weekday(self, steps: int, number: int, now: date) -> Period | None:
        away = (number - now.weekday()) % 7
        if steps < 0 or (steps == 0 and away and self._reference.tense == "past"):
            return _day_after(now, away - 7)
        return _day_after(now, (away or 7) + 7 * (steps - 1) if steps else away)

    def _in_year(self, partial: Expression, year: int) -> Period | None:
        return self.value(with_year(partial, year)) if partial[0] in _YEARLY else None

    def _within(self, one: Expression, whole: Expression) -> Period | None:
        outer = self.value(whole)
        if outer is None or outer.start is None or outer.end is None:
            return _unresolved(one)
        match one:
            case ("weekday", int(number)):
                return _day_after(outer.start, number)
            case ("monthday", int(number), _):
                return _day_after(outer.start, number - 1)
            case ("nth", str(unit), int(number), int(count)):
                return periods.nth(unit, number, count, outer)
            case ("nth_weekday", int(weekday), int(number)):
                return periods.nth_weekday(weekday, number, outer)
            case ("half", _, int(number)) if outer.unit in {"month", "decade", "century"}:
                return periods.half(outer, number)
            case ("range", tuple(), tuple()):
                return self._range(*(("within", end, whole) for end in one[1:]))
            case ("containing", str(unit)):
                return periods.unit_of(unit, outer.start)
        return self._in_year(one, outer.start.year)

    def _part(self, which: str, whole: Expression) -> Period | None:
        given = self._reference.given(("part", which, whole), lambda year: self._in_year(whole, year) or periods.unknown("month"))
        period = given or self.value(whole)
        if period is None:
            return None
        if which not in {"so_far", "rest"}:
            one, _, two = which.partition("-")
            start = periods.part(period, one)
            return start._replace(end=periods.part(period, two).end) if two else start
        now = self._reference.published
        if period.start is None or period.end is None or now is None or not period.start <= now <= period.end:
            return period
        return period._replace(end=now) if which == "so_far" else period._replace(start=now)

    def _range(self, one: Expression, other: Expression) -> Period | None:
        end = self.value(other)
        start = self.value(one)
        weekdays = one[0] == other[0] == "weekday"
        ahead = self._reference.announced or self._reference.tense == "future"
        if weekdays and ahead and start and start.start:  # "announced three days of mourning, Wednesday through Friday"
            end = _day_after(start.start, (other[1] - one[1]) % 7)
        if start is None or end is None:
            return None
        if start.start and end.start and end.end and start.start > end.end:
            start = self._before(one, end.start) or start
        timex = f"{start.timex}/{end.timex}" if start.timex and end.timex else None
        return Period(start.start, end.end, end.unit, timex)

    def _before(self, partial: Expression, end: date) -> Period | None:
        """Return the start of a range whose year or week is not said, before its end."""
        if partial[0] == "weekday":
            return _day_after(end, -((end.weekday() - partial[1]) % 7))
        return self._in_year(partial, end.year - 1) if year_in(partial) is None else None


def _day_after(when: date, count: int) -> Period | None:
    day = periods.days(when, count)
    return periods.day(day) if day else None


def _unresolved(partial: Expression) -> Period | None:
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
