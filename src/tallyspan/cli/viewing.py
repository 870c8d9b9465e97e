"""``tallyspan views``: the views as SQL, as a database file, as documentation."""

import os
from collections.abc import Iterator
from pathlib import Path

import duckdb
import typer

from tallyspan import views
from tallyspan.cli.problems import UsageProblem


def show(processed: Path) -> None:
    """Print the statements that create the views over ``processed``."""
    typer.echo(views.script(tables(processed)), nl=False)


def create(processed: Path, database: Path) -> None:
    """Write a DuckDB database with the views to the file ``database``, over an older one."""
    folder = tables(processed).absolute()
    fresh = database.with_name(f".{database.name}.{os.getpid()}.part")
    try:
        with duckdb.connect(str(fresh)) as connection:
            views.create(connection, folder)
        fresh.replace(database)
    except duckdb.IOException as problem:
        raise UsageProblem(f"cannot write {database}: {problem}") from problem
    finally:
        fresh.unlink(missing_ok=True)
    typer.echo(f"{database}: {', '.join(view.name for view in views.views())}", err=True)


def markdown() -> str:
    """Return what every view and column means, as Markdown."""
    head = (
        "# Views\n\nGenerated from `src/tallyspan/views/sql` by `tallyspan views --format markdown`; do not edit.\n"
        "Columns that a view takes over from `claims` as they are stand in the [data dictionary](data-dictionary.md).\n"
    )
    return head + "".join(f"\n## {view.name}\n\nOne row is {view.row}.\n\n{_columns(view)}" for view in views.views())


def tables(processed: Path) -> Path:
    """Return ``processed``. Raises UsageProblem when there are no tables in it."""
    if not (processed / "claims").is_dir():
        raise UsageProblem(f"no tables in {processed}: run tallyspan ingest first")
    return processed


def _columns(view: views.View) -> str:
    def lines() -> Iterator[str]:
        yield "| column | meaning |\n|---|---|\n"
        for name, meaning in view.own.items():
            yield f"| `{name}` | {meaning} |\n"
        if ".*" in view.query:
            yield f"| and all of | `{'claims' if view.name == 'claims_current' else 'claims_current'}` |\n"

    return "".join(lines())
