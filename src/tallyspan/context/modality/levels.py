"""Levels that forecasts and targets were set to, by how much they were changed, and what others had expected."""

from collections.abc import Sequence

from tallyspan.context.modality.clause_line import OPENERS, STOPS, ClauseLine
from tallyspan.context.modality.words import ModalWords
from tallyspan.syntax import Word

_BEFORE_EXPECTED = frozenset({"NN", "NNS", "NNP", "JJ", "PRP", "VBD", "VBP"})
_DONE = frozenset({"VBD", "VBN", "VBZ", "VBP"})
_CLOSE = 6  # words that stand close together
_NEAR = 4  # words between an amount and "expected"
_PHRASE = 9  # words of "forecast for annual sales of"
_LEVEL = 16  # words from "raised its forecast" to "to 5%"


class Levels:
    """Finds them along the line of words."""

    def __init__(self, words: ModalWords, clauses: ClauseLine) -> None:
        self._words = words
        self._clauses = clauses

    def is_revision(self, line: Sequence[Word], first: int) -> bool:
        """Tell whether the amount is that by which a forecast or a target was changed: "cut its forecast by 3%"."""
        i = self._clauses.before_fillers(line, first)
        if i < _CLOSE // 2 or line[i].norm != "by":
            return False
        changed = any(word.norm in self._words.setting for word in line[max(0, i - _CLOSE) : i - 1])
        noun = self._words.nouns.get(line[i - 1].norm)
        return (
            changed
            and noun is not None
            and not noun.only_clause
            and (noun.modality == "forecast" or line[i - 1].norm == "target")
        )

    def is_expected(self, line: Sequence[Word], first: int, last: int) -> bool:
        """Tell whether the amount is what others had expected: "short of the $1.95 analysts had expected"."""
        if not first or line[first - 1].norm not in {"the", "than", "of"}:
            return False
        for i in range(last, min(len(line), last + _NEAR)):
            if i > last and line[i - 1].tag not in _BEFORE_EXPECTED:
                return False
            cues = self._words.verbs.get(line[i].norm, ()) if line[i].tag in _DONE else ()
            if any(cue.modality == "forecast" and cue.object for cue in cues):
                return True
        return False

    def read(self, line: Sequence[Word], first: int) -> str | None:
        """Return what a forecast or a target of which the amount is the level makes of it, or None."""
        return self._set_to(line, first) or self._of_noun(line, first)

    def _set_to(self, line: Sequence[Word], first: int) -> str | None:
        """Return what was set to the amount: "raised her projection for the year by 30 basis points to 5.6%"."""
        to = first - 1
        while to > 0 and first - to < _NEAR and (line[to].tag[:2] in {"RB", "DT"} or line[to].norm == "between"):
            to -= 1
        if to < 0 or line[to].norm != "to":
            return None
        for k in range(to - 1, max(-1, to - _LEVEL), -1):
            if line[k].norm in STOPS or line[k].norm in OPENERS:
                return None
            noun = self._words.nouns.get(line[k].norm) if line[k].tag[:2] == "NN" else None
            if noun is not None and not noun.only_clause and noun.modality in {"target", "forecast"}:
                before = line[max(0, k - _CLOSE) : k]
                return noun.modality if any(word.norm in self._words.setting for word in before) else None
        return None

    def _of_noun(self, line: Sequence[Word], first: int) -> str | None:
        """Return what the noun makes of the amount at the end of its phrase: "its forecast for annual sales of $5m"."""
        if first < _NEAR or line[first - 1].norm not in {"of", "at"}:
            return None
        for k in range(first - 2, max(-1, first - _PHRASE), -1):
            if line[k].norm in self._words.nouns and line[k].tag[:2] == "NN":
                noun = self._words.nouns[line[k].norm]
                led = line[k + 1].norm in {"for", "of", "on"}
                return noun.modality if led and not noun.only_clause and noun.modality in {"target", "forecast"} else None
            if line[k].tag[:2] not in {"NN", "JJ", "IN", "PR", "DT", "PO", "CD", "HY"}:
                return None
        return None
