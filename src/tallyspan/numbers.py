"""Atoms into exact numbers: "3.2bn", "two and a half", "28 thousand", "1 200 000"."""

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from tallyspan.lexer import Atom, Sentence, Shape
from tallyspan.phrases import Phrases

MAX_DIGITS = 40  # longer runs of digits are codes, not quantities
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?|\d*\.\d+|\d+")
_EUROPEAN = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}")
_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")
_CENTS = re.compile(r"[\d,]+\.\d\d")
_GROUP = re.compile(r"\d{3}")
_FIRST_GROUP = re.compile(r"\d{1,3}")
_SCALES = 2  # scale words in a row: "lakh crore"
_TRUSTED_GROUPS = 2
_DENOMINATORS = frozenset({"2", "3", "4", "5", "8", "10", "16", "32", "64"})
_TEN, _HUNDRED = 10, 100
_HARD_SPACES = frozenset("\u00a0\u2009\u202f")


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


def parse_digits(surface: str) -> Decimal | None:
    """Return the number that a run of digits, commas and full stops stands for; None when it is no number.

    >>> [str(parse_digits(s)) for s in ("1,200,000", "1.200.000", "1,20,000", "3.25", "3,5", "1,2,3")]
    ['1200000', '1200000', '120000', '3.25', '3.5', 'None']
    """
    if len(surface) > MAX_DIGITS:
        return None
    if _ENGLISH.fullmatch(surface):
        return Decimal(surface.replace(",", ""))
    if _EUROPEAN.fullmatch(surface):
        return Decimal(surface.replace(".", "").replace(",", "."))
    if _DECIMAL_COMMA.fullmatch(surface):
        return Decimal(surface.replace(",", "."))
    return None


