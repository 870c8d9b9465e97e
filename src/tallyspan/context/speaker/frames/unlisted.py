"""Acts of saying whose verb is in no list: any verb may say what follows "that", or what is quoted beside it."""

from collections.abc import Collection, Sequence

from tallyspan.context.speaker.frames.frame import Frame
from tallyspan.context.speaker.frames.sayers import BE, MODALS, NOT, Subjects
from tallyspan.context.speaker.line import QUOTES, SpeechLine
from tallyspan.context.speaker.words import SpeechWords
from tallyspan.syntax import Word

_PAST_OR_PRESENT = frozenset({"VBD", "VBZ", "VBP"})
_VERBS = _PAST_OR_PRESENT | {"VBN"}
_IN_SPEECH = frozenset(",!?")
_ONESELF = frozenset({"it", "this", "that", "there", "i", "we", "you"})


def unlisted(table: SpeechWords, words: Sequence[Word]) -> Collection[int]:
    """Return the numbers of the words that may say something though they are no verbs of saying, where tags tell."""
    return [
        word.i
        for word in words
        if (word.tag in _VERBS or word.tag == "JJ")
        and word.norm not in table.speaking_words
        and word.norm not in table.mute
        and word.form.islower()
        and _has_said(words, word)
    ]


def _has_said(words: Sequence[Word], word: Word) -> bool:
    """Tell whether "that" stands behind ``word``, or a quotation ends a few words before it."""
    i = word.i
    if i + 1 < len(words) and words[i + 1].norm == "that":
        return True
    return word.tag in _PAST_OR_PRESENT and any(
        words[k].form in QUOTES and words[k - 1].form in _IN_SPEECH for k in range(max(1, i - 4), i)
    )


class Unlisted:
    """Finds acts of saying by such words in ``line``."""

    def __init__(self, line: SpeechLine, subjects: Subjects) -> None:
        self._line = line
        self._subjects = subjects

    def at(self, i: int) -> Frame | None:
        """Return the frame of word ``i``, or None if nobody who can speak is its subject."""
        return self._clause(i) if self._line.norm(i + 1) == "that" else self._quoting(i)

    def _clause(self, i: int) -> Frame | None:
        """Read "X posited that ..." and "X is adamant that ..."."""
        line = self._line
        start, helpers = self._subjects.helpers(i)
        adjective = line.words[i].tag == "JJ"
        if (
            start == 0
            or helpers & (MODALS | NOT)
            or bool(helpers & BE) != adjective
            or not line.has_finite(i + 2, len(line.words))
        ):
            return None
        subject = self._subjects.before(start)
        if subject is None or line.norm(subject[0]) in _ONESELF or not line.may_state(subject):
            return None
        return Frame(subject, i, (min(subject[0], start), i + 2), ((i + 2, line.aside(i)[1]),), opens=True)

    def _quoting(self, i: int) -> Frame | None:
        """Read "...," X grinned" and "...," grinned X"."""
        line = self._line
        if line.is_quote(i - 1):
            subject = line.phrases.after(i + 1)
            if subject is None or not self._may_quote(subject[1]) or not line.may_state(subject):
                return None
            return Frame(subject, i, (i, subject[1]), ((0, i),), opens=False)
        subject = self._subjects.before(i)
        if subject is None or not line.is_quote(subject[0] - 1) or not self._may_quote(i + 1) or not line.may_state(subject):
            return None
        return Frame(subject, i, (subject[0], i + 1), ((0, subject[0]),), opens=False)

    def _may_quote(self, k: int) -> bool:
        """Tell whether no object stands at word ``k``: the end, a mark, or what says when, where and how."""
        line = self._line
        return line.ends(k) or line.is_mark(k) or k in line.dates or line.words[k].tag in {"IN", "RB", "WP", "WRB", "TO"}
