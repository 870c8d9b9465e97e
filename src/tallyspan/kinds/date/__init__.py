"""Dates: what the text names, as intervals of days.

``grammar`` reads a sentence into expressions, ``settle`` makes intervals of them with the article in view, ``periods`` is
the calendar.
"""

from tallyspan.kinds.date.dateline import dateline
from tallyspan.kinds.date.kind import DateKind, resolve

__all__ = ["DateKind", "dateline", "resolve"]
