"""The next version of the tables: what is replaced goes, what stays is linked, and readers turn to it in one step."""

import os
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from tallyspan.schema import CLAIMS_HISTORY, INSTANT, REJECTS, RUNS, Table
from tallyspan.store.commits import Counts, reduced
from tallyspan.store.layout import BATCH_TABLES, Layout
from tallyspan.store.ledger import of_a_text
from tallyspan.store.parts import EMPTY, conform, key_of, ordered, part_name, parts_in, read_part, sync_folder


def carry_over(layout: Layout, version: int, following: int, gone_sources: Mapping[str, bool], when: datetime) -> None:
    """Complete ``following`` with everything in ``version`` that the articles in ``following`` do not replace.

    Claims and mentions of a replaced article go, its row stays as a version that is no longer current; a row of the same
    text gives way to the new row, because a version is named by its text. A part that loses rows gets a new name, so that
    a reader who listed the old version, and opens its parts through the link afterwards, misses a part instead of
    mixing two versions. Claims of a text that another has replaced ``when`` go to the history. ``gone_sources`` says of
    current articles whether their source has gone.
    """
    replaced: dict[str, str] = {}
    for part in parts_in(layout.table(following, "articles")):
        replaced |= _versions(read_part(part, ("article_id", "text_sha256")))
    gone: defaultdict[str, Counts] = defaultdict(dict)  # by batch, then by table
    touched = pa.array([*replaced, *gone_sources], pa.string())
    superseded: list[pa.Table] = []
    for name in BATCH_TABLES:
        for part in parts_in(layout.table(version, name)):
            if part.name == EMPTY:
                continue
            rows = read_part(part, ("article_id",))
            if pc.any(pc.is_in(rows["article_id"], touched)).as_py():
                whole = read_part(part)
                kept = _without(name, whole, replaced)
                if name == "claims":
                    superseded.append(_superseded(whole, replaced))
                gone[key_of(part)][name] = len(rows) - len(kept)
                if name == "articles":  # comes last
                    kept = reduced(_marked(kept, gone_sources), gone[key_of(part)])
                layout.place(layout.write_temp(kept, f"kept-{name}"), _renamed(part, layout.table(following, name), following))
            else:
                link(part, layout.table(following, name) / part.name)
        sync_folder(layout.table(following, name))
    _carry_history(layout, version, following, replaced, superseded, when)


def _superseded(claims: pa.Table, replaced: Mapping[str, str]) -> pa.Table:
    """Return those of ``claims`` whose article has another text now."""
    earlier = [article_id in replaced and replaced[article_id] != digest for article_id, digest in _versions(claims)]
    return claims.filter(pa.array(earlier, pa.bool_()))


def _marked(articles: pa.Table, gone_sources: Mapping[str, bool]) -> pa.Table:
    """Return ``articles``, the current ones with what ``gone_sources`` says of them."""
    flags = [
        gone_sources.get(row["article_id"], row["source_gone"]) if row["current"] else row["source_gone"]
        for row in articles.select(["article_id", "current", "source_gone"]).to_pylist()
    ]
    place = articles.schema.get_field_index("source_gone")
    return articles.set_column(place, articles.schema.field(place), pa.array(flags, pa.bool_()))


def _carry_history(  # noqa: PLR0913, PLR0917
    layout: Layout, version: int, following: int, replaced: Mapping[str, str], superseded: list[pa.Table], when: datetime
) -> None:
    """Complete the history of ``following``: as in ``version``, without texts that are current again, with ``superseded``."""
    carry_history(layout, version, following)
    folder = layout.table(following, CLAIMS_HISTORY.name)
    for part in parts_in(folder):
        rows = read_part(part)
        current = [replaced.get(article_id) == digest for article_id, digest in _versions(rows)]
        if any(current):
            part.unlink()
            rows = rows.filter(pc.invert(pa.array(current, pa.bool_())))
            layout.place(layout.write_temp(rows, "kept-history"), _renamed(part, folder, following))
    added = [rows.append_column("superseded_at", pa.array([when] * len(rows), INSTANT)) for rows in superseded if len(rows)]
    if added:
        rows = ordered(CLAIMS_HISTORY, conform(CLAIMS_HISTORY, pa.concat_tables(added)))
        layout.place(layout.write_temp(rows, "history"), folder / part_name(f"v{following}"))
    sync_folder(folder)


def carry_history(layout: Layout, version: int, following: int) -> None:
    """Let the history of ``following`` be that of ``version``, and nothing else."""
    folder = layout.table(following, CLAIMS_HISTORY.name)
    for part in parts_in(folder):
        if part.name != EMPTY:
            part.unlink()
    _carry(layout, version, following, CLAIMS_HISTORY)


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
    _carry(layout, version, following, RUNS)


def _carry(layout: Layout, version: int, following: int, table: Table) -> None:
    for part in parts_in(layout.table(version, table.name)):
        if part.name == EMPTY:
            continue
        final = layout.table(following, table.name) / part.name
        if layout.is_readable(version):
            link(part, final)
        else:
            layout.place(layout.write_temp(conform(table, read_part(part)), f"kept-{table.name}"), final)
    sync_folder(layout.table(following, table.name))


def link(part: Path, final: Path) -> None:
    """Let ``final`` be the file ``part`` too, whatever it was before."""
    final.unlink(missing_ok=True)
    os.link(part, final)
