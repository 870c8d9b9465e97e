"""Bare numbers built like the amount before them: "Perth (24.7 per cent) and Adelaide (15.5)", "Milan rose 0.9%, Madrid 1.2"."""

from collections.abc import Mapping
from typing import Any

from tallyspan.lexer import Sentence, Shape
from tallyspan.quantity.amount import Amount, is_number, may_be_year

_SHARES = frozenset({"%", "pp"})
_SEPARATORS = frozenset({",", ";", "and", "while", "but", "with"})
_POSSESSIVE = frozenset({"s", "'", "\u2019"})
_WALLS = frozenset('.;:!?\u2014\u2013"\u201c\u201d')
_ENDS = frozenset({"", ",", ".", ";", ")", "?", "!"})
_NAME = 8  # atoms from an amount to the next of a list
_REACH = 16  # atoms from an amount to the number it is set against
_FAR, _FAR_COUNT = 20, 5  # times apart: no two figures for the same thing; a number without decimals is nearer
_MILLION = 1_000_000


def decimals(sentence: Sentence, amount: Amount) -> int:
    """Return how many digits stand behind the decimal point of the number."""
    return len(sentence.norm(amount.numeral.first).partition(".")[2])


def comparable(bare: Amount, giver: Amount, far: int = _FAR) -> bool:
    """Tell whether two numbers can be figures for the same thing: 32,891 is no rate beside 1.0%."""
    one, other = abs(bare.value), abs(giver.value / giver.unit.factor)
    return other < far * one and one < far * other


