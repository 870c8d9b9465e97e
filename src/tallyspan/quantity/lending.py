"""Numbers whose unit stands beside another number: whoever knows what they are amounts of says so, here they get it."""

from collections.abc import Collection, Mapping
from decimal import Decimal

from tallyspan.lexer import Sentence
from tallyspan.numbers import Numeral
from tallyspan.quantity.amount import Amount, Rest, Unit, UnitReader

_LARGE = 1000  # a number of that size is none of cents


class Borrower:
    """A :class:`UnitReader` that knows no unit but the one that some numerals, by their first atoms, are ``lent``.

    Where such a unit takes room, its word stands behind the number: "12 points".
    """

    def __init__(self, units: UnitReader, lent: Mapping[int, Unit]) -> None:
        self.name = units.name
        self.letters: Collection[str] = units.letters
        self._units = units
        self._lent = lent

    def before(self, sentence: Sentence, i: int) -> Unit | None:  # noqa: ARG002
        """Return None: no unit stands beside the number."""
        return None

    def after(self, sentence: Sentence, i: int, numeral: Numeral) -> Unit | None:
        """Return the unit that ``numeral`` is lent, once the letter that scales it is part of it: "900k"."""
        unit = self._lent.get(numeral.first)
        lettered = numeral.scale == 1 and sentence.glued(i) and sentence.norm(i) in self.letters
        if unit is None or lettered:
            return None
        factor = unit.factor if unit.factor > 1 or numeral.value < _LARGE else Decimal(1)
        return Unit(i, i + unit.last - unit.first, unit.code, "reader", factor, unit.word)

    def rest(self, amount: Amount) -> Rest | None:  # noqa: ARG002
        """Return None: the amount has one part."""
        return None

    def refuses(self, sentence: Sentence, amount: Amount) -> bool:
        """Tell whether the amount has no lent number in it: one that only stands beside such."""
        del sentence
        return amount.numeral.first not in self._lent

    def numeral(self, sentence: Sentence, numeral: Numeral, unit: Unit) -> Numeral:
        """Return ``numeral`` as the kind reads one with that unit."""
        return self._units.numeral(sentence, numeral, unit)
