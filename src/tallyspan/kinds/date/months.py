"""Months and the days beside them: "July", "4 July", "the 4th of July", "July 4, 2019", "January 16-18, 2020"."""

from typing import NamedTuple

from tallyspan.kinds.date.periods import LAST_DAY
from tallyspan.kinds.date.scan import APOSTROPHES, CURRENCIES, DASHES, SUFFIXES, Phrase, Scan

_LINKS = frozenset({"and", "or", "&"})
_TO = frozenset({"to", "through", "until"})
_SAID_OF_DAYS = frozenset({"last", "next", "this"})
_SHARES = frozenset({"much", "most", "all", "part", "rest", "end", "start", "beginning", "middle", "half", "days"})
_BEFORE_DAY = frozenset({"on", "by", "until", "till", "since", "from", "before", "after", "between"})
_MISPRINT, _CENTURIES = 3, ("19", "20")  # digits of a year that lost one
_NOT_SHIFTS = frozenset({"that", "same", "current"})


class _Day(NamedTuple):
    """The number of a day of the month, and its atoms."""

    number: int
    first: int
    last: int


class _Days(NamedTuple):
    """One day or two, the ends of a range or a mere list, and the atoms of all of them."""

    days: tuple[_Day, ...]
    first: int
    last: int
    ranged: bool = False


def read_month(scan: Scan, i: int) -> list[Phrase]:
    """Read a month with its days and its year; a list of days makes a phrase for each."""
    if (scan.glued(i) and scan.is_word(i - 1)) or scan.word(i + 1) in scan.lexicon.beside_month["names"]:
        return []
    last = i + 1
    if scan.word(last) == "." and scan.glued(last) and scan.words[i] in scan.lexicon.short_months:
        last += 1
    before = _days_before(scan, i)
    days = before or _days_after(scan, last)
    if days and not before:
        last = days.last
    year = year_after(scan, last, bare=not days)
    if year:
        last = year[1]
    number = year[0] if year else None
    if not days:
        return _without_day(scan, i, last, number)
    first = min(i, days.first)
    if not number and not _is_month(scan, i, first, last):
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

    def phrase(self, first: int, last: int, day: _Day) -> Phrase:
        """Return the phrase of one day."""
        anchor = "absolute" if self.year else "partial"
        return Phrase(first, last, ("day", self.year, self.month, day.number), self.form, "day", anchor)


def _day_phrases(days: _Days, frame: _Frame) -> list[Phrase]:
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


def _days_before(scan: Scan, i: int) -> _Days | None:
    """Return the days that stand before the month at ``i``."""
    j = i - 1
    of = scan.word(j) == "of"
    joined = scan.dash(j) and scan.glued(i) and scan.word(j - 2) not in scan.lexicon.months  # not "March 19-April 30"
    if of or joined:
        j -= 1
    day = _day_ending(scan, j)
    suffixed = day is not None and day.last - day.first > 1
    if day is None and of and scan.word(j) in scan.lexicon.ordinals:
        day, suffixed = _Day(scan.lexicon.ordinals[scan.word(j)], j, j + 1), True
    if day is None or (of and not suffixed):
        return None
    other = _day_ending(scan, day.first - 2)
    link = scan.word(day.first - 1)
    if other is not None and other.number < day.number:
        ranged = link in DASHES or link == "to" or (link == "and" and scan.word(other.first - 1) == "between")
        if ranged or link in _LINKS:
            more = () if ranged else _days_listed_before(scan, other)
            return _Days((*more, other, day), (*more, other)[0].first, i, ranged=ranged)
    first = day.first - 1 if suffixed and link == "the" else day.first
    return _Days((day,), first, i)


def _days_listed_before(scan: Scan, day: _Day) -> tuple[_Day, ...]:
    """Return the days of "1, 2" in "1, 2, 3 and 4 May" that stand before ``day``."""
    days: list[_Day] = []
    while scan.word(day.first - 1) == "," and (other := _day_ending(scan, day.first - 2)) and other.number < day.number:
        day = other
        days.insert(0, day)
    return tuple(days)


def _day_ending(scan: Scan, j: int) -> _Day | None:
    """Return the day whose last atom is ``j``: "4", "4th"; no price and no minute."""
    last = j + 1
    if scan.word(j) in SUFFIXES and scan.glued(j):
        j -= 1
    number = scan.number(j, 1, LAST_DAY)
    before = scan.word(j - 1)
    if number is None or before in CURRENCIES or (before == ":" and scan.glued(j)) or _is_hyphened(scan, j):
        return None
    return _Day(number, j, last)


def _is_hyphened(scan: Scan, j: int) -> bool:
    """Tell whether the number at ``j`` belongs to the word before its hyphen: "COVID-19 may", not "Friday-5 May"."""
    hyphened = scan.dash(j - 1) and scan.glued(j) and scan.is_word(j - 2)
    return hyphened and scan.word(j - 2) not in scan.lexicon.weekdays and scan.word(j - 2) not in scan.lexicon.months


