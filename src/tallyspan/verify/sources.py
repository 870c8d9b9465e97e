"""The raw bytes, against the hashes that the rows hold."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from tallyspan.readers import ReadOptions, Source, read_source
from tallyspan.readers.files import digest_of, opened
from tallyspan.readers.outcome import RejectedError
from tallyspan.store.ledger import Key, Ledger
from tallyspan.verify.findings import Finding, Tally

_ANY_SIZE = 1 << 40  # what was let in is there, whatever the limit was


def check_sources(raw: Path, ledger: Ledger, tally: Tally) -> Iterator[Finding]:
    """Yield a finding for each current article, and each reject, whose source is there with other bytes.

    A rejected source that was mended later has a row of its own for the new bytes, so that is no finding.
    """
    names: dict[str, list[tuple[str, str, Key]]] = defaultdict(list)
    for held in ledger.by_id.values():
        if held.source_path is not None:
            names[held.source_path].append(("articles", held.article_id, held.key))
    for key in ledger.rejects:
        path, record, digest = key
        if path is not None and digest is not None:
            names[path].append(("rejects", path if record is None else f"{path}#{record}", key))
    held_keys = {*ledger.articles, *ledger.rejects}
    for name, rows in sorted(names.items()):
        there = _digests(raw / name, name, whole=all(key[1] is None for _, _, key in rows))
        tally.sources += 1
        if there is None:
            tally.missing += 1
            continue
        for table, row, key in rows:
            _, record, digest = key
            found = there.get(record)
            if digest == found or (table == "rejects" and (name, record, found) in held_keys):
                continue
            yield Finding(table, row, "source_sha256", f"{name} now has {found or 'no such record'}, the row says {digest}")


def _digests(path: Path, name: str, *, whole: bool) -> Mapping[int | None, str | None] | None:
    """Return the SHA-256 of the file (under None) and, unless ``whole``, of its records; None when it has gone."""
    try:
        with opened(path) as stream:
            digests: dict[int | None, str | None] = {None: digest_of(stream)}
    except RejectedError:
        return None
    if not whole:
        for item in read_source(Source(path, name), ReadOptions(max_bytes=_ANY_SIZE)):
            if item.record is not None:
                digests[item.record] = item.source_sha256
    return digests
