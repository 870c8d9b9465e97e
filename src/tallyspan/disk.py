"""What the system says of the disk: which errors may pass, and how one reads in a sentence."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TRANSIENT = frozenset(
    {
        errno.EAGAIN,
        errno.EBUSY,
        errno.ECONNABORTED,
        errno.ECONNRESET,
        errno.EHOSTUNREACH,
        errno.EINTR,
        errno.EIO,
        errno.EMFILE,
        errno.ENETDOWN,
        errno.ENETUNREACH,
        errno.ENFILE,
        errno.ENOBUFS,
        errno.ENOMEM,
        errno.ESTALE,
        errno.ETIMEDOUT,
    },
)
"""Trouble that may be over in a moment, so that another try makes sense; a full disk or a missing permission stays."""


def sentence(error: OSError) -> str:
    """Return what went wrong, and with which file.

    >>> sentence(OSError(errno.ENOSPC, "Error writing bytes", "processed/part.parquet"))
    'No space left on device: processed/part.parquet'
    """
    said = os.strerror(error.errno) if error.errno else str(error)
    return f"{said}: {error.filename}" if error.filename else said


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Let an OSError that is raised within say that it was ``path``: the system does not, once a file is open."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            error.filename = str(path)
        raise
