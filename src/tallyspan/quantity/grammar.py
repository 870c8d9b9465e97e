"""Sentences into readings: units beside numerals, then neighbours, then what the words around say."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from tallyspan.lexer import Sentence
from tallyspan.numbers import NumberReader, Numeral
from tallyspan.quantity.amount import Amount, Unit, UnitReader, is_in_name, is_number, link, may_be_year, signed, without_unit
from tallyspan.quantity.cues import Cues
from tallyspan.quantity.denominators import shared
from tallyspan.quantity.ellipsis import Ellipses
from tallyspan.quantity.pairs import Pairs
from tallyspan.reading import Reading

_BEFORE_YEARS = frozenset({"in", "since", "during", "until", "late", "early", "mid", "'s"})
_INFIXES = {"odd": "approx", "plus": "min"}
_PAIRED = (["and"], ["to"], ["or"], ["-"], ["\u2013"])
_AGAIN = (["("], ["["], [",", "or"], ["or"], [";"])  # between two amounts, the second of which says the first in another unit


class QuantityGrammar:
    """Reads quantities. ``rules`` gives the rule data of a topic: hedge, direction, rate, ellipsis."""

    def __init__(self, numbers: NumberReader, rules: Callable[[str], Mapping[str, Any]]) -> None:
        self._numbers = numbers
        self._pairs = Pairs(rules("hedge"), rules("direction"))
        self._ellipses = Ellipses(rules("ellipsis"), rules("hedge"), rules("direction"))
        self._cues = Cues(rules("hedge"), rules("direction"), rules("rate"))

    def find(self, sentence: Sentence, numerals: Sequence[Numeral], units: UnitReader) -> Iterator[Reading]:
        """Yield the readings of one kind in ``sentence``."""
        amounts = self._amounts(sentence, numerals, units)
        if all(amount.bare for amount in amounts):
            return
        joined = self._pairs.join(sentence, amounts, units)
        merged = [amount for amount in joined if not units.refuses(sentence, amount)]
        merged += self._ellipses.find(sentence, amounts, merged)
        merged.sort()
        pers = shared(sentence, [(amount, self._cues.per(sentence, amount)) for amount in merged])
        before: tuple[Amount, str] | None = None
        for amount, per in zip(merged, pers, strict=True):
            qualifier, first = self._cues.qualifier(sentence, amount)
            if qualifier == "exact" and before and _says_again(sentence, before[0], amount):
                qualifier = before[1]
            before = amount, qualifier
            yield _reading(sentence, units.name, amount, qualifier)._replace(
                direction=self._cues.direction(sentence, first, amount),
                per=per,
            )

    def unit(self, sentence: Sentence, numerals: Sequence[Numeral], units: UnitReader) -> Unit | None:
        """Return the first unit that stands beside one of ``numerals``."""
        return next((amount.unit for amount in self._amounts(sentence, numerals, units) if not amount.bare), None)

    def _amounts(self, sentence: Sentence, numerals: Sequence[Numeral], units: UnitReader) -> list[Amount]:
        """Return every numeral as an amount, with the unit that stands beside it, or none."""
        amounts: list[Amount] = []
        reached = 0  # the atom up to which units are taken
        for numeral in numerals:
            amount = self._loss(sentence, numeral, units) or self._with_unit(sentence, numeral, units, reached)
            amount = amount or without_unit(sentence, numeral)
            if amount.bare and amounts and amounts[-1].led and amount.first - amounts[-1].last == 1:  # £2-3m
                lettered = self._lettered(sentence, numeral, units)
                amount = without_unit(sentence, lettered) if lettered else amount
            reached = amount.last
            if amounts and not amount.bare and amounts[-1].bare:
                amounts[-1] = self._lettered_alike(sentence, amounts[-1], amount, units)
            amounts.append(amount)
        return amounts

    def _lettered_alike(self, sentence: Sentence, bare: Amount, amount: Amount, units: UnitReader) -> Amount:
        """Return ``bare`` with its scale letter, where the amount that it is paired with has one: "5k and 10k dollars"."""
        lettered = self._lettered(sentence, bare.numeral, units)
        if lettered is None or amount.numeral.scale == 1:
            return bare
        scaled = without_unit(sentence, lettered)
        return scaled if link(sentence, scaled, amount) in _PAIRED else bare

    def _with_unit(self, sentence: Sentence, numeral: Numeral, units: UnitReader, reached: int) -> Amount | None:
        """Return ``numeral`` with its unit, unless it has none behind atom ``reached``."""
        first, negative = signed(sentence, numeral.first)
        lead = units.before(sentence, first)
        if lead and lead.first < reached:
            lead = None  # the "CAD" of "3 CAD 3 cents" is behind the first 3
        if lead:
            first, before = signed(sentence, lead.first)
            negative = negative or before
        qualifier = None
        trail = _behind(sentence, numeral, units)
        if trail is None and sentence.norm(numeral.last) == "-" and sentence.norm(numeral.last + 1) in _INFIXES:
            trail = units.after(sentence, numeral.last + 2, numeral)
            qualifier = _INFIXES[sentence.norm(numeral.last + 1)] if trail else None
        if lettered := self._lettered(sentence, numeral, units, spaced=lead is not None):
            behind = _behind(sentence, lettered, units)
            if lead or (behind and not trail):
                numeral, trail = lettered, behind
        if trail and trail.sign and is_number(sentence, trail.last) and (lead or numeral.worded):
            trail = None  # the second sign of "$5 $7" is before 7, as is that of "two $ 500 notes"
        unit = _clearer(lead, trail)
        if unit is None or (lead is None and (is_in_name(sentence, numeral.first) or _is_year(sentence, numeral, trail))):
            return None
        last = trail.last if trail else numeral.last
        if trail and trail.rule in {"code", "sign"}:  # 75 USD million
            numeral, last = self._numbers.scaled_at(sentence, numeral, last)
        numeral = units.numeral(sentence, numeral, unit)
        value = numeral.value * unit.factor
        if trail and (half := self._numbers.fraction_after(sentence, last)):  # a mile and a half
            value, last = value + half[0] * numeral.scale * unit.factor, half[1]
        return Amount(first, last, numeral, unit, -value if negative else value, qualifier=qualifier)

    def _loss(self, sentence: Sentence, numeral: Numeral, units: UnitReader) -> Amount | None:
        """Return a loss as accounts write it, "$(4.3) million", with its brackets and scale."""
        i = numeral.first - 1
        if sentence.norm(i) != "(" or sentence.norm(numeral.last) != ")" or not sentence.glued(i):
            return None
        sign = units.before(sentence, i)
        if sign is None:
            return None
        scaled, last = self._numbers.scaled_at(sentence, numeral, numeral.last + 1)
        return Amount(sign.first, last, scaled, sign, -scaled.value * sign.factor)

    def _lettered(self, sentence: Sentence, numeral: Numeral, units: UnitReader, *, spaced: bool = False) -> Numeral | None:
        """Return the numeral with the scale letter behind it, if the kind knows that letter."""
        known = sentence.norm(numeral.last) in units.letters
        return self._numbers.scaled_by_letter(sentence, numeral, spaced=spaced) if known else None


def _says_again(sentence: Sentence, one: Amount, other: Amount) -> bool:
    """Tell whether ``other`` says the same in another unit: "about 90 miles (145 km)", "about $8,000 or €7,000"."""
    differs = (one.unit.code, one.unit.factor) != (other.unit.code, other.unit.factor)
    return differs and link(sentence, one, other) in _AGAIN


def _behind(sentence: Sentence, numeral: Numeral, units: UnitReader) -> Unit | None:
    """Return the unit behind the numeral, or behind a hyphen: "22-mile"."""
    i = numeral.last
    hyphen = sentence.norm(i) == "-" and sentence.glued(i) and sentence.glued(i + 1)
    return units.after(sentence, i + hyphen, numeral)


def _is_year(sentence: Sentence, numeral: Numeral, trail: Unit | None) -> bool:
    """Tell whether a number is the year before something that is no unit here: "in 2010 BP", "since 2016 sterling"."""
    if trail is None or trail.sign or sentence.glued(numeral.last) or not may_be_year(numeral):
        return False
    return sentence.norm(numeral.first - 1) in _BEFORE_YEARS


def _clearer(lead: Unit | None, trail: Unit | None) -> Unit | None:
    """Return the unit that says more: of "$500 million USD", the code."""
    if lead and trail and lead.word and not trail.word:
        return trail
    return lead or trail


def _reading(sentence: Sentence, kind: str, amount: Amount, qualifier: str) -> Reading:
    atoms, unit = sentence.atoms, amount.unit
    value, ranged = float(amount.value), amount.high is not None
    form = ".range" if ranged else ".borrowed" if amount.borrowed else ""
    return Reading(
        kind=kind,
        start=atoms[amount.first].start,
        end=atoms[amount.last - 1].end,
        rule_id=f"{kind}.{unit.rule}{form}",
        value=None if ranged else value,
        value_low=value if ranged or qualifier == "min" else None,
        value_high=float(amount.high) if amount.high is not None else value if qualifier == "max" else None,
        unit=unit.code,
        unit_surface=sentence.text[atoms[unit.first].start : atoms[unit.last - 1].end] if unit.first < unit.last else None,
        unit_from="neighbour" if amount.borrowed or unit.first == unit.last else "default" if unit.word else "span",
        qualifier=qualifier,
        pending=unit.word,
    )