def _days_after(scan: Scan, i: int) -> _Days | None:
    """Return the days that stand after a month, which ends before atom ``i``."""
    if scan.word(i) == "the" and scan.word(i + 2) in SUFFIXES:
        i += 1
    day = _day_starting(scan, i)
    if day is None or (day.last == i + 1 and not _may_be_day(scan, i)):
        return None
    other = _day_starting(scan, day.last + 1)
    if other is not None and other.number > day.number:
        link, alone = scan.word(day.last), scan.stands_alone(other.last)
        if link in DASHES or (link in _TO and alone):
            return _Days((day, other), i, other.last, ranged=True)
        if link in _LINKS and (alone or scan.year(other.last)):
            return _Days((day, other), i, other.last, ranged=scan.word(i - 2) == "between")
        if link == "," and (listed := _days_listed_after(scan, other)):
            return _Days((day, other, *listed), i, listed[-1].last)
    return _Days((day,), i, day.last)


def _days_listed_after(scan: Scan, day: _Day) -> list[_Day]:
    """Return the days that follow ``day`` in a list that ends with "and": "4 and 5" of "May 2, 3, 4 and 5"."""
    days: list[_Day] = []
    link = ","
    while link == ",":
        link = scan.word(day.last)
        other = _day_starting(scan, day.last + 1)
        if other is None or other.number <= day.number or link not in _LINKS | {","}:
            return []
        day = other
        days.append(day)
    return days if scan.stands_alone(day.last) or scan.year(day.last) else []


def _day_starting(scan: Scan, i: int) -> _Day | None:
    number = scan.number(i, 1, LAST_DAY)
    if number is None:
        return None
    return _Day(number, i, i + 2 if scan.word(i + 1) in SUFFIXES and scan.glued(i + 1) else i + 1)


def _may_be_day(scan: Scan, i: int) -> bool:
    """Tell whether the number at ``i`` is a day: not a time ("10:30"), a measure ("20m"), nor a count ("In March 20 people")."""
    after = scan.word(i + 1)
    if after == "%" or (scan.glued(i + 1) and (scan.is_word(i + 1) or after == "/")):
        return False
    if after == ":" and scan.glued(i + 1) and scan.glued(i + 2):  # a time
        return False
    if after in scan.lexicon.year["not_before"] and after not in scan.lexicon.months and not scan.capital(i + 1):
        return False
    return not (scan.plural_noun(i + 1) and scan.word(i - 2) == "in")


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


def _is_month(scan: Scan, i: int, first: int, last: int) -> bool:
    """Tell whether the word at ``i``, with a day beside it, is a month: "may 5 people come" is none."""
    if first < i or scan.capital(i) or scan.words[i] not in scan.lexicon.doubtful_months | scan.lexicon.short_months:
        return True
    beside = scan.lexicon.beside_month
    return scan.word(first - 1) in beside["near"] | {"on", "of", "the"} or scan.stands_alone(last)


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
        expression = ("turn", shift.steps, ("month", None, month), shift.origin)
        return [Phrase(first, last, expression, "month_shift", "month", "relative")] if capital else []
    if not capital and (short or (doubtful and (before not in beside["strong"] or before == "this"))):
        return []
    phrase = Phrase(i, last, ("month", None, month), "month", "month", "partial")
    if len(scan.word(last)) == _MISPRINT and scan.word(last).startswith(_CENTURIES) and scan.stands_alone(last + 1):
        phrase = phrase._replace(expression=("unknown", "month", f"XXXX-{month:02d}"))  # "in April 202"
    if short:
        weak = last == i + 1 or before not in beside["strong"]
        return [phrase._replace(weak=weak, last=i + 1 if weak else last)]
    return [phrase._replace(weak=_in_doubt(scan, i) if doubtful else _like_a_name(scan, i))]


def _in_doubt(scan: Scan, i: int) -> bool:
    """Tell whether "May", "March" or "August" needs something beside it to be a month."""
    beside, before = scan.lexicon.beside_month, scan.word(i - 1)
    if before == "of" and scan.word(i - 2) in _SHARES:
        return False
    content = scan.is_word(i + 1) and not scan.stands_alone(i + 1)
    if content and scan.capital(i + 1):
        return before not in beside["strong"]
    if content and before in beside["determiners"]:  # "the August campaign"
        return not scan.capital(i)
    if not content and scan.capital(i) and scan.words[i] != "may" and before in beside["loose"] - beside["determiners"]:
        return False  # "much of August"
    return before not in beside["near"] or (content and scan.words[i] == "may" and not scan.capital(i))


def _like_a_name(scan: Scan, i: int) -> bool:
    """Tell whether "April" or "June" is more like part of a name: "Minister July Moyo"."""
    beside, before = scan.lexicon.beside_month, scan.word(i - 1)
    if not scan.capital(i):
        return False
    if scan.capital(i + 1) and scan.is_word(i + 1) and not scan.stands_alone(i + 1):
        said = beside["strong"] if scan.words[i] in scan.lexicon.name_months else beside["near"]
        return before not in said | beside["determiners"]
    return i > 1 and scan.capital(i - 1) and scan.is_word(i - 1) and before not in beside["near"] | beside["loose"]
