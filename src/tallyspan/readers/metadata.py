"""What a JSON record or a front matter says about its article, under whatever names."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from tallyspan.readers.outcome import About
from tallyspan.readers.published import date_in_metadata

FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "text": ("text", "maintext", "raw_text", "articleBody", "body", "content"),
        "id": ("id", "article_id"),
        "url": ("url", "link", "canonical_url", "source"),
        "title": ("title", "headline", "title_page", "title_rss"),
        "authors": ("authors", "author", "byline"),
        "publisher": ("sitename", "publisher", "source_domain", "hostname", "source-hostname", "site_name", "site", "source"),
        "published": ("published", "date_publish", "date", "datePublished", "published_at", "publication_date", "pubDate"),
    },
)
"""Ours, and the names that news-please, trafilatura and schema.org use, best first. The first that says something wins.

``source`` is an address in trafilatura's output and a name elsewhere.
"""


def said(record: Mapping[str, object], column: str) -> Iterator[object]:
    """Yield the values that ``record`` holds for one of our columns, best first."""
    return (record[name] for name in FIELDS[column] if record.get(name) is not None)


def about(record: Mapping[str, object]) -> About:
    """Return what ``record`` says about its article."""
    return About(
        id=next(_ids(said(record, "id")), None),
        url=next((words for words in _strings(said(record, "url")) if _is_address(words)), None),
        title=next(_strings(said(record, "title")), None),
        authors=next(filter(None, map(_names, said(record, "authors"))), ()),
        publisher=next((name for name in _publishers(said(record, "publisher")) if not _is_address(name)), None),
        published=next(filter(None, map(date_in_metadata, said(record, "published"))), None),
    )


def _strings(values: Iterable[object]) -> Iterator[str]:
    return (words for value in values if isinstance(value, str) and (words := value.strip()))


def _ids(values: Iterable[object]) -> Iterator[str]:
    return _strings(str(value) if isinstance(value, int) and not isinstance(value, bool) else value for value in values)


def _is_address(words: str) -> bool:
    return "://" in words and " " not in words


def _publishers(values: Iterable[object]) -> Iterator[str]:
    return _strings(_name(value) for value in values)


def _name(value: object) -> object:
    """Return the name of a schema.org person or organisation; anything else as it is."""
    return value.get("name") if isinstance(value, dict) else value


def _names(value: object) -> tuple[str, ...]:
    """Return author names: a list, or one string, in which trafilatura separates them by semicolons."""
    values = value.split(";") if isinstance(value, str) else value if isinstance(value, list) else [value]
    return tuple(_strings(map(_name, values)))
