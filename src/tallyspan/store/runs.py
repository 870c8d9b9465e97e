"""The rows of ``runs``: one small part a run, written when it starts and replaced when it ends."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from tallyspan.schema import RUNS
from tallyspan.store.layout import Layout
from tallyspan.store.parts import EMPTY, parts_in, read_part, sync_folder


def write_run(layout: Layout, version: int, row: Mapping[str, Any]) -> None:
    """Write ``row`` of ``runs`` over what the same run wrote before."""
    _replace(layout, [row], layout.table(version, "runs") / _name(row["run_id"], row["started_at"]))


def settle_dead(layout: Layout, version: int) -> None:
    """Mark the last run as failed if it still says that it is running: its writer's lock is ours now."""
    last = max((part for part in parts_in(layout.table(version, "runs")) if part.name != EMPTY), default=None)
    if last is None:
        return
    rows = read_part(last).to_pylist()
    if any(row["state"] == "running" for row in rows):
        _replace(layout, [row | {"state": "failed"} if row["state"] == "running" else row for row in rows], last)


def _replace(layout: Layout, rows: Sequence[Mapping[str, Any]], final: Path) -> None:
    layout.place(layout.write_temp(RUNS.rows(rows), "run"), final)
    sync_folder(final.parent)


def _name(run_id: str, started: datetime) -> str:
    """Return a part name that sorts by time."""
    moment = started.astimezone(UTC).strftime("%Y%m%dT%H%M%S%f")
    return f"part-{moment}-{sha256(run_id.encode()).hexdigest()[:8]}.parquet"
