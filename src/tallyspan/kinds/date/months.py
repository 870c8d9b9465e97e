"""Months and the days beside them: "July", "4 July", "the 4th of July", "July 4, 2019", "January 16-18, 2020"."""

from typing import NamedTuple

from tallyspan.kinds.date.cues import tense
from tallyspan.kinds.date.days_of_months import Day, Days, days_after, days_before
from tallyspan.kinds.date.month_names import has_day, is_in_doubt, is_like_a_name
from tallyspan.kinds.date.periods import LAST_DAY
from tallyspan.kinds.date.scan import APOSTROPHES, SUFFIXES, Phrase, Scan

_SAID_OF_DAYS = frozenset({"last", "next", "this", "coming"})
_BEFORE_DAY = frozenset({"on", "by", "until", "till", "since", "from", "before", "after", "between"})
_MISPRINT, _CENTURIES = 3, ("19", "20")  # digits of a year that lost one
_NOT_SHIFTS = frozenset({"that", "same", "current"})


def read_month(scan: Scan, i: int) -> list[Phrase]:
    """Read a month with its days and its year; a list of days makes a phrase for each."""
    if (scan.glued(i) and scan.is_word(i - 1)) or scan.word(i + 1) in scan.lexicon.beside_month["names"]:
        return []
    last = i + 1
    if scan.word(last) == "." and scan.glued(last) and scan.words[i] in scan.lexicon.short_months:
        last += 1
    before = days_before(scan, i)
    days = before or days_after(scan, last)
    if days and not before:
        last = days.last
    year = year_after(scan, last, bare=not days)
    if year:
        last = year[1]
    number = year[0] if year else None
    if not days:
        return _without_day(scan, i, last, number)
    first = min(i, days.first)
    if not number and not has_day(scan, i, first, last):
        return []
    form = "day_month" if before else "month_day"
    phrases = _day_phrases(days, _Frame(number, scan.lexicon.months[scan.words[i]], first, last, form))
    shift = scan.shift(first - 1)
    if number or len(phrases) > 1 or shift is None or shift.origin != "now" or scan.word(first - 1) not in _SAID_OF_DAYS:
        return phrases
    expression = ("turn", shift.steps, phrases[0].expression, "now")
    return [phrases[0]._replace(first=first - 1, expression=expression, anchor="relative")]


def read_day_of_month(scan: Scan, i: int) -> Phrase | None:
    """Read "the 5th" whose month is not said."""
    number, last = scan.number(i, 1, LAST_DAY), i + 2
    if number is None or scan.word(i - 1) != "the" or scan.word(i + 1) not in SUFFIXES or not scan.glued(i + 1):
        return None
    of_moved = scan.word(last) == "of" and scan.word(last + 1) in {"this", "last", "next", "that"}
    if not of_moved and not scan.stands_alone(last):
        return None
    lead = scan.word(i - 2)
    said = of_moved or (lead in _BEFORE_DAY and scan.word(last) not in {"of", "in"} and not scan.about_a_game)
    weak = not said and lead not in scan.lexicon.weekdays
    return Phrase(i - 1, last, ("monthday", number, None), "day_of_month", "day", "partial", weak=weak)


class _Frame(NamedTuple):
    """The year and month that days share, and the atoms from the first to the last of all of it."""

    year: int | None
    month: int
    first: int
    last: int
    form: str

    def phrase(self, first: int, last: int, day: Day) -> Phrase:
        """Return the phrase of one day."""
        anchor = "absolute" if self.year else "partial"
        return Phrase(first, last, ("day", self.year, self.month, day.number), self.form, "day", anchor)


def _day_phrases(days: Days, frame: _Frame) -> list[Phrase]:
    """Return one phrase for a day or a range of days, and one for each day of a list ("3 and 4 May")."""
    one, *rest = days.days
    if not rest:
        return [frame.phrase(frame.first, frame.last, one)]
    if days.ranged:
        whole = frame.phrase(frame.first, frame.last, one)
        both = ("range", whole.expression, frame.phrase(0, 0, rest[-1]).expression)
        return [whole._replace(expression=both, form="day_range", qualifier="range")]
    first = one.first if frame.form == "day_month" else frame.first
    *between, last = rest
    middle = [frame.phrase(day.first, day.last, day) for day in between]
    return [frame.phrase(first, one.last, one), *middle, frame.phrase(last.first, frame.last, last)]


def year_after(scan: Scan, i: int, *, bare: bool) -> tuple[int, int] | None:
    """Return the year after a day or a month, which ends before ``i``, and its last atom. ``bare`` is a month without a day."""
    j = i
    comma = scan.word(j) == ","
    if comma or scan.word(j) == "of" or (scan.dash(j) and scan.glued(j + 1)):
        j += 1
    if scan.word(j) == "[" and scan.word(j + 2) == "]" and scan.year(j + 1):  # put into a quotation
        return scan.year(j + 1) or 0, j + 3
    if scan.word(j) in APOSTROPHES and scan.glued(j + 1):
        short = scan.short_year(j + 1)
        return None if short is None else (short, j + 2)
    year = scan.year(j)
    if year is None and (spoken := scan.spoken_year(j)) is not None:
        return spoken
    if year is None:
        dashed = not bare and scan.dash(i) and scan.dash(i - 2)  # 4-Jul-19
        short = scan.short_year(j) if dashed else None
        return None if short is None else (short, j + 1)
    after = scan.word(j + 1)
    if after in {"bc", "bce"} or (after == "b" and scan.words[j + 2 : j + 4] == [".", "c"]):
        return None
    counted = after == "%" or (after in scan.lexicon.year["not_before"] and not scan.capital(j + 1))
    if counted or (scan.glued(j + 1) and scan.is_word(j + 1) and after != "s"):
        return None
    if bare and comma and not scan.stands_alone(j + 1):
        return None
    return year, j + 1


def _without_day(scan: Scan, i: int, last: int, year: int | None) -> list[Phrase]:
    """Return the phrase of a month, perhaps with its year; none when the word is no month here."""
    word, before = scan.words[i], scan.word(i - 1)
    month, capital = scan.lexicon.months[word], scan.capital(i)
    doubtful, short = word in scan.lexicon.doubtful_months, word in scan.lexicon.short_months
    beside = scan.lexicon.beside_month
    if year is not None:
        if doubtful and not capital and before not in beside["near"] | {"of"}:
            return []
        return [Phrase(i, last, ("month", year, month), "month_year", "month", "absolute")]
    shift = scan.shift(i - 1)
    if shift is not None and before not in _NOT_SHIFTS and not short:
        first = i - 2 if scan.word(i - 2) in {"the", "this"} else i - 1
        follows = scan.word(first) == "the" and shift.steps > 0 and tense(scan, first, last) == "past"  # "she left the next May"
        expression = ("turn", shift.steps, ("month", None, month), "text" if follows else shift.origin)
        return [Phrase(first, last, expression, "month_shift", "month", "relative")] if capital else []
    if not capital and (short or (doubtful and (before not in beside["strong"] or before == "this"))):
        return []
    phrase = Phrase(i, last, ("month", None, month), "month", "month", "partial")
    if len(scan.word(last)) == _MISPRINT and scan.word(last).startswith(_CENTURIES) and scan.stands_alone(last + 1):
        phrase = phrase._replace(expression=("unknown", "month", f"XXXX-{month:02d}"))  # "in April 202"
    if short:
        weak = last == i + 1 or before not in beside["strong"]
        return [phrase._replace(weak=weak, last=i + 1 if weak else last)]
    return [phrase._replace(weak=is_in_doubt(scan, i) if doubtful else is_like_a_name(scan, i))]
