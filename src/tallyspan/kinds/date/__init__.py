"""Dates: what the text names, as intervals of days.

``kind`` is the way in. The ``grammar`` looks for words and calls the reader of each:

- ``months`` ("4 July 2019", "the 5th"), with ``days_of_months`` and ``month_names``; ``figures`` ("2019-07-04", "1981/82",
  "the '90s", "AD 410"), ``years`` ("in 1998"), ``weekdays`` ("last Friday", "today", "this morning"), ``named_days``
  ("Christmas Day"),
- ``units`` ("last year", "the following day"), ``counts`` ("three weeks ago", "the past two years"), ``year_parts`` ("Q3",
  "last summer", "fiscal 2019").

``compose`` puts the phrases of a sentence together: ``joins`` ("Tuesday, October 1"), ``modifiers`` ("late", "the end of"), lists
and ranges. ``cues`` tells tense and relation. Words stand in ``rules/date.toml``; ``lexicon`` arranges them, ``scan`` looks
around among them; ``bounds`` sees the stretch that a date ends.

``expressions`` is what comes out. ``settle`` makes intervals of it: of ``partials`` ("May 4"), ``shifts`` ("last week") and
``composites`` ("early 2019"), which lean on a ``reference``, with ``periods`` and their ``portions`` as the calendar and
``fiscal`` for the years of countries and firms.
"""

from tallyspan.kinds.date.dateline import dateline
from tallyspan.kinds.date.fiscal import FiscalYears
from tallyspan.kinds.date.kind import DateKind, resolve

__all__ = ["DateKind", "FiscalYears", "dateline", "resolve"]
