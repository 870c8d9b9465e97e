"""Whether a word that may be a verb of saying is one here."""

from tallyspan.context.speaker.frames.adjuncts import PLACES
from tallyspan.context.speaker.frames.meaning import ANAPHORS
from tallyspan.context.speaker.line import PRONOUNS, SpeechLine
from tallyspan.context.speaker.who.noun_phrases import LINKS
from tallyspan.context.speaker.words import Verb

_QUANTIFIERS = frozenset({"some", "many", "others", "most", "all", "both"})
_OWNERS = frozenset({"its", "their", "his", "her", "our", "my", "'s"})
_OWNER_REACH = 6  # words
_QUOTED_REACH = 10  # words


class VerbTest:
    """Tells verbs from nouns in ``line``."""

    def __init__(self, line: SpeechLine) -> None:
        self._line = line
        self._table = line.table

    def is_verb(self, i: int, verb: Verb) -> bool:
        """Tell whether word ``i`` is a verb here; taggers take "data show" and "reports" for nouns, and nouns for verbs."""
        line, before = self._line, self._line.norm(i - 1)
        pointing = i == 1 and before in ANAPHORS and "past" in verb.shapes  # "That showed"
        if before in self._table.determiners and before not in _QUANTIFIERS and not pointing:
            return False
        if line.form(i)[0].isupper() and i > 0 and not line.is_quote(i - 1) and not line.is_headline:
            return False
        if "expect" in verb.kinds and "s" not in verb.shapes and line.norm(i + 1) == "to" and before not in PRONOUNS:
            return False  # "expected to rise" is what others expect
        if not line.parsed:
            return self._may_be_verb(i, verb)
        if self._is_owned(i):
            return False
        if line.words[i].tag.startswith("V") or ("past" in verb.shapes and "base" not in verb.shapes):
            return True
        if line.ends(i + 1) and any(line.is_quote(k) for k in range(i - _QUOTED_REACH, i)):
            return True
        if before in self._table.evidence or before in PRONOUNS:
            return True
        if line.norm(i) in self._table.only_verbs:
            return line.form(i).islower()
        inflected = "s" in verb.shapes or ("base" in verb.shapes and line.norm(i) not in self._table.verbs_too)
        return inflected and i > 0 and line.form(i).islower() and self._is_alone(i) and line.norm(i + 1) not in LINKS

    def _is_alone(self, i: int) -> bool:
        """Tell whether word ``i`` would be the first finite verb, and one that follows only goes on with it."""
        line = self._line
        following = line.next_finite(i)
        return not line.has_finite(0, i) and (following == len(line.words) or line.norm(following - 1) in {"and", "but"})

    def _is_owned(self, i: int) -> bool:
        """Tell whether a judgement that may be a verb too is a noun: "its growth forecast"."""
        line, stance = self._line, self._table.stance
        if line.norm(i) not in stance.judgements:
            return False
        first = next((k for k in range(i - 1, max(-1, i - 1 - _OWNER_REACH), -1) if not line.phrases.is_nominal(k)), 0)
        while first < i and line.norm(first) not in _OWNERS:
            first += 1
        if first == i:
            return False
        return line.words[i].tag != "VBD" or line.norm(first - 1) in stance.revising

    def _may_be_verb(self, i: int, verb: Verb) -> bool:
        """Tell, without tags, whether a word that may be a noun as well is a verb: "Harwick reports 5%", "they claim"."""
        line, before = self._line, self._line.norm(i - 1)
        if line.norm(i) not in self._table.verbs_too or "past" in verb.shapes:
            return True
        if before in PRONOUNS or before in self._table.evidence or line.norm(i + 1) == "that":
            return True
        named = i > 0 and line.form(i - 1)[0].isupper() and "s" in verb.shapes
        return named and line.norm(i + 1) not in PLACES and line.norm(i + 1) not in LINKS
