"""What a date leans on: the day of publication, the tense of its clause, and the dates that the article gave before it."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from datetime import date

from tallyspan.kinds.date import periods
from tallyspan.kinds.date.expressions import Expression, is_deictic, without_year, year_in
from tallyspan.kinds.date.periods import Period
from tallyspan.reading import Reading

_RANKS = {
    "day": 0, "week": 1, "weekend": 1, "month": 2, "quarter": 3, "season": 3, "half_year": 4, "year": 5, "fiscal_year": 5,
    "decade": 6, "century": 7,
}  # fmt: skip
SAME_STORY = 300  # characters within which a date is of the story told
_NEAR = 90  # days: a day and month this near is meant, whatever the tense
_CURRENT = 45  # days: a date this near is current, whatever other year the article gives it elsewhere
_NARRATIVE = 10  # dates to each that speaks from the day of writing
_FULL = 2  # dates with month and year that a narrative has at least
_MEMORY = 40  # how many dates back a reference may lie
_AROUND = 3  # years said on each side of a date that tell where its story is
_STRAY = 2  # years: a date farther than this from where the story is, is an aside
_TENSES = {"reported": "future", "announced": "past", "outlook": None}
_REPORT = 600  # characters within which a report speaks of one period
_ONWARD = 3  # times as far as a date ahead seems one behind to what is foreseen
_SERIES = 150  # characters between two dates of one outlook
_ABOUT_OVER = 15  # days before its end in which "the first nine months" may be spoken of as over
_REPORTED = frozenset({"month", "quarter", "half_year"})  # of which figures are told
_LEAP = 8  # years within which there is a 29 February


class Reference:
    """Where one article stands in time as its dates are read, first to last."""

    def __init__(self, readings: Sequence[Reading], published: date | None) -> None:
        self.published = published
        self.narrative = published is None and _is_narrative(readings)
        self.tense: str | None = None
        self.reported = self.announced = self.outlook = False
        self._series: date | None = None  # the date ahead that a date without a tense follows
        self._limit = False
        self.used_published = False
        self._spoken: date | None = None
        self._earlier: list[Period] = []
        self._sources: list[Reading] = []  # of each earlier period
        self._readings = readings
        said = [(place, year) for place, reading in enumerate(readings) if (year := year_in(reading.pending[0])) is not None]
        self._places = [place for place, _ in said]
        self._years = [year for _, year in said]
        self._place = 0
        self._given: dict[Expression, set[int]] = {}
        for reading in readings:
            expression = reading.pending[0]
            year = year_in(expression)
            if year is not None and (partial := without_year(expression)) is not None:
                self._given.setdefault(partial, set()).add(year)

    def turn_to(self, place: int, tense: str | None) -> None:
        """Turn to the reading at ``place``, whose clause is in ``tense``."""
        self.reported = tense == "reported"
        self.announced = tense == "announced"
        self._series = self._foretold(place) if tense in {None, "outlook"} else None
        self.outlook = self.published is not None and (tense == "outlook" or self._series is not None)
        relation = self._readings[place].relation
        self._limit = (tense == "future" and relation == "by") or (tense == "past" and relation == "since")
        if tense == "planned":
            tense = "past" if self.narrative else "future"
        self._place, self.tense, self.used_published = place, _TENSES.get(tense or "", tense), False

    def remember(self, period: Period, reading: Reading) -> None:
        """Keep a date that later ones may lean on; none to which others are compared, nor a narrative's asides."""
        kind, *rest = reading.pending[0]
        aside = self.narrative and ((kind == "from" and rest[1] < 0) or self._is_aside(period))
        compared = kind == "year_ago" or (kind == "from" and rest[:2] == ["year", -1] and period.unit != "year")
        if not (compared or aside):
            self._earlier.append(period)
            self._sources.append(reading)

    def told_near(self, units: Collection[str], reach: int) -> Period | None:
        """Return the nearest date of one of these units, told by month or year, at most ``reach`` characters before."""
        start = self._readings[self._place].start
        for period, source in zip(reversed(self._earlier[-_MEMORY:]), reversed(self._sources[-_MEMORY:]), strict=True):
            if start - source.end > reach:
                break
            if period.unit in units and source.date_anchor != "relative":
                return period
        return None

    def listen(self, said: Period | None) -> None:
        """Take ``said`` for the day on which the words at hand were said; None when they are the article's own."""
        self._spoken = None if said is None or self.is_too_late(said) else said.start

    def now(self) -> date | None:
        """Return the day of publication, which then settles the date at hand; in a quotation, the day when it was said."""
        if self._spoken is not None:
            return self._spoken
        self.used_published = True
        return self.published

    def compared(self) -> Period | None:
        """Return the stretch, month, quarter or half that figures were last told of; None after a whole year, or far away."""
        start = self._readings[self._place].start
        for period, source in zip(reversed(self._earlier[-_MEMORY:]), reversed(self._sources[-_MEMORY:]), strict=True):
            if start - source.end > SAME_STORY:
                break
            kind, *rest = source.pending[0]
            if kind == "closing" and (stretch := periods.stretch(rest[0], -rest[1], period)):
                return stretch
            if kind == "opening" and (stretch := periods.stretch(rest[0], rest[1], period)):
                return stretch
            if period.unit != "day" or source.qualifier == "range":
                return period if period.unit in _REPORTED else None
        return None

    def nearest_before(self, unit: str) -> Period | None:
        """Return the nearest earlier date that is no coarser than ``unit``, else the day of publication."""
        rank = _RANKS.get(unit, 0)
        earlier = self.last(lambda period: _RANKS[period.unit] <= rank and not self.is_too_late(period))
        earlier = earlier or self.last(lambda period: _RANKS[period.unit] <= rank)
        if earlier is not None:
            return earlier
        now = self.now()
        return periods.day(now) if now else None

    def given(self, partial: Expression, make: Callable[[int], Period]) -> Period | None:
        """Return the period of a partial date that the article gives elsewhere with one year, as "the Sept. 11 attacks"."""
        years = self._given.get(partial, ())
        if len(years) != 1 or self.narrative or self.tense == "future":
            return None
        nearest = self.nearest(make) if self.published else None
        near = nearest and nearest.start and self.published and abs((nearest.start - self.published).days) <= _CURRENT
        self.used_published = False
        return None if near else make(*years)

    def latest_told(self, units: Collection[str]) -> Period | None:
        """Return the latest of the dates of these units that are told close before, else the nearest told."""
        start = self._readings[self._place].start
        earlier = zip(reversed(self._earlier[-_MEMORY:]), reversed(self._sources[-_MEMORY:]), strict=True)
        told = [(period, source) for period, source in earlier if period.unit in units and period.start]
        near = [period for period, source in told if start - source.end < _REPORT and period.unit == told[0][0].unit]
        return max(near, key=lambda period: period.start or date.min) if near else told[0][0] if told else None

    def last(self, fits: Callable[[Period], bool]) -> Period | None:
        """Return the nearest earlier date that ``fits``."""
        return next((period for period in reversed(self._earlier[-_MEMORY:]) if fits(period)), None)

    def nearest(self, make: Callable[[int], Period]) -> Period | None:
        """Return the period of a partial date, which ``make`` gives for a year, that lies nearest to the publication date.

        In a narrative without one, it lies nearest to the date before it.
        """
        now = self.published
        if now is not None:
            self.used_published = True
        else:
            reference = self.nearest_before("year") if self.narrative else None
            if reference is None or reference.start is None:
                return None
            if reference.unit == "year":
                return make(reference.start.year)
            now, self.tense = reference.start, None
        return self._of_years(make, now, 1) or self._of_years(make, now, _LEAP)

    def _of_years(self, make: Callable[[int], Period], now: date, reach: int) -> Period | None:
        years = filter(periods.valid_year, range(now.year - reach, now.year + reach + 1))
        return self.closest([period for year in years if (period := make(year)).start], now)

    def closest(self, candidates: Sequence[Period], now: date) -> Period | None:
        """Return the candidate nearest to ``now`` on the side that the tense tells."""
        return min(candidates, key=lambda period: self._distance(period, now), default=None)

    def is_too_late(self, period: Period) -> bool:
        """Tell whether a clause in the past tense speaks of a day that was yet to come."""
        now, start = self.published, period.start
        return self.tense == "past" and now is not None and start is not None and start > now

    def latest_started(self, make: Callable[[int], Period]) -> Period | None:
        """Return the period, which ``make`` gives for a year, that began last; without a publication date None."""
        now = self.now()
        if now is None:
            return None
        this = make(now.year)
        if self.outlook:
            return self._of_years(make, now, 1)
        later = this.start is not None and this.start > now
        return make(now.year - 1) if later and self.tense != "future" else this

    def latest_over(self, make: Callable[[int], Period]) -> Period | None:
        """Return the period, which ``make`` gives for a year, that ended last or is about to; without a publication date None."""
        now = self.now()
        if now is None:
            return None
        this = make(now.year)
        running = this.end is not None and (this.end - now).days > _ABOUT_OVER
        return make(now.year - 1) if running and self.tense != "future" else this

    def _distance(self, period: Period, now: date) -> tuple[bool, int]:
        """Return how far a period lies from ``now``; one on the side that the tense excludes is further than any other."""
        if period.start is None or period.end is None:
            return True, 0
        far = period.unit != "day" or self._limit or abs((period.start - now).days) > _NEAR
        wrong = far and ((self.tense == "past" and period.start > now) or (self.tense == "future" and period.end < now))
        if period.start <= now <= period.end:
            return wrong, 0
        onward = self.narrative or self.outlook
        if period.end < now:  # a narrative goes on; news looks back
            return wrong, (now - period.end).days * (_ONWARD if self.outlook else 2 if self.narrative else 1)
        away = (period.start - now).days
        if self._series:
            away = min(away, abs((period.start - self._series).days))
        return wrong, away if onward or self.tense == "future" or away < _NEAR else 2 * away

    def _foretold(self, place: int) -> date | None:
        """Return the date ahead that a date in a clause without a tense follows close, or that it repeats."""
        now, reading = self.published, self._readings[place]
        if now is None or reading.date_anchor != "partial" or reading.granularity == "day":
            return None
        for period, source in zip(reversed(self._earlier[-_MEMORY:]), reversed(self._sources[-_MEMORY:]), strict=True):
            ahead = period.start is not None and period.start > now and source.date_anchor == "partial"
            if ahead and (reading.start - source.end < _SERIES or source.pending[0] == reading.pending[0]):
                return period.start
        return None

    def _is_aside(self, period: Period) -> bool:
        """Tell whether a date lies far from the years that the article names around it."""
        at = bisect_left(self._places, self._place)
        around = sorted(self._years[max(0, at - _AROUND) : at + _AROUND + 1])
        return bool(around) and period.start is not None and abs(period.start.year - around[len(around) // 2]) > _STRAY


def _is_narrative(readings: Sequence[Reading]) -> bool:
    """Tell whether an article tells of the past with full dates, so that each date may lean on the one before it."""
    full = sum(reading.date_anchor == "absolute" and reading.granularity in {"day", "month"} for reading in readings)
    deictic = sum(is_deictic(reading.pending[0]) for reading in readings)
    first = readings[0] if readings else None
    if full == 1 and not deictic and first and first.date_anchor == "absolute" and first.granularity == "day":
        return bool(first.pending[1] == "past")  # one date in full, and all others lean on it
    return full >= _FULL and deictic * _NARRATIVE <= len(readings)
