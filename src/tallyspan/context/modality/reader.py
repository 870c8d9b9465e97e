"""Whether a claim is so, is meant to be, is foreseen, is only thought of, or is denied."""

from collections.abc import Sequence
from itertools import pairwise

from tallyspan.context.modality.clause_line import ClauseLine
from tallyspan.context.modality.condition import Conditions
from tallyspan.context.modality.levels import Levels
from tallyspan.context.modality.line import ModalLine
from tallyspan.context.modality.outlook import Outlook, names_thing
from tallyspan.context.modality.standing import Standing
from tallyspan.context.modality.tree import ModalTree
from tallyspan.context.modality.words import ModalWords
from tallyspan.context.near import near, place
from tallyspan.context.page import Page
from tallyspan.reading import Reading
from tallyspan.syntax import Tree, Word

_BEFORE = 30  # claims before this one among which the same amount may stand
_POINTER = 6  # characters that hold "the" or "this" before an amount
_BRACKET = 20  # characters between an amount and the same one in brackets
_DEADLINES = frozenset({"by", "until"})
_DATING = frozenset({"in", "by", "for", "during", "from", "at", "on", "over", "until", "before"})
_LISTED = frozenset({";", ",", "/", "or", "; or", "="})
_LINE = 30  # characters besides a date on a line that only dates the article
_HEAD = 600  # characters in which such a line stands


class ModalityReader:
    """Reads it from the clause of a claim and from what governs that clause."""

    def __init__(self) -> None:
        self._words = ModalWords()
        self._clauses = ClauseLine(self._words)
        self._conditions = Conditions(self._words)
        self._levels = Levels(self._words, self._clauses)
        self._standing = Standing(self._words, self._clauses)
        self._line = ModalLine(self._words, self._clauses)

    def read(self, page: Page, reading: Reading) -> str:
        """Return the modality of ``reading``, one of the readings of ``page``."""
        reading = _unbracketed(page, reading)
        found = self._governed(page, reading) or "actual"
        return (self._repeated(page, reading) or found) if found == "actual" else found

    def _governed(self, page: Page, reading: Reading) -> str | None:
        tree = page.trees.get(page.number(reading.start))
        top = tree.top(reading.start, reading.end) if tree else None
        if tree is None or top is None:
            return None
        outlook = self._outlook(page, reading)
        inside = tree.within(reading.start, reading.end)
        first, last = inside[0].i, inside[-1].i + 1
        settled = self._settled(page, reading, tree, outlook)
        settled = settled or (self._shared(page, reading, tree) if outlook.is_date and not outlook.is_behind else None)
        if settled is not None:
            return settled
        modified = not outlook.is_date and self._clauses.is_modified(tree.words, first)
        found = ModalTree(self._words, tree.words, outlook).up(top) if tree.parsed and not modified else None
        found = found or self._line.read(tree.words, first, last, date=outlook.is_date)
        if found is None and not outlook.is_date:
            found = self._levels.read(tree.words, first) or self._supposed(tree, first, last)
        if found is None:
            return None if modified else self._ahead(tree, outlook, top, first, last) or self._dated(page, tree, reading)
        return self._weighed(found, page, reading, tree, outlook)

    def _settled(self, page: Page, reading: Reading, tree: Tree, outlook: Outlook) -> str | None:
        """Return what the place of ``reading`` settles, whatever governs it: a condition, an act, an aside."""
        top = tree.top(reading.start, reading.end)
        inside = tree.within(reading.start, reading.end)
        first, last = inside[0].i, inside[-1].i + 1
        if outlook.is_date and _is_dateline(page, reading):
            return "actual"
        if opened := self._conditions.opened(tree.words, first):
            return opened
        if outlook.is_date:
            return "actual" if top is not None and self._is_of_act(tree, outlook, top, first, last) else None
        if first and tree.words[first - 1].norm == "not":
            return "negated"
        if self._levels.is_revision(tree.words, first) or self._standing.is_ordered(tree.words, first):
            return "actual"
        if self._levels.is_expected(tree.words, first, last):
            return "forecast"
        length = reading.kind == "distance"
        if top is not None and tree.parsed and self._standing.is_so(tree, top, first, last, length=length):
            return "actual"
        return "actual" if self._clauses.is_aside(tree.words, first) else None

    def _supposed(self, tree: Tree, first: int, last: int) -> str | None:
        """Return what an "if" makes of a clause of the present: "if it falls again, the hole is $5m"."""
        place = self._clauses.verb_before(tree.words, first)
        past = place is not None and tree.words[place].tag in {"VBD", "VBN"}
        return "hypothetical" if not past and self._conditions.is_conditioned(tree.words, first, last) else None

    def _weighed(self, found: str, page: Page, reading: Reading, tree: Tree, outlook: Outlook) -> str:
        """Return ``found``, which governs ``reading``, or what the words and dates around it make of that."""
        inside = tree.within(reading.start, reading.end)
        first, last = inside[0].i, inside[-1].i + 1
        if found in {"target", "forecast", "hypothetical"} and self._is_compared(page, tree, reading):
            return "actual"
        if found in {"target", "forecast"} and outlook.is_behind and not self._clauses.is_foreseen(tree.words, first):
            return "actual"  # what is yet to come is not over; the date is that of the planning
        if found in {"forecast", "target"} and outlook.is_date and self._conditions.is_too_early(tree.words, first):
            return "negated"
        if found == "negated" and _is_base(tree.words, first):
            return "actual"
        if found == "negated" and self._clauses.is_but(tree.words, first):
            return "actual"
        if found == "forecast" and self._conditions.is_conditioned(tree.words, first, last):
            return "hypothetical"
        return found

    def _shared(self, page: Page, reading: Reading, tree: Tree) -> str | None:
        """Return the modality of the amount right before a date, if that is to come: "growth of 5% in the third quarter"."""
        here = place(page, reading)
        amount = page.readings[here - 1] if here else reading
        if amount.kind == "date" or amount.start < tree.start or reading.start - amount.end > _BRACKET:
            return None
        between = [word.norm for word in tree.within(amount.end, reading.start)]
        if between and (len(between) > 1 or between[0] not in _DATING):
            return None
        found = self._governed(page, amount)
        return found if found in {"target", "forecast", "hypothetical"} else None

    def _is_compared(self, page: Page, tree: Tree, reading: Reading) -> bool:
        """Tell whether ``reading`` is what a plan or forecast is set against, or the date of that: "up from 5% in 2013"."""
        if reading.kind == "date":
            here = place(page, reading)
            amount = page.readings[here - 1] if here else reading
            between = page.article.text[amount.end : reading.start].split() if reading.start - amount.end < _BRACKET else []
            if amount.kind == "date" or len(between) != 1:
                return False
            reading = amount
        inside = tree.within(reading.start, reading.end)
        first = inside[0].i if inside else 0
        return self._clauses.is_compared(tree.words, first) and not self._clauses.is_modified(tree.words, first)

    def _is_of_act(self, tree: Tree, outlook: Outlook, top: Word, first: int, last: int) -> bool:
        """Tell whether a date is that of something said or done, or only says which thing is meant."""
        if outlook.is_far:
            return False
        if outlook.is_since:
            return True
        if self._clauses.is_told_of(tree.words, first, last):
            return True
        if outlook.is_ahead:  # a month that may have been taken for the next
            return self._clauses.is_told_right_there(tree.words, first) and not outlook.is_next
        done = self._clauses.is_told(tree.words, first) or self._clauses.is_done(tree.words, first)
        return done or names_thing(tree, top, last)

    def _outlook(self, page: Page, reading: Reading) -> Outlook:
        return Outlook(reading, page.article.text, page.article.published, self._words)

    def _ahead(self, tree: Tree, outlook: Outlook, top: Word, first: int, last: int) -> str | None:
        """Return what a date that lies ahead makes of itself: "they travel on Monday"."""
        if not outlook.is_date or not outlook.is_ahead or (outlook.is_far and names_thing(tree, top, last)):
            return None
        if self._clauses.is_due(tree.words, first):
            return "forecast"
        if self._clauses.is_fixed(tree.words, top):
            return None
        tense = self._clauses.tense(tree.words, first, last)
        if tense == "infinitive":
            return "forecast" if self._clauses.is_headline(tree.words) else "target"
        before = tree.words[first - 1].norm if first else ""
        idle = not outlook.is_far and (tense == "past" or outlook.lasts(before))
        return None if idle else "forecast"

    def _dated(self, page: Page, tree: Tree, reading: Reading) -> str | None:
        """Return what a year to come in the same clause makes of an amount: "by 2050 the cut exceeds 10%"."""
        if reading.kind == "date":
            return None
        for other in near(page, tree, reading):
            coming = other.date_anchor == "absolute" and self._outlook(page, other).is_ahead
            if other.kind != "date" or not coming or not self._clauses.is_joined(tree, reading, other):
                continue
            before = tree.within(tree.start, other.start)
            if not before or before[-1].norm in _DEADLINES or len(before) == 1:
                return "forecast"
        return None

    def _repeated(self, page: Page, reading: Reading) -> str | None:
        """Return the modality of the same amount said before, where this one points back to it: "the $2 billion fund"."""
        before = page.article.text[max(0, reading.start - _POINTER) : reading.start].lower().split()
        if reading.kind == "date" or reading.value is None or before[-1:] not in (["the"], ["this"], ["that"]):
            return None
        here = place(page, reading)
        for earlier in reversed(page.readings[max(0, here - _BEFORE) : here]):
            if (earlier.kind, earlier.value, earlier.unit) == (reading.kind, reading.value, reading.unit):
                found = self._governed(page, earlier)
                return found if found == "target" else None
        return None


