"""``tallyspan extract`` into a Parquet file: apart from the other formats, because Arrow takes its time to load."""

from typing import Any, BinaryIO

import pyarrow.parquet as pq

from tallyspan.cli.output import row
from tallyspan.model import Extraction
from tallyspan.schema import CLAIMS

_ROW_GROUP = 10_000


class Parquet:
    """One Parquet file with the schema of the claims table."""

    def __init__(self, stream: BinaryIO) -> None:
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
