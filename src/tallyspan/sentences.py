"""Text into sentences: offsets that depend on nothing but the characters around each break.

A break depends only on a few characters on either side, so that text added to the end of an article moves no earlier
sentence; and it is found in the text, so that every pipeline, with or without a model, has the same sentences.
"""

import re
from collections.abc import Collection, Iterator

# A full stop, question or exclamation mark, with the quotes and brackets that close with it, and a space; or a blank line.
_BREAK = re.compile(
    r"""(?P<stop>[.!?\u2026\u3002]+["'\u201d\u2019)\]\u00bb]*)(?:\[\d{1,3}\])*(?P<gap>\s+)"""
    r"|(?P<blank>[^\S\n\r]*(?:\r\n|[\n\r\u2028\u2029\u0085])(?:\s*(?:\r\n|[\n\r\u2028\u2029\u0085]))+\s*)"
    r"|(?P<line>(?:\r\n|[\n\r\u2028\u2029\u0085])\s*)",
)
_WORD_BEFORE = re.compile(r"[^\s(\[\"'\u201c\u2018]*\Z")
_OPENING = "\"'\u201c\u2018([\u00ab-\u2013\u2014*\u2022"
_SHORT_LINE = 50
_LOOK_BACK = 32


class Splitter:
    """Splits text into sentences. ``abbreviations`` are the lower-case words whose full stop ends no sentence."""

    def __init__(self, abbreviations: Collection[str]) -> None:
        self._abbreviations = frozenset(abbreviations)

    def split(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield ``(start, end)`` of each sentence, without the white space around it.

        >>> list(Splitter({"mr"}).split("Mr. Smith left.  He paid $1.2 million."))
        [(0, 15), (17, 38)]
        """
        start = len(text) - len(text.lstrip())
        line_start = start
        for match in _BREAK.finditer(text, start):
            if match.start() < start:
                continue
            after = match.end()
            if match["stop"] is not None:
                newline = "\n" in match["gap"] or "\r" in match["gap"]
                ends = after >= len(text) or newline or self._ends(text, match.start("stop"), match["stop"], after)
                end = match.start("gap")
                if newline:
                    ends = ends and not self._is_abbreviation(text, match.start("stop"), match["stop"])
                    ends = ends or match["gap"].count("\n") > 1
                    line_start = after
            else:
                end = match.start()
                ends = match["blank"] is not None or self._is_heading(text, line_start, end, after)
                line_start = after
            if ends and end > start:
                yield start, end
                start = after
        if (end := len(text.rstrip())) > start:
            yield start, end

    def _ends(self, text: str, stop: int, mark: str, after: int) -> bool:
        """Tell whether the mark at ``stop`` ends a sentence, given that more text follows on the same line."""
        following = text[after : after + 3].lstrip(_OPENING)
        if following[:1].islower():
            return False
        return not self._is_abbreviation(text, stop, mark)

    def _is_abbreviation(self, text: str, stop: int, mark: str) -> bool:
        if mark != ".":
            return False
        match = _WORD_BEFORE.search(text, max(0, stop - _LOOK_BACK), stop)
        word = match.group().lower() if match else ""
        return word in self._abbreviations or (len(word) == 1 and word.isalpha() and word != "i") or _is_dotted(word)

    def _is_heading(self, text: str, line_start: int, line_end: int, after: int) -> bool:
        """Tell whether a single line end parts a heading, or a line of a list, from what follows."""
        short = line_end - line_start < _SHORT_LINE
        return short and not text[after : after + 2].lstrip(_OPENING)[:1].islower()


def _is_dotted(word: str) -> bool:
    """Tell whether ``word`` is an abbreviation with inner full stops: u.s, p.m, e.g."""
    parts = word.split(".")
    return len(parts) > 1 and all(len(part) <= 1 for part in parts)
