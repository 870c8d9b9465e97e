"""What the modal auxiliary of a clause makes of it: "will", "could", "should", and the two kinds of "would"."""

from collections.abc import Sequence
from itertools import islice

from tallyspan.context import clause
from tallyspan.context.modality.outlook import Outlook
from tallyspan.context.modality.words import QUOTES, ModalWords
from tallyspan.syntax import Word

_NEAR = 3  # steps up to who says it


class Auxiliaries:
    """Reads them for one claim, of which ``outlook`` knows the time; ``line`` are the words of its sentence."""

    __slots__ = ("_line", "_outlook", "_words")

    def __init__(self, words: ModalWords, line: Sequence[Word], outlook: Outlook) -> None:
        self._words = words
        self._line = line
        self._outlook = outlook

    def read(self, verb: Word) -> str | None:
        """Return what the modal auxiliary of ``verb`` makes of its clause, or None."""
        for child in verb.children:
            kind = self._words.auxiliaries.get(child.norm) if child.tag == "MD" else None
            if kind is None:
                continue
            if any(other.tag == "TO" and other.i == child.i + 1 for other in verb.children):
                return "target"  # "a will to increase"
            if kind == "would":
                return self._would(verb)
            if kind == "should":
                return self._should(verb, child)
            return self._open(verb, kind)
        return None

    def _should(self, verb: Word, modal: Word) -> str:
        topic = clause.subject(verb)
        if topic is not None and modal.i < topic.i:
            return "hypothetical"  # "should it rise 5%"
        between = self._line[modal.i + 1 : verb.i]
        likely = verb.tag == "VBG" or any(word.norm == "only" for word in between)  # "should only spread 5 km"
        return "forecast" if likely or verb.norm in self._words.motion or verb.child("cop") is not None else "target"

    def _open(self, verb: Word, kind: str) -> str | None:
        """Return whether what "will", "may" or "can" be hangs on a condition."""
        if kind == "target":
            return kind
        if self._conditioned(verb):
            return "hypothetical"
        if kind == "hypothetical" and (self._outlook.is_date or self._under(verb) == "forecast"):
            return "forecast"  # the day on which something may happen is a forecast of the day
        return None if kind == "able" else kind

    def _would(self, verb: Word) -> str:
        """Return whether "would" is the "will" of one who spoke in the past, or hangs on a condition."""
        if self._conditioned(verb) or clause.is_perfect(verb):
            return "hypothetical"
        if self._outlook.is_behind:
            return "actual"  # "it would not be topped until 2012"
        above = self._under(verb)
        if above:
            return above
        speakers = islice(verb.ancestors(), _NEAR)
        told = any(word.norm in self._words.reporting and _tells(word) and not self._is_quoted(word, verb) for word in speakers)
        topic = clause.subject(verb)
        on_condition = (topic is not None and topic.norm in self._words.conditional) or self._is_polled(verb)
        return "forecast" if told and not on_condition else "hypothetical"

    def _is_polled(self, verb: Word) -> bool:
        """Tell whether a poll says it: "a survey found that 62% would pay"."""
        said = verb.head if verb.dep == "ccomp" else None
        source = clause.subject(said) if said is not None else None
        return source is not None and source.norm in self._words.polls

    def _is_quoted(self, speaker: Word, verb: Word) -> bool:
        """Tell whether quotation marks stand between them: what is quoted keeps its own "would"."""
        first, last = sorted((speaker.i, verb.i))
        return any(word.norm in QUOTES for word in self._line[first:last])

    def _under(self, verb: Word) -> str | None:
        """Return what a verb of planning or foreseeing above the clause makes of it: "predicted it could", "vowed it would"."""
        head = verb.head
        if head is None or verb.dep not in {"ccomp", "xcomp"}:
            return None
        cues = self._words.verbs.get(head.norm, ()) if head.tag.startswith("VB") else ()
        return next((cue.modality for cue in cues if cue.clause and cue.modality in {"target", "forecast"}), None)

    def _conditioned(self, verb: Word) -> bool:
        for child in verb.children:
            mark = child.child("mark") if child.dep == "advcl" else None
            if mark is not None and mark.norm in self._words.conditions and mark.norm != "unless":
                return True
        return False


def _tells(verb: Word) -> bool:
    """Tell whether what ``verb`` says was said: "said it would", "after saying it would"."""
    return clause.is_past(verb) or (verb.tag == "VBG" and verb.child("aux") is None)
