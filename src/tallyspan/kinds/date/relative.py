"""Dates that need a reference: weekdays, "last year", "two weeks ago", "the previous day", quarters, seasons, named days."""

from tallyspan.kinds.date.lexicon import Unit
from tallyspan.kinds.date.scan import DASHES, SUFFIXES, Expression, Phrase, Scan

_ON = frozenset(
    {
        "on",
        "by",
        "until",
        "till",
        "since",
        "from",
        "before",
        "after",
        "through",
        "to",
        "between",
        "late",
        "early",
        "and",
        "or",
        "midday",
        "noon",
    }
)
_AGO = frozenset({"ago"})
_EARLIER = {"earlier": -1, "previously": -1, "later": 1, "afterwards": 1}
_FISCAL = frozenset({"fiscal", "financial"})
_PLAIN = frozenset({"calendar", "full", "whole", "entire", "academic", "school"})
_OVER = frozenset({"over", "within", "in", "during", "for"})
_DAILY = frozenset({"day", "weekend"})
_NAMED = {"quarter": "quarter", "half_year": "half"}
_YEARS = {"decade": 10, "century": 100}
_ENDS = {"first": 1, "opening": 1, "initial": 1, "last": -1, "final": -1, "closing": -1}
_ARTICLES = frozenset({"the", "that", "this"})
_LIMITS = {"quarter": 4, "half_year": 2, "century": 30}


def read_weekday(scan: Scan, i: int) -> Phrase | None:
    """Read a weekday with its "last", "next", "this"."""
    lexicon, word = scan.lexicon, scan.words[i]
    before = scan.word(i - 1)
    number = lexicon.weekdays[word]
    expression: Expression = ("weekday", number)
    if word in lexicon.short_weekdays:
        if not scan.capital(i):
            return None
        last = i + 2 if scan.word(i + 1) == "." and scan.glued(i + 1) else i + 1
        return Phrase(i, last, expression, "weekday", "day", "relative", weak=True)
    after = f"{scan.word(i + 1)} {scan.word(i + 2)}"
    if (
        scan.word(i + 1) in lexicon.not_before_weekday
        or after in lexicon.not_before_weekday
        or before in lexicon.not_after_weekday
    ):
        return None
    shift = lexicon.shifts.get(before)
    if shift is not None and (before != "following" or scan.word(i - 2) in _ARTICLES):
        first = i - 1
        steps, origin = shift.steps, shift.origin
        if scan.word(first - 1) in {"this", "these"} and before in {"past", "coming", "last", "next"}:
            first -= 1
        elif scan.word(first - 1) == "the":
            first -= 1
            origin = "text" if before == "next" else origin
        if before in {"that", "same"} and (before == "that" and not scan.stands_alone(i + 1)):
            return Phrase(i, i + 1, expression, "weekday", "day", "relative")
        if before == "that":  # "said that Monday was", far more often than "that Monday"
            return Phrase(i, i + 1, expression, "weekday", "day", "relative")
        return Phrase(first, i + 1, ("turn", steps, expression, origin), "weekday_shift", "day", "relative")
    if before in {"a", "an", "one"} and scan.stands_alone(i + 1) and scan.word(i + 1) not in DASHES:
        return None
    named = scan.capital(i + 1) and not scan.stands_alone(i + 1) and scan.word(i + 1) not in lexicon.parts_of_day
    dated = scan.word(i + 1) in lexicon.months
    if named and not dated and before not in _ON:
        return None
    return Phrase(i, i + 1, expression, "weekday", "day", "relative")


def read_day_word(scan: Scan, i: int) -> Phrase | None:
    """Read "today", "yesterday morning", "the day after tomorrow"."""
    lexicon, word = scan.lexicon, scan.words[i]
    steps = lexicon.day_words[word]
    if word == "today":
        j = i + 3 if scan.word(i + 1) in {"'", "\u2019"} and scan.word(i + 2) == "s" else i + 1
        if (
            scan.word(j) in lexicon.nowadays_before
            or scan.word(i - 1) in lexicon.nowadays_after
            or scan.capital(i) != scan.capital(i - 1)
            and scan.word(i - 1) in {"usa", "russia", "psychology"}
        ):
            return None
    elif (
        word in {"yesterday", "tomorrow"}
        and scan.word(i - 2) == "day"
        and scan.word(i - 1) == ("after" if steps > 0 else "before")
    ):
        first = i - 3 if scan.word(i - 3) == "the" else i - 2
        return Phrase(first, i + 1, ("step", "day", 2 * steps), "day_word", "day", "relative")
    return Phrase(i, i + 1, ("step", "day", steps), "day_word", "day", "relative")


