"""Years, and what tells a year from a number: "in 1998", "a 1998 law", "2012 devices"."""

from typing import NamedTuple

from tallyspan.kinds.date.scan import APOSTROPHES, CURRENCIES, Phrase, Scan

_NEWS = range(1900, 2051)
_MODERN = range(1700, 2051)
_SAID, _TO_COME = range(_MODERN.stop), range(2101)  # before which a year may stand alone, or as a time limit
_LONGEST_RANGE = 200  # years
_AHEAD = 6  # atoms between a year and the event that it dates: "the 2000 US presidential election"
_OPENING = frozenset({"(", "["})
_MAY_PRECEDE = _OPENING | APOSTROPHES | frozenset({'"', "\u201c", ",", "\u2026"})
_COMPOUND = frozenset({"mid", "early", "late", "post", "pre", "end"})
_UP = frozenset({"up", "back", "prior", "compared", "relative", "dates", "dated", "dating", "backdated", "it"})
_MOVED = frozenset({"up", "down", "higher", "lower", "rise", "drop", "fall", "increase", "improvement"})
_COMPARED = frozenset({"compared", "comparison", "comparing"})
_ENDED, _ENDING = (
    frozenset({"ended", "began", "started", "finished", "closed"}),
    frozenset({"with", "at", "up", "down", "on", "in"}),
)
_HEDGES = frozenset({"least", "about", "approximately", "roughly"})
_LISTED = frozenset({"and", "or", ","})
_CLAUSE = frozenset({"and", "but", "that", "said"})
_DECADE = 10


class _Clues(NamedTuple):
    """A number that may be a year, and what stands around it."""

    scan: Scan
    i: int
    year: int
    before: str
    after: str
    counted: bool
    alone: bool

    @property
    def news(self) -> bool:
        """Whether news speaks of this year, more likely than of so many things."""
        return self.year in _NEWS

    @property
    def told(self) -> bool:
        """Whether a history speaks of this year: one that news does, or "the 1783" and the like."""
        return self.news or (self.year in _MODERN and self.before == "the" and not self.round and not self.counted)

    @property
    def round(self) -> bool:
        """Whether it is as likely a count: 1500, 2000."""
        return self.year % 100 == 0


