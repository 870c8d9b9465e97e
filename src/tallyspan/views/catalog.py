"""The views: name, what a row is, what each column means, and the query, all from the files in ``sql``.

A file starts with a comment that says what a row is; behind each column of the outermost ``select`` stands what it means.
A column without comment comes from the table of the same name and keeps the meaning that it has there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tallyspan.schema import TABLES

VIEWS = ("claims_current", "claims_by_subject", "amounts", "series", "statements", "revisions")
"""Names of the views, each after those that it reads."""

_HEAD = re.compile(r"(?:-- .*\n)+")
_COLUMN = re.compile(r"(\w+),? *-- (.+)")
_INHERITED = {column.name: column.meaning for table in reversed(TABLES.values()) for column in table.columns}


@dataclass(frozen=True, slots=True)
class View:
    """One view: what a row is, the query, and what its own columns mean, by name."""

    name: str
    row: str
    query: str
    own: dict[str, str]

    def meaning(self, column: str) -> str:
        """Return what ``column`` means, by this view or by the table that it comes from. Raises KeyError for another one."""
        return self.own.get(column) or _INHERITED[column]


@cache
def views() -> tuple[View, ...]:
    """Return every view, each after those that it reads.

    >>> [view.name for view in views()][:2]
    ['claims_current', 'claims_by_subject']
    """
    return tuple(_views())


def _views() -> Iterator[View]:
    for name in VIEWS:
        text = (files("tallyspan.views") / "sql" / f"{name}.sql").read_text(encoding="utf-8")
        head = _HEAD.match(text)
        if head is None:
            raise ValueError(f"{name}.sql does not start with a comment that says what a row is")
        row = " ".join(line.removeprefix("-- ") for line in head.group().splitlines())
        query = text[head.end() :].rstrip()
        yield View(name, row, query, dict(_COLUMN.findall(query)))
