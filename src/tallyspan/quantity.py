"""The grammar that money, percentages and distances share: a number and its unit, ranges, bounds, rates, directions.

A kind brings a :class:`UnitReader`; everything around the unit is the same for all of them and is read here.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from tallyspan.lexer import Sentence, Shape
from tallyspan.numbers import NumberReader, Numeral
from tallyspan.phrases import Phrases
from tallyspan.reading import Reading

_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2212")
_MINUS = frozenset("-\u2212\u2013")
_NEARBY = 8  # atoms within which a word of rise or fall, or of spread, governs a quantity
_OPENING = frozenset("([{\"'\u201c\u2018~<>\u2248/,.;:|*")
_YEARS = range(1800, 2101)


class Unit(NamedTuple):
    """A unit read at atoms ``first`` to ``last``: ``code`` in the base unit, ``factor`` to get there.

    ``word`` is the ambiguous word or sign that the article may settle; None when the unit says all itself.
    """

    first: int
    last: int
    code: str
    rule: str
    factor: Decimal = Decimal(1)
    word: str | None = None


class Amount(NamedTuple):
    """A numeral with its unit. ``first`` and ``last`` bound the atoms of the whole; a range has ``high``."""

    first: int
    last: int
    numeral: Numeral
    unit: Unit
    value: Decimal
    high: Decimal | None = None
    borrowed: bool = False


class UnitReader(Protocol):
    """What a kind knows of its units."""

    name: str
    letters: bool
    """Whether a letter glued to a number may be a scale ("35m") when this kind's unit stands beside it."""

    def before(self, sentence: Sentence, i: int) -> Unit | None:
        """Return the unit that ends right before atom ``i``."""
        ...

    def after(self, sentence: Sentence, i: int, numeral: Numeral) -> Unit | None:
        """Return the unit that starts at atom ``i``, right after ``numeral``."""
        ...

    def refuses(self, sentence: Sentence, amount: Amount) -> bool:
        """Tell whether the words around say that this is no claim of the kind after all: a speed, a name, a weight."""
        ...


