"""Two neighbouring phrases that say one date: weekday and date, part and year, "Monday last week"."""

from tallyspan.kinds.date.expressions import with_year
from tallyspan.kinds.date.scan import DASHES, Phrase, Scan

Gap = tuple[str, ...]  # the words between two phrases

_PARTIAL = frozenset({"day", "month", "quarter", "half", "season", "holiday", "around"})
_HALVED = frozenset({"month", "decade", "century"})
_MOVED = frozenset({"step", "from", "the"})
_NEXT, _OF = frozenset({(), (",",)}), frozenset({(), ("of",)})
_COUNTED = frozenset({"containing", "nth", "nth_weekday"})
_IN = frozenset({("of",), ("in",)})
_LONGER = frozenset({"month", "year", "quarter", "decade", "century"})


def join(scan: Scan, phrases: list[Phrase]) -> list[Phrase]:
    """Return ``phrases``, in order and apart, with those joined that say one date."""
    joined: list[Phrase] = []
    for phrase in phrases:
        current = phrase
        while joined and (both := _one_date(scan, joined[-1], current)) is not None:
            joined.pop()
            current = both
        joined.append(current)
    return joined


def _one_date(scan: Scan, one: Phrase, two: Phrase) -> Phrase | None:
    return _bracketed(scan, one, two) or _same(scan, one, two) or _joined(scan, one, two)


def _joined(scan: Scan, one: Phrase, two: Phrase) -> Phrase | None:
    gap = tuple(scan.words[one.last : two.first])
    kind = one.expression[0]
    if kind == "weekday":
        return _after_weekday(scan, gap, one, two)
    if kind == "step":
        return _moved(gap, one, two)
    if kind == "monthday":
        return _within(one, two) if gap == ("of",) and two.expression[0] in _MOVED and two.unit == "month" else None
    if kind == "season" and (over := _over_new_year(gap, one, two)) is not None:
        return over
    if two.unit == "fiscal_year" or one.unit == "fiscal_year":
        return _part_of_fiscal(gap, one, two)
    if kind in _COUNTED or (kind == "half" and two.unit in _HALVED and not one.expression[1]):
        return _part_of(scan, gap, one, two)
    if one.unit == "year" and two.anchor == "partial":
        return _after_year(gap, one, two)
    if one.form == "day_range" and one.anchor == "partial" and two.expression[0] in _MOVED and two.unit == "year":
        return _within(one, two) if gap in _OF else None
    if kind in _PARTIAL and one.anchor != "absolute" and two.unit == "year":
        return _before_year(gap, one, two)
    return None


def _bracketed(scan: Scan, one: Phrase, two: Phrase) -> Phrase | None:
    """Join "March this year [2019]", "this year [2019]", where an editor tells what the speaker's year is."""
    if scan.words[one.last : two.first] != ["["] or two.expression[0] != "year" or scan.word(two.last) != "]":
        return None
    whole = one._replace(last=two.last + 1, anchor="absolute", weak=False)
    match one.expression:
        case ("within", tuple(partial), (("step" | "from" | "the"), "year", *_)):
            return whole._replace(expression=with_year(partial, two.expression[1]))
        case (("step" | "from"), "year", *_):
            return whole._replace(expression=two.expression)
    return None


def _moved(gap: Gap, one: Phrase, two: Phrase) -> Phrase | None:
    """Join "a week ago Friday", "two weeks from tomorrow", "a year ago today", "two years ago this month"."""
    if two.expression[0] == "turn" and two.expression[3] != "now":
        return None
    if two.anchor == "partial":
        if gap == ("in",) and one.unit == "year" and one.form == "ago" and two.unit == "month":  # "four years ago in May"
            return _within(two, one)._replace(first=one.first, last=two.last)
        return _after_year(gap, one, two) if one.unit == "year" else None
    kind, said = two.expression[0], one.form in {"ago", "from"}
    if kind == "weekday" and not gap and one.unit == "week" and one.form == "shift":  # "next week Tuesday"
        return _within(two, one)._replace(first=one.first, last=two.last)
    if gap or not said or kind not in {"weekday", "step", "turn"}:
        return None
    expression = ("offset", one.expression[1], one.expression[2], two.expression)
    return one._replace(last=two.last, expression=expression, unit=two.unit, weak=False)


def _same(scan: Scan, one: Phrase, two: Phrase) -> Phrase | None:
    """Join "the same quarter of 2021", "the same month last year"."""
    same = one.expression[0] == "from" and one.expression[2] == 0 and "same" in scan.words[one.first : one.last]
    if not same or two.unit != "year" or two.weak or "earlier" in two.expression:
        return None
    if tuple(scan.words[one.last : two.first]) not in _OF | {("in",)}:
        return None
    return one._replace(last=two.last, expression=("same", one.expression[1], two.expression), anchor=two.anchor, weak=False)


