"""Articles set aside on the disk between planning and extraction, so that no run holds all texts in memory.

Everything is read once: what a batch extracts is exactly what the plan decided on, even if a raw file changes meanwhile.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import pyarrow as pa

from tallyspan.disk import naming
from tallyspan.model import Article
from tallyspan.schema import ARTICLES

_CHUNK_ROWS = 64
_CHUNK_CHARS = 8_000_000
_ARTICLE_FIELDS = tuple(field.name for field in fields(Article) if field.init)

Row = Mapping[str, Any]
Place = tuple[int, int]


class Spool:
    """Rows of ``articles`` in numbered chunk files of one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._chunk = 0
        self._rows: list[Row] = []
        self._chars = 0

    def add(self, row: Row) -> Place:
        """Set ``row`` aside and return its place."""
        place = self._chunk, len(self._rows)
        self._rows.append(row)
        self._chars += len(row["text"])
        if len(self._rows) >= _CHUNK_ROWS or self._chars >= _CHUNK_CHARS:
            self.flush()
        return place

    def flush(self) -> None:
        """Write what was added so far."""
        if self._rows:
            write_rows(self._rows, chunk_path(self._folder, self._chunk))
            self._chunk += 1
            self._rows = []
            self._chars = 0


def write_rows(rows: list[Row], path: Path) -> None:
    """Write ``rows`` of ``articles`` to ``path`` as an Arrow file."""
    table = ARTICLES.rows(rows)
    with naming(path), pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)


def chunk_path(folder: Path, chunk: int) -> Path:
    """Return the file of the chunk of that number."""
    return folder / f"{chunk}.arrow"


def fetch(folder: Path, places: Iterable[Place]) -> list[dict[str, Any]]:
    """Return the rows at ``places``, in that order."""
    wanted = list(places)
    rows: dict[Place, dict[str, Any]] = {}
    for chunk in sorted({chunk for chunk, _ in wanted}):
        indices = sorted({row for other, row in wanted if other == chunk})
        with pa.OSFile(str(chunk_path(folder, chunk)), "rb") as source:
            found = pa.ipc.open_file(source).read_all().take(pa.array(indices, pa.int64())).to_pylist()
        rows |= {(chunk, index): row for index, row in zip(indices, found, strict=True)}
    return [rows[place] for place in wanted]


def row_of(article: Article) -> dict[str, Any]:
    """Return what the row of ``article`` says before it is extracted."""
    return {name: getattr(article, name) for name in (*_ARTICLE_FIELDS, "text_sha256")}


def article_of(row: Row) -> Article:
    """Return the article that ``row`` was made from."""
    values = {name: row[name] for name in _ARTICLE_FIELDS}
    return Article(**values | {"authors": tuple(row["authors"] or ()), "repairs": tuple(row["repairs"] or ())})
