"""A defect of ours costs only what showed it: it is noted, with the characters that it loses, and all else goes on."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from tallyspan.model import Reason, Reject

_LONGEST = 300  # characters of a message


class Fault(NamedTuple):
    """What went wrong, and the characters of the text that it cost."""

    start: int
    end: int
    what: str


@contextmanager
def noting(faults: list[Fault], start: int, end: int) -> Iterator[None]:
    """Let the block work on ``text[start:end]``; if it fails, note that. Trouble with disk or memory goes up: retries help."""
    try:
        yield
    except (OSError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, it is of this piece alone
        faults.append(Fault(start, end, described(error)))


def described(error: Exception) -> str:
    """Return ``error`` in one line, as ``rejects.detail`` has it.

    >>> described(IndexError("list index out of range"))
    'IndexError: list index out of range'
    """
    return f"{type(error).__name__}: {error}".encode("utf-8", "backslashreplace").decode()[:_LONGEST]


def rejects(text: str, faults: Iterable[Fault]) -> Iterator[Reject]:
    """Yield a reject for each piece of ``text`` that some of ``faults`` cost, in text order."""
    whats: dict[tuple[int, int], dict[str, None]] = {}
    for fault in sorted(faults):
        whats.setdefault((fault.start, fault.end), {})[fault.what] = None
    for (start, end), said in whats.items():
        yield Reject(Reason.FAILED.stage, Reason.FAILED.value, "; ".join(said), start=start, end=end, surface=text[start:end])
