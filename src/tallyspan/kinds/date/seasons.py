"""Seasons and named days: "last summer", "the spring of 1998", "Christmas Day", "Easter 1916"."""

from tallyspan.kinds.date.scan import APOSTROPHES, DASHES, Phrase, Scan

_IN = frozenset({"in", "by", "during", "since", "until", "early", "late", "mid"})
_ON = frozenset({"on", "at", "by", "since", "until", "before", "after", "over", "for"})


def read_season(scan: Scan, i: int) -> Phrase | None:
    """Read a season; a bare one needs a preposition, and "fall" more than that."""
    expression = ("season", None, scan.lexicon.seasons[scan.words[i]])
    before, shift = scan.word(i - 1), scan.shift(i - 1)
    fall = scan.words[i] == "fall"
    if shift is not None and before != "that" and not (fall and scan.word(i + 1) in {"in", "of"}):
        first = i - 2 if scan.word(i - 2) in {"the", "this"} else i - 1
        return Phrase(first, i + 1, ("turn", shift.steps, expression, shift.origin), "season_shift", "season", "relative")
    lead = scan.word(i - 2) if before == "the" else before
    strong = lead in _IN and not fall and scan.stands_alone(i + 1) and scan.word(i + 1) not in DASHES
    return Phrase(i, i + 1, expression, "season", "season", "partial", weak=not strong, article=True)


def read_holiday(scan: Scan, i: int) -> Phrase | None:
    """Read a named day where it stands for the day, not "the Christmas tree"."""
    if not scan.capital(i):
        return None
    for words, key in scan.lexicon.holiday_words[scan.words[i]]:
        if tuple(scan.words[i : i + len(words)]) == words:
            return _holiday(scan, Phrase(i, i + len(words), ("holiday", key, None), "holiday", "day", "partial"))
    return None


def _holiday(scan: Scan, phrase: Phrase) -> Phrase | None:
    last, before, shift = phrase.last, scan.word(phrase.first - 1), scan.shift(phrase.first - 1)
    if scan.year(last):
        return phrase
    if scan.word(last) in scan.lexicon.nights and before in _ON:
        return phrase
    if not scan.stands_alone(last) or scan.word(last) in APOSTROPHES or scan.word(last) in DASHES:
        return None
    if shift is not None and shift.origin == "now":
        expression = ("turn", shift.steps, phrase.expression, "now")
        return phrase._replace(first=phrase.first - 1, expression=expression, anchor="relative")
    return phrase._replace(weak=before not in _ON)
