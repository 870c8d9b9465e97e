"""``tallyspan schema``: the data dictionary."""

import json

import typer
from rich import box
from rich.table import Table

from tallyspan.cli import display
from tallyspan.dictionary import datapackage, markdown, type_name
from tallyspan.schema import SCHEMA_VERSION, TABLES


def schema(output_format: str) -> None:
    """Print the data dictionary as tables, as Markdown or as a Frictionless data package."""
    if output_format == "json":
        typer.echo(json.dumps(datapackage(), ensure_ascii=False, indent=2))
    elif output_format == "markdown":
        typer.echo(markdown(), nl=False)
    else:
        _tables()


def _tables() -> None:
    console = display.console()
    console.print(f"Schema version {SCHEMA_VERSION}")
    for table in TABLES.values():
        shown = Table(title=f"{table.name}: one row is {table.row}", title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
        for heading in ("column", "type", "null", "unit", "meaning"):
            shown.add_column(heading, no_wrap=heading == "column")
        for column in table.columns:
            shown.add_row(column.name, type_name(column), "" if column.nullable else "never", column.unit, column.meaning)
        console.print(shown)
