"""The rest of an act of saying: "told reporters in Paris on Monday"."""

from tallyspan.context.speaker.line import SpeechLine
from tallyspan.context.speaker.words import Verb

PLACES = frozenset(
    "in at on to during after from via through late early earlier before with by over".split()  # noqa: SIM905
)
_OBJECTS = frozenset({"me", "us", "him", "her", "them", "it", "you"})
_ADJUNCTS = 6


class Adjuncts:
    """Finds where the words that say when, where and to whom something is said end, in ``line``."""

    def __init__(self, line: SpeechLine) -> None:
        self._line = line

    def after_verb(self, i: int, verb: Verb) -> int:
        """Return the word after those that belong to the act of the verb ``i``."""
        k = i + 1
        if self._line.norm(k) == "out":
            k += 1
        if "tell" in verb.kinds and "say" not in verb.kinds:
            k = self._addressee(k)
        if verb.kinds & {"say", "tell", "announce"}:
            return self.after(k, dates=True)
        dated = self.after(k, dates=True)  # "data showed on Monday", but "found last year was dry"
        closed = self._line.is_mark(dated) or self._line.ends(dated) or self._line.norm(dated) == "that"
        return dated if closed and "expect" not in verb.kinds else self.after(k, dates=False)

    def after(self, k: int, *, dates: bool) -> int:
        """Return the word after the adjuncts that start at ``k``; a date is one only if ``dates``."""
        for _ in range(_ADJUNCTS):
            further = self._adjunct(k, dates=dates)
            if further == k:
                return k
            k = further
        return k

    def _addressee(self, k: int) -> int:
        if self._line.norm(k) in _OBJECTS:
            return k + 1
        phrase = self._line.phrases.after(k)
        return k if phrase is None else self._line.phrases.base(phrase)[1]

    def _adjunct(self, k: int, *, dates: bool) -> int:
        line = self._line
        if k in line.dates:
            return self._date(k) if dates else k
        if line.norm(k) not in PLACES:
            return k
        if k + 1 in line.dates:
            last = self._date(k + 1) if dates else k + 1
            return k if last == k + 1 else last
        phrase = line.phrases.after(k + 1)
        if phrase is None:
            return k
        for place in range(*phrase):
            if line.norm(place) in line.table.occasions:
                return place + 1
        last = line.phrases.base(phrase)[1]
        closed = line.is_mark(last) or line.ends(last) or line.norm(last) == "that" or last in line.dates
        return last if closed or line.is_name((k + 1, last)) else k

    def _date(self, k: int) -> int:
        """Return where the date at ``k`` ends; ``k`` itself when something of that date follows: "said Monday's vote"."""
        last = k
        while last in self._line.dates:
            last += 1
        return k if self._line.norm(last) in {"'s", "'"} else last
