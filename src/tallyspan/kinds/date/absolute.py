"""Dates that name the calendar itself: days, months, years, decades, numeric dates."""

from tallyspan.kinds.date.scan import CURRENCIES, DASHES, SUFFIXES, Phrase, Scan

_YEAR_RANGE = (1000, 2999)
_NEWS_YEARS = range(1900, 2051)
_MODERN = 1700
_LONGEST_RANGE = 200  # years
_IN = frozenset({"in", "since", "until", "till", "during", "last", "this", "next", "early", "late", "mid", "previous"})
_NEAR = _IN | {"by", "from", "through", "after", "before", "between", "following", "around", "throughout"}
_LOOSE = _NEAR | {
    "of",
    "to",
    "and",
    "or",
    "for",
    "a",
    "an",
    "the",
    "its",
    "his",
    "her",
    "their",
    "our",
    "s",
    "on",
    "-",
    "/",
    "(",
    ",",
    "per",
}
_APOSTROPHES = frozenset("'\u2019\u2018`")


def read_month(scan: Scan, i: int) -> list[Phrase]:
    """Read a month with what belongs to it: "July", "4 July", "the 4th of July", "July 4, 2019", "January 16-18, 2020"."""
    month = scan.lexicon.months[scan.words[i]]
    if scan.glued(i) and scan.is_word(i - 1):
        return []
    last = i + 1
    if scan.word(last) == "." and scan.glued(last) and scan.words[i] in scan.lexicon.short_months:
        last += 1
    before = _days_before(scan, i)
    after = None if before else _days_after(scan, last)
    days, first, day_last = before or (after and (after[0], i, after[1])) or ((), i, last)
    last = max(last, day_last) if after else last
    year = _year_after(scan, last, bare=not days)
    if year:
        last = year[1]
    number = year[0] if year else None
    if not days:
        return _month_alone(scan, i, last, month, number)
    if not _is_month_word(scan, i, first, last, dated=bool(number)):
        return []
    anchor = "absolute" if number else "partial"
    form = "day_month" if before else "month_day"
    return _day_phrases(days, first, last, (number, month), form, anchor)


def _day_phrases(
    days: tuple[tuple[int, int, int, bool], ...], first: int, last: int, month: tuple[int | None, int], form: str, anchor: str
) -> list[Phrase]:
    """Return one phrase for a day or a range of days, and one more for each day of a list ("3 and 4 May")."""

    def expression(number: int) -> tuple[str, int | None, int, int]:
        return ("day", *month, number)

    main = days[-1] if form == "day_month" else days[0]
    if len(days) == 1:
        return [Phrase(first, last, expression(main[0]), form, "day", anchor)]
    (one, one_first, one_last, _), (two, two_first, two_last, ranged) = days
    if ranged:
        both = ("range", expression(one), expression(two))
        return [Phrase(first, last, both, "day_range", "day", anchor, qualifier="range")]
    if form == "day_month":
        return [
            Phrase(one_first, one_last, expression(one), form, "day", anchor),
            Phrase(two_first, last, expression(two), form, "day", anchor),
        ]
    return [
        Phrase(first, one_last, expression(one), form, "day", anchor),
        Phrase(two_first, last if last > two_last else two_last, expression(two), form, "day", anchor),
    ]


def _days_before(scan: Scan, i: int) -> tuple[tuple[tuple[int, int, int, bool], ...], int, int] | None:
    """Return the days before the month at ``i`` as (day, first, last, whether it ends a range), the first atom, and ``i``."""
    j = i - 1
    of = scan.word(j) == "of"
    if of or (scan.word(j) in DASHES and scan.glued(j) and scan.glued(i)):
        j -= 1
    suffixed = scan.word(j) in SUFFIXES and scan.glued(j)
    end = j + 1
    if suffixed:
        j -= 1
    day = scan.number(j, 1, 31)
    if day is None and of:
        day = scan.lexicon.ordinals.get(scan.word(j))
        suffixed = day is not None
    if day is None or (of and not suffixed) or scan.word(j - 1) in CURRENCIES or (scan.word(j - 1) == ":" and scan.glued(j)):
        return None
    first = j - 1 if suffixed and scan.word(j - 1) == "the" else j
    link = scan.word(j - 1)
    k = j - 2
    if scan.word(k) in SUFFIXES and scan.glued(k):
        k -= 1
    other = scan.number(k, 1, 31)
    if other is not None and other < day and scan.word(k - 1) not in CURRENCIES:
        between = scan.word(k - 1) == "between"
        if link in DASHES or link == "to" or (link == "and" and between):
            return ((other, k, j - 1, False), (day, j, end, True)), k, i
        if link in {"and", "or", "&"}:
            return ((other, k, j - 1, False), (day, j, end, False)), k, i
    return ((day, j, end, False),), first, i


