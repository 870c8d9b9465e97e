"""All phrases of a sentence put together into its dates: joined, modified, listed, ranged."""

from tallyspan.kinds.date.cues import is_told, recurs, tells
from tallyspan.kinds.date.expressions import carried, is_backward, is_weekdays, with_year, year_in
from tallyspan.kinds.date.joins import join
from tallyspan.kinds.date.modifiers import modify
from tallyspan.kinds.date.scan import DASHES, Phrase, Scan

_RANGED = frozenset({"year", "month", "day", "decade", "quarter", "season", "century", "fiscal_year"})
_AND = frozenset({("and",), ("or",), ("&",), (",",), ("/",)})
_LISTED = _AND | {(",", "not"), ("not",), (",", "and"), ("and", "in"), ("or", "in"), (",", "in"), (",", "and", "in"), ("to",)}
_COMMAS = frozenset({(",",), ("and",), (",", "and")})
_ALONE = frozenset({"weekday", "nth", "nth_weekday", "containing", "monthday"})  # not made dates by a date beside them
_AGAIN = frozenset({"month", "season", "holiday", "weekday", "day", "part", "range"})
_NEARBY, _FRAME = 8, 2
_CONTRAST = frozenset({";", "but", "than", "while", "compared", "now"})
_LAST_YEAR, _COMPARED = ("step", "year", -1), frozenset({"to", "with", "than", "from", "over"})
_FIRST, _LAST = 1950, 2050  # years that two bare numbers in a list may be
_SPACED = "\u2014"  # joins clauses where spaces stand around it


def compose(scan: Scan, phrases: list[Phrase]) -> list[Phrase]:
    """Return the dates that ``phrases``, in order, make together."""
    phrases = join(scan, phrases)
    modified: list[Phrase] = []
    for phrase in phrases:
        modified.append(modify(scan, phrase, modified[-1].last if modified else 0))
    phrases = _ranges(scan, _lists(scan, modified))
    return [phrase for phrase in phrases if not (phrase.weak or _is_timetable(scan, phrase) or _comes_again(scan, phrase))]


def in_told_years(scan: Scan, phrases: list[Phrase]) -> list[Phrase]:
    """Return ``phrases``, where a bare month after "in 2016" in its sentence leans on that year.

    So does "last year" in "in May 2021 compared to last year".
    """
    leaning: list[Phrase] = []
    year, last = None, 0
    for phrase in phrases:
        current = phrase
        if phrase.form == "year" and phrase.expression[0] == "year":
            lead = scan.word(phrase.first - (2 if scan.word(phrase.first - 1) == "the" else 1))
            frame = lead == "in" and phrase.first <= _FRAME  # "In 2016, ...", "In the 2016 election, ..."
            year, last = (phrase.expression[1] if frame else None), phrase.last
        elif (
            year
            and _CONTRAST.isdisjoint(scan.words[last : phrase.first])
            and phrase.expression[0] == "month"
            and phrase.anchor == "partial"
        ):
            current = phrase._replace(expression=("in_year", year, phrase.expression))
        else:
            year = None
        compared = leaning and phrase.expression == _LAST_YEAR and scan.word(phrase.first - 1) in _COMPARED
        if compared and (told := year_in(leaning[-1].expression)) and leaning[-1].anchor == "absolute":
            current = phrase._replace(expression=("year_before", told, phrase.expression))
        leaning.append(current)
    return leaning


def _gap(scan: Scan, one: Phrase, two: Phrase) -> tuple[str, ...]:
    return tuple(scan.words[one.last : two.first])


def _lists(scan: Scan, phrases: list[Phrase]) -> list[Phrase]:
    """Let the members of lists ("2014 and 2018", "May or June 2012") help each other."""
    phrases = list(phrases)
    for n in range(len(phrases) - 1):
        one, two = phrases[n], phrases[n + 1]
        gap = _gap(scan, one, two)
        if one.unit == two.unit and (gap in _LISTED or (len(gap) == 1 and gap[0] in DASHES)):
            phrases[n : n + 2] = _listed(gap, one, two)
    for n in range(len(phrases) - 2, -1, -1):  # "in May, June or July 2012"
        phrases[n] = _with_year_after(_gap(scan, phrases[n], phrases[n + 1]), phrases[n], phrases[n + 1])
    return phrases


