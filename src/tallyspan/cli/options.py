"""The options that several commands share, and the formats that they write."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tallyspan.cli.problems import UsageProblem
from tallyspan.model import Format as RawFormat
from tallyspan.model import Mentions


class Format(StrEnum):
    """What ``extract`` writes."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"


class SchemaFormat(StrEnum):
    """What ``schema`` writes."""

    TABLE = "table"
    MARKDOWN = "markdown"
    JSON = "json"


class ViewsFormat(StrEnum):
    """What ``views`` prints."""

    SQL = "sql"
    MARKDOWN = "markdown"


def _published(value: str | date) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise UsageProblem(f"not a date: {value!r} (wanted: YYYY-MM-DD)") from None


Published = Annotated[
    date | None,
    typer.Option(parser=_published, metavar="DATE", help="Publication date (YYYY-MM-DD) of every article."),
]
Model = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="blank: rules alone; or the folder of a trained reader; else the models that come along."),
]
Names = Annotated[
    Mentions, typer.Option("--mentions", help="Names to list: those in sentences with a claim, or all (several times slower).")
]
MaxBytes = Annotated[int, typer.Option(min=1, metavar="N", help="Leave out files larger than this.")]
Raw = Annotated[Path, typer.Option(metavar="DIR", help="Folder of raw articles, never changed.")]
Processed = Annotated[Path, typer.Option(metavar="DIR", help="Folder of the tables.")]
Formats = Annotated[
    list[RawFormat] | None,
    typer.Option("--format", help="Read only files of this format; may be repeated."),
]
BatchSize = Annotated[int, typer.Option(min=1, metavar="N", help="Articles per part file.")]
Limit = Annotated[int | None, typer.Option(min=1, metavar="N", help="Stop after this many new files or records.")]
Processes = Annotated[int, typer.Option(min=1, metavar="N", help="Worker processes.")]
