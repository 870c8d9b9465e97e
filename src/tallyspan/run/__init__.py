"""The loop: what is new, batches, extraction, publication. Flows and the command line use only what stands here."""

from tallyspan.run.compacting import Compaction, compact
from tallyspan.run.records import Batch, BatchResult, Settings, Summary
from tallyspan.run.session import PATIENCE_SECONDS, Run, ingest, open_run, rebuild
from tallyspan.store.lock import BusyError

__all__ = [
    "PATIENCE_SECONDS",
    "Batch",
    "BatchResult",
    "BusyError",
    "Compaction",
    "Run",
    "Settings",
    "Summary",
    "compact",
    "ingest",
    "open_run",
    "rebuild",
]
