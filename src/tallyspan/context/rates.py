"""The denominator of an amount that stands at a distance: "$500 that a family needs each month", "5 dollars for each barrel"."""

from collections.abc import Mapping, Sequence
from typing import Any

from tallyspan.context.forms import all_forms
from tallyspan.context.modality.clause_line import OPENERS, STOPS
from tallyspan.syntax import Word

_CLOSE = 14  # words from an amount to its time
_BRACKET = 5  # words of an amount said again in brackets
_NEAR = 6  # words from "monthly wage" to the amount
_VERB = 3  # words from "costs" to the amount
_LEFT = 12  # words from "per-litre" to the amount


class RateReader:
    """Reads it with the words of ``rules/rate.toml`` and of ``[rate]`` in ``rules/qualifying.toml``."""

    def __init__(self, rates: Mapping[str, Any], table: Mapping[str, Any]) -> None:
        self._units = frozenset(rates["after_article"])
        self._times = frozenset(rates["times"])
        self._verbs = all_forms(table["verbs"], ["spent", "paid", "got", "made", "lost", "sent"])
        self._costs = all_forms(table["costs"], ["sold", "went", "cost"])
        self._for_each = frozenset(table["for_each"])
        self._each = frozenset(table["each"])
        self._one = frozenset(table["one"])
        self._adjectives: dict[str, str] = table["adjectives"]
        self._wages = frozenset(table["wages"])

    def read(self, line: Sequence[Word], first: int, last: int) -> str | None:
        """Return the denominator of the amount ``line[first:last]``, or None."""
        return self._behind(line, last) or self._before(line, first) or self._of_wage(line, first) or self._of_one(line, first)

    def _behind(self, line: Sequence[Word], last: int) -> str | None:
        close = next((i for i in range(last + 1, min(len(line), last + _BRACKET)) if line[i].norm == ")"), -1)
        if last < len(line) and line[last].norm == "(" and close > 0:  # "100 million won ($75,000) for each birth"
            last = close + 1
        elif last < len(line) and line[last].norm == ")":
            last += 1
        words = [word.norm for word in line[last : last + 3]]
        if len(words) == 3 and words[0] in self._for_each and words[1] in (self._one if words[0] == "for" else self._each):  # noqa: PLR2004
            return words[2] if words[2] in self._units else self._counted(line, last + 2) if words[1] in self._each else None
        for i in range(last, min(len(line) - 1, last + _CLOSE)):
            word = line[i]
            if word.norm in self._each and line[i + 1].norm in self._times:
                return line[i + 1].norm
            foreign = word.tag.startswith("VB") and word.norm not in self._verbs
            if foreign or word.norm in STOPS or word.norm in OPENERS - {"that"} or word.norm in {",", "$", "%"}:
                return None
        return None

    def _counted(self, line: Sequence[Word], i: int) -> str | None:
        """Return the noun behind "for each": "for each new patient"."""
        while i < len(line) and line[i].tag.startswith("JJ"):
            i += 1
        return line[i].norm if i < len(line) and line[i].tag == "NN" else None

    def _before(self, line: Sequence[Word], first: int) -> str | None:
        """Return the X of "the per-X price" and "X capita income" before the amount, or of "Each month" at the start."""
        for i in range(first - 1, max(0, first - _LEFT), -1):
            word = line[i].norm
            if word in STOPS or word == ",":
                break
            if line[i - 1].norm == "per" and word == "capita":
                return "capita"
            if word.startswith("per-") and word[4:].isalpha():
                return word[4:]
            if word == "-" and line[i - 1].norm == "per" and line[i + 1].norm.isalpha():
                return line[i + 1].norm
        opening = len(line) > 1 and line[0].norm in self._each and line[1].norm in self._times and first <= _LEFT
        return line[1].norm if opening else None

    def _of_wage(self, line: Sequence[Word], first: int) -> str | None:
        for i in range(first - 1, max(-1, first - _NEAR), -1):
            if line[i].tag == "CD" or line[i].norm in STOPS or line[i].norm == ",":
                return None
            if line[i].norm in self._adjectives and any(word.norm in self._wages for word in line[i + 1 : i + 4]):
                return self._adjectives[line[i].norm]
        return None

    def _of_one(self, line: Sequence[Word], first: int) -> str | None:
        """Return what one of costs the amount: "a barrel of oil costs $60"."""
        verbs = [i for i in range(max(0, first - _VERB), first) if line[i].norm in self._costs]
        for i in range(verbs[-1] - 2 if verbs else -1, max(-1, first - _NEAR - _VERB), -1):
            if line[i].norm in STOPS or line[i].norm == "," or line[i + 1].tag == "CD":
                return None
            if line[i].norm in self._one and line[i + 1].norm in self._units:
                return line[i + 1].norm
        return None
