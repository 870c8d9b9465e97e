"""An act of saying in a sentence: who says, with which word, and over which words of the sentence that reaches."""

from collections.abc import Sequence
from typing import NamedTuple

from tallyspan.context.speaker.who.noun_phrases import Range
from tallyspan.syntax import Word

RELAYING = frozenset({"report", "reports", "reported"})
_COORDINATORS = frozenset({"and", "but", "while", "whereas", "though", "although", "yet"})


class Frame(NamedTuple):
    """An act of saying. Ranges are of words.

    ``speaker`` is a noun phrase, or None when it is that of the frame before, or the subject of the sentence; ``own`` are the
    words of the act itself; ``scopes`` are where what is said stands, but for dates in ``dated``, which are when it was said.
    A ``source`` stands behind "according to"; a ``narrow`` one is about one figure alone. What is judged or demanded, in an
    ``unasked`` one, is no date that has passed.
    """

    speaker: Range | None
    verb: int
    own: Range
    scopes: tuple[Range, ...]
    opens: bool
    source: bool = False
    dated: Range = (0, 0)
    narrow: bool = False
    unasked: bool = False


def starts_anew(words: Sequence[Word], frame: Frame) -> bool:
    """Tell whether ``frame`` stands beside what was said before it, not within: "..., but the bank said"."""
    first = frame.own[0]
    return first > 0 and (words[first - 1].norm in _COORDINATORS or words[first - 1].form == ";")
