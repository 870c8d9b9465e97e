"""What can become of the bytes of an article: a draft of it, or a reason why not."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tallyspan.model import Reason


class Repair(StrEnum):
    """What a reader did to the text of a file: the words of ``articles.repairs``."""

    INVALID_BYTES = "invalid_bytes"
    """Bytes that the encoding does not have became U+FFFD."""
    TRUNCATED_CHARACTER = "truncated_character"
    """A character cut off by the end of the file was dropped."""
    MOJIBAKE = "mojibake"
    """Text that had been decoded wrongly, and saved like that, was decoded again."""
    ENTITIES = "entities"
    """HTML character references left in plain text became their characters."""
    FRONT_MATTER = "front_matter"
    """The metadata block at the top of a Markdown file was taken out of the text."""


class RejectedError(Exception):
    """Raised by a reader for what it cannot make an article of."""

    def __init__(self, reason: Reason, detail: str | None = None) -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class About:
    """What a source says about an article, apart from its text. Whatever is not said is None or empty."""

    id: str | None = None
    url: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: date | None = None
    published_from: str = "metadata"
    """Where ``published`` was found: in data about the article, on the page, or in its address."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as its format gave it: its language and its publication date are not settled yet."""

    text: str
    format: str
    encoding: str
    sha256: str
    record: int | None = None
    repairs: tuple[Repair, ...] = ()
    about: About = field(default_factory=About)


@dataclass(frozen=True, slots=True)
class Failure:
    """One record of a file that did not become an article; the others go on."""

    reason: Reason
    detail: str | None
    record: int | None
    sha256: str | None
