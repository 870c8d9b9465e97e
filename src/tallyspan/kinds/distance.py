"""Lengths: distance, height, depth, width, rainfall; in metres."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tallyspan.lexer import Sentence, Shape
from tallyspan.numbers import Numeral
from tallyspan.phrases import Phrases
from tallyspan.quantity import Amount, QuantityGrammar, QuantityKind, Rest, Unit, is_in_name

_PRIMES = frozenset("'\u2019\u2032")
_DOZEN = 12
_ENDS = frozenset({"", ".", ",", ";", ")"})


class DistanceKind(QuantityKind):
    """Reads lengths; unit ``m``, exact factors from the rules."""

    name = "distance"
    letters = ("k",)

    def __init__(self, grammar: QuantityGrammar, rules: Mapping[str, Any]) -> None:
        super().__init__(grammar)
        factors = {entry["unit"]: Decimal(entry["metres"]) for entry in rules["unit"]}
        self._inches = Rest(factors["inch"], below=12, links=((), ("-",)))
        entries = [
            (word, entry) for entry in rules["unit"] for key in ("words", "glued", "letter") for word in entry.get(key, ())
        ]
        self._units = Phrases((word, (entry["unit"], factors[entry["unit"]])) for word, entry in entries)
        self._glued = frozenset(word for entry in rules["unit"] for word in entry.get("glued", ()))
        self._letters = frozenset(word for entry in rules["unit"] for word in entry.get("letter", ()))
        self._after_letter = frozenset(rules["after_letter"])
        self._dimensions = frozenset(rules["dimensions"])
        self._feet = frozenset(word for entry in rules["unit"] if entry["unit"] == "foot" for word in entry["words"])
        self._events = frozenset(rules["events"])
        self._before_events = frozenset(rules["before_events"])
        self._measuring = frozenset(rules["measuring"])
        self._behind_one = frozenset(rules["behind_one"])
        self._before_one = frozenset(rules["before_one"])
        self._refused = Phrases((words, True) for words in rules["refused_after"])

    def after(self, sentence: Sentence, i: int, numeral: Numeral) -> Unit | None:
        """Return the unit of length at atom ``i``."""
        found = self._units.starting(sentence, i)
        if found is None:
            return None
        (name, factor), last = found
        word = sentence.norm(i)
        if word in self._glued and not self._is_inch(sentence, i, last, numeral):
            return None
        if word in _PRIMES and not self._opens_inches(sentence, i):
            return None
        if word in self._letters and not self._is_letter_unit(sentence, i, last, numeral):
            return None
        return Unit(i, last, "m", name, factor)

    def rest(self, amount: Amount) -> Rest | None:
        """Return inches behind feet: "6-foot-2"."""
        return self._inches if amount.unit.rule == "foot" else None

    def refuses(self, sentence: Sentence, amount: Amount) -> bool:
        """Tell whether the words behind make it a speed, a race, an area."""
        last = amount.last
        if sentence.norm(last) == "-" and sentence.glued(last):
            last += 1
        if self._is_event(sentence, amount) or sentence.norm(amount.first - 1) == "own":  # on their own two feet
            return True
        if self._is_any(sentence, amount):
            return True
        squared = sentence.glued(last) and sentence.norm(last) in {"2", "3"}  # km2
        return squared or self._refused.starting(sentence, last) is not None

    def _is_event(self, sentence: Sentence, amount: Amount) -> bool:
        """Tell whether the length is the name of a race."""
        if amount.unit.rule != "metre" or amount.high is not None or amount.value not in self._events:
            return False
        return sentence.norm(amount.first - 1) in self._before_events and sentence.norm(amount.last) not in self._measuring

    def _is_any(self, sentence: Sentence, amount: Amount) -> bool:
        """Tell whether "a mile" is any mile, or a figure of speech: "$9 million a mile", "missed by a mile"."""
        if not amount.numeral.worded or amount.numeral.value != 1 or sentence.norm(amount.numeral.first) not in {"a", "an"}:
            return False
        if amount.high is not None or amount.value != amount.unit.factor:  # a mile and a half
            return False
        return sentence.norm(amount.last) not in self._behind_one and sentence.norm(amount.first - 1) not in self._before_one

    def _is_letter_unit(self, sentence: Sentence, i: int, last: int, numeral: Numeral) -> bool:
        """Tell whether "m" at atom ``i`` stands for metres: behind digits, not in a name, with nothing counted behind."""
        if numeral.worded or not sentence.atoms[i].surface.islower() or not self._is_end(sentence, last):
            return False
        hyphen = numeral.first - 1  # SCP-173m
        return not (sentence.norm(hyphen) == "-" and sentence.glued(numeral.first) and is_in_name(sentence, hyphen))

    def _opens_inches(self, sentence: Sentence, i: int) -> bool:
        """Tell whether the prime or quote at atom ``i`` stands for feet: glued, with inches glued behind, as in 5'11"."""
        inches = sentence.norm(i + 1)
        return (
            sentence.glued(i) and sentence.glued(i + 1) and inches.isdecimal() and inches.isascii() and int(inches[:3]) < _DOZEN
        )

    def _is_inch(self, sentence: Sentence, i: int, last: int, numeral: Numeral) -> bool:
        """Tell whether "in" or a double quote at atom ``i`` is the unit: "5in", "5 ft 2 in", "2 in thick", "is 2 in."."""
        if sentence.norm(i - 1) == "-" or numeral.worded:
            return False
        if sentence.norm(numeral.first - 1) in self._feet or sentence.norm(last) in self._dimensions:
            return True
        if not sentence.norm(i).isalpha():
            return False
        return sentence.norm(last) in _ENDS or (sentence.glued(i) and self._is_end(sentence, last))

    def _is_end(self, sentence: Sentence, i: int) -> bool:
        """Tell whether a unit of one or two letters may end before atom ``i``: no counted thing follows."""
        if i >= len(sentence.atoms) or sentence.norm(i) in self._after_letter:
            return True
        return sentence.atoms[i].shape is Shape.MARK or (sentence.atoms[i].shape is Shape.NUMBER and not sentence.glued(i))
