"""Series of quantities that belong to a series of nouns, one each: "rates for men and women were 89% and 85%"."""

from collections.abc import Sequence
from typing import NamedTuple

from tallyspan.context.measure.leaning import Sites
from tallyspan.context.measure.words.noun_phrase import is_noun
from tallyspan.context.measure.words.site import Site
from tallyspan.context.measure.words.wording import Cited, Phrase
from tallyspan.syntax import Word

_BETWEEN = frozenset({",", "and", "or", "&"})
_LONGEST = 6  # quantities
_VERBS = frozenset({"VBD", "VBZ", "VBP"})
_NEAR = 3  # words between a series and "respectively"


class Series(NamedTuple):
    """The first of ``length`` quantities that stand in a series, and which of them one is."""

    first: int
    length: int
    place: int


def series(sites: Sites, i: int) -> Series | None:
    """Return the series of the quantity at ``i``, where the text deals it out: by "respectively", or "A and B were 1% and 2%"."""
    first = last = i
    while first > max(0, i - _LONGEST) and _next_to(sites[first - 1], sites[first]):
        first -= 1
    while last + 1 < min(len(sites), i + _LONGEST) and _next_to(sites[last], sites[last + 1]):
        last += 1
    opening, closing = sites[first], sites[last]
    if first == last or opening is None or closing is None:
        return None
    words = opening.words
    near = [*range(max(0, opening.left - _NEAR), opening.first), *range(closing.last + 1, closing.last + 2 + _NEAR)]
    told = any(k < len(words) and words[k].norm == "respectively" for k in near)
    behind = closing.word(closing.right)
    ends = behind is None or behind.norm in {".", ",", ";"}
    if not told and not (last - first == 1 and ends and closing.norm(closing.first - 1) == "and"):
        return None
    return Series(first, last - first + 1, i - first)


def _next_to(one: Site | None, other: Site | None) -> bool:
    """Tell whether nothing but "and" or a comma parts the two."""
    if one is None or other is None or one.tree is not other.tree or one.reading.kind != other.reading.kind:
        return False
    between = one.words[one.last + 1 : other.first]
    return one.reading.kind != "date" and 0 < len(between) <= len([",", "and"]) and all(word.norm in _BETWEEN for word in between)


def dealt(phrase: Phrase, site: Site, one: Series) -> Phrase | None:
    """Return ``phrase`` with only that member of its coordinated nouns that the quantity of ``one`` belongs to, or None.

    ``phrase`` is that of the first quantity of the series, which stands at ``site``.
    """
    words = [word for piece in phrase if not isinstance(piece, str | Cited) for word in piece]
    members = next((found for word in words if len(found := _members(word, site)) == one.length), None)
    if members is None:
        return None
    start, end = members[0][0].i, members[-1][-1].i
    chosen = members[one.place]
    return [piece if isinstance(piece, str | Cited) else _swapped(piece, start, end, chosen) for piece in phrase]


def _swapped(piece: Sequence[Word], start: int, end: int, chosen: Sequence[Word]) -> Sequence[Word]:
    """Return ``piece`` with ``chosen`` for whatever stands from ``start`` to ``end``."""
    if not any(start <= word.i <= end for word in piece):
        return piece
    return [*(word for word in piece if word.i < start), *chosen, *(word for word in piece if word.i > end)]


def _members(word: Word, site: Site) -> list[list[Word]]:
    """Return the members of the coordination that starts with ``word``, with what stands before each of them."""
    joined = [child for child in word.children if child.dep == "conj" and child.tag not in _VERBS and child.i < site.first]
    if not is_noun(word) or not joined:
        return []
    heads = [word, *joined]
    left_out = {"cc", "punct", "case", "conj"}
    return [
        [*(one for child in head.children if child.i < head.i and child.dep not in left_out for one in child.subtree()), head]
        for head in heads
    ]
