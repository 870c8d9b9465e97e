"""Stances: "the bank sees ...", "the party wants to ...", "the union has asked for ..."."""

from tallyspan.context.speaker.frames.expected import figure_before
from tallyspan.context.speaker.frames.frame import Frame
from tallyspan.context.speaker.frames.sayers import BE, MODALS, NOT, Subjects
from tallyspan.context.speaker.frames.stance_words import StanceVerb
from tallyspan.context.speaker.line import SpeechLine
from tallyspan.context.speaker.who.noun_phrases import Range

_RELATIVES = frozenset({"who", "which"})
_NO_SPEAKERS = frozenset({"no", "nobody", "none", "neither", "this", "that", "these", "those"})


class Stances:
    """Finds acts of judging and demanding in ``line``."""

    def __init__(self, line: SpeechLine, subjects: Subjects) -> None:
        self._line = line
        self._table = line.table
        self._subjects = subjects

    def at(self, i: int, verb: StanceVerb) -> Frame | None:
        """Return the frame of the verb ``i``, or None if it is none here."""
        line = self._line
        if i == 0 or not line.form(i).islower() or (line.parsed and not self._is_verb(i)) or not self._is_followed(i, verb):
            return None
        start, helpers = self._subjects.helpers(i)
        if start == 0 or helpers & (MODALS | NOT) or bool(helpers & BE) != verb.ing or (verb.ing and not verb.progressive):
            return None
        relative = line.norm(start - 1) in _RELATIVES
        joined = line.norm(start - 1) in {"and", "but"}
        subject = self._subjects.antecedent(start) if relative else self._subject(start, verb)
        if subject is None and joined and not verb.evidence:
            return Frame(None, i, (start, i + 1), ((i + 1, line.clause_end(i + 1)),), opens=True, unasked=True)
        if subject is None or not self._may_state(subject, verb):
            return None
        figure = figure_before(line, subject[0]) if verb.past and not relative else None
        if figure is not None:  # "the $5 billion that analysts had pencilled in"
            return Frame(subject, i, (subject[0], i + 1), (figure,), opens=True, narrow=True)
        end = line.next_mark(i + 1) if relative else line.clause_end(i + 1)
        return Frame(
            subject, i, (start - 1 if relative else min(subject[0], start), i + 1), ((i + 1, end),), opens=True, unasked=True
        )

    def _is_verb(self, i: int) -> bool:
        """Tell whether the tags allow a verb; taggers take that of "Hale tips growth to slow" for a noun, and find no other."""
        line = self._line
        if line.norm(i - 1) in self._table.determiners:
            return False
        tag = line.words[i].tag
        if tag.startswith("V"):
            return True
        return (
            tag in {"NN", "NNS"} and line.form(i - 1)[0].isupper() and not line.has_finite(line.part_start(i), line.next_mark(i))
        )

    def _is_followed(self, i: int, verb: StanceVerb) -> bool:
        line = self._line
        if not verb.then:
            return not line.is_mark(i + 1)
        for k in range(i + 1, i + 1 + verb.reach):
            if line.norm(k) in verb.then or ("-ing" in verb.then and line.words[k : k + 1] and line.words[k].tag == "VBG"):
                return True
            if line.is_mark(k) and line.form(k) != "-":
                return False
        return False

    def _subject(self, start: int, verb: StanceVerb) -> Range | None:
        return self._subjects.evidence(start) if verb.evidence else self._subjects.before(start)

    def _may_state(self, subject: Range, verb: StanceVerb) -> bool:
        line = self._line
        if verb.evidence:
            return line.has_evidence(subject)
        return line.norm(subject[0]) not in _NO_SPEAKERS and line.may_state(subject)
