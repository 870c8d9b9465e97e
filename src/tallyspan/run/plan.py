"""What a run will do: which sources become articles, which replace others, which are duplicates, and in which batches.

Decisions are taken before any batch goes out, from the ledger and the listing alone, so that a run that died and the run
after it decide alike. Batches are cut greedily from what is not held yet, in stable order, and each is committed whole:
taking committed batches away leaves the cuts of the others where they were.
"""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256

from tallyspan.model import Reject, source_name
from tallyspan.run.listing import Found, Listing, is_present
from tallyspan.run.records import Batch, Role, Settings, Take
from tallyspan.schema import SCHEMA_VERSION
from tallyspan.store.ledger import Held, Ledger

_BATCH_CHARS = 16_000_000  # a batch of very long articles ends early, so that its rows fit into memory


@dataclass(frozen=True, slots=True)
class Entry:
    """One source with the decision about it. ``outcome`` is the count that it belongs to."""

    item: Found | Reject
    role: Role | None = None
    outcome: str = ""
    duplicate_of: str | None = None
    supersedes: str | None = None
    next_version: bool = False
    source_gone: bool = False


def accept(listing: Listing, ledger: Ledger, settings: Settings) -> list[tuple[Found, Held | None] | Reject]:
    """Settle which source may be the article of its id, in order; the second one with an id becomes a reject.

    A held article keeps its id while its source lies under the raw folder as it was read. When that source has gone or
    changed, the first other one with the id replaces it.
    """
    taken: dict[str, str] = {}
    accepted: list[tuple[Found, Held | None] | Reject] = []
    for item in listing.unknown:
        if isinstance(item, Reject):
            accepted.append(item)
            continue
        held = ledger.by_id.get(item.article_id)
        if held and held.key != item.key and is_present(held, listing, settings):
            taken.setdefault(item.article_id, source_name(held.key[0], held.key[1]))
        if item.article_id in taken:
            accepted.append(Reject.duplicate(item.key, item.article_id, item.text_sha256, taken[item.article_id]))
        else:
            taken[item.article_id] = source_name(item.key[0], item.key[1])
            accepted.append((item, held))
    return accepted


def decide(
    accepted: Sequence[tuple[Found, Held | None] | Reject],
    ledger: Ledger,
    recall: Callable[[Held], Found],
    gone: Collection[str],
) -> Iterator[Entry]:
    """Yield an entry for each of ``accepted``: extract it, or mark it as a duplicate.

    Duplicates of a held article whose text is about to change would be left without claims: they come first, fetched by
    ``recall``, and the first of them is extracted. ``gone`` are the held articles without their source.
    """
    replaced = {held.article_id for pair in accepted if not isinstance(pair, Reject) and (held := pair[1])}
    moved = {
        held.article_id
        for pair in accepted
        if not isinstance(pair, Reject) and (held := pair[1]) and _content(held) != _content(pair[0])
    }
    originals = _originals(held for held in ledger.by_id.values() if held.article_id not in moved)
    orphans = [held for held in ledger.by_id.values() if held.duplicate_of in moved and held.article_id not in replaced]
    staged: set[str] = set()

    def entry(item: Found, held: Held | None, outcome: str, *, source_gone: bool = False) -> Entry:
        original = originals.setdefault(_content(item), item.article_id)
        # What refers to a row of the next version goes there with it.
        later = held is not None or original in staged
        if later:
            staged.add(item.article_id)
        before = _superseded(item, held)
        if original != item.article_id:
            return Entry(item, Role.DUPLICATE, outcome and "duplicate", original, before, later, source_gone)
        return Entry(item, Role.EXTRACT, outcome, None, before, later, source_gone)

    for held in sorted(orphans, key=in_order):
        yield entry(recall(held), held, "", source_gone=held.article_id in gone)
    for pair in accepted:
        if isinstance(pair, Reject):
            yield Entry(pair)
        else:
            item, before = pair
            yield entry(item, before, "revised" if before else "new")


