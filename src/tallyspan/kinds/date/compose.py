"""Neighbouring phrases put together: weekday and date, part and year, modifiers, parts of the day, ranges and lists."""

from tallyspan.kinds.date.scan import DASHES, Expression, Phrase, Scan

_PARTIAL = frozenset({"day", "month", "quarter", "half", "season", "holiday", "nth", "containing", "weekday"})
_DAILY = frozenset({"weekday", "step", "turn", "from", "day", "within"})
_UNITS_OF_A_RANGE = frozenset({"year", "month", "day", "decade", "quarter", "season", "century", "fiscal_year"})
_THIRDS = frozenset({"early", "mid", "late"})
_BY = frozenset({"by", "at", "until", "from", "since", "to"})
_MOVED = frozenset({"step", "the", "from", "turn", "weekday", "within"})
_LIST_GAPS = frozenset(
    {("and",), ("or",), (",",), (",", "and"), ("&",), ("and", "in"), ("or", "in"), (",", "in"), (",", "and", "in"), ("to",)}
)


def compose(scan: Scan, phrases: list[Phrase]) -> list[Phrase]:
    """Return the dates that ``phrases``, in order, make together."""
    phrases = _join(scan, phrases)
    phrases = [_modify(scan, phrase, phrases[n - 1].last if n else 0) for n, phrase in enumerate(phrases)]
    phrases = _lists(scan, phrases)
    phrases = _ranges(scan, phrases)
    return [phrase for phrase in phrases if not phrase.weak]


def _gap(scan: Scan, one: Phrase, two: Phrase) -> tuple[str, ...]:
    return tuple(scan.words[one.last : two.first])


def _join(scan: Scan, phrases: list[Phrase]) -> list[Phrase]:
    joined: list[Phrase] = []
    for phrase in phrases:
        current = phrase
        while joined and joined[-1].last <= current.first:
            both = _joined(_gap(scan, joined[-1], current), joined[-1], current)
            if both is None:
                break
            joined.pop()
            current = both
        if joined and joined[-1].last > current.first:
            if current.last - current.first <= joined[-1].last - joined[-1].first:
                continue
            joined.pop()
        joined.append(current)
    return joined


def _joined(gap: tuple[str, ...], one: Phrase, two: Phrase) -> Phrase | None:
    """Return the two phrases as one, where they say one date together."""
    kind, other = one.expression[0], two.expression[0]
    if kind == "weekday":
        if gap in {(), (",",)} and (other in {"day", "numeric"} or two.form == "day_range"):
            return two._replace(first=one.first, weak=False)
        if gap in {(), ("of",), ("the",)} and other in {"step", "from"} and two.unit == "week":
            return _within(one, two)
    if (
        one.unit == "year"
        and kind in {"year", "step", "from"}
        and other in {"quarter", "half", "season"}
        and two.anchor == "partial"
    ):
        return _year_first(gap, one, two)
    if kind not in _PARTIAL:
        return None
    if kind == "containing":
        return _within(one, two, anchor=two.anchor) if gap == ("of",) and two.unit == "day" else None
    if kind == "nth":
        good = (
            gap == ("of",)
            and not (other == "year" and one.unit == "year")
            and two.unit in {"month", "year", "quarter", "decade", "century"}
        )
        return _within(one, two, anchor=two.anchor) if good else None
    if kind in {"weekday"} or one.anchor == "absolute" or two.unit != "year":
        return None
    if other == "year" and gap in {(), ("of",), (",",), ("in",)}:
        if gap == ("in",) and two.weak:
            return None
        return one._replace(last=two.last, expression=with_year(one.expression, two.expression[1]), anchor="absolute", weak=False)
    if other in {"step", "from", "the"} and gap in {(), ("of",)}:
        return _within(one, two)
    return None


def _year_first(gap: tuple[str, ...], one: Phrase, two: Phrase) -> Phrase | None:
    """Read "next year's first quarter", "the 1988 third quarter"."""
    possessive = len(gap) == 2 and gap[1] == "s"
    if not possessive and gap:
        return None
    if one.expression[0] == "year":
        return two._replace(
            first=one.first, expression=with_year(two.expression, one.expression[1]), anchor="absolute", weak=False
        )
    return _within(two, one)._replace(first=one.first, last=two.last)


def _within(one: Phrase, two: Phrase, anchor: str = "relative") -> Phrase:
    expression = ("within", one.expression, two.expression)
    return one._replace(last=two.last, expression=expression, form=f"{one.form}_within", anchor=anchor, weak=False)


