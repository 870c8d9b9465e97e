"""What lies under the raw folder, told apart from what the tables hold: every file is hashed, only unknown ones parsed."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from tallyspan.model import Article, Key, Reason, Reject, jsonable
from tallyspan.readers import ReadOptions, Source, find_sources, read_source
from tallyspan.readers.files import digest_at
from tallyspan.run.memory import Whole, state_of
from tallyspan.run.records import Settings
from tallyspan.run.spool import Place, Row, Spool, row_of
from tallyspan.store.ledger import Held, Ledger

OnLook = Callable[[int], None]

_NOT_IDENTITY = frozenset({"text", "run_id", "ingested_at"})


@dataclass(frozen=True, slots=True)
class Found:
    """An article without its text: what decisions need, and where the spool has the rest. ``digest`` is of the whole row."""

    key: Key
    article_id: str
    text_sha256: str
    published: date | None
    chars: int
    digest: str
    place: Place


@dataclass(slots=True)
class Listing:
    """One look at the raw folder. ``unknown`` are the sources that the tables do not hold, in stable order.

    Of the others, ``left_out`` counts those that are in the tables as rejects.
    """

    unknown: list[Found | Reject] = field(default_factory=list)
    present: set[Key] = field(default_factory=set)
    visited: dict[str, Source] = field(default_factory=dict)
    read: int = 0
    left_out: int = 0
    complete: bool = True
    """Whether everything was looked at, not only as much as the limit of a run allows."""
    parsed: dict[str, tuple[str, int]] = field(default_factory=dict)
    """SHA-256 and number of articles and rejects of each file of records that was parsed to its end."""


def look(
    settings: Settings, ledger: Ledger, remembered: Mapping[str, Whole], spool: Spool, on_look: OnLook | None = None
) -> Listing:
    """Return what lies under ``settings.raw``, with the articles that ``ledger`` does not hold set aside in ``spool``.

    ``on_look`` is told after each file how many there were. Raises OSError for trouble with the disk that may pass.
    """
    survey = _Survey(settings, ledger, remembered, spool)
    for number, source in enumerate(find_sources(settings.raw, settings.formats), 1):
        if survey.is_full():
            survey.listing.complete = False
            break
        survey.visit(source)
        if on_look:
            on_look(number)
    survey.release()
    spool.flush()
    return survey.listing


def is_present(held: Held, listing: Listing, settings: Settings) -> bool:
    """Tell whether the source of ``held`` lies under the raw folder as it was read."""
    if held.key in listing.present:
        return True
    # Not looked at, because of a limit or a choice of formats: then its file being there has to do.
    path = held.source_path
    return path is not None and path not in listing.visited and (settings.raw / path).is_file()


def gone_articles(ledger: Ledger, listing: Listing, settings: Settings) -> frozenset[str]:
    """Return the ids of the held articles whose source is no longer there as it was read.

    Of what was not looked at, because of a limit or a choice of formats, those of which an earlier run said so.
    """

    def is_gone(held: Held) -> bool:
        if held.source_gone:
            return held.key not in listing.present
        return listing.complete and not is_present(held, listing, settings)

    return frozenset(held.article_id for held in ledger.by_id.values() if is_gone(held))


def set_aside(row: Row, spool: Spool) -> Found:
    """Put ``row`` of ``articles`` into the spool and return what is left to hold in memory."""
    identity = {name: jsonable(value) for name, value in row.items() if name not in _NOT_IDENTITY}
    return Found(
        (row["source_path"], row["record"], row["source_sha256"]),
        row["article_id"],
        row["text_sha256"],
        row["published"],
        len(row["text"]),
        sha256(json.dumps(identity, sort_keys=True).encode()).hexdigest(),
        spool.add(row),
    )


class _Survey:
    def __init__(self, settings: Settings, ledger: Ledger, remembered: Mapping[str, Whole], spool: Spool) -> None:
        self.listing = Listing()
        self._settings = settings
        self._options = ReadOptions(published=settings.published, max_bytes=settings.max_bytes)
        self._ledger = ledger
        self._remembered = remembered
        self._spool = spool

    def visit(self, source: Source | Reject) -> None:
        if isinstance(source, Reject):
            self._note(source)
            return
        self.listing.visited[source.name] = source
        digest = digest_at(source.path)  # None: the reader will say more about it
        if digest and self._is_known(source.name, digest):
            return
        before = self.listing.read
        for item in read_source(source, self._options):
            if self.is_full():
                self.listing.complete = False
                return
            self._note(item)
        if digest and (source.name, None, digest) not in self.listing.present:
            self.listing.parsed[source.name] = digest, self.listing.read - before

    def _is_known(self, name: str, digest: str) -> bool:
        """Take note of a file that need not be parsed, and tell whether it is one."""
        key = name, None, digest
        if self._is_held(key) and not self._was_too_large(key):
            self.listing.present.add(key)
            self.listing.read += 1
            self.listing.left_out += key not in self._ledger.articles
            return True
        known, count, state = self._remembered.get(name, ("", 0, ""))
        if known != digest or name in self._ledger.limited:
            return False
        articles = self._ledger.by_path.get(name, [])
        keys = [held.key for held in articles]
        if state != state_of(articles) or not all(map(self._is_held, keys)):
            return False
        self.listing.present.update(keys)
        self.listing.read += count
        self.listing.left_out += count - len(keys)
        return True

    def is_full(self) -> bool:
        """Tell whether there are as many unknown sources as one run may have."""
        return self._settings.limit is not None and len(self.listing.unknown) >= self._settings.limit

    def _was_too_large(self, key: Key) -> bool:
        reject = self._ledger.rejects.get(key)
        return key not in self._ledger.articles and reject is not None and reject.reason == Reason.TOO_LARGE

    def _is_held(self, key: Key) -> bool:
        held = self._ledger.articles.get(key)
        if held is None:
            return key in self._ledger.rejects
        return self._settings.published in {None, held.published}

    def _note(self, item: Article | Reject) -> None:
        key = item.source_path, item.record, item.source_sha256
        self.listing.read += 1
        self.listing.present.add(key)
        if isinstance(item, Reject):
            if key in self._ledger.rejects:
                self.listing.left_out += 1
            else:
                self.listing.unknown.append(item)
        elif not self._is_held(key) or self._was_too_large(key):
            self.listing.unknown.append(set_aside(row_of(item), self._spool))
        else:
            self.listing.left_out += key not in self._ledger.articles

    def release(self) -> None:
        """Read those duplicates again whose id has become free: the source that held it has gone, and no new one has it."""
        taken = {item.article_id for item in self.listing.unknown if isinstance(item, Found)}
        for name, keys in sorted(self._free().items()):
            for item in read_source(self.listing.visited[name], self._options):
                if self.is_full():
                    return
                key = item.source_path, item.record, item.source_sha256
                if isinstance(item, Article) and key in keys and item.article_id not in taken:
                    taken.add(item.article_id)
                    self.listing.present.add(key)
                    self.listing.left_out -= 1
                    self.listing.unknown.append(set_aside(row_of(item), self._spool))

    def _free(self) -> dict[str, set[Key]]:
        """Return by file the duplicates without an article that is there and has their id."""
        free: dict[str, set[Key]] = {}
        for key, reject in self._ledger.rejects.items():
            name = reject.source_path
            if reject.reason != Reason.DUPLICATE_ID or name not in self.listing.visited or key in self._ledger.articles:
                continue
            holder = self._ledger.by_id.get(reject.article_id or "")
            if holder is None or not is_present(holder, self.listing, self._settings):
                free.setdefault(name, set()).add(key)
        return free
