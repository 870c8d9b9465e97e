"""Judgements with an owner: "by its own estimate", "her forecast is", "raised its forecast to"."""

from tallyspan.context.speaker.frames.frame import Frame
from tallyspan.context.speaker.frames.sayers import MODALS, NOT, Subjects
from tallyspan.context.speaker.line import SpeechLine
from tallyspan.context.speaker.who.noun_phrases import Range

OWNERS = {"its": "it", "his": "he", "her": "she", "their": "they"}
_COPULAS = frozenset({"is", "was", "are", "were", "remains", "remained", "stands", "stood"})
_OPENING = frozenset({"of", "for", "that"})
_BARRED = frozenset({"of", "for", "in", "on", "at", "to", "by", "and", "or", "from", "than", "with"})
_FURTHER = frozenset({"from", "to", "for", "against", "compared", "down", "up"})
_WITHIN = 7  # words between an owner, or a verb, and the noun
_BEHIND = 7  # words between a noun and its verb: "the bank's forecast for growth next year is"


class Judgements:
    """Finds judgements with an owner in ``line``."""

    def __init__(self, line: SpeechLine, subjects: Subjects) -> None:
        self._line = line
        self._table = line.table.stance
        self._subjects = subjects

    def at(self, i: int) -> Frame | None:
        """Return the frame of the noun ``i``, or None if nobody judges here."""
        line, norm = self._line, self._line.norm(i)
        if not line.form(i).islower() or (revised := self._revised(i)) is not None:
            return revised if line.form(i).islower() else None
        owner = None if norm in self._table.revised else self._owner(i)
        if owner is None:
            return None
        first = owner[0]
        if norm in self._table.judgements and line.norm(first - 1) in self._table.leading:
            led = first - 1 == 0 or line.is_mark(first - 2)
            start = 0 if led else max(k for k in range(first) if k == 0 or line.is_mark(k))
            end = len(line.words) if led else line.next_mark(i)
            return Frame(owner, i, (first - 1, i + 1), ((start, end),), opens=first == 1, source=True)
        copula = self._copula(i)
        if copula is not None and (norm in self._table.judgements or line.norm(first) not in OWNERS):
            return Frame(owner, i, (first, copula), ((copula, line.clause_end(copula)),), opens=True)
        if norm in self._table.judgements and line.norm(i + 1) in _OPENING:
            return Frame(owner, i, (first, i + 1), ((i + 1, line.next_mark(i + 1)),), opens=True)
        return None

    def _owner(self, i: int) -> Range | None:
        """Return whose the noun ``i`` is: a possessive pronoun, or the noun phrase before "'s"."""
        line = self._line
        for k in range(i - 1, max(-1, i - 1 - _WITHIN), -1):
            norm = line.norm(k)
            if norm in OWNERS:
                return k, k + 1
            if norm in {"'s", "'", "\u2019"}:
                owner = line.phrases.before(k)
                return None if owner is None or not line.may_state(owner) else owner
            if norm in _BARRED or line.is_mark(k) or k in line.dates:
                return None
        return None

    def _copula(self, i: int) -> int | None:
        """Return the "is" that says what the judgement ``i`` is, or None."""
        line = self._line
        for k in range(i + 1, i + 1 + _BEHIND):
            if line.norm(k) in _COPULAS:
                return k if line.words[k + 1 : k + 2] and line.words[k + 1].tag not in {"VBN", "VBG"} else None
            if line.norm(i + 1) not in {"for", *_COPULAS} or line.is_mark(k):
                return None
        return None

    def _revised(self, i: int) -> Frame | None:
        """Read "raised its forecast by 10% to 5%": whoever raises it says the new one, and said the old one."""
        line = self._line
        for k in range(i - 1, max(0, i - 1 - _WITHIN), -1):
            if line.norm(k) in self._table.revising:
                break
            if line.norm(k) in _BARRED or (line.is_mark(k) and line.form(k) != "-"):
                return None
        else:
            return None
        start, helpers = self._subjects.helpers(k)
        if start == 0 or helpers & (MODALS | NOT):
            return None
        subject = self._subjects.before(start) or self._owner(i)
        if subject is None or not line.may_state(subject):
            return None
        first, end = self._past_day(i + 1), self._revision_end(i + 1)
        by = next((n for n in range(i + 1, end) if line.norm(n) == "by" and n + 1 in line.figures), None)
        scopes = ((first, end),) if by is None else ((first, by), (self._past_figure(by + 1), end))
        return Frame(subject, k, (min(subject[0], start), i + 1), scopes, opens=True, unasked=True)

    def _past_day(self, i: int) -> int:
        """Return the word behind the day on which something was revised, "on Monday", that may stand at word ``i``."""
        first = i + (self._line.norm(i) == "on")
        last = first
        while last in self._line.dates:
            last += 1
        return last if last > first else i

    def _revision_end(self, i: int) -> int:
        """Return where what something was revised to ends: at the first mark that no further figure follows, "..., from 5%"."""
        line = self._line
        end = line.next_mark(i)
        while line.norm(end) == "," and line.norm(end + 1) in _FURTHER:
            end = line.next_mark(end + 1)
        return end

    def _past_figure(self, i: int) -> int:
        while i in self._line.figures:
            i += 1
        return i
