"""Opening files safely: never a pipe or device, never more bytes than allowed."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from tallyspan.disk import TRANSIENT
from tallyspan.model import Reason
from tallyspan.readers.discover import kind_of
from tallyspan.readers.outcome import RejectedError


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a regular file for reading. Raise RejectedError for anything else, and for what the system refuses.

    An OSError whose number is in :data:`tallyspan.disk.TRANSIENT` is let through, here and while the file is being read.
    """
    try:
        # Not blocking: if a pipe takes the file's place after the first look, opening it does not wait for a writer.
        _regular(path.stat().st_mode)
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as stream:
            _regular(os.fstat(stream.fileno()).st_mode)
            yield stream
    except OSError as error:
        if error.errno in TRANSIENT:
            raise
        raise RejectedError(Reason.UNREADABLE, error.strerror or str(error)) from error


def _regular(mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise RejectedError(Reason.SPECIAL_FILE, kind_of(mode))


def size_of(stream: BinaryIO) -> int:
    """Return the size of an open file in bytes."""
    return os.fstat(stream.fileno()).st_size


def read_all(stream: BinaryIO, limit: int) -> bytes:
    """Return all bytes of a file of at most ``limit`` bytes. Raise RejectedError for a larger one, without reading it."""
    size = size_of(stream)
    if size <= limit:
        data = stream.read(limit + 1)
        size = len(data)
        if size <= limit:
            return data
    raise RejectedError(Reason.TOO_LARGE, f"{size} bytes; the limit is {limit}")


def digest_at(path: Path) -> str | None:
    """Return the SHA-256 of the file at ``path``, or None for one that :func:`opened` refuses."""
    try:
        with opened(path) as stream:
            return digest_of(stream)
    except RejectedError:
        return None


def digest_of(stream: BinaryIO) -> str:
    """Return the SHA-256 of a whole file, read in pieces."""
    stream.seek(0)
    digest = sha256()
    while piece := stream.read(1 << 20):
        digest.update(piece)
    return digest.hexdigest()
