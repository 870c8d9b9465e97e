"""Dates that count from somewhere: weekdays, "last week", "two years later", "a year ago", "next May"."""

from datetime import date

from tallyspan.kinds.date import periods
from tallyspan.kinds.date.expressions import Expression
from tallyspan.kinds.date.partials import Evaluators, Partials, Value, unresolved
from tallyspan.kinds.date.periods import Period
from tallyspan.kinds.date.reference import SAME_STORY, Reference

_SATURDAY = 5
_SOON = 5  # days: what was expected on a weekday farther ahead was yesterday
_WEEK = 7
_MID_YEAR = 6  # the month after which "the new year" is the next
_REPORTED = frozenset({"month", "quarter", "half_year"})  # what a "year-earlier period" may be


class Shifts:
    """Counts from the day of publication, or from the date that the article told before."""

    def __init__(self, reference: Reference, value: Value, partials: Partials) -> None:
        self._reference = reference
        self._value = value
        self._in_year = partials.in_year
        self.evaluators: Evaluators = {
            "weekday": self._weekday,
            "weekend": self._weekend,
            "step": self._step,
            "new_year": self._new_year,
            "the": self._the,
            "from": self._from,
            "same": self._same,
            "closing": self._bound,
            "opening": self._bound,
            "offset": self._offset,
            "year_ago": self._year_ago,
            "year_before": self._year_before,
            "window": self._window,
            "turn": self._turn,
        }

    def _weekday(self, number: int) -> Period | None:
        now = self._reference.now()
        if now is None:
            return unresolved(("weekday", number))
        away = (number - now.weekday()) % 7
        told = self._reference.told_near({"day"}, SAME_STORY) if self._reference.tense == "past" else None
        if told and told.start and told.end and told.start < told.end < now and (told.end - told.start).days < _WEEK:
            inside = periods.day_after(told.start, (number - told.start.weekday()) % _WEEK)
            if inside and inside.start and inside.start <= told.end:  # a day of "the convention on July 25-28"
                return inside
        ahead = self._reference.tense == "future" and not (self._reference.reported and away > _SOON)
        return periods.day_after(now, away if ahead or not away else away - 7)

    def _weekend(self) -> Period | None:
        now = self._reference.now()
        if now is None:
            return None
        steps = -1 if self._reference.tense != "future" and now.weekday() < _SATURDAY else 0
        return periods.step("weekend", now, steps)

    def _step(self, unit: str, steps: int) -> Period | None:
        now = self._reference.now()
        if now is None:
            return None
        if unit == "weekend" and steps == 0 and self._reference.tense == "past" and now.weekday() < _SATURDAY:
            steps = -1
        return periods.step(unit, now, steps)

    def _new_year(self) -> Period | None:
        now = self._reference.now()
        return periods.year_of(now.year + (now.month > _MID_YEAR)) if now else None

    def _the(self, unit: str) -> Period | None:
        """Return the unit of "the end of the year": that of the publication date, in a narrative that of the date before."""
        if self._reference.narrative:
            return self._from(unit, 0)
        tense, now = self._reference.tense, self._reference.published
        if unit == "month" and now and (tense != "future" or self._reference.reported):
            told = self._reference.told_near({"day", "month"}, SAME_STORY)
            if told and told.start and told.start <= now:  # a month told just before: "since May 3 ... by the end of the month"
                return periods.step(unit, told.start, 0)
        return self._step(unit, 0)

    def _year_before(self, year: int, deictic: Expression) -> Period | None:
        """Return the "last year" that something of ``year`` is compared to; the day of publication knows better."""
        return self._value(deictic) if self._reference.published else periods.year_of(year - 1)

    def _from(self, unit: str, steps: int, form: str | None = None) -> Period | None:
        told = self._reference.compared() if unit == "year" and steps < 0 else None
        if told and (form == "earlier" or told.unit == "year" or (steps == -1 and told.unit in _REPORTED - {"month"})):
            return self._years_before(told, steps)  # "from a year earlier"
        reference = self._reference.nearest_before(unit)
        if steps > 0 and self._reference.used_published:  # "two years later" follows something told, not the day of writing
            return None
        if reference is None or reference.start is None or reference.end is None:
            return None
        if unit == "week" and form == "earlier" and reference.unit == "day":  # Monday's price, "up from 5 dollars a week earlier"
            return periods.day_after(reference.start, _WEEK * steps)
        found = periods.step(unit, reference.end if steps > 0 else reference.start, steps)
        return None if found and steps > 0 and self._reference.is_too_late(found) else found

    def _years_before(self, told: Period, steps: int) -> Period | None:
        moved = periods.years_on(told, steps)
        unit = periods.unit_of(told.unit, moved.start) if moved and moved.start else None
        return unit if unit and moved and (unit.start, unit.end) == (moved.start, moved.end) else moved

    def _same(self, unit: str, whole: Expression) -> Period | None:
        """Return the week, month or quarter told before, in the year ``whole``."""
        year, told = self._value(whole), self._reference.nearest_before(unit)
        if year is None or year.start is None or told is None or told.start is None:
            return Period(None, None, unit)
        moved = periods.months(told.start, 12 * (year.start.year - told.start.year))
        return periods.unit_of(unit, moved) if moved else None

    def _bound(self, unit: str, count: int, edge: Expression) -> Period | None:  # noqa: ARG002
        """Return the day or month that bounds a stretch."""
        return self._value(edge)

    def _offset(self, unit: str, steps: int, base: Expression) -> Period | None:
        """Return the day or unit so many units from ``base``: "a week ago Friday", "two years ago this month"."""
        self._reference.tense = "future" if steps > 0 else "past"
        from_there = self._value(base)
        moved = periods.move(unit, from_there.start, steps) if from_there and from_there.start else None
        return periods.unit_of(from_there.unit, moved) if from_there and moved else Period(None, None, "day")

    def _year_ago(self, unit: str | None) -> Period | None:
        """Return the same quarter or month of the year before the one last spoken of."""
        told = self._reference.latest_told({unit} if unit else _REPORTED)
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
        finest = "year" if steps > 0 and partial[0] != "weekday" else "day"  # "the following May" follows any date
        told = self._reference.nearest_before(finest) if origin == "text" else None
        now = (told.end if steps > 0 else told.start) if told else self._reference.now()
        if now is None:
            return self._value(partial)
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
            return periods.day_after(now, away - 7)
        return periods.day_after(now, (away or 7) + 7 * (steps - 1) if steps else away)
