"""What a claim says besides its value: what is measured, of whom, by whose word, and whether it is so at all.

Each module reads one part; here is only what binds them. All of them see the same :class:`~tallyspan.context.page.Page`.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from tallyspan.context.measure import MeasureReader
from tallyspan.context.modality import ModalityReader
from tallyspan.context.page import Measured, Page
from tallyspan.context.qualifying import QualifierReader
from tallyspan.context.speaker import SpeakerReader
from tallyspan.context.subjects import SubjectReader
from tallyspan.context.time import TimeReader
from tallyspan.model import Article, Subject
from tallyspan.reading import Reading

__all__ = ["Context", "ContextReader", "Page"]


class Context(NamedTuple):
    """The columns of ``claims`` of these names."""

    measure: str | None = None
    subjects: tuple[Subject, ...] = ()
    modality: str = "actual"
    attributed_to: str | None = None
    time_start: date | None = None
    time_end: date | None = None


class ContextReader:
    """Reads the context of every claim of an article."""

    def __init__(self) -> None:
        self._measures = MeasureReader()
        self._modality = ModalityReader()
        self._qualifiers = QualifierReader()
        self._speakers = SpeakerReader()
        self._subjects = SubjectReader()
        self._times = TimeReader()

    def wanted(self, article: Article, sentences: Sequence[tuple[int, int]], readings: Sequence[Reading]) -> Collection[int]:
        """Return the numbers of the sentences that a model must see: those with a claim, and those that these lean on."""
        page = Page(article, sentences, readings, {})
        claimed = {page.number(reading.start) for reading in readings}
        leaned_on = self._speakers.wanted(article, sentences, readings)
        return claimed.union(leaned_on, self._subjects.wanted(article, sentences, readings))

    def qualified(self, page: Page) -> Page:
        """Return ``page`` with qualifier, direction and per of its readings mended by the structure of their sentences."""
        return page._replace(readings=[self._qualifiers.read(page, reading) for reading in page.readings])

    def read(self, page: Page) -> list[Context]:
        """Return the context of each reading of ``page``, in order."""
        measures = self._measures.read(page)
        speakers = self._speakers.read(page)
        return [self._one(page, *one) for one in zip(page.readings, measures, speakers, strict=True)]

    def _one(self, page: Page, reading: Reading, measured: Measured | None, speaker: str | None) -> Context:
        modality = self._modality.read(page, reading)
        start, end = self._times.read(page, reading, modality)
        return Context(
            measure=None if measured is None else measured.text,
            modality=modality,
            time_start=start,
            time_end=end,
            attributed_to=speaker,
            subjects=self._subjects.read(page, reading, measured, speaker),
        )
