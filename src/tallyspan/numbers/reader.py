"""Every number of a sentence, in digits or in words."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tallyspan.lexer import Sentence, Shape
from tallyspan.numbers.figures import read_figures, vulgar_fraction
from tallyspan.numbers.numeral import Numeral
from tallyspan.numbers.spelled import SpelledReader
from tallyspan.numbers.vocabulary import Vocabulary


class NumberReader:
    """Reads numerals out of sentences, with the words of ``rules/number.toml``."""

    def __init__(self, rules: Mapping[str, Any]) -> None:
        self._words = Vocabulary(rules)
        self._spelled = SpelledReader(self._words)

    @property
    def words(self) -> frozenset[str]:
        """Every lower-case word that a numeral has to have, when it has no digit."""
        return self._words.every

    def read(self, sentence: Sentence) -> list[Numeral]:
        """Return the numerals of ``sentence``, in order and apart.

        >>> from tallyspan import rules
        >>> numbers = NumberReader(rules.read("number"))
        >>> [str(n.value) for n in numbers.read(Sentence("3.2bn, two and a half, 28 thousand, one hundred and two"))]
        ['3200000000.0', '2.5', '28000', '102']
        """
        numerals: list[Numeral] = []
        i, end = 0, len(sentence.atoms)
        while i < end:
            numeral = self._read_at(sentence, i)
            if numeral is None:
                i += 1
            else:
                numerals.append(numeral)
                i = numeral.last
        return numerals

    def scaled_by_letter(self, sentence: Sentence, numeral: Numeral, *, spaced: bool = False) -> Numeral | None:
        """Return the numeral with the scale letter glued to it ("35m", "45k"), or ``spaced``; None when there is none.

        Such a letter may be a unit as well, so only a kind that sees a currency can tell.
        """
        scale = self._words.letters.get(sentence.norm(numeral.last))
        if scale is None or numeral.scale != 1 or not (spaced or sentence.glued(numeral.last)):
            return None
        return numeral._replace(last=numeral.last + 1, value=numeral.bare * scale, scale=scale, plain=False)

    def scaled_at(self, sentence: Sentence, numeral: Numeral, i: int) -> tuple[Numeral, int]:
        """Return the numeral multiplied by a scale word at atom ``i``, and the atom after it; both unchanged if there is none."""
        scale = self._words.scales.get(sentence.norm(i))
        if scale is None or numeral.scale != 1:
            return numeral, i
        return numeral._replace(value=numeral.bare * scale, scale=scale, plain=False), i + 1

    def fraction_after(self, sentence: Sentence, i: int) -> tuple[Decimal, int] | None:
        """Return the value and end of "and a half", "-and-a-half", "and two thirds" at atom ``i``."""
        return self._words.fraction_after(sentence, i)

    def _read_at(self, sentence: Sentence, i: int) -> Numeral | None:
        atom = sentence.atoms[i]
        if atom.shape is Shape.NUMBER:
            return self._figures(sentence, i)
        if (spelled := self._spelled.read(sentence, i)) is not None:
            return spelled
        if (share := vulgar_fraction(atom)) is not None:
            return self._words.scaled(sentence, Numeral(i, i + 1, share, share))
        return None

    def _figures(self, sentence: Sentence, i: int) -> Numeral | None:
        numeral = read_figures(sentence, i)
        if numeral is None:
            return None
        if (half := self._words.fraction_after(sentence, numeral.last)) is not None:
            value = numeral.value + half[0]
            numeral = numeral._replace(last=half[1], value=value, bare=value, plain=False)
        return self._words.scaled(sentence, numeral)
