"""Many small parts into few large ones: the same rows under fewer names."""

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import chain
from pathlib import Path

import pyarrow as pa

from tallyspan.schema import TABLES
from tallyspan.store.commits import stamp_of, stamped
from tallyspan.store.layout import BATCH_TABLES, Layout
from tallyspan.store.parts import EMPTY, conform, key_of, ordered, part_name, parts_in, read_part, sync_folder
from tallyspan.store.revision import carry_history, link

ENOUGH = 128 * 2**20  # bytes: Parquet readers gain nothing from larger files


def groups(layout: Layout, version: int, enough: int = ENOUGH) -> list[list[str]]:
    """Return the batch keys of ``version`` by the parts that they should form, in order of their names.

    A group is closed when its largest table has ``enough`` bytes. The key of a part that is as large already stands alone.
    """
    made: list[list[str]] = []
    sizes: dict[str, int] = {}
    for key in _keys(layout, version):
        more = {name: sum(part.stat().st_size for part in parts_in(layout.table(version, name), key)) for name in BATCH_TABLES}
        if not made or any(sizes[name] + size > enough for name, size in more.items()):
            made.append([])
            sizes = dict.fromkeys(BATCH_TABLES, 0)
        made[-1].append(key)
        sizes = {name: sizes[name] + size for name, size in more.items()}
    return made


def merge(layout: Layout, version: int, following: int, merged: Sequence[Sequence[str]]) -> None:
    """Complete ``following`` with the rows of ``version``, one part for each group of keys in ``merged``."""
    for name in BATCH_TABLES:
        folder = layout.table(following, name)
        for keys in merged:
            parts = list(_parts(layout.table(version, name), keys))
            if len(keys) == 1:
                for part in parts:
                    link(part, folder / part.name)
            elif parts:
                rows = _joined(name, [read_part(part) for part in parts])
                layout.place(layout.write_temp(rows, f"merged-{name}"), folder / part_name(_joint(keys)))
        sync_folder(folder)
    carry_history(layout, version, following)


def _joined(name: str, tables: Sequence[pa.Table]) -> pa.Table:
    rows = ordered(TABLES[name], pa.concat_tables(conform(TABLES[name], table) for table in tables))
    stamps = [stamp for table in tables if (stamp := stamp_of(table.schema)) is not None]
    if name != "articles" or len(stamps) < len(tables):
        return rows
    return stamped(rows, {table: sum(stamp[table] for stamp in stamps) for table in BATCH_TABLES})


def _keys(layout: Layout, version: int) -> list[str]:
    parts = parts_in(layout.table(version, "articles"))
    return list(dict.fromkeys(key_of(part) for part in parts if part.name != EMPTY))


def _parts(folder: Path, keys: Sequence[str]) -> Iterator[Path]:
    return chain.from_iterable(parts_in(folder, key) for key in keys)


def _joint(keys: Sequence[str]) -> str:
    return blake2b("\n".join(keys).encode(), digest_size=16).hexdigest()
