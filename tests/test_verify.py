"""Verification finds what was altered, wherever it was altered, and nothing else."""

import gzip
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from newsroom import Newsroom, change, fill, load_newer
from tallyspan import run
from tallyspan.model import text_digest
from tallyspan.verify import Finding, verify


@pytest.fixture(scope="module")
def two_days(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    room = Newsroom(tmp_path_factory.mktemp("verify") / "room")
    fill(room)
    room.ingest()
    change(room)
    room.ingest()
    return room


@pytest.fixture
def room(two_days: Newsroom, tmp_path: Path) -> Newsroom:
    return two_days.copy(tmp_path / "room")


def problems(room: Newsroom) -> set[tuple[str, str]]:
    return {(finding.table, finding.problem) for finding in verify(room.raw, room.processed)}


def alter(room: Newsroom, table: str, column: str, value: object, article_id: str) -> None:
    """Write ``value`` into the first row of ``table`` that belongs to ``article_id``."""
    for part in (room.processed / table).iterdir():
        rows = pq.read_table(part)
        ids = rows["article_id"].to_pylist()
        if article_id in ids:
            place = ids.index(article_id)
            cells: list[Any] = rows[column].to_pylist()
            cells[place] = value
            index = rows.schema.get_field_index(column)
            pq.write_table(rows.set_column(index, rows.schema.field(index), pa.array(cells, rows.schema.field(index).type)), part)
            return
    pytest.fail(f"{article_id} has no row in {table}")


def test_the_history_is_checked_against_the_earlier_text(room: Newsroom) -> None:
    alter(room, "claims_history", "surface", "$5 million", "a/03.txt")
    assert problems(room) == {("claims_history", "surface")}


def test_a_history_of_no_version_is_found(room: Newsroom) -> None:
    alter(room, "claims_history", "text_sha256", "0" * 64, "a/03.txt")
    assert problems(room) == {("claims_history", "no_article")}


def test_nothing_is_found_in_untouched_tables(two_days: Newsroom) -> None:
    check = verify(two_days.raw, two_days.processed)
    assert list(check) == []
    assert check.tally.rows == {"articles": 36, "claims": 62, "claims_history": 8, "mentions": 0, "rejects": 4}
    assert (check.tally.missing, check.tally.not_derivable, check.tally.findings) == (1, 0, 0)


@pytest.mark.parametrize(
    ("name", "article_id"),
    [("a/00.txt", "a/00.txt"), ("b/page.html", "b/page.html"), ("c/wire.jsonl", "wire-1"), ("d/late.jsonl", "late-0")],
)
def test_one_byte_of_a_raw_file(room: Newsroom, name: str, article_id: str) -> None:
    path = room.raw / name
    data = bytearray(path.read_bytes())
    place = next(place for place, byte in enumerate(data) if chr(byte).isdigit() and b"$%d" % (byte - 48) in data[place - 1 :])
    data[place] ^= 1
    path.write_bytes(data)
    (finding,) = verify(room.raw, room.processed)
    assert (finding.table, finding.problem) == ("articles", "source_sha256")
    assert name in finding.detail
    assert finding.row.startswith(article_id[:4])


@pytest.mark.parametrize(
    ("table", "column", "value", "found"),
    [
        ("claims", "value", 1.5, {("claims", "value")}),
        ("claims", "unit", "EUR", {("claims", "unit")}),
        ("claims", "surface", "4 kilometres", {("claims", "surface")}),
        ("claims", "start", 11, {("claims", "surface"), ("claims", "prefix"), ("claims", "missing"), ("claims", "not_derived")}),
        ("claims", "suffix", "", {("claims", "suffix")}),
        ("claims", "measure", "another thing", {("claims", "measure")}),
        ("claims", "modality", "negated", {("claims", "modality")}),
        ("claims", "attributed_to", "nobody", {("claims", "attributed_to")}),
        ("claims", "speaker_start", 3, {("claims", "speaker_start"), ("claims", "attributed_to")}),
        ("claims", "time_spans", [{"start": 5, "end": 5}], {("claims", "time_spans")}),
        ("claims", "sentence", "The road.", {("claims", "sentence")}),
        ("claims", "rule_id", "guess", {("claims", "rule_id")}),
        ("claims", "text_sha256", "0" * 64, {("claims", "no_article"), ("claims", "missing"), ("articles", "claims")}),
        ("articles", "claims", 7, {("articles", "claims")}),
        ("articles", "words", 7, {("articles", "words")}),
        ("articles", "title", "Another", {("articles", "title")}),
        ("articles", "url", "https://example.org/", {("articles", "url")}),
        ("articles", "language", "fr", {("articles", "language")}),
        ("articles", "published_from", "option", {("articles", "published_from")}),
        ("articles", "source_path", "nowhere", {("articles", "source_path")}),
        ("articles", "source_sha256", "0" * 64, {("articles", "source_sha256")}),
        ("articles", "duplicate_of", "a/01.txt", {("articles", "duplicate_of"), ("claims", "no_article")}),
    ],
)
def test_one_value_in_a_table(room: Newsroom, table: str, column: str, value: object, found: set[tuple[str, str]]) -> None:
    alter(room, table, column, value, "a/00.txt")
    assert problems(room) == found


def test_one_character_of_a_stored_text(room: Newsroom) -> None:
    alter(room, "articles", "text", "The road is 3 kilometres long. It cost $2 million, or 0%.", "a/00.txt")
    assert problems(room) >= {("articles", "text_sha256"), ("claims", "surface"), ("claims", "value")}


def test_another_text_with_its_own_hash(room: Newsroom) -> None:
    room.write("g/plain.txt", "Nothing to count.")
    room.ingest()
    alter(room, "articles", "text", "Nothing at all.", "g/plain.txt")
    alter(room, "articles", "text_sha256", text_digest("Nothing at all."), "g/plain.txt")
    assert problems(room) == {("articles", "text"), ("articles", "text_sha256")}


@pytest.mark.parametrize(("column", "value"), [("reason", "empty"), ("stage", "language"), ("text_sha256", "0" * 64)])
def test_one_value_of_a_reject(room: Newsroom, column: str, value: str) -> None:
    alter(room, "rejects", column, value, "wire-2")
    assert problems(room) == {("rejects", column)}


def test_what_is_in_no_table_is_counted(room: Newsroom) -> None:
    room.write("g/late.txt", "It is 3 km away.")
    check = verify(room.raw, room.processed)
    assert list(check) == []
    assert check.tally.unread == 1


def test_a_date_given_to_all_articles_is_no_finding(room: Newsroom) -> None:
    room.ingest(published=date(2019, 7, 4))
    assert problems(room) == set()


@pytest.mark.parametrize("table", ["claims", "articles", "rejects", "runs"])
def test_a_part_cut_short(room: Newsroom, table: str) -> None:
    part = max((room.processed / table).iterdir())
    part.write_bytes(part.read_bytes()[:-20])
    assert [(found.table, found.row, found.problem) for found in verify(room.raw, room.processed)] == [
        (table, part.name, "unreadable")
    ]


def test_no_more_is_unpacked_than_the_runs_allowed(room: Newsroom) -> None:
    packed = room.write("g/packed.jsonl.gz", [{"text": "It is 3 km away."}])
    room.ingest()
    packed.write_bytes(gzip.compress(b'{"text": "' + b"7 " * 20_000_000 + b'"}'))
    (finding,) = verify(room.raw, room.processed)
    assert (finding.row, finding.problem) == ("g/packed.jsonl.gz#0", "source_sha256")
    assert "no such record" in finding.detail


def take_away(room: Newsroom, table: str, column: str, value: str) -> None:
    """Write the parts of ``table`` again without the rows that have ``value``."""
    before = len(room.rows(table))
    for part in (room.processed / table).iterdir():
        rows = pq.read_table(part)
        other = pc.fill_null(pc.not_equal(rows[column], value), fill_value=True)
        pq.write_table(rows.filter(other), part)
    assert len(room.rows(table)) < before


@pytest.mark.parametrize(
    ("table", "column", "value", "found"),
    [
        ("claims", "surface", "3 kilometres", {("claims", "rows"), ("claims", "missing"), ("articles", "claims")}),
        ("rejects", "reason", "empty", {("rejects", "rows")}),
        ("rejects", "reason", "duplicate_id", {("rejects", "rows")}),
        ("articles", "article_id", "a/00.txt", {("articles", "rows"), ("claims", "no_article")}),
    ],
)
def test_a_row_taken_away(room: Newsroom, table: str, column: str, value: str, found: set[tuple[str, str]]) -> None:
    take_away(room, table, column, value)
    assert problems(room) == found


def compacted(room: Newsroom) -> None:
    run.compact(room.processed, 1.0)


def revised(room: Newsroom) -> None:
    wire = room.raw / "c/wire.jsonl"
    wire.write_text(wire.read_text().replace("Exports rose 5 percent", "Exports rose 50 percent"))
    assert room.ingest().revised == 1


@pytest.mark.parametrize("later", [compacted, revised])
def test_a_later_version_does_not_hide_it(room: Newsroom, later: Callable[[Newsroom], None]) -> None:
    take_away(room, "rejects", "reason", "no_text")
    later(room)
    assert problems(room) == {("rejects", "rows")}
    room.rebuild()
    assert problems(room) == set()


@pytest.mark.parametrize("later", [compacted, revised])
def test_later_versions_have_what_was_committed(room: Newsroom, later: Callable[[Newsroom], None]) -> None:
    later(room)
    assert problems(room) == set()
    compacted(room)
    assert problems(room) == set()


def test_tables_from_before_the_numbers_were_written(room: Newsroom) -> None:
    for part in (room.processed / "articles").iterdir():
        rows = pq.read_table(part)
        metadata = {key: value for key, value in rows.schema.metadata.items() if key != b"tallyspan.rows"}
        pq.write_table(rows.replace_schema_metadata(metadata), part)
    revised(room)
    compacted(room)
    assert problems(room) == set()


@pytest.mark.parametrize("table", ["rejects", "claims"])
def test_a_part_taken_away(room: Newsroom, table: str) -> None:
    part = next(part for part in (room.processed / table).iterdir() if len(pq.read_table(part)))
    part.unlink()
    assert (table, "rows") in problems(room)


def test_a_raw_file_that_has_gone_is_counted(room: Newsroom) -> None:
    (room.raw / "a/00.txt").unlink()
    check = verify(room.raw, room.processed)
    assert list(check) == []
    assert check.tally.missing == 2


def spoil(_room: Newsroom) -> None:
    """Leave everything as it is."""


@pytest.mark.parametrize(
    ("spoiler", "found"),
    [
        (spoil, set()),
        (lambda room: alter(room, "claims", "value", 9.0, "a/00.txt"), set()),  # a newer extractor might well say so
        (lambda room: alter(room, "claims", "suffix", "?", "a/00.txt"), {("claims", "suffix")}),
    ],
)
def test_rows_of_another_extractor(room: Newsroom, spoiler: Callable[[Newsroom], None], found: set[tuple[str, str]]) -> None:
    spoiler(room)
    check = verify(room.raw, room.processed, load=load_newer)
    assert {(finding.table, finding.problem) for finding in check} == found
    assert check.tally.not_derivable == 32


def test_a_rejected_file_that_was_altered(room: Newsroom) -> None:
    room.write("f/empty.txt", " ")
    room.ingest()
    room.write("f/empty.txt", "  ")
    (finding,) = verify(room.raw, room.processed)
    assert (finding.table, finding.row, finding.problem) == ("rejects", "f/empty.txt", "source_sha256")


def test_without_tables(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no tables in"):
        list[Finding](verify(tmp_path, tmp_path))
