"""From the tables and the raw folder to a plan: the batches of one run."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from tallyspan.model import Reject
from tallyspan.run import memory
from tallyspan.run.listing import Found, Listing, OnLook, gone_articles, look, set_aside
from tallyspan.run.plan import Cutter, Entry, accept, again, decide
from tallyspan.run.records import Batch, Settings
from tallyspan.run.spool import Spool
from tallyspan.store.layout import Layout
from tallyspan.store.ledger import Held, Ledger, article_rows, read_ledger, source_rejects


@dataclass(frozen=True, slots=True)
class Plan:
    """The work of one run on ``version`` of the tables."""

    version: int
    batches: tuple[Batch, ...]
    listing: Listing
    remembered: dict[str, memory.Whole]
    unchanged: int = 0
    stale: int = 0
    left_out: int = 0
    rebuild: bool = False
    gone_sources: Mapping[str, bool] = field(default_factory=dict)
    """Articles that stay as they are, but for what they say of their source."""

    @property
    def turns(self) -> bool:
        """Whether readers have to turn to the next version at the end."""
        return self.rebuild or bool(self.gone_sources) or any(batch.version > self.version for batch in self.batches)


def plan_ingest(layout: Layout, version: int, settings: Settings, extractor: str, on_look: OnLook | None = None) -> Plan:
    """Plan to add what is new under ``settings.raw``, and to replace what has changed."""
    ledger = read_ledger(layout, version)
    spool = Spool(layout.spool)
    remembered = memory.load(layout.seen_files(version))
    listing = look(settings, ledger, remembered, spool, on_look)
    recall = _Recall(spool)
    gone = gone_articles(ledger, listing, settings)
    entries = list(decide(accept(listing, ledger, settings), ledger, recall, gone))
    spool.flush()
    batches = Cutter(settings, extractor, version).batches(entries)
    again_ids = {entry.item.article_id for entry in entries if isinstance(entry.item, Found)}
    gone_sources = {
        held.article_id: held.article_id in gone
        for held in ledger.by_id.values()
        if held.article_id not in again_ids and bool(held.source_gone) != (held.article_id in gone)
    }
    _stage(layout, version, batches, turns=bool(gone_sources))
    stale = sum(held.extractor != extractor for held in ledger.by_id.values() if held.article_id not in again_ids)
    unchanged = listing.read - len(listing.unknown) - listing.left_out
    return Plan(version, tuple(batches), listing, remembered, unchanged, stale, listing.left_out, gone_sources=gone_sources)


def plan_rebuild(layout: Layout, version: int, settings: Settings, extractor: str, on_look: OnLook | None = None) -> Plan:
    """Plan to extract every held article again from its stored text, and to derive the rejects again.

    A reject whose file is still there is read again, and may now be an article; one whose file has gone stays. New files
    come in as well; a changed article is left to the next ingest. ``settings.published`` is the date of every current
    article from now on, also where its file has gone.
    """
    settings = replace(settings, limit=None, formats=())
    rows = read_ledger(layout, version).rows
    redated = {held.article_id for held in rows if _dated(held, settings.published) != held}
    ledger = Ledger([_dated(held, settings.published) for held in rows], {})
    spool = Spool(layout.spool)
    listing = look(settings, ledger, {}, spool, on_look)
    fresh = [pair for pair in accept(listing, ledger, settings) if isinstance(pair, Reject) or pair[1] is None]
    recall = _Recall(spool, settings.published)
    gone = gone_articles(ledger, listing, settings)
    entries = [
        *again(ledger, recall, redated, gone),
        *decide(fresh, ledger, recall, gone),
        *_lost_rejects(layout, version, listing),
    ]
    spool.flush()
    batches = Cutter(settings, extractor, version, whole=True).batches(entries)
    _stage(layout, version, batches)
    return Plan(version, tuple(batches), listing, {}, rebuild=True)


def remember(layout: Layout, version: int, plan: Plan) -> None:
    """Note, once ``plan`` is done, of which files of records the tables hold every record and nothing else."""
    path = layout.seen_files(version)
    files = {name: whole for name, whole in plan.remembered.items() if name not in plan.listing.parsed}
    if plan.listing.parsed:
        ledger = read_ledger(layout, version)
        for name, (digest, count) in plan.listing.parsed.items():
            articles = ledger.by_path.get(name, [])
            if all(held.key in plan.listing.present for held in articles):
                files[name] = digest, count, memory.state_of(articles)
    if files != memory.load(path):
        memory.save(path, files)


def _lost_rejects(layout: Layout, version: int, listing: Listing) -> Iterator[Entry]:
    there = listing.visited.keys() | {path for path, _, _ in listing.present}
    for reject in source_rejects(layout.table(version, "rejects")):
        if reject.source_path not in there:
            yield Entry(reject)


def _stage(layout: Layout, version: int, batches: list[Batch], *, turns: bool = False) -> None:
    """Prepare the next version for ``batches``, keeping what a run that died has done of them already."""
    keys = {batch.key for batch in batches if batch.version > version}
    if not keys or not layout.is_readable(version + 1):
        layout.discard(version + 1)
    if keys or turns:
        layout.prepare(version + 1)
        layout.sweep(version + 1, keys)


class _Recall:
    """Sets held articles aside in a spool, with their texts; current ones with the date ``published``, if there is one."""

    def __init__(self, spool: Spool, published: date | None = None) -> None:
        self._spool = spool
        self._dated = {"published": published, "published_from": "option"} if published else {}
        self._rows = lru_cache(maxsize=4)(article_rows)

    def __call__(self, held: Held) -> Found:
        row = self._rows(held.part).slice(held.row, 1).to_pylist()[0]
        return set_aside(row | self._dated if held.current else row, self._spool)


def _dated(held: Held, published: date | None) -> Held:
    return replace(held, published=published) if published and held.current else held
