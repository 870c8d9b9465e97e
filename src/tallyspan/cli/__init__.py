"""The command line: names, options and help of every command. The work is in the modules beside this one.

Nothing here may import what is slow; see :mod:`tallyspan.cli.lazy`. Exit codes: see :mod:`tallyspan.cli.problems`.
"""

from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from tallyspan.cli import lazy
from tallyspan.cli.options import (
    BatchSize,
    Format,
    Formats,
    Limit,
    MaxBytes,
    Model,
    Names,
    Processed,
    Processes,
    Published,
    Raw,
    SchemaFormat,
    ViewsFormat,
)
from tallyspan.cli.problems import Group
from tallyspan.model import Mentions

app = typer.Typer(
    cls=Group,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:  # noqa: FBT001 # the shape of a typer callback
    if wanted:
        typer.echo(f"tallyspan {version('tallyspan')}")
        raise typer.Exit


@app.callback()
def main(
    *,
    _show: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """Turn raw English news articles into tables of claims: money, percentages, distances and dates.

    Every row can be traced to the characters that it was read from.

    [bold]Examples[/bold]

      tallyspan extract article.txt --published 2019-07-04
      tallyspan ingest --raw raw --processed processed
      tallyspan show trade.html
    """


@app.command()
def extract(  # noqa: PLR0913 # one parameter an option
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="Files, folders, or - for standard input.")],
    *,
    published: Published = None,
    output_format: Annotated[
        Format | None,
        typer.Option("--format", help="What to write; by default what the suffix of --output says, else a table."),
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="File to write.")] = None,
    model: Model = None,
    max_bytes: MaxBytes = 20_000_000,
) -> None:
    """Print the claims of files, folders or standard input, in input order, as they are read.

    Reads plain text, HTML, JSON and JSON Lines ({"id", "text", "published", "title", "url"}; only "text" is required).
    What could not be read is named on standard error. The exit code is 1 when nothing could be read, 2 when a path is missing.

    [bold]Examples[/bold]

      tallyspan extract article.txt --published 2019-07-04
      tallyspan extract articles.jsonl --format jsonl | head
      tallyspan extract raw/ --output claims.parquet
      curl -s https://example.org/story.txt | tallyspan extract -
    """
    raise typer.Exit(
        lazy.extracting.extract(
            paths,
            published=published,
            output_format=output_format,
            output_path=output,
            model=model,
            max_bytes=max_bytes,
        ),
    )


@app.command()
def ingest(  # noqa: PLR0913
    *,
    raw: Raw = Path("raw"),
    processed: Processed = Path("processed"),
    published: Published = None,
    formats: Formats = None,
    limit: Limit = None,
    batch_size: BatchSize = 64,
    max_bytes: MaxBytes = 20_000_000,
    model: Model = None,
    mentions: Names = Mentions.CLAIMS,
    processes: Processes = 1,
) -> None:
    """Extract what is new in the raw folder and add it to the tables; the same loop as the Prefect flow, without Prefect.

    May be stopped at any moment and run again: nothing is lost and nothing is counted twice.

    [bold]Examples[/bold]

      tallyspan ingest
      tallyspan ingest --raw ~/news --processed ~/tables --processes 4
    """
    settings = lazy.storing.settings(
        raw=raw,
        processed=processed,
        published=published,
        formats=tuple(formats or ()),
        limit=limit,
        batch_size=batch_size,
        max_bytes=max_bytes,
        model=model,
        mentions=mentions,
        processes=processes,
    )
    raise typer.Exit(lazy.storing.ingest(settings))


@app.command()
def rebuild(  # noqa: PLR0913
    *,
    raw: Raw = Path("raw"),
    processed: Processed = Path("processed"),
    published: Published = None,
    batch_size: BatchSize = 64,
    max_bytes: MaxBytes = 20_000_000,
    model: Model = None,
    mentions: Names = Mentions.CLAIMS,
    processes: Processes = 1,
) -> None:
    """Extract everything again, after a change of rules or model, and swap the new tables in at the end.

    [bold]Example[/bold]

      tallyspan rebuild --raw raw --processed processed
    """
    settings = lazy.storing.settings(
        raw=raw,
        processed=processed,
        published=published,
        batch_size=batch_size,
        max_bytes=max_bytes,
        model=model,
        mentions=mentions,
        processes=processes,
    )
    raise typer.Exit(lazy.storing.rebuild(settings))


