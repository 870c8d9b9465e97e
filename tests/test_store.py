"""Parts, versions and the lock, one by one."""

import multiprocessing
import os
import random
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from newsroom import Newsroom, change, described, fill
from tallyspan import run
from tallyspan.run.session import SchemaChangedError
from tallyspan.schema import REJECTS, SCHEMA_VERSION, TABLES
from tallyspan.store.layout import Layout
from tallyspan.store.parts import conform, part_name
from tallyspan.store.publish import is_committed, publish_batch, write_batch
from tallyspan.verify import verify


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    layout = Layout(tmp_path / "processed")
    layout.recover()
    return layout


def batch(layout: Layout, key: str) -> dict[str, Path]:
    tables = {name: table.arrow().empty_table() for name, table in TABLES.items()}
    return write_batch(
        layout, key, tables | {"rejects": REJECTS.rows([{"stage": "read", "reason": "empty", "source_path": key}])}
    )


def test_tables_are_relative_links_so_the_folder_may_move(layout: Layout, tmp_path: Path) -> None:
    assert sorted(path.name for path in layout.processed.iterdir() if path.name != ".versions") == sorted(TABLES)
    assert {str((layout.processed / name).readlink()) for name in TABLES} == {f".versions/1/{name}" for name in TABLES}
    layout.processed.rename(tmp_path / "moved")
    assert pq.read_table(tmp_path / "moved" / "claims").num_rows == 0


def test_a_batch_is_there_once_its_articles_part_is(layout: Layout) -> None:
    files = batch(layout, "c0ffee")
    assert set(files) == {"rejects", "articles"}, "a table without rows gets no part, but the commit record is always there"
    assert not is_committed(layout, 1, "c0ffee")
    publish_batch(layout, 1, "c0ffee", files)
    assert is_committed(layout, 1, "c0ffee")
    publish_batch(layout, 1, "c0ffee", batch(layout, "c0ffee"))
    assert pq.read_table(layout.processed / "rejects")["source_path"].to_pylist() == ["c0ffee"]
    assert list(layout.temp.iterdir()) == []


def test_parts_without_commit_record_are_swept(layout: Layout) -> None:
    publish_batch(layout, 1, "aa", batch(layout, "aa"))
    orphan = batch(layout, "bb")
    layout.place(orphan["rejects"], layout.table(1, "rejects") / part_name("bb"))
    assert layout.recover() == 1
    assert pq.read_table(layout.processed / "rejects")["source_path"].to_pylist() == ["aa"]
    assert list(layout.temp.iterdir()) == []


def test_no_file_being_written_ever_stands_inside_a_table(layout: Layout) -> None:
    batch(layout, "aa")
    assert {path.name for name in TABLES for path in layout.table(1, name).iterdir()} == {"part-empty.parquet"}


@pytest.mark.parametrize("turned", range(7))
def test_a_turn_cut_short_is_finished(layout: Layout, turned: int) -> None:
    layout.prepare(2)
    for name in ("runs", "rejects", "mentions", "claims_history", "claims", "articles")[:turned]:
        link = layout.processed / name
        link.unlink()
        link.symlink_to(f".versions/2/{name}")
    version = 2 if turned else 1
    assert layout.recover() == version
    assert {str((layout.processed / name).readlink()) for name in TABLES} == {f".versions/{version}/{name}" for name in TABLES}


def test_only_the_current_version_stays(tmp_path: Path) -> None:
    room = Newsroom(tmp_path / "room")
    fill(room)
    room.ingest()
    room.rebuild()
    change(room)
    room.ingest()
    assert room.ingest().new == 0
    aside = {"lock", "spool", "tmp"}
    assert {path.name for path in (room.processed / ".versions").iterdir()} == {"1", "2", "3"} | aside, "in their time of grace"
    for replaced in (room.processed / ".versions").glob("*/replaced"):
        os.utime(replaced, (0, 0))
    room.ingest()
    assert {path.name for path in (room.processed / ".versions").iterdir()} == {"3"} | aside


READS = int(os.environ.get("TALLYSPAN_READS", "300"))
TABLE = "SELECT count(*), count(DISTINCT claim_id) FROM read_parquet('{}/*.parquet')"


def test_readers_go_on_while_versions_are_swapped(tmp_path: Path) -> None:
    """Whoever has resolved the link of a table reads one version whole, however many are swapped in meanwhile."""
    room = Newsroom(tmp_path / "room")
    fill(room)
    room.ingest(model="blank")
    before = len(room.rows("claims"))
    writer = multiprocessing.get_context("spawn").Process(target=swap_for_ever, args=(room.raw.parent,))
    writer.start()
    try:
        versions = set()
        for _ in range(READS):
            folder = (room.processed / "claims").resolve()
            versions.add(folder)
            assert duckdb.sql(TABLE.format(folder)).fetchall() == [(before, before)]
        while len(versions) < 3:  # the writer had to load first
            versions.add(folder := (room.processed / "claims").resolve())
            assert duckdb.sql(TABLE.format(folder)).fetchall() == [(before, before)]
            assert writer.is_alive()
    finally:
        writer.kill()
        writer.join()


def swap_for_ever(folder: Path) -> None:
    room = Newsroom(folder)
    chance = random.Random(20190704)  # noqa: S311 - reproducible
    while True:
        if chance.random() < 0.5:
            room.rebuild(model="blank")
        else:
            run.compact(room.processed, 10, enough=chance.choice((1, 10_000, 10_000_000)))


