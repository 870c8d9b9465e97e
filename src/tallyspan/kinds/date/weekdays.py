"""Weekdays, "today" and its like, parts of the day: "last Friday", "the day after tomorrow", "this morning"."""

from tallyspan.kinds.date.cues import tells
from tallyspan.kinds.date.expressions import Expression
from tallyspan.kinds.date.scan import APOSTROPHES, CURRENCIES, DASHES, Phrase, Scan

_SPOKEN = frozenset({"past", "coming", "last", "next"})  # "this past Friday"
_ARTICLES = frozenset({"a", "an", "one"})
_PEOPLE = frozenset({"people", "men", "women", "children"})
_BE = frozenset({"is", "are", "has", "have", "was"})
_PER = frozenset({"per", "a"})
_CLAUSE = 4  # atoms after "Today" within which the verb stands
_IS = frozenset({("it", "is"), ("i", "am")})
_NO_NIGHTS = frozenset({"past", "upcoming", "current", "coming"})


def read_weekday(scan: Scan, i: int) -> Phrase | None:
    """Read a weekday with its "last", "next", "this"."""
    lexicon, before, after = scan.lexicon, scan.word(i - 1), scan.word(i + 1)
    phrase = Phrase(i, i + 1, ("weekday", lexicon.weekdays[scan.words[i]]), "weekday", "day", "relative")
    if scan.words[i] in lexicon.short_weekdays:
        dot = after == "." and scan.glued(i + 1)
        return phrase._replace(last=i + 2 if dot else i + 1, weak=True) if scan.capital(i) else None
    refused = after in lexicon.not_before_weekday or f"{after} {scan.word(i + 2)}" in lexicon.not_before_weekday
    if refused or before in lexicon.not_after_weekday:
        return None
    if scan.words[i + 1 : i + 3] == ["after", "next"]:
        first = i - 1 if before == "the" else i
        return phrase._replace(first=first, last=i + 3, expression=("turn", 2, phrase.expression, "now"), form="weekday_shift")
    if (counted := _counted(scan, i)) is not None:
        return counted
    shifted = _shifted(scan, i, phrase.expression)
    if shifted is not None:
        return shifted
    alone = scan.stands_alone(i + 1)
    if before in _ARTICLES and alone and after not in DASHES:
        return None
    named = scan.capital(i + 1) and not alone and after not in lexicon.parts_of_day and after not in lexicon.months
    return None if named and before not in lexicon.before_weekday else phrase


def _counted(scan: Scan, i: int) -> Phrase | None:
    """Return "the first Monday" of "the first Monday in October", which only a month after it makes a date."""
    before = scan.word(i - 1)
    number = -1 if before == "last" else scan.lexicon.ordinals.get(before, 0)
    if not number or scan.word(i - 2) != "the" or scan.word(i + 1) not in {"of", "in"} or not scan.is_word(i + 2):
        return None
    expression = ("nth_weekday", scan.lexicon.weekdays[scan.words[i]], number)
    return Phrase(i - 2, i + 1, expression, "nth_weekday", "day", "relative", weak=True)


def _shifted(scan: Scan, i: int, expression: Expression) -> Phrase | None:
    """Return the weekday at ``i`` with the word before it; None for "said that Monday was", far more often than "that Monday"."""
    before, shift = scan.word(i - 1), scan.shift(i - 1)
    if shift is None or before in {"that", "latest"}:
        return None
    first, origin = i - 1, shift.origin
    if scan.word(first - 1) in {"this", "these"} and before in _SPOKEN:
        first -= 1
    elif scan.word(first - 1) == "the":
        first -= 1
        origin = "text" if before == "next" else origin
    return Phrase(first, i + 1, ("turn", shift.steps, expression, origin), "weekday_shift", "day", "relative")


