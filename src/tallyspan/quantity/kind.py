"""What most kinds of quantity have in common: nothing of their own but the unit behind the number."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from tallyspan.lexer import Sentence
from tallyspan.numbers import Numeral
from tallyspan.quantity.amount import Amount, Rest, Unit
from tallyspan.quantity.grammar import QuantityGrammar
from tallyspan.quantity.lending import Borrower
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

    def unit(self, sentence: Sentence, numerals: Sequence[Numeral]) -> Unit | None:
        """Return the unit that stands beside a numeral of ``sentence``, the first there is."""
        return self._grammar.unit(sentence, numerals, self)

    def lend(self, sentence: Sentence, numerals: Sequence[Numeral], lent: Mapping[int, Unit]) -> Iterator[Reading]:
        """Yield the quantities of the numerals that, by their first atoms, are lent a unit."""
        return self._grammar.find(sentence, numerals, Borrower(self, lent))

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