def test_parts_that_nothing_touches_are_shared_between_versions(tmp_path: Path) -> None:
    room = Newsroom(tmp_path / "room")
    fill(room)
    room.ingest()
    room.write("a/11.txt", "It is 1 km.")
    room.ingest()
    links = [part.stat().st_nlink for part in (room.processed / "claims").iterdir() if part.name != "part-empty.parquet"]
    assert sorted(links) == [1, 1, 2, 2, 2, 2, 2]


def test_a_folder_in_the_place_of_a_table_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "claims").mkdir()
    with pytest.raises(FileExistsError, match="is not a table of tallyspan"):
        Layout(tmp_path).recover()


def test_tables_of_another_schema_need_a_rebuild(tmp_path: Path) -> None:
    room = Newsroom(tmp_path / "room")
    fill(room)
    room.ingest()
    claims, articles = room.surfaces(), room.by_id("text_sha256")
    for name in TABLES:
        for part in (room.processed / name).iterdir():
            rows = pq.read_table(part)
            older = rows.drop_columns(["attributed_to", "modality"]) if name == "claims" else rows
            older = older.drop_columns(["publisher"]) if name == "articles" else older
            pq.write_table(older.replace_schema_metadata({"tallyspan.schema_version": "0"}), part)
    with pytest.raises(SchemaChangedError, match=f"has schema 0, this is {SCHEMA_VERSION}: rebuild it first"):
        room.ingest()
    assert room.rebuild().state == "completed"
    assert (room.surfaces(), room.by_id("text_sha256")) == (claims, articles)
    for name, table in TABLES.items():
        for part in (room.processed / name).iterdir():
            assert described(pq.read_schema(part)) == described(table.arrow()), part
    assert room.ingest().unchanged == 26
    assert [row["state"] for row in room.rows("runs")] == ["completed"] * 3


def test_conform_fills_what_an_older_schema_did_not_have() -> None:
    table = TABLES["rejects"]
    old = table.rows([{"stage": "read", "reason": "empty"}]).drop_columns(["surface", "detail"])
    assert conform(table, old).schema.equals(table.arrow(), check_metadata=True)


def test_the_lock_names_its_holder(tmp_path: Path) -> None:
    room = Newsroom(tmp_path / "room")
    with run.open_run(room.settings(), "mine"):
        assert (room.processed / ".versions/lock").read_text() == f"run mine, process {os.getpid()}"


class TestCompact:
    """Few large parts hold what many small ones held."""

    @pytest.fixture
    def grown(self, tmp_path: Path) -> Newsroom:
        room = Newsroom(tmp_path)
        for hour in range(4):
            room.write(f"{hour}.txt", f"The bridge of {2000 + hour} cost ${hour + 1} million, 5% more. It is 3 km long.")
            room.write(f"{hour}-empty.txt", "")
            room.write("feed.jsonl", [{"id": f"f{n}", "text": f"Fares rose {n}%."} for n in range(1, hour + 2)])
            room.ingest()
        room.write("0.txt", "The bridge of 2000 cost $9 million.")
        room.ingest()
        return room

    def rows(self, room: Newsroom) -> dict[str, list[str]]:
        return {table: sorted(map(repr, room.rows(table))) for table in TABLES}

    def parts(self, room: Newsroom, table: str) -> int:
        return len(list((room.processed / table).iterdir())) - 1  # without the empty one

    def test_rows_stay_and_parts_go(self, grown: Newsroom) -> None:
        before = self.rows(grown)
        done = run.compact(grown.processed, 1)
        assert done.before >= 5
        assert done.after == 1
        assert self.rows(grown) == before
        assert {table: self.parts(grown, table) for table in ("claims", "articles", "rejects")} == {
            "claims": 1, "articles": 1, "rejects": 1,
        }  # fmt: skip
        assert list(verify(grown.raw, grown.processed)) == []

    def test_nothing_is_new_afterwards_and_changes_still_come_in(self, grown: Newsroom) -> None:
        run.compact(grown.processed, 1)
        assert grown.ingest().unchanged == 8
        grown.write("0.txt", "The bridge of 2000 cost $8 million.")
        assert grown.ingest().revised == 1
        assert grown.surfaces()["0.txt"] == ["$8 million"]
        assert run.compact(grown.processed, 1).after == 1
        assert list(verify(grown.raw, grown.processed)) == []

    def test_parts_do_not_grow_beyond_measure(self, grown: Newsroom) -> None:
        before = self.rows(grown)
        assert run.compact(grown.processed, 1, enough=1).after == run.compact(grown.processed, 1).before
        assert self.rows(grown) == before

    def test_a_second_time_there_is_nothing_to_do(self, grown: Newsroom) -> None:
        run.compact(grown.processed, 1)
        links = {table: (grown.processed / table).readlink() for table in TABLES}
        assert run.compact(grown.processed, 1) == (1, 1)
        assert {table: (grown.processed / table).readlink() for table in TABLES} == links

    def test_a_half_made_one_is_undone(self, grown: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
        before = self.rows(grown)
        with monkeypatch.context() as patch:
            patch.setattr(Layout, "show", _interrupt)
            with pytest.raises(KeyboardInterrupt):
                run.compact(grown.processed, 1)
        assert self.rows(grown) == before
        assert grown.ingest().unchanged == 8
        assert list(verify(grown.raw, grown.processed)) == []

    def test_without_tables_there_is_nothing_to_compact(self, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError, match="no tables"):
            run.compact(tmp_path, 1)


def _interrupt(_layout: Layout, version: int) -> None:
    if version > 1:
        raise KeyboardInterrupt
