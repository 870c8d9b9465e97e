"""Dates written in figures: "2019-07-04", "04/07/2019", "31.12.2019", "1981/82", "the '90s"; other years are in ``years``."""

from tallyspan.kinds.date.months import read_day_of_month
from tallyspan.kinds.date.periods import LAST_DAY, LAST_MONTH
from tallyspan.kinds.date.scan import APOSTROPHES, CURRENCIES, DASHES, SUFFIXES, Phrase, Scan
from tallyspan.kinds.date.years import read_year

_YEAR, _SHORT = 4, 2  # digits
_LAST_BC, _LAST_AD = 9999, 2100
_AFTER_CHRIST = frozenset({"ad", "ce"})
_ERAS = _AFTER_CHRIST | {"bc", "bce"}
_DOTTED = ((_YEAR, _SHORT, _SHORT), (1, 1, _YEAR), (1, 2, _YEAR), (2, 1, _YEAR), (2, 2, _YEAR))
_LONGEST_DOTTED = 10
_COMPACT, _COMPACT_YEARS = 8, range(1900, 2051)
_OPENING = frozenset({"(", "[", '"', "\u201c"})
_SEASONS = frozenset({"fiscal", "financial", "academic", "school", "season", "budget", "tax"})
_LISTED = frozenset({"and", "or", ",", "-", "\u2013"})
_NINE_ELEVEN = ["9", "/", "11"]
_FIRST_DECADE = 20  # "the 20s" are 1920s; "the '10s" 2010s


def read_number(scan: Scan, i: int) -> Phrase | None:
    """Read the date that begins with the digits at ``i``."""
    word = scan.words[i]
    if len(word) > _YEAR or not word.isdecimal():
        return _dotted(scan, i)
    joint = scan.word(i + 1)
    if (joint in DASHES or joint == "/") and scan.glued(i + 1) and scan.glued(i + 2) and scan.word(i + 2).isdecimal():
        phrase = _joined(scan, i, joint)
        if phrase is not None:
            return phrase
    if len(word) == _YEAR:
        return read_year(scan, i)
    if joint == "s":
        return _short_decade(scan, i) if len(word) == _SHORT and scan.glued(i + 1) else None
    return read_day_of_month(scan, i) if joint in SUFFIXES else _short_year(scan, i)


def _dotted(scan: Scan, i: int) -> Phrase | None:
    """Read "31.12.2019" or "2019.12.31", which is one atom."""
    if len(scan.words[i]) == _COMPACT and scan.words[i].isdecimal() and not scan.glued(i):  # 19980213
        whole = scan.words[i]
        phrase = _three([whole[:4], whole[4:6], whole[6:]], i, i + 1)
        return phrase if phrase is not None and int(whole[:4]) in _COMPACT_YEARS else None
    parts = scan.words[i].split(".")
    if len(scan.words[i]) > _LONGEST_DOTTED or tuple(map(len, parts)) not in _DOTTED:
        return None
    if not all(part.isdecimal() for part in parts) or scan.glued(i) or (scan.glued(i + 1) and scan.is_word(i + 1)):
        return None
    return _three(parts, i, i + 1)


def _joined(scan: Scan, i: int, joint: str) -> Phrase | None:
    """Read numbers with dashes or slashes between them."""
    if scan.glued(i) and scan.word(i - 1) not in _OPENING:
        return None
    parts = [scan.word(i), scan.word(i + 2)]
    if scan.word(i + 3) == joint and scan.glued(i + 3) and scan.glued(i + 4) and scan.word(i + 4).isdecimal():
        end = i + 5
        more = scan.glued(end) and (scan.word(end) in DASHES or scan.word(end) == "/")
        phrase = None if more else _three([*parts, scan.word(i + 4)], i, end)
        sure = joint == "/" or _YEAR in {len(scan.word(i + 4)), len(parts[0])}  # "2-13-98" may be a score
        return phrase and phrase._replace(weak=not sure)
    if scan.words[i : i + 3] == _NINE_ELEVEN and not (scan.glued(i + 3) and scan.is_word(i + 3)) and scan.word(i + 3) != "of":
        return Phrase(i, i + 3, ("day", 2001, 9, 11), "holiday", "day", "absolute")
    return _split_year(scan, i, joint)


def _three(parts: list[str], first: int, last: int) -> Phrase | None:
    """Return the phrase of year, month and day, or of two numbers of unknown order and a year."""
    one, two, three = map(int, parts)
    lengths = tuple(map(len, parts))
    if lengths[0] == _YEAR and max(lengths[1:]) <= _SHORT:
        good = one and 1 <= two <= LAST_MONTH and 1 <= three <= LAST_DAY
        return Phrase(first, last, ("day", one, two, three), "iso", "day", "absolute") if good else None
    good = max(lengths[:2]) <= _SHORT and lengths[2] in {_SHORT, _YEAR}
    if not good or not (1 <= min(one, two) <= LAST_MONTH and max(one, two) <= LAST_DAY):
        return None
    return Phrase(first, last, ("numeric", "/".join(parts)), "numeric", "day", "absolute")


