"""The project itself, measured as ``peers.py`` measures the others: all four kinds at once."""

from collections import deque
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

import stopwatch

import tallyspan
from tallyspan import Article


def extractions(articles: list[dict[str, Any]]) -> Iterator[tallyspan.Extraction]:
    """Yield what the extractor reads from ``articles``."""
    return tallyspan.extract_many(
        Article(article["text"], article["id"], date.fromisoformat(article["published"]) if article["published"] else None)
        for article in articles
    )


def claims(article: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the claims of ``article``."""
    for extraction in extractions([article]):
        yield from map(asdict, extraction.claims)


if __name__ == "__main__":
    stopwatch.reader(lambda articles: deque(extractions(articles), maxlen=0), claims)
