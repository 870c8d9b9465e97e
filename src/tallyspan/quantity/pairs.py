"""Two neighbouring numbers as one amount, or with one unit: ranges, sums, lists."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from tallyspan.lexer import Sentence
from tallyspan.quantity.amount import DASHES, Amount, Rest, UnitReader, has_other_sign, is_in_name, is_number, link, may_be_year

_NEARBY = 8  # atoms within which a word of rise or fall, or of spread, governs a pair
_ALIKE = 3  # times apart: what the ends of a change in doubt are at most
_FAR = 10  # times apart: "3,200 or 41 percent" are no two percentages
_THOUSAND = 1000
_MARGINS = (["±"], ["plus", "or", "minus"], ["+", "/", "-"])
_PARTS = ((), ("and",), (",",), ("-",), (".",), (",", "and"))
_ENDS = frozenset({"", ".", ",", ";", ")", "more", "-"})  # behind a part without a unit: nothing that it may count
_LISTS = (["and"], ["or"], [",", "and"], [",", "or"])
_TWO = (["and"], ["or"], ["to"], [",", "and"])


class Pairs:
    """Joins neighbours, with the words of ``rules/hedge.toml`` (spread) and ``rules/direction.toml``."""

    def __init__(self, hedges: Mapping[str, Any], directions: Mapping[str, Any]) -> None:
        self._spread = frozenset(hedges["spread"])
        self._foreseen = frozenset(hedges["foreseen"])
        self._blurs = frozenset(words for entry in hedges["hedge"] if entry["qualifier"] == "approx" for words in entry["before"])
        self._moves = frozenset(word for entry in directions["cue"] for word in entry["words"])

    def join(self, sentence: Sentence, amounts: Sequence[Amount], units: UnitReader) -> Iterator[Amount]:
        """Yield the amounts that have a unit, in order: sums and ranges as one, and those that borrow from the next."""
        amounts = _listed(sentence, list(_sums(sentence, amounts, units)))
        k = 0
        while k < len(amounts):
            one = amounts[k]
            other = amounts[k + 1] if k + 1 < len(amounts) else None
            if other and not (one.bare and other.bare):
                joined = _with_margin(sentence, one, other) or self._range(sentence, one, other)
                if joined:
                    yield joined
                    k += 2
                    continue
                if one.bare and (borrowed := _lend(sentence, one, other)):
                    yield borrowed
                one = _carried(sentence, one, other)
            if not one.bare:
                yield one
            k += 1

    def _range(self, sentence: Sentence, low: Amount, high: Amount) -> Amount | None:
        """Return the range between two amounts, when the words between them say so."""
        if low.borrowed or (low.bare and may_be_year(low.numeral)) or not self._spreads(sentence, low, high):
            return None
        if not low.bare and not high.bare and low.unit.code != high.unit.code:
            return None
        clear = (high, low) if high.unit.word is None and not high.bare else (low, high)
        unit = next(amount.unit for amount in clear if not amount.bare)
        bottom = low.value * (unit.factor if low.bare else 1)
        top = high.value * (unit.factor if high.bare else 1)
        if low.numeral.scale == 1 and low.numeral.bare < high.numeral.scale and bottom * high.numeral.scale < top:
            bottom *= high.numeral.scale  # "$5 to $7 billion", not "Rs 15,000 and Rs 2 lakh"
        if bottom >= top:
            return None
        return Amount(low.first, high.last, low.numeral, unit, bottom, top)

    def _spreads(self, sentence: Sentence, low: Amount, high: Amount) -> bool:
        """Tell whether what stands between makes a range: "10-12%", "between 5 and 7", "five or six feet"."""
        if high.bare and not low.led:
            return False  # "$5 to 7 million" lends its unit forward; "5% to 7" does not
        if low.bare and (has_other_sign(sentence, low) or is_in_name(sentence, low.first)):
            return False
        if low.bare and _is_score(sentence, low):
            return False
        words = link(sentence, low, high)
        if words in (["-", "to", "-"], ["-", "to"]):  # 3-to-5%, 8- to 16-metre
            return True
        if len(words) != 1:
            return False
        if words[0] in DASHES:
            return not low.bare or sentence.glued(low.last) or not sentence.glued(high.first)
        if words[0] == "to":
            return not self._is_change(sentence, low, high)
        if words[0] == "and":
            return sentence.norm(low.first - 1) == "between"
        return words[0] == "or" and low.bare and not high.led

    def _is_change(self, sentence: Sentence, low: Amount, high: Amount) -> bool:
        """Tell whether "A to B" says that something moved from A to B, and not that it spreads between them."""
        before = low.first - 1
        while sentence.norm(before) in self._blurs:  # "fell nearly four cents to 76 cents"
            before -= 1
        both = not low.bare and not high.bare
        if sentence.norm(before) != "from":
            word = sentence.norm(before)
            if word == "by" and high.value < _ALIKE * low.value and self._is_foreseen(sentence, before):
                return False  # "may rise by 5% to 8%"
            return both and (word == "by" or word in self._moves)  # "rose 2 percent to 56 percent"
        nearby = [sentence.norm(i) for i in range(before, max(-1, before - _NEARBY), -1)]
        if any(word in self._spread for word in nearby):
            return False
        return both or any(word in self._moves for word in nearby)

    def _is_foreseen(self, sentence: Sentence, i: int) -> bool:
        """Tell whether a change that "by" at atom ``i`` measures is yet to come, so that its size may be in doubt."""
        return any(sentence.norm(j) in self._foreseen for j in range(i - 1, max(-1, i - _NEARBY), -1))


def _sums(sentence: Sentence, amounts: Sequence[Amount], units: UnitReader) -> Iterator[Amount]:
    """Yield the amounts, those written in parts as one: "six feet five inches", "two dollars and fifty cents", "6-foot-2"."""
    whole: Amount | None = None
    step = Decimal(0)  # the factor of the part before
    for part in amounts:
        more = _part(sentence, whole, part, units.rest(whole), step) if whole else None
        if whole and more is not None:
            whole = whole._replace(last=part.last, value=whole.value + more)
        else:
            if whole:
                yield whole
            whole = part
        step = part.unit.factor
    if whole:
        yield whole


def _part(sentence: Sentence, whole: Amount, part: Amount, rest: Rest | None, step: Decimal) -> Decimal | None:
    """Return what ``part`` adds to ``whole``, if they are written as one amount."""
    if whole.bare or whole.value <= 0:
        return None
    words = tuple(link(sentence, whole, part))
    if not part.bare:
        smaller = part.unit.code == whole.unit.code and part.unit.factor < step and 0 < part.value < step
        return part.value if smaller and words in _PARTS and _is_one_measure(whole, part, step, words) else None
    if rest is None or words not in rest.links or (words != ("-",) and sentence.norm(part.last) not in _ENDS):
        return None
    fits = part.numeral.scale == 1 and 0 < part.value < rest.below and part.value == int(part.value)
    return part.value * rest.factor if fits and part.value >= 10 ** (rest.digits - 1) else None


def _is_one_measure(whole: Amount, part: Amount, step: Decimal, words: tuple[str, ...]) -> bool:
    """Tell whether two decimal units are parts of one: "5 m 30 cm", "two dollars and fifty cents", not "8.12m, 3cm short"."""
    decimal = (step / part.unit.factor).log10() % 1 == 0
    return not decimal or not words or (words == ("and",) and whole.unit.code != "m")


def _with_margin(sentence: Sentence, one: Amount, margin: Amount) -> Amount | None:
    """Return "1010 ± 195 light years" as the range that it is; as one rough amount when the margin is of another unit."""
    if link(sentence, one, margin) not in _MARGINS:
        return None
    unit = margin.unit if one.bare else one.unit
    value = one.value * unit.factor if one.bare else one.value
    spread = margin.value * unit.factor if margin.bare else margin.value
    if one.numeral.scale == 1 and value < spread:
        value *= margin.numeral.scale  # "$30 ± 5 million"
    if not (one.bare or margin.bare or one.unit.code == margin.unit.code) or spread <= 0:
        return Amount(one.first, margin.last, one.numeral, unit, value, qualifier="approx")
    return Amount(one.first, margin.last, one.numeral, unit, value - spread, value + spread)


def _carried(sentence: Sentence, low: Amount, high: Amount) -> Amount:
    """Return ``low`` with the scale of ``high``, where one word stands for both: "from $3 to $4 billion", "$5 or $6 million"."""
    scale = high.numeral.scale
    if low.bare or high.bare or low.unit.code != high.unit.code or low.numeral.scale != 1 or scale < _THOUSAND:
        return low
    far = max(low.numeral.bare, high.numeral.bare) > _FAR * min(low.numeral.bare, high.numeral.bare)
    if far or link(sentence, low, high) not in (["to"], ["or"]):
        return low
    return low._replace(value=low.value * scale)


def _is_score(sentence: Sentence, bare: Amount) -> bool:
    """Tell whether the number is the second of a score: "lost 2-0 to 5%"."""
    return sentence.norm(bare.first - 1) in DASHES and bare.first > 1 and is_number(sentence, bare.first - 2)


def _listed(sentence: Sentence, amounts: list[Amount]) -> list[Amount]:
    """Return ``amounts``, where those of a list of three and more share the last one's unit: "10, 20 and 50 million euros"."""
    for k in range(len(amounts) - 3, -1, -1):
        one, two, three = amounts[k : k + 3]
        if three.bare or not two.bare or not one.bare or link(sentence, one, two) != [","]:
            continue
        if link(sentence, two, three) not in _LISTS and not three.borrowed:
            continue
        if any(may_be_year(bare.numeral) or is_in_name(sentence, bare.first) for bare in (one, two)):
            continue
        amounts[k : k + 2] = [_shared(bare, three) for bare in (one, two)]
    return amounts


def _shared(bare: Amount, giver: Amount) -> Amount:
    """Return ``bare`` with the unit, and if it has none with the scale, of ``giver``."""
    scale = giver.numeral.scale if bare.numeral.scale == 1 and bare.numeral.bare < _THOUSAND <= giver.numeral.scale else 1
    return bare._replace(unit=giver.unit, value=bare.value * scale * giver.unit.factor, borrowed=True)


def _lend(sentence: Sentence, bare: Amount, right: Amount) -> Amount | None:
    """Return ``bare`` with the unit of the amount behind it: "4.2 and 7 percent", "from 28 to 42 thousand tenge"."""
    words = link(sentence, bare, right)
    if _is_score(sentence, bare):
        return None
    far = max(bare.numeral.value, right.numeral.value) > _FAR * min(bare.numeral.value, right.numeral.value)
    if (
        words not in _TWO
        or (far and words != ["to"])
        or may_be_year(bare.numeral)
        or is_in_name(sentence, bare.first)
        or has_other_sign(sentence, bare)
    ):
        return None
    return _shared(bare, right)