def _days_after(scan: Scan, i: int) -> tuple[tuple[tuple[int, int, int, bool], ...], int] | None:
    """Return the days after a month, which ends at ``i``, in the same form, and their last atom."""
    if scan.word(i) == "the" and scan.word(i + 2) in SUFFIXES:
        i += 1
    elif scan.word(i) in DASHES and scan.glued(i) and scan.glued(i + 1):
        return None
    day = scan.number(i, 1, 31)
    if day is None:
        return None
    first = i
    last = _after_suffix(scan, i + 1)
    if last == i + 1 and not _may_end_day(scan, i, last):
        return None
    link, other = scan.word(last), scan.number(last + 1, 1, 31)
    if other is not None and other > day:
        end = _after_suffix(scan, last + 2)
        if link in DASHES or (link in {"to", "through", "until"} and scan.stands_alone(end)):
            return ((day, first, last, False), (other, last + 1, end, True)), end
        listed = link in {"and", "or", "&"} and (scan.stands_alone(end) or _is_year(scan, end))
        if listed:
            between = scan.word(i - 2) == "between"
            return ((day, first, last, False), (other, last + 1, end, between)), end
    return ((day, first, last, False),), last


def _after_suffix(scan: Scan, i: int) -> int:
    return i + 1 if scan.word(i) in SUFFIXES and scan.glued(i) else i


def _may_end_day(scan: Scan, i: int, last: int) -> bool:
    """Tell whether the number at ``i`` is a day: not a time ("10:30"), a measure ("20m"), nor a count ("In March 20 people")."""
    word = scan.word(last)
    if scan.glued(last) and (scan.is_word(last) or word in {":", "%", "/"}):
        return False
    if word == "%" or (not scan.capital(last) and word in scan.lexicon.year["not_before"] and word not in scan.lexicon.months):
        return False
    return not (scan.plural_noun(last) and scan.word(i - 2) == "in")


def _is_year(scan: Scan, i: int) -> bool:
    return scan.number(i, *_YEAR_RANGE, digits=4) is not None and len(scan.word(i)) == 4


def _year_after(scan: Scan, i: int, *, bare: bool) -> tuple[int, int] | None:
    """Return the year after a day or a month, which ends at ``i``, and its last atom. ``bare`` is a month without a day."""
    j = i
    comma = scan.word(j) == ","
    if comma or scan.word(j) == "of" or (scan.word(j) in DASHES and scan.glued(j) and scan.glued(j + 1)):
        j += 1
    if scan.word(j) in _APOSTROPHES and scan.glued(j + 1) and len(scan.word(j + 1)) == 2:
        short = scan.number(j + 1, 0, 99)
        return None if short is None else (short + (1900 if short > 49 else 2000), j + 2)
    if not _is_year(scan, j):
        dashed = scan.word(i) in DASHES and scan.word(i - 2) in DASHES  # 4-Jul-19
        if j > i and not comma and dashed and not bare and (short := scan.number(j, 0, 99)) is not None:
            return (short + (1900 if short > 49 else 2000), j + 1) if len(scan.word(j)) == 2 else None
        return None
    after = scan.word(j + 1)
    if after == "%" or (scan.glued(j + 1) and scan.is_word(j + 1) and after != "s"):
        return None
    if after in scan.lexicon.year["not_before"] and not scan.capital(j + 1):
        return None
    if bare and comma and (scan.plural_noun(j + 1) or not scan.stands_alone(j + 1)):
        return None
    return int(scan.word(j)), j + 1


