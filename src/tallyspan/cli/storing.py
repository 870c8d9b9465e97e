"""``tallyspan ingest`` and ``tallyspan rebuild``: the loop of :mod:`tallyspan.run`, with a progress bar and a summary."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from tallyspan import report, run
from tallyspan.cli import display, loading
from tallyspan.cli.problems import UsageProblem
from tallyspan.run.session import check_settings
from tallyspan.store.parts import DamagedPartError
from tallyspan.wording import count

Work = Callable[..., run.Summary]


def ingest(settings: run.Settings) -> int:
    """Add what is new and return the exit code."""
    return _work(run.ingest, settings)


def rebuild(settings: run.Settings) -> int:
    """Extract everything again and return the exit code."""
    return _work(run.rebuild, settings)


def compact(processed: Path) -> int:
    """Merge small parts, say how many there are now, and return the exit code."""
    try:
        done = run.compact(processed, run.PATIENCE_SECONDS)
    except FileNotFoundError as problem:
        raise UsageProblem(str(problem)) from problem
    except (run.BusyError, DamagedPartError) as problem:
        raise typer.TyperException(str(problem)) from problem
    typer.echo(f"{count(done.before, 'part')} of each table before, {done.after:,} now")
    return 0


def settings(**options: Any) -> run.Settings:  # noqa: ANN401 # the fields of Settings
    """Return the settings for ``options``; raise UsageProblem for a folder, format or model that does not exist."""
    made = run.Settings(**options)
    try:
        check_settings(made)
    except run.SettingsError as problem:
        raise UsageProblem(str(problem)) from problem
    loading.check(made.model)
    return made


def _work(work: Work, settings: run.Settings) -> int:
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=display.console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    ) as progress:
        task = progress.add_task("loading", total=None)

        def look(files: int) -> None:
            progress.update(task, description=f"looked at {count(files, 'file')}")

        def advance(result: run.BatchResult, done: int, total: int) -> None:
            progress.update(task, completed=done, total=total, description=report.batch_line(result))

        try:
            summary = work(settings, on_batch=advance, on_look=look)
        except run.EXPECTED as problem:
            raise typer.TyperException(run.sentence(problem)) from problem
    typer.echo(report.text(summary), nl=False)
    # An empty raw folder is fine; one of which nothing at all can be read is a problem that a script should notice.
    return 1 if summary.read and not summary.articles else 0