def read_part_of_day(scan: Scan, i: int) -> Phrase | None:
    """Read "last night", "this morning", "the following evening"."""
    before = scan.word(i - 1)
    shift = scan.lexicon.shifts.get(before)
    if shift is None or (scan.word(i + 1) in DASHES and scan.glued(i + 1)):
        return None
    if before in {"past", "upcoming", "current", "coming"} or (before == "last" and scan.words[i] != "night"):
        return None
    first, steps, origin = i - 1, shift.steps, shift.origin
    if before == "next":
        origin = "text"
    if scan.word(first - 1) in {"the", "that"}:
        first -= 1
    return Phrase(first, i + 1, _shifted("day", steps, origin), "part_of_day", "day", "relative")


def read_season(scan: Scan, i: int) -> Phrase | None:
    """Read a season: "last summer", "the spring of 1998", "in the autumn"."""
    lexicon, season = scan.lexicon, scan.lexicon.seasons[scan.words[i]]
    before = scan.word(i - 1)
    expression: Expression = ("season", None, season)
    shift = lexicon.shifts.get(before)
    fall = scan.words[i] == "fall"
    if shift is not None and before != "that" and (not fall or scan.word(i + 1) not in {"in", "of"}):
        first = i - 1
        if scan.word(first - 1) in {"the", "this"}:
            first -= 1
        return Phrase(first, i + 1, ("turn", shift.steps, expression, shift.origin), "season_shift", "season", "relative")
    article = before == "the"
    lead = scan.word(i - 2) if article else before
    strong = lead in {"in", "by", "during", "since", "until", "early", "late", "mid"} and scan.stands_alone(i + 1) and not fall
    strong = strong and scan.word(i + 1) not in DASHES
    return Phrase(i, i + 1, expression, "season", "season", "partial", weak=not strong, article=True)


def read_holiday(scan: Scan, i: int) -> Phrase | None:
    """Read a named day where it stands for the day: "on Christmas Day", "Easter 1916", not "the Christmas tree"."""
    if not scan.capital(i):
        return None
    for words, key in scan.lexicon.holiday_words[scan.words[i]]:
        last = i + len(words)
        if tuple(scan.words[i:last]) != words:
            continue
        shift = scan.lexicon.shifts.get(scan.word(i - 1))
        expression: Expression = ("holiday", key, None)
        if scan.year(last):
            return Phrase(i, last, expression, "holiday", "day", "partial")
        if not scan.stands_alone(last) or scan.word(last) in {"'", "\u2019"} or scan.word(last) in DASHES:
            return None
        if shift is not None and shift.origin == "now":
            return Phrase(i - 1, last, ("turn", shift.steps, expression, "now"), "holiday", "day", "relative")
        if scan.word(i - 1) in {"on", "at", "by", "since", "until", "before", "after", "over", "for"}:
            return Phrase(i, last, expression, "holiday", "day", "partial")
        return Phrase(i, last, expression, "holiday", "day", "partial", weak=True)
    return None


def read_glued(scan: Scan, i: int) -> Phrase | None:
    """Read "Q3 2011", "Q3", "3Q", "H1 2016", "FY2019", "FY20"."""
    word = scan.words[i]
    if not scan.capital(i):
        return None
    if word == "fy":
        return _fiscal(scan, i, i + 1)
    unit, limit = ("quarter", 4) if word == "q" else ("half_year", 2)
    number = scan.number(i + 1, 1, limit, digits=1) if scan.glued(i + 1) else None
    first, last = i, i + 2
    if number is None:
        number = scan.number(i - 1, 1, limit, digits=1) if scan.glued(i) else None
        first, last = i - 1, i + 1
    if (
        number is None
        or (scan.glued(last) and scan.word(last) in {"&", "-", "/"})
        or (scan.glued(first) and scan.word(first - 1) in DASHES)
    ):
        return None
    return Phrase(first, last, (_NAMED[unit], None, number), unit, unit, "partial", weak=unit == "half_year")


