"""Whatever an article, its names and its path bring, no surface that a person looks at obeys it."""

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from newsroom import Newsroom
from tallyspan import Article, api, report
from tallyspan.cli.output import Csv

ESCAPES = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202egnihton\u2066"
STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
TEXT = f"It cost $5{ESCAPES} million, or 10%{ESCAPES} more, said\u2028Norbank\r\nof {ESCAPES}."


def tallyspan(*arguments: str | Path, cwd: Path) -> str:
    """Return both outputs of a command as they come, in a pipe."""
    program = str(Path(sys.executable).with_name("tallyspan"))
    environment = os.environ | {"COLUMNS": "120", "NO_COLOR": "1"}
    done = subprocess.run([program, *map(str, arguments)], cwd=cwd, env=environment, capture_output=True, check=False)
    return (done.stdout + done.stderr).decode()


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    room = Newsroom(tmp_path_factory.mktemp("surfaces"))
    room.write(f"{ESCAPES}\n.txt", TEXT)
    room.write(f"{ESCAPES}.pdf", "x")
    room.write("a.jsonl", [{"text": TEXT, "id": f"id {ESCAPES}\nsecond", "title": f"title {ESCAPES}\n", "authors": [ESCAPES]}])
    room.write(
        "b.jsonl", [{"text": "It rose 10%.", "id": f"id {ESCAPES}\nsecond"}, {"text": "\ud800 It rose 10%.", "title": "\udfff"}]
    )
    room.write("c.html", f"<html><head><title>T {ESCAPES}</title></head><body><article><p>{TEXT}</p></article></body></html>")
    return room


@pytest.mark.parametrize(
    "arguments",
    [
        ("ingest", "--model", "blank"),
        ("extract", "raw", "--model", "blank"),
        ("extract", "raw", "--model", "blank", "--format", "csv"),
        ("extract", f"no such {ESCAPES}\n"),
        ("show", f"raw/{ESCAPES}\n.txt", "--model", "blank"),
        ("show", "a.jsonl"),
        ("show", f"no such {ESCAPES}"),
        ("verify", "--model", "blank"),
        ("verify", "--raw", f"no such {ESCAPES}"),
        ("rebuild", "--model", f"no such {ESCAPES}"),
    ],
    ids=lambda arguments: " ".join(arguments).encode("ascii", "replace").decode()[:24],
)
def test_commands_show_no_control_characters(room: Newsroom, arguments: tuple[str, ...]) -> None:
    shown = tallyspan(*arguments, cwd=room.raw.parent)
    assert shown.strip()
    assert "Traceback" not in shown
    assert [*STEERS.findall(shown)] == []


def test_json_lines_in_a_terminal_are_ascii(room: Newsroom) -> None:
    program = str(Path(sys.executable).with_name("tallyspan"))
    outer, inner = pty.openpty()
    (room.raw / "a.jsonl").read_text()
    with subprocess.Popen(
        [program, "extract", "raw/a.jsonl", "--model", "blank", "--format", "jsonl"],
        cwd=room.raw.parent,
        stdout=inner,
        stderr=inner,
    ) as process:
        os.close(inner)
        shown = b""
        while True:
            try:
                piece = os.read(outer, 4096)
            except OSError:  # the other end is closed
                break
            shown += piece
            if not piece:
                break
        assert process.wait() == 0
    os.close(outer)
    assert shown.isascii()
    assert STEERS.search(shown.decode().replace("\r\n", "\n")) is None
    assert json.loads(shown.splitlines()[0])["surface"].startswith("$5")


def test_reports_and_artifacts(room: Newsroom) -> None:
    summary = room.ingest(model="blank", processed=room.raw.parent / f"tables `{ESCAPES}")
    for shown in (report.text(summary), report.markdown(summary), report.headline(summary)):
        assert STEERS.search(shown) is None
    for row in report.example_rows(summary):
        assert all(STEERS.search(cell) is None and "\n" not in cell for cell in row.values())
    (tables,) = [line for line in report.markdown(summary).splitlines() if line.startswith("Tables: ")]
    assert tables.count("`") == 4


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
        ("+1!A0", "'+1!A0"),
        ("\t=1", "' =1"),
        ("-5% of all", "-5% of all"),
        ("+44 20 7946", "+44 20 7946"),
        ("story.txt", "story.txt"),
        ("a\x1b[31mb", "a\ufffd[31mb"),
        ("\ud800", "\ufffd"),
    ],
)
def test_no_cell_of_csv_is_a_formula(name: str, cell: str) -> None:
    stream = io.BytesIO()
    writer = Csv(stream)
    writer.write(api.load("blank").extract(Article("It rose 10%.", name)))
    writer.close()
    (row,) = csv.DictReader(io.StringIO(stream.getvalue().decode(), newline=""))
    assert row["article_id"] == cell
    assert (row["surface"], row["value"]) == ("10%", "10.0")
