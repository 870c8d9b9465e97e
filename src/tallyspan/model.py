"""The records that pass through tallyspan: articles in, claims, mentions and rejects out.

Every class here is immutable and knows no library, so that any part of the program, and any caller, can hold one.
The meaning of each column of :class:`Claim`, :class:`Mention` and :class:`Reject` stands in :mod:`tallyspan.schema`.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Self

Key = tuple[str | None, int | None, str | None]
"""What names a source, or one record of it, in these very bytes: source_path, record, source_sha256."""


def source_name(path: str | None, record: int | None) -> str:
    """Return what people, and articles without an id, call a source: its path, with the number of a record.

    >>> source_name("wire.jsonl", 3), source_name("story.txt", None)
    ('wire.jsonl#3', 'story.txt')
    """
    return f"{path}" if record is None else f"{path}#{record}"


def text_digest(text: str) -> str:
    """Return the SHA-256 of ``text`` as UTF-8, in hexadecimal: what ``text_sha256`` holds everywhere.

    >>> text_digest("")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Article:
    """One article as a reader made it. Offsets of every claim index ``text``, in Unicode code points.

    ``text_sha256`` is computed; ``article_id`` falls back to it when the article has no name of its own.
    """

    text: str
    article_id: str = ""
    published: date | None = None
    published_from: str | None = None
    title: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    language: str | None = None
    source_path: str | None = None
    record: int | None = None
    source_sha256: str | None = None
    format: str | None = None
    encoding: str | None = None
    repairs: tuple[str, ...] = ()
    text_sha256: str = field(init=False)

    def __post_init__(self) -> None:
        """Hash the text and name the nameless. Raises TypeError for a publication date that is no date."""
        if not (self.published is None or (isinstance(self.published, date) and not isinstance(self.published, datetime))):
            raise TypeError(f"published is a datetime.date or None, not {self.published!r}")
        digest = text_digest(self.text)
        object.__setattr__(self, "text_sha256", digest)
        if not self.article_id:
            object.__setattr__(self, "article_id", digest)


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of an article's text: offset of the first, offset after the last."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Subject:
    """An entity that a claim is about, where the article names it."""

    text: str
    name: str | None
    label: str | None
    entity_id: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Claim:
    """One row of ``claims``: a normalised value and the characters that it was read from."""

    claim_id: str
    article_id: str
    kind: str
    start: int
    end: int
    surface: str
    value: float | None
    value_mid: float | None
    value_low: float | None
    value_high: float | None
    unit: str | None
    unit_surface: str | None
    unit_from: str | None
    per: str | None
    qualifier: str
    direction: str | None
    date_start: date | None
    date_end: date | None
    granularity: str | None
    date_anchor: str | None
    resolved_from: str | None
    relation: str | None
    timex: str | None
    time_start: date | None
    time_end: date | None
    time_spans: tuple[Span, ...]
    measure: str | None
    measure_spans: tuple[Span, ...]
    aspect: str | None
    subjects: tuple[Subject, ...]
    countries: tuple[str, ...]
    modality: str | None
    attributed_to: str | None
    speaker_start: int | None
    speaker_end: int | None
    speaker_name: str | None
    speaker_entity: str | None
    sentence: str
    sentence_start: int
    sentence_end: int
    prefix: str
    suffix: str
    confidence: float | None
    context_confidence: float | None
    rule_id: str
    text_sha256: str
    published: date | None
    extractor: str


class Format(StrEnum):
    """What raw files are in."""

    TEXT = "text"
    HTML = "html"
    JSON = "json"
    JSONL = "jsonl"


class Mentions(StrEnum):
    """Which mentions become rows."""

    CLAIMS = "claims"
    """Those in sentences with a claim: all that the claims are about, at a fraction of the cost."""
    ALL = "all"
    """Those of the whole text."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One row of ``mentions``: a name in the text and the entity it stands for."""

    article_id: str
    text_sha256: str
    start: int
    end: int
    surface: str
    label: str
    entity_id: str | None
    name: str | None


class Reason(StrEnum):
    """Why something was left out: all the codes of ``rejects.reason``."""

    EMPTY = "empty"
    """No bytes, or nothing but white space, or no records."""
    BINARY = "binary"
    """Not text: known by its first bytes, by its control characters, or because no encoding fits."""
    UNREADABLE = "unreadable"
    """The system does not let us read it."""
    TOO_LARGE = "too_large"
    """More bytes than the limit, or packed suspiciously tight."""
    NOT_ENGLISH = "not_english"
    """Enough words to tell, and they are not English."""
    MALFORMED = "malformed"
    """Broken or half-written JSON, gzip or HTML."""
    NO_TEXT = "no_text"
    """A record without text, or a page without content."""
    OUTSIDE_RAW = "outside_raw"
    """A symbolic link that leads out of the raw folder."""
    SPECIAL_FILE = "special_file"
    """A pipe, device or socket."""
    UNSUPPORTED = "unsupported"
    """A file whose extension no reader knows."""
    DUPLICATE_ID = "duplicate_id"
    """Another article has the same id, or the same article stands there twice."""
    FAILED = "failed"
    """The extractor met a defect of its own in this sentence, or, without offsets, in this article: its claims are missing."""
    DEFECT = "defect"
    """A reader met a defect of its own in this source, of which nothing was read."""

    @property
    def stage(self) -> str:
        """The value of ``rejects.stage`` that goes with this reason."""
        if self is Reason.FAILED:
            return "extract"
        if self in {Reason.BINARY, Reason.MALFORMED, Reason.NO_TEXT, Reason.DEFECT}:
            return "decode"
        return "language" if self is Reason.NOT_ENGLISH else "read"


@dataclass(frozen=True, slots=True)
class Reject:
    """One row of ``rejects``: something left out, and why. ``reason`` is one of :class:`Reason`, ``stage`` goes with it."""

    stage: str
    reason: str
    detail: str | None = None
    source_path: str | None = None
    record: int | None = None
    source_sha256: str | None = None
    article_id: str | None = None
    text_sha256: str | None = None
    start: int | None = None
    end: int | None = None
    surface: str | None = None

    @classmethod
    def duplicate(cls, key: Key, article_id: str, text_sha256: str, first: str) -> Self:
        """Return the row of an article that was left out because ``first``, read before, has its id."""
        reason = Reason.DUPLICATE_ID
        return cls(reason.stage, reason.value, f"{first} has the same id", *key, article_id, text_sha256)


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything that was read from one article."""

    article: Article
    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...] = ()
    rejects: tuple[Reject, ...] = ()


def jsonable(value: object) -> object:
    """Return ``value`` as JSON has it: dates and instants as ISO 8601 strings, tuples as lists.

    >>> jsonable((date(2019, 7, 4), 1.0))
    ['2019-07-04', 1.0]
    """
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [jsonable(item) for item in value]
    if isinstance(value, dict):
        return {key: jsonable(item) for key, item in value.items()}
    return value
