"""The loop: what is new, batches, extraction, publication. Flows and the command line use only what stands here."""

from tallyspan.run.compacting import Compaction, compact
from tallyspan.run.gate import StoppedError
from tallyspan.run.problems import EXPECTED, sentence
from tallyspan.run.records import Batch, BatchResult, Settings, SettingsError, Summary
from tallyspan.run.session import PATIENCE_SECONDS, Run, ingest, open_run, rebuild
from tallyspan.store.lock import BusyError

__all__ = [
    "EXPECTED",
    "PATIENCE_SECONDS",
    "Batch",
    "BatchResult",
    "BusyError",
    "Compaction",
    "Run",
    "Settings",
    "SettingsError",
    "StoppedError",
    "Summary",
    "compact",
    "ingest",
    "open_run",
    "rebuild",
    "sentence",
]
