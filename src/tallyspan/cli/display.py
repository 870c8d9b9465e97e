"""How articles, claims and rejects look to a person: in a terminal, and in a pipe."""

import os
from typing import IO, NoReturn

from rich.console import Console

from tallyspan.model import Claim, Reject, source_name
from tallyspan.report import days
from tallyspan.visible import one_line

STYLES = {"money": "black on green", "percent": "black on yellow", "distance": "black on cyan", "date": "white on magenta"}

_PIPE_WIDTH = 140


def console(file: IO[str] | None = None, *, stderr: bool = False, terminal: bool | None = None) -> Console:
    """Return a console on ``file``, which in a pipe is as wide as a wide terminal and never coloured.

    ``terminal`` says whether a terminal is at the other end where ``file`` cannot know.
    """
    made = _Console(file=file, stderr=stderr, force_terminal=terminal, highlight=False, markup=False, emoji=False)
    if not made.is_terminal and "COLUMNS" not in os.environ:
        made.width = _PIPE_WIDTH
    return made


class _Console(Console):
    """A console that leaves a closed pipe to the command line, which ends quietly; rich itself would exit with 1."""

    def on_broken_pipe(self) -> NoReturn:
        """Let the error go up: called while it is handled."""
        raise  # noqa: PLE0704


def notes(claim: Claim) -> str:
    """Return what else the row says, as ``column value`` pairs; empty for a plain statement."""
    shown = (
        ("", claim.relation),
        ("", claim.direction),
        ("", None if claim.aspect == "level" else claim.aspect),
        ("", None if claim.modality == "actual" else claim.modality),
        ("of ", claim.measure),
        ("about ", ", ".join(subject.text for subject in claim.subjects)),
        ("says ", claim.attributed_to),
        ("for ", days(claim.time_start, claim.time_end) if claim.time_start and claim.time_end else None),
        ("from ", str(claim.time_start) if claim.time_start and not claim.time_end else None),
        ("until ", str(claim.time_end) if claim.time_end and not claim.time_start else None),
    )
    return one_line("; ".join(label + text for label, text in shown if text))


def reject_line(reject: Reject) -> str:
    """Return one line that says what was left out and why."""
    name = source_name(reject.source_path or reject.article_id or "?", reject.record)
    if reject.start is not None:
        name += f" [{reject.start}:{reject.end}] {reject.surface!r}"
    return one_line(f"left out {name}: {reject.reason}{f' ({reject.detail})' if reject.detail else ''}")
