"""Putting the parts of one batch in place: the commit record last, and exclusively."""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pyarrow as pa

from tallyspan.store.commits import stamped
from tallyspan.store.layout import BATCH_TABLES, Layout
from tallyspan.store.parts import part_name, sync_folder


def write_batch(layout: Layout, key: str, tables: Mapping[str, pa.Table]) -> dict[str, Path]:
    """Write the rows of one batch to files that no reader sees. Tables without rows get none, ``articles`` always one."""
    rows = {name: len(tables[name]) for name in BATCH_TABLES}
    tables = {**tables, "articles": stamped(tables["articles"], rows)}
    return {name: layout.write_temp(tables[name], f"{name}-{key}") for name in BATCH_TABLES if name == "articles" or rows[name]}


def publish_batch(layout: Layout, version: int, key: str, written: Mapping[str, Path]) -> None:
    """Move the files of one batch into ``version``. Repeating it, or doing it twice at a time, changes nothing."""
    for name in BATCH_TABLES:
        if name in written and name != "articles":
            layout.place(written[name], layout.table(version, name) / part_name(key))
            sync_folder(layout.table(version, name))
    folder = layout.table(version, "articles")
    with suppress(FileExistsError):  # then the same batch was committed before: its rows are the same
        os.link(written["articles"], folder / part_name(key))
    written["articles"].unlink()
    sync_folder(folder)


def is_committed(layout: Layout, version: int, key: str) -> bool:
    """Tell whether ``version`` holds the batch ``key``."""
    return (layout.table(version, "articles") / part_name(key)).exists()
