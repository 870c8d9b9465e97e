"""Amounts that are there already, whatever is planned, feared or denied around them: "the rate, now 5%", "20 km away"."""

from collections.abc import Sequence

from tallyspan.context import clause
from tallyspan.context.modality.clause_line import OPENERS, STOPS, ClauseLine
from tallyspan.context.modality.words import ModalWords
from tallyspan.syntax import Tree, Word

_NOW = 3  # words from "now" to the amount: "now selling at about $5"
_PLACED = 2  # words from a distance to what makes it one between places
_ORDERED = 22  # words from "ordered" to the amount
_NEAR = 4  # words before "ordered" where what makes it no order yet stands
_BESIDE = frozenset({"appos", "obl:unmarked", "nmod:unmarked", "parataxis", "dep"})
_TIGHT = frozenset({"-", "a", "an"})


class Standing:
    """Finds them along the line of words, and in the tree where it parts them."""

    def __init__(self, words: ModalWords, clauses: ClauseLine) -> None:
        self._words = words
        self._clauses = clauses

    def is_so(self, tree: Tree, top: Word, first: int, last: int, *, length: bool) -> bool:
        """Tell whether ``tree.words[first:last]``, a ``length`` or not, under ``top``, is so whatever governs it."""
        line = tree.words
        if length and self._is_between_places(line, last):
            return True
        return self._is_now(line, first) or _is_unit_price(line, first, last) or self._is_known_limit(line, top, first)

    def is_ordered(self, line: Sequence[Word], first: int) -> bool:
        """Tell whether somebody was ordered to pay the amount: "a jury ordered the group to pay $5m"; not "may be ordered"."""
        pays = False
        for i in range(first - 1, max(-1, first - _ORDERED), -1):
            norm = line[i].norm
            if norm in STOPS or norm in OPENERS:
                return False
            pays = pays or (norm in self._words.paying and i > 0 and line[i - 1].norm == "to")
            if norm in self._words.ordering:
                before = line[max(0, i - _NEAR) : i]
                open_ended = any(word.tag in {"MD", "TO"} or word.norm in self._words.negations for word in before)
                return pays and not open_ended
        return False

    def _is_now(self, line: Sequence[Word], first: int) -> bool:
        """Tell whether "now" stands before the amount, or before what it does now: "now 4.35 per cent", "now selling at $5"."""
        i = self._clauses.before_fillers(line, first)
        for word in reversed(line[max(0, i - _NOW + 1) : i + 1]):
            if word.norm in self._words.present:
                return True
            if not (word.tag in {"VBG", "IN"} or word.norm == "worth"):
                return False
        return False

    def _is_between_places(self, line: Sequence[Word], last: int) -> bool:
        """Tell whether a length is how far one place lies from another: "20 km north of the town", "120 km away"."""
        return any(word.norm in self._words.places for word in line[last : last + _PLACED])

    def _is_known_limit(self, line: Sequence[Word], top: Word, first: int) -> bool:
        """Tell whether the amount says how much a known thing is, in apposition: "will not breach the limit, $5m"."""
        if first < 2 or line[first - 1].norm not in {",", "("} or top.dep not in _BESIDE:  # noqa: PLR2004
            return False
        head = top.head if top.dep == "appos" and top.head is not None and top.head.i < first else line[first - 2]
        planned = head.norm in self._words.nouns or head.norm in self._words.changes
        return not planned and clause.is_definite(head) and head.tag[:2] == "NN"


def _is_unit_price(line: Sequence[Word], first: int, last: int) -> bool:
    """Tell whether the amount names a levy that there is: "a cut in the $10-a-litre duty"."""
    led = first > 0 and line[first - 1].norm in {"the", "its", "their", "this", "that"}
    return led and [word.norm in _TIGHT for word in line[last : last + 3]] == [True, True, True]
