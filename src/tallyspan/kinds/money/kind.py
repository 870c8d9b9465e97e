"""Amounts of money, in ISO 4217 currencies."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from tallyspan.currencies import Currencies, Sense
from tallyspan.kinds.money.whose import Whose
from tallyspan.lexer import Sentence, Shape
from tallyspan.numbers import Numeral
from tallyspan.phrases import Phrases
from tallyspan.places import Places
from tallyspan.quantity import Amount, QuantityGrammar, QuantityKind, Rest, Unit
from tallyspan.reading import Reading

_HUNDREDTHS = Rest(Decimal(1) / 100, below=100, links=((), ("and",)), digits=2)
_SUBJECT = 24  # atoms back to the currency that a rate is of
_NEAR = 3
_WINDOW = 8  # atoms on either side in which a word tells pounds of money from pounds of weight
_LETTERS = frozenset("KNPQRY")  # marks of one letter: money only when glued before the number
_HUNDRED, _CODELIKE = 100, 10_000
_MILLION = 1_000_000
_TOLD = 1500  # characters back to the currency that a bare price is in
_SIGN = re.compile(r"(?:(?<!\w)(?:US|AU?|NZ|CA?|HK|S))?\$|[£€¥₹]")
_THOUSANDS, _THOUSAND = re.compile(r"[1-9]\d{0,2}\.\d{3}"), 1000
_ENDS = frozenset({"", ".", ",", ";", ")", '"', "\u201d", "!", "?"})
_SMALL = 1000  # below this a bare number before a word such as "won" counts something else


class MoneyKind(QuantityKind):
    """Reads amounts of money; the unit is the ISO 4217 code, the value is in its main unit."""

    name = "money"
    letters = ("k", "m", "mm", "b", "t", "tr")

    def __init__(self, grammar: QuantityGrammar, places: Places, rules: Mapping[str, Any]) -> None:
        super().__init__(grammar)
        self._currencies = Currencies(rules)
        self._whose = Whose(self._currencies, places, rules["whose"])
        self._behind = Phrases(self._currencies.behind.items())
        self._before = Phrases(self._currencies.before.items())
        self._exchange = Phrases((words, True) for words in rules["exchange"])
        self._sold = Phrases((words, True) for words in rules["sold"])
        self._weights = frozenset(rules["weights"])
        self._idioms = Phrases((words, True) for words in rules["idioms"])
        self._weights_before = frozenset(rules["weights_before"])
        self._prices = frozenset(rules["prices"])
        self._homographs = frozenset(rules["homographs"])
        self._after_unit = frozenset(rules["after_unit"])
        self._counters = frozenset(rules["counters"])
        self._word_codes = frozenset(rules["word_codes"])
        self._small_units = frozenset(rules["small_units"])

    def before(self, sentence: Sentence, i: int) -> Unit | None:
        """Return the code or sign that ends right before atom ``i``."""
        for sense, first in self._before.all_ending(sentence, i):
            letters = sense.exact is not None and sense.exact.isalpha()
            if letters and (_is_inside_word(sentence, first) or (sense.exact in _LETTERS and not sentence.glued(i))):
                continue  # "R5,000" is money, "R 5" and "A-R5" hardly
            if self._spelled(sentence, first, i, sense):
                return Unit(first, i, sense.code, sense.rule, sense.factor, sense.word, sign=True)
        return None

    def after(self, sentence: Sentence, i: int, numeral: Numeral) -> Unit | None:
        """Return the currency word, code or sign at atom ``i``."""
        for sense, last in self._behind.all_starting(sentence, i):
            if sense.glued:
                fits = sentence.glued(i) and not numeral.worded
            else:
                fits = sense.exact not in _LETTERS and self._spelled(sentence, i, last, sense)
                fits = fits and not (sense.exact and (_opens_next(sentence, last) or _is_named(sentence, i, last)))
            if fits:
                return Unit(i, last, sense.code, sense.rule, sense.factor, sense.word, sign=sense.rule == "sign")
        return self._exchanged(sentence, i) or self._fetched(sentence, i, numeral)

    def _exchanged(self, sentence: Sentence, i: int) -> Unit | None:
        """Return the currency whose rate the number before atom ``i`` is: "the lira fell to 18.6 per dollar"."""
        sign = self._exchange.starting(sentence, i)
        other = self._behind.starting(sentence, sign[1]) if sign else None
        if sign is None or other is None or other[0].exact or other[0].factor != 1:
            return None
        for j in range(i - 1, max(-1, i - _SUBJECT), -1):
            named = self._behind.ending(sentence, j)
            if named and not named[0].exact and named[0].factor == 1 and named[0].code != other[0].code:
                return Unit(i, i, named[0].code, "exchange", word=named[0].word)
        return None

    def _fetched(self, sentence: Sentence, i: int, numeral: Numeral) -> Unit | None:
        """Return the currency told before, where millions of nothing said are a price: "it went for 1.02 million"."""
        if numeral.scale < _MILLION or sentence.norm(i) not in _ENDS or not self._sold.ending(sentence, numeral.first):
            return None
        start = sentence.atoms[numeral.first].start
        signs = _SIGN.findall(sentence.text, max(0, start - _TOLD), start)
        sense = self._currencies.before.get(signs[-1]) if signs else None
        return Unit(i, i, sense.code, "told", word=sense.word) if sense else None

    def rest(self, amount: Amount) -> Rest | None:
        """Return hundredths behind a whole unit: "15 dollars 50"."""
        return _HUNDREDTHS if amount.unit.factor == 1 and not amount.led and amount.numeral.scale == 1 else None

    def numeral(self, sentence: Sentence, numeral: Numeral, unit: Unit) -> Numeral:
        """Return ``numeral``, "300.000 dong" as three hundred thousand: no price has thousandths of so small a unit."""
        if unit.code not in self._small_units or not _THOUSANDS.fullmatch(sentence.norm(numeral.first)):
            return numeral
        return numeral._replace(value=numeral.value * _THOUSAND, bare=numeral.bare * _THOUSAND)

    def refuses(self, sentence: Sentence, amount: Amount) -> bool:
        """Tell whether "pounds" weigh, "won" is a verb, "marks" are grades, "N95" and "COP26" are names."""
        unit, word = amount.unit, amount.unit.word
        if any(self._idioms.starting(sentence, first) for first in (amount.first, amount.first - 1)):
            return True
        written = sentence.norm(amount.numeral.first)
        if amount.numeral.scale != 1 or "." in written:
            return word == "pound" and self._weighs(sentence, amount)
        if unit.last == amount.numeral.first:
            mark = sentence.text[sentence.atoms[unit.first].start : sentence.atoms[unit.last - 1].end]
            limit = _HUNDRED if mark in _LETTERS else _CODELIKE if mark in self._word_codes else 0
            return amount.numeral.value < limit and "," not in written
        if unit.rule == "word" and amount.value < _SMALL and self._is_homograph(sentence, amount):
            return True
        return word == "pound" and self._weighs(sentence, amount)

    def _is_homograph(self, sentence: Sentence, amount: Amount) -> bool:
        """Tell whether the unit is another word: "three won twice", "two real problems", "two euro zone states"."""
        word = sentence.norm(amount.unit.first)
        if word in self._counters:
            return True
        following = sentence.atoms[amount.last] if amount.last < len(sentence.atoms) else None
        named = following is not None and following.surface.islower() and following.norm not in self._after_unit
        apart = sentence.norm(amount.unit.first - 1) != "-"
        return named and apart and (word in self._homographs or (amount.numeral.worded and not word.endswith("s")))

    def _weighs(self, sentence: Sentence, amount: Amount) -> bool:
        """Tell whether pounds are a weight: words of weight near, or a small number and no word of money."""
        if amount.unit.rule != "word" or amount.numeral.scale > _SMALL:
            return False
        before = {sentence.norm(i) for i in range(amount.first - _NEAR, amount.first)}
        around = {sentence.norm(i) for i in range(amount.first - _WINDOW, amount.last + _WINDOW)}
        weighed = sentence.norm(amount.last) == "of" or bool(around & self._weights or before & self._weights_before)
        return weighed or (amount.value < _SMALL and not around & self._prices)

    def resolve(self, readings: Sequence[Reading], text: str, published: date | None) -> Iterable[Reading]:  # noqa: ARG002
        """Yield ``readings`` with each ambiguous word or sign settled by what else the article says."""
        return self._whose.settle(readings, text)

    def _spelled(self, sentence: Sentence, first: int, last: int, sense: Sense) -> bool:
        """Tell whether the atoms are spelled as the sense wants them, and are not a plain word in capitals."""
        if sense.exact is None:
            return True
        surface = sentence.text[sentence.atoms[first].start : sentence.atoms[last - 1].end]
        if surface != sense.exact and not _is_same_sign(surface, sense.exact):
            return False
        return surface not in self._word_codes or any(atom.surface.islower() for atom in sentence.atoms)


def _is_same_sign(surface: str, exact: str) -> bool:
    """Tell whether ``surface`` is a sign such as ``HK$`` in another case or with a space.

    "a $" is no ``A$``, nor the "s $" of "it's $5" an ``S$``.
    """
    return (
        exact[0].isalpha()
        and not exact.isalpha()
        and surface.replace(" ", "").lower() == exact.lower()
        and not (surface[1] == " " and surface[0] in "aAsS")
    )


def _opens_next(sentence: Sentence, i: int) -> bool:
    """Tell whether a number is glued behind the mark that ends at atom ``i``, as behind the second of "Rs.30-Rs.40"."""
    i += sentence.norm(i) == "." and sentence.glued(i)
    return sentence.glued(i) and sentence.atoms[i].shape is Shape.NUMBER


def _is_named(sentence: Sentence, first: int, last: int) -> bool:
    """Tell whether the letters from ``first`` to ``last`` name a thing with a number: "four RS-25 engines", not "5 Rs-6 Rs"."""
    numbered = sentence.norm(last) == "-" and sentence.glued(last) and sentence.glued(last + 1)
    numbered = numbered and sentence.atoms[last + 1].shape is Shape.NUMBER and sentence.norm(first).isalpha()
    return numbered and sentence.norm(last + 2) != sentence.norm(first)


def _is_inside_word(sentence: Sentence, first: int) -> bool:
    """Tell whether the mark at atom ``first`` is the tail of something longer, as in "A-R5"."""
    return sentence.glued(first) and sentence.norm(first - 1) not in {"(", "[", "\u201c", '"', "'", "\u2018", "/", "\u2014"}