class NumberReader:
    """Reads numerals out of sentences, with the words of ``rules/number.toml``."""

    def __init__(self, rules: Mapping[str, Any]) -> None:
        self._cardinals: dict[str, int] = {
            word: value for key in ("cardinal", "tens") for entry in rules[key] for word, value in entry["values"].items()
        }
        self._scales: dict[str, Decimal] = {word: Decimal(entry["value"]) for entry in rules["scale"] for word in entry["words"]}
        self._glued: dict[str, Decimal] = {
            word: Decimal(entry["value"]) for entry in rules["scale"] for word in entry.get("glued", ())
        }
        self._fractions: dict[str, Decimal] = {
            word: Decimal(share[0]) / share[1] for entry in rules["fraction"] for word, share in entry["values"].items()
        }
        self._articled = Phrases((words, True) for entry in rules["article"] for words in entry["words"])
        self._quantifiers: dict[str, Decimal] = {
            word: Decimal(value) for entry in rules["quantifier"] for word, value in entry["values"].items()
        }

    @property
    def words(self) -> frozenset[str]:
        """Every lower-case word that a numeral has to have, when it has no digit."""
        return frozenset().union(self._cardinals, self._scales, self._fractions, self._quantifiers, self._articled.words)

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
        scale = self._glued.get(sentence.norm(numeral.last))
        if scale is None or numeral.scale != 1 or not (spaced or sentence.glued(numeral.last)):
            return None
        return numeral._replace(last=numeral.last + 1, value=numeral.bare * scale, scale=scale, plain=False)

    def scaled_at(self, sentence: Sentence, numeral: Numeral, i: int) -> tuple[Numeral, int]:
        """Return the numeral multiplied by a scale word at atom ``i``, and the atom after it; both unchanged if there is none."""
        scale = self._scales.get(sentence.norm(i))
        if scale is None or numeral.scale != 1:
            return numeral, i
        return numeral._replace(value=numeral.bare * scale, scale=scale, plain=False), i + 1

    def fraction_after(self, sentence: Sentence, i: int) -> tuple[Decimal, int] | None:
        """Return the value and end of "and a half", "-and-a-half", "and two thirds" at atom ``i``."""
        places: list[int] = []
        while len(places) < len(("and", "a", "half")) and sentence.norm(i):
            if sentence.norm(i) != "-":
                places.append(i)
            i += 1
        link, count, word = ([sentence.norm(place) for place in places] + ["", "", ""])[:3]
        many = 1 if count == "a" else self._cardinals.get(count, 0)
        part = self._fractions.get(word) or self._fractions.get(word.removesuffix("s"))
        return (many * part, i) if link == "and" and many and part else None

    def _read_at(self, sentence: Sentence, i: int) -> Numeral | None:
        atom = sentence.atoms[i]
        if atom.shape is Shape.NUMBER:
            return self._digits(sentence, i)
        if atom.norm in self._cardinals:
            return self._words(sentence, i)
        if atom.norm in self._fractions:
            return self._fraction(sentence, i)
        if atom.norm in self._quantifiers:
            return self._quantifier(sentence, i)
        if atom.norm in self._scales:
            return self._bare_scale(sentence, i)
        if (share := _vulgar(atom)) is not None:
            return self._scale(sentence, Numeral(i, i + 1, share, share))
        if atom.norm in {"a", "an"} and (self.fraction_after(sentence, i + 2) or self._articled.starting(sentence, i + 1)):
            last = i + 2 if sentence.norm(i + 1) == "full" else i + 1
            return Numeral(i, last, Decimal(1), Decimal(1), worded=True)  # a mile and a half
        return None

    def _digits(self, sentence: Sentence, i: int) -> Numeral | None:
        value = parse_digits(sentence.atoms[i].norm)
        if value is None:
            return None
        last, plain = i + 1, True
        groups = _space_groups(sentence, i)
        if groups > 1:
            last += groups - 1
            value = Decimal("".join(atom.norm for atom in sentence.atoms[i:last]))
            plain = False
        elif (share := _slash_fraction(sentence, i)) is not None:  # 1/2
            value, last, plain = share, i + 3, False
        elif (share := _slash_fraction(sentence, last)) is not None:  # 2 1/2, and $5.62 1/2, where the half is of a cent
            cents = _CENTS.fullmatch(sentence.norm(i)) is not None
            value, last, plain = value + (share / _HUNDRED if cents else share), last + 3, False
        elif sentence.norm(last) == "-" and (share := _slash_fraction(sentence, last + 1)) is not None:  # 2-1/2
            value, last, plain = value + share, last + 4, False
        elif last < len(sentence.atoms) and (share := _vulgar(sentence.atoms[last])) is not None:  # 2½
            value, last, plain = value + share, last + 1, False
        if (half := self.fraction_after(sentence, last)) is not None:
            value, last, plain = value + half[0], half[1], False
        return self._scale(sentence, Numeral(i, last, value, value, plain=plain))

    def _words(self, sentence: Sentence, i: int) -> Numeral:
        """Read "one hundred and twenty-five": cardinals below a thousand, then scales, biggest first; or "one-half"."""
        if (share := self._shares(sentence, i)) is not None:
            return share
        total = Decimal(0)
        group = Decimal(self._cardinals[sentence.norm(i)])
        last, limit = i + 1, Decimal("Infinity")
        while True:
            j = last + 1 if sentence.norm(last) == "-" and sentence.glued(last + 1) else last
            word = sentence.norm(j)
            if word == "and" and (group % _HUNDRED == 0 or not group) and sentence.norm(j + 1) in self._cardinals:
                j, word = j + 1, sentence.norm(j + 1)
            scale = self._scales.get(word)
            if word in self._cardinals and _fits(group, self._cardinals[word]) and (group or total):
                group += self._cardinals[word]
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
        if tail := self.fraction_after(sentence, last) or self._decimals(sentence, last):
            value, last = value + tail[0], tail[1]
        return self._scale(sentence, Numeral(i, last, value, value, worded=True))

    def _decimals(self, sentence: Sentence, i: int) -> tuple[Decimal, int] | None:
        """Return the value and end of "point five", "point two five" at atom ``i``."""
        if sentence.norm(i) != "point":
            return None
        digits, i = "", i + 1
        while self._cardinals.get(sentence.norm(i), _TEN) < _TEN:
            digits += str(self._cardinals[sentence.norm(i)])
            i += 1
        return (Decimal(f"0.{digits}"), i) if digits else None

    def _shares(self, sentence: Sentence, i: int) -> Numeral | None:
        """Read "one-half", "three quarters of a" that start with the cardinal at atom ``i``."""
        last = i + 2 if sentence.norm(i + 1) == "-" and sentence.glued(i + 2) else i + 1
        word = sentence.norm(last)
        part = self._fractions.get(word) or self._fractions.get(word.removesuffix("s"))
        if part is None:
            return None
        last += 1
        if sentence.norm(last) == "of" and sentence.norm(last + 1) in {"a", "an", "one"}:
            last += 2
        elif sentence.norm(last) == "of":
            return None
        value = self._cardinals[sentence.norm(i)] * part
        return self._scale(sentence, Numeral(i, last, value, value, worded=True))

    def _fraction(self, sentence: Sentence, i: int) -> Numeral | None:
        """Read "half a", "a quarter of a", "half-" before what they are a part of."""
        value = self._fractions[sentence.norm(i)]
        last = i + 1
        if sentence.norm(last) == "of":
            last += 1
        if sentence.norm(last) in {"a", "an", "one"}:
            last += 1
        elif sentence.norm(last) == "-" and sentence.glued(last + 1) and last == i + 1:
            return self._scale(sentence, Numeral(i, last, value, value, worded=True))
        elif sentence.norm(last) not in self._scales:
            return None
        first = i - 1 if sentence.norm(i - 1) in {"a", "one"} else i
        return self._scale(sentence, Numeral(first, last, value, value, worded=True))

    def _quantifier(self, sentence: Sentence, i: int) -> Numeral:
        value = self._quantifiers[sentence.norm(i)]
        first = i - 1 if sentence.norm(i - 1) == "a" else i
        last = i + 2 if sentence.norm(i + 1) == "of" else i + 1
        return self._scale(sentence, Numeral(first, last, value, value, worded=True))

    def _bare_scale(self, sentence: Sentence, i: int) -> Numeral | None:
        """Read "a million" and the "million" of "million-dollar"; "millions" alone says no number."""
        if sentence.norm(i).endswith("s"):
            return None
        numeral = self._scale(sentence, Numeral(i, i, Decimal(1), Decimal(1), worded=True))
        if (half := self.fraction_after(sentence, numeral.last)) is not None:  # a million and a half
            numeral = numeral._replace(last=half[1], value=numeral.scale * (1 + half[0]), bare=1 + half[0])
        if sentence.norm(numeral.last) == "-":
            return numeral
        return numeral._replace(first=i - 1) if sentence.norm(i - 1) in {"a", "an"} else None

    def _scale(self, sentence: Sentence, numeral: Numeral) -> Numeral:
        """Return ``numeral`` multiplied by the scale words after it: "28 thousand", "1.2-billion", "3 hundred thousand"."""
        last, scale = numeral.last, numeral.scale
        for _ in range(_SCALES):
            j = last + 1 if sentence.norm(last) == "-" and sentence.glued(last) and sentence.glued(last + 1) else last
            factor = self._scales.get(sentence.norm(j))
            if factor is None:
                break
            last, scale = j + 1, scale * factor
        if last == numeral.last:
            return numeral
        return numeral._replace(last=last, value=numeral.bare * scale, scale=scale, plain=False)


