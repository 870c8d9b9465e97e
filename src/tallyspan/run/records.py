"""What goes into a run and what comes out of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from tallyspan.model import Claim, Format, Mentions, Reject


class SettingsError(ValueError):
    """The settings ask for what cannot be: a folder, a format or a model that is not there."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What to read, and where to write.

    ``limit`` bounds the new sources of one run. ``published`` overrules what articles say of their own day, also for
    articles that are held already; leaving it out later does not take it back.
    """

    raw: Path
    processed: Path
    batch_size: int = 64
    published: date | None = None
    formats: tuple[Format, ...] = ()
    limit: int | None = None
    max_bytes: int = 20_000_000
    model: str | None = None
    mentions: Mentions = Mentions.CLAIMS
    processes: int = 1


class Role(StrEnum):
    """What a batch does with an article."""

    EXTRACT = "extract"
    DUPLICATE = "duplicate"
    KEEP = "keep"
    """Copies the row of a version that is no longer current."""


@dataclass(frozen=True, slots=True)
class Take:
    """One article of a batch: its place in the spool (chunk, row) and what was decided about it."""

    place: tuple[int, int]
    role: Role
    duplicate_of: str | None = None
    supersedes: str | None = None
    source_gone: bool = False


@dataclass(frozen=True, slots=True)
class Batch:
    """One unit of work and of publication: light and picklable, the texts stay in the spool.

    ``key`` is the hash of everything that the rows are made from, so the same work has the same name in every run.
    ``version`` is the version of the tables that it goes to: the current one, or the next when it replaces rows.
    """

    key: str
    version: int
    takes: tuple[Take, ...]
    rejects: tuple[Reject, ...] = ()
    new: int = 0
    revised: int = 0
    duplicate: int = 0
    unchanged: int = 0

    @property
    def rejected(self) -> int:
        """The number of sources left out."""
        return len(self.rejects)


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What one batch brought: articles by what became of them, claims by kind, and a few of the claims.

    ``failed`` counts what a defect of ours kept from being read: sentences, or whole articles.
    """

    key: str
    new: int
    revised: int
    duplicate: int
    rejected: int
    claims: dict[str, int]
    examples: tuple[Claim, ...]
    rejects: tuple[Reject, ...] = ()
    unchanged: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """What one run brought. ``examples`` and ``rejects`` are the first of the claims and of what was left out.

    ``left_out`` counts what is among the rejects since an earlier run, ``stale`` the current articles that another extractor
    has read, ``failed`` the sentences, or articles, that a defect of ours kept from being read, ``undone`` the sources that a
    failed run leaves to the next one. A ``rebuild`` reads unchanged articles again.
    """

    run_id: str
    read: int
    new: int
    unchanged: int
    revised: int
    duplicate: int
    rejected: int
    claims: dict[str, int]
    examples: tuple[Claim, ...]
    stale: int
    processed: Path
    state: str
    left_out: int = 0
    rejects: tuple[Reject, ...] = ()
    undone: int = 0
    rebuild: bool = False
    failed: int = 0

    @property
    def articles(self) -> int:
        """The number of articles that the tables hold of what was found."""
        return self.new + self.unchanged + self.revised + self.duplicate