def _unbracketed(page: Page, reading: Reading) -> Reading:
    """Return the amount that ``reading`` says again in brackets, or ``reading``: "three feet (one metre; 39 inches)"."""
    here = place(page, reading)
    for after, before in pairwise(reversed(page.readings[max(0, here - _BEFORE) : here + 1])):
        between = page.article.text[before.end : after.start].strip() if 0 <= after.start - before.end < _BRACKET else "."
        if before.kind != reading.kind or not (between.startswith("(") or between in _LISTED):
            return reading
        if between.startswith("("):
            return reading if ")" in between else before
    return reading


def _is_base(line: Sequence[Word], first: int) -> bool:
    """Tell whether the amount is what another has moved from: "nobody won more, up from 5%"."""
    return first > 1 and line[first - 1].norm == "from" and line[first - 2].norm in {"up", "down"}


def _is_dateline(page: Page, reading: Reading) -> bool:
    """Tell whether the date stands alone on a line of the article's head, and so dates the article."""
    if reading.start > _HEAD:
        return False
    text = page.article.text
    start = text.rfind("\n", 0, reading.start) + 1
    end = text.find("\n", reading.end)
    end = len(text) if end < 0 else end
    alone = (end - start) - (reading.end - reading.start) < _LINE and end < len(text)
    behind_dash = text[start : reading.start].rstrip().endswith(("-", "\u2013", "\u2014")) and not text[reading.end : end].strip()
    return reading.granularity == "day" and (alone or behind_dash) and reading.date_anchor == "absolute"
