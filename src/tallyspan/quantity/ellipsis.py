"""Numbers that share the unit of an amount near them: "$5.2 billion, up from 4.9 billion a year earlier"."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from tallyspan.lexer import Sentence, Shape
from tallyspan.quantity.amount import YEARS, Amount, has_other_sign, is_in_name
from tallyspan.quantity.parallel import Parallels, comparable

_MILLION = 1_000_000
_OF_THE = 3  # atoms of "of the" and the like between a part and its whole
_YEAR_DIGITS = 4
_STOPS = frozenset(".,;:)]?!")


class Ellipses:
    """Finds them, with the words of ``rules/ellipsis.toml`` and the hedges that may stand before a number."""

    def __init__(self, rules: Mapping[str, Any], hedges: Mapping[str, Any], directions: Mapping[str, Any]) -> None:
        self._parallels = Parallels(rules, directions)
        self._bridges = frozenset(rules["bridges"])
        self._openers = frozenset(rules["openers"])
        self._things = frozenset(rules["things"])
        phrases = (words for entry in hedges["hedge"] for words in entry.get("before", ()))
        hedging = (word for words in phrases for word in words.split())
        self._skipped = frozenset([*hedging, *rules["adjectives"]]) - self._openers
        self._labels = frozenset(rules["labels"])
        self._ends = frozenset(rules["ends"])

    def find(self, sentence: Sentence, amounts: Sequence[Amount], merged: Sequence[Amount]) -> Iterator[Amount]:
        """Yield those of ``amounts`` that have no unit, are no part of ``merged``, and share the unit of one of these."""
        taken = {i for amount in merged for i in range(amount.first, amount.last)}
        givers = list(merged)
        for bare in amounts:
            if not bare.bare or bare.first in taken or is_in_name(sentence, bare.first) or has_other_sign(sentence, bare):
                continue
            giver = self._giver(sentence, bare, givers)
            if giver and (bare.numeral.scale >= _MILLION or comparable(bare, giver)):
                factor = giver.unit.factor if bare.numeral.scale < _MILLION else Decimal(1)  # no millions of cents
                shared = bare._replace(unit=giver.unit, value=bare.value * factor, borrowed=True)
                givers.append(shared)
                yield shared

    def _giver(self, sentence: Sentence, bare: Amount, givers: Sequence[Amount]) -> Amount | None:
        large = bare.numeral.scale >= _MILLION
        written = sentence.norm(bare.numeral.first)
        if sentence.norm(bare.last) == "of":  # 280 million of the 1.5 billion shekels
            whole = next((one for one in givers if bare.last < one.first <= bare.last + _OF_THE), None)
            return whole if large or "." in written or "," in written else None
        before = max((one for one in givers if one.last <= bare.first), default=None)
        if before is None:
            return None
        opener, done = self._opener(sentence, bare.first - 1), self._is_done(sentence, bare.last)
        if self._parallels.shares(sentence, bare, before, opener, done=done):
            return before
        if not large and "." not in written and "," not in written:
            return None
        fits = self._shares_large(sentence, bare, before) if large else False
        return before if fits or self._follows(sentence, bare, before, opener, done=done) else None

    def _shares_large(self, sentence: Sentence, bare: Amount, before: Amount) -> bool:
        """Tell whether millions of nothing said are those of a table of earnings, or of something measured in money."""
        if sentence.norm(bare.first - 1) in self._labels:
            return True
        return before.numeral.scale >= _MILLION and sentence.norm(bare.last) in self._things

    def _follows(self, sentence: Sentence, bare: Amount, before: Amount, opener: int, *, done: bool) -> bool:
        """Tell whether the number is set against ``before``, with nothing between them that could part the two."""
        if bare.numeral.scale >= _MILLION > before.numeral.scale or self._parallels.is_level(sentence, before, opener):
            return False
        paired = sentence.norm(opener) == "and" and sentence.norm(bare.last) == "in"  # 0.3 pct in April and 0.2 in March
        if not (paired or sentence.norm(opener) in self._openers) or not done:
            return False
        return all(self._bridges_over(sentence, i) for i in range(before.last, bare.first))

    def _opener(self, sentence: Sentence, i: int) -> int:
        """Return the atom that sets the number against something, over hedges, articles and "a loss of"."""
        while sentence.norm(i) in self._skipped or (sentence.norm(i) == "of" and sentence.norm(i - 1) in self._things):
            i -= 2 if sentence.norm(i) == "of" else 1
        return i

    def _is_done(self, sentence: Sentence, i: int) -> bool:
        """Tell whether nothing that is counted follows at atom ``i``."""
        word = sentence.norm(i)
        return not word or word in self._bridges or word in _STOPS or word in self._labels or word in self._ends

    def _bridges_over(self, sentence: Sentence, i: int) -> bool:
        atom = sentence.atoms[i]
        if atom.shape is Shape.NUMBER:
            return atom.norm.isdecimal() and len(atom.norm) == _YEAR_DIGITS and int(atom.norm) in YEARS
        return atom.norm in self._bridges