def _fits(group: Decimal, cardinal: int) -> bool:
    """Tell whether a cardinal may follow a group: 5 after 20 or 100, 20 after 100, nothing after 5."""
    if cardinal == 0:
        return False
    return group % _HUNDRED == 0 or (cardinal < _TEN and group % _TEN == 0 and group % _HUNDRED >= 2 * _TEN)


def _vulgar(atom: Atom) -> Decimal | None:
    """Return the value of a vulgar fraction character such as ½."""
    if atom.shape is not Shape.MARK or atom.norm.isascii() or not unicodedata.decomposition(atom.norm).startswith("<fraction>"):
        return None
    share = Fraction(unicodedata.numeric(atom.norm)).limit_denominator(16)
    return Decimal(share.numerator) / share.denominator


def _slash_fraction(sentence: Sentence, i: int) -> Decimal | None:
    """Return the value of a proper fraction with a slash ("1/2", "3/8") that starts at atom ``i``."""
    if sentence.norm(i + 1) != "/" or not (sentence.glued(i + 1) and sentence.glued(i + 2)):
        return None
    above, below = sentence.norm(i), sentence.norm(i + 2)
    if not (above.isdecimal() and below in _DENOMINATORS) or int(above) >= int(below):
        return None
    return Decimal(above) / int(below)


def _space_groups(sentence: Sentence, i: int) -> int:
    """Return how many atoms from ``i`` on are one number grouped by spaces ("1 200 000").

    A plain space is trusted from the third group on, or before a group that begins with a zero, which is no number of its
    own; no-break and thin spaces are trusted at once.
    """
    atoms = sentence.atoms
    if not _FIRST_GROUP.fullmatch(atoms[i].norm):
        return 1
    last = i + 1
    hard = True
    while last < len(atoms) and _GROUP.fullmatch(atoms[last].norm) and atoms[last].start - atoms[last - 1].end == 1:
        hard = hard and sentence.text[atoms[last].start - 1] in _HARD_SPACES
        last += 1
    groups = last - i
    return groups if hard or groups > _TRUSTED_GROUPS or (groups > 1 and atoms[i + 1].norm.startswith("0")) else 1
