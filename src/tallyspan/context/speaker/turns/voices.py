"""Where a text speaks in other voices than its own: its quotations and the turns of an interview."""

from collections.abc import Sequence
from typing import NamedTuple

from tallyspan.context.page import Page
from tallyspan.context.speaker.turns.interview import Turn, turns
from tallyspan.context.speaker.turns.quotes import Quotation, quotations


class Voices(NamedTuple):
    """The quotations of a text and the turns of an interview, each in text order."""

    quotations: Sequence[Quotation]
    turns: Sequence[Turn]

    @classmethod
    def of(cls, page: Page) -> "Voices":
        """Return those of the article of ``page``, if it has any claim."""
        text = page.article.text
        return cls(quotations(text), turns(text)) if page.readings else cls((), ())
