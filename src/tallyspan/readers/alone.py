"""A page that may take very long, read in a process of its own, which the system ends after so much time or memory."""

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import date

from tallyspan.model import Reason
from tallyspan.readers.outcome import About, RejectedError

SECONDS = 30
"""Of the processor. A page of 4 MB of paragraphs takes 4."""

MEMORY = 3 << 30
"""Bytes of address space; what is imported takes 1 GB of it."""

PATIENCE = 600
"""Seconds of the clock, should the process only wait."""

Reader = Callable[[str], tuple[str, About]]


def read_alone(source: str) -> tuple[str, About]:
    """Return what :func:`tallyspan.readers.html.read_here` returns. Raise RejectedError, also for what takes too long."""
    command = [sys.executable, "-m", "tallyspan.readers.html"]
    page = source.encode("utf-8", "replace")
    try:
        done = subprocess.run(command, input=page, capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603 - our own
    except subprocess.TimeoutExpired:
        done = None
    if done is None or done.returncode:
        bounds = f"{SECONDS} s of processor time, or {MEMORY >> 30} GB"
        raise RejectedError(Reason.TOO_LARGE, f"HTML: reading the page takes more than {bounds}")
    said = json.loads(done.stdout)
    if "reason" in said:
        raise RejectedError(Reason(said["reason"]), said["detail"])
    fields = said["about"]
    published = fields["published"] and date.fromisoformat(fields["published"])
    return said["text"], About(**fields | {"authors": tuple(fields["authors"]), "published": published})


def answer(reader: Reader) -> None:
    """Read the page on standard input with ``reader`` and write what comes of it to standard output, within the bounds."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        text, about = reader(sys.stdin.buffer.read().decode())
    except RejectedError as error:
        said: dict[str, object] = {"reason": error.reason.value, "detail": error.detail}
    else:
        said = {"text": text, "about": asdict(about)}
    sys.stdout.write(json.dumps(said, default=str))
