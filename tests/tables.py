"""Tables of a few rows, made by hand: what stands in them is written where it is needed, all else is some value."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

import pyarrow as pa
import pyarrow.parquet as pq

from tallyspan.model import text_digest
from tallyspan.schema import TABLES

Row = dict[str, Any]


def article(article_id: str, text: str, **columns: object) -> Row:
    """A row of ``articles``."""
    return {
        "article_id": article_id,
        "source_path": f"{article_id}.txt",
        "text_sha256": text_digest(text),
        "source_sha256": text_digest(text),
        "text": text,
        "words": len(text.split()),
        "claims": 0,
        "current": True,
        "published": date(2024, 3, 12),
        "run_id": "run",
        "ingested_at": datetime(2024, 3, 13, tzinfo=UTC),
        "extractor": "tallyspan 1",
    } | columns


def claim(of: Row, surface: str, kind: str = "money", **columns: object) -> Row:
    """A row of ``claims``, for the first ``surface`` in the text of an article; its sentence is the line that it stands in.

    Words given as ``measure``, ``subject``, ``speaker`` or ``time`` are where the text first has them.
    """
    text: str = of["text"]
    start = text.index(surface)
    end = start + len(surface)
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end) if "\n" in text[end:] else len(text)
    row = {
        "claim_id": text_digest(f"{of['article_id']} {start} {kind} {of['text_sha256']}")[:32],
        "article_id": of["article_id"],
        "text_sha256": of["text_sha256"],
        "published": of["published"],
        "kind": kind,
        "start": start,
        "end": end,
        "surface": surface,
        "qualifier": "exact",
        "sentence": text[first:last],
        "sentence_start": first,
        "sentence_end": last,
        "prefix": text[max(start - 32, 0) : start],
        "suffix": text[end : end + 32],
        "modality": "actual",
        "aspect": None if kind == "date" else "level",
        "confidence": 0.97,
        "context_confidence": 0.8,
        "rule_id": f"{kind}.test",
        "extractor": of["extractor"],
        "subjects": [],
        "countries": [],
        "measure_spans": [],
        "time_spans": [],
    }
    if "value" in columns:
        row["value_mid"] = columns["value"]
    if measure := columns.get("measure"):
        row["measure_spans"] = [_span(text, str(measure))]
    if speaker := columns.pop("speaker", None):
        span = _span(text, str(speaker))
        row |= {"attributed_to": speaker, "speaker_name": speaker, "speaker_start": span["start"], "speaker_end": span["end"]}
    subjects = cast("Mapping[str, str | None]", columns.pop("subjects", {}))
    row["subjects"] = [
        {"text": name, "name": name, "label": "GPE", "entity_id": country, **_span(text, name)}
        for name, country in subjects.items()
    ]
    row["countries"] = [country for country in subjects.values() if country]
    return row | columns


def write(processed: Path, **tables: Sequence[Row]) -> Path:
    """Write ``tables`` into ``processed``; those not named are empty. Claims count in their article."""
    counts: dict[tuple[str, str], int] = {}
    for row in tables.get("claims", ()):
        key = row["article_id"], row["text_sha256"]
        counts[key] = counts.get(key, 0) + 1
    for row in tables.get("articles", ()):
        row["claims"] = counts.get((row["article_id"], row["text_sha256"]), row["claims"])
    for name, table in TABLES.items():
        rows = tables.get(name, ())
        unknown = {column for row in rows for column in row} - {column.name for column in table.columns}
        assert not unknown, f"{name} has no {unknown}"
        _write(processed / name, table.rows(rows))
    return processed


def of_an_older_schema(processed: Path, *missing: str) -> None:
    """Take columns away from ``claims``, as if they had been written before those were invented."""
    for part in (processed / "claims").iterdir():
        rows = pq.read_table(part)
        metadata = {**(rows.schema.metadata or {}), b"tallyspan.schema_version": b"1"}
        pq.write_table(rows.drop_columns(list(missing)).replace_schema_metadata(metadata), part)


def run(run_id: str, **columns: object) -> Row:
    """A row of ``runs``."""
    return {
        "run_id": run_id,
        "started_at": datetime(2024, 3, 13, 8, tzinfo=UTC),
        "ended_at": datetime(2024, 3, 13, 8, 1, tzinfo=UTC),
        "extractor": "tallyspan 1",
        "parameters": json.dumps({}),
        "state": "completed",
    } | columns


def _span(text: str, words: str) -> dict[str, int]:
    start = text.index(words)
    return {"start": start, "end": start + len(words)}


def _write(folder: Path, rows: pa.Table) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    pq.write_table(rows, folder / "part-1.parquet")