class QuantityGrammar:
    """Reads quantities around numerals, with the words of ``rules/hedge.toml``, ``rules/rate.toml``, ``rules/direction.toml``."""

    def __init__(
        self, numbers: NumberReader, hedges: Mapping[str, Any], rates: Mapping[str, Any], directions: Mapping[str, Any]
    ) -> None:
        self._numbers = numbers
        self._before = Phrases((words, entry["qualifier"]) for entry in hedges["hedge"] for words in entry.get("before", ()))
        self._after = Phrases((words, entry["qualifier"]) for entry in hedges["hedge"] for words in entry.get("after", ()))
        self._fillers = frozenset(hedges["fillers"])
        self._spread = frozenset(hedges["spread"])
        self._per_words = frozenset(rates["after_article"])
        self._per_signs = frozenset(rates["signs"])
        self._links = frozenset(directions["links"])
        self._linked_only = frozenset(directions["linked_only"])
        self._not_after = frozenset(directions["not_after"])
        self._directions: dict[str, str] = {word: entry["direction"] for entry in directions["cue"] for word in entry["words"]}

    def find(self, sentence: Sentence, numerals: Sequence[Numeral], units: UnitReader) -> Iterator[Reading]:
        """Yield the readings of one kind in ``sentence``."""
        amounts = self._amounts(sentence, numerals, units)
        if not amounts:
            return
        merged = [amount for amount in self._merge(sentence, numerals, amounts) if not units.refuses(sentence, amount)]
        before: tuple[Amount, str] | None = None
        for amount in merged:
            qualifier, first = self._qualifier(sentence, amount)
            if qualifier == "exact" and before and _in_brackets_after(sentence, before[0], amount):
                qualifier = before[1]  # "about 90 miles (145 km)": the second says the first again
            direction = self._direction(sentence, first, amount)
            yield self._reading(sentence, units.name, amount, qualifier, direction)
            before = amount, qualifier

    def _amounts(self, sentence: Sentence, numerals: Sequence[Numeral], units: UnitReader) -> dict[int, Amount]:
        """Return the numerals that have a unit of their own, by their place in ``numerals``."""
        amounts: dict[int, Amount] = {}
        reached = 0  # the atom up to which units are taken
        for k, plain in enumerate(numerals):
            first, negative = _signed(sentence, plain.first)
            lead = units.before(sentence, first)
            if lead and lead.first < reached:
                lead = None  # the first "CAD" of "3 CAD 3 cents" is behind 3
            if lead and not negative:
                _, negative = _signed(sentence, lead.first)
            numeral = plain
            trail = units.after(sentence, plain.last, plain)
            if units.letters and (lettered := self._numbers.scaled_by_letter(sentence, plain)):
                after_letter = units.after(sentence, lettered.last, lettered)
                if lead or (after_letter and not trail):
                    numeral, trail = lettered, after_letter
            if lead and trail and trail.rule == "sign" and _starts_number(sentence, trail.last):
                trail = None  # the second sign of "$5 $7" is before 7
            unit = _settled(lead, trail)
            if unit is None or (lead is None and _is_in_name(sentence, plain.first)):
                continue
            start = lead.first if lead else first
            if negative and lead:
                start = min(start, _signed(sentence, lead.first)[0])
            end = reached = trail.last if trail else numeral.last
            value = numeral.value * unit.factor
            if trail and (half := self._numbers.fraction_after(sentence, trail.last)):  # a mile and a half
                value, end = value + half[0] * numeral.scale * unit.factor, half[1]
            amounts[k] = Amount(start, end, numeral, unit, -value if negative else value)
        return amounts

    def _merge(self, sentence: Sentence, numerals: Sequence[Numeral], amounts: dict[int, Amount]) -> Iterator[Amount]:
        """Yield the amounts in order, two ends of a range as one, and with those that borrow a neighbour's unit."""
        k = 0
        while k < len(numerals):
            left, right = amounts.get(k), amounts.get(k + 1)
            if k + 1 < len(numerals) and (left or right):
                joined = _compound(sentence, left, right) or self._range(sentence, numerals, k, left, right)
                if joined:
                    yield joined
                    k += 2
                    continue
                if not left and right and (borrowed := self._borrow(sentence, numerals[k], numerals[k + 1], right)):
                    yield borrowed
            if left:
                yield left
            k += 1

    def _range(
        self,
        sentence: Sentence,
        numerals: Sequence[Numeral],
        k: int,
        left: Amount | None,
        right: Amount | None,
    ) -> Amount | None:
        """Return the range that two neighbouring numerals make, when the words between them say so."""
        low, high = (left.numeral if left else numerals[k]), (right.numeral if right else numerals[k + 1])
        if not left and low.plain and low.value in _YEARS:
            return None
        if not self._joins(sentence, (low, left), (high, right)):
            return None
        units = [amount.unit for amount in (right, left) if amount]
        if units[0].code != units[-1].code:
            return None
        unit = min(units, key=lambda unit: unit.word is not None)  # the one that says all itself
        bottom = low.value
        if low.scale == 1 and high.scale > 1 and low.bare < high.scale:
            bottom = low.bare * high.scale  # "$5 to $7 billion"
        bottom *= units[-1].factor
        top = right.value if right else high.value * units[0].factor
        if left and left.value < 0:
            bottom = -bottom
        if bottom >= top:
            return None
        first = left.first if left else _signed(sentence, low.first)[0]
        return Amount(first, right.last if right else high.last, low, unit, bottom, top)

    def _joins(self, sentence: Sentence, low: tuple[Numeral, Amount | None], high: tuple[Numeral, Amount | None]) -> bool:
        """Tell whether what stands between two numbers makes a range of them: "10-12%", "between 5 and 7", "five or six feet"."""
        left, right = low[1], high[1]
        end, begin = (left.last if left else low[0].last), (right.first if right else high[0].first)
        if [sentence.norm(i) for i in range(end, begin)] in (["-", "to", "-"], ["-", "to"]):  # 3-to-5%, 8- to 16-metre
            return True
        if begin - end != 1:
            return False
        first = left.first if left else _signed(sentence, low[0].first)[0]
        if right is None and not (left and left.unit.first < left.numeral.first):
            return False  # "$5 to 7 million" lends its unit forward; "5% to 7" does not
        if (
            left is None
            and sentence.glued(first)
            and sentence.atoms[first - 1].shape is Shape.MARK
            and not _is_opening(sentence, first)
        ):
            return False  # the "5" of "$5 to 7%" has a unit of another kind
        link = sentence.norm(end)
        if link in _DASHES:
            return left is not None or sentence.glued(end) or not sentence.glued(begin)
        if link == "to":
            return not self._is_change(sentence, first, both=bool(left and right))
        if link == "and":
            return sentence.norm(first - 1) == "between"
        return link == "or" and left is None and right is not None and right.unit.first >= high[0].last

    def _is_change(self, sentence: Sentence, first: int, *, both: bool) -> bool:
        """Tell whether "A to B" says that something moved from A to B, and not that it spreads between them."""
        before = first - 1
        opened = sentence.norm(before) == "from"
        if not opened:
            before -= sentence.norm(before) == "by"
            return both and sentence.norm(before) in self._directions  # "rose 2 percent to 56 percent"
        nearby = [sentence.norm(i) for i in range(before, max(-1, before - _NEARBY), -1)]
        if any(word in self._spread for word in nearby):
            return False
        return both or any(word in self._directions for word in nearby)

    def _borrow(self, sentence: Sentence, numeral: Numeral, following: Numeral, right: Amount) -> Amount | None:
        """Return ``numeral`` with the unit of the amount that follows it: "4.2 and 7 percent", "from 28 to 42 thousand tenge"."""
        link = [sentence.norm(i) for i in range(numeral.last, right.first)]
        if link not in (["and"], ["or"], ["to"], [","], [",", "and"]) or _is_in_name(sentence, numeral.first):
            return None
        if numeral.plain and numeral.value in _YEARS:
            return None
        value = numeral.value
        if link == ["to"] and numeral.scale == 1 and following.scale > 1:
            value *= following.scale
        first, negative = _signed(sentence, numeral.first)
        value *= right.unit.factor
        return Amount(first, numeral.last, numeral, right.unit, -value if negative else value, borrowed=True)

    def _qualifier(self, sentence: Sentence, amount: Amount) -> tuple[str, int]:
        """Return the qualifier, and the atom where the hedge before the amount begins."""
        first = amount.first
        while sentence.norm(first - 1) in self._fillers and not self._before.ending(sentence, first):
            first -= 1
        found = self._before.ending(sentence, first)
        if amount.high is not None:
            return "range", (found[1] if found else first)
        if found:
            return found[0], found[1]
        after = self._after.starting(sentence, amount.last)
        return (after[0] if after else "exact"), first

    def _direction(self, sentence: Sentence, first: int, amount: Amount) -> str | None:
        """Return "up" or "down" when a word of rise or fall governs the amount: "fell 5%", "rose to $2", "a 5% drop"."""
        i = first - 1
        while sentence.norm(i) in self._fillers or sentence.norm(i).endswith("ly"):
            i -= 1
        if sentence.norm(i) in self._links:
            for j in range(i - 1, max(-1, i - _NEARBY), -1):
                if (direction := self._directions.get(sentence.norm(j))) or sentence.atoms[j].shape is Shape.MARK:
                    return direction
        i -= sentence.norm(i) == "of"
        word = sentence.norm(i)
        if word in self._directions and word not in self._linked_only and sentence.norm(i - 1) not in self._not_after:
            return self._directions[word]
        return self._directions.get(sentence.norm(amount.last))

    def _per(self, sentence: Sentence, i: int) -> str | None:
        """Return the denominator that starts at atom ``i``: "a barrel", "per share", "/month"."""
        word, following = sentence.norm(i), sentence.norm(i + 1)
        if not following or sentence.atoms[i + 1].shape is not Shape.WORD:
            return None
        if word in {"a", "an", "each", "every", "the"}:
            return following if following in self._per_words else None
        return following if word in self._per_signs else None

    def _reading(self, sentence: Sentence, kind: str, amount: Amount, qualifier: str, direction: str | None) -> Reading:
        atoms, unit = sentence.atoms, amount.unit
        value, low, high = _columns(amount, qualifier)
        form = ".range" if amount.high is not None else ".borrowed" if amount.borrowed else ""
        return Reading(
            kind=kind,
            start=atoms[amount.first].start,
            end=atoms[amount.last - 1].end,
            rule_id=f"{kind}.{unit.rule}{form}",
            value=value,
            value_low=low,
            value_high=high,
            unit=unit.code,
            unit_surface=sentence.text[atoms[unit.first].start : atoms[unit.last - 1].end],
            unit_from="neighbour" if amount.borrowed else "default" if unit.word else "span",
            per=self._per(sentence, amount.last),
            qualifier=qualifier,
            direction=direction,
            pending=unit.word,
        )


