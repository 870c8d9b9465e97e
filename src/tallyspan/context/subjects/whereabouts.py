"""Between which places a distance lies: "Vik, about 80 km (50 miles) east of the town of Skoge". Found word by word.

Parsers often lose their way around such brackets and directions, while the words themselves are plain.
"""

from collections.abc import Collection, Iterator

from tallyspan.syntax import Tree, Word

_FROM = frozenset({"of", "from", "off", "outside", "beyond", "past", "inside", "into", "to", "below", "above"})
_FEW = 6  # words between "of" and a name: "of the small mountain town of"


def ends(tree: Tree, start: int, end: int, directions: Collection[str]) -> Iterator[Word]:
    """Yield a word of the name of each place that the distance ``[start, end)`` is measured from."""
    words = tree.words
    first = next((word.i for word in words if word.end > start), len(words))
    last = next((word.i for word in words if word.start >= end), len(words))
    before = _before(words, first)
    if before is not None:
        yield before
    after = _after(words, last, directions)
    if after is not None:
        yield after


def _before(words: list[Word], place: int) -> Word | None:
    """Return the name that ends with a comma right before the distance."""
    place -= 1
    while place >= 0 and words[place].tag in {"RB", "IN", "JJ", "DT", "RBR", "JJR", "VBN", "("}:
        place -= 1
    named = place > 0 and words[place].norm == "," and words[place - 1].tag.startswith("NNP")
    return words[place - 1] if named else None


def _after(words: list[Word], place: int, directions: Collection[str]) -> Word | None:
    """Return the name that a direction, or a preposition, leads to."""
    place = _past_bracket(words, place)
    while place < len(words) and words[place].norm in directions:
        place += 1
    if place >= len(words) or words[place].norm not in _FROM:
        return None
    for word in words[place + 1 : place + 1 + _FEW]:
        if word.tag.startswith("VB") or word.norm in {";", "(", "and"}:
            return None
        following = words[word.i + 1].norm if word.i + 1 < len(words) else ""
        if word.form[0].isupper() and following not in {"'s", "\u2019s"}:
            return word
    return None


def _past_bracket(words: list[Word], place: int) -> int:
    """Return the place after a bracket that holds the same distance again, or after the one that holds this."""
    if place < len(words) and words[place].norm == ")":
        return place + 1
    if place < len(words) and words[place].norm == "(":
        for other in range(place, min(place + 10, len(words))):
            if words[other].norm == ")":
                return other + 1
    return place
