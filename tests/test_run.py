"""What a run takes in, leaves alone, replaces and reports."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from importlib import import_module
from io import BufferedReader
from pathlib import Path

import pytest
from lxml.html import HtmlElement

from newsroom import Newsroom, change, fill, load_fragile, load_newer
from tallyspan import report, run
from tallyspan.model import Format
from tallyspan.store.parts import DamagedPartError, parts_in
from tallyspan.verify import verify


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path / "room")


@pytest.fixture
def filled(room: Newsroom) -> Newsroom:
    fill(room)
    room.ingest()
    return room


def counts(summary: run.Summary) -> tuple[int, int, int, int, int]:
    return summary.new, summary.unchanged, summary.revised, summary.duplicate, summary.rejected


def test_first_day(room: Newsroom) -> None:
    fill(room)
    summary = room.ingest()
    assert (summary.read, *counts(summary), summary.state) == (30, 25, 0, 0, 1, 4, "completed")
    assert summary.claims == {"distance": 16, "money": 21, "percent": 21}
    assert sum(summary.claims.values()) == len(room.rows("claims"))
    assert {claim.kind for claim in summary.examples} == set(summary.claims)
    assert room.surfaces()["a/03.txt"] == ["6 kilometres", "$4 million", "3%"]
    assert room.by_id("duplicate_of", "claims")["a/copy.txt"] == ("a/03.txt", 0)
    assert room.reasons() == [
        ("b/empty.txt", None, "empty"),
        ("c/wire.jsonl", 8, "duplicate_id"),
        ("c/wire.jsonl", 9, "no_text"),
        ("c/wire.jsonl", 10, "duplicate_id"),
    ]


def test_next_day(filled: Newsroom) -> None:
    before = filled.surfaces()
    change(filled)
    assert counts(filled.ingest()) == (6, 22, 3, 1, 0)
    after = filled.surfaces()
    assert after["a/03.txt"] == ["44 kilometres"]
    assert after["wire-2"] == ["3 percent"]
    assert after["a/05.txt"] == before["a/05.txt"], "an article whose file has gone stays"
    assert after["a/copy.txt"] == before["a/03.txt"], "a duplicate is extracted when its original has another text"
    assert "b/new.txt" not in after
    articles = filled.by_id("duplicate_of", "supersedes", "text_sha256")
    old = filled.by_id("text_sha256", current=False)
    assert sorted(old) == ["a/03.txt", "a/04.txt", "wire-2"]
    assert articles["b/new.txt"][0] == "a/03.txt"
    assert articles["a/03.txt"][1] == old["a/03.txt"]
    assert counts(filled.ingest()) == (0, 32, 0, 0, 0)


def test_nothing_new_writes_nothing_but_its_row(filled: Newsroom) -> None:
    image = filled.image()
    summary = filled.ingest()
    assert (*counts(summary), summary.claims) == (0, 26, 0, 0, 0, {})
    assert filled.image() == image
    assert [row["state"] for row in filled.rows("runs")] == ["completed"] * 2


@pytest.mark.parametrize("text", ["One more: 5 km.", "It is 3 kilometres long."])
def test_a_text_that_comes_back_is_current_again(room: Newsroom, text: str) -> None:
    for version in (text, "It was wrong.", text, "It was wrong.", text):
        room.write("a.txt", version)
        room.ingest()
        assert [row["text"] for row in room.rows("articles") if row["current"]] == [version]
    assert len(room.rows("articles")) == 2
    assert len(room.rows("claims")) == 1
    assert room.ingest().unchanged == 1


def test_known_rejects_are_no_articles(filled: Newsroom) -> None:
    summary = filled.ingest()
    assert (summary.unchanged, summary.left_out, summary.articles, summary.read) == (26, 4, 26, 30)


A = {"id": "x", "text": "It is 3 km away."}
B = {"id": "x", "text": "It is 4 km away."}
C = {"id": "y", "text": "It is 3 km away."}
DATED = {**A, "published": "2019-07-04"}

DAYS: dict[str, tuple[list[dict[str, list[dict[str, str]]]], dict[str, tuple[str, int, str | None]], list[tuple[str, str]]]] = {
    "the second with an id is left out": ([{"a": [A], "b": [B]}], {"x": ("a", 1, None)}, [("b", "duplicate_id")]),
    "also when it comes a day later": ([{"a": [A]}, {"b": [B]}], {"x": ("a", 1, None)}, [("b", "duplicate_id")]),
    "until the first goes": ([{"a": [A]}, {"b": [B]}, {"a": []}], {"x": ("b", 1, None)}, [("b", "duplicate_id")]),
    "until the first is another": (
        [{"a": [A], "b": [B]}, {"a": [C]}],
        {"x": ("b", 1, None), "y": ("a", 1, None)},
        [("b", "duplicate_id")],
    ),
    "then the first of several has it": (
        [{"a": [A], "b": [B, {**C, "id": "x"}], "c": [A]}, {"a": []}],
        {"x": ("b", 1, None)},
        [("b", "duplicate_id"), ("b", "duplicate_id"), ("c", "duplicate_id")],
    ),
    "but a new one comes before": (
        [{"a": [A], "c": [B]}, {"a": [], "b": [B]}],
        {"x": ("b", 1, None)},
        [("c", "duplicate_id")],
    ),
    "also when it sorts first": ([{"b": [A]}, {"a": [B]}], {"x": ("b", 1, None)}, [("a", "duplicate_id")]),
    "but not when the first has gone": ([{"a": [A]}, {"a": [], "b": [B]}], {"x": ("b", 1, None)}, []),
    "nor when the first has changed its name": (
        [{"a": [A]}, {"a": [C], "b": [B]}],
        {"x": ("b", 1, None), "y": ("a", 1, None)},
        [],
    ),
    "a file that moves keeps its article": ([{"a": [A]}, {"a": [], "b": [A]}], {"x": ("b", 1, None)}, []),
    "metadata alone replaces the row": ([{"a": [A]}, {"a": [{**A, "title": "T"}]}], {"x": ("a", 1, None)}, []),
    "the same text on the same day is a duplicate": ([{"a": [A, C]}], {"x": ("a", 1, None), "y": ("a", 0, "x")}, []),
    "also a day later": ([{"a": [A]}, {"b": [C]}], {"x": ("a", 1, None), "y": ("b", 0, "x")}, []),
    "the same text on another day is not": ([{"a": [DATED, C]}], {"x": ("a", 1, None), "y": ("a", 1, None)}, []),
    "a date that becomes known parts them": ([{"a": [A, C]}, {"a": [DATED, C]}], {"x": ("a", 1, None), "y": ("a", 1, None)}, []),
    "a duplicate whose original goes stays one": (
        [{"a": [A], "b": [C]}, {"a": []}],
        {"x": ("a", 1, None), "y": ("b", 0, "x")},
        [],
    ),
    "a duplicate may become the original": (
        [{"a": [A], "b": [C]}, {"a": [B]}, {"a": [A]}],
        {"x": ("a", 0, "y"), "y": ("b", 1, None)},
        [],
    ),
}


@pytest.mark.parametrize("case", DAYS)
def test_days(room: Newsroom, case: str) -> None:
    days, articles, rejects = DAYS[case]
    for day in days:
        for name, records in day.items():
            if records:
                room.write(f"{name}.jsonl", records)
            else:
                (room.raw / f"{name}.jsonl").unlink()
        room.ingest()
        now = room.image()
        room.ingest()
        assert room.image() == now, "the same day again changes nothing"
    found = room.by_id("source_path", "claims", "duplicate_of")
    assert found == {name: (f"{path}.jsonl", claims, of) for name, (path, claims, of) in articles.items()}
    assert [(path, reason) for path, _, reason in room.reasons()] == [(f"{path}.jsonl", reason) for path, reason in rejects]
    claims = room.surfaces()
    assert {name: len(claims.get(name, [])) for name in found} == {name: count for name, (_, count, _) in found.items()}


def test_a_file_of_records_that_comes_back_after_a_failure(room: Newsroom) -> None:
    room.write("wire.jsonl", [A, C])
    room.ingest()
    room.write("wire.jsonl", [B, {"id": "z", "text": "It is 9 km away."}])
    with run.open_run(room.settings()) as lost:
        for batch in lost.batches:
            lost.process(batch)
    room.write("wire.jsonl", [A, C])
    room.ingest()
    assert room.surfaces() == {"x": ["3 km"], "z": ["9 km"]}
    room.write("wire.jsonl", [B])
    room.ingest()
    room.write("wire.jsonl", [A, C])
    room.ingest()
    assert room.surfaces() == {"y": ["3 km"], "z": ["9 km"]}
    assert room.by_id("duplicate_of") == {"x": "y", "y": None, "z": None}


def test_an_appended_record_leaves_the_others_alone(room: Newsroom) -> None:
    records = [{"text": f"It is {number} km away."} for number in range(7)]
    room.write("wire.jsonl", records[:5])
    room.ingest()
    room.write("wire.jsonl", records)
    assert counts(room.ingest()) == (2, 5, 0, 0, 0)
    assert counts(room.ingest()) == (0, 7, 0, 0, 0)


def test_a_known_file_of_records_is_not_parsed_again(filled: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tallyspan.run.listing.read_source", lambda source, _options: pytest.fail(f"{source.name} is read"))
    assert filled.ingest().unchanged == 26


@pytest.mark.parametrize("lost", ["seen.json", "spool", "tmp", "lock"])
def test_what_only_helps_may_be_lost(filled: Newsroom, lost: str) -> None:
    for path in filled.processed.glob(f".versions/**/{lost}"):
        path.unlink() if path.is_file() else path.rmdir()
    assert filled.ingest().unchanged == 26


def test_published_overrules_what_is_held_and_is_not_taken_back(room: Newsroom) -> None:
    room.write("a.txt", "It fell 3 percent last week.")
    room.ingest()
    day = date(2019, 7, 4)
    assert room.ingest(published=day).revised == 1
    assert [row["published"] for row in room.rows("claims")] == [day] * len(room.rows("claims"))
    assert room.by_id("published", "published_from", "supersedes") == {"a.txt": (day, "option", None)}
    assert counts(room.ingest(published=day)) == (0, 1, 0, 0, 0)
    assert counts(room.ingest()) == (0, 1, 0, 0, 0)


def test_rebuild_may_give_every_article_another_date(room: Newsroom) -> None:
    room.write("a.jsonl", [DATED, C])
    room.write("gone.txt", "It fell 3 percent last week.")
    room.ingest()
    (room.raw / "gone.txt").unlink()
    room.write("new.txt", A["text"])
    day = date(2024, 3, 12)
    room.rebuild(published=day)
    assert room.by_id("published", "published_from", "duplicate_of") == {
        "gone.txt": (day, "option", None),
        "new.txt": (day, "option", "x"),
        "x": (day, "option", None),
        "y": (day, "option", "x"),
    }
    assert {row["published"] for row in room.rows("claims")} == {day}
    assert list(verify(room.raw, room.processed)) == []
    assert counts(room.ingest()) == (0, 3, 0, 0, 0)


def test_a_larger_limit_lets_in_what_was_too_large(room: Newsroom) -> None:
    room.write("a.txt", "It is 5 km long. " * 40)
    room.write("b.jsonl", [{"text": "It is 5 km long. " * 41}, {"text": "6 km."}])
    assert room.ingest(max_bytes=100).rejected == 2
    assert counts(room.ingest(max_bytes=100)) == (0, 1, 0, 0, 0)
    assert counts(room.ingest()) == (2, 1, 0, 0, 0)
    assert counts(room.ingest()) == (0, 3, 0, 0, 0)
    assert room.by_id("claims") == {"a.txt": 40, "b.jsonl#0": 41, "b.jsonl#1": 1}


def test_limit_takes_the_next_few(filled: Newsroom, tmp_path: Path) -> None:
    room = Newsroom(tmp_path / "slow")
    fill(room)
    read = 0
    while (summary := room.ingest(limit=4)).new + summary.duplicate + summary.rejected:
        assert summary.new + summary.duplicate + summary.rejected <= 4
        read += 1
    assert read == 8
    assert room.surfaces() == filled.surfaces()
    assert room.reasons() == filled.reasons()


def test_formats_leave_the_others_for_later(room: Newsroom) -> None:
    fill(room)
    assert counts(room.ingest(formats=("html",))) == (1, 0, 0, 0, 0)
    assert counts(room.ingest()) == (24, 1, 0, 1, 4)


def test_another_extractor_is_reported_and_rebuild_takes_it(filled: Newsroom) -> None:
    summary = run.ingest(filled.settings(), load=load_newer)
    assert (summary.stale, summary.unchanged, summary.new) == (26, 26, 0)
    summary = run.rebuild(filled.settings(), load=load_newer)
    assert (summary.unchanged, summary.revised, summary.stale, summary.state) == (26, 0, 0, "completed"), "no source has changed"
    assert {row["extractor"] for row in filled.rows("claims")} == {"tallyspan of next year"}
    assert run.ingest(filled.settings(), load=load_newer).stale == 0


def test_rebuild_changes_nothing_but_names(filled: Newsroom) -> None:
    change(filled)
    filled.ingest()
    (filled.raw / "a/00.txt").unlink()
    filled.ingest()
    tables = {name: content(filled, name) for name in ("claims", "mentions", "articles")}
    filled.write("e/new.txt", "And 9 percent.")
    summary = filled.rebuild()
    assert summary.new == 1
    (filled.raw / "e/new.txt").unlink()
    for name, rows in tables.items():
        found = [row for row in content(filled, name) if row["article_id"] != "e/new.txt"]
        assert found == rows, name
    assert filled.reasons() == [
        ("c/wire.jsonl", 8, "duplicate_id"),
        ("c/wire.jsonl", 9, "no_text"),
        ("c/wire.jsonl", 10, "duplicate_id"),
    ], "the file that was empty is an article now"


def content(room: Newsroom, table: str) -> list[dict[str, object]]:
    rows = [{name: cell for name, cell in row.items() if name not in {"run_id", "ingested_at"}} for row in room.rows(table)]
    return sorted(rows, key=lambda row: json.dumps(row, default=str, sort_keys=True))


def test_rebuild_keeps_the_reject_of_a_file_that_has_gone(filled: Newsroom) -> None:
    (filled.raw / "b/empty.txt").unlink()
    filled.rebuild()
    assert ("b/empty.txt", None, "empty") in filled.reasons()


def test_a_defect_costs_what_shows_it_and_nothing_else(room: Newsroom) -> None:
    texts = {"a": "It is 1 km.", "b": "It is 2 km, cursed. It is 4 km.", "c": "It is 3 km.", "d": "It is 5 km, doomed."}
    for name, text in texts.items():
        room.write(f"{name}.txt", text)
    summary = run.ingest(room.settings(), load=load_fragile)
    assert (summary.new, summary.failed) == (4, 2)
    assert "Failed    2 sentences" in report.text(summary)
    assert room.surfaces() == {"a.txt": ["1 km"], "b.txt": ["4 km"], "c.txt": ["3 km"]}
    assert [(row["article_id"], row["start"], row["surface"], row["reason"], row["detail"]) for row in room.rows("rejects")] == [
        ("b.txt", 0, "It is 2 km, cursed.", "failed", "ZeroDivisionError: the curse"),
        ("d.txt", None, None, "failed", "ZeroDivisionError: the doom"),
    ]
    assert run.ingest(room.settings(), load=load_fragile).unchanged == 4


@pytest.mark.parametrize(
    "stage",
    [
        "read._document",
        "read.read_lines",
        "read.read_json",
        "read.language_of",
        "read.settle",
        "read.title_of",
        "html.bare_extraction",
    ],
)
def test_a_reader_that_fails_costs_its_source_alone(room: Newsroom, monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    """Whatever a reader raises, and wherever, the other sources are read and the run ends well."""
    module, name = stage.split(".")
    work = getattr(import_module(f"tallyspan.readers.{module}"), name)

    def fails_on_the_cursed(*arguments: object, **options: object) -> object:
        if any("cursed" in _readable(argument) for argument in arguments):
            raise ZeroDivisionError("the curse")
        return work(*arguments, **options)

    room.write("a.txt", "It is 1 km.")
    room.write("cursed.txt", "It is 2 km, cursed.")
    room.write("cursed.html", "<html><body><article><p>It is 2 km, cursed.</p></article></body></html>")
    room.write("cursed.json", '{"text": "It is 2 km, cursed."}')
    room.write("cursed.jsonl", [{"text": "It is 1 km."}, {"text": "It is 2 km, cursed."}, {"text": "It is 3 km."}])
    room.write("z.txt", "It is 4 km.")
    monkeypatch.setattr(f"tallyspan.readers.{stage}", fails_on_the_cursed)
    assert run.ingest(room.settings(), load=load_fragile).state == "completed"
    assert {"a.txt", "z.txt"} <= room.surfaces().keys()
    defects = [row for row in room.rows("rejects") if row["reason"] == "defect"]
    assert defects
    assert {(row["stage"], row["detail"]) for row in defects} == {("decode", "ZeroDivisionError: the curse")}
    assert run.ingest(room.settings(), load=load_fragile).new == 0, "what has failed once is not tried again and again"


def _readable(argument: object) -> str:
    """Return what ``argument``, of whichever stage, holds to tell a source by."""
    if isinstance(argument, bytes):
        return argument.decode()
    if isinstance(argument, HtmlElement):
        return argument.text_content()
    if isinstance(argument, BufferedReader):
        content = argument.read().decode()
        argument.seek(0)
        return content
    return argument if isinstance(argument, str) else ""


def test_a_damaged_part_says_what_to_do_and_that_heals_it(filled: Newsroom) -> None:
    before = content(filled, "claims")
    for part in parts_in(filled.processed / "articles"):
        part.write_bytes(part.read_bytes()[:-20])
        for work in (filled.ingest, filled.rebuild):
            with pytest.raises(DamagedPartError, match=f"delete articles/{part.name} of these tables and run again"):
                work()
        part.unlink()
    filled.ingest()
    assert content(filled, "claims") == before


def test_processes_give_the_same_tables(filled: Newsroom, tmp_path: Path) -> None:
    room = Newsroom(tmp_path / "many")
    fill(room)
    room.ingest(processes=2)
    assert room.image() == filled.image()


def test_batches_may_be_processed_in_any_order_and_twice(filled: Newsroom, tmp_path: Path) -> None:
    room = Newsroom(tmp_path / "mixed")
    fill(room)
    with run.open_run(room.settings(), "mine") as mine:
        for batch in reversed(mine.batches):
            assert mine.process(batch) == mine.process(batch)
        summary = mine.finish()
    assert (summary.run_id, summary.new, summary.state) == ("mine", 25, "completed")
    assert room.image() == filled.image()


def fail_after_one_batch(room: Newsroom) -> None:
    with run.open_run(room.settings(), "poor") as poor:
        poor.process(poor.batches[1])
        raise OSError("disk")


def test_a_run_that_fails_is_on_record_and_the_next_goes_on(filled: Newsroom, tmp_path: Path) -> None:
    room = Newsroom(tmp_path / "failing")
    fill(room)
    with pytest.raises(OSError, match="disk"):
        fail_after_one_batch(room)
    (row,) = room.rows("runs")
    assert (row["run_id"], row["state"], row["new"]) == ("poor", "failed", 5)
    assert row["ended_at"] >= row["started_at"]
    assert room.ingest().new == 20
    assert room.image() == filled.image()


def test_a_run_that_is_not_processed_wholly_replaces_nothing(filled: Newsroom) -> None:
    before = filled.surfaces()
    change(filled)
    with run.open_run(filled.settings()) as partial:
        for batch in partial.batches[:-1]:
            partial.process(batch)
        assert partial.finish().state == "failed"
    after = filled.surfaces()
    assert {name: after[name] for name in before} == before


def history(room: Newsroom) -> list[tuple[str, str]]:
    return sorted((row["article_id"], row["surface"]) for row in room.rows("claims_history"))


def test_claims_of_an_earlier_version_stay_in_the_history(room: Newsroom) -> None:
    room.write("a.txt", "It cost $5 million.")
    room.write("b.txt", "It is 3 km long.")
    room.ingest()
    assert history(room) == []
    room.write("a.txt", "It cost $6 million.")
    begun = datetime.now(UTC)
    room.ingest()
    assert room.surfaces() == {"a.txt": ["$6 million"], "b.txt": ["3 km"]}
    assert history(room) == [("a.txt", "$5 million")]
    (row,) = room.rows("claims_history")
    assert begun <= row["superseded_at"] <= datetime.now(UTC)
    (earlier,) = (one for one in room.rows("articles") if not one["current"])
    assert earlier["text"][row["start"] : row["end"]] == "$5 million"

    room.write("a.txt", "It cost $7 million.")
    room.ingest()
    for work in (room.rebuild, lambda: run.compact(room.processed, 0)):
        work()
        assert history(room) == [("a.txt", "$5 million"), ("a.txt", "$6 million")]
        assert not list(verify(room.raw, room.processed))

    room.write("a.txt", "It cost $5 million.")
    room.ingest()
    assert history(room) == [("a.txt", "$6 million"), ("a.txt", "$7 million")], "what is current again is no history"
    assert not list(verify(room.raw, room.processed))


def test_a_source_that_has_gone_is_marked_until_it_comes_back(room: Newsroom) -> None:
    room.write("a.txt", "It cost $5 million.")
    room.write("b.txt", "It is 3 km long.")
    records = [{"id": "x", "text": "It rose 3%."}, {"id": "y", "text": "It rose 4%."}]
    room.write("c.jsonl", records)
    room.ingest()
    assert set(room.by_id("source_gone").values()) == {False}
    (room.raw / "a.txt").unlink()
    room.write("c.jsonl", records[:1])
    before = room.rows("claims")
    summary = room.ingest()
    assert counts(summary)[0] == 0
    assert room.by_id("source_gone") == {"a.txt": True, "b.txt": False, "x": False, "y": True}
    assert room.rows("claims") == before, "its claims stay"
    for work in (room.rebuild, room.ingest, lambda: room.ingest(formats=(Format.TEXT,))):
        work()
        assert room.by_id("source_gone")["a.txt"]
    assert not list(verify(room.raw, room.processed))
    room.write("a.txt", "It cost $5 million.")
    room.write("c.jsonl", [{"id": "z", "text": "New."}, records[1]])
    room.ingest(limit=1)
    room.ingest()
    assert room.by_id("source_gone") == {"a.txt": False, "b.txt": False, "x": True, "y": False, "z": False}


@pytest.mark.parametrize("processes", [1, 2])
def test_a_run_that_is_interrupted_ends_what_is_begun_and_begins_no_more(room: Newsroom, processes: int) -> None:
    fill(room)
    with ThreadPoolExecutor(4) as threads:
        with run.open_run(room.settings(processes=processes, batch_size=1)) as partial:
            tries = [threads.submit(partial.process, batch) for batch in partial.batches]
            tries[0].result()
            # the block ends here, as by Ctrl-C
        errors = [error for one in tries if (error := one.exception())]
    assert errors
    assert {type(error) for error in errors} == {run.StoppedError}, "no file is missed that was cleared away under a batch"
    assert len(room.rows("articles")) + len(room.rows("rejects")) == len(tries) - len(errors)
    assert [row["state"] for row in room.rows("runs")] == ["failed"]
    room.ingest()
    assert counts(room.ingest()) == (0, 26, 0, 0, 0), "the next run does the rest"


def test_files_looked_at_are_told_while_the_run_is_planned(room: Newsroom) -> None:
    fill(room)
    told: list[int] = []
    run.ingest(room.settings(), on_look=told.append)
    assert told == list(range(1, 18))


def test_what_is_left_out_is_named(room: Newsroom) -> None:
    fill(room)
    (first, *_) = room.ingest().rejects
    assert (first.source_path, first.reason) == ("b/empty.txt", "empty")


@pytest.mark.parametrize(
    ("folders", "error", "words"),
    [
        (lambda room: {"raw": room.raw / "nowhere"}, run.SettingsError, "no such folder"),
        (lambda room: {"processed": room.raw / "out"}, ValueError, "may lie inside the other"),
        (lambda room: {"processed": room.raw.parent}, ValueError, "may lie inside the other"),
    ],
)
def test_folders_that_cannot_be(
    room: Newsroom,
    folders: Callable[[Newsroom], dict[str, Path]],
    error: type[Exception],
    words: str,
) -> None:
    with pytest.raises(error, match=words):
        room.ingest(**folders(room))


def test_the_batches_are_reported_as_they_come(room: Newsroom) -> None:
    fill(room)
    seen: list[tuple[int, int]] = []
    summary = run.ingest(room.settings(), on_batch=lambda result, done, total: seen.append((result.new, total - done)))
    assert [left for _, left in seen] == [5, 4, 3, 2, 1, 0]
    assert sum(new for new, _ in seen) == summary.new


def test_the_tables_are_described_beside_them(filled: Newsroom) -> None:
    path = filled.processed / "datapackage.json"
    stamp = path.stat().st_mtime_ns
    assert {resource["name"] for resource in json.loads(path.read_text())["resources"]} >= {"claims", "articles", "rejects"}
    filled.ingest()
    assert path.stat().st_mtime_ns == stamp