def _is_month_word(scan: Scan, i: int, first: int, last: int, *, dated: bool) -> bool:
    """Tell whether the word at ``i``, with a day beside it, is a month: "may 5 people come" is none."""
    word = scan.words[i]
    if scan.capital(i) or dated or word not in scan.lexicon.doubtful_months | scan.lexicon.short_months:
        return True
    return scan.word(first - 1) in _NEAR | {"on", "of", "the"} or first < i or scan.stands_alone(last)


def _month_alone(scan: Scan, i: int, last: int, month: int, year: int | None) -> list[Phrase]:
    word, before = scan.words[i], scan.word(i - 1)
    shift = scan.lexicon.shifts.get(before)
    if shift is not None and year is None and before not in {"that", "same", "current"} and word not in scan.lexicon.short_months:
        first = i - 2 if scan.word(i - 2) in {"the", "this"} else i - 1
        expression = ("turn", shift.steps, ("month", None, month), shift.origin)
        return [Phrase(first, last, expression, "month_shift", "month", "relative")] if scan.capital(i) else []
    doubtful, short = word in scan.lexicon.doubtful_months, word in scan.lexicon.short_months
    capital = scan.capital(i)
    if year is not None:
        if doubtful and not capital and before not in _NEAR | {"of"}:
            return []
        return [Phrase(i, last, ("month", year, month), "month_year", "month", "absolute")]
    weak = False
    if short:
        if not capital:
            return []
        weak = last == i + 1 or before not in _IN
        last = last if not weak else i + 1
    elif doubtful:
        if not capital and (before not in _IN or before == "this"):
            return []
        weak = before not in _NEAR or (not capital and word == "may" and not scan.stands_alone(i + 1))
        if scan.capital(i + 1) and not scan.stands_alone(i + 1) and before not in _IN:
            weak = True
    elif scan.capital(i + 1) and scan.is_word(i + 1) and not scan.stands_alone(i + 1) and capital:
        weak = before not in _IN and before not in {"a", "an", "the", "its", "their", "s"}
    elif scan.capital(i - 1) and i > 1 and before not in _LOOSE and scan.is_word(i - 1):
        weak = True
    return [Phrase(i, last, ("month", None, month), "month", "month", "partial", weak)]


def read_number(scan: Scan, i: int) -> Phrase | None:
    """Read a date that begins with the digits at ``i``: a year, a decade, an ISO or a numeric date, a fiscal year."""
    word = scan.words[i]
    if len(word) > 4 or not word.isdecimal():
        return _numeric_atom(scan, i) if 6 <= len(word) <= 10 and word.count(".") == 2 else None
    joint = scan.word(i + 1)
    if (joint in DASHES or joint == "/") and scan.glued(i + 1) and scan.glued(i + 2):
        phrase = _numeric(scan, i)
        if phrase is not None:
            return phrase
    if len(word) == 4:
        return _read_year(scan, i)
    if len(word) == 2 and joint == "s" and scan.glued(i + 1):
        return _short_decade(scan, i)
    return None


def _numeric_atom(scan: Scan, i: int) -> Phrase | None:
    """Read "31.12.2019" or "2019.12.31", which is one atom."""
    parts = scan.words[i].split(".")
    lengths = tuple(map(len, parts))
    if not all(part.isdecimal() for part in parts) or scan.glued(i) or (scan.glued(i + 1) and scan.is_word(i + 1)):
        return None
    if lengths == (4, 2, 2):
        year, month, day = map(int, parts)
        return Phrase(i, i + 1, ("day", year, month, day), "numeric", "day", "absolute") if month <= 12 and day <= 31 else None
    if lengths[2] != 4 or not (lengths[0] <= 2 and lengths[1] <= 2) or not _plausible(parts):
        return None
    return Phrase(i, i + 1, ("numeric", ".".join(parts)), "numeric", "day", "absolute")