class Parallels:
    """Tells which bare numbers share the unit of the amount before them, with ``rules/ellipsis.toml`` and the words of motion."""

    def __init__(self, rules: Mapping[str, Any], directions: Mapping[str, Any]) -> None:
        self._moves = frozenset(word for entry in directions["cue"] for word in entry["words"]) | frozenset(rules["edging"])
        self._against = frozenset(rules["against"])
        self._readings = frozenset(rules["readings"])
        self._granting = frozenset(rules["granting"])
        self._turns = frozenset(rules["turns"])
        self._measures = frozenset(rules["measures"])
        self._exceeding = frozenset(rules["exceeding"])
        self._foreseen = frozenset(rules["foreseen"])
        self._grammar = frozenset(rules["grammar"])

    def shares(self, sentence: Sentence, bare: Amount, giver: Amount, opener: int, *, done: bool) -> bool:
        """Tell whether ``bare`` shares the unit of ``giver``, which stands before it.

        ``opener`` is the atom that stands before ``bare`` but for hedges; ``done`` says that nothing is counted behind it.
        """
        if bare.numeral.scale >= _MILLION:
            return giver.numeral.scale >= _MILLION and comparable(bare, giver) and self._is_expected(sentence, bare)
        places, share = decimals(sentence, bare), giver.unit.code in _SHARES
        if bare.numeral.scale != 1 or giver.high is not None or not comparable(bare, giver, _FAR if places else _FAR_COUNT):
            return False
        if not places and (not share or not self._may_count_hundredths(sentence, bare)):
            return False
        if share and (self._is_another(sentence, bare) or self._is_granted(sentence, bare)):
            return True
        if places != decimals(sentence, giver):
            return False
        if done and self._is_set_against(sentence, giver, opener):
            return True
        return share and (
            self._is_bracketed(sentence, bare, giver) or (bool(places) and done and self._is_told_alike(sentence, bare, giver))
        )

    def is_level(self, sentence: Sentence, giver: Amount, opener: int) -> bool:
        """Tell whether a number is what something reached when it moved by ``giver``: "dropped 8% last year to 0.72"."""
        if giver.unit.code not in _SHARES or not self._is_change(sentence, giver):
            return False
        return sentence.norm(opener) == "to" or (sentence.norm(opener) == "from" and opener == giver.last)

    def _may_count_hundredths(self, sentence: Sentence, bare: Amount) -> bool:
        """Tell whether a whole number in digits is no year, hour or day of a month."""
        if bare.numeral.worded or may_be_year(bare.numeral):
            return False
        after = sentence.norm(bare.last)
        clock = (after in {"a", "p"} and sentence.norm(bare.last + 1) in {".", "m"}) or (
            after == ":" and is_number(sentence, bare.last + 1)
        )
        return not clock and after not in self._measures and not (after in {"to", "-"} and is_number(sentence, bare.last + 1))

    def _is_change(self, sentence: Sentence, amount: Amount) -> bool:
        i = amount.first - 1
        while sentence.norm(i) in self._measures or sentence.norm(i).endswith("ly"):
            i -= 1
        return sentence.norm(i) == "by" or sentence.norm(i) in self._moves

    def _is_set_against(self, sentence: Sentence, giver: Amount, opener: int) -> bool:
        """Tell whether the number is what the amount is set against: "2.3 percent a year, down from 3.1", "41 per cent to 36"."""
        word = sentence.norm(opener)
        if word in {"'", "\u2019"} or (word == "s" and sentence.glued(opener)):  # 44 per cent to the Conservatives' 24
            first = giver.last
            return sentence.norm(first) == "to" and opener - first < _NAME and _has_name(sentence, first + 1, opener)
        if word == "to":
            return opener == giver.last
        return (
            word in self._against and giver.last <= opener < giver.last + _REACH and self._is_clear(sentence, giver.last, opener)
        )

    def _is_clear(self, sentence: Sentence, first: int, last: int) -> bool:
        """Tell whether neither another figure nor the end of a clause stands at atoms ``first`` to ``last``."""
        for i in range(first, last):
            atom = sentence.atoms[i]
            if atom.norm in _WALLS:
                return False
            dated = atom.norm.isdecimal() and len(atom.norm) == len("2019")
            if atom.shape is Shape.NUMBER and not dated and sentence.norm(i - 1) not in self._measures:
                return False
        return True

    def _is_bracketed(self, sentence: Sentence, bare: Amount, giver: Amount) -> bool:
        """Tell whether the number stands in brackets, as the amount does or with decimals as it has."""
        if sentence.norm(bare.first - 1) != "(" or sentence.norm(bare.last) != ")":
            return False
        return sentence.norm(giver.first - 1) == "(" or bool(decimals(sentence, bare))

    def _is_another(self, sentence: Sentence, bare: Amount) -> bool:
        return sentence.norm(bare.first - 1) == "another" and sentence.norm(bare.last) in self._turns

    def _is_granted(self, sentence: Sentence, bare: Amount) -> bool:
        """Tell whether one side got, or offered, the number: "wants 7 per cent; ministers have offered 5"."""
        return sentence.norm(bare.first - 1) in self._granting and sentence.norm(bare.last) in _ENDS

    def _is_told_alike(self, sentence: Sentence, bare: Amount, giver: Amount) -> bool:
        """Tell whether the number is the next of a list ("Madrid 1.2"), a move beside a move ("history down 2.1"), a reading."""
        before = sentence.norm(bare.first - 1)
        if before in self._moves:
            return giver.borrowed or self._is_change(sentence, giver)
        if before == "of":
            return sentence.norm(bare.first - 2) in self._readings
        first = giver.last
        if not 1 < bare.first - first <= _NAME or sentence.norm(first) not in _SEPARATORS:
            return False
        if before == "ones":
            return True
        named = before in _POSSESSIVE or (before.isalpha() and before not in self._grammar)
        return named and _has_name(sentence, first + 1, bare.first)

    def _is_expected(self, sentence: Sentence, bare: Amount) -> bool:
        """Tell whether the number is what was expected instead of the amount, or a part of it."""
        i = bare.first - 1
        if sentence.norm(i) == "including":
            return True
        return (
            sentence.norm(i) == "the" and sentence.norm(i - 1) in self._exceeding and sentence.norm(bare.last) in self._foreseen
        )


def _has_name(sentence: Sentence, first: int, last: int) -> bool:
    """Tell whether atoms ``first`` to ``last`` hold a capitalised word and no figure."""
    atoms = sentence.atoms[first:last]
    return any(atom.surface[0].isupper() for atom in atoms) and not any(atom.shape is Shape.NUMBER for atom in atoms)
