"""Percentages, percentage points and basis points."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from tallyspan.lexer import Sentence
from tallyspan.numbers import Numeral
from tallyspan.phrases import Phrases
from tallyspan.quantity import Amount, QuantityGrammar, QuantityKind, Unit
from tallyspan.reading import Reading

_MOST_POINTS = 100  # "320 pp." are pages
_SIGNS = frozenset({"minus", "\u00b1", "-"})
# A percentage in the sentence that ends where the search does, with no sum of money behind it.
_SHARE_BEFORE = re.compile(r"(?:%|percent|per cent|pct)(?:[^.!?\n$£€₹]|\.(?=\d))*+[.;][\"'\u201d\u2019]?\s+\Z")
_LOOK_BACK = 300
_ENDS = frozenset({"", ".", ",", ";", ")"})


class PercentKind(QuantityKind):
    """Reads percentages; unit ``%``, or ``pp`` for percentage points and basis points."""

    name = "percent"

    def __init__(self, grammar: QuantityGrammar, rules: Mapping[str, Any], directions: Mapping[str, Any]) -> None:
        super().__init__(grammar)
        self._units = Phrases((word, entry) for entry in rules["unit"] for word in entry["words"])
        self._points = _Points(rules["points"], directions)
        self._small_letters = frozenset(rules["small_letters"])

    def after(self, sentence: Sentence, i: int, numeral: Numeral) -> Unit | None:
        """Return the percent sign or word at atom ``i``, or the points of a rate."""
        word = sentence.norm(i)
        if word in self._points.words:
            return Unit(i, i + 1, "pp", "points") if self._points.are_of_a_rate(sentence, i, numeral) else None
        if self._points.is_margin(sentence, numeral):
            return Unit(i, i, "pp", "points")
        found = self._units.starting(sentence, i)
        if found is None and self._points.is_move_alike(sentence, numeral):
            return Unit(i, i, "%", "share")
        if found is None or (word in self._small_letters and not sentence.atoms[i].surface.islower()):
            return None
        entry, last = found
        return Unit(i, last, entry["unit"], entry["rule"], Decimal(entry.get("factor", 1)))

    def lend(self, sentence: Sentence, numerals: Sequence[Numeral], lent: Mapping[int, Unit]) -> Iterator[Reading]:
        """Yield the percentages that numerals are, by their first atoms; points are percentage points."""
        counted = (one for one in numerals if one.first in lent and sentence.norm(one.last) in self._points.words)
        return super().lend(sentence, numerals, {**lent, **{one.first: Unit(one.last, one.last + 1, "pp") for one in counted}})

    def refuses(self, sentence: Sentence, amount: Amount) -> bool:
        """Tell whether "pp" stands for pages."""
        return sentence.norm(amount.unit.first) == "pp" and amount.value > _MOST_POINTS


class _Points:
    """Tells the percentage points that are only called points, with ``[points]`` in ``rules/percent.toml``."""

    def __init__(self, rules: Mapping[str, Any], directions: Mapping[str, Any]) -> None:
        self.words = frozenset(rules["words"])
        self._rates = frozenset(rules["rates"])
        self._others = frozenset(rules["others"])
        self._moves = frozenset(word for entry in directions["cue"] for word in entry["words"])
        self._before = self._moves.union(rules["before"])
        self._hedges = frozenset(rules["hedges"])
        self._behind = frozenset(rules["behind"])
        self._margins = frozenset(rules["margins"])

    def are_of_a_rate(self, sentence: Sentence, i: int, numeral: Numeral) -> bool:
        """Tell whether the "points" at atom ``i``, behind ``numeral``, are those of a rate that rose, fell or leads."""
        if not 0 < numeral.value <= _MOST_POINTS:
            return False
        first = numeral.first - 1
        while sentence.norm(first) in self._hedges:
            first -= 1
        if sentence.norm(first) not in self._before and sentence.norm(i + 1) not in self._behind:
            return False
        said = {atom.norm for atom in sentence.atoms}
        return not said.isdisjoint(self._rates) and said.isdisjoint(self._others)

    def is_margin(self, sentence: Sentence, numeral: Numeral) -> bool:
        """Tell whether a number without a unit is a margin of error: "plus or minus 3.5"."""
        first = numeral.first
        if sentence.norm(first - 1) not in _SIGNS or sentence.norm(first - 2) not in {"or", "/", "of", "is"}:
            return False
        alone = sentence.norm(numeral.last) in _ENDS
        return alone and any(atom.norm in self._margins for atom in sentence.atoms)

    def is_move_alike(self, sentence: Sentence, numeral: Numeral) -> bool:
        """Tell whether a number moved as did the percentage before it: "Paris lost 1.2 percent. Milan edged down 0.1."."""
        if sentence.norm(numeral.last) not in _ENDS or "." not in sentence.norm(numeral.first) or numeral.scale != 1:
            return False
        moved = sentence.norm(numeral.first - 1) in self._moves
        return moved and _SHARE_BEFORE.search(sentence.text, max(0, sentence.start - _LOOK_BACK), sentence.start) is not None
