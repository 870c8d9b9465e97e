"""Quotation marks over a whole text: where somebody's own words stand, even when marks are missing."""

import re
from collections.abc import Iterator
from typing import NamedTuple

# A double mark of any style, or an opening single one, or what ends a paragraph. Straight marks are told apart by what is beside them.
_MARK = re.compile("[\"\u201c\u201d\u201e\u00ab\u00bb]|``|''|(?<![\\w'\u2018])['\u2018](?=\\w)|\\n[^\\S\\n]*\\n\\s*|\\n")
_CLOSING_SINGLE = re.compile("[,.?!][\u2019'](?!\\w)|\\n")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_OPENING = frozenset("\u201c\u201e\u00ab")
_CLOSING = frozenset("\u201d\u00bb")
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
    by_blank_line = _BLANK_LINE.search(text) is not None
    opened: _Open | None = None
    unclosed = False  # the paragraph before ended within a quotation
    paragraph = last = 0  # where the paragraph starts, and where what is not quoted starts
    place = 0
    while (match := _MARK.search(text, place)) is not None:
        mark, at, place = match.group(), match.start(), match.end()
        if mark[0] == "\n":
            if by_blank_line and not _BLANK_LINE.match(mark):
                continue
            if opened is not None and opened.start < at:
                yield Quotation(opened.start, at, opened.continues)
            unclosed, opened = opened is not None, None
            paragraph = last = place
        elif mark in {"'", "\u2018"}:
            if opened is None and (single := _single(text, place)) is not None:
                yield Quotation(place, single, continues=False)
                place = last = single + 1
        elif _is_opening(text, mark, at, place, is_open=opened is not None):
            if opened is None:
                opened = _Open(place, unclosed and not text[paragraph:at].strip())
        elif opened is not None:
            if opened.start < at:
                yield Quotation(opened.start, at, opened.continues)
            opened, last = None, place
        elif last == paragraph and _closes_a_sentence(text, at):
            yield Quotation(paragraph, at, continues=False)
            last = place
    if opened is not None and opened.start < len(text):
        yield Quotation(opened.start, len(text), opened.continues)


def _is_opening(text: str, mark: str, at: int, after: int, *, is_open: bool) -> bool:
    """Tell whether ``mark`` at ``at`` opens; a straight one that could do either does what is missing."""
    if mark in _OPENING or mark == "``":
        return True
    if mark in _CLOSING or mark == "''":
        return False
    opens = (at == 0 or text[at - 1] in _BEFORE_OPENING) and after < len(text) and not text[after].isspace()
    closes = at > 0 and not text[at - 1].isspace() and (after == len(text) or text[after] in _AFTER_CLOSING)
    return opens if opens != closes else not is_open


def _closes_a_sentence(text: str, at: int) -> bool:
    """Tell whether what a lone closing mark ends reads as speech: it ends in a comma or a full stop, as the mark of an inch does not."""
    return text[max(0, at - 1) : at] in {",", ".", "?", "!"}


def _single(text: str, start: int) -> int | None:
    """Return where the quotation in single marks that starts at ``start`` ends, on the same line, or None."""
    match = _CLOSING_SINGLE.search(text, start, start + _LONGEST_SINGLE)
    if match is None or match.group() == "\n":
        return None
    return match.end() - 1
