"""The grammar that money, percentages and distances share: a number and its unit, ranges, bounds, rates, directions.

A kind brings a :class:`UnitReader`; everything around the unit is the same for all of them and is read here.
"""

from tallyspan.quantity.amount import Amount, Rest, Unit, UnitReader, is_in_name
from tallyspan.quantity.grammar import QuantityGrammar
from tallyspan.quantity.kind import QuantityKind

__all__ = ["Amount", "QuantityGrammar", "QuantityKind", "Rest", "Unit", "UnitReader", "is_in_name"]
