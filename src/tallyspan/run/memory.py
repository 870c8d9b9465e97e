"""Which files of records the tables hold wholly.

Only a short cut: without it, such a file is parsed to find that every record of it is held. It belongs to one version of
the tables and is written when a run has completed.
"""

import json
from collections.abc import Mapping
from pathlib import Path

Whole = tuple[str, int]  # SHA-256 of the file, number of its articles and rejects


def load(path: Path) -> dict[str, Whole]:
    """Return what ``path`` remembers by file name; nothing, when there is no such file."""
    if not path.exists():
        return {}
    return {name: (digest, count) for name, (digest, count) in json.loads(path.read_text("utf-8")).items()}


def save(path: Path, files: Mapping[str, Whole]) -> None:
    """Remember ``files`` in ``path``, and only them."""
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(files, indent=0, sort_keys=True), "utf-8")
    fresh.replace(path)
