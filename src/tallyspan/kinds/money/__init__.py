"""Amounts of money: ``kind`` finds them in a sentence, ``whose`` tells with the article in view which dollar is meant."""

from tallyspan.kinds.money.kind import MoneyKind

__all__ = ["MoneyKind"]
