"""Conditions that words set: "if it falls 5%", "had it fallen 5%", and what one does "rather than" another thing."""

from collections.abc import Sequence

from tallyspan.context.modality.clause_line import REACH, STOPS
from tallyspan.context.modality.words import QUOTES, ModalWords
from tallyspan.syntax import Word

_CLAUSE = 10  # words between a condition and the claim
_SUBJECTS = frozenset({"PRP", "NN", "NNS", "NNP", "NNPS", "WDT", "WP", "RB"})
_NOMINAL = frozenset({"DT", "PRP", "PRP$", "NN", "NNS", "NNP", "NNPS", "JJ", ""})
_INVERTED = frozenset({"were", "had", "should"})


class Conditions:
    """Finds them along the line of words."""

    def __init__(self, words: ModalWords) -> None:
        self._words = words

    def opened(self, line: Sequence[Word], first: int) -> str | None:
        """Return what the first word of its part of the sentence makes of the claim: "if it falls", "rather than fall"."""
        start = first
        while start > 0 and first - start < REACH and line[start - 1].norm not in STOPS and line[start - 1].norm != ",":
            start -= 1
        if start + 1 >= first:
            return None
        if line[-1].norm != "?" and any(_is_inverted(line, i) for i in {0, *range(start, first - 1)}):
            return "hypothetical"
        word, behind = line[start].norm, line[start + 1].norm
        instead = word in self._words.instead and behind in {"than", "of"}
        if (instead or (word == "far" and behind == "from")) and first - start < _CLAUSE:
            return "negated"
        inverted = word == "should" and line[-1].norm != "?" and line[start + 1].tag in _NOMINAL
        return "hypothetical" if inverted or (word in self._words.conditions and word != "whether") else None

    def is_too_early(self, line: Sequence[Word], first: int) -> bool:
        """Tell whether something will not be before the date at ``line[first]``: "does not expect to pay before 2024"."""
        if first == 0 or line[first - 1].norm != "before":
            return False
        for i in range(first - 2, max(-1, first - _CLAUSE), -1):
            if line[i].norm in STOPS or line[i].norm == ",":
                return False
            if line[i].norm in self._words.negations:
                return True
        return False

    def is_conditioned(self, line: Sequence[Word], first: int, last: int) -> bool:
        """Tell whether an "if" beside the claim's clause makes its "will" hang on something."""
        comma = False
        for i in range(first - 1, max(-1, first - REACH), -1):
            if line[i].norm in STOPS - QUOTES:
                break
            comma = comma or line[i].norm == ","
            if line[i].norm == "if" and comma:
                return self._is_open(line, i)
        for i in range(last, min(len(line), last + _CLAUSE)):
            if line[i].norm in STOPS or line[i].norm == ",":
                return False
            if line[i].norm == "if":
                return self._is_open(line, i)
        return False

    def _is_open(self, line: Sequence[Word], i: int) -> bool:
        """Tell whether the "if" at ``i`` sets a condition: not "asked if", "as if", "even if"."""
        return i == 0 or not (line[i - 1].norm in {"as", "even"} or line[i - 1].norm in self._words.asking)


def _is_inverted(line: Sequence[Word], i: int) -> bool:
    """Tell whether a condition opens at ``line[i]`` without "if": "had it won on Sunday", "should the talks fail"."""
    if i + 1 >= len(line) or line[i].norm not in _INVERTED:
        return False
    if i > 0:
        return line[i + 1].tag == "PRP" and line[i - 1].tag not in _SUBJECTS
    return line[i + 1].tag in _NOMINAL or line[i].norm == "should"  # no question: it has been looked at
