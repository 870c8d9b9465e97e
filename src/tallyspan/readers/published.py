"""When an article was published, and how we know."""

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath

from tallyspan.kinds.date import dateline
from tallyspan.readers.outcome import About

HEAD = 2000
"""Characters at the top of a text that may hold its dateline."""

EARLIEST = 1600
"""The first newspapers. An earlier year is a default value of some program, not a date."""

IN_FIGURES = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d\d|\d\d)(?![\d/-])")
MONTHS_OF_YEAR = 12

IN_NAME = re.compile(r"(?<!\d)(\d{4})([-_.])(\d{2})\2(\d{2})(?!\d)|(?<![0-9A-Za-z])((?:19|20)\d{2})(\d{2})(\d{2})(?![0-9A-Za-z])")


def settle(option: date | None, about: About, text: str, name: str) -> tuple[date | None, str | None]:
    """Return the publication date and where it comes from: option, what the source says, text or filename, in this order."""
    if option is not None:
        return option, "option"
    if about.published is not None:
        return about.published, about.published_from
    if (found := dateline(_head(text))) is not None:
        return found, "text"
    if (found := date_in_name(name)) is not None:
        return found, "filename"
    return None, None


def date_in_metadata(value: object) -> date | None:
    """Return the calendar date, as written, of a date given beside a text; None when it cannot be read.

    >>> date_in_metadata("2019-07-10T23:30:00-05:00"), date_in_metadata("Wed, 10 Jul 2019 09:00:00 GMT")
    (datetime.date(2019, 7, 10), datetime.date(2019, 7, 10))
    >>> date_in_metadata("recently") is date_in_metadata("0001-01-01") is date_in_metadata(1562716800) is None
    True
    """
    if not isinstance(value, str) or not (words := value.strip()[:100]):
        return None
    found = _iso(words) or _mail(words) or dateline(words)
    return found if found is not None and found.year >= EARLIEST else None


def _iso(words: str) -> date | None:
    # The first ten characters alone are for a time of day that is written in no standard way.
    for candidate in (words, words[:10].replace("/", "-")):
        try:
            return datetime.fromisoformat(candidate).date()
        except ValueError:
            continue
    return None


def _mail(words: str) -> date | None:
    try:
        return parsedate_to_datetime(words).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def date_in_words(words: str, *, day_first: bool) -> date | None:
    """Return the first date in figures among ``words``; None where nobody could tell the day from the month.

    >>> date_in_words("Posted 10.07.2019, 9:30", day_first=True), date_in_words("on 7/10/19", day_first=False)
    (datetime.date(2019, 7, 10), datetime.date(2019, 7, 10))
    >>> date_in_words("13/07/2019", day_first=False), date_in_words("45/07/2019", day_first=True)
    (datetime.date(2019, 7, 13), None)
    """
    if (match := IN_FIGURES.search(words)) is None:
        return None
    one, other, year = int(match[1]), int(match[3]), int(match[4])
    month, day = (
        (other, one) if (day_first or one > MONTHS_OF_YEAR or match[2] == ".") and other <= MONTHS_OF_YEAR else (one, other)
    )
    try:
        return date(year + (2000 if year < 100 else 0), month, day)  # noqa: PLR2004 - the century of the web
    except ValueError:
        return None


def date_in_name(name: str) -> date | None:
    """Return the first full date in the file name of a path.

    >>> date_in_name("2018-01-01/2019-07-10-trade.txt"), date_in_name("a_20190710.txt"), date_in_name("000_20190710ab.txt")
    (datetime.date(2019, 7, 10), datetime.date(2019, 7, 10), None)
    """
    for match in IN_NAME.finditer(PurePosixPath(name).name):
        year, _, month, day, *compact = match.groups()
        try:
            found = date(*(int(part) for part in ((year, month, day) if year else compact)))
        except ValueError:
            continue
        if found.year >= EARLIEST:
            return found
    return None


def _head(text: str) -> str:
    """Return the top of ``text`` without the space before it, cut between words: half a year would be another year."""
    start = len(text) - len(text.lstrip())
    head = text[start : start + HEAD]
    return head if len(text) <= start + HEAD else head.rsplit(maxsplit=1)[0]