def _fiscal(scan: Scan, first: int, i: int) -> Phrase | None:
    """Read the year of "fiscal 2019", "fiscal year 2019", "FY20" at atom ``i``."""
    if scan.word(i) in {"'", "\u2019"}:
        i += 1
    if scan.year(i):
        year = int(scan.word(i))
    elif len(scan.word(i)) == 2 and (short := scan.number(i, 0, 99)) is not None and scan.word(first) == "fy":
        year = 2000 + short if short < 70 else 1900 + short
    else:
        return None
    return Phrase(first, i + 1, ("fiscal", year, None), "fiscal_year", "fiscal_year", "absolute")


def read_fiscal(scan: Scan, i: int) -> Phrase | None:
    """Read "fiscal 2019", "fiscal year 2019"."""
    return _fiscal(scan, i, i + 2 if scan.word(i + 1) == "year" else i + 1)


def read_unit(scan: Scan, i: int) -> Phrase | None:
    """Read what a unit of the calendar belongs to: "last year", "the past two weeks", "three months ago", "the first quarter"."""
    unit = scan.lexicon.units[scan.words[i]]
    if scan.word(i + 1) in DASHES and scan.glued(i + 1) and scan.word(i + 2) not in {"end", "to"}:
        return _ordinal(scan, i, unit) if unit.unit in _LIMITS and not unit.plural else None
    before = scan.word(i - 1)
    shift = scan.lexicon.shifts.get(before)
    if shift is not None:
        return None if before == "following" and scan.word(i - 2) not in _ARTICLES else _shift(scan, i, unit, i - 1)
    if before in _FISCAL or before in _PLAIN:
        return _qualified(scan, i, unit)
    if unit.unit == "year" and before == "the" and scan.year(i + 1):
        return Phrase(i - 1, i + 2, ("year", int(scan.word(i + 1))), "year", "year", "absolute")
    if (
        unit.unit == "year"
        and scan.word(i + 1) == "end"
        or scan.word(i + 2) == "end"
        and scan.word(i + 1) in DASHES
        and scan.glued(i + 2)
    ):
        return _year_end(scan, i, unit)
    if unit.unit in _LIMITS and not unit.plural and (phrase := _ordinal(scan, i, unit)) is not None:
        return phrase
    counted = _counted(scan, i, unit)
    if counted is not None:
        return counted
    if unit.plural or unit.unit == "half_year":
        return None
    if scan.word(i + 1) in {"before", "after"} and unit.unit in {"day", "week", "month", "year"} and before in {"the", "a"}:
        return _adjoining(scan, i, unit)
    if before == "the":
        return _the(scan, i, unit)
    return _nth(scan, i, unit)


def _shifted(unit: str, steps: int, origin: str) -> Expression:
    return ("step" if origin == "now" else "from", unit, steps)


def _shift(scan: Scan, i: int, unit: Unit, j: int) -> Phrase | None:
    """Read the unit at ``i`` with the word at ``j`` that moves it: "last year", "the next week", "that day"."""
    name, word = unit.unit, scan.word(j)
    shift = scan.lexicon.shifts[word]
    steps, origin = shift.steps, shift.origin
    outer = scan.word(j - 1)
    if unit.plural:
        good = word == "this" and name == "year" and scan.stands_alone(i + 1) is False
        return Phrase(j, i + 1, ("step", name, 0), "shift", name, "relative") if good else None
    the = outer == "the"
    first = j - 1 if the else j
    if word in {"past", "coming", "last", "next"} and outer == "this":
        first = j - 1
        return Phrase(first, i + 1, ("step", name, steps * unit.times), "shift", name, "relative")
    if name == "half_year":
        return _ordinal(scan, i, unit)
    if word in {"last"} and the and scan.word(i + 1) == "of":
        return _nth_phrase(scan, first, i, name, -1)
    if name == "day":
        if word in {"this", "last", "past", "current", "coming", "upcoming", "prior"}:
            return None
        if word == "next":
            origin = "text"
    if word == "that" and scan.word(i + 1) in DASHES:
        return None
    if word == "that" and outer in {"the"}:
        first = j
    if word == "same":
        if outer not in {"the", "that", "this"}:
            return None
        first = j - 1
    if word == "next" and the and name != "weekend":
        return _next(scan, first, i, unit)
    if word in {"past", "last"} and name in {"year", "month", "week", "decade", "century", "quarter"}:
        half = _and_a_half(scan, i)
        if half:
            return Phrase(first, i + 4, ("window", "month", -18), "window", "month", "relative", qualifier="exact")
        if (the and name != "quarter") or word == "past":
            window = ("window", name, -unit.times)
            return Phrase(first, i + 1, window, "window", name, "relative")
    if word in {"current", "coming", "upcoming"} and not the and origin == "now":
        return None
    return Phrase(
        first,
        i + 1,
        _shifted(name, steps * unit.times, origin),
        "shift" if origin == "now" else "shift_in_text",
        name,
        "relative",
    )


