"""Parts of a year, fiscal years, centuries: "the first quarter", "Q3", "last summer", "FY2019", "the 21st century"."""

from typing import TYPE_CHECKING

from tallyspan.kinds.date.cues import is_told
from tallyspan.kinds.date.lexicon import Unit
from tallyspan.kinds.date.scan import APOSTROPHES, DASHES, SUFFIXES, Phrase, Scan

if TYPE_CHECKING:
    from tallyspan.kinds.date.expressions import Expression

LIMITS = {"quarter": 4, "half_year": 2, "century": 30}
FISCAL = frozenset({"fiscal", "financial"})
_KINDS = {"quarter": "quarter", "half_year": "half"}
_GLUED = {"q": "quarter", "h": "half_year"}
_BESIDE_HALF = frozenset({"in", "for", "of", "during", "since", "by", "from", "vs", "versus", "than", "to", "with", "until"})
_LAST = frozenset({"final", "last", "latter"})
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_IN = frozenset(
    {"in", "by", "during", "since", "until", "early", "late", "mid", "over", "through", "throughout", "spent", "before", "after"}
)


def read_glued(scan: Scan, i: int) -> Phrase | None:
    """Read "Q3 2011", "Q3", "3Q", "H1 2016", "FY2019", "FY20"."""
    if not scan.capital(i):
        return None
    if scan.words[i] == "fy":
        return fiscal_year(scan, i, i + 1)
    unit = _GLUED[scan.words[i]]
    first, number = i, scan.number(i + 1, 1, LIMITS[unit], digits=1) if scan.glued(i + 1) else None
    if number is None and scan.glued(i):
        first, number = i - 1, scan.number(i - 1, 1, LIMITS[unit], digits=1)
    last = first + 2
    compound = (scan.glued(last) and (scan.is_word(last) or scan.word(last) in {"&", "-", "/"})) or (
        scan.glued(first) and scan.dash(first - 1, spaced=True)
    )
    if number is None or compound:
        return None
    if scan.word(first - 1) in FISCAL:
        return Phrase(first - 1, last, ("unknown", unit), unit, unit, "partial")
    year, last = _year_behind(scan, last)
    anchor = "absolute" if year else "partial"
    weak = unit == "half_year" and not year and not (scan.word(first - 1) in _BESIDE_HALF and scan.stands_alone(last))
    return Phrase(first, last, (_KINDS[unit], year, number), unit, unit, anchor, weak=weak)


def _year_behind(scan: Scan, i: int) -> tuple[int | None, int]:
    """Return the year behind "Q3", glued in two digits or apart in four, and where it ends; not "2019/20", a fiscal one."""
    apart = scan.year(i)
    if apart is None or scan.glued(i) or (scan.glued(i + 1) and (scan.is_word(i + 1) or scan.word(i + 1) in DASHES | {"/"})):
        return scan.trailing_year(i)
    return apart, i + 1


def read_fiscal(scan: Scan, i: int) -> Phrase | None:
    """Read "fiscal 2019", "fiscal year 2019"."""
    return fiscal_year(scan, i, i + 2 if scan.word(i + 1) == "year" else i + 1)


def fiscal_year(scan: Scan, first: int, i: int) -> Phrase | None:
    """Read the fiscal year whose number stands at atom ``i``."""
    if scan.word(i) in APOSTROPHES:
        i += 1
    year = scan.year(i) or (scan.short_year(i) if scan.word(first) == "fy" else None)
    if year is None:
        return None
    joint, second = scan.word(i + 1), scan.number(i + 2, 0, 99)
    split = second == (year + 1) % 100 and scan.glued(i + 1) and scan.glued(i + 2) and (joint == "/" or joint in DASHES)
    last, other = (i + 3, year + 1) if split else (i + 1, None)
    return Phrase(first, last, ("fiscal", year, other), "fiscal_year", "fiscal_year", "absolute")


def read_ordinal(scan: Scan, i: int, unit: Unit) -> Phrase | None:
    """Read "the first quarter", "third-quarter", "the 21st century", "the second half"."""
    limit = LIMITS.get(unit.unit)
    if limit is None or unit.plural:
        return None
    hyphen = scan.dash(i - 1) and scan.glued(i)
    j = i - 2 if hyphen else i - 1
    if scan.word(j) in SUFFIXES and scan.glued(j):
        j -= 1
        number = scan.number(j, 1, limit)
    else:
        number = scan.lexicon.ordinals.get(scan.word(j), limit if scan.word(j) in _LAST else 0)
        if not number and scan.capital(j):
            number = _ROMAN.get(scan.word(j), 0)
    if not number or number > limit:
        return None
    if unit.unit == "century":
        return _century(scan, j, i, number, article=not hyphen) if scan.word(j) not in _LAST else None
    weak = scan.about_a_game and not scan.has_figures  # games have quarters of their own
    if unit.unit == "half_year":
        led = hyphen or scan.word(j - 2 if scan.word(j - 1) == "the" else j - 1) in _BESIDE_HALF
        ends = hyphen or scan.stands_alone(i + 1) or scan.word(i + 1) in scan.lexicon.past
        weak = scan.about_a_game or not (led and ends and scan.about_business)
    expression: Expression = (_KINDS[unit.unit], None, number)
    if scan.word(j - 1) in FISCAL:
        j, expression = j - 1, ("unknown", unit.unit)
    return Phrase(j, i + 1, expression, unit.unit, unit.unit, "partial", weak=weak, article=not hyphen)


def _century(scan: Scan, first: int, i: int, number: int, *, article: bool) -> Phrase:
    before_christ = scan.word(i + 1) in {"bc", "bce"}
    expression: Expression = ("unknown", "century") if before_christ else ("century", number - 1)
    last = i + 2 if before_christ else i + 1
    return Phrase(first, last, expression, "century", "century", "absolute", article=article)


def read_season(scan: Scan, i: int) -> Phrase | None:
    """Read a season; a bare one needs a preposition, and "fall" more than that."""
    expression = ("season", None, scan.lexicon.seasons[scan.words[i]])
    before, shift = scan.word(i - 1), scan.shift(i - 1)
    fall = scan.words[i] == "fall"
    year, last = scan.trailing_year(i + 1)
    if year:
        return Phrase(i, last, ("season", year, expression[2]), "season", "season", "absolute", article=True)
    said = before != "that" or (not fall and scan.stands_alone(i + 1))  # not "said that summer holidays"
    if shift is not None and said and not (fall and scan.word(i + 1) in {"in", "of"}):
        first = i - 2 if scan.word(i - 2) in {"the", "this"} else i - 1
        return Phrase(first, i + 1, ("turn", shift.steps, expression, shift.origin), "season_shift", "season", "relative")
    lead = scan.word(i - 2) if before == "the" else before
    recurs = before == "in" and not is_told(scan, i - 1, i + 1)  # "it costs more in winter"
    ended = scan.stands_alone(i + 1) and scan.word(i + 1) not in DASHES
    falls = fall and (before != "the" or scan.is_word(i + 1))  # "a fall", "in the fall in prices"
    strong = lead in _IN and not recurs and not falls and ended
    return Phrase(i, i + 1, expression, "season", "season", "partial", weak=not strong, article=True)