def read_year(scan: Scan, i: int) -> Phrase | None:
    """Read a year or a decade at the four digits ``i``."""
    year = scan.year(i)
    if year is None or not _free(scan, i):
        return None
    after, glued = scan.word(i + 1), scan.glued(i + 1)
    if glued and year % _DECADE == 0 and (last := _decade_end(scan, i)):
        if year % 100 == 0 and year < _NEWS.start:  # "the 1800s"
            return Phrase(i, last, ("century", year // 100), "century", "century", "absolute", article=True)
        return Phrase(i, last, ("decade", year), "decade", "decade", "absolute", article=True)
    numeral = scan.numerals.get(i + 1)
    if (glued and _continues(scan, i + 1)) or numeral is None or not numeral.plain or numeral.first != i:
        return None
    if after in {"fiscal", "financial"} and scan.word(i + 2) == "year":
        return Phrase(i, i + 3, ("fiscal", year, None), "fiscal_year", "fiscal_year", "absolute", article=True)
    evidence = _evidence(scan, i, year)
    return Phrase(i, i + 1, ("year", year), "year", "year", "absolute", weak=evidence < 0) if evidence else None


def read_spoken_year(scan: Scan, i: int) -> Phrase | None:
    """Read "nineteen eighty-seven"; "twenty ten" only where a year is expected."""
    spoken = scan.spoken_year(i)
    if spoken is None:
        return None
    year, last = spoken
    if (scan.dash(last) and scan.glued(last + 1)) or scan.plural_noun(last) or scan.dash(i - 1):
        return None
    weak = scan.words[i] == "twenty" and scan.word(i - 1) not in scan.lexicon.year["strong_before"]
    return Phrase(i, last, ("year", year), "year", "year", "absolute", weak=weak)


def _decade_end(scan: Scan, i: int) -> int | None:
    """Return the end of "1990s", of "1990's" where a decade is expected."""
    if scan.word(i + 1) == "s":
        return i + 2
    possessive = scan.word(i + 1) in APOSTROPHES and scan.word(i + 2) == "s" and scan.glued(i + 2)
    return i + 3 if possessive and scan.word(i - 1) in {"the", "early", "late", "mid", "-"} else None


def _free(scan: Scan, i: int) -> bool:
    """Tell whether nothing before the digits at ``i`` makes them part of a name, a code or a price."""
    before = scan.word(i - 1)
    if before in CURRENCIES:
        return False
    if scan.dash(i - 1) and scan.glued(i):
        return scan.word(i - 2) in _COMPOUND or scan.year(i - 2) is not None
    return not scan.glued(i) or before in _MAY_PRECEDE


def _continues(scan: Scan, i: int) -> bool:
    """Tell whether what is glued to a number at atom ``i`` makes it something else: "2000m", "2019.com", "2019-nCoV", "10:30"."""
    word, more = scan.word(i), scan.glued(i + 1)
    if scan.is_word(i) or word in {"/", "%", "\u00b0"}:
        return True
    if word == ".":
        return more and (scan.word(i + 1).isdecimal() or (scan.is_word(i + 1) and not scan.capital(i + 1)))
    return more and (word == ":" or (scan.dash(i) and scan.is_word(i + 1)))


def _evidence(scan: Scan, i: int, year: int) -> int:
    """Return 1 for a year, -1 for what may be one, 0 for a number: the first check that knows decides."""
    before = scan.word(i - 2) if scan.dash(i - 1) and scan.glued(i) else scan.word(i - 1)
    after = scan.word(i + 1)
    counted = scan.plural_noun(i + 1) and after not in scan.lexicon.year["nouns"]
    clues = _Clues(scan, i, year, before, after, counted, scan.stands_alone(i + 1))
    for check in (_by_number, _by_range, _by_word_before, _by_event, _by_preposition, _by_determiner, _by_bracket, _by_clause):
        verdict = check(clues)
        if verdict is not None:
            return verdict
    return -1 if clues.alone else 0


def _by_number(clues: _Clues) -> int | None:
    """Refuse "2000 metres"; "1990-1995" is left to its first half."""
    if clues.scan.dash(clues.i - 1) and clues.scan.glued(clues.i) and clues.scan.year(clues.i - 2):
        return -1
    if clues.after in clues.scan.lexicon.year["makes"] and clues.scan.capital(clues.i + 1):  # "a 2001 Ford"
        return 0
    if clues.scan.is_designation(clues.i + 1) and clues.before not in clues.scan.lexicon.year["strong_before"]:
        return 0
    if (
        clues.before == "in"
        and not clues.scan.is_word(clues.i - 2)
        and clues.i <= len(("\u201c", "in"))
        and clues.news
        and not clues.round
    ):  # "In 1998 people fled"
        return 1
    measured = clues.after in clues.scan.lexicon.year["not_before"] and not clues.scan.capital(clues.i + 1)
    return 0 if measured else None


def _by_range(clues: _Clues) -> int | None:
    """Take "1861-1865", "2000 to 2050", and "2017's"."""
    scan, i = clues.scan, clues.i
    if scan.dash(i + 1, spaced=True) or clues.after == "to":
        other = scan.year(i + 2)
        if other is not None and clues.year < other < clues.year + _LONGEST_RANGE:
            return 1 if clues.year in _MODERN else -1
    possessive = clues.after in APOSTROPHES and scan.word(i + 2) == "s" and scan.glued(i + 2)
    return 1 if possessive and clues.news and clues.before not in scan.lexicon.year["not_after"] else None


def _by_word_before(clues: _Clues) -> int | None:
    """Refuse "about 2000"; take "in 1998" unless a noun is counted."""
    rules = clues.scan.lexicon.year
    if clues.before in _HEDGES:  # "since at least 1990", "in about 1990"
        lead = clues.scan.word(clues.i - (3 if clues.before == "least" else 2))
        if lead in rules["strong_before"] | {"by"} and not clues.counted:
            return 1
    if clues.before == "over" and clues.scan.word(clues.i - 2) in clues.scan.lexicon.figures:  # "a decline of 7% over 2008"
        return None
    if clues.before in rules["not_after"]:
        return 0
    if clues.before in rules["strong_before"]:
        return 0 if clues.counted and (clues.round or not clues.news) and clues.i > 1 else 1
    return None


def _by_event(clues: _Clues) -> int | None:
    """Take "2008 crisis", "the 2000 US presidential election": an event that is dated by its year."""
    scan, nouns = clues.scan, clues.scan.lexicon.year["nouns"]
    if clues.after in nouns and clues.told:
        return 1
    if not clues.news:
        return None
    if _names_an_edition(scan, clues.i) and not (clues.counted and clues.round):
        return 1
    if (
        clues.before == "," and scan.capital(clues.i - 2) and scan.word(clues.i - 2) in nouns
    ):  # "the Wildlife Protection Act, 1972"
        return 1
    named = scan.capital(clues.i + 1) and not clues.alone and (not clues.round or clues.before == "the")
    return 1 if named and not nouns.isdisjoint(scan.words[clues.i + 1 : clues.i + 1 + _AHEAD]) else None


def _names_an_edition(scan: Scan, i: int) -> bool:
    """Tell whether capitalised words before a year name what comes again: "World Cup 2018", "Fan Expo Canada 2016"."""
    editions = scan.lexicon.year["editions"]
    for j in range(i - 1, i - 2 - _AHEAD, -1):
        if not scan.capital(j):
            return False
        if scan.words[j] in editions:
            return True
    return False


def _by_preposition(clues: _Clues) -> int | None:
    """Take "by 2015", "of 2010 law", "back to 1998" where nothing is counted."""
    if clues.before == "to" and clues.scan.word(clues.i - 2) in _UP and clues.alone and clues.year in _MODERN:
        return 1
    if (
        clues.before in {"on", "over"}
        and clues.scan.word(clues.i - 2) in _MOVED | clues.scan.lexicon.figures
        and clues.alone
        and clues.news
    ):  # "five points down on 2019"
        return 1
    if clues.before == "with" and clues.scan.word(clues.i - 2) in _COMPARED and clues.alone and clues.news:
        return 1
    if (
        clues.before == "for"
        and clues.scan.word(clues.i - 2) in clues.scan.lexicon.year["nouns"]
        and clues.news
        and not clues.round
    ):
        return 1  # "the budget for 2018 envisages"
    if clues.before in _ENDED and clues.after in _ENDING and clues.news:  # "ended 2017 with a surplus"
        return 1
    if (
        clues.before == "as"
        and clues.scan.word(clues.i - 2) in {"late", "early", "recently"}
        and clues.alone
        and clues.year in _MODERN
    ):
        return 1
    if clues.news and (clues.before in clues.scan.lexicon.seasons or clues.before in {"quarter", "half"}):
        return 1
    if clues.before not in clues.scan.lexicon.year["before"]:
        return None
    if clues.counted or clues.year not in (_TO_COME if clues.before in {"by", "until"} and clues.alone else _SAID):
        return 0
    told = clues.news or (clues.year in _MODERN and clues.after.endswith("ed"))
    return int(clues.alone or (told and not clues.round))


def _by_determiner(clues: _Clues) -> int | None:
    """Take "a 1998 law", "the upcoming 2020 race"."""
    determiners = clues.scan.lexicon.year["determiners"]
    if clues.before not in determiners:
        described = clues.scan.is_word(clues.i - 1) and clues.scan.word(clues.i - 2) in determiners and not clues.alone
        if not described or clues.counted or not clues.news or clues.round or clues.scan.capital(clues.i - 1):
            return None
        return 1
    return int(clues.told and not clues.round and (not clues.counted or clues.before == "the"))


def _by_bracket(clues: _Clues) -> int | None:
    """Take "(1998)", "(1980-87)"."""
    if clues.before not in _OPENING:
        return None
    return 1 if clues.after in {")", "]", ",", ";"} or clues.scan.dash(clues.i + 1) else -1


def _by_clause(clues: _Clues) -> int | None:
    """Take "2015 will be worse", "Cairo, Egypt, 2018", "rendered 2014 as"."""
    scan, i = clues.scan, clues.i
    listed = clues.before in _LISTED and scan.year(i - 2) is not None  # "the 2008 and 2012 titles"
    if not clues.news or clues.counted:
        return -1 if clues.alone or (clues.news and listed) else 0
    subject = not scan.is_word(i - 1) or clues.before in _CLAUSE
    if subject and clues.after in scan.lexicon.year["verbs"]:
        return 1
    if not scan.word(i - 1) and (not clues.after or clues.after == ":"):  # a heading
        return 1
    ends = clues.alone and not scan.is_word(i + 1)
    if clues.before == "," and ends and scan.is_word(i - 2) and (scan.capital(i - 2) or not scan.word(i + 2)):
        return 1
    if clues.before in _LISTED and not clues.alone:
        return -1
    if clues.after == "as" and scan.is_word(i - 1) and not scan.capital(i - 1) and not clues.round:
        return 1
    return None
