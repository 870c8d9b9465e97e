"""A numeral with its unit, and what the atoms around it tell."""

import unicodedata
from collections.abc import Collection
from decimal import Decimal
from typing import NamedTuple, Protocol

from tallyspan.lexer import Sentence, Shape
from tallyspan.numbers import Numeral

DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2212")
YEARS = range(1800, 2101)
_MINUS = frozenset("-\u2212\u2013")
_OPENING = frozenset("([")


class Unit(NamedTuple):
    """A unit read at atoms ``first`` to ``last``: ``code`` in the base unit, ``factor`` to get there.

    ``word`` is the ambiguous word or sign that the article may settle; None when the unit says all itself. A ``sign`` stands
    before or behind its number, and belongs to the number that follows when both are there. An empty code is no unit.
    """

    first: int
    last: int
    code: str
    rule: str = ""
    factor: Decimal = Decimal(1)
    word: str | None = None
    sign: bool = False


class Amount(NamedTuple):
    """A numeral with its unit, or without. ``first`` and ``last`` bound the atoms of the whole; a range has ``high``.

    ``value`` and ``high`` are in the base unit. ``borrowed`` says that the unit is that of a neighbour;
    ``qualifier`` is there when the number itself says it: a margin of error, "50-odd miles".
    """

    first: int
    last: int
    numeral: Numeral
    unit: Unit
    value: Decimal
    high: Decimal | None = None
    borrowed: bool = False
    qualifier: str | None = None

    @property
    def bare(self) -> bool:
        """Whether there is no unit."""
        return not self.unit.code

    @property
    def led(self) -> bool:
        """Whether the unit stands before the number."""
        return not self.bare and self.unit.first < self.numeral.first


class Rest(NamedTuple):
    """What a bare number behind an amount counts, when it is ``below`` a limit and ``links`` stand between: "6-foot-2"."""

    factor: Decimal
    below: int
    links: Collection[tuple[str, ...]]
    digits: int = 1
    """How many digits it has at the least."""


class UnitReader(Protocol):
    """What a kind knows of its units."""

    name: str
    letters: Collection[str]
    """The letters that may be a scale, glued to a number, when this kind's unit stands beside it ("£35m", "10k miles")."""

    def before(self, sentence: Sentence, i: int) -> Unit | None:
        """Return the unit that ends right before atom ``i``."""
        ...

    def after(self, sentence: Sentence, i: int, numeral: Numeral) -> Unit | None:
        """Return the unit that starts at atom ``i``, right after ``numeral``."""
        ...

    def rest(self, amount: Amount) -> Rest | None:
        """Return what a bare number behind ``amount`` may count; None when nothing."""
        ...

    def refuses(self, sentence: Sentence, amount: Amount) -> bool:
        """Tell whether the words around say that this is no claim of the kind after all: a speed, a name, a weight."""
        ...

    def numeral(self, sentence: Sentence, numeral: Numeral, unit: Unit) -> Numeral:
        """Return ``numeral`` as its unit wants it read."""
        ...


def without_unit(sentence: Sentence, numeral: Numeral) -> Amount:
    """Return ``numeral`` as an amount of nothing."""
    first, negative = signed(sentence, numeral.first)
    value = -numeral.value if negative else numeral.value
    return Amount(first, numeral.last, numeral, Unit(numeral.last, numeral.last, ""), value)


def link(sentence: Sentence, left: Amount, right: Amount) -> list[str]:
    """Return the words between two amounts."""
    return [sentence.norm(i) for i in range(left.last, right.first)]


def signed(sentence: Sentence, i: int) -> tuple[int, bool]:
    """Return where a number at atom ``i`` starts with its minus sign, and whether it has one."""
    mark = sentence.norm(i - 1)
    if mark == "minus" and sentence.norm(i - 2) != "or":
        return i - 1, True
    if mark == "+" and sentence.glued(i) and not sentence.glued(i - 1):
        return i - 1, False
    if mark in _MINUS and sentence.glued(i):
        before = sentence.norm(i - 2)
        if not sentence.glued(i - 1) or before in _OPENING or _is_currency(before):
            return i - 1, True
    return i, False


def is_in_name(sentence: Sentence, i: int) -> bool:
    """Tell whether the number at atom ``i`` is the tail of a name: "H2", "COP26"."""
    return sentence.glued(i) and sentence.atoms[i - 1].shape is Shape.WORD


def has_other_sign(sentence: Sentence, amount: Amount) -> bool:
    """Tell whether a currency sign stands before an amount that has no unit for this kind: the "5" of "$5 to 7%"."""
    return _is_currency(sentence.norm(amount.first - 1))


def is_number(sentence: Sentence, i: int) -> bool:
    """Tell whether atom ``i`` is one of digits."""
    return i < len(sentence.atoms) and sentence.atoms[i].shape is Shape.NUMBER


def may_be_year(numeral: Numeral) -> bool:
    """Tell whether the number may as well be a year."""
    return numeral.plain and numeral.value in YEARS


def _is_currency(mark: str) -> bool:
    return len(mark) == 1 and unicodedata.category(mark) == "Sc"