@app.command()
def compact(*, processed: Processed = Path("processed")) -> None:
    """Merge the small part files that many runs have left into few large ones; the rows stay the same.

    [bold]Example[/bold]

      tallyspan compact --processed processed
    """
    raise typer.Exit(lazy.storing.compact(processed))


@app.command()
def show(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="An article_id or source_path of the tables, a file, or -.")],
    *,
    processed: Processed = Path("processed"),
    published: Published = None,
    model: Model = None,
) -> None:
    """Print an article with every claim marked in the text and its row beside it.

    An article of the tables is shown with the claims stored there; a file is extracted on the spot.

    [bold]Examples[/bold]

      tallyspan show trade.html
      tallyspan show article.txt --published 2019-07-04
    """
    raise typer.Exit(lazy.showing.show(article, processed=processed, published=published, model=model))


@app.command()
def schema(
    *,
    output_format: Annotated[SchemaFormat, typer.Option("--format", help="json: a Frictionless package.")] = SchemaFormat.TABLE,
) -> None:
    """Print every table and column: type, unit, meaning.

    [bold]Examples[/bold]

      tallyspan schema
      tallyspan schema --format json > datapackage.json
    """
    lazy.describing.schema(output_format)


@app.command()
def verify(
    *,
    raw: Raw = Path("raw"),
    processed: Processed = Path("processed"),
    model: Model = None,
    mentions: Names = Mentions.CLAIMS,
) -> None:
    """Read the raw bytes again and check every row of the tables against them; exit with 1 when one fails.

    Checked are the hashes, the characters of each span, and that extracting the stored text again gives the same row.

    [bold]Example[/bold]

      tallyspan verify --raw raw --processed processed
    """
    raise typer.Exit(lazy.verifying.verify(raw=raw, processed=processed, model=model, mentions=mentions))


@app.command()
def browse(
    *,
    processed: Processed = Path("processed"),
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="N", help="Port; 0: any that is free.")] = 8400,
    host: Annotated[
        str, typer.Option(metavar="NAME", help="Name to listen on, and to be called by; by default this machine alone.")
    ] = "127.0.0.1",
    open_browser: Annotated[bool, typer.Option("--open", help="Open a web browser on it.")] = False,
    prefect: Annotated[str, typer.Option(metavar="URL", help="Prefect UI to link runs to.")] = "http://127.0.0.1:4200",
) -> None:
    """Look at the tables in a web browser: filter, read articles with their claims marked, draw, export.

    It only reads, and what it shows comes from this machine.

    [bold]Example[/bold]

      tallyspan browse --open
    """
    raise typer.Exit(lazy.browsing.browse(processed, host=host, port=port, open_browser=open_browser, prefect=prefect))


@app.command()
def report(
    selection: Annotated[
        str, typer.Argument(metavar="SELECTION", help="An article_id, or an address of the browser, or the query in it.")
    ],
    *,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="HTML file to write.")] = None,
    processed: Processed = Path("processed"),
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="At most this many claims.")] = 1000,
) -> None:
    """Write claims as one HTML file to send: marked sentences and a filter, and nothing fetched from anywhere.

    [bold]Examples[/bold]

      tallyspan report 'kind=money&country=KZ' -o kazakhstan.html
      tallyspan report 2024-03-12-neighbours-trade.txt -o trade.html
    """
    raise typer.Exit(lazy.browsing.report(selection, processed, output, limit))


@app.command()
def views(
    *,
    processed: Processed = Path("processed"),
    database: Annotated[
        Path | None, typer.Option(metavar="FILE", help="DuckDB file to create them in, instead of printing them.")
    ] = None,
    output_format: Annotated[ViewsFormat, typer.Option("--format", help="markdown: what each column means.")] = ViewsFormat.SQL,
) -> None:
    """Print SQL views over the tables that answer common questions without joins by hand, or put them into a DuckDB file.

    [bold]Examples[/bold]

      tallyspan views --database claims.duckdb
      duckdb claims.duckdb "select * from statements"
    """
    if output_format is ViewsFormat.MARKDOWN:
        typer.echo(lazy.viewing.markdown(), nl=False)
    elif database:
        lazy.viewing.create(processed, database)
    else:
        lazy.viewing.show(processed)
