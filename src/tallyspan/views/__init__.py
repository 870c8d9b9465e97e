"""Questions that analysts ask, as SQL views over the tables: each a file in ``sql``, which explains its own columns.

Nothing here reads articles or claims: the views stand on the Parquet files alone, through DuckDB.
"""

from tallyspan.views.catalog import VIEWS, View, views
from tallyspan.views.tables import create, script, tables_in

__all__ = ["VIEWS", "View", "create", "script", "tables_in", "views"]
