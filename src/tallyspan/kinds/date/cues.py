"""What the words around a date tell: on which side of the publication day it lies, and which of its edges is meant."""

from tallyspan.kinds.date.scan import Scan

_WALLS = frozenset(';:()"\u201c\u201d')
_OWN = frozenset({"its", "their", "his", "her"})
_STOPS = _WALLS | {".", "?", "!"}
_SETTLED = frozenset({"on", "in", "since", "until", "by", "from"})
_BETWEEN = frozenset({"about", "around", "at", "least", "the", "its", "their", "his", "her"})
_PASSING = frozenset({"get", "go", "went", "live", "lived", "pass", "passed", "midway", "halfway", "partway"})
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "not", "s", "re", "now", "also", "already", "reportedly"})
_BACKGROUND = frozenset({"after", "since", "because", "despite", "following"})
_REACH = 15
_CLOSE = 7
_SHORTEST_PAST = 4  # letters of a verb in -ed


def tense(scan: Scan, first: int, last: int) -> str | None:
    """Return "future" or "past" after the nearest verb or cue before the date, else after it; None when nothing tells.

    What was future when it was said, "would", "was expected", is "reported"; what is foreseen without a word that says when,
    "sees a cut in June", is "outlook".
    """
    fallback, apart = None, False
    if (told := _whatever_the_verb(scan, first, last)) is not None:
        return told
    for i in range(first - 1, max(-1, first - 1 - _REACH), -1):
        if scan.words[i] in _WALLS:
            break
        apart = apart or scan.words[i] == ","
        if _is_foreseen(scan, i, first):
            return "outlook"
        side = _side(scan, i)
        reduced = scan.words[i] in scan.lexicon.planned and scan.word(i - 1) not in _BE
        if side == "future" and (apart or reduced):  # "games scheduled for Wednesday were held"
            fallback = side
            break
        if side:
            return "reported" if side == "future" and _was_future(scan, i) else side
    if scan.word(last) == "to" and scan.word(first - 1) not in _SETTLED:  # the headline's future: "arrives Monday to begin talks"
        return "future"
    if scan.word(last) in _BACKGROUND and first > 1:  # "plays this weekend after it lost"
        return fallback
    return _after(scan, last) or fallback or _standing(scan, first)


def _whatever_the_verb(scan: Scan, first: int, last: int) -> str | None:
    """Return what the words right beside a date tell, whatever its clause says."""
    if is_delivery(scan, first, last):
        return "future"
    if scan.word(last + 1) == "s" and not scan.lexicon.done.isdisjoint(scan.words[last + 2 : last + 4]):  # Friday's closing price
        return "past"
    if scan.word(first - 1) == "for" and scan.word(first) in scan.lexicon.weekdays:  # "called a strike for Thursday"
        return "future"
    forecast = scan.word(first - 2) == "forecast" and scan.word(first - 1) in _SETTLED  # it was forecast then
    return "past" if forecast else None


def _standing(scan: Scan, first: int) -> str | None:
    """Return what a clause without any verb of a tense tells: "at least once before May", "prices to hit a peak by Christmas"."""
    before = scan.word(first - 1)
    if before == "before":
        return "future"
    if before in _OWN and scan.word(first - 2) in {"from", "than", "below", "above", "since"}:  # "down from its September record"
        return "past"
    if any(_side(scan, i) for i in range(first)):
        return None
    headline = any(scan.words[i] == "to" and scan.word(i + 1) in scan.lexicon.infinitives for i in range(1, first))
    if headline and scan.word(len(scan.words) - 1) not in _STOPS:
        return "future"
    return "outlook" if headline or before == "by" else None


def _is_foreseen(scan: Scan, i: int, first: int) -> bool:
    """Tell whether the word at atom ``i`` says that something is foreseen for the date at ``first``, not that it was then."""
    if scan.words[i] in scan.lexicon.moves and scan.word(first - 1) == "to":  # "moved the call to June"
        return True
    foreseen = scan.words[i] in scan.lexicon.outlook or (scan.words[i] == "seen" and scan.word(i - 1) in {"is", "are"})
    return foreseen and first - i > len(("signalled", "in"))


def is_delivery(scan: Scan, first: int, last: int) -> bool:
    """Tell whether a month is the one for which goods are sold: "crude for March delivery", "gold for April"."""
    if scan.word(last) in scan.lexicon.delivered:
        return scan.word(first - 1) == "for" or scan.words[last] != "delivery"
    return scan.word(first - 1) == "for" and scan.word(first - 2) in scan.lexicon.commodities


