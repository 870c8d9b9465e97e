"""dateparser's ``search_dates`` read as a finder of claims, for ``peers.py``. Runs in an environment of its own.

It gets what it needs to do well: the language, the publication date as the base, and its own defaults otherwise, which do
better on the annotated news than ``PREFER_DATES_FROM: past`` or the strategy "ngram" (that finds a little more, with far
more false alarms, at a twentieth of the speed). Its day with its period (week, month, year) makes the interval.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import stopwatch
from dateparser.search import search_dates

TIMEX = {"week": "%G-W%V", "month": "%Y-%m", "year": "%Y"}
DECEMBER = 12


def search(article: dict[str, Any]) -> list[tuple[str, datetime, str]]:
    """Return what ``search_dates`` finds in ``article``: text, moment and period."""
    base = {"RELATIVE_BASE": datetime.fromisoformat(article["published"])} if article["published"] else {}
    return search_dates(article["text"], languages=["en"], settings=base, add_period=True) or []


def claims(article: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the claims of ``article``. They come in order and without offsets: each stands after the one before."""
    end = 0
    for surface, moment, period in search(article):
        start = article["text"].find(surface, end)
        if start < 0:
            continue
        end = start + len(surface)
        first, last = interval(moment.date(), period)
        yield {
            "kind": "date",
            "start": start,
            "end": end,
            "surface": surface,
            "date_start": first,
            "date_end": last,
            "timex": moment.strftime(TIMEX.get(period, "%Y-%m-%d")),
        }


def interval(day: date, period: str) -> tuple[date, date]:
    """Return the first and the last day of the ``period`` that ``day`` lies in."""
    if period == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if period == "month":
        following = date(day.year + day.month // DECEMBER, day.month % DECEMBER + 1, 1)
        return day.replace(day=1), following - timedelta(days=1)
    if period == "year":
        return date(day.year, 1, 1), date(day.year, DECEMBER, 31)
    return day, day


if __name__ == "__main__":
    stopwatch.reader(lambda articles: [search(article) for article in articles], claims)