def with_year(expression: Expression, year: int) -> Expression:
    """Return a partial expression with its year filled in."""
    kind = expression[0]
    if kind in {"day", "month", "quarter", "half", "season"} and expression[1] is None:
        return (kind, year, *expression[2:])
    if kind == "holiday":
        return (kind, expression[1], year)
    if kind == "part":
        return (kind, expression[1], with_year(expression[2], year))
    return expression


def _modify(scan: Scan, phrase: Phrase, floor: int) -> Phrase:
    """Take in what stands before and after a phrase and changes its interval; ``floor`` is where the phrase before it ends."""
    if phrase.unit == "day":
        phrase = _part_of_day(scan, phrase)
    phrase = _edge(scan, _third(scan, phrase, floor), floor)
    if phrase.article and scan.word(phrase.first - 1) == "the" and phrase.first - 1 >= floor:
        phrase = phrase._replace(first=phrase.first - 1)
        phrase = _edge(scan, phrase, floor)
    return phrase


def _part_of_day(scan: Scan, phrase: Phrase) -> Phrase:
    """Take in "night" of "Sunday night", "midday" of "midday Thursday", "the night of" before a day."""
    parts, last = scan.lexicon.parts_of_day, phrase.last
    if phrase.expression[0] in _DAILY or phrase.weak:
        if scan.word(last) in {"early", "late", "mid"} and scan.word(last + 1) in parts:
            last += 1
        elif scan.word(last) == "mid" and scan.word(last + 1) in DASHES and scan.word(last + 2) in parts:
            last += 2
        if scan.word(last) in parts and phrase.form != "part_of_day":
            phrase = phrase._replace(last=last + 1)
    i = phrase.first - 1
    if scan.word(i) in parts and scan.word(i - 1) not in {"last", "that", "all", "every"}:
        return phrase._replace(first=i)
    if scan.word(i) == "of" and scan.word(i - 1) in parts:
        return phrase._replace(first=i - 2 if scan.word(i - 2) == "the" else i - 1, weak=False)
    return phrase


def _third(scan: Scan, phrase: Phrase, floor: int) -> Phrase:
    """Take in "early", "mid-", "late", "earlier", "later" before a phrase."""
    i = phrase.first - 1
    if scan.word(i) in DASHES and scan.glued(i) and scan.glued(i + 1):
        i -= 1
    elif scan.word(i) == "in" and (phrase.weak or scan.word(i - 1) in _THIRDS):
        i -= 1
    if i < floor:
        return phrase
    if scan.words[i] == "end" and scan.word(i - 1) in _BY and phrase.unit in {"month", "year", "quarter"} and not phrase.weak:
        return phrase._replace(first=i, expression=("part", "end", phrase.expression), form="end_of", unit="day")
    part = scan.lexicon.modifiers.get(scan.word(i))
    spaced = i < phrase.first - 1 and scan.word(i + 1) == "in"
    if part is None or (part == "mid" and spaced and scan.words[i] != "mid"):
        return phrase
    if part not in _THIRDS and phrase.expression[0] not in _MOVED:
        return phrase
    if part in _THIRDS and phrase.expression[0] in {"window", "range", "part"}:
        return phrase
    if scan.words[i] == "middle":
        return phrase
    plain = phrase.unit == "day"
    expression = phrase.expression if plain else ("part", part, phrase.expression)
    qualifier = phrase.qualifier if plain or part not in _THIRDS else "approx"
    return phrase._replace(first=i, expression=expression, weak=_still_weak(phrase), qualifier=qualifier)


def _still_weak(phrase: Phrase) -> bool:
    """A month in doubt is a month after "late"; a number in doubt stays so."""
    return phrase.weak and phrase.expression[0] in {"weekday", "half", "nth"}


def _edge(scan: Scan, phrase: Phrase, floor: int) -> Phrase:
    """Take in "the end of", "the beginning of", "end-" before a phrase."""
    i = phrase.first - 1
    if scan.word(i) == "the" and phrase.expression[0] in {"year", "month", "decade", "century"}:
        i -= 1
    joint = scan.word(i)
    if i - 1 < floor or not (joint == "of" or (joint in DASHES and scan.glued(i) and scan.glued(i + 1))):
        return phrase
    part = scan.lexicon.edges.get(scan.word(i - 1))
    if part is None or phrase.expression[0] in {"part", "window", "range", "nth"} or phrase.unit == "day":
        return phrase
    if joint == "of" and part in {"early", "late", "so_far", "rest"}:
        return phrase
    first = i - 2 if scan.word(i - 2) in {"the", "year"} and scan.word(i - 2) == "the" and joint == "of" else i - 1
    unit = "day" if part in {"end", "start"} else phrase.unit
    qualifier = "approx" if part in _THIRDS else phrase.qualifier
    return phrase._replace(
        first=first, expression=("part", part, phrase.expression), form=f"{part}_of", unit=unit, weak=False, qualifier=qualifier
    )


