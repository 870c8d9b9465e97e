"""What others had expected, beside what came: "below the $5 billion that analysts had forecast"."""

from tallyspan.context.speaker.line import SpeechLine
from tallyspan.context.speaker.who.noun_phrases import Range

_RELATIVES = frozenset({"that", "which"})
_BEFORE = 6  # words between a figure and who expected it
_NOT_BETWEEN = frozenset({"and", "but", "as", "while", "because", "although", "though", "when", "where"})


def figure_before(line: SpeechLine, i: int) -> Range | None:
    """Return the words from the figure that word ``i`` says more of, up to ``i``; None if there is none."""
    last = i - 1 if line.norm(i - 1) in _RELATIVES else i
    for k in range(last - 1, max(-1, last - 1 - _BEFORE), -1):
        if k in line.figures:
            first = k
            while first - 1 in line.figures:
                first -= 1
            return first, i
        if line.is_mark(k) or line.norm(k) in _NOT_BETWEEN or (line.parsed and line.has_finite(k, k + 1)):
            return None
    return None
