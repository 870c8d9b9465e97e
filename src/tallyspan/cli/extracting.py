"""``tallyspan extract``: articles in, claims out, one article after another."""

import sys
from datetime import date
from pathlib import Path
from typing import Self

from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from tallyspan import report
from tallyspan.cli import display, inputs, loading, output
from tallyspan.model import Extraction, Reject
from tallyspan.readers import ReadOptions

_SUFFIXES = {".jsonl": "jsonl", ".csv": "csv", ".parquet": "parquet"}


def extract(  # noqa: PLR0913 # one parameter an option of the command
    paths: list[str],
    *,
    published: date | None,
    output_format: str | None,
    output_path: Path | None,
    model: str | None,
    max_bytes: int,
) -> int:
    """Write the claims of the articles under ``paths`` and return the exit code: 1 when nothing could be read."""
    inputs.check(paths)
    chosen = output_format or _SUFFIXES.get(output_path.suffix.lower() if output_path else "", "table")
    options = ReadOptions(published=published, max_bytes=max_bytes)
    with output.destination(output_path) as stream, Tally(shown=sys.stderr.isatty() and not stream.isatty()) as tally:
        writer = output.writer(chosen, stream)
        for extraction in loading.load(model).extract_many(inputs.articles(paths, options, tally.left_out)):
            tally.count(extraction)
            writer.write(extraction)
        writer.close()
    return tally.verdict()


class Tally:
    """Counts what went by, reports what was left out on standard error, and shows progress there when asked to."""

    def __init__(self, *, shown: bool) -> None:
        self._articles = self._claims = self._rejects = 0
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            console=display.console(stderr=True),
            transient=True,
            disable=not shown,
        )
        self._task = self._progress.add_task("loading")

    def __enter__(self) -> Self:
        """Show the progress."""
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Take it away again."""
        self._progress.stop()

    def count(self, extraction: Extraction) -> None:
        """Count ``extraction`` and report what its text made the extractor leave out."""
        self._articles += 1
        self._claims += len(extraction.claims)
        for reject in extraction.rejects:
            self._report(reject)
        self._progress.update(
            self._task, description=f"{report.count(self._articles, 'article')}, {report.count(self._claims, 'claim')}"
        )

    def left_out(self, reject: Reject) -> None:
        """Count and report an article that could not be read."""
        self._rejects += 1
        self._report(reject)

    def verdict(self) -> int:
        """Return the exit code: 1 when not one article could be read."""
        if not self._articles:
            self._progress.console.print("tallyspan: no article could be read")
        return 0 if self._articles else 1

    def _report(self, reject: Reject) -> None:
        self._progress.console.print(f"tallyspan: {display.reject_line(reject)}", soft_wrap=True)
