"""Where the tables lie, which version readers see, and what a run that died left behind.

::

    processed/
      claims -> .versions/2/claims      what readers open; replaced by rename
      .versions/
        lock                            the writer's lock
        2/claims/part-<key>.parquet     the current version
        3/...                           the next one, while it is being built
        tmp/                            files being written: never inside a table, because DuckDB and Polars
        spool/                          read every file there, whatever its name begins with
"""

import os
import shutil
import time
from collections.abc import Collection
from pathlib import Path

import pyarrow as pa

from tallyspan.schema import SCHEMA_VERSION, TABLES
from tallyspan.store.parts import EMPTY, key_of, parts_in, schema_version, sync_folder, write_part

# The articles link turns last: it is the commit record of a version as the articles part is that of a batch.
_LINK_ORDER = ("runs", "rejects", "mentions", "claims_history", "claims", "articles")
GRACE_SECONDS = 600.0
"""A replaced version stays as long for those who opened it before: who has resolved the link of a table reads on undisturbed."""
BATCH_TABLES = ("claims", "mentions", "rejects", "articles")


class Layout:
    """The tables under one ``processed`` folder. Methods that write expect the caller to hold the writer's lock."""

    def __init__(self, processed: Path) -> None:
        self.processed = processed
        self.hidden = processed / ".versions"
        self.lock = self.hidden / "lock"
        self.temp = self.hidden / "tmp"
        self.spool = self.hidden / "spool"

    def table(self, version: int, name: str) -> Path:
        """Return the folder of the table ``name`` in ``version``."""
        return self.hidden / str(version) / name

    def current(self) -> int | None:
        """Return the version that readers see, or None when there are no tables yet."""
        linked = [version for name in TABLES if (version := self._linked(name)) is not None]
        return max(linked, default=None)

    def seen_files(self, version: int) -> Path:
        """Return the file that remembers files of records which ``version`` holds wholly."""
        return self.hidden / str(version) / "seen.json"

    def _linked(self, name: str) -> int | None:
        link = self.processed / name
        version = link.readlink().parent.name if link.is_symlink() else ""
        if not version.isdecimal():
            if link.is_symlink() or link.exists():
                raise FileExistsError(f"{link} is not a table of tallyspan: move it away, or choose another processed folder")
            return None
        return int(version)

    def recover(self) -> int:
        """Finish or undo what a run that died left, and return the current version. Creates the first version."""
        self.clear()
        # Without any link, the lowest version is the current one: only a next version can lie above it.
        version = self.current() or min((one for one in self._versions() if not self._replaced(one).exists()), default=1)
        self.prepare(version)
        self.show(version)
        for other in self._versions() - {version, version + 1}:
            if other > version or self._is_out_of_use(other):
                self.discard(other)
        self.sweep(version)
        return version

    def clear(self) -> None:
        """Remove what is half written and what was set aside."""
        for scratch in (self.temp, self.spool):
            shutil.rmtree(scratch, ignore_errors=True)
            scratch.mkdir(parents=True, exist_ok=True)  # a worker of a dead run may just be writing its last file

    def _versions(self) -> set[int]:
        return {int(entry.name) for entry in self.hidden.iterdir() if entry.name.isdecimal()}

    def prepare(self, version: int) -> None:
        """Make the folders of ``version``, each with a part that has a schema and no rows."""
        for name, table in TABLES.items():
            folder = self.table(version, name)
            folder.mkdir(parents=True, exist_ok=True)
            if not (folder / EMPTY).exists():
                self.place(self.write_temp(table.arrow().empty_table(), f"empty-{name}"), folder / EMPTY)
            sync_folder(folder)

    def show(self, version: int) -> None:
        """Let every reader see ``version``, one table at a time, each wholly."""
        for name in _LINK_ORDER:
            if self._linked(name) == version:
                continue
            fresh = self.temp / f"link-{name}"
            fresh.unlink(missing_ok=True)
            fresh.symlink_to(Path(self.hidden.name, str(version), name))
            fresh.replace(self.processed / name)
        sync_folder(self.processed)
        for other in self._versions():
            if other < version and not self._replaced(other).exists():
                self._replaced(other).touch()

    def _replaced(self, version: int) -> Path:
        """Return the file whose time says when another version replaced this one."""
        return self.hidden / str(version) / "replaced"

    def _is_out_of_use(self, version: int) -> bool:
        """Tell whether ``version`` was replaced so long ago that nobody reads it any more."""
        replaced = self._replaced(version)
        return replaced.exists() and not 0 <= time.time() - replaced.stat().st_mtime < GRACE_SECONDS

    def discard(self, version: int) -> None:
        """Remove every file of ``version``."""
        shutil.rmtree(self.hidden / str(version), ignore_errors=True)

    def sweep(self, version: int, keep: Collection[str] | None = None) -> None:
        """Remove the parts of ``version`` without commit record, and those whose key is not in ``keep``, when it is given."""
        committed = {key_of(part) for part in parts_in(self.table(version, "articles"))}
        wanted = committed if keep is None else committed & {*keep, key_of(Path(EMPTY))}
        for name in BATCH_TABLES:
            for part in parts_in(self.table(version, name)):
                if key_of(part) not in wanted:
                    part.unlink()

    def written_with(self, version: int) -> str | None:
        """Return the schema version of the tables of ``version``, or None when it does not exist."""
        empty = self.table(version, "articles") / EMPTY
        return schema_version(empty) if empty.exists() else None

    def is_readable(self, version: int) -> bool:
        """Tell whether the tables of ``version`` have the schema of this program."""
        return self.written_with(version) == SCHEMA_VERSION

    def write_temp(self, rows: pa.Table, name: str) -> Path:
        """Write ``rows`` to a new file that no reader sees, and return it."""
        path = self.temp / f"{name}-{os.urandom(6).hex()}.parquet"
        write_part(rows, path)
        return path

    def place(self, written: Path, final: Path) -> None:
        """Move a finished file into a table, over one of the same name."""
        written.replace(final)
