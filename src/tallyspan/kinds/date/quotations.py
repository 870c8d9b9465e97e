"""When somebody spoke whose words an article quotes: "today" in them is that day, not the day of publication."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tallyspan.kinds.date.expressions import is_deictic
from tallyspan.reading import Reading

_REACH = 1500  # characters on each side in which a quotation and its frame lie
_MARK = re.compile('["\u201c\u201d]')
_SENTENCE_END = re.compile(r'[.!?]["\u201d)\]]*\s+(?=["\u201c]?[A-Z])')
_WORD = re.compile(r"[a-z]+")


class Quotations:
    """Finds the date of each act of saying. ``saying`` are the verbs that name one, in the past tense."""

    def __init__(self, text: str, readings: Sequence[Reading], saying: frozenset[str]) -> None:
        self._text = text
        self._readings = readings
        self._saying = saying

    def dated_by(self, place: int) -> int | None:
        """Return the place of the date on which the words around the reading at ``place`` were said.

        It stands beside a verb of saying, in the sentence that frames the quotation or in the one before it, and in the same
        paragraph: "... we vote today," he said on Monday. None where nothing tells, or nobody is quoted.
        """
        reading = self._readings[place]
        paragraph = self._paragraph(reading) if is_deictic(reading.pending[0]) else None
        quotation = paragraph and _around(self._text, paragraph, reading)
        if not paragraph or not quotation:
            return None
        for frame in _frames(self._text, paragraph, quotation):
            words = _WORD.findall(self._text[frame.start : frame.end].lower())
            if not any(word in self._saying for word in words):
                continue
            for other in self._inside(place, frame):
                one = self._readings[other]
                if one.granularity == "day" and _is_over(one) and _around(self._text, paragraph, one) is None:
                    return other
        return None

    def _paragraph(self, reading: Reading) -> "_Stretch | None":
        """Return the paragraph around ``reading``; None when it is too long to tell what is quoted in it."""
        start = self._text.rfind("\n", max(0, reading.start - _REACH), reading.start) + 1
        if not start and reading.start > _REACH:
            return None
        end = self._text.find("\n", reading.end, reading.end + _REACH)
        return _Stretch(start, min(reading.end + _REACH, len(self._text)) if end < 0 else end)

    def _inside(self, place: int, frame: "_Stretch") -> Iterator[int]:
        """Yield the places of the readings in ``frame``, the nearest first."""
        behind = frame.start >= self._readings[place].end
        for other in range(place + 1, len(self._readings)) if behind else range(place - 1, -1, -1):
            start = self._readings[other].start
            if start >= frame.end if behind else start < frame.start:
                return
            if frame.start <= start < frame.end:
                yield other


class _Stretch(NamedTuple):
    """Characters ``start`` to ``end`` of the text."""

    start: int
    end: int


def _is_over(reading: Reading) -> bool:
    """Tell whether the clause of a day speaks of what has been: "said on Monday", "told reporters yesterday"."""
    expression, tense = reading.pending
    return bool(tense == "past" or (expression[:2] == ("step", "day") and expression[2] < 0))


def _around(text: str, paragraph: _Stretch, reading: Reading) -> _Stretch | None:
    """Return the quotation that ``reading`` stands in, with its marks; None when it stands in none."""
    opening: int | None = None
    for mark in _MARK.finditer(text, paragraph.start, reading.start):
        opens = mark.group() == "\u201c" or (mark.group() == '"' and opening is None)
        opening = mark.start() if opens else None
    if opening is None:
        return None
    closing = _MARK.search(text, reading.end, paragraph.end)
    return _Stretch(opening, closing.end() if closing else paragraph.end)


def _frames(text: str, paragraph: _Stretch, quotation: _Stretch) -> Iterator[_Stretch]:
    """Yield what stands before ``quotation`` in its sentence, what stands behind it, and the sentence before."""
    ends = [end.end() for end in _SENTENCE_END.finditer(text, paragraph.start, quotation.start)]
    starts = [paragraph.start, *ends]
    yield _Stretch(starts[-1], quotation.start)
    goes_on = not text[quotation.start : quotation.end].rstrip('"\u201d').endswith((".", "!"))
    behind = _SENTENCE_END.search(text, quotation.end, paragraph.end)
    if goes_on or text[quotation.end :][:2].strip().islower():
        yield _Stretch(quotation.end, behind.start() if behind else paragraph.end)
    if len(starts) > 1:
        yield _Stretch(starts[-2], starts[-1])
