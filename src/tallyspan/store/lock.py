"""The single local writer: a kernel file lock, which the system itself frees when its holder dies."""

import fcntl
import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_POLL_SECONDS = 0.1
_LOG = logging.getLogger(__name__)


class BusyError(RuntimeError):
    """Another run has held the tables for longer than this one was willing to wait."""


@contextmanager
def writer_lock(path: Path, holder: str, patience: float) -> Iterator[None]:
    """Hold the lock file ``path`` as ``holder``; wait for another holder up to ``patience`` seconds, then raise BusyError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Python opens it close-on-exec, so spawned workers never inherit the lock and outlive their run with it.
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _acquire(descriptor, path, patience)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{holder}, process {os.getpid()}".encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, path: Path, patience: float) -> None:
    deadline = time.monotonic() + patience
    told = False
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            other = path.read_text(encoding="utf-8") or "a run that is just starting"
        else:
            return
        if time.monotonic() >= deadline:
            raise BusyError(f"{path.parent.parent} is being written by {other}; waited {patience:g} s for it")
        if not told:
            _LOG.warning("%s is being written by %s: waiting up to %g s", path.parent.parent, other, patience)
            told = True
        time.sleep(_POLL_SECONDS)