def read_day_word(scan: Scan, i: int) -> Phrase | None:
    """Read "today", "yesterday", "the day after tomorrow"; not "today's youth"."""
    before = scan.word(i - 1)
    if scan.in_name(i - 1) or before == "no":  # "USA Today", "as if there were no tomorrow"
        return None
    steps = scan.lexicon.day_words[scan.words[i]]
    phrase = Phrase(i, i + 1, ("step", "day", steps), "day_word", "day", "relative")
    if not steps:
        return None if _means_nowadays(scan, i) else phrase
    if scan.word(i - 2) == "day" and before == ("after" if steps > 0 else "before"):
        first = i - 3 if scan.word(i - 3) == "the" else i - 2
        return Phrase(first, i + 1, ("step", "day", 2 * steps), "day_word", "day", "relative")
    return phrase


def _means_nowadays(scan: Scan, i: int) -> bool:
    """Tell whether "today" is no day: "today's youth", "they are today", "is today a desert", "as strong today as it was"."""
    lexicon, before = scan.lexicon, scan.word(i - 1)
    possessive = scan.word(i + 1) in APOSTROPHES and scan.word(i + 2) == "s"
    if scan.word(i + 3 if possessive else i + 1) in lexicon.nowadays_before or (scan.word(i - 2), before) in _IS:
        return True
    if before == "of" and scan.word(i - 2) == "as":
        return False
    if before in lexicon.nowadays_places and "in" in scan.words[max(0, i - 3) : i - 1]:  # "in the world today"
        return True
    for verb, complement in ((before, scan.word(i + 1)), (scan.word(i + 1), scan.word(i + 2))):
        if verb in lexicon.nowadays_states and complement in lexicon.nowadays_complements:
            return True
    if _goes_on(scan, i):
        return True
    return before in lexicon.nowadays_after or scan.word(i - 2) == scan.word(i + 1) == "as"


def _goes_on(scan: Scan, i: int) -> bool:
    """Tell whether a state holds today: "Farmers today use drones", "Today it is closer to 25%", "up from 34% today"."""
    stative = scan.lexicon.stative
    amount = i - 1
    while amount > 0 and (scan.word(amount) in scan.lexicon.figures or scan.word(amount) in _PER):
        amount -= 1
    if amount < i and scan.word(amount)[:1].isdigit() and scan.word(amount - 1 - (scan.word(amount - 1) in CURRENCIES)) == "from":
        return True
    if (
        (scan.word(i - 1).endswith("s") or scan.word(i - 1) in _PEOPLE)
        and scan.is_word(i - 1)
        and scan.word(i + 1) in stative - _BE
    ):
        return True
    opens = not scan.is_word(i - 1) and scan.word(i - 1) not in {",", "-", "\u2013", "\u2014"}
    if not opens or scan.word(i + 1) in APOSTROPHES:
        return False
    for j in range(i + 1, min(len(scan.words), i + 1 + _CLAUSE)):
        if scan.words[j] in stative or (scan.words[j] in {"d", "s", "re"} and scan.word(j - 1) in APOSTROPHES):
            after = scan.word(j + 1)
            return not (
                after.endswith("ing") or (after in {"been", "a", "an", "the"} and j == i + 1) or after in scan.lexicon.weekdays
            )
        if tells(scan, j) or scan.capital(j):
            return False
    return False


def read_part_of_day(scan: Scan, i: int) -> Phrase | None:
    """Read "last night", "this morning", "the following evening", "the night before"."""
    if scan.word(i - 1) == "the" and scan.word(i + 1) == "before" and not scan.is_word(i + 2):
        return Phrase(i - 1, i + 2, ("from", "day", -1), "part_of_day", "day", "relative")
    before, shift = scan.word(i - 1), scan.shift(i - 1)
    if shift is None or before in _NO_NIGHTS or (before == "last" and scan.words[i] != "night"):
        return None
    if scan.dash(i + 1):
        return None
    first = i - 2 if scan.word(i - 2) in {"the", "that"} else i - 1
    form = "from" if before == "next" or shift.origin == "text" else "step"
    return Phrase(first, i + 1, (form, "day", shift.steps), "part_of_day", "day", "relative")
