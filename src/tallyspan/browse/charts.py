"""Drawings: where on a canvas each point, bar and tick stands. The template ``charts.svg`` writes them as SVG.

Own, because what is needed is small (three forms, linear axes) and what libraries give does not fit: their SVG brings scripts,
fixed colours and inline styles, which the Content-Security-Policy forbids, and points that are no links.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any

from tallyspan.browse import wording

WIDTH, HEIGHT = 960, 360
LEFT, RIGHT, TOP, BOTTOM = 86, 30, 16, 34
_STEPS = (1, 2, 2.5, 5, 10)
_TICKS = 5
_WIDEST_BAR = 36


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis, and what is written there."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A point that opens its claim; ``series`` is its modality."""

    x: float
    y: float
    series: str
    claim_id: str
    title: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar, or a layer of one."""

    x: float
    y: float
    width: float
    height: float
    series: str
    title: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything that is drawn."""

    title: str
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    dots: tuple[Dot, ...] = ()
    bars: tuple[Bar, ...] = ()
    line: tuple[tuple[float, float], ...] = ()
    series: tuple[str, ...] = ()


def over_time(points: Sequence[Mapping[str, Any]], title: str, unit: str, *, joined: bool) -> Chart | None:
    """Return amounts over time, a dot each, and if they are ``joined`` a line through the median of the facts of each time.

    None without points.
    """
    if not points:
        return None
    x_of, x_ticks = _time_axis([point["time"] for point in points])
    y_of, y_ticks = _value_axis([point["y"] for point in points], unit)
    dots = [
        Dot(
            x_of(point["time"]),
            y_of(point["y"]),
            point["modality"] or "unknown",
            point["claim_id"],
            f"{wording.value(point)}, {point['modality'] or 'unknown'}, {wording.day(point['time'])}: {point['sentence']}",
        )
        for point in points
    ]
    facts: defaultdict[date, list[float]] = defaultdict(list)
    for point in points:
        if point["modality"] == "actual":
            facts[point["time"]].append(point["y"])
    line = tuple((x_of(time), y_of(median(values))) for time, values in sorted(facts.items())) if joined else ()
    return Chart(title, x_ticks, y_ticks, tuple(dots), line=line, series=_series(dot.series for dot in dots))


def by_period(rows: Sequence[Mapping[str, Any]]) -> Chart | None:
    """Return the number of claims by period of publication, kinds upon each other; None without rows."""
    if not rows:
        return None
    step = rows[0]["step"]
    periods: defaultdict[date, dict[str, int]] = defaultdict(dict)
    for row in rows:
        periods[row["first"]][row["kind"]] = row["claims"]
    first, last = min(periods), max(periods)
    after = last + timedelta(days={"week": 7, "month": 31, "year": 366}[step])
    x_of, x_ticks = _time_axis([first, after], padded=False)
    y_of, y_ticks = _value_axis([0, max(sum(kinds.values()) for kinds in periods.values())], None)
    width = min(max(x_of(after) - x_of(last) - 1, 1), _WIDEST_BAR)
    bars = []
    for start, kinds in sorted(periods.items()):
        below = 0
        for kind, claims in sorted(kinds.items()):
            top, bottom = y_of(below + claims), y_of(below)
            label = f"{claims:,} {kind}, {_period(start, step)}"
            bars.append(Bar(x_of(start), top, width, max(bottom - top, 0.5), kind, label))
            below += claims
    return Chart(
        f"Claims by {step} of publication", x_ticks, y_ticks, bars=tuple(bars), series=_series(row["kind"] for row in rows)
    )


def ticks(low: float, high: float, least: float = 0.0) -> list[float]:
    """Return about five round numbers that enclose ``low`` to ``high``, at least ``least`` apart.

    >>> ticks(0, 9), ticks(-1.2, 3.9)
    ([0.0, 2.0, 4.0, 6.0, 8.0, 10.0], [-2.0, 0.0, 2.0, 4.0])
    """
    width = (high - low) or abs(high) or 1.0
    power = 10.0 ** math.floor(math.log10(width / _TICKS))
    step = max(next(step * power for step in _STEPS if step * power * _TICKS >= width * 0.999), least)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [number * step for number in range(first, max(last, first + 1) + 1)]


def _value_axis(values: Sequence[float], unit: str | None) -> tuple["Axis", tuple[Tick, ...]]:
    low, high = min(values), max(values)
    if 0 <= low < high / 2 or low == high:
        low, high = min(low, 0), max(high, 0)  # a scale from nothing, unless that would press everything to the top
    marks = ticks(low, high, 0.0 if unit else 1.0)
    axis = Axis(marks[0], marks[-1], HEIGHT - BOTTOM, TOP)
    return axis, tuple(Tick(axis(mark), wording.amount(mark, unit) if unit else wording.short(mark)) for mark in marks)


def _time_axis(times: Sequence[date], *, padded: bool = True) -> tuple["TimeAxis", tuple[Tick, ...]]:
    first, last = min(times), max(times)
    room = max((last - first) // 40, timedelta(days=2)) if padded else timedelta(days=0)
    axis = TimeAxis(Axis(_number(first - room), _number(last + room), LEFT, WIDTH - RIGHT))
    return axis, tuple(Tick(axis(when), label) for when, label in _dates(first - room, last + room))


def _dates(first: date, last: date) -> Iterator[tuple[date, str]]:
    """Yield at most about twelve round dates between ``first`` and ``last``, with what is written there."""
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next((step for step in (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200) if months / step <= 12), 6000)  # noqa: PLR2004
    if months <= 1:
        days = max((last - first).days // 6, 1)
        for number in range(0, (last - first).days + 1, days):
            when = first + timedelta(days=number)
            yield when, f"{when.day} {when:%b}"
        return
    for number in range(first.year * 12 // step * step, last.year * 12 + last.month, step):
        if number < 12:  # noqa: PLR2004 # there is no year 0
            continue
        when = date(number // 12, number % 12 + 1, 1)
        if first <= when <= last:
            yield when, str(when.year) if when.month == 1 else f"{when:%b}" + ("" if months < 12 else f" {when.year}")  # noqa: PLR2004


@dataclass(frozen=True, slots=True)
class Axis:
    """Numbers to places on the canvas."""

    low: float
    high: float
    start: float
    stop: float

    def __call__(self, number: float) -> float:
        """Return where ``number`` stands."""
        share = (number - self.low) / ((self.high - self.low) or 1)
        return round(self.start + share * (self.stop - self.start), 1)


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Days to places on the canvas."""

    axis: Axis

    def __call__(self, when: date) -> float:
        """Return where the day stands."""
        return self.axis(_number(when))


def _number(when: date) -> float:
    return float(when.toordinal())


def _period(start: date, step: str) -> str:
    return {"week": f"week of {wording.day(start)}", "month": f"{start:%b} {start.year}", "year": str(start.year)}[step]


def _series(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))
