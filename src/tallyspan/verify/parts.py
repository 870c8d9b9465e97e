"""The files of the tables: whether each can be read at all, and has all the rows that were committed."""

from collections.abc import Iterator

from tallyspan.schema import TABLES
from tallyspan.store.commits import misfits
from tallyspan.store.layout import Layout
from tallyspan.store.parts import DamagedPartError, part_name, parts_in, read_part
from tallyspan.verify.findings import Finding


def broken_parts(layout: Layout, version: int) -> Iterator[Finding]:
    """Yield a finding for each part of ``version`` that is cut short or otherwise no Parquet file."""
    for name in TABLES:
        for part in parts_in(layout.table(version, name)):
            try:
                read_part(part)
            except (DamagedPartError, OSError) as problem:
                yield Finding(name, part.name, "unreadable", str(problem))


def incomplete_parts(layout: Layout, version: int) -> Iterator[Finding]:
    """Yield a finding for each batch and table of ``version`` that has lost rows, or gained some, since it was committed."""
    for name, key, committed, there in misfits(layout, version):
        detail = f"{there} rows are there, {committed} were committed; tallyspan rebuild makes them again"
        yield Finding(name, part_name(key), "rows", detail)
