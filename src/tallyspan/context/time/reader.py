"""The time for which a number holds: the date beside it, around it, or in front of its sentence."""

from collections.abc import Sequence
from datetime import date

from tallyspan.context.near import near
from tallyspan.context.page import Page
from tallyspan.context.time.around import Around
from tallyspan.context.time.beside import Beside
from tallyspan.context.time.dates import is_base, is_current, is_listed, is_possible
from tallyspan.context.time.periods import Periods
from tallyspan.context.time.session import Session
from tallyspan.context.time.words import TimeWords
from tallyspan.reading import Reading
from tallyspan.syntax import Tree


class TimeReader:
    """Reads it with the words of ``rules/time.toml``."""

    def __init__(self) -> None:
        words = TimeWords()
        periods = Periods(words)
        self._beside = Beside(words, periods)
        self._around = Around(words, self._beside, periods)
        self._periods = periods
        self._session = Session(words)

    def read(self, page: Page, reading: Reading, modality: str) -> tuple[date | None, date | None]:
        """Return the first and the last day for which ``reading``, of this ``modality``, is said to hold; None where open."""
        tree = page.trees.get(page.number(reading.start))
        if tree is None or reading.kind == "date":
            return None, None
        published = page.article.published
        here = near(page, tree, reading)
        dates = [one for one in here if one.kind == "date" and is_possible(one, modality, published)]
        dates = [one for one in dates if not (is_listed(tree, one, here) or self._periods.is_bare(tree, one))]
        if reading.direction is not None:
            dates = [one for one in dates if not is_base(tree, one, reading)]
        if self._beside.has_own(tree, reading):
            return None, None
        found = self._found(tree, reading, here, dates, published) if dates else None
        if found is not None:
            return self._held(tree, found, reading, modality, published)
        day = self._session.read(page, tree, reading) if modality == "actual" else None
        return day, day

    def _found(
        self, tree: Tree, reading: Reading, here: Sequence[Reading], dates: Sequence[Reading], published: date | None
    ) -> Reading | None:
        """Return the one of ``dates`` that is the time of ``reading``."""
        found = self._beside.read(tree, reading, here, dates)
        if found is None and tree.parsed:
            found = (
                self._around.read(tree, reading, here, dates)
                or self._around.ahead(tree, reading, dates, published)
                or self._around.surveyed(tree, reading, dates)
            )
        return found or self._beside.fronted(tree, reading, dates)

    def _held(
        self, tree: Tree, found: Reading, reading: Reading, modality: str, published: date | None
    ) -> tuple[date | None, date | None]:
        """Return the first and the last day at ``found``; a change of "this year" that is a fact has lasted till now."""
        start, end = self._periods.interval(tree, found, published)
        moved = modality == "actual" and reading.direction is not None
        if moved and published is not None and end is not None and end > published and is_current(tree, found):
            end = published
        return start, end
