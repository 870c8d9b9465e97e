"""Parquet parts: records to rows of exactly the declared schema, rows to bytes on the disk, and back."""

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tallyspan.disk import naming
from tallyspan.model import Claim, Mention, Reject
from tallyspan.schema import SPANS, SUBJECTS, Table

EMPTY = "part-empty.parquet"  # no rows: a folder that holds nothing else still has a schema to read

Record = Claim | Mention | Reject


class DamagedPartError(Exception):
    """A part is no whole Parquet file, as after a full disk or a careless copy."""

    def __init__(self, part: Path, problem: Exception) -> None:
        remedy = f"delete articles/{part.name} of these tables and run again: the articles of that part are then read anew"
        super().__init__(f"{part} is damaged ({problem}); {remedy}")


@contextmanager
def _opening(part: Path) -> Iterator[None]:
    try:
        yield
    except pa.ArrowException as problem:
        raise DamagedPartError(part, problem) from problem


def rows_of(table: Table, records: Sequence[Record]) -> pa.Table:
    """Return ``records`` as sorted rows of ``table``, built column by column."""
    columns = [pa.array([_plain(getattr(record, c.name), c.type) for record in records], c.type) for c in table.columns]
    return ordered(table, pa.Table.from_arrays(columns, schema=table.arrow()))


def _plain(value: Any, kind: pa.DataType) -> Any:  # noqa: ANN401 - a cell may hold anything that a column may
    return [asdict(one) for one in value] if kind in (SPANS, SUBJECTS) else value


def ordered(table: Table, rows: pa.Table) -> pa.Table:
    """Return ``rows`` in the order that ``table`` declares, which is what makes a part reproducible."""
    return rows.sort_by([(name, "ascending") for name in table.order])


def write_part(rows: pa.Table, path: Path) -> None:
    """Write ``rows`` to the new file ``path`` and wait until the disk has them."""
    with naming(path), path.open("xb") as file:
        pq.write_table(rows.combine_chunks(), file, compression="zstd")
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the disk has the names in ``folder``."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def part_name(key: str, *version: str) -> str:
    """Return the file name of the part of the batch ``key``, or of what a later version has left of it.

    >>> part_name("c0ffee"), part_name("c0ffee", "v2")
    ('part-c0ffee.parquet', 'part-c0ffee-v2.parquet')
    """
    return f"{'-'.join(('part', key, *version))}.parquet"


def key_of(part: Path) -> str:
    """Return the batch key in the name of ``part``.

    >>> key_of(Path("part-c0ffee.parquet")), key_of(Path("part-c0ffee-v2.parquet"))
    ('c0ffee', 'c0ffee')
    """
    return part.stem.split("-")[1]


def parts_in(folder: Path, key: str | None = None) -> list[Path]:
    """Return the parts in ``folder`` by name, or only those of the batch ``key``."""
    return sorted(part for part in folder.glob("part-*.parquet") if key is None or key_of(part) == key)


def read_part(part: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """Return the rows of one part, or only those of ``columns`` that it has. Raises DamagedPartError."""
    with _opening(part):
        there = set(pq.read_schema(part).names)
        wanted = None if columns is None else [name for name in columns if name in there]
        return pq.read_table(part, columns=wanted, partitioning=None)


def read_articles(table: Table, parts: Sequence[Path], article_ids: Collection[str]) -> pa.Table:
    """Return the rows of ``table`` in ``parts`` that belong to ``article_ids``. Raises DamagedPartError."""
    wanted = pc.field("article_id").isin(list(article_ids))
    found = [_filtered(part, wanted) for part in parts] if article_ids else []
    return pa.concat_tables([table.arrow().empty_table(), *found])


def _filtered(part: Path, wanted: pc.Expression) -> pa.Table:
    with _opening(part):
        return pq.read_table(part, filters=wanted, partitioning=None)


def conform(table: Table, rows: pa.Table) -> pa.Table:
    """Return ``rows``, perhaps of an older schema, with exactly the columns of ``table``; what it did not have is null."""
    have = set(rows.column_names)
    columns = [rows[c.name].cast(c.type) if c.name in have else pa.array([None] * len(rows), c.type) for c in table.columns]
    return pa.Table.from_arrays(columns, schema=table.arrow())


def schema_version(part: Path) -> str | None:
    """Return the schema version that ``part`` was written with. Raises DamagedPartError."""
    with _opening(part):
        metadata: Mapping[bytes, bytes] = pq.read_schema(part).metadata or {}
    version = metadata.get(b"tallyspan.schema_version")
    return version.decode() if version else None
