"""What stands beside a date and changes its interval or belongs to its span: "late", "the end of", "Sunday night"."""

from tallyspan.kinds.date.scan import DASHES, Phrase, Scan

_DAILY = frozenset({"weekday", "step", "turn", "from", "day", "within", "holiday"})
_THIRDS = frozenset({"early", "mid", "late"})
_EDGES = frozenset({"start", "end", "mid"})  # of which "of" may follow
_BY = frozenset({"by", "at", "until", "from", "since", "to"})
_MOVED = frozenset({"step", "the", "from", "turn", "weekday", "within"})
_NARROWING = frozenset({"earlier", "later"})
_NARROWED = frozenset({"month", "year", "season", "decade"})
_WHOLE = frozenset({"window", "range", "part"})
_STAYS_WEAK = frozenset({"weekday", "half", "nth", "nth_weekday"})
_NO_PART = frozenset({"last", "that", "all", "every"})  # "last night" is a date of its own


def modify(scan: Scan, phrase: Phrase, floor: int) -> Phrase:
    """Take in what stands before and after ``phrase``; ``floor`` is where the phrase before it ends."""
    if phrase.unit == "day":
        phrase = _part_of_day(scan, phrase, floor)
    phrase = _edge(scan, _third(scan, phrase, floor), floor)
    if phrase.article and scan.word(phrase.first - 1) == "the" and phrase.first - 1 >= floor:
        phrase = _edge(scan, _third(scan, phrase._replace(first=phrase.first - 1), floor), floor)
    return phrase


def _part_of_day(scan: Scan, phrase: Phrase, floor: int) -> Phrase:
    """Take in "night" of "Sunday night", "midday" of "midday Thursday", "the night of" before a day."""
    parts, last = scan.lexicon.parts_of_day, phrase.last
    if phrase.form != "part_of_day" and phrase.expression[0] in _DAILY:
        if scan.word(last) in _THIRDS:
            last += 2 if scan.dash(last + 1) else 1
        if scan.word(last) in parts:
            phrase = phrase._replace(last=last + 1)
    i = phrase.first - 1
    if i < floor:
        return phrase
    if scan.word(i) in parts and scan.word(i - 1) not in _NO_PART:
        return phrase._replace(first=i)
    if i > floor and scan.word(i) == "of" and scan.word(i - 1) in parts:
        return phrase._replace(first=i - 2 if scan.word(i - 2) == "the" else i - 1, weak=False)
    return phrase


def _third(scan: Scan, phrase: Phrase, floor: int) -> Phrase:
    """Take in "early", "mid-", "late", "earlier", "later", or a bare "end" after a preposition."""
    i = phrase.first - 1
    if (
        (scan.dash(i) and scan.glued(i + 1))
        or (scan.word(i) == "on" and scan.word(i - 1) in _THIRDS)
        or (scan.word(i) == "in" and (phrase.weak or scan.word(i - 1) in _THIRDS or _is_narrowed(scan, i, phrase)))
    ):
        i -= 1
    word = scan.word(i)
    if i < floor or phrase.expression[0] in _WHOLE:
        return phrase
    if word == "end" and scan.word(i - 1) in _BY and phrase.unit in {"month", "year", "quarter"} and not phrase.weak:
        return phrase._replace(first=i, expression=("part", "end", phrase.expression), form="end_of", unit="day")
    part = scan.lexicon.modifiers.get(word)
    if word == "far" and scan.word(i - 1) == "so" and i > floor:  # "so far this year"
        i, part = i - 1, "so_far"
    if part is None or word == "middle":
        return phrase
    if part not in _THIRDS and phrase.expression[0] not in _MOVED and not _is_narrowed(scan, i + 1, phrase):
        return phrase
    weak = phrase.weak and phrase.expression[0] in _STAYS_WEAK
    if part in _THIRDS and phrase.unit != "day" and (double := _two_thirds(scan, i)):  # "the mid-to-late 1980s"
        i, part = double[0], f"{double[1]}-{part}"
    if phrase.unit == "day":
        weak = weak or (phrase.expression == ("the", "day") and part in _THIRDS)  # trading "late in the day" is an hour
        return phrase._replace(first=i, weak=weak)
    qualifier = "approx" if part.split("-")[0] in _THIRDS else phrase.qualifier
    return phrase._replace(first=i, expression=("part", part, phrase.expression), weak=weak, qualifier=qualifier)


def _is_narrowed(scan: Scan, i: int, phrase: Phrase) -> bool:
    """Tell whether "in" at atom ``i`` follows the "earlier" or "later" of ``phrase``: "later in June", "earlier in 2019"."""
    return scan.word(i) == "in" and scan.word(i - 1) in _NARROWING and phrase.expression[0] in _NARROWED


def _two_thirds(scan: Scan, i: int) -> tuple[int, str] | None:
    """Return where "early to", "mid-to-" before atom ``i`` begins, and its third."""
    j = i - 2 if scan.dash(i - 1) else i - 1
    k = j - 2 if scan.dash(j - 1) else j - 1
    return (k, scan.word(k)) if scan.word(j) == "to" and scan.word(k) in _THIRDS else None


def _edge(scan: Scan, phrase: Phrase, floor: int) -> Phrase:
    """Take in "the end of", "the beginning of", "end-"."""
    i = phrase.first - 1
    if scan.word(i) == "the":
        i -= 1
    joint = scan.word(i)
    part = scan.lexicon.edges.get(scan.word(i - 1))
    if i - 1 < floor or part not in _EDGES or phrase.unit == "day" or phrase.expression[0] in _WHOLE | {"nth"}:
        return phrase
    if joint != "of" and not (joint in DASHES and scan.glued(i) and scan.glued(i + 1)):
        return phrase
    first = i - 2 if scan.word(i - 2) == "the" and joint == "of" else i - 1
    whole = ("part", part, phrase.expression)
    unit, qualifier = (phrase.unit, "approx") if part == "mid" else ("day", phrase.qualifier)
    return phrase._replace(first=first, expression=whole, form=f"{part}_of", unit=unit, weak=False, qualifier=qualifier)
