"""Numbers in words: "one hundred and twenty-five", "three quarters of a", "half a", "a dozen", "a million"."""

from decimal import Decimal

from tallyspan.lexer import Sentence
from tallyspan.numbers.numeral import Numeral
from tallyspan.numbers.vocabulary import Vocabulary

_TEN, _HUNDRED = 10, 100


class SpelledReader:
    """Reads the number whose first word stands at one atom."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words

    def read(self, sentence: Sentence, i: int) -> Numeral | None:
        """Return the number in words that starts at atom ``i``, perhaps with the article before it; None when there is none."""
        word = sentence.atoms[i].norm
        if word in self._words.cardinals:
            return self._cardinal(sentence, i)
        if word in self._words.fractions:
            return self._fraction(sentence, i)
        if word in self._words.quantifiers:
            return self._quantifier(sentence, i)
        if word in self._words.scales:
            return self._bare_scale(sentence, i)
        return self._articled(sentence, i) if word in {"a", "an"} else None

    def _cardinal(self, sentence: Sentence, i: int) -> Numeral:
        """Read "one hundred and twenty-five": cardinals below a thousand, then scales, biggest first; or "one-half"."""
        if (share := self._shares(sentence, i)) is not None:
            return share
        total = Decimal(0)
        group = Decimal(self._words.cardinals[sentence.norm(i)])
        last, limit = i + 1, Decimal("Infinity")
        while True:
            j = last + 1 if sentence.norm(last) == "-" and sentence.glued(last + 1) else last
            word = sentence.norm(j)
            if word == "and" and (group % _HUNDRED == 0 or not group) and sentence.norm(j + 1) in self._words.cardinals:
                j, word = j + 1, sentence.norm(j + 1)
            scale = self._words.scales.get(word)
            if word in self._words.cardinals and _fits(group, self._words.cardinals[word]) and (group or total):
                group += self._words.cardinals[word]
            elif scale == _HUNDRED and 0 < group < _HUNDRED:
                group *= 100
            elif scale is not None and scale > _HUNDRED and group and scale < limit:
                total, group, limit = total + group * scale, Decimal(0), scale
            elif scale is not None and total and not group and scale > limit:  # two thousand million
                total, limit = total * scale, scale
            else:
                break
            last = j + 1
        value = total + group
        if total and not group:
            return Numeral(i, last, value, value / limit, limit, worded=True)
        if tail := self._words.fraction_after(sentence, last) or self._decimals(sentence, last):
            value, last = value + tail[0], tail[1]
        return self._words.scaled(sentence, Numeral(i, last, value, value, worded=True))

    def _decimals(self, sentence: Sentence, i: int) -> tuple[Decimal, int] | None:
        """Return the value and end of "point five", "point two five" at atom ``i``."""
        if sentence.norm(i) != "point":
            return None
        digits, i = "", i + 1
        while self._words.cardinals.get(sentence.norm(i), _TEN) < _TEN:
            digits += str(self._words.cardinals[sentence.norm(i)])
            i += 1
        return (Decimal(f"0.{digits}"), i) if digits else None

    def _shares(self, sentence: Sentence, i: int) -> Numeral | None:
        """Read "one-half", "three quarters of a" that start with the cardinal at atom ``i``."""
        last = i + 2 if sentence.norm(i + 1) == "-" and sentence.glued(i + 2) else i + 1
        word = sentence.norm(last)
        part = self._words.fraction(word)
        if part is None:
            return None
        last += 1
        if sentence.norm(last) == "of" and sentence.norm(last + 1) in {"a", "an", "one"}:
            last += 2
        elif sentence.norm(last) == "of":
            return None
        value = self._words.cardinals[sentence.norm(i)] * part
        return self._words.scaled(sentence, Numeral(i, last, value, value, worded=True))

    def _fraction(self, sentence: Sentence, i: int) -> Numeral | None:
        """Read "half a", "a quarter of a", "half-" before what they are a part of."""
        value = self._words.fractions[sentence.norm(i)]
        last = i + 1
        if sentence.norm(last) == "of":
            last += 1
        if sentence.norm(last) in {"a", "an", "one"}:
            last += 1
        elif sentence.norm(last) == "-" and sentence.glued(last + 1) and last == i + 1:
            return self._words.scaled(sentence, Numeral(i, last, value, value, worded=True))
        elif sentence.norm(last) not in self._words.scales:
            return None
        first = i - 1 if sentence.norm(i - 1) in {"a", "one"} else i
        return self._words.scaled(sentence, Numeral(first, last, value, value, worded=True))

    def _quantifier(self, sentence: Sentence, i: int) -> Numeral:
        value = self._words.quantifiers[sentence.norm(i)]
        first = i - 1 if sentence.norm(i - 1) == "a" else i
        last = i + 2 if sentence.norm(i + 1) == "of" else i + 1
        return self._words.scaled(sentence, Numeral(first, last, value, value, worded=True))

    def _bare_scale(self, sentence: Sentence, i: int) -> Numeral | None:
        """Read "a million" and the "million" of "million-dollar"; "millions" alone says no number."""
        if sentence.norm(i).endswith("s"):
            return None
        numeral = self._words.scaled(sentence, Numeral(i, i, Decimal(1), Decimal(1), worded=True))
        if (half := self._words.fraction_after(sentence, numeral.last)) is not None:  # a million and a half
            numeral = numeral._replace(last=half[1], value=numeral.scale * (1 + half[0]), bare=1 + half[0])
        if sentence.norm(numeral.last) == "-":
            return numeral
        return numeral._replace(first=i - 1) if sentence.norm(i - 1) in {"a", "an"} else None

    def _articled(self, sentence: Sentence, i: int) -> Numeral | None:
        """Read the "a" of "a mile and a half", and of what is counted by its article."""
        if not (self._words.fraction_after(sentence, i + 2) or self._words.articled.starting(sentence, i + 1)):
            return None
        last = i + 2 if sentence.norm(i + 1) == "full" else i + 1
        return Numeral(i, last, Decimal(1), Decimal(1), worded=True)


def _fits(group: Decimal, cardinal: int) -> bool:
    """Tell whether a cardinal may follow a group: 5 after 20 or 100, 20 after 100, nothing after 5."""
    if cardinal == 0:
        return False
    return group % _HUNDRED == 0 or (cardinal < _TEN and group % _TEN == 0 and group % _HUNDRED >= 2 * _TEN)
