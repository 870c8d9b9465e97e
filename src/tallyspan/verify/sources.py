"""The raw bytes, read again: against the hashes, the articles and the rejects that the rows hold."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from tallyspan.model import Article, Reason, Reject, source_name
from tallyspan.readers import ReadOptions, Source, find_sources, read_source
from tallyspan.readers.files import digest_at
from tallyspan.run.spool import row_of
from tallyspan.store.layout import Layout
from tallyspan.store.ledger import Held, Ledger, article_rows
from tallyspan.store.parts import parts_in, read_part
from tallyspan.verify.findings import Finding, Tally

_OF_A_REJECT = ("stage", "reason", "article_id", "text_sha256")  # not the detail, which libraries word
_SETTLED = frozenset({"published", "published_from"})
_MAX_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Options:
    """What the runs on record were asked for: their largest limit, and every date that they gave to all articles."""

    max_bytes: int
    published: frozenset[str | None]


def recorded(layout: Layout, version: int) -> Options:
    """Return what the runs of ``version`` were asked for."""
    rows = [row for part in parts_in(layout.table(version, "runs")) for row in read_part(part, ("parameters",)).to_pylist()]
    asked = [json.loads(row["parameters"]) for row in rows]
    return Options(
        max((one.get("max_bytes", _MAX_BYTES) for one in asked), default=_MAX_BYTES),
        frozenset(one.get("published") for one in asked),
    )


@dataclass(slots=True)
class _Rows:
    """The rows of one source: current articles by record, and rejects."""

    articles: list[Held] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)


class SourceCheck:
    """A check of everything under the raw folder against the rows. ``extractor`` names the version that reads now."""

    def __init__(self, raw: Path, ledger: Ledger, options: Options, extractor: str, tally: Tally) -> None:
        self._raw = raw
        self._ledger = ledger
        self._options = options
        self._extractor = extractor
        self._tally = tally
        self._part = lru_cache(maxsize=4)(article_rows)

    def __iter__(self) -> Iterator[Finding]:
        """Yield a finding for each current article, and each reject, that its source does not bear out."""
        there = {item.name if isinstance(item, Source) else item.source_path or "": item for item in find_sources(self._raw)}
        rows = self._rows()
        self._tally.rows["rejects"] += len(self._ledger.rejects)
        for name in sorted(there.keys() | rows.keys()):
            held = rows.get(name, _Rows())
            self._tally.sources += name in rows
            if name in there:
                yield from self._check(name, there[name], held)
            else:
                self._tally.missing += 1

    def _rows(self) -> dict[str, _Rows]:
        rows: dict[str, _Rows] = {}
        for held in self._ledger.by_id.values():
            if held.source_path is not None:
                rows.setdefault(held.source_path, _Rows()).articles.append(held)
        for reject in self._ledger.rejects.values():
            if reject.source_path is not None:
                rows.setdefault(reject.source_path, _Rows()).rejects.append(reject)
        return rows

    def _check(self, name: str, source: Source | Reject, rows: _Rows) -> Iterator[Finding]:
        found: dict[int | None, str | None] = {None: None}
        if isinstance(source, Source):
            found[None] = digest_at(source.path)
        for item in self._items(source):
            found[item.record] = item.source_sha256 or found.get(item.record)
            yield from self._compare(item)
        for held in rows.articles:
            if held.source_sha256 == found.get(held.record):
                continue
            if held.source_gone:  # which the row says
                self._tally.missing += 1
            else:
                yield _other_bytes("articles", held.article_id, name, found.get(held.record), held.source_sha256)
        for reject in rows.rejects:
            now = found.get(reject.record)
            # A rejected source that was mended later has a row of its own for the new bytes, so that is no finding.
            key = name, reject.record, now
            if reject.source_sha256 in {None, now} or key in self._ledger.articles or key in self._ledger.rejects:
                continue
            yield _other_bytes("rejects", source_name(name, reject.record), name, now, reject.source_sha256)

    def _items(self, source: Source | Reject) -> Iterator[Article | Reject]:
        if isinstance(source, Reject):
            yield source
        else:
            yield from read_source(source, ReadOptions(max_bytes=self._options.max_bytes))

    def _compare(self, item: Article | Reject) -> Iterator[Finding]:
        key = item.source_path, item.record, item.source_sha256
        held, reject = self._ledger.articles.get(key), self._ledger.rejects.get(key)
        if held is not None:
            if held.extractor == self._extractor:
                yield from self._compare_article(held, item)
        elif reject is not None:
            yield from self._compare_reject(reject, item)
        elif isinstance(item, Article) and self._is_misplaced(item):
            detail = f"{source_name(item.source_path, item.record)} has these bytes"
            yield Finding("articles", item.article_id, "source_path", detail)
        else:
            self._tally.unread += 1

    def _is_misplaced(self, item: Article) -> bool:
        """Tell whether the tables hold ``item``, byte for byte, as read from where there is nothing."""
        held = self._ledger.by_id.get(item.article_id)
        if held is None or held.source_sha256 != item.source_sha256:
            return False
        return held.source_path is None or not (self._raw / held.source_path).exists()

    def _compare_article(self, held: Held, item: Article | Reject) -> Iterator[Finding]:
        if isinstance(item, Reject):
            yield Finding("articles", held.article_id, "source", f"cannot be read any more: {item.reason}")
            return
        row = self._part(held.part).slice(held.row, 1).to_pylist()[0]
        given = row["published_from"] == "option" and str(row["published"]) in self._options.published
        for name, value in row_of(item).items():
            if _plain(row[name]) != _plain(value) and not (given and name in _SETTLED):
                yield Finding("articles", held.article_id, name, f"{row[name]!r:.80} is held, {value!r:.80} is read")

    def _compare_reject(self, held: Reject, item: Article | Reject) -> Iterator[Finding]:
        if isinstance(item, Article):
            if held.reason == Reason.TOO_LARGE:  # for the limit of its run
                return
            item = Reject.duplicate((item.source_path, item.record, item.source_sha256), item.article_id, item.text_sha256, "")
        for name in _OF_A_REJECT:
            old, new = getattr(held, name), getattr(item, name)
            if old != new:
                place = source_name(held.source_path, held.record)
                yield Finding("rejects", place, name, f"{old!r} is held, {new!r} is read")


def _other_bytes(table: str, row: str, name: str, now: str | None, held: str | None) -> Finding:
    return Finding(table, row, "source_sha256", f"{name} now has {now or 'no such record'}, the row says {held}")


def _plain(value: object) -> Any:  # noqa: ANN401 - a cell may hold anything
    return list(value) if isinstance(value, tuple) else value
