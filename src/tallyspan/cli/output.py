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
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, BinaryIO, Literal, Protocol

from rich import box
from rich.table import Table

from tallyspan.cli import display, lazy
from tallyspan.cli.problems import UsageProblem
from tallyspan.model import Claim, Extraction, jsonable
from tallyspan.visible import one_line, visible
from tallyspan.wording import count, value_text

_COLUMNS = tuple(field.name for field in fields(Claim))
_WIDE = 100  # columns of a terminal that has room for what stands around a claim
_SUFFIXES = {".jsonl": "jsonl", ".csv": "csv", ".parquet": "parquet"}
_FORMULA = re.compile(r"\s*(?:[=@]|[+-][^|!(]*[|!(])")  # -3% is a number, -1+cmd|x!A0 is none


class Writer(Protocol):
    """Writes the claims of one extraction after another."""

    def write(self, extraction: Extraction) -> None:
        """Write the claims of ``extraction``."""

    def close(self) -> None:
        """Write what is still held."""


def writer(name: str, stream: BinaryIO) -> Writer:
    """Return the writer of the format ``name`` on ``stream``."""
    writers: dict[str, Callable[[BinaryIO], Writer]] = {"table": Tables, "jsonl": Lines, "csv": Csv, "parquet": _parquet}
    return writers[name](stream)


def _parquet(stream: BinaryIO) -> Writer:
    if stream.isatty():
        raise UsageProblem("Parquet is not for a terminal: add --output FILE")
    parquet: Writer = lazy.parquet.Parquet(stream)
    return parquet


def format_for(path: Path | None) -> str:
    """Return the format that the ending of ``path`` asks for; the table for people where there is none to ask.

    Raises UsageProblem for an ending that no format has.
    """
    if path is None or (path.exists() and not path.is_file()):
        return "table"
    try:
        return _SUFFIXES[path.suffix.lower()]
    except KeyError:
        raise UsageProblem(f"no format for {path}: end it in {', '.join(_SUFFIXES)}, or add --format") from None


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
            share = min(27, self._console.width * 2 // 7)
            for name, width in (("kind", 8), ("text", share), ("value", share)):  # what is longer goes on in the next line, uncut
                table.add_column(name, max_width=width, overflow="fold")
            table.add_column("notes", ratio=2, min_width=8, overflow="fold")
            wide = self._console.width >= _WIDE
            if wide:
                table.add_column("context", ratio=3, overflow="ellipsis", no_wrap=True)
            for claim in claims:
                cells = [claim.kind, one_line(claim.surface), one_line(value_text(claim)), display.notes(claim)]
                context = [one_line(f"{claim.prefix}[{claim.surface}]{claim.suffix}")] if wide else []
                table.add_row(*cells, *context)
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
