"""Quotation marks over a whole text: where somebody's own words stand, even when marks are missing."""

import re
from collections.abc import Iterator
from typing import NamedTuple

# Any mark of quotation, and what ends a paragraph. Straight double marks are told apart by what is beside them.
_MARK = re.compile("[\"\u201c\u201d\u201e\u00ab\u00bb`'\u2018\n]")
_SPACE_AFTER = re.compile(r"\s*")
_CLOSING_SINGLE = re.compile("[,.?!][\u2019'](?!\\w)|\\n")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_SINGLE = frozenset("'\u2018")
_OPENING = frozenset("\u201c\u201e\u00ab") | {"``"}
_CLOSING = frozenset("\u201d\u00bb") | {"''"}
_BEFORE_OPENING = frozenset(" \t\n\r\u00a0([{-\u2014\u2013/")
_AFTER_CLOSING = frozenset(" \t\n\r\u00a0)]},.;:!?-\u2014\u2013")
_LONGEST_SINGLE = 600  # characters; single marks are apostrophes more often than not


class Quotation(NamedTuple):
    """``text[start:end]`` without its marks; ``continues`` when it goes on with the one before, which no mark closed."""

    start: int
    end: int
    continues: bool


class _Open(NamedTuple):
    """A quotation that no mark has closed yet."""

    start: int
    continues: bool


def quotations(text: str) -> list[Quotation]:
    """Return the quotations of ``text`` in order; of nested ones, the outer.

    A quotation that no mark closes ends with its paragraph; the next one continues it when it opens with a mark. One that no
    mark opens starts with its paragraph, or where the one before it ended. Time is linear in the text.

    >>> [text[q.start : q.end] for text in ['He said "no," and left.'] for q in quotations(text)]
    ['no,']
    """
    return list(_quotations(text))


def _quotations(text: str) -> Iterator[Quotation]:
    reader = _Marks(text)
    place = 0
    while (match := _MARK.search(text, place)) is not None:
        at = match.start()
        mark = text[at : at + 2] if text[at : at + 2] in {"``", "''"} else match.group()
        found, place = reader.paragraph(at) if mark == "\n" else reader.single(at) if mark in _SINGLE else reader.double(mark, at)
        if found is not None and found.start < found.end:
            yield found
    found, _ = reader.paragraph(len(text))
    if found is not None and found.start < found.end:
        yield found


class _Marks:
    """What is open while the marks of a text are read in order.

    Each method takes a mark at an offset, and returns the quotation that it ends, if any, and where to read on.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._by_blank_line = _BLANK_LINE.search(text) is not None
        self._opened: _Open | None = None
        self._unclosed = False  # the paragraph before ended within a quotation
        self._paragraph = self._last = 0  # where the paragraph starts, and where what is not quoted starts

    def paragraph(self, at: int) -> tuple[Quotation | None, int]:
        """Read a line end: the end of a paragraph, unless paragraphs are parted by blank lines and this is none."""
        text = self._text
        blank = _BLANK_LINE.match(text, at)
        if self._by_blank_line and blank is None and at < len(text):
            return None, at + 1
        match = _SPACE_AFTER.match(text, at)
        after = match.end() if match else at
        found = self._closed(at)
        self._unclosed = found is not None
        self._paragraph = self._last = after
        return found, after

    def single(self, at: int) -> tuple[Quotation | None, int]:
        """Read a single mark: an apostrophe more often than not; a quotation only where none is open and a mark closes it."""
        text, start = self._text, at + 1
        before, after = text[at - 1 : at], text[start : start + 1]
        if self._opened is not None or before.isalnum() or not after.isalnum():
            return None, start
        match = _CLOSING_SINGLE.search(text, start, start + _LONGEST_SINGLE)
        if match is None or match.group() == "\n":
            return None, start
        self._last = match.end()
        return Quotation(start, match.end() - 1, continues=False), match.end()

    def double(self, mark: str, at: int) -> tuple[Quotation | None, int]:
        """Read a double mark of any style."""
        after = at + len(mark)
        if self._is_opening(mark, at, after):
            if self._opened is None:
                alone = not self._text[self._paragraph : at].strip()
                self._opened = _Open(after, self._unclosed and alone)
            return None, after
        found = self._closed(at)
        if found is None and self._last == self._paragraph and _closes_a_sentence(self._text, at):
            found = Quotation(self._paragraph, at, continues=False)
        self._last = after
        return found, after

    def _closed(self, at: int) -> Quotation | None:
        """Return what is open as a quotation that ends at ``at``."""
        opened, self._opened = self._opened, None
        return None if opened is None else Quotation(opened.start, at, opened.continues)

    def _is_opening(self, mark: str, at: int, after: int) -> bool:
        """Tell whether ``mark`` at ``at`` opens; a straight one that could do either does what is missing."""
        text = self._text
        if mark in _OPENING or mark in _CLOSING:
            return mark in _OPENING
        opens = (at == 0 or text[at - 1] in _BEFORE_OPENING) and after < len(text) and not text[after].isspace()
        closes = at > 0 and not text[at - 1].isspace() and (after == len(text) or text[after] in _AFTER_CLOSING)
        return opens if opens != closes else self._opened is None


def _closes_a_sentence(text: str, at: int) -> bool:
    """Tell whether what a lone closing mark ends reads as speech: a comma or a full stop stands there, as with no inch."""
    return text[max(0, at - 1) : at] in {",", ".", "?", "!"}
