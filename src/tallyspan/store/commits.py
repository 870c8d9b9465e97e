"""What a commit record says besides its rows: how many rows of every table its batch has.

It stands in the metadata of the articles part. Rows taken away from any table by other hands no longer fit it, which is how
a check sees the one kind of row that can be derived from nothing that is held: a source left out.
"""

import json
from collections.abc import Iterator, Mapping

import pyarrow as pa
import pyarrow.parquet as pq

from tallyspan.store.layout import BATCH_TABLES, Layout
from tallyspan.store.parts import key_of, parts_in

_ROWS = b"tallyspan.rows"

Counts = dict[str, int]


def stamped(articles: pa.Table, rows: Mapping[str, int]) -> pa.Table:
    """Return ``articles`` with the number of rows that each table has of its batch."""
    stamp = {_ROWS: json.dumps(rows, sort_keys=True).encode()}
    return articles.replace_schema_metadata({**(articles.schema.metadata or {}), **stamp})


def stamp_of(schema: pa.Schema) -> Counts | None:
    """Return the numbers that a part with ``schema`` carries; None for one written before there were any."""
    stamp = (schema.metadata or {}).get(_ROWS)
    return None if stamp is None else {str(name): int(count) for name, count in json.loads(stamp).items()}


def reduced(articles: pa.Table, gone: Mapping[str, int]) -> pa.Table:
    """Return ``articles`` with its numbers lowered by the rows that a later version has left out, table by table."""
    rows = stamp_of(articles.schema)
    return articles if rows is None else stamped(articles, {name: count - gone.get(name, 0) for name, count in rows.items()})


def misfits(layout: Layout, version: int) -> Iterator[tuple[str, str, int, int]]:
    """Yield table, batch key, rows committed and rows there, for each batch of ``version`` that is not what was committed."""
    for part in parts_in(layout.table(version, "articles")):
        committed = stamp_of(pq.read_schema(part)) or {}
        for name in filter(committed.__contains__, BATCH_TABLES):
            there = sum(pq.read_metadata(one).num_rows for one in parts_in(layout.table(version, name), key_of(part)))
            if there != committed[name]:
                yield name, key_of(part), committed[name], there
