"""Which files of records the tables hold wholly.

Only a short cut: without it, such a file is parsed to find that every record of it is held. It belongs to one version of
the tables, is written when a run has completed, and is believed only as long as the tables hold the same articles of that
file.
"""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from tallyspan.disk import naming
from tallyspan.store.ledger import Held

Whole = tuple[str, int, str]  # SHA-256 of the file, number of its articles and rejects, what state_of says of its articles


def load(path: Path) -> dict[str, Whole]:
    """Return what ``path`` remembers by file name; nothing, when there is no such file."""
    if not path.exists():
        return {}
    return {name: (digest, count, state) for name, (digest, count, state) in json.loads(path.read_text("utf-8")).items()}


def state_of(articles: Iterable[Held]) -> str:
    """Return a hash of which records ``articles`` were read from."""
    return sha256(json.dumps(sorted(f"{held.record} {held.source_sha256}" for held in articles)).encode()).hexdigest()


def save(path: Path, files: Mapping[str, Whole]) -> None:
    """Remember ``files`` in ``path``, and only them."""
    fresh = path.with_suffix(".new")
    with naming(fresh):
        fresh.write_text(json.dumps(files, indent=0, sort_keys=True), "utf-8")
    fresh.replace(path)