def _after(scan: Scan, last: int) -> str | None:
    """Return what the nearest verb or cue after a date tells; what stands in parentheses says nothing of it."""
    inside = False
    for i in range(last, min(len(scan.words), last + _REACH)):
        word = scan.words[i]
        inside = word == "(" or (inside and word != ")")
        if inside or (word == ")" and "(" in scan.words[last:i]):
            continue
        if word in _STOPS:
            break
        if side := _side(scan, i):
            return side
    return None


def is_planned(scan: Scan, first: int) -> bool:
    """Tell whether what a date belongs to was yet to be done: "agreed to invest over the next two years", "has plans for"."""
    for i in range(first - 1, max(-1, first - 1 - _REACH), -1):
        if scan.words[i] in _WALLS:
            break
        if scan.words[i] == "to" and scan.is_word(i + 1) and scan.word(i + 1) not in scan.lexicon.function:
            return True
        if _side(scan, i):
            return scan.words[i] in {"has", "have"}
    return False


def is_announced(scan: Scan, first: int) -> bool:
    """Tell whether the verb before a date announces: what is announced in the past may go on today."""
    for i in range(first - 1, max(-1, first - 1 - _REACH), -1):
        if scan.words[i] in _WALLS:
            break
        if _side(scan, i):
            return scan.words[i] in scan.lexicon.announcing
    return False


def tells(scan: Scan, i: int) -> bool:
    """Tell whether the word at atom ``i`` is a verb or cue of some tense."""
    return _side(scan, i) is not None


def is_told(scan: Scan, first: int, last: int) -> bool:
    """Tell whether a verb close to a date says that something was or will be then: not "they feed there in winter"."""
    near = range(max(0, first - _CLOSE), min(len(scan.words), last + _CLOSE))
    return any(_side(scan, i) for i in near if not first <= i < last)


def recurs(scan: Scan, first: int) -> bool:
    """Tell whether what stands before a date says that it comes again: "every May", "rain normally comes in October"."""
    if scan.word(first - 1) in scan.lexicon.recurring:
        return True
    for i in range(first - 1, max(-1, first - 1 - _REACH), -1):
        word = scan.words[i]
        if word in scan.lexicon.habits:
            return True
        if word in _STOPS | {",", "but", "will"}:
            return False
        if _side(scan, i) == "past":  # "is usually closed in January"
            return scan.word(i - 1) in scan.lexicon.habits
    return False


def _was_future(scan: Scan, i: int) -> bool:
    return scan.words[i] == "would" or scan.word(i - 1) in {"was", "were"}


def _side(scan: Scan, i: int) -> str | None:
    word, before = scan.words[i], scan.word(i - 1)
    if word == "would" and scan.word(i + 1) == "have":
        return "past"
    if (
        word == "due" and scan.word(i + 1) == "to" and before not in _BE and scan.word(i + 2) not in scan.lexicon.infinitives
    ):  # "due to the shooting in August"
        return None
    if word in scan.lexicon.future:
        apart = word not in {"ll", "won"}
        if (
            (apart and not (word == "may" and scan.capital(i)))
            or before in {"'", "\u2019"}
            or (word == "won" and scan.word(i + 1) in {"'", "\u2019"})
        ):
            return "future"
    if word == "fed" and scan.capital(i):  # the Federal Reserve
        return None
    if word == "to" and before in {"is", "are"}:  # "is to be held"
        return "future"
    if before in {"be", "being", "to"} or (word in {"has", "have"} and scan.word(i + 1) == "to"):
        return None
    said = word in scan.lexicon.past or (
        word[-2:] == "ed"
        and len(word) >= _SHORTEST_PAST
        and word not in scan.lexicon.not_past
        and scan.is_word(i)
        and not scan.capital(i)
    )
    return "past" if said else None


def relation(scan: Scan, first: int) -> str | None:
    """Return the relation that the preposition before a date, which starts at ``first``, gives it."""
    i = first - 1
    while i > first - 4 and scan.word(i) in _BETWEEN:
        i -= 1
    word = scan.word(i)
    if word == "to" and scan.word(i - 1) == "up" and not scan.dash(i - 2):
        return "until"
    if word == "into" and i < first - 1:  # "interference into the 2016 election"
        return None
    if word == "through" and scan.word(i - 1) in _PASSING:
        return None
    if word == "than" and scan.word(i - 1) == "later":
        return "by"
    return scan.lexicon.relations.get(word)
