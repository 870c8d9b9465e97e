"""The tables as DuckDB reads them, and the views on top of them.

Tables of an older schema are read too: a column that their files lack is null, so every view stands on every version.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb

from tallyspan.schema import TABLES, Table
from tallyspan.views.catalog import views


def script(processed: Path) -> str:
    """Return the statements that create the tables and the views over the folder ``processed``, comments included.

    Raises FileNotFoundError when there are no tables.
    """
    with duckdb.connect() as connection:
        return "\n\n".join(_statements(connection, processed)) + "\n"


def create(connection: duckdb.DuckDBPyConnection, processed: Path) -> None:
    """Create the tables and the views over the folder ``processed`` in the database of ``connection``.

    Raises FileNotFoundError when there are no tables.
    """
    for statement in _statements(connection, processed):
        connection.execute(statement)
    for view in views():
        connection.execute(f"comment on view {view.name} is {literal(view.row)}")
        for column in connection.table(view.name).columns:
            connection.execute(f'comment on column {view.name}."{column}" is {literal(view.meaning(column))}')


def tables_in(connection: duckdb.DuckDBPyConnection, processed: Path) -> Iterator[tuple[str, str]]:
    """Yield each table's name and the query that reads it, with null for the columns that its files lack."""
    if not (processed / "claims").is_dir():
        raise FileNotFoundError(2, "no tables here (tallyspan ingest writes them)", str(processed))
    for table in TABLES.values():
        yield table.name, _table(connection, table, processed / table.name)


def literal(value: object) -> str:
    """Return ``value`` as SQL writes it, for statements that are shown or that take no parameters.

    >>> print(literal("it's"), literal(2.5), literal(None), literal(date(2024, 3, 12)))
    'it''s' 2.5 null date '2024-03-12'
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, date):
        return f"date '{value}'"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(literal, value))}]"
    return "'" + str(value).replace("'", "''") + "'"


def _statements(connection: duckdb.DuckDBPyConnection, processed: Path) -> Iterator[str]:
    for name, query in tables_in(connection, processed):
        yield f"create or replace view {name} as\n{query};"
    for view in views():
        yield f"-- One row is {view.row}.\ncreate or replace view {view.name} as\n{view.query};"


def _table(connection: duckdb.DuckDBPyConnection, table: Table, folder: Path) -> str:
    wanted = connection.from_arrow(table.arrow().empty_table())
    types = dict(zip(wanted.columns, wanted.types, strict=True))
    if not any(folder.glob("*.parquet")):  # tables of a time before this one
        return f"select {', '.join(_null(name, str(kind)) for name, kind in types.items())} where false"
    source = f"read_parquet({literal(str(folder / '*.parquet'))})"
    there = set(connection.sql(f"select * from {source} limit 0").columns)  # noqa: S608 # our own path, as a literal
    if there >= types.keys():
        return f"select * from {source}"  # noqa: S608
    columns = ",\n".join(f'    "{name}"' if name in there else f"    {_null(name, str(kind))}" for name, kind in types.items())
    return f"select\n{columns}\nfrom {source}"


def _null(name: str, kind: str) -> str:
    return f'null::{kind} as "{name}"'