def again(ledger: Ledger, recall: Callable[[Held], Found], redated: Collection[str], gone: Collection[str]) -> Iterator[Entry]:
    """Yield an entry for each held row: current ones are extracted again, older versions copied.

    The articles ``redated`` have another date in ``ledger`` than the tables say: they count as revised. Those that have
    become the same as others by that become duplicates. ``gone`` are the articles without their source.
    """
    originals = _originals(ledger.by_id.values())
    for held in sorted(ledger.rows, key=in_order):
        item = recall(held)
        if not held.current:
            yield Entry(item, Role.KEEP)
        elif (original := originals.setdefault(_content(held), held.article_id)) != held.article_id:
            outcome = "unchanged" if held.duplicate_of == original else "duplicate"
            yield Entry(item, Role.DUPLICATE, outcome, original, held.supersedes, source_gone=held.article_id in gone)
        else:
            outcome = "revised" if held.article_id in redated else "unchanged"
            yield Entry(item, Role.EXTRACT, outcome, None, held.supersedes, source_gone=held.article_id in gone)


def _originals(rows: Iterable[Held]) -> dict[tuple[str, date | None], str]:
    """Return the article that is extracted for each content: the first one that is no duplicate yet."""
    originals: dict[tuple[str, date | None], str] = {}
    for held in sorted(rows, key=in_order):
        if held.duplicate_of is None:
            originals.setdefault(_content(held), held.article_id)
    return originals


def _content(item: Found | Held) -> tuple[str, date | None]:
    return item.text_sha256, item.published


def in_order(held: Held) -> tuple[str, int, str, str]:
    """Return the sort key of the stable order: by source, then by version."""
    return held.source_path or "", -1 if held.record is None else held.record, held.article_id, held.text_sha256


@dataclass(frozen=True, slots=True)
class Cutter:
    """Cuts entries into batches of one run."""

    settings: Settings
    extractor: str
    version: int
    whole: bool = False
    """Every batch goes to the next version: nothing that is held stays as it is."""

    def batches(self, entries: Iterable[Entry]) -> list[Batch]:
        """Return the batches of ``entries``: those that add rows, then those that replace some."""
        now: list[Entry] = []
        later: list[Entry] = []
        for entry in entries:
            (later if self.whole or entry.next_version else now).append(entry)
        return [
            self._batch(group, version)
            for version, group_of in ((self.version, now), (self.version + 1, later))
            for group in self._groups(group_of)
        ]

    def _groups(self, entries: Iterable[Entry]) -> Iterator[list[Entry]]:
        group: list[Entry] = []
        chars = 0
        for entry in entries:
            group.append(entry)
            chars += entry.item.chars if isinstance(entry.item, Found) else 0
            if len(group) >= self.settings.batch_size or chars >= _BATCH_CHARS:
                yield group
                group, chars = [], 0
        if group:
            yield group

    def _batch(self, group: Sequence[Entry], version: int) -> Batch:
        takes = [
            (item.digest, Take(item.place, entry.role, entry.duplicate_of, entry.supersedes, entry.source_gone))
            for entry in group
            if isinstance(item := entry.item, Found) and entry.role
        ]
        rejects = tuple(entry.item for entry in group if isinstance(entry.item, Reject))
        identity = [
            SCHEMA_VERSION,
            self.extractor,
            # A revision joins older parts, one of which may have been made from the very same articles. A rebuild joins none,
            # and has the same names whenever it is made.
            version if version > self.version and not self.whole else None,
            sorted(f"{digest} {take.role} {take.duplicate_of} {take.supersedes} {take.source_gone}" for digest, take in takes),
            sorted(json.dumps(asdict(reject)) for reject in rejects),
        ]
        outcomes = Counter(entry.outcome for entry in group)
        return Batch(
            key=sha256(json.dumps(identity).encode()).hexdigest()[:32],
            version=version,
            takes=tuple(take for _, take in takes),
            rejects=rejects,
            new=outcomes["new"],
            revised=outcomes["revised"],
            duplicate=outcomes["duplicate"],
            unchanged=outcomes["unchanged"],
        )


def _superseded(item: Found, held: Held | None) -> str | None:
    if held is None:
        return None
    return held.supersedes if held.text_sha256 == item.text_sha256 else held.text_sha256