def _columns(amount: Amount, qualifier: str) -> tuple[float | None, float | None, float | None]:
    """Return value, value_low and value_high as the table defines them."""
    value = float(amount.value)
    if amount.high is not None:
        return None, value, float(amount.high)
    return value, (value if qualifier == "min" else None), (value if qualifier == "max" else None)


def _settled(lead: Unit | None, trail: Unit | None) -> Unit | None:
    """Return the unit that says more: of "$500 million USD", the code."""
    if lead and trail and lead.word and not trail.word:
        return trail
    return lead or trail


def _compound(sentence: Sentence, left: Amount | None, right: Amount | None) -> Amount | None:
    """Return the sum of two amounts written as one: "six feet five inches", "two dollars and fifty cents"."""
    if not (left and right) or left.unit.code != right.unit.code or not left.numeral.value.is_normal():
        return None
    if [sentence.norm(i) for i in range(left.last, right.first)] not in ([], ["and"], [","], ["-"]):
        return None
    if not 0 < right.value < left.unit.factor or right.unit.factor >= left.unit.factor:
        return None
    return left._replace(last=right.last, value=left.value + right.value)


def _signed(sentence: Sentence, i: int) -> tuple[int, bool]:
    """Return where a number at atom ``i`` starts with its minus sign, and whether it has one."""
    mark = sentence.norm(i - 1)
    if mark == "minus":
        return i - 1, True
    if mark in _MINUS and sentence.glued(i) and (not sentence.glued(i - 1) or _is_currency(sentence.norm(i - 2))):
        return i - 1, True
    return i, False


def _starts_number(sentence: Sentence, i: int) -> bool:
    return i < len(sentence.atoms) and sentence.atoms[i].shape is Shape.NUMBER


def _is_opening(sentence: Sentence, i: int) -> bool:
    """Tell whether the mark glued before atom ``i`` opens something, and is no sign of a unit."""
    return sentence.norm(i - 1) in _OPENING or sentence.norm(i - 1) in _DASHES


def _is_in_name(sentence: Sentence, i: int) -> bool:
    """Tell whether the number at atom ``i`` is the tail of a name: "H2", "COP26"."""
    return sentence.glued(i) and sentence.atoms[i - 1].shape is Shape.WORD


def _is_currency(mark: str) -> bool:
    return len(mark) == 1 and unicodedata.category(mark) == "Sc"


def _in_brackets_after(sentence: Sentence, left: Amount, right: Amount) -> bool:
    """Tell whether ``right`` stands in brackets, or after ", or", directly behind ``left``."""
    link: Iterable[str] = [sentence.norm(i) for i in range(left.last, right.first)]
    return link in (["("], [",", "or"], ["["])
