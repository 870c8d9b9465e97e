"""pandas, DuckDB and Polars read each folder directly, through its link, and agree."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest

from newsroom import Newsroom, change, described, fill
from tallyspan.schema import SCHEMA_VERSION, TABLES

Sums = tuple[int, float, int]


@pytest.fixture(scope="module")
def processed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    room = Newsroom(tmp_path_factory.mktemp("analysts") / "room")
    fill(room)
    room.ingest()
    change(room)
    room.ingest()
    return room.processed


def by_pandas(folder: Path) -> Sums:
    claims = pd.read_parquet(folder)
    return len(claims), float(claims["value"].sum()), int(claims["start"].sum())


def by_duckdb(folder: Path) -> Sums:
    (row,) = duckdb.read_parquet(f"{folder}/*.parquet").aggregate("count(*), sum(value), sum(start)").fetchall()
    return int(row[0]), float(row[1]), int(row[2])


def by_polars(folder: Path) -> Sums:
    claims = pl.read_parquet(folder)
    return len(claims), float(claims["value"].sum()), int(claims["start"].sum())


@pytest.mark.parametrize("reader", [by_pandas, by_duckdb, by_polars])
def test_sums_agree(processed: Path, reader: Callable[[Path], Sums]) -> None:
    claims = [row for part in (processed / "claims").iterdir() for row in pq.ParquetFile(part).read().to_pylist()]
    assert len(claims) == 62
    rows, value, start = reader(processed / "claims")
    assert (rows, start) == (62, sum(row["start"] for row in claims))
    assert value == pytest.approx(sum(row["value"] for row in claims if row["value"] is not None))


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "columns",
    [
        lambda folder: list(pd.read_parquet(folder).columns),
        lambda folder: duckdb.read_parquet(f"{folder}/*.parquet").columns,
        lambda folder: pl.scan_parquet(folder).collect().columns,
    ],
    ids=["pandas", "duckdb", "polars"],
)
def test_every_table_can_be_read_even_without_rows(processed: Path, table: str, columns: Callable[[Path], list[str]]) -> None:
    assert columns(processed / table) == [column.name for column in TABLES[table].columns]


@pytest.mark.parametrize("table", TABLES)
def test_every_part_has_the_declared_schema(processed: Path, table: str) -> None:
    for part in (processed / table).iterdir():
        schema = pq.read_schema(part)
        assert described(schema) == described(TABLES[table].arrow()), part.name
        assert schema.metadata[b"tallyspan.schema_version"] == SCHEMA_VERSION.encode()
        column = pq.ParquetFile(part).metadata.row_group(0).column(0) if pq.read_metadata(part).num_row_groups else None
        assert column is None or column.compression == "ZSTD"


def test_claims_join_articles_once(processed: Path) -> None:
    claims, articles = (duckdb.read_parquet(f"{processed}/{name}/*.parquet") for name in ("claims", "articles"))
    joined = claims.set_alias("c").join(articles.set_alias("a"), "article_id, text_sha256")
    rows = joined.aggregate("count(*), count(distinct claim_id), bool_and(a.text[c.start + 1 : c.end] = c.surface)").fetchall()
    assert rows == [(62, 62, True)]
