"""Days and months that end or begin a stretch of time: "the three months to June 30", "the fiscal year that began on July 1".

The day is the claim; the stretch tells what "a year earlier" and "fiscal 2019" mean.
"""

from tallyspan.kinds.date.scan import Phrase, Scan

_CLOSING = frozenset({"to", "ended", "ending", "ends", "end", "through"})
_OPENING = frozenset({"began", "begins", "begin", "beginning", "started", "starts", "starting", "opened", "opens"})
_SKIPPED = frozenset({"on", "in", "at", "that", "which", ",", "last", "with"})
_STRETCHED = frozenset({"year", "month", "week", "quarter"})
_YEARLY = frozenset({"season", "year"})
_HALF_YEAR = 6


def bounded(scan: Scan, phrase: Phrase) -> Phrase:
    """Return ``phrase`` as the end or the start of the stretch that stands before it, if there is one."""
    if phrase.unit not in {"day", "month"} or phrase.expression[0] in {"range", "window"}:
        return phrase
    i = _back(scan, phrase.first - 1)
    kind = "closing" if scan.word(i) in _CLOSING else "opening" if scan.word(i) in _OPENING else None
    stretch = _stretch(scan, _back(scan, i - 1)) if kind else None
    if kind is None or stretch is None or (kind == "opening" and stretch[0] != "year"):
        return phrase
    return phrase._replace(expression=(kind, *stretch, phrase.expression))


def _back(scan: Scan, i: int) -> int:
    while scan.word(i) in _SKIPPED:
        i -= 1
    return i


def _stretch(scan: Scan, i: int) -> tuple[str, int] | None:
    """Return the unit and the number of a stretch that ends with atom ``i``."""
    if scan.word(i) == "season":
        return "year", 1
    unit = scan.lexicon.units.get(scan.word(i))
    if unit is None or unit.unit not in _STRETCHED:
        return None
    if unit.unit == "year" and scan.dash(i - 1) and scan.word(i - 2) == "half":
        return "month", _HALF_YEAR
    if not unit.plural:
        return unit.unit, unit.times
    count = scan.count_before(i)
    return (unit.unit, int(count[0]) * unit.times) if count else None
