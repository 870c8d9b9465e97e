"""The Python interface: a text or articles in, claims out. ``tallyspan`` itself re-exports what stands here."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import cache

from tallyspan import nlp
from tallyspan.model import Article, Claim, Extraction


def load(model: str | None = None) -> nlp.Extractor:
    """Return a new extractor. Loading takes seconds: keep it.

    ``model`` is None or ``"blank"`` in this version: the rules alone. Raises ValueError for any other.
    """
    return nlp.load(model)


def extract(text: str, published: date | str | None = None) -> list[Claim]:
    """Return the claims of ``text``, sorted by offset and never overlapping.

    ``published`` is the day that relative dates ("last week") are resolved against, as a date or in ISO 8601; without it
    they stay unresolved. ``text`` is not changed: offsets count its code points. Raises ValueError for a string that is
    not an ISO date.
    """
    article = Article(text=text, published=_day(published), published_from=None if published is None else "option")
    return list(_default().extract(article).claims)


def extract_many(articles: Iterable[Article]) -> Iterator[Extraction]:
    """Yield what was read from each article, in order, reading ahead only a little: ``articles`` may be endless."""
    return _default().extract_many(articles)


@cache
def _default() -> nlp.Extractor:
    return nlp.load()


def _day(value: date | str | None) -> date | None:
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return value.date() if isinstance(value, datetime) else value
