"""Few large parts instead of many small ones, for tables that a schedule has filled bit by bit."""

import shutil
from pathlib import Path
from typing import NamedTuple

from tallyspan.store.compaction import ENOUGH, groups, merge
from tallyspan.store.layout import Layout
from tallyspan.store.lock import writer_lock
from tallyspan.store.revision import carry_runs


class Compaction(NamedTuple):
    """How many batches the tables were in, and in how many parts of each table they are now."""

    before: int
    after: int


def compact(processed: Path, patience: float, enough: int = ENOUGH) -> Compaction:
    """Merge the parts of ``processed`` up to ``enough`` bytes each, and let readers turn to them. The rows stay the same.

    Raises BusyError when a run has not let go of the tables after ``patience`` seconds, FileNotFoundError where there are no
    tables that this version could have written, and DamagedPartError. Stopped at any moment, it leaves the tables as they were.
    """
    layout = Layout(processed)
    current = layout.current()
    if current is None or not layout.is_readable(current):
        raise FileNotFoundError(f"no tables of this version of tallyspan in {processed}")
    with writer_lock(layout.lock, "compact", patience):
        version = layout.recover()
        merged = groups(layout, version, enough)
        before = sum(map(len, merged))
        if before > len(merged):
            following = version + 1
            layout.discard(following)
            layout.prepare(following)
            merge(layout, version, following, merged)
            carry_runs(layout, version, following)
            if layout.seen_files(version).exists():
                shutil.copyfile(layout.seen_files(version), layout.seen_files(following))
            layout.show(following)  # what readers may still have open goes with the next run
        layout.clear()
    return Compaction(before, len(merged))
