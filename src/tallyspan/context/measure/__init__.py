"""What a claim measures: the noun phrase, from the words around it and the tree over them."""

from tallyspan.context.measure.reader import MeasureReader

__all__ = ["MeasureReader"]
