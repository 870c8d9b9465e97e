"""The date that an article gives itself in its first lines: a dateline, a date line, a line of publication."""

import re
from datetime import date

from tallyspan.kinds.date.kind import tools
from tallyspan.lexer import Sentence

_LINES = 12  # non-empty lines that are looked at
_LONGEST = 200  # characters of a line that may hold a date by itself
_LONGEST_TIME = 40  # characters after a date: a time of day and its zone
_LABEL = re.compile(
    r"(?:(?:first |originally )?(?:published|posted|updated|date|dated|released|issued|created|last (?:updated|modified))"
    r"(?: on| at)?|by)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_UPDATED = re.compile(r"(?:last )?(?:updated|modified)", re.IGNORECASE)
_PLACE = re.compile(r"[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de.'\u2019-]+(?:[ /,]+[A-Z\u00c0-\u00de][\w.'\u2019-]*)*,?\s*[(\[]?\s*")
_TIME = re.compile(
    r"[\s,;|.\u00a0)\]]*(?:at\s+)?(?:\d{1,2}[:.]\d\d(?::\d\d)?\s*)?(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,5}(?:[+-]\d+)?)?[\s.|)\]]*",
    re.IGNORECASE,
)
_AFTER_PLACE = re.compile(r"[)\]]?\s*(?:\([^()]{1,40}\)|/[^/]{1,40}/)?\s*(?:-{1,2}|[\u2013\u2014:])")
_SEPARATED = re.compile(r"(?:^|.*\S\s+)[-\u2013\u2014|\u2022\u00b7:]\s*", re.DOTALL)


def dateline(head: str) -> date | None:
    r"""Return the full date of the dateline or date line among the first lines of a text; None where there is none.

    >>> dateline("Taipei lights up\n\nMonday, March 5, 2007\n\nThe feast began.")
    datetime.date(2007, 3, 5)
    >>> dateline("LONDON, July 4, 2019 (Reuters) - Shares rose.")
    datetime.date(2019, 7, 4)
    >>> dateline("It was signed on July 4, 2019 in London.") is None
    True
    """
    updated = None
    lines = [line.strip() for line in head[: _LINES * 400].splitlines()]
    for line in [line for line in lines if line][:_LINES]:
        found = _of_line(line)
        if found is None:
            continue
        if not _UPDATED.match(line):
            return found
        updated = updated or found
    return updated


def _of_line(line: str) -> date | None:
    """Return the date of a line that is there to give it."""
    kind, numbers = tools()
    sentence = Sentence(line[:_LONGEST])
    readings = list(kind.find(sentence, numbers.read(sentence)))
    for reading, settled in zip(readings, kind.resolve(readings, line, None), strict=True):
        if (
            reading.granularity != "day"
            or reading.date_anchor != "absolute"
            or reading.qualifier == "range"
            or not settled.date_start
        ):
            continue
        before, after = line[: reading.start], line[reading.end :]
        alone = len(after) <= _LONGEST_TIME and _TIME.fullmatch(after) is not None
        if alone and (not before.strip(" \t([|-") or _LABEL.fullmatch(before) or _SEPARATED.fullmatch(before)):
            return settled.date_start
        if _PLACE.fullmatch(before) and (alone or _AFTER_PLACE.match(after)):
            return settled.date_start
    return None
