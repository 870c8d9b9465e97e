"""Named days: when Christmas, Easter or Thanksgiving falls in a year, by the ``holidays`` library."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

import holidays

from tallyspan.kinds.date.lexicon import Holiday
from tallyspan.kinds.date.periods import safe, valid_year

_PARTS = {"GB": "ENG"}  # Good Friday and Easter Monday are no holidays in every part of the kingdom


def day_of(holiday: Holiday, year: int) -> date | None:
    """Return the day of ``holiday`` in ``year``; None when it was not kept then."""
    if not valid_year(year):
        return None
    if holiday.month and holiday.day:
        return safe(year, holiday.month, holiday.day)
    when = _calendar(holiday.country or "", year).get(holiday.name or "")
    return when + timedelta(days=holiday.plus) if when else None


@lru_cache(maxsize=256)
def _calendar(country: str, year: int) -> Mapping[str, date]:
    """Return the day of each public holiday of ``country`` in ``year``, by its English name."""
    found = holidays.country_holidays(country, subdiv=_PARTS.get(country), years=year, language="en_US")
    return {name: when for when, names in sorted(found.items()) for name in names.split("; ")}
