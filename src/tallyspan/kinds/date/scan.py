"""A sentence as the date grammar sees it, and the pieces that it makes of it."""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from tallyspan.kinds.date.expressions import Expression
from tallyspan.kinds.date.lexicon import Lexicon, Shift
from tallyspan.lexer import Sentence, Shape
from tallyspan.numbers import Numeral

DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2212")
CURRENCIES = frozenset("$\u00a3\u20ac\u00a5\u20b9#")
APOSTROPHES = frozenset("'\u2019\u2018`")
SUFFIXES = frozenset({"st", "nd", "rd", "th"})
_DEFINITE = frozenset({"the", "that", "this"})
_FIRST_YEAR, _LAST_YEAR = 1000, 2999
_YEAR_DIGITS, _SHORT_DIGITS = 4, 2
_TURN = 50  # "'49" is 2049, "'50" 1950
_SHORTEST_PLURAL = 4
_LEAST_SPOKEN, _LAST_SPOKEN, _MILLENNIUM = 10, 99, 2000
MAX_COUNT = 9999  # more units than this are no distance on a calendar


class Phrase(NamedTuple):
    """A piece of a sentence read as a date: atoms ``first`` to ``last`` (exclusive), and what it says.

    A ``weak`` phrase is a date only if something beside it says so; ``article`` tells that "the" before it belongs to it.
    """

    first: int
    last: int
    expression: Expression
    form: str
    unit: str
    anchor: str
    weak: bool = False
    article: bool = False
    qualifier: str = "exact"


