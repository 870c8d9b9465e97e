"""The data dictionary: the tables of :mod:`tallyspan.schema` for people (Markdown) and for tools (Frictionless).

The one source is the schema: ``docs/data-dictionary.md`` and ``processed/datapackage.json`` are what stands here.
"""

from typing import Any

import pyarrow as pa

from tallyspan.schema import SCHEMA_VERSION, TABLES, Column, Table

_PRIMARY_KEYS = {
    "claims": ["claim_id"],
    "articles": ["article_id", "text_sha256"],
    "runs": ["run_id"],
}
_CURRENT = {
    "fields": ["article_id", "text_sha256"],
    "reference": {"resource": "articles", "fields": ["article_id", "text_sha256"]},
}
_FOREIGN_KEYS = {"claims": [_CURRENT], "mentions": [_CURRENT]}


def markdown() -> str:
    """Return the dictionary as Markdown: a section a table, a line a column."""
    head = (
        "# Data dictionary\n\n"
        "Generated from `src/tallyspan/schema.py` by `tallyspan schema --format markdown`; do not edit.\n"
        f"Schema version {SCHEMA_VERSION}. Each table is a folder of Parquet files under `processed/`.\n"
    )
    return head + "".join(map(_section, TABLES.values()))


def datapackage() -> dict[str, Any]:
    """Return the Frictionless data package (https://specs.frictionlessdata.io) that describes the tables."""
    return {
        "profile": "data-package",
        "name": "tallyspan",
        "title": "Claims in news articles",
        "description": "Money, percentages, distances and dates in news articles, each with the characters it was read from.",
        "version": SCHEMA_VERSION,
        "resources": [_resource(table) for table in TABLES.values()],
    }


def type_name(column: Column) -> str:
    """Return the Arrow type of ``column`` as one reads it: ``list<string>``, ``timestamp[us, UTC]``."""
    kind = column.type
    if pa.types.is_list(kind):
        inner = kind.value_type
        names = f"struct<{', '.join(field.name for field in inner)}>" if pa.types.is_struct(inner) else str(inner)
        return f"list<{names}>"
    return {"double": "float64", "float": "float32", "date32[day]": "date32"}.get(str(kind), str(kind).replace("tz=", ""))


def _section(table: Table) -> str:
    lines = [
        f"\n## {table.name}\n\nOne row is {table.row}.\n",
        "| column | type | null | unit | meaning | example |",
        "|---|---|---|---|---|---|",
    ]
    for column in table.columns:
        null = "yes" if column.nullable else "never"
        cells = (
            f"`{column.name}`",
            type_name(column),
            null,
            column.unit or "",
            _cell(column.meaning),
            _cell(column.example or ""),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


def _resource(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    if table.name in _PRIMARY_KEYS:
        schema["primaryKey"] = _PRIMARY_KEYS[table.name]
    if table.name in _FOREIGN_KEYS:
        schema["foreignKeys"] = _FOREIGN_KEYS[table.name]
    return {
        "name": table.name,
        "title": f"One row is {table.row}",
        "path": table.name,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": _frictionless(column.type), "description": column.meaning}
    if column.unit:
        field["unit"] = column.unit
    if column.example:
        field["example"] = column.example
    if not column.nullable:
        field["constraints"] = {"required": True}
    return field


def _frictionless(kind: pa.DataType) -> str:
    tests = (
        (pa.types.is_string, "string"),
        (pa.types.is_integer, "integer"),
        (pa.types.is_floating, "number"),
        (pa.types.is_boolean, "boolean"),
        (pa.types.is_date, "date"),
        (pa.types.is_timestamp, "datetime"),
        (pa.types.is_list, "array"),
    )
    return next(name for test, name in tests if test(kind))
