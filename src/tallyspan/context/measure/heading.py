"""Measures in a line of a table, which has no clause."""

from collections.abc import Sequence

from tallyspan.context.measure.words.noun_phrase import LONGEST, bare
from tallyspan.context.measure.words.site import Site
from tallyspan.context.measure.words.wording import Phrase
from tallyspan.syntax import Word

_VERSUS = frozenset({"vs", "vs.", "versus"})
_HEADING_MARKS = frozenset({":", "-", "\u2013", "\u2014", "=", "|"})


def versus(words: Sequence[Word]) -> bool:
    """Tell whether ``words`` set results against each other."""
    return any(word.norm in _VERSUS for word in words)


def heading(place: Site) -> Phrase | None:
    """Return the words before the quantity in a line of a table: "Unemployment: 5.2%", "Net profit $5 million vs $4 million"."""
    words = list(place.words[max(0, place.left - LONGEST) : place.left + 1])
    if not words or place.left > LONGEST:
        return None
    if words[-1].norm in _HEADING_MARKS:
        words.pop()
    elif not versus(place.words[place.last :]):
        return None
    words = [word for word in words if word.i not in place.taken]
    return [bare(words)] if words else None
