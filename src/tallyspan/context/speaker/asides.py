"""What the writer adds to the words of another: where a place lies, and what stands in square brackets."""

from tallyspan.reading import Reading
from tallyspan.syntax import Tree

_HEDGES = frozenset({"about", "around", "some", "roughly", "approximately", "nearly", "just", "less", "more", "than", "over"})
_BEARINGS = frozenset({"of", "from", "off", "outside", "away"})
_REACH = 4  # words
_LONGEST = 120  # characters


def is_gloss(tree: Tree, reading: Reading) -> bool:
    """Tell whether a distance only says where a place named before it lies: "in Baraf, about 150 km north of the capital"."""
    words = tree.words
    inside = tree.within(reading.start, reading.end)
    before = inside[0].i - 1 if inside else 0
    while before > 0 and words[before].norm in _HEDGES:
        before -= 1
    named = before > 0 and words[before].form == "," and words[before - 1].form[0].isupper()
    return named and any(word.norm in _BEARINGS for word in tree.within(reading.end, tree.end)[:_REACH])


def is_insertion(text: str, reading: Reading) -> bool:
    """Tell whether ``reading`` stands in square brackets, with which an editor adds to what is quoted."""
    opened = text.rfind("[", max(0, reading.start - _LONGEST), reading.start)
    if opened < 0 or "]" in text[opened : reading.start]:
        return False
    return text.find("]", reading.end, reading.end + _LONGEST) >= 0
