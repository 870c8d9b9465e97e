"""Percentages, percentage points and basis points."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tallyspan.lexer import Sentence
from tallyspan.numbers import Numeral
from tallyspan.phrases import Phrases
from tallyspan.quantity import Amount, QuantityGrammar, QuantityKind, Unit

_MOST_POINTS = 100  # "320 pp." are pages


class PercentKind(QuantityKind):
    """Reads percentages; unit ``%``, or ``pp`` for percentage points and basis points."""

    name = "percent"

    def __init__(self, grammar: QuantityGrammar, rules: Mapping[str, Any]) -> None:
        super().__init__(grammar)
        self._units = Phrases((word, entry) for entry in rules["unit"] for word in entry["words"])
        self._small_letters = frozenset(rules["small_letters"])

    def after(self, sentence: Sentence, i: int, numeral: Numeral) -> Unit | None:  # noqa: ARG002
        """Return the percent sign or word at atom ``i``."""
        found = self._units.starting(sentence, i)
        if found is None or (sentence.norm(i) in self._small_letters and not sentence.atoms[i].surface.islower()):
            return None
        entry, last = found
        return Unit(i, last, entry["unit"], entry["rule"], Decimal(entry.get("factor", 1)))

    def refuses(self, sentence: Sentence, amount: Amount) -> bool:
        """Tell whether "pp" stands for pages."""
        return sentence.norm(amount.unit.first) == "pp" and amount.value > _MOST_POINTS
