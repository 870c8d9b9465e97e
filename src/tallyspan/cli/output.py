"""The output formats of ``extract``: each takes extractions one by one and holds little of them."""

import csv
import io
import json
import math
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO, Literal, Protocol

import pyarrow.parquet as pq
from rich import box
from rich.table import Table

from tallyspan.cli import display
from tallyspan.cli.problems import UsageProblem
from tallyspan.model import Claim, Extraction
from tallyspan.report import count, value_text
from tallyspan.schema import CLAIMS, jsonable
from tallyspan.visible import one_line, visible

_COLUMNS = tuple(column.name for column in CLAIMS.columns)
_ROW_GROUP = 10_000
_FORMULA = re.compile(r"\s*(?:[=@]|[+-][^|!(]*[|!(])")  # -3% is a number, -1+cmd|x!A0 is none


class Writer(Protocol):
    """Writes the claims of one extraction after another."""

    def write(self, extraction: Extraction) -> None:
        """Write the claims of ``extraction``."""

    def close(self) -> None:
        """Write what is still held."""


def writer(name: str, stream: BinaryIO) -> Writer:
    """Return the writer of the format ``name`` on ``stream``."""
    writers: dict[str, Callable[[BinaryIO], Writer]] = {"table": Tables, "jsonl": Lines, "csv": Csv, "parquet": Parquet}
    return writers[name](stream)


@contextmanager
def destination(path: Path | None) -> Iterator[BinaryIO]:
    """Open ``path``, or standard output when there is none.

    A regular file appears under its name when all of it is written, so that nobody reads half a table.
    """
    if path is None:
        yield sys.stdout.buffer
    elif path.exists() and not path.is_file():
        with _created(path, path, "wb") as special:
            yield special
    else:
        final = path.resolve()
        part = final.with_name(f".{final.name}.{os.getpid()}.part")
        with _created(path, part, "xb") as stream:
            try:
                yield stream
                stream.flush()
                part.replace(final)
            finally:
                part.unlink(missing_ok=True)


def _created(named: Path, actual: Path, mode: Literal["wb", "xb"]) -> BinaryIO:
    try:
        return actual.open(mode)
    except OSError as problem:
        raise UsageProblem(f"cannot write {named}: {problem.strerror}") from problem


def row(claim: Claim) -> dict[str, Any]:
    """Return ``claim`` as a row of the claims table, columns in order."""
    values = {name: getattr(claim, name) for name in _COLUMNS}
    for name in ("time_spans", "measure_spans", "subjects"):
        values[name] = [asdict(one) for one in values[name]]
    return values


class Tables:
    """A table an article, for people."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._text = io.StringIO()
        self._console = display.console(self._text, terminal=stream.isatty())

    def write(self, extraction: Extraction) -> None:
        """Print the article's name and a line a claim."""
        article, claims = extraction.article, extraction.claims
        facts = [str(article.published or "no date"), count(len(claims), "claim")]
        self._console.print(f"{one_line(article.article_id)} ({', '.join(facts)})", style="bold")
        if claims:
            table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True)
            for name, share in (("kind", 0), ("text", 3), ("value", 3), ("notes", 2), ("context", 6)):
                table.add_column(name, ratio=share or None, min_width=8, overflow="ellipsis", no_wrap=True)
            for claim in claims:
                table.add_row(
                    claim.kind,
                    one_line(claim.surface),
                    one_line(value_text(claim)),
                    display.notes(claim),
                    one_line(f"{claim.prefix}[{claim.surface}]{claim.suffix}"),
                )
            self._console.print(table)
        _drain(self._text, self._stream)

    def close(self) -> None:
        """Do nothing: everything is written."""


class Lines:
    """JSON Lines: a claim a line, with every column of the claims table in order."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, extraction: Extraction) -> None:
        """Write a line a claim."""
        for claim in extraction.claims:
            self._stream.write(_json(row(claim), plain=self._stream.isatty()) + b"\n")
        self._stream.flush()

    def close(self) -> None:
        """Do nothing: everything is written."""


class Csv:
    """CSV with a header; lists as JSON, null as nothing. For spreadsheets: no control characters, and no cell is a formula."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._text = io.StringIO(newline="")
        self._csv = csv.DictWriter(self._text, _COLUMNS, lineterminator="\n")
        self._csv.writeheader()

    def write(self, extraction: Extraction) -> None:
        """Write a record a claim."""
        for claim in extraction.claims:
            values = row(claim)
            lists = {
                name: json.dumps(value, ensure_ascii=False) for name, value in values.items() if isinstance(value, list | tuple)
            }
            self._csv.writerow({name: _cell(value) for name, value in (values | lists).items()})
        _drain(self._text, self._stream)

    def close(self) -> None:
        """Write the header, should there have been no article."""
        _drain(self._text, self._stream)


class Parquet:
    """One Parquet file with the schema of the claims table."""

    def __init__(self, stream: BinaryIO) -> None:
        if stream.isatty():
            raise UsageProblem("Parquet is not for a terminal: add --output FILE")
        self._parquet = pq.ParquetWriter(stream, CLAIMS.arrow())
        self._rows: list[dict[str, Any]] = []

    def write(self, extraction: Extraction) -> None:
        """Keep the rows until there are enough for a row group."""
        self._rows.extend(map(row, extraction.claims))
        if len(self._rows) >= _ROW_GROUP:
            self._flush()

    def close(self) -> None:
        """Write the last row group and the footer."""
        self._flush()
        self._parquet.close()

    def _flush(self) -> None:
        self._parquet.write_table(CLAIMS.rows(self._rows))
        self._rows.clear()


def _drain(text: io.StringIO, stream: BinaryIO) -> None:
    """Move what ``text`` holds to ``stream``, at once: whoever reads the other end of the pipe is waiting."""
    stream.write(text.getvalue().encode("utf-8", "replace"))
    stream.flush()
    text.seek(0)
    text.truncate()


def _cell(value: object) -> object:
    """Return ``value`` so that a spreadsheet shows it: a text that it would take for a formula has an apostrophe before it."""
    if not isinstance(value, str):
        return value
    shown = visible(value)
    return f"'{shown}" if _FORMULA.match(shown) else shown


def _json(values: dict[str, Any], *, plain: bool) -> bytes:
    """Return ``values`` as one line of JSON in UTF-8, or with ``plain`` in ASCII, which steers no terminal.

    What JSON has no word for (NaN, infinity) becomes null.
    """
    clean = {key: None if isinstance(item, float) and not math.isfinite(item) else jsonable(item) for key, item in values.items()}
    return json.dumps(clean, ensure_ascii=plain, allow_nan=False).encode("utf-8", "backslashreplace")