def _next(scan: Scan, first: int, i: int, unit: Unit) -> Phrase:
    """Read "the next year": a window after a preposition of time, else the unit after another date."""
    if unit.unit != "day" and scan.word(first - 1) in _OVER:
        return Phrase(first, i + 1, ("window", unit.unit, unit.times), "window", unit.unit, "relative")
    return Phrase(first, i + 1, ("from", unit.unit, unit.times), "shift_in_text", unit.unit, "relative")


def _and_a_half(scan: Scan, i: int) -> bool:
    return scan.words[i] == "year" and tuple(scan.words[i + 1 : i + 4]) == ("and", "a", "half")


def _qualified(scan: Scan, i: int, unit: Unit) -> Phrase | None:
    """Read "last fiscal year", "the 2014 fiscal year" (else read with its year), "fiscal year 2019"."""
    if unit.plural:
        return None
    fiscal = scan.word(i - 1) in _FISCAL
    name = "fiscal_year" if fiscal and unit.unit == "year" else unit.unit
    if fiscal and unit.unit == "year":
        phrase = _fiscal(scan, i - 1, i + 1)
        if phrase is not None:
            return phrase
    shift = scan.lexicon.shifts.get(scan.word(i - 2))
    if shift is None:
        return None
    phrase = _shift(scan, i, unit._replace(unit=unit.unit), i - 2)
    if phrase is None or not fiscal:
        return phrase
    return phrase._replace(expression=("unknown", name), unit=name)


def _year_end(scan: Scan, i: int, unit: Unit) -> Phrase | None:
    if unit.unit not in {"year", "month"} or unit.plural:
        return None
    end = i + 2 if scan.word(i + 1) == "end" else i + 3
    first = i - 1 if scan.word(i - 1) == "the" else i
    good = scan.word(first - 1) in {"by", "at", "before", "until", "around", "from", "since"} and scan.stands_alone(end)
    return Phrase(first, end, ("part", "end", ("the", unit.unit)), "end", "day", "relative") if good else None


def _ordinal(scan: Scan, i: int, unit: Unit) -> Phrase | None:
    """Read "the first quarter", "third-quarter", "the 21st century", "the second half"."""
    j = i - 1
    hyphen = scan.word(j) in DASHES and scan.glued(j) and scan.glued(i)
    if hyphen:
        j -= 1
    if scan.word(j) in SUFFIXES and scan.glued(j):
        j -= 1
        number = scan.number(j, 1, _LIMITS[unit.unit])
    else:
        number = scan.lexicon.ordinals.get(scan.word(j))
    if scan.word(j) in {"final", "last"}:
        number = _LIMITS[unit.unit] if unit.unit != "century" else None
    if number is None or number > _LIMITS[unit.unit]:
        return None
    if unit.unit == "century":
        era = scan.word(i + 1) in {"bc", "bce"}
        expression: Expression = ("unknown", "century") if era else ("century", number - 1)
        return Phrase(j, i + 1, expression, "century", "century", "absolute", article=not hyphen)
    weak = unit.unit == "half_year" or _sport(scan)
    name = _NAMED[unit.unit]
    if scan.word(j - 1) in _FISCAL:
        return Phrase(j - 1, i + 1, ("unknown", unit.unit), "quarter", unit.unit, "partial", weak=weak, article=True)
    return Phrase(j, i + 1, (name, None, number), name, unit.unit, "partial", weak=weak, article=not hyphen)


