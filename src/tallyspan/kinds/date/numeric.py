"""Numeric dates whose order of day and month is not said: "04/07/2019". Loads dateparser, its only user, when it meets one."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from importlib import import_module
from typing import Any

_PARTS = re.compile(r"\d+")
_MOST_MONTHS = 12


def order(expressions: Iterable[Any], rule_ids: Iterable[str]) -> str | None:
    """Return "DMY" or "MDY", whichever the article's other dates speak for; None when none does."""
    day_first = month_first = 0
    for expression in expressions:
        if expression[0] == "numeric":
            one, two = (int(part) for part in _PARTS.findall(expression[1])[:2])
            day_first += 4 * (one > _MOST_MONTHS)
            month_first += 4 * (two > _MOST_MONTHS)
    for rule_id in rule_ids:
        day_first += rule_id == "date.day_month"
        month_first += rule_id == "date.month_day"
    return None if day_first == month_first else "DMY" if day_first > month_first else "MDY"


def read(written: str, order: str | None, published: date | None) -> date | None:
    """Return the day that a numeric date means, by ``order``; else the one nearest to ``published``; else month first.

    >>> read("04/07/2019", None, date(2019, 7, 9))
    datetime.date(2019, 7, 4)
    """
    if order is None and published is not None:
        both = [when for each in ("MDY", "DMY") if (when := _parse(written, each))]
        return min(both, key=lambda when: abs((when - published).days), default=None)
    return _parse(written, order or "MDY")


@lru_cache(maxsize=4096)
def _parse(written: str, order: str) -> date | None:
    settings = {"DATE_ORDER": order, "RELATIVE_BASE": datetime(2000, 1, 1), "PARSERS": ["absolute-time"]}  # noqa: DTZ001
    found: datetime | None = import_module("dateparser").parse(written, languages=["en"], settings=settings)
    return found.date() if found else None
