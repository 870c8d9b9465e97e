"""``tallyspan extract``: articles in, claims out, one article after another."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Self

from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from tallyspan.cli import display, inputs, loading, output
from tallyspan.model import Extraction, Reject
from tallyspan.readers import ReadOptions
from tallyspan.visible import one_line
from tallyspan.wording import count, reject_text


def extract(  # noqa: PLR0913 # one parameter an option of the command
    paths: list[str],
    *,
    published: date | None,
    output_format: str | None,
    output_path: Path | None,
    model: str | None,
    max_bytes: int,
) -> int:
    """Write the claims of the articles under ``paths`` and return the exit code.

    1 when nothing could be read, 2 when one of ``paths`` is not there: it is named, and the others are read.
    """
    there, missing = inputs.sort_out(paths)
    chosen = output_format or output.format_for(output_path)
    options = ReadOptions(published=published, max_bytes=max_bytes)
    with output.destination(output_path) as stream, Tally(shown=sys.stderr.isatty() and not stream.isatty()) as tally:
        writer = output.writer(chosen, stream)
        tally.report(missing)
        for extraction in loading.load(model).extract_many(inputs.articles(there, options, tally.left_out)):
            tally.count(extraction)
            writer.write(extraction)
        writer.close()
    return 2 if missing else tally.verdict()


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

    def report(self, problems: Sequence[str]) -> None:
        """Print each of ``problems`` on standard error."""
        for problem in problems:
            self._progress.console.print(f"tallyspan: {one_line(problem)}", soft_wrap=True)

    def count(self, extraction: Extraction) -> None:
        """Count ``extraction`` and report what its text made the extractor leave out."""
        self._articles += 1
        self._claims += len(extraction.claims)
        for reject in extraction.rejects:
            self._report(reject)
        self._progress.update(self._task, description=f"{count(self._articles, 'article')}, {count(self._claims, 'claim')}")

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
        self.report([f"left out {reject_text(reject)}"])
