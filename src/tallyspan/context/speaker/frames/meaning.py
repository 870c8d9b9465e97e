"""Which verbs say something where they stand: with what subject, and with what behind them."""

from tallyspan.context.speaker.frames.adjuncts import Adjuncts
from tallyspan.context.speaker.line import SpeechLine
from tallyspan.context.speaker.who.noun_phrases import Range
from tallyspan.context.speaker.words import Verb

STATING = frozenset({"say", "tell", "announce", "expect"})
ANAPHORS = frozenset({"it", "they", "that", "this", "these"})  # that may stand for evidence named before: "it found"
_NOBODY = frozenset({"no", "nobody", "none", "neither"})
_REFLEXIVES = frozenset({"itself", "himself", "herself", "themselves"})
_ISSUE_REACH = 6  # words
_PRICE_REACH = 6  # words
_OBJECT_REACH = 10  # words


class Meaning:
    """Tells it of the verbs of ``line``."""

    def __init__(self, line: SpeechLine, adjuncts: Adjuncts) -> None:
        self._line = line
        self._table = line.table
        self._adjuncts = adjuncts

    def says(self, subject: Range | None, i: int, verb: Verb, first: int) -> bool:
        """Tell whether ``subject`` says something with verb ``i``; ``first`` is the first word of the two."""
        line, kinds = self._line, verb.kinds
        if subject is not None and line.norm(subject[0]) in _NOBODY:
            return False
        if kinds & STATING:
            quoted = line.is_quote(first - 1) or line.is_quote(first - 2) or self._is_of_itself(i)
            return not verb.quoting or quoted or line.has_clause(i, self._adjuncts.after_verb(i, verb))
        if "speak" in kinds:
            return line.norm(i + 1) in {"about", "of"}
        if "issue" in kinds:
            return line.has((i + 1, i + _ISSUE_REACH), self._table.occasions)
        if subject is None:
            return "put" in kinds and self._is_put(i)
        if kinds & {"show", "find", "put"} and line.has_evidence(subject):
            return True
        if kinds & {"show", "find"} and subject[1] - subject[0] == 1 and line.norm(subject[0]) in ANAPHORS:
            return True
        return ("find" in kinds and line.has(subject, self._table.finders)) or ("put" in kinds and self._is_put(i))

    def is_bare(self, i: int, rest: int, verb: Verb, *, marked: bool) -> bool:
        """Tell whether verb ``i``, which needs a quotation or a clause behind it, at ``rest``, has none."""
        line = self._line
        if verb.quoting:
            return not marked and not line.has_clause(i, rest) and not self._is_of_itself(i)
        return verb.clausal and (line.norm(i + 1) == "to" or not self._is_clause(i, rest))

    def _is_of_itself(self, i: int) -> bool:
        """Tell whether verb ``i`` says something of its subject: "describes itself as"."""
        return self._line.norm(i + 1) in _REFLEXIVES and self._line.norm(i + 2) == "as"

    def _is_put(self, i: int) -> bool:
        """Tell whether verb ``i`` puts an estimate at something, or something in words: "as she put it"."""
        line = self._line
        worded = line.norm(i + 1) == "it" and line.is_mark(i + 2)
        priced = line.norm(i + 1) == "at" and any(
            k in line.figures for k in range(i + 2, i + _PRICE_REACH)
        )  # "losses they put at"
        return worded or priced or line.has((i + 1, i + _OBJECT_REACH), self._table.estimated)

    def _is_clause(self, i: int, rest: int) -> bool:
        """Tell whether a clause follows verb ``i``: some finite verb, where tags tell."""
        line = self._line
        return line.has_clause(i, rest) or not line.parsed or line.has_finite(rest, line.next_mark(rest))
