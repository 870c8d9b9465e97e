"""Atoms into exact numbers: "3.2bn", "two and a half", "28 thousand", "1 200 000".

:mod:`figures` reads digits, :mod:`spelled` numbers in words, :mod:`vocabulary` has the words, :mod:`reader` puts them together.
"""

from tallyspan.numbers.figures import parse_digits
from tallyspan.numbers.numeral import Numeral
from tallyspan.numbers.reader import NumberReader

__all__ = ["NumberReader", "Numeral", "parse_digits"]
