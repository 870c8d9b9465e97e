"""Text with marks, which may overlap, cut into pieces that each lie under the same marks: what a template can write.

Offsets are those of the article. Every character of the text is in exactly one piece, in order.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_BLANK_LINE = re.compile(r"\s*\n[^\S\n]*\n\s*")
_LINE_BREAK = re.compile(r"\s*\n\s*")
# A page obeys bidirectional overrides as a terminal does, and has no glyph for control characters: one character for one.
# The marks of direction (200E, 200F) only help within their own paragraph, and stay.
_STEERING = dict.fromkeys(
    (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)),
    "\N{REPLACEMENT CHARACTER}",
) | dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters that play a part: ``role`` is a class of the style sheet; ``name`` identifies a claim."""

    start: int
    end: int
    role: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that lie under the same marks. ``first`` tells whether what ``name`` identifies starts here."""

    text: str
    roles: tuple[str, ...] = ()
    name: str | None = None
    first: bool = False


def visible(text: str) -> str:
    r"""Return ``text`` with each character that would reorder or break what stands around it replaced; the length stays.

    >>> len(visible("a\u202eb")), visible("two\nlines")
    (3, 'two\nlines')
    """
    return text.translate(_STEERING)


def pieces(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> list[Piece]:
    """Return ``text[start:end]`` in pieces. Marks may come in any order and reach beyond.

    >>> [(piece.text, piece.roles) for piece in pieces("rose to $1.2 billion", [Mark(8, 20, "money"), Mark(0, 10, "measure")])]
    [('rose to ', ('measure',)), ('$1', ('measure', 'money')), ('.2 billion', ('money',))]
    """
    stop = len(text) if end is None else end
    inside = sorted((mark for mark in marks if mark.start < stop and mark.end > start), key=lambda mark: mark.start)
    cuts = sorted({start, stop, *(min(max(edge, start), stop) for mark in inside for edge in (mark.start, mark.end))})
    found: list[Piece] = []
    active: list[Mark] = []
    upcoming = 0
    for left, right in pairwise(cuts):
        active = [mark for mark in active if mark.end > left]
        while upcoming < len(inside) and inside[upcoming].start <= left:
            active.append(inside[upcoming])
            upcoming += 1
        roles = tuple(sorted({mark.role for mark in active}))
        named = next((mark for mark in active if mark.name is not None), None)
        name, first = (named.name, left == named.start) if named else (None, False)
        found.append(Piece(visible(text[left:right]), roles, name, first))
    return found


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    r"""Yield where each paragraph stands: between blank lines or, in a text without any, between line breaks.

    >>> list(paragraphs("one\ntwo\n\nthree")), list(paragraphs("one\ntwo"))
    ([(0, 7), (9, 14)], [(0, 3), (4, 7)])
    """
    start = 0
    for gap in (_BLANK_LINE if _BLANK_LINE.search(text.strip()) else _LINE_BREAK).finditer(text):
        if gap.start() > start:
            yield start, gap.start()
        start = gap.end()
    if start < len(text):
        yield start, len(text)


def marked(text: str, marks: Sequence[Mark]) -> list[list[Piece]]:
    """Return each paragraph of ``text`` in pieces."""
    ordered = sorted(marks, key=lambda mark: mark.start)
    starts = [mark.start for mark in ordered]
    long = [mark for mark in ordered if "\n" in text[mark.start : mark.end]]
    shown = []
    for start, end in paragraphs(text):
        own = ordered[bisect_left(starts, start) : bisect_left(starts, end)]
        reaching = [mark for mark in long if mark.start < start < mark.end]
        shown.append(pieces(text, [*reaching, *own], start, end))
    return shown