def _sport(scan: Scan) -> bool:
    """Tell whether the sentence is about a game, which has quarters of its own."""
    return not scan.lexicon.sport.isdisjoint(scan.words)


def _counted(scan: Scan, i: int, unit: Unit) -> Phrase | None:
    """Read a number of units: "three weeks ago", "two days later", "the past two years", "the first three months of 2019"."""
    count = scan.count_before(i)
    after = scan.word(i + 1)
    if count is None:
        return None
    number, first = count
    name, steps = unit.unit, number * unit.times
    if name in _YEARS and after != "of":  # "two decades ago" is that year
        name, steps = "year", steps * _YEARS[name]
    if int(steps) != steps:
        if name != "year":
            return None
        name, steps = "month", steps * 12
    whole = int(steps)
    last, half = i + 2, _and_a_half(scan, i)
    if half and number == 1:
        name, whole, after, last = "month", 18, scan.word(i + 4), i + 5
    if after == "or" and scan.word(i + 2) == "so":
        after, last = scan.word(i + 3), i + 4
    if after == "ago":
        return Phrase(first, last, ("step", name, -whole), "ago", name, "relative")
    if after in _EARLIER and scan.word(last) != "than":
        expression = ("from", name, whole * _EARLIER[after])
        return Phrase(first, last, expression, "later" if _EARLIER[after] > 0 else "earlier", name, "relative")
    if (after == "from" and scan.word(last) in {"now", "today"}) or after == "hence":
        end = last + 1 if after == "from" else last
        return Phrase(first, end, ("step", name, whole), "from_now", name, "relative")
    before = scan.word(first - 1)
    if after == "of" and before in _ENDS and unit.plural:
        begin = first - 2 if scan.word(first - 2) == "the" else first - 1
        return Phrase(begin, last - 1, ("nth", name, _ENDS[before], whole), "nth", name, "relative", weak=True)
    shift = scan.lexicon.shifts.get(before)
    if shift is None or shift.origin != "now" or not shift.steps or not (unit.plural or number != 1):
        return None
    begin = first - 2 if scan.word(first - 2) in {"the", "these", "this"} else first - 1
    return Phrase(begin, last - 1, ("window", name, whole * shift.steps), "window", name, "relative")


def _the(scan: Scan, i: int, unit: Unit) -> Phrase | None:
    """Read "the year" as this year, but only where "end of", "earlier in" and the like precede; "over the weekend"."""
    lead = scan.word(i - 2)
    if unit.unit == "weekend" and lead in {"over", "at", "during", "by", "for", "of"} and scan.stands_alone(i + 1):
        return Phrase(i - 1, i + 1, ("weekend",), "weekend", "weekend", "relative", weak=lead == "of")
    if unit.unit == "day" and lead == "of":
        return None
    if unit.unit == "week" and scan.word(i + 1) == "of":
        return Phrase(i - 1, i + 1, ("containing", "week"), "week_of", "week", "relative", weak=True)
    if lead not in {"of", "in", "this"} or scan.word(i + 1) == "of":
        return None
    return Phrase(i - 1, i + 1, ("the", unit.unit), "shift", unit.unit, "relative", weak=True)


def _adjoining(scan: Scan, i: int, unit: Unit) -> Phrase | None:
    """Read "the day before" where nothing follows that it is before of."""
    if scan.is_word(i + 2) and scan.word(i + 2) not in {"when", "and", "but"}:
        return None
    steps = -unit.times if scan.word(i + 1) == "before" else unit.times
    return Phrase(i - 1, i + 2, ("from", unit.unit, steps), "shift_in_text", unit.unit, "relative")


def _nth(scan: Scan, i: int, unit: Unit) -> Phrase | None:
    """Read "the third week of", which only a month or a year after it makes a date."""
    number = scan.lexicon.ordinals.get(scan.word(i - 1))
    if number is None or scan.word(i + 1) != "of":
        return None
    return _nth_phrase(scan, i - 1, i, unit.unit, number)


def _nth_phrase(scan: Scan, first: int, i: int, unit: str, number: int) -> Phrase:
    begin = first - 1 if scan.word(first - 1) == "the" else first
    return Phrase(begin, i + 1, ("nth", unit, number, 1), "nth", unit, "relative", weak=True)
