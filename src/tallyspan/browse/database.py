"""DuckDB over the tables: reads them, and can reach nothing else on this machine."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb

from tallyspan import views
from tallyspan.schema import SCHEMA_VERSION, TABLES
from tallyspan.views.tables import literal

Row = dict[str, Any]
State = tuple[object, ...]

_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "allow_community_extensions": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "memory_limit": "1GB",
}


class Database:
    """The tables under one ``processed`` folder. May be used by many threads at once."""

    tables: dict[str, str]
    """The query that reads each table, by name."""

    def __init__(self, processed: Path) -> None:
        """Raise FileNotFoundError when there are no tables."""
        self._processed = processed.absolute()
        self._lock = Lock()
        self._linked: State = ()
        self._connection = self._open()

    def rows(self, query: str, parameters: Sequence[object] = ()) -> list[Row]:
        """Return what ``query`` gives, each row by column name."""
        with self.cursor() as cursor:
            cursor.execute(query, list(parameters))
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a cursor of its own, on the tables as they are now: a rebuild may have replaced them."""
        with self._lock:
            if self._links() != self._linked:
                self._connection = self._open()  # cursors of the old one keep it until they are done
            cursor = self._connection.cursor()
        try:
            yield cursor
        finally:
            cursor.close()

    def state(self) -> State:
        """Return something that changes whenever rows come or go."""
        parts = (sorted(part.name for part in (self._processed / name).glob("*.parquet")) for name in ("claims", "articles"))
        return (self._links(), *map(tuple, parts))

    def older_schema(self) -> str | None:
        """Return the schema version of the tables when it is not that of this program."""
        source = str(self._processed / "claims" / "*.parquet")
        query = (
            "select distinct decode(value) as version from parquet_kv_metadata(?) where decode(key) = 'tallyspan.schema_version'"
        )
        versions = {row["version"] for row in self.rows(query, [source])} - {SCHEMA_VERSION}
        return min(versions, default=None)

    def _open(self) -> duckdb.DuckDBPyConnection:
        """Return a database in memory with the tables and views, locked: extensions and every other file are out of reach."""
        linked = self._links()
        connection = duckdb.connect(config=_CONFIG)
        connection.execute(f"set allowed_directories = {literal([str(self._processed)])}")
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        views.create(connection, self._processed)
        self.tables = dict(views.tables_in(connection, self._processed))
        self._linked = linked
        return connection

    def _links(self) -> State:
        return tuple(str((self._processed / name).resolve()) for name in TABLES)
