"""The loop: what is new, batches, extraction, publication. Flows and the command line use only what stands here."""

from tallyspan.run.records import Batch, BatchResult, Settings, Summary
from tallyspan.run.session import Run, ingest, open_run, rebuild
from tallyspan.store.lock import BusyError

__all__ = ["Batch", "BatchResult", "BusyError", "Run", "Settings", "Summary", "ingest", "open_run", "rebuild"]
