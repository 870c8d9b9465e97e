"""A raw folder to write and change, and the tables that come of it, for the tests of store, run and verify."""

import gzip
import json
import multiprocessing
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from spacy.language import Language
from spacy.tokens import Doc

from tallyspan import nlp, run
from tallyspan.lexer import Sentence
from tallyspan.model import Article, Mentions
from tallyspan.numbers import Numeral
from tallyspan.readers.html import read_page
from tallyspan.readers.language import identifier
from tallyspan.reading import Reading
from tallyspan.run.work import loaded

Row = dict[str, Any]
UNTIL_RUN = ("run_id", "ingested_at")


def warm_up() -> None:
    """Load what a run loads when it first needs it."""
    identifier()
    read_page("<html><body><p>The fund of $100 million grew by 5 percent.</p></body></html>")
    assert pd  # Arrow imports it when it makes its first array
    loaded(nlp.load, None, Mentions.CLAIMS).extract(Article("It cost $3 million on 4 July 2019, 5 percent more than last week."))


if multiprocessing.current_process().name == "MainProcess" and "pytest" not in sys.modules:
    warm_up()  # in the fork server, so that every process forked from it has it


def load_newer(model: str | None, mentions: Mentions) -> nlp.Extractor:
    """Return the same extractor as of a later version."""
    extractor = nlp.load(model, mentions)
    extractor.name = "tallyspan of next year"
    return extractor


def load_fragile(_model: str | None, _mentions: Mentions) -> nlp.Extractor:
    """Return an extractor that meets a defect in one article."""
    return Fragile(nlp.load("blank").nlp, "fragile")


class Fragile(nlp.Extractor):
    """Meets a defect in each sentence that is cursed, and, where an article is doomed, at every stage."""

    def __init__(self, nlp: Language, name: str) -> None:
        super().__init__(nlp, name)
        for kind in self._kinds:
            kind.find = _cursed(kind.find)

    def _doc(self, text: str) -> Doc:
        if "doomed" in text:
            raise ZeroDivisionError("the doom")
        return super()._doc(text)


def _cursed(find: Callable[..., Iterable[Reading]]) -> Callable[..., Iterable[Reading]]:
    def cursed(sentence: Sentence, numerals: Sequence[Numeral]) -> Iterable[Reading]:
        if "cursed" in sentence.text[sentence.start : sentence.end]:
            raise ZeroDivisionError("the curse")
        return find(sentence, numerals)

    return cursed


class Newsroom:
    """A folder with ``raw`` and ``processed`` in it."""

    def __init__(self, folder: Path) -> None:
        self.raw = folder / "raw"
        self.processed = folder / "processed"
        self.seconds = 0.0  # what the last run took
        self.raw.mkdir(parents=True, exist_ok=True)

    def settings(self, **changes: object) -> run.Settings:
        return replace(run.Settings(self.raw, self.processed, batch_size=5), **changes)  # type: ignore[arg-type]

    def write(self, name: str, content: str | Sequence[Row]) -> Path:
        path = self.raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str) else "".join(json.dumps(record) + "\n" for record in content)
        path.write_bytes(gzip.compress(text.encode(), mtime=0) if name.endswith(".gz") else text.encode())
        return path

    def ingest(self, **changes: object) -> run.Summary:
        return run.ingest(self.settings(**changes))

    def rebuild(self, **changes: object) -> run.Summary:
        return run.rebuild(self.settings(**changes))

    def rows(self, table: str) -> list[Row]:
        return pq.read_table(self.processed / table).to_pylist()

    def by_id(self, *columns: str, current: bool = True) -> dict[str, Any]:
        """Return some columns of ``articles``, or the one, by id."""
        rows = {row["article_id"]: row for row in self.rows("articles") if row["current"] == current}
        return {
            name: row[columns[0]] if len(columns) == 1 else tuple(row[c] for c in columns) for name, row in sorted(rows.items())
        }

    def surfaces(self) -> dict[str, list[str]]:
        """Return what was claimed, by article."""
        found: dict[str, list[str]] = {}
        for row in self.rows("claims"):
            found.setdefault(row["article_id"], []).append(row["surface"])
        return dict(sorted(found.items()))

    def reasons(self) -> list[tuple[str, int | None, str]]:
        return sorted((row["source_path"], row["record"], row["reason"]) for row in self.rows("rejects"))

    def image(self) -> dict[str, Any]:
        """Return every file of the tables: bytes, but rows without run and time for ``articles``."""
        files: dict[str, Any] = {}
        for table in ("claims", "mentions", "rejects"):
            files |= {f"{table}/{part.name}": part.read_bytes() for part in (self.processed / table).iterdir()}
        for part in (self.processed / "claims_history").iterdir():
            files[f"claims_history/{part.name}"] = pq.read_table(part).drop_columns(["superseded_at"]).to_pylist()
        for part in (self.processed / "articles").iterdir():
            files[f"articles/{part.name}"] = pq.read_table(part).drop_columns(list(UNTIL_RUN)).to_pylist()
        return files

    def copy(self, folder: Path) -> "Newsroom":
        shutil.copytree(self.raw.parent, folder, symlinks=True)
        copy = Newsroom(folder)
        copy.seconds = self.seconds
        return copy


