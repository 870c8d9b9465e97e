"""The next version of the tables: what is replaced goes, what stays is linked, and readers turn to it in one step."""

import os
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from tallyspan.schema import REJECTS, RUNS
from tallyspan.store.commits import Counts, reduced
from tallyspan.store.layout import BATCH_TABLES, Layout
from tallyspan.store.ledger import of_a_text
from tallyspan.store.parts import EMPTY, conform, key_of, part_name, parts_in, read_part, sync_folder


def carry_over(layout: Layout, version: int, following: int) -> None:
    """Complete ``following`` with everything in ``version`` that the articles in ``following`` do not replace.

    Claims and mentions of a replaced article go, its row stays as a version that is no longer current; a row of the same
    text gives way to the new row, because a version is named by its text. A part that loses rows gets a new name, so that
    a reader who listed the old version, and opens its parts through the link afterwards, misses a part instead of
    mixing two versions.
    """
    replaced: dict[str, str] = {}
    for part in parts_in(layout.table(following, "articles")):
        replaced |= _versions(read_part(part, ("article_id", "text_sha256")))
    gone: defaultdict[str, Counts] = defaultdict(dict)  # by batch, then by table
    for name in BATCH_TABLES:
        for part in parts_in(layout.table(version, name)):
            if part.name == EMPTY:
                continue
            rows = read_part(part, ("article_id",))
            if pc.any(pc.is_in(rows["article_id"], pa.array(replaced, pa.string()))).as_py():
                kept = _without(name, read_part(part), replaced)
                gone[key_of(part)][name] = len(rows) - len(kept)
                if name == "articles":  # comes last
                    kept = reduced(kept, gone[key_of(part)])
                layout.place(layout.write_temp(kept, f"kept-{name}"), _renamed(part, layout.table(following, name), following))
            else:
                link(part, layout.table(following, name) / part.name)
        sync_folder(layout.table(following, name))


def _renamed(part: Path, folder: Path, version: int) -> Path:
    """Return a name in ``folder`` for the same batch that no earlier version has."""
    return folder / part_name(key_of(part), f"v{version}")


def _without(name: str, rows: pa.Table, replaced: Mapping[str, str]) -> pa.Table:
    gone = pc.is_in(rows["article_id"], pa.array(replaced, pa.string()))
    if name == "articles":
        same = pa.array([replaced.get(article_id) == digest for article_id, digest in _versions(rows)], pa.bool_())
        current = pc.and_(rows["current"], pc.invert(gone))
        place = rows.schema.get_field_index("current")
        return rows.set_column(place, rows.schema.field(place), current).filter(pc.invert(same))
    if name == REJECTS.name:  # a source left out stays on record; a span left out of a replaced text does not
        gone = pc.and_(gone, of_a_text(rows))
    return rows.filter(pc.invert(gone))


def _versions(rows: pa.Table) -> list[tuple[str, str]]:
    return [(row["article_id"], row["text_sha256"]) for row in rows.select(["article_id", "text_sha256"]).to_pylist()]


def carry_runs(layout: Layout, version: int, following: int) -> None:
    """Complete ``following`` with the runs on record."""
    for part in parts_in(layout.table(version, "runs")):
        if part.name == EMPTY:
            continue
        final = layout.table(following, "runs") / part.name
        if layout.is_readable(version):
            link(part, final)
        else:
            layout.place(layout.write_temp(conform(RUNS, read_part(part)), "kept-runs"), final)
    sync_folder(layout.table(following, "runs"))


def link(part: Path, final: Path) -> None:
    """Let ``final`` be the file ``part`` too, whatever it was before."""
    final.unlink(missing_ok=True)
    os.link(part, final)
