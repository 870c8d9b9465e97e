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
from tallyspan.readers import find_sources
from tallyspan.run.session import SchemaChangedError, check_folders
from tallyspan.store.parts import DamagedPartError

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
    typer.echo(f"{report.count(done.before, 'part')} of each table before, {done.after:,} now")
    return 0


def settings(**options: Any) -> run.Settings:  # noqa: ANN401 # the fields of Settings
    """Return the settings for ``options``; raise UsageProblem for a folder, format or model that does not exist."""
    made = run.Settings(**options)
    try:
        check_folders(made)
        find_sources(made.raw, made.formats)
    except (NotADirectoryError, ValueError) as problem:
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
        task = progress.add_task("batches", total=None)

        def advance(result: run.BatchResult, done: int, total: int) -> None:
            progress.update(task, completed=done, total=total, description=report.batch_line(result))

        try:
            summary = work(settings, on_batch=advance)
        except (run.BusyError, SchemaChangedError, DamagedPartError) as problem:
            raise typer.TyperException(str(problem)) from problem
    typer.echo(report.text(summary), nl=False)
    # An empty raw folder is fine; one of which nothing at all can be read is a problem that a script should notice.
    return 1 if summary.read and not summary.articles else 0
