"""Expressions into intervals, with the publication date and the earlier dates of the article in view."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from tallyspan.kinds.date import named, numeric, periods
from tallyspan.kinds.date.expressions import Expression, is_deictic
from tallyspan.kinds.date.lexicon import Holiday
from tallyspan.kinds.date.periods import Period
from tallyspan.reading import Reading

_RANKS = {
    "day": 0, "week": 1, "weekend": 1, "month": 2, "quarter": 3, "season": 3, "half_year": 4, "year": 5, "fiscal_year": 5,
    "decade": 6, "century": 7,
}  # fmt: skip
_SATURDAY = 5
_NEAR = 90  # days: a day and month this near is meant, whatever the tense
_NARRATIVE = 10  # dates to each that speaks from the day of writing
_FULL = 2  # dates with month and year that a narrative has at least
_MEMORY = 40  # how many dates back a reference may lie


def settle(readings: Sequence[Reading], published: date | None, holidays: Mapping[str, Holiday]) -> Iterator[Reading]:
    """Yield ``readings`` with their intervals, as far as the article and ``published`` tell them."""
    order = numeric.order((reading.pending[0] for reading in readings), (reading.rule_id for reading in readings))
    narrative = published is None and _is_narrative(readings)
    settler = Settler(published, order, holidays, narrative=narrative)
    for reading in readings:
        yield settler.settle(reading)


class Settler:
    """Settles the dates of one article, first to last, and remembers them as references."""

    def __init__(
        self, published: date | None, order: str | None, holidays: Mapping[str, Holiday], *, narrative: bool = False
    ) -> None:
        self._published = published
        self._narrative = narrative
        self._order = order
        self._holidays = holidays
        self._earlier: list[Period] = []
        self._tense: str | None = None
        self._used_published = False
        self._evaluators: dict[str, Callable[..., Period | None]] = {
            "day": self._day, "month": self._month, "year": self._year, "quarter": self._quarter, "half": self._half,
            "season": self._season, "decade": self._decade, "century": self._century, "holiday": self._holiday,
            "weekday": self._weekday, "weekend": self._weekend, "numeric": self._numeric, "fiscal": self._fiscal,
            "bc": self._before_christ,
            "unknown": self._unknown, "step": self._step, "the": self._the, "from": self._from, "window": self._window,
            "turn": self._turn, "within": self._within, "part": self._part, "range": self._range,
        }  # fmt: skip

    def settle(self, reading: Reading) -> Reading:
        """Return ``reading`` with its interval."""
        expression, self._tense = reading.pending
        self._used_published = False
        period = self.value(expression)
        if period is None:
            return reading
        start, end, unit, timex = period
        if start is None or end is None or start > end:
            return reading._replace(timex=timex)
        self._earlier.append(Period(start, end, unit, timex))
        source = "published" if self._used_published else "text"
        return reading._replace(date_start=start, date_end=end, timex=timex, resolved_from=source)

    def value(self, expression: Expression) -> Period | None:
        """Return what ``expression`` means; None when nothing is known of it."""
        evaluate = self._evaluators.get(expression[0])
        return evaluate(*expression[1:]) if evaluate else None

    def _now(self) -> date | None:
        self._used_published = True
        return self._published

    def _reference(self, unit: str) -> Period | None:
        """Return the nearest earlier date that is no coarser than ``unit``, else the publication date."""
        rank = _RANKS.get(unit, 0)
        for period in reversed(self._earlier[-_MEMORY:]):
            if _RANKS[period.unit] <= rank:
                return period
        return self._today()

    def _today(self) -> Period | None:
        now = self._now()
        return periods.day(now) if now else None

    def _nearest(self, make: Callable[[int], Period]) -> Period | None:
        """Return the period of a partial date, which ``make`` gives for a year, that lies nearest to the publication date.

        In a narrative without one, it lies nearest to the date before it.
        """
        now = self._published
        if now is not None:
            self._used_published = True
        else:
            reference = self._reference("year") if self._narrative else None
            if reference is None or reference.start is None:
                return None
            if reference.unit == "year":
                return make(reference.start.year)
            now, self._tense = reference.start, None
        candidates = [period for year in (now.year - 1, now.year, now.year + 1) if (period := make(year)).start]
        if not candidates:  # 29 February: the last or the next leap year
            candidates = [
                period for year in range(now.year - 8, now.year + 9) if periods.valid_year(year) and (period := make(year)).start
            ]
        return min(candidates, key=lambda period: self._distance(period, now), default=None)

    def _distance(self, period: Period, now: date) -> tuple[bool, int]:
        """Return how far a period lies from ``now``; one on the side that the tense excludes is further than any other."""
        if period.start is None or period.end is None:
            return True, 0
        far = period.unit != "day" or abs((period.start - now).days) > _NEAR
        wrong = far and ((self._tense == "past" and period.start > now) or (self._tense == "future" and period.end < now))
        if period.start <= now <= period.end:
            return wrong, 0
        if period.end < now:
            return wrong, (now - period.end).days * (2 if self._narrative else 1)  # a narrative goes on; news looks back
        away = (period.start - now).days
        return wrong, away if self._narrative or self._tense == "future" or away < _NEAR else 2 * away

    def _day(self, year: int | None, month: int, day: int) -> Period | None:
        def make(year: int) -> Period:
            when = periods.safe(year, month, day)
            return periods.day(when) if when else Period(None, None, "day")

        if year is not None:
            return make(year)
        if periods.safe(2000, month, day) is None:
            return None
        return self._nearest(make) or Period(None, None, "day", f"XXXX-{month:02d}-{day:02d}")

    def _month(self, year: int | None, month: int) -> Period | None:
        if year is not None:
            return periods.month_of(year, month)
        period = self._nearest(lambda year: periods.month_of(year, month))
        return period or Period(None, None, "month", f"XXXX-{month:02d}")

    def _year(self, year: int) -> Period | None:
        return periods.year_of(year)

    def _quarter(self, year: int | None, number: int) -> Period | None:
        return self._latest_started(year, lambda year: periods.quarter_of(year, number), f"XXXX-Q{number}")

    def _half(self, year: int | None, number: int) -> Period | None:
        return self._latest_started(year, lambda year: periods.half_of(year, number), f"XXXX-H{number}")

    def _latest_started(self, year: int | None, make: Callable[[int], Period], unknown: str) -> Period | None:
        if year is not None:
            return make(year)
        now = self._now()
        if now is None:
            return make(1)._replace(start=None, end=None, timex=unknown)
        this = make(now.year)
        later = this.start is not None and this.start > now
        return make(now.year - 1) if later and self._tense != "future" else this

    def _season(self, year: int | None, season: str) -> Period | None:
        if year is not None:
            return periods.season_of(year, season)
        period = self._nearest(lambda year: periods.season_of(year, season))
        return period or Period(None, None, "season", f"XXXX-{season}")

    def _decade(self, year: int) -> Period | None:
        return periods.decade_of(year)

    def _century(self, number: int) -> Period | None:
        return periods.century_of(number)

    def _holiday(self, name: str, year: int | None) -> Period | None:
        def make(year: int) -> Period:
            when = named.day_of(self._holidays[name], year)
            return periods.day(when) if when else Period(None, None, "day")

        return self._nearest(make) if year is None else make(year)

    def _weekday(self, number: int) -> Period | None:
        now = self._now()
        if now is None:
            return Period(None, None, "day", f"XXXX-WXX-{number + 1}")
        away = (number - now.weekday()) % 7
        when = periods.days(now, away if self._tense == "future" or not away else away - 7)
        return periods.day(when) if when else None

    def _weekend(self) -> Period | None:
        now = self._now()
        if now is None:
            return None
        steps = -1 if self._tense != "future" and now.weekday() < _SATURDAY else 0
        return periods.step("weekend", now, steps)

    def _numeric(self, written: str) -> Period | None:
        when = numeric.read(written, self._order, self._published)
        return periods.day(when) if when else None

    def _fiscal(self, year: int, second: int | None) -> Period | None:
        return Period(None, None, "fiscal_year", f"FY{year}" if second is None else f"{year}/{second}")

    def _before_christ(self, year: int) -> Period | None:
        return Period(None, None, "year", f"BC{year:04d}")

    def _unknown(self, unit: str) -> Period | None:
        return Period(None, None, unit)

    def _step(self, unit: str, steps: int) -> Period | None:
        now = self._now()
        if now is None:
            return None
        if unit == "weekend" and steps == 0 and self._tense == "past" and now.weekday() < _SATURDAY:
            steps = -1
        return periods.step(unit, now, steps)

    def _the(self, unit: str) -> Period | None:
        """Return the unit of "the end of the year": that of the publication date, in a narrative that of the date before."""
        return self._from(unit, 0) if self._narrative else self._step(unit, 0)

    def _from(self, unit: str, steps: int) -> Period | None:
        reference = self._reference(unit)
        if steps > 0 and self._used_published:  # "two years later" follows something told, not the day of writing
            return None
        if reference is None or reference.start is None or reference.end is None:
            return None
        if unit == "year" and steps == -1 and reference.unit in {"quarter", "half_year"}:  # "from a year earlier"
            start = periods.months(reference.start, -12)
            return periods.unit_of(reference.unit, start) if start else None
        base = reference.end if steps > 0 else reference.start
        return periods.step(unit, base, steps)

    def _window(self, unit: str, steps: int) -> Period | None:
        follows = steps > 0 and self._tense == "past" and (self._published is not None or self._narrative)
        told = self._reference("month") if follows else None
        now = told.end if told else self._now()  # "he spent the next two years there" follows what was told before
        if now is None:
            return None
        other = periods.move(unit, now, steps)
        if other is None:
            return None
        start, end = (other, now) if other < now else (now, other)
        return Period(start, end, unit, f"{start}/{end}")

    def _turn(self, steps: int, partial: Expression, origin: str) -> Period | None:
        """Return the last (-1), this (0) or the next (1) one of a weekday, month, season or named day."""
        reference = self._reference("day") if origin == "text" else None
        now = self._now() if reference is None else reference.start
        if now is None:
            return self.value(partial)
        if partial[0] == "weekday":
            return self._turn_weekday(steps, partial[1], now)
        make = self._yearly(partial)
        candidates = [
            period
            for year in range(now.year - 2, now.year + 3)
            if (period := make(year)) is not None and period.start and period.end
        ]
        if steps < 0:
            before = [period for period in candidates if period.end and period.end < now and not _holds(period, now)]
            return before[-1] if before else None
        if steps > 0:
            after = [period for period in candidates if period.start and period.start > now]
            return after[0] if after else None
        if origin == "text":
            return make(now.year)
        return next((period for period in candidates if _holds(period, now)), None) or self._this_year(make, now)

    def _this_year(self, make: Callable[[int], Period | None], now: date) -> Period | None:
        this = make(now.year)
        if this and this.unit == "season" and this.timex and this.timex.endswith("WI") and self._tense == "past":
            return make(now.year - 1)
        return this

    def _turn_weekday(self, steps: int, number: int, now: date) -> Period | None:
        away = (number - now.weekday()) % 7
        if steps < 0:
            away -= 7
        elif steps > 0:
            away = away or 7
        elif self._tense == "past" and away:
            away -= 7
        when = periods.days(now, away)
        return periods.day(when) if when else None

    def _yearly(self, partial: Expression) -> Callable[[int], Period | None]:
        kind, rest = partial[0], partial[2:]
        if kind == "holiday":
            return lambda year: self._holiday(partial[1], year)
        return lambda year: self.value((kind, year, *rest))

    def _within(self, one: Expression, whole: Expression) -> Period | None:
        outer = self.value(whole)
        kind = one[0]
        if outer is None or outer.start is None or outer.end is None:
            return self._unresolved(one)
        if kind == "weekday":
            when = periods.days(outer.start, one[1])
            return periods.day(when) if when else None
        if kind == "nth":
            return _nth(one[1], one[2], one[3], outer)
        if kind == "containing":
            return periods.unit_of(one[1], outer.start)
        return self._yearly(one)(outer.start.year)

    def _unresolved(self, partial: Expression) -> Period | None:
        """Return what a partial date says without its year."""
        match partial:
            case ("day", _, int(month), int(day)):
                return Period(None, None, "day", f"XXXX-{month:02d}-{day:02d}")
            case ("month", _, int(month)):
                return Period(None, None, "month", f"XXXX-{month:02d}")
            case ("weekday", int(number)):
                return Period(None, None, "day", f"XXXX-WXX-{number + 1}")
        return None

    def _part(self, which: str, whole: Expression) -> Period | None:
        period = self.value(whole)
        if period is None:
            return None
        if which not in {"so_far", "rest"}:
            return periods.part(period, which)
        now = self._published
        if period.start is None or period.end is None or now is None or not period.start <= now <= period.end:
            return period
        return period._replace(end=now) if which == "so_far" else period._replace(start=now)

    def _range(self, one: Expression, other: Expression) -> Period | None:
        end = self.value(other)
        start = self.value(one)
        if start is None or end is None:
            return None
        timex = f"{start.timex}/{end.timex}" if start.timex and end.timex else None
        if start.start and end.end and start.start > end.end and start.end:
            start = self._before(one, end) or start
            timex = f"{start.timex}/{end.timex}"
        return Period(start.start, end.end, end.unit, timex)

    def _before(self, partial: Expression, end: Period) -> Period | None:
        """Return the start of a range whose year or week is not said, before its end."""
        if end.start is None:
            return None
        if partial[0] == "weekday":
            away = (end.start.weekday() - partial[1]) % 7
            when = periods.days(end.start, -away)
            return periods.day(when) if when else None
        if partial[0] in {"day", "month", "quarter", "season"} and partial[1] is None:
            return self._yearly(partial)(end.start.year - 1)
        return None


def _is_narrative(readings: Sequence[Reading]) -> bool:
    """Tell whether an article tells of the past with full dates, so that each date may lean on the one before it."""
    full = sum(reading.date_anchor == "absolute" and reading.granularity in {"day", "month"} for reading in readings)
    deictic = sum(is_deictic(reading.pending[0]) for reading in readings)
    return full >= _FULL and deictic * _NARRATIVE <= len(readings)


def _holds(period: Period, now: date) -> bool:
    return period.start is not None and period.end is not None and period.start <= now <= period.end


def _nth(unit: str, number: int, count: int, outer: Period) -> Period | None:
    """Return ``count`` units of ``outer`` from the ``number``th on; for -1 the last ones."""
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