def _over_new_year(gap: Gap, one: Phrase, two: Phrase) -> Phrase | None:
    """Join "the winter of 2006-2007", "winter 2006/07": a season under the year in which it starts."""
    year = one.expression[1]
    if gap in _OF and year is None and two.expression[0] == "fiscal" and two.expression[2]:
        return _dated(one, two.expression[1])._replace(last=two.last)
    dashed = len(gap) == 1 and gap[0] in DASHES | {"/"}
    return one._replace(last=two.last) if year and dashed and two.expression == ("year", year + 1) else None


def _part_of_fiscal(gap: Gap, one: Phrase, two: Phrase) -> Phrase | None:
    """Join "Q4 FY19", "the fourth quarter of fiscal 2019", "fiscal 2019's first quarter"."""
    part, year = (one, two) if two.unit == "fiscal_year" else (two, one)
    apart = gap not in _OF if part is one else gap[1:] != ("s",)
    if part is one and one.expression[0] == "nth" and gap == ("of",):  # the first five months of the fiscal year
        return _within(one, two, two.anchor)
    if apart or part.expression[0] not in {"quarter", "half"} or year.expression[0] not in {"fiscal", "fiscal_step"}:
        return None
    expression = ("fiscal_part", year.expression, part.unit, part.expression[2])
    return part._replace(first=one.first, last=two.last, expression=expression, anchor="absolute", weak=False)


def _after_weekday(scan: Scan, gap: Gap, one: Phrase, two: Phrase) -> Phrase | None:
    """Join "Tuesday, October 1, 2019", "Sunday dawn of 25 June", "Friday the 13th", "Monday last week"."""
    if gap == () and two.expression[0] == "monthday":
        return two._replace(
            first=one.first, expression=("monthday", two.expression[1], one.expression[1]), anchor="relative", weak=False
        )
    dated = gap[-1:] == ("of",) and scan.lexicon.parts_of_day.issuperset(gap[:-1])
    if (gap in _NEXT or dated) and (two.expression[0] in {"day", "numeric"} or two.form == "day_range"):
        return two._replace(first=one.first, weak=False)
    if gap in _OF and two.expression[0] in _MOVED and two.unit == "week":
        return _within(one, two)
    return None


def _part_of(scan: Scan, gap: Gap, one: Phrase, two: Phrase) -> Phrase | None:
    """Join "the third week of May", "the first three months of 2019", "the week of May 6", "the first Monday in May"."""
    if one.expression[0] == "nth_weekday":
        sure = not two.weak or (two.expression[0] == "month" and scan.capital(two.first))
        return _within(one, two, two.anchor) if gap in _IN and two.unit == "month" and sure else None
    if gap != ("of",) and not (gap == ("of", "the") and two.article):
        return None
    fits = two.unit == "day" if one.expression[0] == "containing" else two.unit in _LONGER and two.unit != one.unit
    whole = _within(one, two, two.anchor)
    return (whole._replace(unit=two.unit) if one.expression[0] == "half" else whole) if fits else None


def _after_year(gap: Gap, one: Phrase, two: Phrase) -> Phrase | None:
    """Join "next year's first quarter", "the 1988 third quarter"."""
    kind = one.expression[0]
    if two.expression[0] not in {"quarter", "half", "season"} or kind not in _MOVED | {"year"} or (gap and gap[1:] != ("s",)):
        return None
    if kind == "year":
        return _dated(two, one.expression[1])._replace(first=one.first)
    return _within(two, one)._replace(first=one.first, last=two.last)


def _before_year(gap: Gap, one: Phrase, two: Phrase) -> Phrase | None:
    """Join "the first quarter of 2010", "summer 1998", "March of last year"."""
    kind = two.expression[0]
    if kind == "bc" and gap in _OF | _NEXT:
        return _before_christ(one, two)
    if kind == "year" and (gap in _OF | _NEXT or (gap == ("in",) and not two.weak)):
        return _dated(one, two.expression[1])._replace(last=two.last)
    return _within(one, two) if kind in _MOVED and gap in _OF else None


def _before_christ(one: Phrase, two: Phrase) -> Phrase:
    """Join "the autumn of 481 BC", "April 480 BC", which no date can hold."""
    kind, *_, number = one.expression
    month, year = one.expression[2] if kind == "day" else number, f"BC{two.expression[1]:04d}"
    named = {
        "day": f"{year}-{month:02}-{number:02}",
        "month": f"{year}-{month:02}",
        "season": f"{year}-{number}",
        "quarter": f"{year}-Q{number}",
        "half": f"{year}-H{number}",
    }
    expression = ("unknown", one.unit, named.get(kind))
    return one._replace(last=two.last, expression=expression, anchor="absolute", weak=False)


def _dated(phrase: Phrase, year: int) -> Phrase:
    return phrase._replace(expression=with_year(phrase.expression, year), anchor="absolute", weak=False)


def _within(one: Phrase, two: Phrase, anchor: str = "relative") -> Phrase:
    expression = ("within", one.expression, two.expression)
    return one._replace(last=two.last, expression=expression, form=f"{one.form}_within", anchor=anchor, weak=False)
