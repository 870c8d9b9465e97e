"""The time for which a number holds: the date beside it, around it, or in front of its sentence."""

from datetime import date

from tallyspan.context.near import near
from tallyspan.context.page import Page
from tallyspan.context.time.around import Around
from tallyspan.context.time.beside import Beside
from tallyspan.context.time.dates import interval, is_base, is_end, is_listed, is_possible
from tallyspan.context.time.words import TimeWords
from tallyspan.reading import Reading


class TimeReader:
    """Reads it with the words of ``rules/time.toml``."""

    def __init__(self) -> None:
        words = TimeWords()
        self._beside = Beside(words)
        self._around = Around(words, self._beside)

    def read(self, page: Page, reading: Reading, modality: str) -> tuple[date | None, date | None]:
        """Return the first and the last day for which ``reading``, of this ``modality``, is said to hold; None where open."""
        tree = page.trees.get(page.number(reading.start))
        if tree is None or reading.kind == "date":
            return None, None
        published = page.article.published
        here = near(page, tree, reading)
        dates = [one for one in here if one.kind == "date" and is_possible(one, modality, published)]
        dates = [one for one in dates if not is_listed(tree, one, here) and not is_end(tree, one)]
        if reading.direction is not None:
            dates = [one for one in dates if not is_base(tree, one, reading)]
        if not dates or self._beside.has_own(tree, reading):
            return None, None
        found = self._beside.read(tree, reading, here, dates)
        if found is None and tree.parsed:
            found = (
                self._around.read(tree, reading, here, dates)
                or self._around.ahead(tree, reading, dates, published)
                or self._around.surveyed(tree, reading, dates)
            )
        found = found or self._beside.fronted(tree, reading, dates)
        return (None, None) if found is None else interval(found, published)