def _numeric(scan: Scan, i: int) -> Phrase | None:
    """Read "2019-07-04", "04/07/2019", "4-7-2019", "1981/82", "2005-6"."""
    joint, one, two = scan.word(i + 1), scan.word(i), scan.word(i + 2)
    if not two.isdecimal() or (scan.glued(i) and scan.word(i - 1) not in {"(", "[", '"', "\u201c"}):
        return None
    three = scan.word(i + 4) if scan.word(i + 3) == joint and scan.glued(i + 3) and scan.glued(i + 4) else ""
    if three.isdecimal():
        end = i + 5
        if scan.glued(end) and (scan.word(end) in DASHES or scan.word(end) == "/"):
            return None
        if len(one) == 4 and len(two) <= 2 and len(three) <= 2:
            year, month, day = int(one), int(two), int(three)
            good = 1 <= month <= 12 and 1 <= day <= 31 and year
            return Phrase(i, end, ("day", year, month, day), "iso", "day", "absolute") if good else None
        if len(one) <= 2 and len(two) <= 2 and len(three) in {2, 4} and (len(three) == 4 or joint == "/"):
            parts = [one, two, three]
            return Phrase(i, end, ("numeric", "/".join(parts)), "numeric", "day", "absolute") if _plausible(parts) else None
        return None
    return _split_year(scan, i, joint)


def _plausible(parts: list[str]) -> bool:
    one, two = int(parts[0]), int(parts[1])
    return 1 <= one <= 31 and 1 <= two <= 31 and min(one, two) <= 12


def _split_year(scan: Scan, i: int, joint: str) -> Phrase | None:
    """Read "1981/82", "2005-6", "2014-2015 fiscal year": a year that two calendar years share."""
    if not _is_year(scan, i) or (scan.glued(i + 3) and (scan.is_word(i + 3) or scan.word(i + 3) in DASHES)):
        return None
    year, tail = int(scan.word(i)), scan.word(i + 2)
    if len(tail) not in {1, 2, 4}:
        return None
    second = int(scan.word(i)[: 4 - len(tail)] + tail)
    if len(tail) == 2 and year % 100 == 99 and tail == "00":
        second = year + 1
    fiscal = scan.word(i + 3) in {"fiscal", "financial", "academic", "school", "season", "budget", "tax"}
    if second == year + 1 and (fiscal or joint == "/" or len(tail) < 4):
        last = i + 5 if scan.word(i + 4) == "year" else i + 3
        return Phrase(i, last, ("fiscal", year, second), "split_year", "fiscal_year", "absolute", article=last > i + 3)
    if second > year and joint != "/" and len(tail) == 2:
        both = ("range", ("year", year), ("year", second))
        return Phrase(i, i + 3, both, "year_range", "year", "absolute", qualifier="range")
    return None


def _short_decade(scan: Scan, i: int) -> Phrase | None:
    """Read "the '90s", "the 90s"."""
    value = int(scan.words[i])
    if value % 10 or (value < 20 and scan.word(i - 1) not in _APOSTROPHES):
        return None
    quoted = scan.word(i - 1) in _APOSTROPHES and scan.glued(i)
    first = i - 1 if quoted else i
    before = scan.word(first - 1)
    if before in {"-", "early", "mid", "late"}:
        j = first - 2 if before != "-" else first - 3
        before = scan.word(j)
    if before != "the" and not quoted:
        return None
    year = value + (1900 if value >= 20 else 2000)
    return Phrase(first, i + 2, ("decade", year), "decade", "decade", "absolute", article=True)


def read_decade_word(scan: Scan, i: int) -> Phrase | None:
    """Read "the sixties", "the roaring twenties"; "in his sixties" is an age."""
    before = scan.word(i - 1)
    j = i - 1
    if before in {"early", "mid", "late", "roaring", "swinging"}:
        j -= 1
    elif before in DASHES and scan.word(i - 2) == "mid":
        j -= 2
    if scan.word(j) != "the":
        return None
    return Phrase(i, i + 1, ("decade", scan.lexicon.decades[scan.words[i]]), "decade", "decade", "absolute", article=True)


