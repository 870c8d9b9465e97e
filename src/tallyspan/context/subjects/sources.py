"""The parts of a sentence that only say whence a claim is known: "according to a survey by X", "a poll by X showed".

Found word by word: parsers often hang such asides, and what stands beside them, wrongly.
"""

from collections.abc import Collection, Iterator
from itertools import islice

from tallyspan.context.subjects.clauses import SUBJECTS
from tallyspan.syntax import Tree, Word

_SHORT = 40  # words of an aside
_APPOSED = ("DT", "NN", "W", "JJ")  # tags that open what is said of a source: "the daily", "director of", "who leads"
_ENDS = frozenset({";", "(", ")", '"', "\u201c", "\u201d", "\u2014", "--"})


def asides(tree: Tree, start: int, studies: Collection[str], *, dated: bool) -> list[tuple[int, int]]:
    """Return the offsets of the asides of ``tree`` that the claim at ``start`` is no part of.

    ``studies`` are nouns of what others are studied in: "poll". Of such things a date may tell, a quantity does not.
    """
    found = [*_according(tree, start), *_shown(tree, studies)]
    found = found if dated else [(first, start if first < start < last else last) for first, last in found]
    return [(first, last) for first, last in found if not first <= start < last]


def _according(tree: Tree, start: int) -> Iterator[tuple[int, int]]:
    """Yield each "according to X", with what is said of X where a claim does not follow before."""
    for word, following in zip(tree.words, tree.words[1:], strict=False):
        if word.norm == "according" and following.norm == "to":
            opening = word.i == 0 or tree.words[word.i - 1].norm in {",", '"', "\u201c", "\u2019\u2019"}
            yield word.start, _end(tree, following.i + 1, start if opening and word.start < start else None)


def _end(tree: Tree, place: int, claim: int | None) -> int:
    """Return where the aside ends whose name starts at word ``place``: at a comma, or the last before the ``claim``."""
    words = tree.words[place : place + _SHORT]
    commas = [word for word in words if word.norm == ","]
    stop = next((word for word in words if word.norm in _ENDS), None)
    if commas and (stop is None or commas[0].i < stop.i):
        last = commas[0]
        if claim is not None and len(commas) > 1 and commas[1].end <= claim and _is_apposition(tree, last.i + 1, commas[1].i):
            last = commas[1]
        return last.start
    return stop.start if stop is not None else words[-1].end if words else tree.end


def _is_apposition(tree: Tree, first: int, last: int) -> bool:
    """Tell whether the words from ``first`` to ``last`` only say what the name before is."""
    words = tree.words[first:last]
    if not words or not words[0].tag.startswith(_APPOSED) or words[0].form[0].isupper():
        return False
    return words[0].tag.startswith("W") or not any(word.tag in {"VBD", "VBZ", "VBP", "MD"} for word in words)


def _shown(tree: Tree, studies: Collection[str]) -> Iterator[tuple[int, int]]:
    """Yield the subjects that are studies of others: "the latest poll by X"."""
    for word in tree.words:
        if word.norm in studies and word.dep in SUBJECTS and word.head is not None and word.head.i > word.i:
            inside = sorted(islice(word.subtree(), _SHORT), key=lambda one: one.i)
            last = next((one for one in reversed(inside) if one.i < word.head.i), word)
            yield inside[0].start, last.end


def is_within(word: Word, spans: Collection[tuple[int, int]]) -> bool:
    """Tell whether ``word`` stands in one of ``spans``."""
    return any(start <= word.start < end for start, end in spans)
