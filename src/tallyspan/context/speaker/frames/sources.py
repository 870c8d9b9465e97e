"""Sources: "according to X"."""

from tallyspan.context.speaker.frames.adjuncts import Adjuncts
from tallyspan.context.speaker.frames.frame import Frame
from tallyspan.context.speaker.line import SpeechLine
from tallyspan.context.speaker.who.noun_phrases import Range


class Sources:
    """Finds the sources of ``line``."""

    def __init__(self, line: SpeechLine) -> None:
        self._line = line
        self._table = line.table
        self._adjuncts = Adjuncts(line)

    def at(self, i: int) -> Frame | None:
        """Read "according to X", which reaches over the whole sentence."""
        line = self._line
        for phrase in self._table.prepositions:
            if all(line.norm(i + k) == word for k, word in enumerate(phrase)):
                source = self._named_source(i + len(phrase))
                if source is None:
                    return None
                rest = self._adjuncts.after(source[1], dates=True)
                if line.norm(rest) == "," and line.norm(rest + 1) in self._table.issued:
                    rest += 1
                dated = rest, min(line.next_mark(rest), line.next_finite(rest))  # "a survey published in 2017 by the institute"
                return Frame(source, i, (i, rest), ((0, len(line.words)),), opens=i == 0, source=True, dated=dated)
        return None

    def _named_source(self, start: int) -> Range | None:
        """Return the noun phrase at ``start``, dated or not: "a 2013 study", "the WHO report" whatever a tagger makes of it."""
        line, k = self._line, start
        while k < len(line.words) and (k in line.dates or line.norm(k) in self._table.determiners):
            k += 1
        source = line.phrases.after(start) or line.phrases.after(k) or line.phrases.loose().after(start)
        if source is None:
            return None
        return start, source[1] + 1 if line.norm(source[1]) in self._table.evidence else source[1]
