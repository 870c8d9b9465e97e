"""``tallyspan verify``: every row against the bytes it was read from."""

import sys
from pathlib import Path

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from tallyspan import report
from tallyspan.cli import display, loading
from tallyspan.cli.problems import UsageProblem
from tallyspan.model import Mentions
from tallyspan.verify import Tally
from tallyspan.verify import verify as checked
from tallyspan.visible import one_line


def verify(*, raw: Path, processed: Path, model: str | None, mentions: Mentions) -> int:
    """Print a line for everything that is wrong, then what was looked at, and return the exit code."""
    if not raw.is_dir():
        raise UsageProblem(f"no such folder: {raw}")
    if not (processed / "articles").is_dir():
        raise UsageProblem(f"no tables in {processed}: run tallyspan ingest first")
    loading.check(model)
    verification = checked(raw, processed, model, mentions)
    with Progress(
        SpinnerColumn(),
        TextColumn("checking"),
        TimeElapsedColumn(),
        console=display.console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    ) as progress:
        progress.add_task("checking")
        for finding in verification:
            typer.echo(one_line(f"{finding.table} {finding.row}: {finding.problem}: {finding.detail}"))
    typer.echo(_summary(verification.tally))
    return 1 if verification.tally.findings else 0


def _summary(tally: Tally) -> str:
    rows = ", ".join(f"{number:,} {table}" for table, number in tally.rows.items())
    aside = [
        f"{report.count(number, noun)} {what}"
        for number, noun, what in (
            (tally.missing, "source", "gone"),
            (tally.unread, "article", "in no table yet"),
            (tally.not_derivable, "article", "of another extractor, not extracted again"),
        )
        if number
    ]
    return "; ".join([f"{report.count(tally.findings, 'problem')} in {report.count(tally.sources, 'source')} ({rows})", *aside])
