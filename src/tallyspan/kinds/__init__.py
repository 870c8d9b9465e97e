"""The kinds of claim. Each module here reads one; none knows another."""

from tallyspan import rules
from tallyspan.kinds.date import DateKind, FiscalYears
from tallyspan.kinds.distance import DistanceKind
from tallyspan.kinds.money import MoneyKind
from tallyspan.kinds.percent import PercentKind
from tallyspan.numbers import NumberReader
from tallyspan.places import Places
from tallyspan.quantity import QuantityGrammar
from tallyspan.reading import Kind


def build(numbers: NumberReader) -> tuple[Kind, ...]:
    """Return every kind, with its rules read, in the order in which they win a tie of equal spans."""
    places = Places(rules.read("country"), rules.read("place"))
    grammar = QuantityGrammar(numbers, rules.read)
    return (
        DateKind(rules.read("date"), FiscalYears(rules.read("fiscal"), places)),
        MoneyKind(grammar, places, rules.read("money")),
        PercentKind(grammar, rules.read("percent"), rules.read("direction")),
        DistanceKind(grammar, rules.read("distance")),
    )