def _read_year(scan: Scan, i: int) -> Phrase | None:
    year = int(scan.words[i])
    if not _YEAR_RANGE[0] <= year <= _YEAR_RANGE[1] or not _free(scan, i):
        return None
    joint = scan.word(i + 1)
    if scan.glued(i + 1):
        if joint == "s" and year % 10 == 0:
            return Phrase(i, i + 2, ("decade", year), "decade", "decade", "absolute", article=True)
        if joint in _APOSTROPHES and scan.word(i + 2) == "s" and scan.glued(i + 2) and year % 10 == 0 and _decade_before(scan, i):
            return Phrase(i, i + 3, ("decade", year), "decade", "decade", "absolute", article=True)
        if (
            scan.is_word(i + 1)
            or joint in {":", "/", "%", "\u00b0"}
            or (joint == "." and scan.glued(i + 2) and (scan.is_word(i + 2) or scan.word(i + 2).isdecimal()))
        ):
            return None
    numeral = scan.numerals.get(i + 1)
    if numeral is None or not numeral.plain or numeral.first != i:
        return None
    if joint in {"fiscal", "financial"} and scan.word(i + 2) == "year":
        return Phrase(i, i + 3, ("fiscal", year, None), "fiscal_year", "fiscal_year", "absolute", article=True)
    evidence = _year_evidence(scan, i, year)
    if not evidence:
        return None
    return Phrase(i, i + 1, ("year", year), "year", "year", "absolute", weak=evidence < 0)


def _decade_before(scan: Scan, i: int) -> bool:
    return scan.word(i - 1) in {"the", "early", "late", "mid", "-"}


def _free(scan: Scan, i: int) -> bool:
    """Tell whether nothing before the digits at ``i`` makes them part of a name, a code or a price."""
    before = scan.word(i - 1)
    if before in CURRENCIES:
        return False
    if not scan.glued(i):
        return True
    if before in DASHES:
        return (
            not scan.glued(i - 1) or scan.word(i - 2) in {"mid", "early", "late", "post", "pre", "end"} or _is_year(scan, i - 2)
        )
    return before in {"(", "[", '"', "'", "\u2018", "\u201c", ",", "\u2026"}


def _year_evidence(scan: Scan, i: int, year: int) -> int:
    """Return 1 for a year, -1 for what may be one, 0 for a number."""
    rules = scan.lexicon.year
    before, after = scan.word(i - 1), scan.word(i + 1)
    news = year in _NEWS_YEARS
    modern = _MODERN <= year < _NEWS_YEARS.stop
    if scan.word(i - 1) in DASHES and scan.glued(i):
        before = scan.word(i - 2)
        if _is_year(scan, i - 2):
            return -1
    if after in rules["not_before"] and not scan.capital(i + 1):
        return 0
    counted = scan.plural_noun(i + 1) and after not in rules["nouns"]
    if (after in DASHES or after == "to") and _is_year(scan, i + 2) and year < int(scan.word(i + 2)) < year + _LONGEST_RANGE:
        return 1 if modern else -1
    if news and after in _APOSTROPHES and scan.word(i + 2) == "s" and scan.glued(i + 2) and before not in rules["not_after"]:
        return 1
    if before in rules["not_after"]:
        return 0
    round_ = year % 100 == 0
    if before in rules["strong_before"]:
        return 0 if counted and (round_ or not news) and i > 1 else 1
    if after in rules["nouns"] and news:
        return 1
    if before in rules["before"]:
        if counted or year > _NEWS_YEARS.stop:
            return 0
        return 1 if scan.stands_alone(i + 1) or ((news or (modern and after.endswith("ed"))) and not round_) else 0
    if before in rules["determiners"]:
        return 1 if news and not round_ and (not counted or before == "the") else 0
    if before in {"(", "["}:
        return 1 if after in {")", "]", ",", ";"} or after in DASHES else -1
    if not news or counted:
        return -1 if scan.stands_alone(i + 1) else 0
    if after in rules["verbs"] and (not before or not scan.is_word(i - 1) or before in {"and", "but", "that", "said"}):
        return 1
    if before == "to" and scan.word(i - 2) in {"up", "back", "prior", "compared", "relative"}:
        return 1
    if (
        before == ","
        and (scan.capital(i - 2) or not scan.word(i + 2))
        and scan.is_word(i - 2)
        and scan.stands_alone(i + 1)
        and not scan.is_word(i + 1)
    ):
        return 1
    if after == "as" and scan.is_word(i - 1) and not scan.capital(i - 1) and not round_:
        return 1
    return -1 if scan.stands_alone(i + 1) or before in {"and", "or", ","} else 0