class Scan:
    """One sentence, its words and its numerals, for looking around without checks of bounds."""

    def __init__(self, sentence: Sentence, numerals: Sequence[Numeral], lexicon: Lexicon) -> None:
        self.sentence = sentence
        self.lexicon = lexicon
        self.words = [atom.norm for atom in sentence.atoms]
        self.numerals = {numeral.last: numeral for numeral in numerals}
        self._atoms = sentence.atoms
        self._end = len(sentence.atoms)

    @cached_property
    def about_a_game(self) -> bool:
        """Whether the sentence speaks of a game."""
        return not self.lexicon.sport.isdisjoint(self.words)

    @cached_property
    def has_figures(self) -> bool:
        """Whether the sentence gives shares or sums of money."""
        return not (self.lexicon.figures | CURRENCIES).isdisjoint(self.words)

    @cached_property
    def about_business(self) -> bool:
        """Whether the sentence speaks of what firms and countries earn, make and sell."""
        return self.has_figures or not self.lexicon.business.isdisjoint(self.words)

    def word(self, i: int) -> str:
        """Return the norm of atom ``i``, an empty string outside the sentence."""
        return self.words[i] if 0 <= i < self._end else ""

    def glued(self, i: int) -> bool:
        """Tell whether atom ``i`` exists and follows the one before it without a space."""
        return 0 < i < self._end and self._atoms[i].glued

    @cached_property
    def _in_title_case(self) -> bool:
        """Whether most longer words of the sentence are capitalised, as in a headline."""
        longer = [atom for atom in self._atoms if atom.shape is Shape.WORD and len(atom.norm) >= _SHORTEST_PLURAL]
        return 2 * sum(atom.surface[0].isupper() for atom in longer) > len(longer)

    def in_name(self, i: int) -> bool:
        """Tell whether the capitals of atoms ``i`` and the next make a name of them: "told Kamloops This Week"."""
        shouted = self._atoms[i + 1].surface.isupper() if self.capital(i + 1) else True  # "THIS WEEK" is emphasis
        return self.capital(i) and self.is_word(i) and not shouted and not self._in_title_case

    def is_designation(self, i: int) -> bool:
        """Tell whether letters and digits behind a year, at atom ``i``, make a name with it: the "KT9" of "2011 KT9"."""
        if not (self.is_word(i) and self.glued(i + 1) and self.word(i + 1).isdecimal()):
            return False
        return len(self.words[i]) == _SHORT_DIGITS and self._atoms[i].surface.isupper()

    def is_word(self, i: int) -> bool:
        """Tell whether atom ``i`` is made of letters."""
        return 0 <= i < self._end and self._atoms[i].shape is Shape.WORD

    def capital(self, i: int) -> bool:
        """Tell whether atom ``i`` starts with a capital letter."""
        return 0 <= i < self._end and self._atoms[i].surface[0].isupper()

    def number(self, i: int, low: int, high: int, digits: int = 2) -> int | None:
        """Return the whole number that atom ``i`` writes with at most ``digits`` digits, if it lies within the bounds."""
        word = self.word(i)
        if not word or len(word) > digits or not word.isdecimal():
            return None
        value = int(word)
        return value if low <= value <= high else None

    def year(self, i: int) -> int | None:
        """Return the number of four digits at atom ``i``, if it may be a year."""
        return self.number(i, _FIRST_YEAR, _LAST_YEAR, digits=_YEAR_DIGITS)

    def short_year(self, i: int) -> int | None:
        """Return the year that the two digits at atom ``i`` stand for."""
        value = self.number(i, 0, 99) if len(self.word(i)) == _SHORT_DIGITS else None
        return None if value is None else value + (1900 if value >= _TURN else 2000)

    def trailing_year(self, i: int) -> tuple[int | None, int]:
        """Return the year in two digits that stands from atom ``i`` on, and where it ends: the "'88" of "summer '88", "2Q19"."""
        quoted = self.word(i) in APOSTROPHES and self.glued(i + 1)
        year = self.short_year(i + quoted) if quoted or self.glued(i) else None
        return (None, i) if year is None or self.glued(i + quoted + 1) else (year, i + quoted + 1)

    def spoken_year(self, i: int) -> tuple[int, int] | None:
        """Return the year that words from atom ``i`` on spell, and where they end: "nineteen eighty-seven", "two thousand"."""
        hundreds = self.lexicon.hundreds.get(self.word(i), 0)
        if not hundreds and self.word(i) != "two":
            return None
        numeral = self._starting.get(i + 1 if hundreds else i)
        if numeral is None or (hundreds and not _LEAST_SPOKEN <= numeral.value <= _LAST_SPOKEN):
            return None
        year = 100 * hundreds + int(numeral.value)
        return (year, numeral.last) if hundreds or _MILLENNIUM <= year <= _MILLENNIUM + _LAST_SPOKEN else None

    @cached_property
    def _starting(self) -> dict[int, Numeral]:
        return {numeral.first: numeral for numeral in self.numerals.values()}

    def dash(self, i: int, *, spaced: bool = False) -> bool:
        """Tell whether atom ``i`` is a dash, glued to what stands before it unless it may be ``spaced``."""
        return self.word(i) in DASHES and (spaced or self.glued(i))

    def shift(self, i: int) -> Shift | None:
        """Return what the word at atom ``i`` moves a unit by; "following" is a preposition unless an article precedes."""
        word = self.word(i)
        if word == "following" and self.word(i - 1) not in _DEFINITE:
            return None
        return self.lexicon.shifts.get(word)

    def and_a_half(self, i: int) -> bool:
        """Tell whether atom ``i`` begins "year and a half"."""
        return self.word(i) == "year" and self.words[i + 1 : i + 4] == ["and", "a", "half"]

    def count_before(self, i: int) -> tuple[float, int] | None:
        """Return the number of units that ends before atom ``i``, and its first atom: "three", "a", "a couple of", "18"."""
        if self.word(i - 1) in {"a", "an"}:
            return (0.5, i - 2) if self.word(i - 2) == "half" else (1, i - 1)
        if self.dash(i - 1) and self.word(i - 2) == "half":  # "a half-century"
            return 0.5, i - 3 if self.word(i - 3) == "a" else i - 2
        bracketed = self.word(i - 1) == "]" and self.glued(i - 1)  # "[Ten] years ago": a word put into a quotation
        numeral = self.numerals.get(i - bracketed)
        quarters = self.numerals.get(i + 1)
        if numeral is None and quarters and self.words[i : i + 1] == ["quarters"] and quarters.first == i - 1:  # no share of four
            return float(4 * quarters.value), quarters.first
        if numeral is None or not 0 < numeral.value <= MAX_COUNT:
            return None
        return float(numeral.value), numeral.first - bracketed

    def plural_noun(self, i: int) -> bool:
        """Tell whether atom ``i`` looks like a plural noun: what a number would count."""
        word = self.word(i)
        return (
            len(word) >= _SHORTEST_PLURAL
            and word[-1] == "s"
            and word[-2] != "s"
            and not self.capital(i)
            and word not in self.lexicon.singular_s
            and self.is_word(i)
        )

    def stands_alone(self, i: int) -> bool:
        """Tell whether nothing of content begins at atom ``i``: a mark, a word of grammar, or the end."""
        return not self.is_word(i) or self.word(i) in self.lexicon.function