def _listed(gap: tuple[str, ...], one: Phrase, two: Phrase) -> tuple[Phrase, Phrase]:
    """Return two members of a list, the weak one strong beside a strong one, as two bare numbers are."""
    kinds = {one.expression[0], two.expression[0]}
    if one.weak and two.weak and kinds == {"year"} and gap in _COMMAS:
        weak = not _FIRST <= one.expression[1] < two.expression[1] <= _LAST
        return one._replace(weak=weak), two._replace(weak=weak)
    if one.weak != two.weak and kinds.isdisjoint(_ALONE):
        return one._replace(weak=one.weak and gap == (",",)), two._replace(weak=False)
    return one, two


def _kind(phrase: Phrase) -> str:
    """Return what a phrase names, also where it names a part of it: "early summer" is a season."""
    expression = phrase.expression[2] if phrase.expression[0] == "part" else phrase.expression
    return str(expression[0])


def _with_year_after(gap: tuple[str, ...], one: Phrase, two: Phrase) -> Phrase:
    """Return a partial date with the year of the date that follows it in a list."""
    year, alike = year_in(two.expression), one.unit == two.unit and _kind(one) == _kind(two)
    if gap not in _AND or not alike or one.anchor != "partial" or two.anchor != "absolute" or year is None:
        return one
    return one._replace(expression=with_year(one.expression, year), anchor="absolute")


def _ranges(scan: Scan, phrases: list[Phrase]) -> list[Phrase]:
    ranged: list[Phrase] = []
    for phrase in phrases:
        if ranged and _is_range(scan, ranged[-1], phrase):
            ranged[-1] = _range(ranged[-1], phrase)
        else:
            ranged.append(phrase)
    return ranged


def _is_range(scan: Scan, one: Phrase, two: Phrase) -> bool:
    """Tell whether two neighbours are the ends of one range."""
    if "range" in {one.qualifier, two.qualifier} or (one.weak and two.weak) or not {one.unit, two.unit} <= _RANGED:
        return False
    if is_backward(one.expression, two.expression):
        return False
    gap = _gap(scan, one, two)
    lead = scan.word(one.first - 1)
    if lead == "from" and _is_moved(scan, one.first - 1):
        return False
    if lead == "the":
        lead = scan.word(one.first - 2)
    if len(gap) == 1 and gap[0] in DASHES:
        return one.unit == two.unit and (gap[0] != _SPACED or scan.glued(one.last))
    if gap in {("and",), ("and", "the")}:
        return lead == "between"
    if gap[:1] == (",",) and lead == "from":  # from September 11, 2001, to October 7, 2001
        gap = gap[1:]
    if not gap or gap[0] not in scan.lexicon.range_words or gap[1:] not in {(), ("the",), ("to",)}:
        return False
    return lead in {"from", "between"} or (one.unit == two.unit and gap[0] not in {"until", "till"})


def _is_moved(scan: Scan, i: int) -> bool:
    """Tell whether what stands before the "from" at atom ``i`` is a change of date: "postponed the vote from May to July"."""
    for j in range(i - 1, max(-1, i - 1 - _NEARBY), -1):
        if scan.words[j] in scan.lexicon.moves:
            return True
        if not scan.is_word(j) or tells(scan, j):
            return False
    return False


def _is_timetable(scan: Scan, phrase: Phrase) -> bool:
    """Tell whether a range of weekdays comes every week: "open Monday to Friday", "Saturday to Sunday 9-5"."""
    if not is_weekdays(phrase.expression) or is_told(scan, phrase.first, phrase.last):
        return False
    hours = scan.word(phrase.last + (scan.word(phrase.last) in {",", "from", ":"}))
    before = scan.words[max(0, phrase.first - _NEARBY) : phrase.first]
    return hours.isdecimal() or not scan.lexicon.timetable.isdisjoint(before)


def _comes_again(scan: Scan, phrase: Phrase) -> bool:
    """Tell whether a date without a year comes again each year, or each week."""
    return phrase.expression[0] in _AGAIN and phrase.anchor != "absolute" and recurs(scan, phrase.first)


def _range(one: Phrase, two: Phrase) -> Phrase:
    shared = one.anchor == "partial" and two.anchor == "absolute"
    start = carried(one.expression, two.expression) if shared else one.expression
    anchor = "absolute" if start != one.expression else max(one.anchor, two.anchor)
    both = ("range", start, two.expression)
    return Phrase(one.first, two.last, both, f"{two.unit}_range", two.unit, anchor, qualifier="range")
