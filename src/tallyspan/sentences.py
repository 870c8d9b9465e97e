"""Text into sentences: offsets that depend on nothing but the characters around each break.

A break depends only on a few characters on either side, so that text added to the end of an article moves no earlier
sentence; and it is found in the text, so that every pipeline, with or without a model, has the same sentences.
"""

import re
from collections.abc import Collection, Iterator

# A run of full stops, question or exclamation marks, with the quotes and brackets that close with it, and a space; or a line
# end. Each alternative can start only where a run starts, so the search is linear whatever the text.
_NEWLINE = "\\n\\r\u2028\u2029\u0085"
_BREAK = re.compile(
    r"""(?<![.!?\u2026\u3002])(?P<stop>[.!?\u2026\u3002]++["'\u201d\u2019)\]\u00bb]{0,9})(?P<gap>\s++)"""
    rf"|(?P<line>[{_NEWLINE}]\s*+)",
)
_LINE_END = re.compile(rf"\r\n|[{_NEWLINE}]")
_WORD_BEFORE = re.compile(r"[^\s(\[\"'\u201c\u2018]*\Z")
_WORD_AFTER = re.compile(r"[A-Z][a-z]{0,9}(?=\s)")  # whole, so that text added later cannot make another word of it
_SHORT_LINE = 50
_LOOK_BACK = 32
LONGEST = 2_000  # characters; what is longer is no sentence, and is cut where a space allows


class Splitter:
    """Splits text into sentences. ``abbreviations`` are the lower-case words whose full stop ends no sentence.

    That of an abbreviation that is ``often_last`` ends one when a capital letter follows; that of a dotted one (U.S., p.m.)
    when one of the ``openers`` follows, capitalised words that start a sentence and no name.
    """

    def __init__(self, abbreviations: Collection[str], often_last: Collection[str] = (), openers: Collection[str] = ()) -> None:
        self._abbreviations = frozenset(abbreviations)
        self._often_last = frozenset(often_last)
        self._openers = frozenset(openers)

    def split(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield ``(start, end)`` of each sentence, without the white space around it.

        >>> list(Splitter({"mr"}).split("Mr. Smith left.  He paid $1.2 million."))
        [(0, 15), (17, 38)]
        """
        start = line_start = len(text) - len(text.lstrip())
        for match in _BREAK.finditer(text, start):
            after = match.end()
            lines = sum(1 for _ in _LINE_END.finditer(text, match.start("gap") if match["stop"] else match.start(), after))
            if match["stop"]:
                end = match.start("gap")
                ends = lines > 1 or self._is_stop(text, match.start("stop"), match["stop"], after)
            else:
                end = match.start()
                ends = lines > 1 or _is_heading(text, line_start, end, after)
            if lines:
                line_start = after
            if ends:
                yield from _cut(text, start, end)
                start = after
        yield from _cut(text, start, len(text))

    def _is_stop(self, text: str, stop: int, mark: str, after: int) -> bool:
        """Tell whether the mark at ``stop`` ends a sentence: not before a small letter, nor after an abbreviation."""
        if text[after : after + 1].islower():
            return False
        return mark != "." or not self._is_abbreviation(text, stop, after)

    def _is_abbreviation(self, text: str, stop: int, after: int) -> bool:
        match = _WORD_BEFORE.search(text, max(0, stop - _LOOK_BACK), stop)
        word = match.group().lower() if match else ""
        if word in self._often_last:
            return not text[after : after + 1].isupper()
        if _is_dotted(word):
            following = _WORD_AFTER.match(text, after)
            return following is None or following.group() not in self._openers
        return word in self._abbreviations or (len(word) == 1 and word.isalpha() and word != "i")


def _is_heading(text: str, line_start: int, line_end: int, after: int) -> bool:
    """Tell whether a single line end parts a heading, or a line of a list, from what follows."""
    return line_end - line_start < _SHORT_LINE and not text[after : after + 1].islower()


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield ``text[start:end]`` without the space around it, in pieces no longer than ``LONGEST``."""
    while start < end:
        stop = end
        if end - start > LONGEST:
            space = max(text.rfind(" ", start + 1, start + LONGEST), text.rfind("\n", start + 1, start + LONGEST))
            stop = space if space > 0 else start + LONGEST
        piece = text[start:stop]
        bare = piece.strip()
        if bare:
            first = start + len(piece) - len(piece.lstrip())
            yield first, first + len(bare)
        start = stop


def _is_dotted(word: str) -> bool:
    """Tell whether ``word`` is an abbreviation with inner full stops: u.s, p.m, e.g."""
    parts = word.split(".")
    return len(parts) > 1 and all(len(part) <= 1 for part in parts)
