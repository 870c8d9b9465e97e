"""Named days: "Christmas Day", "Easter 1916", "Labor Day weekend", and when they fall, by the ``holidays`` library."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

import holidays

from tallyspan.kinds.date.lexicon import Holiday
from tallyspan.kinds.date.periods import days, safe, valid_year
from tallyspan.kinds.date.scan import APOSTROPHES, DASHES, Phrase, Scan

_PARTS = {"GB": "ENG"}  # Good Friday and Easter Monday are no holidays in every part of the kingdom
_ON = frozenset({"on", "at", "by", "since", "until", "before", "after", "over", "for"})
_OVER = _ON | {"in", "during", "through", "last", "next", "this", "of"}


def read_holiday(scan: Scan, i: int) -> Phrase | None:
    """Read a named day where it stands for the day, not "the Christmas tree"."""
    if not scan.capital(i):
        return None
    for words, key in scan.lexicon.holiday_words[scan.words[i]]:
        if tuple(scan.words[i : i + len(words)]) == words:
            return _holiday(scan, Phrase(i, i + len(words), ("holiday", key, None), "holiday", "day", "partial"))
    return None


def _holiday(scan: Scan, phrase: Phrase) -> Phrase | None:
    last, before, shift = phrase.last, scan.word(phrase.first - 1), scan.shift(phrase.first - 1)
    if scan.word(last) in {"weekend", "week"}:
        around, lead = ("around", scan.word(last), phrase.expression), scan.word(phrase.first - 2) if before == "the" else before
        weak = lead not in _OVER and not scan.year(last + 1)
        return Phrase(phrase.first, last + 1, around, "holiday", scan.word(last), "partial", weak=weak, article=True)
    if scan.year(last):
        return phrase
    if scan.word(last) in scan.lexicon.nights and before in _ON:
        return phrase
    if not scan.stands_alone(last) or scan.word(last) in APOSTROPHES or scan.word(last) in DASHES:
        return None
    if shift is not None and shift.origin == "now":
        expression = ("turn", shift.steps, phrase.expression, "now")
        return phrase._replace(first=phrase.first - 1, expression=expression, anchor="relative")
    if before in {"for", "of"} and scan.word(phrase.first - 2) in scan.lexicon.fondness:
        return None
    day = scan.word(last - 1) in {"day", "eve"} and not (scan.capital(phrase.first - 1) and phrase.first > 1)
    return phrase._replace(weak=before not in _ON and not day)


def day_of(holiday: Holiday, year: int) -> date | None:
    """Return the day of ``holiday`` in ``year``; None when it was not kept then."""
    if not valid_year(year):
        return None
    if holiday.month and holiday.day:
        first = safe(year, holiday.month, holiday.day)
        away = 0 if first is None or holiday.weekday is None else (holiday.weekday - first.weekday()) % 7
        return days(first, away) if first else None
    when = _calendar(holiday.country or "", year).get(holiday.name or "")
    return when + timedelta(days=holiday.plus) if when else None


@lru_cache(maxsize=256)
def _calendar(country: str, year: int) -> Mapping[str, date]:
    """Return the day of each public holiday of ``country`` in ``year``, the first of several, by its English name."""
    found = holidays.country_holidays(country, subdiv=_PARTS.get(country), years=year, language="en_US")
    return {name: when for when, names in sorted(found.items(), reverse=True) for name in names.split("; ")}
