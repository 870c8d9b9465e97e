"""A selection as a file, row by row: CSV, JSON Lines or Parquet, with every column of ``claims_current``."""

import csv
import io
import json
import math
from collections.abc import Callable, Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tallyspan.browse.database import Database
from tallyspan.browse.selection import Selection, bound
from tallyspan.model import jsonable

MEDIA_TYPES = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson", "parquet": "application/vnd.apache.parquet"}
"""The formats, by the suffix of their files."""
_ROWS = 10_000

Batches = Iterator[pa.RecordBatch]


def export(database: Database, selection: Selection, name: str) -> Iterator[bytes]:
    """Yield the rows of ``selection`` in the format ``name``, in the order of the tables; few of them are held at once."""
    writers: dict[str, Callable[[pa.Schema, Batches], Iterator[bytes]]] = {"csv": _csv, "jsonl": _lines, "parquet": _parquet}
    condition, values = bound(selection)
    with database.cursor() as cursor:
        query = f"select * from claims_current where {condition}"  # noqa: S608 # unsorted: that would hold every row
        reader = cursor.sql(query, params=values).to_arrow_reader(_ROWS)
        yield from writers[name](reader.schema, iter(reader))


def _csv(schema: pa.Schema, batches: Batches) -> Iterator[bytes]:
    """CSV with a header; lists as JSON, null as nothing."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(schema.names)
    yield _drained(text)
    for batch in batches:
        writer.writerows([_cell(value) for value in row.values()] for row in batch.to_pylist())
        yield _drained(text)


def _lines(_schema: pa.Schema, batches: Batches) -> Iterator[bytes]:
    """JSON Lines; what JSON has no word for (NaN, infinity) is null."""
    for batch in batches:
        yield b"".join(json.dumps(_finite(row), ensure_ascii=False).encode() + b"\n" for row in batch.to_pylist())


def _parquet(schema: pa.Schema, batches: Batches) -> Iterator[bytes]:
    sink = _Sink()
    with pq.ParquetWriter(sink, schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch)
            yield sink.taken()
    yield sink.taken()


class _Sink(io.BytesIO):
    """A file that is written once, from the beginning to the end, and emptied meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self._taken = 0

    def tell(self) -> int:
        """Return how many bytes have been written, taken or not."""
        return self._taken + super().tell()

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        content = self.getvalue()
        self._taken += len(content)
        self.seek(0)
        self.truncate()
        return content


def _cell(value: object) -> object:
    return json.dumps(jsonable(value), ensure_ascii=False) if isinstance(value, list) else value


def _finite(row: dict[str, Any]) -> dict[str, object]:
    return {
        name: None if isinstance(value, float) and not math.isfinite(value) else jsonable(value) for name, value in row.items()
    }


def _drained(text: io.StringIO) -> bytes:
    content = text.getvalue().encode()
    text.seek(0)
    text.truncate()
    return content
