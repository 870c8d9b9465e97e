"""Every table and column that tallyspan writes: the one place that names them.

The Arrow schemas, the data dictionary in the docs, the Frictionless package and the JSON Lines output all come from
:data:`TABLES`. A changed column raises :data:`SCHEMA_VERSION`.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from tallyspan.model import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SCHEMA_VERSION = "3"

STRING = pa.string()
STRINGS = pa.list_(pa.string())
INT32 = pa.int32()
INT64 = pa.int64()
FLOAT64 = pa.float64()
FLOAT32 = pa.float32()
DATE = pa.date32()
BOOL = pa.bool_()
INSTANT = pa.timestamp("us", tz="UTC")
SPANS = pa.list_(pa.struct([("start", INT32), ("end", INT32)]))
SUBJECTS = pa.list_(
    pa.struct([("text", STRING), ("name", STRING), ("label", STRING), ("entity_id", STRING), ("start", INT32), ("end", INT32)]),
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its Arrow type, what it means in one line, its unit, whether it may be null, and a value that it may hold."""

    name: str
    type: pa.DataType
    meaning: str
    unit: str | None = None
    nullable: bool = True
    example: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what a row is, its columns in order, and the columns that rows are sorted by."""

    name: str
    row: str
    columns: tuple[Column, ...]
    order: tuple[str, ...] = ()

    def arrow(self) -> pa.Schema:
        """Return the Parquet schema, with each meaning and unit as field metadata and the version as schema metadata."""
        fields = [
            pa.field(
                column.name,
                column.type,
                column.nullable,
                {"meaning": column.meaning} | ({"unit": column.unit} if column.unit else {}),
            )
            for column in self.columns
        ]
        return pa.schema(fields, {"tallyspan.table": self.name, "tallyspan.schema_version": SCHEMA_VERSION})

    def rows(self, records: "Iterable[Mapping[str, Any]]") -> pa.Table:
        """Return ``records`` as an Arrow table of exactly this schema. A missing key is null."""
        return pa.Table.from_pylist(list(records), self.arrow())


def _text(name: str, meaning: str, example: str | None = None) -> Column:
    return Column(name, STRING, meaning, example=example)


def _key(name: str, meaning: str, example: str | None = None) -> Column:
    return Column(name, STRING, meaning, nullable=False, example=example)


_OFFSET = "Unicode code points"

CLAIMS = Table(
    "claims",
    "one claim: a normalised amount, percentage, distance or date, and the characters it was read from",
    (
        _key("claim_id", "hash of article_id, text_sha256, start, end, kind and normalised value"),
        _key("article_id", "the article's given id, else its url, else its path under raw/ (plus #record), else the text_sha256"),
        _key("kind", "money, percent, distance or date", "money"),
        Column("start", INT32, "offset of the first character in articles.text", _OFFSET, nullable=False),
        Column("end", INT32, "offset after the last character", _OFFSET, nullable=False),
        _key("surface", "the characters themselves: text[start:end]", "$1.2 billion"),
        Column(
            "value",
            FLOAT64,
            "normalised number in base units; null for a range and for a date",
            "see column unit",
            example="1.2e9",
        ),
        Column(
            "value_mid",
            FLOAT64,
            "value, or the middle of a range, or the bound; null for a date: for sums that must not drop ranges",
            "see column unit",
        ),
        Column("value_low", FLOAT64, "lower bound of a range; equals value for qualifier min", "see column unit"),
        Column("value_high", FLOAT64, "upper bound of a range; equals value for qualifier max", "see column unit"),
        _text("unit", "ISO 4217 code; % or pp (percentage points); m (metres)", "USD"),
        _text("unit_surface", "the unit as printed: kilometre, $, tenge", "$"),
        _text("unit_from", "what settled the unit: span, default, context or neighbour"),
        _text("per", "the denominator when the amount is a rate", "barrel"),
        _key("qualifier", "exact, approx, min, max or range"),
        _text("direction", "up or down: the sign of a change, or that a level was reached by rising or falling", "up"),
        Column("date_start", DATE, "first day of the interval (kind date); null when it cannot be resolved"),
        Column("date_end", DATE, "last day of the interval, included"),
        _text("granularity", "day, week, weekend, month, quarter, season, half_year, year, fiscal_year, decade or century"),
        _text("date_anchor", "absolute (the year is given), partial (month, day or quarter without year) or relative"),
        _text("resolved_from", "text or published; null when unresolved"),
        _text("relation", "since, until or by: which edge of the interval the sentence uses; else null"),
        _text("timex", "the TIMEX3 value of the calendar unit named; a range is A/B", "2019-Q3"),
        Column("time_start", DATE, "first day of the interval for which the number is said to hold", example="2011-01-01"),
        Column("time_end", DATE, "last day of that interval, included", example="2011-12-31"),
        Column("time_spans", SPANS, "the date claims that say so", _OFFSET, example="512, 516"),
        _text(
            "measure",
            "what is measured, in the article's words; for a date, what happened then; pieces joined by ' … '",
            "volume of trade between the two countries",
        ),
        Column("measure_spans", SPANS, "where these words stand", _OFFSET, example="480, 521"),
        _text("aspect", "level, change, share or difference: what the number says of the measure; null for dates", "level"),
        Column(
            "subjects",
            SUBJECTS,
            "the entities that the claim is about, where the article names them",
            example="the Kyrgyz Republic, Kyrgyzstan, GPE, KG, 512, 531",
        ),
        Column(
            "countries", STRINGS, "ISO 3166-1 codes of the countries it is about, else of those in its sentence", example="KZ, KG"
        ),
        _text(
            "modality",
            "actual, target (plan, goal, demand), forecast, hypothetical (if, could) or negated; null when nothing read it",
            "target",
        ),
        _text("attributed_to", "who is said to state it; null when the article itself speaks", "Edward Lemon"),
        Column("speaker_start", INT32, "offset of the first character of that name", _OFFSET),
        Column("speaker_end", INT32, "offset after its last character", _OFFSET),
        _text("speaker_name", "canonical name of the speaker, as in mentions", "Edward Lemon"),
        _text("speaker_entity", "entity_id of the speaker, as in mentions", "KG"),
        _key("sentence", "the sentence that holds the claim"),
        Column("sentence_start", INT32, "offset of the sentence's first character", _OFFSET, nullable=False),
        Column("sentence_end", INT32, "offset after its last character", _OFFSET, nullable=False),
        _key("prefix", "the 32 characters before the claim (W3C TextQuoteSelector)"),
        _key("suffix", "the 32 characters after the claim (W3C TextQuoteSelector)"),
        Column(
            "confidence",
            FLOAT32,
            "share of judged claims like this one that were right: a claim indeed, with this span, value or interval, and unit",
            "share, 0 to 1",
            example="0.97",
        ),
        Column(
            "context_confidence",
            FLOAT32,
            "how likely measure, aspect, subjects, modality, speaker and time are all acceptable; null when nothing read them",
            "share, 0 to 1",
            example="0.81",
        ),
        _key("rule_id", "the rule that fired"),
        _key("text_sha256", "SHA-256 of the text that the offsets index, as UTF-8"),
        Column("published", DATE, "the publication date that relative dates were resolved against"),
        _key("extractor", "package version, hashes of code and rules, model name and version"),
    ),
    order=("article_id", "start", "end", "kind"),
)

CLAIMS_HISTORY = Table(
    "claims_history",
    "one claim of an earlier version of an article, which a newer text has replaced",
    (*CLAIMS.columns, Column("superseded_at", INSTANT, "when a run replaced that version", "UTC", nullable=False)),
    order=("article_id", "superseded_at", "start", "end", "kind"),
)

ARTICLES = Table(
    "articles",
    "one version of one article",
    (
        _key("article_id", "the article's given id, else its url, else its path under raw/ (plus #record), else the text_sha256"),
        _text("source_path", "POSIX path under the raw folder"),
        Column("record", INT32, "place in a file of records; null for a file that is one article", "0-based"),
        _text("source_sha256", "SHA-256 of the record's bytes"),
        _key("text_sha256", "SHA-256 of text, as UTF-8"),
        _text("format", "text, html, json or jsonl"),
        _text("encoding", "the encoding that the bytes were read in"),
        Column("repairs", STRINGS, "what was repaired in the text; empty when it came through unchanged"),
        _text("url", "address given by the source"),
        _text("title", "title given by the source or found in the text"),
        Column("authors", STRINGS, "authors given by the source"),
        _text("publisher", "site or host given by the source"),
        _text("language", "ISO 639-1 code; null when the text is too short to tell"),
        Column("published", DATE, "publication date"),
        _text(
            "published_from",
            "option, metadata (data about the article), page (shown on it), address (weak), text or filename (weak)",
        ),
        _key("text", "the text that every offset indexes"),
        Column("words", INT32, "whitespace-separated words of text", "words"),
        Column("claims", INT32, "claims read from this version", "rows"),
        _text("duplicate_of", "article_id of an earlier article with the same text and publication date"),
        Column("current", BOOL, "false once a newer version of the article is there", nullable=False),
        Column("source_gone", BOOL, "true once a run has seen that the raw folder no longer holds what it was read from"),
        _text("supersedes", "text_sha256 of the version before"),
        _key("run_id", "the run that wrote this row"),
        Column("ingested_at", INSTANT, "when that run wrote it", "UTC", nullable=False),
        _key("extractor", "package version, hashes of code and rules, model name and version"),
    ),
    order=("article_id", "text_sha256"),
)

MENTIONS = Table(
    "mentions",
    "one mention of an entity",
    (
        _key("article_id", "the article"),
        _key("text_sha256", "the version of its text"),
        Column("start", INT32, "offset of the first character in articles.text", _OFFSET, nullable=False),
        Column("end", INT32, "offset after the last character", _OFFSET, nullable=False),
        _key("surface", "the characters themselves, without determiner, title and possessive", "Kyrgyz Republic"),
        _key("label", "PERSON, ORG, GPE (countries and territories), LOC (other places), NORP (peoples), EVENT, ...", "GPE"),
        _text("entity_id", "ISO 3166-1 alpha-2 of a country or its people (XK: Kosovo); null for states that are no more", "KG"),
        _text("name", "canonical name: that of CLDR, the full name of a person, an organisation without suffix", "Kyrgyzstan"),
    ),
    order=("article_id", "start", "end", "label"),
)

REJECTS = Table(
    "rejects",
    "one thing left out, and why",
    (
        _text("source_path", "POSIX path under the raw folder"),
        Column("record", INT32, "place in a file of records", "0-based"),
        _text("source_sha256", "SHA-256 of the record's bytes; null when they could not be read"),
        _text("article_id", "the article, where there is one"),
        _text("text_sha256", "the version of its text, where there is one"),
        _key("stage", "read, decode, language, extract or normalise"),
        _key("reason", f"a fixed code: {', '.join(Reason)}"),
        _text("detail", "what exactly was wrong, for a person"),
        Column("start", INT32, "offset of what was left out of the text", _OFFSET),
        Column("end", INT32, "offset after it", _OFFSET),
        _text("surface", "the characters left out"),
    ),
    order=("source_path", "record", "start"),
)

RUNS = Table(
    "runs",
    "one run",
    (
        _key("run_id", "the Prefect flow run id, or a local one"),
        Column("started_at", INSTANT, "when it started", "UTC", nullable=False),
        Column("ended_at", INSTANT, "when it ended; null for a run that died", "UTC"),
        _key("extractor", "package version, hashes of code and rules, model name and version"),
        _key("parameters", "the parameters, as JSON"),
        *(
            Column(name, INT64, f"articles {meaning}", "articles")
            for name, meaning in (
                ("read", "found in the raw folder"),
                ("new", "extracted for the first time"),
                ("unchanged", "already there"),
                ("revised", "extracted again because they changed"),
                ("duplicate", "marked as exact duplicates"),
                ("rejected", "left out"),
            )
        ),
        Column("claims", INT64, "claims written", "rows"),
        _key("state", "running, completed or failed"),
    ),
    order=("started_at", "run_id"),
)

TABLES = {table.name: table for table in (CLAIMS, CLAIMS_HISTORY, ARTICLES, MENTIONS, REJECTS, RUNS)}
