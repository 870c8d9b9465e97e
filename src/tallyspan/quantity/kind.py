"""What most kinds of quantity have in common: nothing of their own but the unit behind the number."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from tallyspan.lexer import Sentence
from tallyspan.numbers import Numeral
from tallyspan.quantity.amount import Amount, Rest, Unit
from tallyspan.quantity.grammar import QuantityGrammar
from tallyspan.reading import Reading


class QuantityKind:
    """A :class:`~tallyspan.reading.Kind` and :class:`~tallyspan.quantity.amount.UnitReader` to build one's own on.

    A subclass gives ``name`` and :meth:`after`, and overrides what else it knows.
    """

    name: str
    letters: Collection[str] = ()

    def __init__(self, grammar: QuantityGrammar) -> None:
        self._grammar = grammar

    def triggers(self) -> Collection[str]:
        """Return nothing: a quantity has a numeral."""
        return ()

    def find(self, sentence: Sentence, numerals: Sequence[Numeral]) -> Iterable[Reading]:
        """Yield the quantities of ``sentence``."""
        return self._grammar.find(sentence, numerals, self)

    def resolve(self, readings: Sequence[Reading], text: str, published: date | None) -> Iterable[Reading]:  # noqa: ARG002
        """Return ``readings``: they say all themselves."""
        return readings

    def before(self, sentence: Sentence, i: int) -> Unit | None:  # noqa: ARG002
        """Return None: the unit stands behind the number."""
        return None

    def after(self, sentence: Sentence, i: int, numeral: Numeral) -> Unit | None:
        """Return the unit at atom ``i``, behind ``numeral`` and its hyphen."""
        raise NotImplementedError

    def rest(self, amount: Amount) -> Rest | None:  # noqa: ARG002
        """Return None: an amount has one part."""
        return None

    def refuses(self, sentence: Sentence, amount: Amount) -> bool:  # noqa: ARG002
        """Return False: nothing else is written so."""
        return False

    def numeral(self, sentence: Sentence, numeral: Numeral, unit: Unit) -> Numeral:  # noqa: ARG002
        """Return ``numeral``: digits say the same whatever they count."""
        return numeral
