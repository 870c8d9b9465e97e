"""Whether a word is a month: "may", "March" and "August" say other things too, and people are called April and June."""

from tallyspan.kinds.date.cues import is_delivery
from tallyspan.kinds.date.scan import Scan

_SHARES = frozenset({"much", "most", "all", "part", "rest", "end", "start", "beginning", "middle", "half", "days"})


def has_day(scan: Scan, i: int, first: int, last: int) -> bool:
    """Tell whether the word at ``i``, with a day beside it, is a month: "may 5 people come" is none."""
    if first < i or scan.capital(i) or scan.words[i] not in scan.lexicon.doubtful_months | scan.lexicon.short_months:
        return True
    beside = scan.lexicon.beside_month
    return scan.word(first - 1) in beside["near"] | {"on", "of", "the"} or scan.stands_alone(last)


def is_in_doubt(scan: Scan, i: int) -> bool:
    """Tell whether "May", "March" or "August" needs something beside it to be a month."""
    beside, before = scan.lexicon.beside_month, scan.word(i - 1)
    if before == "of" and scan.word(i - 2) in _SHARES:
        return False
    if is_delivery(scan, i, i + 1):
        return False
    if before == "to" and scan.word(i - 2) in scan.lexicon.units:  # "the year to May"
        return False
    content = scan.is_word(i + 1) and not scan.stands_alone(i + 1)
    if content and scan.capital(i + 1):
        return before not in beside["strong"]
    if content and before in beside["determiners"]:  # "the August campaign"
        return not scan.capital(i)
    if not content and scan.capital(i) and scan.words[i] != "may" and before in beside["loose"] - beside["determiners"]:
        return False  # "much of August"
    return before not in beside["near"] or (content and scan.words[i] == "may" and not scan.capital(i))


def is_like_a_name(scan: Scan, i: int) -> bool:
    """Tell whether "April" or "June" is more like part of a name: "Minister July Moyo"."""
    beside, before = scan.lexicon.beside_month, scan.word(i - 1)
    if not scan.capital(i):
        return False
    if scan.capital(i + 1) and scan.is_word(i + 1) and not scan.stands_alone(i + 1):
        said = beside["strong"] if scan.words[i] in scan.lexicon.name_months else beside["near"]
        return before not in said | beside["determiners"]
    return i > 1 and scan.capital(i - 1) and scan.is_word(i - 1) and before not in beside["near"] | beside["loose"]
