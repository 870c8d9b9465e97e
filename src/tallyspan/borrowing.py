"""Numbers that are amounts by what is said around them, and stand without a unit: they borrow that of another claim."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from tallyspan.lexer import Sentence
from tallyspan.numbers import NumberReader
from tallyspan.quantity import QuantityKind, Unit
from tallyspan.reading import Kind, Reading

Bounds = tuple[int, int]


def lenders(text: str, readings: Sequence[Reading]) -> dict[str, list[Reading]]:
    """Return, by kind, the ``readings`` whose unit others may borrow: those that have one, and are no conversion in brackets."""
    found: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.unit_from not in (None, "neighbour") and text[reading.start - 1 : reading.start] != "(":
            found[reading.kind].append(reading)
    return found


class Lender:
    """Makes claims of such numbers, with the grammar of their ``kinds``."""

    def __init__(self, numbers: NumberReader, kinds: Sequence[Kind]) -> None:
        self._numbers = numbers
        self._kinds = [kind for kind in kinds if isinstance(kind, QuantityKind)]

    def claims(
        self, text: str, bounds: Bounds, amounts: Mapping[int, str], lenders: Mapping[str, Sequence[Reading]]
    ) -> Iterator[Reading]:
        """Yield the claims of the sentence ``text[slice(*bounds)]`` that ``amounts`` are, the kind of each number by its offset.

        A number is lent the unit of the nearest of the ``lenders`` of its kind, which are in text order; without one it is no
        claim.
        """
        sentence = Sentence(text, *bounds)
        numerals = self._numbers.read(sentence)
        for kind in self._kinds:
            lent = {}
            for numeral in numerals:
                start = sentence.atoms[numeral.first].start
                if amounts.get(start) == kind.name and (unit := self._nearest(text, kind, lenders.get(kind.name, ()), start)):
                    lent[numeral.first] = unit
            if lent:
                yield from kind.lend(sentence, numerals, lent)

    def _nearest(self, text: str, kind: QuantityKind, lenders: Sequence[Reading], start: int) -> Unit | None:
        place = bisect_left(lenders, start, key=lambda one: one.start)
        lender = min(lenders[max(0, place - 1) : place + 1], key=lambda one: abs(one.start - start), default=None)
        if lender is None:
            return None
        surface = Sentence(text, lender.start, lender.end)
        unit = kind.unit(surface, self._numbers.read(surface))
        return unit._replace(first=0, last=0) if unit else None