def described(schema: pa.Schema) -> list[object]:
    """Return everything that ``schema`` says, apart from the name of a list's element, which Parquet chooses, and its commit."""
    metadata = {key: value for key, value in schema.metadata.items() if key != b"tallyspan.rows"}
    return [metadata, *((field.name, field.type, field.nullable, field.metadata) for field in schema)]


def fill(room: Newsroom) -> None:
    """Write a first day's news: every outcome is there."""
    for number in range(12):
        room.write(
            f"a/{number:02}.txt", f"The road is {number + 3} kilometres long. It cost ${number + 1} million, or {number}%."
        )
    room.write("a/copy.txt", (room.raw / "a/03.txt").read_text())
    room.write("b/empty.txt", "")
    room.write("b/page.html", "<html><body><article><p>The fund of $100 million grew by 5 percent.</p></article></body></html>")
    records = [{"id": f"wire-{number}", "text": f"Exports rose {number} percent to ${number} billion."} for number in range(1, 9)]
    room.write("c/wire.jsonl", [*records, {"id": "wire-2", "text": "Another 7 percent."}, {"id": "none"}, records[0]])
    room.write("c/old.jsonl.gz", [{"id": f"old-{number}", "text": f"It is {number} miles away."} for number in range(4)])


def change(room: Newsroom) -> None:
    """Write the next day's: changed, moved, gone, come back, new, copied."""
    room.write("a/03.txt", "The road is 44 kilometres long now.")  # its copy is left alone with the old text
    room.write("a/04.txt", "The bridge cost $9 million.")
    (room.raw / "a/05.txt").unlink()
    room.write("b/empty.txt", "Not empty now: 12 percent.")
    room.write("b/new.txt", "The road is 44 kilometres long now.")
    old = (room.raw / "c/wire.jsonl").read_text().splitlines(keepends=True)
    room.write("c/wire.jsonl", old[0] + '{"id": "wire-2", "text": "Exports fell 3 percent."}\n' + "".join(old[2:]))
    room.write("d/late.jsonl", [{"id": f"late-{number}", "text": f"A loan of ${number} million."} for number in range(5)])


Work = Callable[[run.Settings], object]


def child(work: Work, settings: run.Settings, started: Connection, stop_before: int | None = None) -> None:
    """Work in a process of its own, which says when it starts, and kills itself before one of its steps when asked to."""
    if stop_before is not None:
        _stop_before(stop_before)
    started.send_bytes(b"!")
    work(settings)


def _stop_before(step: int) -> None:
    """Let the system kill this process before it changes a name on the disk for the ``step``-th time."""
    steps = 0

    def count(event: str, _arguments: object) -> None:
        nonlocal steps
        if event in {"os.rename", "os.link", "os.symlink", "os.remove", "os.mkdir", "os.rmdir"}:
            steps += 1
            if steps == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)


def ingest_with_pool(settings: run.Settings) -> None:
    """Ingest on two processes."""
    run.ingest(replace(settings, processes=2))
