"""What the tables hold already, without the texts: how a run tells new from known."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from tallyspan.model import Key, Reason, Reject
from tallyspan.schema import ARTICLES, REJECTS, Table
from tallyspan.store.layout import Layout
from tallyspan.store.parts import conform, parts_in, read_part

_COLUMNS = (
    "article_id",
    "source_path",
    "record",
    "source_sha256",
    "text_sha256",
    "published",
    "duplicate_of",
    "current",
    "source_gone",
    "supersedes",
    "extractor",
)
_HELD = Table("articles", ARTICLES.row, tuple(column for column in ARTICLES.columns if column.name in _COLUMNS))


@dataclass(frozen=True, slots=True)
class Held:
    """One row of ``articles`` without its text, and where it stands."""

    article_id: str
    source_path: str | None
    record: int | None
    source_sha256: str | None
    text_sha256: str
    published: date | None
    duplicate_of: str | None
    current: bool
    source_gone: bool | None
    supersedes: str | None
    extractor: str
    part: Path
    row: int

    @property
    def key(self) -> Key:
        """What names the source of this version."""
        return self.source_path, self.record, self.source_sha256


class Ledger:
    """The held articles and the rejected sources, each by what names it."""

    def __init__(self, rows: list[Held], rejects: dict[Key, Reject]) -> None:
        self.rows = rows
        self.rejects = rejects
        self.articles = {held.key: held for held in rows if held.current}
        self.by_id = {held.article_id: held for held in rows if held.current}
        self.by_path: dict[str | None, list[Held]] = {}
        for held in self.articles.values():
            self.by_path.setdefault(held.source_path, []).append(held)
        # A larger limit may let these in, so files that hold them are always read again.
        self.limited = {path for (path, _, _), reject in rejects.items() if reject.reason == Reason.TOO_LARGE}


def read_ledger(layout: Layout, version: int) -> Ledger:
    """Return what ``version`` holds."""
    return Ledger(list(_held(layout.table(version, "articles"))), _rejected(layout.table(version, "rejects")))


def _held(folder: Path) -> Iterator[Held]:
    for part in parts_in(folder):
        rows = conform(_HELD, read_part(part, _COLUMNS))
        for place, row in enumerate(rows.to_pylist()):
            yield Held(**row, part=part, row=place)


def article_rows(part: Path) -> pa.Table:
    """Return all columns of the articles in ``part``, in the order in which :class:`Held` counts its rows."""
    return conform(ARTICLES, read_part(part))


def source_rejects(folder: Path) -> Iterator[Reject]:
    """Yield the rejects of ``folder`` that stand for a whole source."""
    for part in parts_in(folder):
        for row in _whole(part).to_pylist():
            yield Reject(**row)


def _whole(part: Path) -> pa.Table:
    rows = conform(REJECTS, read_part(part))
    return rows.filter(pc.invert(of_a_text(rows)))


def of_a_text(rejects: pa.Table) -> pa.BooleanArray:
    """Tell for each of ``rejects`` whether it was left out of an article that is there, not a source left out as a whole."""
    return pc.is_in(rejects["stage"], pa.array(["extract", "normalise"]))


def _rejected(folder: Path) -> dict[Key, Reject]:
    found: dict[Key, Reject] = {}
    for reject in source_rejects(folder):
        key = reject.source_path, reject.record, reject.source_sha256
        if key not in found or found[key].reason == Reason.TOO_LARGE:  # which may since have been let in, and then left out
            found[key] = reject
    return found
