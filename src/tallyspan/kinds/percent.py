"""Percentages, percentage points and basis points."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from tallyspan.lexer import Sentence
from tallyspan.numbers import Numeral
from tallyspan.phrases import Phrases
from tallyspan.quantity import Amount, QuantityGrammar, Rest, Unit
from tallyspan.reading import Reading


class PercentKind:
    """Reads percentages; unit ``%``, or ``pp`` for percentage points and basis points."""

    name = "percent"
    letters: Collection[str] = ()

    def __init__(self, grammar: QuantityGrammar, rules: Mapping[str, Any]) -> None:
        self._grammar = grammar
        self._units = Phrases((word, entry) for entry in rules["unit"] for word in entry["words"])

    def triggers(self) -> Collection[str]:
        """Return nothing: a percentage has a numeral."""
        return ()

    def find(self, sentence: Sentence, numerals: Sequence[Numeral]) -> Iterable[Reading]:
        """Yield the percentages of ``sentence``."""
        return self._grammar.find(sentence, numerals, self)

    def resolve(self, readings: Sequence[Reading], text: str, published: date | None) -> Iterable[Reading]:  # noqa: ARG002
        """Return ``readings``: a percentage says all itself."""
        return readings

    def before(self, sentence: Sentence, i: int) -> Unit | None:  # noqa: ARG002
        """Return None: English writes the sign behind the number."""
        return None

    def after(self, sentence: Sentence, i: int, numeral: Numeral) -> Unit | None:  # noqa: ARG002
        """Return the percent sign or word at atom ``i``."""
        start = i + 1 if sentence.norm(i) == "-" and sentence.glued(i) and sentence.glued(i + 1) else i
        found = self._units.starting(sentence, start)
        if found is None:
            return None
        entry, last = found
        rule = {"%": "share", "pp": "points"}[entry["unit"]]
        return Unit(start, last, entry["unit"], rule, Decimal(entry.get("factor", 1)))

    def rest(self, amount: Amount) -> Rest | None:  # noqa: ARG002
        """Return None: a percentage has no parts."""
        return None

    def refuses(self, sentence: Sentence, amount: Amount) -> bool:  # noqa: ARG002
        """Return False: nothing else is written with a percent sign."""
        return False