def _ranges(scan: Scan, phrases: list[Phrase]) -> list[Phrase]:
    ranged: list[Phrase] = []
    for phrase in phrases:
        if ranged and (both := _ranged(scan, ranged[-1], phrase)) is not None:
            ranged[-1] = both
        else:
            ranged.append(phrase)
    return ranged


def _ranged(scan: Scan, one: Phrase, two: Phrase) -> Phrase | None:
    gap = _gap(scan, one, two)
    if one.qualifier == "range" or two.qualifier == "range" or len(gap) > 2 or (one.weak and two.weak):
        return None
    lead = scan.word(one.first - 1)
    if lead == "the":
        lead = scan.word(one.first - 2)
    if len(gap) == 1 and gap[0] in DASHES:
        good = one.unit == two.unit and (gap[0] != "\u2014" or scan.glued(one.last))
    elif gap in {("and",), ("and", "the")}:
        good = lead == "between"
    else:
        good = bool(gap) and gap[0] in scan.lexicon.range_words and (len(gap) == 1 or gap[1] in {"the", "to"})
        good = good and (lead in {"from", "between"} or (one.unit == two.unit and gap[0] in {"to", "through", "thru"}))
    if not good or one.unit not in _UNITS_OF_A_RANGE or two.unit not in _UNITS_OF_A_RANGE:
        return None
    start, end = one.expression, two.expression
    if one.anchor == "partial" and two.anchor == "absolute":
        start = _carried(start, end)
    anchor = "absolute" if start != one.expression else max(one.anchor, two.anchor)
    return Phrase(one.first, two.last, ("range", start, end), f"{two.unit}_range", two.unit, anchor, qualifier="range")


def _carried(start: Expression, end: Expression) -> Expression:
    """Return the start of a range with the year of its end, or the year before where its month is later."""
    year = _year(end)
    if year is None:
        return start
    filled = with_year(start, year)
    after = filled[0] == end[0] and len(filled) > 2 and isinstance(filled[2], int) and filled[2:4] > end[2:4]
    return with_year(start, year - 1) if after else filled


def _year(expression: Expression) -> int | None:
    if expression[0] in {"day", "month", "quarter", "half", "season", "year"}:
        return expression[1] if isinstance(expression[1], int) else None
    return _year(expression[2]) if expression[0] == "part" else None


def _strong_years(one: Phrase, two: Phrase) -> tuple[Phrase, Phrase]:
    """Return two numbers of a list ("2010, 2014") as years where both are such as news speaks of, and rise."""
    weak = not 1950 <= one.expression[1] < two.expression[1] <= 2050
    return one._replace(weak=weak), two._replace(weak=weak)


def _lists(scan: Scan, phrases: list[Phrase]) -> list[Phrase]:
    """Make a weak phrase strong beside a strong one of its unit, and carry a year back over "and" and "or"."""
    phrases = list(phrases)
    for n in range(len(phrases) - 1):
        one, two = phrases[n], phrases[n + 1]
        gap = _gap(scan, one, two)
        linked = gap in _LIST_GAPS or (len(gap) == 1 and gap[0] in DASHES)
        if not linked or one.unit != two.unit:
            continue
        if two.weak and not one.weak and two.expression[0] != "weekday":
            phrases[n + 1] = two._replace(weak=False)
        elif (
            one.weak and two.weak and one.expression[0] == "year" == two.expression[0] and gap in {(",",), ("and",), (",", "and")}
        ):
            phrases[n], phrases[n + 1] = _strong_years(one, two)
        elif one.weak and not two.weak and gap != (",",) and one.expression[0] != "weekday":
            phrases[n] = one._replace(weak=False)
        if gap in {("and",), ("or",), ("&",), (",",)} and one.anchor == "partial" and two.anchor == "absolute":
            year = _year(two.expression)
            if year is not None and one.expression[0] == two.expression[0]:
                phrases[n] = phrases[n]._replace(expression=with_year(one.expression, year), anchor="absolute")
    return phrases
