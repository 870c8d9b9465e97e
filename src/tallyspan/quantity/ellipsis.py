"""Numbers that share the unit of an amount near them: "$5.2 billion, up from 4.9 billion a year earlier"."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tallyspan.lexer import Sentence, Shape
from tallyspan.quantity.amount import YEARS, Amount, has_other_sign, is_in_name

_MILLION = 1_000_000
_OF_THE = 3  # atoms of "of the" and the like between a part and its whole
_YEAR_DIGITS = 4
_STOPS = frozenset(".,;:)]?!")


class Ellipses:
    """Finds them, with the words of ``rules/ellipsis.toml`` and the hedges that may stand before a number."""

    def __init__(self, rules: Mapping[str, Any], hedges: Mapping[str, Any]) -> None:
        self._bridges = frozenset(rules["bridges"])
        self._openers = frozenset(rules["openers"])
        self._things = frozenset(rules["things"])
        phrases = (words for entry in hedges["hedge"] for words in entry.get("before", ()))
        self._hedges = frozenset(word for words in phrases for word in words.split()) - self._openers

    def find(self, sentence: Sentence, amounts: Sequence[Amount], merged: Sequence[Amount]) -> Iterator[Amount]:
        """Yield those of ``amounts`` that have no unit, are no part of ``merged``, and share the unit of one of these."""
        taken = {i for amount in merged for i in range(amount.first, amount.last)}
        for bare in amounts:
            if bare.first in taken or is_in_name(sentence, bare.first) or has_other_sign(sentence, bare):
                continue
            large = bare.numeral.scale >= _MILLION
            if not large and "." not in sentence.norm(bare.numeral.first):
                continue
            if giver := self._giver(sentence, bare, merged, large=large):
                yield bare._replace(unit=giver.unit, value=bare.value * giver.unit.factor, borrowed=True)

    def _giver(self, sentence: Sentence, bare: Amount, merged: Sequence[Amount], *, large: bool) -> Amount | None:
        after = sentence.norm(bare.last)
        if after == "of":  # 280 million of the 1.5 billion shekels
            return next((one for one in merged if bare.last < one.first <= bare.last + _OF_THE), None)
        before = next((one for one in reversed(merged) if one.last <= bare.first), None)
        if before is None or (large and before.numeral.scale < _MILLION):
            return None
        if large and after in self._things:
            return before
        opener = bare.first - 1
        while sentence.norm(opener) in self._hedges:
            opener -= 1
        if sentence.norm(opener) not in self._openers or not self._is_done(sentence, bare.last):
            return None
        return before if all(self._bridges_over(sentence, i) for i in range(before.last, bare.first)) else None

    def _is_done(self, sentence: Sentence, i: int) -> bool:
        """Tell whether nothing that is counted follows at atom ``i``."""
        return i >= len(sentence.atoms) or sentence.norm(i) in self._bridges or sentence.norm(i) in _STOPS

    def _bridges_over(self, sentence: Sentence, i: int) -> bool:
        atom = sentence.atoms[i]
        if atom.shape is Shape.NUMBER:
            return atom.norm.isdecimal() and len(atom.norm) == _YEAR_DIGITS and int(atom.norm) in YEARS
        return atom.norm in self._bridges
