"""The denominator that two amounts of one rate share: "$640 a week, $50 more than in May", "lost $35 to $9,080 a ton"."""

from collections.abc import Sequence

from tallyspan.lexer import Sentence
from tallyspan.quantity.amount import Amount, link

_REACH = 16  # atoms between two figures for one rate
_WALLS = frozenset('.;:!?()"\u201c\u201d')
_SET_AGAINST = frozenset({"from", "to", "against", "than", "versus", "vs"})
_COMPARED = frozenset({"more", "less", "higher", "lower", "cheaper", "dearer", "above", "below", "up", "down"})
_AT = (
    ["to"],
    [",", "to"],
    ["higher", "at"],
    ["lower", "at"],
    ["up", "at"],
    ["down", "at"],
    ["higher", "to"],
    ["lower", "to"],
    ["from"],
)
_HEDGES = frozenset({"about", "around", "some", "nearly", "almost", "just", "only", "over", "a", "an", "the"})

Rate = tuple[Amount, str | None]


def shared(sentence: Sentence, rates: Sequence[Rate]) -> list[str | None]:
    """Return the denominator of each amount: its own, else that of the neighbour with which it makes one rate."""
    pers = [per for _, per in rates]
    if not any(pers):
        return pers
    for k in range(1, len(rates)):
        (one, _), (other, _) = rates[k - 1], rates[k]
        if pers[k] is None and pers[k - 1] and _continues(sentence, one, other):
            pers[k] = pers[k - 1]
    for k in range(len(rates) - 1, 0, -1):
        (one, _), (other, _) = rates[k - 1], rates[k]
        if pers[k - 1] is None and pers[k] and one.unit.code == other.unit.code and link(sentence, one, other) in _AT:
            pers[k - 1] = pers[k]
    return pers


def _continues(sentence: Sentence, one: Amount, other: Amount) -> bool:
    """Tell whether ``other`` is what the rate ``one`` is set against, or by how much it differs."""
    between = link(sentence, one, other)
    if one.unit.code != other.unit.code or len(between) > _REACH or not _WALLS.isdisjoint(between):
        return False
    if sentence.norm(other.last) in _COMPARED:
        return True
    i = other.first - 1
    while sentence.norm(i) in _HEDGES:
        i -= 1
    return sentence.norm(i) in _SET_AGAINST
