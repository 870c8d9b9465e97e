"""What reading a number gives."""

from decimal import Decimal
from typing import NamedTuple


class Numeral(NamedTuple):
    """A number as the text writes it: atoms ``first`` to ``last`` (exclusive) of its sentence.

    ``value`` is ``bare`` times ``scale``. ``plain`` says that it is one run of digits and nothing else, so that it may be a
    year or part of a date; ``worded``, that no digit is in it.
    """

    first: int
    last: int
    value: Decimal
    bare: Decimal
    scale: Decimal = Decimal(1)
    plain: bool = False
    worded: bool = False
