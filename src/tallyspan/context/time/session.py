"""The day of trading that a closing price is of, where its sentence names none: "the shares closed down 5%"."""

from datetime import date, timedelta

from tallyspan.context.modality.clause_line import OPENERS
from tallyspan.context.near import place
from tallyspan.context.page import Page
from tallyspan.context.time.words import TimeWords
from tallyspan.reading import Reading
from tallyspan.syntax import Tree, Word

_BEFORE = 25  # claims before a price among which the day may stand
_LATEST = timedelta(days=6)  # from a day of trading to the report of it
_FAR = 25  # words from a closing verb to a price
_NEAR = 12  # words from a price to the closing verb behind it
_STOPS = frozenset({";", ":", "(", "\u201c", '"', "``"})


class Session:
    """Reads it with the words of ``rules/time.toml``."""

    def __init__(self, words: TimeWords) -> None:
        self._words = words

    def read(self, page: Page, tree: Tree, reading: Reading) -> date | None:
        """Return the day for which ``reading`` is the close, or a price on the way to it."""
        published = page.article.published
        if published is None or reading.kind not in {"money", "percent"} or not self._is_price(tree, reading):
            return None
        here = place(page, reading)
        days = [
            one.date_start
            for one in page.readings[max(0, here - _BEFORE) : here]
            if one.granularity == "day" and one.relation is None and one.date_start is not None and one.date_start == one.date_end
        ]
        return next((day for day in reversed(days) if published - _LATEST <= day <= published), published)

    def _is_price(self, tree: Tree, reading: Reading) -> bool:
        before, behind = tree.within(tree.start, reading.start), tree.within(reading.end, tree.end)
        closing = next((i for i in range(len(before) - 1, max(-1, len(before) - _FAR), -1) if self._closes(before[i])), None)
        if closing is not None:
            parted = any(word.norm in _STOPS or word.norm in OPENERS for word in before[closing:])
            return not parted and self._is_traded(before[:closing])
        coming = any(self._closes(word) for word in behind[:_NEAR])
        return coming and reading.direction is not None and self._is_traded(before)

    def _closes(self, word: Word) -> bool:
        return word.norm in self._words.closing and word.tag in {"VBD", "VBN"}

    def _is_traded(self, words: list[Word]) -> bool:
        """Tell whether what is traded stands among ``words``, that of the clause of a close."""
        return any(word.norm in self._words.traded for word in words)
