"""Digits into numbers: "1,200,000", "1 200 000", "2 1/2", "2½"."""

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

from tallyspan.lexer import Atom, Sentence, Shape
from tallyspan.numbers.numeral import Numeral

MAX_DIGITS = 40  # longer runs of digits are codes, not quantities
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?|\d*\.\d+|\d+")
_EUROPEAN = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}")
_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")
_CENTS = re.compile(r"[\d,]+\.\d\d")
_GROUP = re.compile(r"\d{3}")
_LAST_GROUP = re.compile(r"\d{3},\d{1,2}")
_APOSTROPHES = frozenset("'\u2019")
_FIRST_GROUP = re.compile(r"\d{1,3}")
_TRUSTED_GROUPS = 2
_DENOMINATORS = frozenset({"2", "3", "4", "5", "8", "10", "16", "32", "64"})
_CENTS_OF_A_UNIT = 100
_HARD_SPACES = frozenset("\u00a0\u2009\u202f")


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


def read_figures(sentence: Sentence, i: int) -> Numeral | None:
    """Read the number whose digits start at atom ``i``, with the fraction behind it; None when they are no number."""
    value = parse_digits(sentence.atoms[i].norm)
    if value is None:
        return None
    last, plain = i + 1, True
    if (grouped := _apostrophe_groups(sentence, i)) > 1 or (grouped := _space_groups(sentence, i)) > 1:
        last += grouped - 1
        digits = "".join(atom.norm for atom in sentence.atoms[i:last] if atom.shape is Shape.NUMBER)
        value, plain = Decimal(digits.replace(",", ".")), False
    elif (share := _slash_fraction(sentence, i)) is not None:  # 1/2
        value, last, plain = share, i + 3, False
    elif (share := _slash_fraction(sentence, last)) is not None:  # 2 1/2, and $5.62 1/2, where the half is of a cent
        cents = _CENTS.fullmatch(sentence.norm(i)) is not None
        value, last, plain = value + (share / _CENTS_OF_A_UNIT if cents else share), last + 3, False
    elif sentence.norm(last) == "-" and (share := _slash_fraction(sentence, last + 1)) is not None:  # 2-1/2
        value, last, plain = value + share, last + 4, False
    elif last < len(sentence.atoms) and (share := vulgar_fraction(sentence.atoms[last])) is not None:  # 2½
        value, last, plain = value + share, last + 1, False
    return Numeral(i, last, value, value, plain=plain)


def vulgar_fraction(atom: Atom) -> Decimal | None:
    """Return the value of a vulgar fraction character such as ½."""
    # Not the norm, which may have more characters than one: composing takes some apart.
    sign = atom.surface
    if atom.shape is not Shape.MARK or sign.isascii() or not unicodedata.decomposition(sign).startswith("<fraction>"):
        return None
    share = Fraction(unicodedata.numeric(sign)).limit_denominator(16)
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

    A plain space is trusted before a group with a decimal comma, from the third group on, or before a group that begins with a
    zero, which is no number of its own; no-break and thin spaces are trusted at once.
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
    if last < len(atoms) and _LAST_GROUP.fullmatch(atoms[last].norm) and atoms[last].start - atoms[last - 1].end == 1:
        return groups + 1  # 1 499,50
    return groups if hard or groups > _TRUSTED_GROUPS or (groups > 1 and atoms[i + 1].norm.startswith("0")) else 1


def _apostrophe_groups(sentence: Sentence, i: int) -> int:
    """Return how many atoms from ``i`` on are one number grouped by apostrophes, as the Swiss write it ("1'250'000")."""
    if sentence.norm(i + 1) not in _APOSTROPHES or not _FIRST_GROUP.fullmatch(sentence.norm(i)):
        return 1
    last = i + 1
    while (
        sentence.norm(last) in _APOSTROPHES
        and sentence.glued(last)
        and sentence.glued(last + 1)
        and _GROUP.fullmatch(sentence.norm(last + 1))
    ):
        last += 2
    return last - i
