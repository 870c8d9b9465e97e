"""The Python interface: a text or articles in, claims out. ``tallyspan`` itself re-exports what stands here."""

import warnings
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import cache

from tallyspan import nlp
from tallyspan.model import Article, Claim, Extraction, Mentions


def load(model: str | None = None, mentions: str = "claims") -> nlp.Extractor:
    """Return a new extractor. Loading takes a second: keep it.

    ``model``: None for the one that comes with tallyspan, ``"blank"`` for rules alone, or the folder of a reader that
    ``training/reader`` made. ``mentions``: ``"claims"`` for the names in sentences with a claim, ``"all"`` for
    those of the whole text, which takes several times as long. Raises ValueError for any other.
    """
    return nlp.load(model, Mentions(mentions))


def extract(text: str, published: date | str | None = None) -> list[Claim]:
    """Return the claims of ``text``, sorted by offset and never overlapping.

    ``published`` is the day that relative dates ("last week") are resolved against, as a date or in ISO 8601; without it
    they stay unresolved. ``text`` is not changed: offsets count its code points. Raises ValueError for a string that is
    not an ISO date; warns of a sentence that a defect of ours keeps from being read.
    """
    article = Article(text=text, published=_day(published), published_from=None if published is None else "option")
    extraction = _default().extract(article)
    for reject in extraction.rejects:
        where = "" if reject.start is None else f" in text[{reject.start}:{reject.end}]"
        warnings.warn(f"tallyspan could not read everything{where}: {reject.detail}", RuntimeWarning, stacklevel=2)
    return list(extraction.claims)


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
