"""Units of the calendar and what moves them: "last year", "the previous day", "the end of the month", "the week of May 6"."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tallyspan.kinds.date.counts import read_count
from tallyspan.kinds.date.lexicon import Shift, Unit
from tallyspan.kinds.date.scan import APOSTROPHES, Phrase, Scan
from tallyspan.kinds.date.year_parts import FISCAL, LIMITS, fiscal_year, read_ordinal

if TYPE_CHECKING:
    from tallyspan.kinds.date.expressions import Expression

_PLAIN = frozenset({"calendar", "full", "whole", "entire", "academic", "school"})
_OVER = frozenset({"over", "within", "in", "during", "for"})
_SPOKEN = frozenset({"past", "coming", "last", "next"})  # "this past week"
_AHEAD = frozenset({"current", "coming", "upcoming"})
_DAY_SHIFTS = frozenset({"next", "that", "same", "previous", "preceding", "following", "subsequent", "ensuing"})
_WINDOWS = frozenset({"year", "month", "week", "decade", "century"})
_DEFINITE = frozenset({"the", "that", "this"})
_ENDING = frozenset({"by", "at", "before", "until", "around", "from", "since"})
_BEYOND = {("after", "next"): 1, ("before", "last"): -1}
_REPORTED = frozenset({"quarter", "half_year", "month"})
_OVER_WEEKEND = frozenset({"over", "at", "during", "by", "for", "of", "through", "throughout"})


def read_unit(scan: Scan, i: int) -> Phrase | None:
    """Read a unit with what makes a date of it."""
    unit = scan.lexicon.units[scan.words[i]]
    if scan.dash(i + 1) and scan.word(i + 2) not in {"end", "to", "ago", "earlier", "and"}:
        return read_ordinal(scan, i, unit) if unit.unit in LIMITS else None
    for reader in _READERS:
        phrase = reader(scan, i, unit)
        if phrase is not None:
            return phrase
    return None


def _shifted(scan: Scan, i: int, unit: Unit) -> Phrase | None:
    """Read the unit at ``i`` with the word before it that moves it: "last year", "the next week", "that day"."""
    shift = scan.shift(i - 1)
    if shift is None:
        return None
    return _shift(scan, i, unit, i - 1, shift)


def _shift(scan: Scan, i: int, unit: Unit, j: int, shift: Shift) -> Phrase | None:
    name, word, outer = unit.unit, scan.word(j), scan.word(j - 1)
    if unit.plural:  # "this years festival"
        typo = word == "this" and name == "year" and not scan.stands_alone(i + 1)
        return Phrase(j, i + 1, ("step", name, 0), "shift", name, "relative") if typo else None
    if name == "half_year":
        return read_ordinal(scan, i, unit)
    steps, first = shift.steps * unit.times, j - 1 if outer == "the" or (word == "same" and outer in _DEFINITE) else j
    if outer == "this" and word in _SPOKEN:
        return Phrase(j - 1, i + 1, ("step", name, steps), "shift", name, "relative")
    if not _may_shift(scan, i, name, j) or (scan.is_word(j - 1) and scan.in_name(j)):
        return None
    if outer == "the" and word == "last" and scan.word(i + 1) == "of":
        return Phrase(first, i + 1, ("nth", name, -1, 1), "nth", name, "relative", weak=True)
    window = _window(scan, i, unit, j, first)
    if window is not None:
        return window
    in_text = shift.origin == "text" or (word == "next" and (name == "day" or (outer == "the" and name != "weekend")))
    expression: Expression = ("from" if in_text else "step", name, steps)
    return Phrase(first, i + 1, expression, "shift_in_text" if in_text else "shift", name, "relative")


def _may_shift(scan: Scan, i: int, name: str, j: int) -> bool:
    """Tell whether the word at ``j`` can move this unit: not "this day", nor "current year" without an article."""
    word, outer = scan.word(j), scan.word(j - 1)
    allowed = word in _DAY_SHIFTS if name == "day" else word not in _AHEAD or outer == "the"
    return allowed and (word != "same" or outer in _DEFINITE) and not scan.dash(i + 1, spaced=word == "that")


def _window(scan: Scan, i: int, unit: Unit, j: int, first: int) -> Phrase | None:
    """Read "the past year", "the last decade", "over the next year": so long back or ahead, not a unit of the calendar."""
    name, word, article = unit.unit, scan.word(j), scan.word(j - 1) == "the"
    if name not in _WINDOWS:
        return None
    if word == "next":
        ahead = article and scan.word(first - 1) in _OVER
        return Phrase(first, i + 1, ("window", name, unit.times), "window", name, "relative") if ahead else None
    if word == "past" or (word == "last" and article):
        if scan.and_a_half(i):
            return Phrase(first, i + 4, ("window", "month", -18), "window", "month", "relative")
        return Phrase(first, i + 1, ("window", name, -unit.times), "window", name, "relative")
    return None


def _qualified(scan: Scan, i: int, unit: Unit) -> Phrase | None:
    """Read "last fiscal year", "fiscal year 2019", "the current academic year"."""
    fiscal = scan.word(i - 1) in FISCAL
    if unit.plural or not (fiscal or scan.word(i - 1) in _PLAIN):
        return None
    if fiscal and unit.unit == "year" and (phrase := fiscal_year(scan, i - 1, i + 1)) is not None:
        return phrase
    if scan.word(i - 1) == "full" and scan.word(i - 2) == "the":
        return Phrase(i - 2, i + 1, ("the", unit.unit), "shift", unit.unit, "relative", weak=True)
    shift = scan.shift(i - 2)
    phrase = _shift(scan, i, unit, i - 2, shift) if shift is not None else None
    if phrase is None or not fiscal:
        return phrase
    name = "fiscal_year" if unit.unit == "year" else unit.unit
    steps = phrase.expression[2] if name == "fiscal_year" and phrase.expression[0] in {"step", "window"} else None
    expression = ("unknown", name) if steps is None else ("fiscal_step", steps)
    return phrase._replace(expression=expression, unit=name)


def _new_year(scan: Scan, i: int, unit: Unit) -> Phrase | None:
    """Read "the new year", the one that begins next, or has just begun."""
    if unit.unit != "year" or unit.plural or scan.words[max(0, i - 2) : i] != ["the", "new"] or not scan.stands_alone(i + 1):
        return None
    if scan.capital(i) or scan.word(i + 1) in APOSTROPHES:  # "New Year" is a day
        return None
    return Phrase(i - 2, i + 1, ("new_year",), "new_year", "year", "relative")


def _year_number(scan: Scan, i: int, unit: Unit) -> Phrase | None:
    """Read "the year 2010"."""
    if unit.unit != "year" or scan.word(i - 1) != "the":
        return None
    year, last = (scan.year(i + 1), i + 2) if scan.year(i + 1) else scan.spoken_year(i + 1) or (None, i)
    return Phrase(i - 1, last, ("year", year), "year", "year", "absolute") if year else None


def _year_end(scan: Scan, i: int, unit: Unit) -> Phrase | None:
    """Read "by year-end", "at month end"."""
    end = i + 2 if scan.dash(i + 1) else i + 3 if scan.word(i + 1) in APOSTROPHES and scan.word(i + 2) == "s" else i + 1
    if scan.word(end) != "end" or unit.unit not in {"year", "month"} or unit.plural:
        return None
    first = i - 1 if scan.word(i - 1) == "the" else i
    weak = scan.word(first - 1) not in _ENDING or not scan.stands_alone(end + 1)
    return Phrase(first, end + 1, ("part", "end", ("the", unit.unit)), "end", "day", "relative", weak=weak)


def _to_date(scan: Scan, i: int, unit: Unit) -> Phrase | None:
    """Read "year to date", "month-to-date"."""
    words = [word for word in scan.words[i : i + 5] if word != "-"][:3]
    if words[1:] != ["to", "date"] or unit.unit not in {"year", "quarter", "month"}:
        return None
    last = i + 5 if scan.dash(i + 1) else i + 3
    first = i - 1 if scan.word(i - 1) == "the" else i
    return Phrase(first, last, ("part", "so_far", ("step", unit.unit, 0)), "to_date", unit.unit, "relative")


def _year_ago(scan: Scan, i: int, unit: Unit) -> Phrase | None:
    """Read "the year-ago quarter", "the year-earlier period"."""
    j = i + 2 if scan.dash(i + 1) else i + 1
    if unit.unit != "year" or unit.plural or scan.word(j) not in {"ago", "earlier"} or scan.word(i - 1) not in {"the", "its"}:
        return None
    of = scan.lexicon.units.get(scan.word(j + 1))
    if scan.word(j + 1) != "period" and (of is None or of.plural or of.unit not in _REPORTED):
        return None
    first, name = i - (scan.word(i - 1) == "the"), of.unit if of else None
    return Phrase(first, j + 2, ("year_ago", name), "year_ago", name or "quarter", "relative")


def _adjoining(scan: Scan, i: int, unit: Unit) -> Phrase | None:
    """Read "the day before" where nothing follows that it is before of."""
    if unit.plural or scan.word(i + 1) not in {"before", "after"} or scan.word(i - 1) not in {"the", "a"}:
        return None
    after_next = (scan.word(i + 1), scan.word(i + 2))
    if after_next in _BEYOND:  # "the week after next"
        return Phrase(i - 1, i + 3, ("step", unit.unit, 2 * _BEYOND[after_next]), "shift", unit.unit, "relative")
    if unit.unit not in _WINDOWS | {"day"} or (scan.is_word(i + 2) and scan.word(i + 2) not in {"when", "and", "but"}):
        return None
    steps = -unit.times if scan.word(i + 1) == "before" else unit.times
    if unit.unit == "year" and steps < 0 and scan.word(i - 1) == "a":  # "9% higher than a year before"
        return Phrase(i - 1, i + 2, ("from", unit.unit, steps, "earlier"), "earlier", unit.unit, "relative")
    return Phrase(i - 1, i + 2, ("from", unit.unit, steps), "shift_in_text", unit.unit, "relative")


def _definite(scan: Scan, i: int, unit: Unit) -> Phrase | None:
    """Read "the year" where "end of", "earlier in" and the like may precede; "over the weekend", "the week of May 6"."""
    if unit.plural or unit.unit == "half_year" or scan.word(i - 1) != "the":
        return None
    lead, follows_of = scan.word(i - 2), scan.word(i + 1) == "of"
    if unit.unit == "weekend" and lead in _OVER_WEEKEND and scan.stands_alone(i + 1):
        return Phrase(i - 1, i + 1, ("weekend",), "weekend", "weekend", "relative", weak=lead == "of")
    if unit.unit == "week" and follows_of:
        return Phrase(i - 1, i + 1, ("containing", "week"), "week_of", "week", "relative", weak=True)
    if follows_of or lead not in {"of", "in"} or (unit.unit == "day" and lead == "of"):
        return None
    return Phrase(i - 1, i + 1, ("the", unit.unit), "shift", unit.unit, "relative", weak=True)


def _nth(scan: Scan, i: int, unit: Unit) -> Phrase | None:
    """Read "the third week of", which only a month or a year after it makes a date."""
    number = scan.lexicon.ordinals.get(scan.word(i - 1))
    if number is None or unit.plural or scan.word(i + 1) != "of":
        return None
    first = i - 2 if scan.word(i - 2) == "the" else i - 1
    return Phrase(first, i + 1, ("nth", unit.unit, number, 1), "nth", unit.unit, "relative", weak=True)


_READERS: tuple[Callable[[Scan, int, Unit], Phrase | None], ...] = (
    _shifted,
    _qualified,
    _new_year,
    _year_number,
    _year_end,
    _year_ago,
    _to_date,
    read_ordinal,
    read_count,
    _adjoining,
    _definite,
    _nth,
)