def _split_year(scan: Scan, i: int, joint: str) -> Phrase | None:
    """Read "1981/82", "2005-6", "2014-2015 fiscal year": a year that two calendar years share; or "1980-87", a range."""
    year, tail = scan.year(i), scan.word(i + 2)
    if year is None or len(tail) not in {1, _SHORT, _YEAR}:
        return None
    if scan.glued(i + 3) and (scan.is_word(i + 3) or scan.word(i + 3) in DASHES):
        return None
    second = int(scan.word(i)[: _YEAR - len(tail)] + tail)
    if second < year and len(tail) == _SHORT:  # 1999/00
        second += 100
    if second == year + 1 and (joint == "/" or len(tail) < _YEAR or scan.word(i + 3) in _SEASONS):
        last = i + 5 if scan.word(i + 4) == "year" else i + 3
        return Phrase(i, last, ("fiscal", year, second), "split_year", "fiscal_year", "absolute", article=last > i + 3)
    if second > year and joint != "/" and len(tail) == _SHORT and tail[0] != "0":
        both = ("range", ("year", year), ("year", second))
        return Phrase(i, i + 3, both, "year_range", "year", "absolute", qualifier="range")
    return None


def _short_year(scan: Scan, i: int) -> Phrase | None:
    """Read the "'98" of "in '98", "the '85 quake", "the class of '85"."""
    year = scan.short_year(i)
    if year is None or scan.word(i - 1) not in APOSTROPHES or scan.glued(i - 1) or not scan.glued(i):
        return None
    rules, before = scan.lexicon.year, scan.word(i - 2)
    if scan.glued(i + 1) and (scan.is_word(i + 1) or scan.word(i + 1) in DASHES | {"/", ":"}):
        return None
    alone = before in rules["strong_before"] | {"of"} or (scan.stands_alone(i + 1) and before in rules["before"])
    event = before in rules["determiners"] and scan.word(i + 1) in rules["nouns"]
    return Phrase(i - 1, i + 1, ("year", year), "year", "year", "absolute", weak=not (alone or event))


def read_era(scan: Scan, i: int) -> Phrase | None:
    """Read "264 BC", "264-241 B.C.", which no date can hold, and "AD 410", "410 AD"."""
    first = i - 2 if scan.words[i] in {"c", "d"} else i
    era = "".join(word for word in scan.words[max(0, first) : i + 1] if word != ".")
    if era not in _ERAS or not scan.capital(first):
        return None
    last = i + 2 if first < i and scan.word(i + 1) == "." and scan.glued(i + 1) else i + 1
    if era in _AFTER_CHRIST:
        return _anno_domini(scan, first, last)
    year = scan.number(first - 1, 1, _LAST_BC, digits=_YEAR)
    if year is None or scan.word(first - 2) in CURRENCIES:
        return None
    earlier = scan.number(first - 3, year + 1, _LAST_BC, digits=_YEAR)
    if earlier is not None and (scan.dash(first - 2, spaced=True) or scan.word(first - 2) == "to"):
        both = ("range", ("bc", earlier), ("bc", year))
        return Phrase(first - 3, last, both, "year_range", "year", "absolute", qualifier="range")
    return Phrase(first - 1, last, ("bc", year), "era", "year", "absolute")


def _anno_domini(scan: Scan, first: int, last: int) -> Phrase | None:
    after, before = (scan.number(j, 1, _LAST_AD, digits=_YEAR) for j in (last, first - 1))
    if after and scan.stands_alone(last + 1):
        return Phrase(first, last + 1, ("year", after), "era", "year", "absolute")
    return Phrase(first - 1, last, ("year", before), "era", "year", "absolute") if before and not scan.glued(first) else None


def _short_decade(scan: Scan, i: int) -> Phrase | None:
    """Read "the '90s", "the 90s"."""
    value = int(scan.words[i])
    quoted = scan.word(i - 1) in APOSTROPHES and scan.glued(i)
    if value % 10 or (value < _FIRST_DECADE and not quoted):
        return None
    first = i - 1 if quoted else i
    listed = scan.word(first - 1) in _LISTED and scan.word(first - 2) == "s" and scan.word(first - 3).isdecimal()
    if scan.word(article_of_decade(scan, first)) != "the" and not quoted and not listed:
        return None
    year = value + (1900 if value >= _FIRST_DECADE else 2000)
    return Phrase(first, i + 2, ("decade", year), "decade", "decade", "absolute", article=True)


def article_of_decade(scan: Scan, first: int) -> int:
    """Return the atom before a decade, which begins at ``first``, and its "early" or "mid-"."""
    j = first - 2 if scan.dash(first - 1) else first - 1
    return j - 1 if scan.word(j) in {"early", "mid", "late", "roaring", "swinging"} else j


def read_decade_word(scan: Scan, i: int) -> Phrase | None:
    """Read "the sixties", "the roaring twenties"; "in his sixties" is an age."""
    if scan.word(article_of_decade(scan, i)) != "the":
        return None
    return Phrase(i, i + 1, ("decade", scan.lexicon.decades[scan.words[i]]), "decade", "decade", "absolute", article=True)
