"""How a measure is put together: words of the text, and words of ours between them."""

from collections.abc import Sequence
from typing import NamedTuple

from tallyspan.context.noun_phrase import filled
from tallyspan.context.page import Measured
from tallyspan.syntax import Tree, Word

_QUOTES = "\"'\u201c\u201d\u2018\u2019\u00ab\u00bb`"


class Cited(NamedTuple):
    """A word of ours for one of the text's: "paid" for "pays"."""

    text: str
    word: Word


Phrase = list[str | Cited | Sequence[Word]]
"""A measure in pieces; an empty one says that the text points back to a measure named before."""


def _plain(said: str, first: Word) -> str:
    """Return ``said`` with the small first letter of an article that only the start of a sentence made a capital."""
    return said[:1].lower() + said[1:] if first.i == 0 and first.norm in {"the", "a", "an"} else said


def rendered(phrase: Phrase, text: str, tree: Tree, taken: frozenset[int]) -> Measured | None:
    """Return ``phrase`` as it stands in the table, without the words numbered in ``taken``; None when nothing is left of it."""
    pieces: list[str] = []
    used: list[Word] = []
    for part in phrase:
        if isinstance(part, str):
            pieces.append(part)
        elif isinstance(part, Cited):
            pieces.append(part.text)
            used.append(part.word)
        else:
            words = [word for word in part if word.i not in taken]
            pieces += [_plain(text[run[0].start : run[-1].end], run[0]) for run in filled(words, tree)]
            used += words
    line = " ".join(" ".join(pieces).split()).strip(_QUOTES + " ,;:-\u2013\u2014()[]")
    if not used or not any(map(str.isalpha, line)):
        return None
    return Measured(line, min(word.start for word in used), max(word.end for word in used))
