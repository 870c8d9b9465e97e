"""Frames of speech in one sentence: who says, with which word, and over which words of the sentence that reaches."""

from collections.abc import Sequence
from typing import NamedTuple

from tallyspan.context.speaker.adjuncts import PLACES, Adjuncts
from tallyspan.context.speaker.line import PRONOUNS, SpeechLine
from tallyspan.context.speaker.noun_phrases import LINKS, Range
from tallyspan.context.speaker.sayers import ADVERBS, BE, MODALS, NOT, Subjects
from tallyspan.context.speaker.saying import ANAPHORS, STATING, Sayings
from tallyspan.context.speaker.words import Verb
from tallyspan.syntax import Word

_RELATIVES = frozenset({"who", "which", "that"})
_QUANTIFIERS = frozenset({"some", "many", "others", "most", "all", "both"})
_COORDINATORS = frozenset({"and", "but", "while", "whereas", "though", "although", "yet"})
RELAYING = frozenset({"report", "reports", "reported"})
_AGENTIVE = STATING | {"put"}
_NOT_RESUMING = frozenset({"who", "which", "where", "when", "as", "while", "and", "but"})
_BEFORE_PARTICIPLE = frozenset({"and", "but", "while", "when", "before", "after", "by", "despite", "without"})
_AGENT_REACH = 6  # words
_OBJECT_REACH = 10  # words


class Frame(NamedTuple):
    """An act of saying. Ranges are of words.

    ``speaker`` is a noun phrase, or None when it is that of the frame before, or the subject of the sentence; ``own`` are the
    words of the act itself; ``scopes`` are where what is said stands, but for dates in ``dated``, which are when it was said.
    A ``source`` stands behind "according to".
    """

    speaker: Range | None
    verb: int
    own: Range
    scopes: tuple[Range, ...]
    opens: bool
    source: bool = False
    dated: Range = (0, 0)


class FrameFinder:
    """Finds the frames of one sentence."""

    def __init__(self, line: SpeechLine) -> None:
        self._line = line
        self._table = line.table
        self._subjects = Subjects(line)
        self._adjuncts = Adjuncts(line)
        self._sayings = Sayings(line, self._adjuncts)

    def find(self) -> list[Frame]:
        """Return the frames in text order."""
        frames: list[Frame] = []
        verbs, prepositions = self._table.verbs, self._table.preposition_starts
        for i, word in enumerate(self._line.words):
            if word.norm not in verbs and word.norm not in prepositions:
                continue
            if frames and frames[-1].source and i < frames[-1].own[1]:
                continue
            frame = self._verb(i, verbs[word.norm]) if word.norm in verbs else self._source(i)
            if frame is not None:
                frames.append(frame)
        return frames

    def _verb(self, i: int, verb: Verb) -> Frame | None:
        if not self._is_verbal(i, verb):
            return None
        if verb.shapes == {"ing"}:
            return self._participle(i, verb)
        start, helpers = self._subjects.helpers(i)
        if helpers & MODALS or (helpers & NOT and "expect" not in verb.kinds):
            return None
        if "participle" in verb.shapes and (helpers & BE or (self._line.norm(i + 1) == "by" and not helpers)):
            return None if verb.quoting or not verb.kinds & _AGENTIVE else self._passive(i)
        inverted = self._subjects.behind(i, verb)
        if inverted is not None:
            return Frame(inverted, i, (i, self._adjuncts.after(inverted[1], dates=True)), ((0, i),), opens=False)
        return self._active(i, start, verb)

    # Whether it is a verb

    def _is_verbal(self, i: int, verb: Verb) -> bool:
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
        if line.words[i].tag.startswith("V") or ("past" in verb.shapes and "base" not in verb.shapes):
            return True
        if line.ends(i + 1) and any(line.is_quote(k) for k in range(i - _OBJECT_REACH, i)):
            return True
        if before in self._table.evidence or before in PRONOUNS:
            return True
        inflected = "s" in verb.shapes or ("base" in verb.shapes and line.norm(i) not in self._table.verbs_too)
        return (
            inflected
            and i > 0
            and line.form(i).islower()
            and not line.has_finite(0, len(line.words))
            and line.norm(i + 1) not in LINKS
        )

    def _may_be_verb(self, i: int, verb: Verb) -> bool:
        """Tell, without tags, whether a word that may be a noun as well is a verb: "Harwick reports 5%", "they claim"."""
        line, before = self._line, self._line.norm(i - 1)
        if line.norm(i) not in self._table.verbs_too or "past" in verb.shapes:
            return True
        if before in PRONOUNS or before in self._table.evidence or line.norm(i + 1) == "that":
            return True
        named = i > 0 and line.form(i - 1)[0].isupper() and "s" in verb.shapes
        return named and line.norm(i + 1) not in PLACES and line.norm(i + 1) not in LINKS

    # The patterns

    def _participle(self, i: int, verb: Verb) -> Frame | None:
        """Read "..., adding that ...", whose speaker is that of the clause before, and "was quoted as saying"."""
        line = self._line
        if not verb.kinds & STATING or i + 1 >= len(line.words):
            return None
        quoted = next((k for k in range(i - 2, i - _AGENT_REACH, -1) if line.norm(k) in {"quoted", "cited", "reported"}), None)
        if line.norm(i - 1) == "as" and quoted is not None:
            start, _ = self._subjects.helpers(quoted)
            return self._framed(line.phrases.before(start), i, start, verb)
        before = i - 1
        while line.norm(before) in ADVERBS:
            before -= 1
        if before < 0 or not (line.is_mark(before) or line.norm(before) in _BEFORE_PARTICIPLE):
            return None
        rest = self._adjuncts.after_verb(i, verb)
        if verb.quoting and not line.has_clause(i, rest):
            return None
        return Frame(None, i, (before + 1, rest), ((rest, len(line.words)),), opens=True)

    def _passive(self, i: int) -> Frame | None:
        """Read "was estimated by X at", "figures released by X": what is said may stand on both sides."""
        line = self._line
        for k in range(i + 1, min(i + _OBJECT_REACH, len(line.words))):
            if line.is_mark(k):
                return None
            if line.norm(k) == "by" and (agent := line.phrases.after(k + 1)) is not None:
                rest = self._adjuncts.after(agent[1], dates=True)
                return Frame(agent, i, (k, rest), ((0, len(line.words)),), opens=True, source=True, dated=(i, k))
        return None

    def _active(self, i: int, start: int, verb: Verb) -> Frame | None:
        """Read "X said": the subject stands before the verb."""
        previous = self._line.norm(start - 1)
        if start == 0:
            return None
        if previous in _RELATIVES and not (previous == "that" and start == 1):
            antecedent = self._subjects.antecedent(start)
            return None if antecedent is None else self._relative(antecedent, i, start - 1, verb)
        subject = self._subjects.before(start)
        if subject is not None:
            return self._framed(subject, i, min(subject[0], start), verb)
        return self._framed(None, i, start, verb) if previous in {"and", "but"} else None

    def _relative(self, antecedent: Range, i: int, first: int, verb: Verb) -> Frame | None:
        """Read "X, which said ...": what is said ends with the clause."""
        if not self._sayings.says(antecedent, i, verb, first):
            return None
        rest = self._adjuncts.after_verb(i, verb)
        return Frame(antecedent, i, (first, rest), ((rest, self._line.next_mark(rest)),), opens=True)

    def _framed(self, subject: Range | None, i: int, first: int, verb: Verb) -> Frame | None:
        """Return the frame of verb ``i`` with ``subject``, the first of whose words is ``first``, or None if it says nothing."""
        if not self._sayings.says(subject, i, verb, first):
            return None
        line, rest = self._line, self._adjuncts.after_verb(i, verb)
        if line.ends(rest) and first > 0:
            return Frame(subject, i, (first, rest), ((0, first),), opens=False)
        marked = first > 0 and line.is_mark(first - 1)
        if marked and line.norm(rest) == "," and not line.is_quote(rest + 1):
            scopes = [(line.aside(first)[0], first)]
            if line.norm(rest + 1) not in _NOT_RESUMING and line.words[rest + 1 : rest + 2] and line.words[rest + 1].tag != "VBG":
                scopes.append((rest, len(line.words)))
            return Frame(subject, i, (first, rest), tuple(scopes), opens=False)
        if self._sayings.is_bare(i, rest, verb, marked=marked):
            return None
        start = self._date_before(first) if "expect" in verb.kinds else first
        reached = (start, first), (rest, self._quoted_until(rest) or line.aside(first)[1])
        return Frame(subject, i, (first, rest), reached, opens=True, dated=self._dated(i, rest, verb))

    def _quoted_until(self, rest: int) -> int | None:
        """Return where the quotation that a comma or colon at ``rest`` opens ends, or None when it opens none."""
        line = self._line
        if line.norm(rest) not in {",", ":"} or not line.is_quote(rest + 1):
            return None
        return next((k + 1 for k in range(rest + 2, len(line.words)) if line.is_quote(k)), None)

    def _dated(self, i: int, rest: int, verb: Verb) -> Range:
        """Return where dates say when something was announced: up to the next verb, for they are not what was announced."""
        line = self._line
        if not line.parsed or "announce" not in verb.kinds or line.norm(i) in RELAYING or line.has_clause(i, rest):
            return rest, rest
        return rest, line.next_finite(rest)

    def _date_before(self, first: int) -> int:
        """Return where the date right before word ``first`` starts: "this year the city expects"."""
        last = first - 1 if self._line.norm(first - 1) == "," else first
        start = last
        while start - 1 in self._line.dates:
            start -= 1
        return start if start < last else first

    def _source(self, i: int) -> Frame | None:
        """Read "according to X", which reaches over the whole sentence."""
        line = self._line
        for phrase in self._table.prepositions:
            if all(line.norm(i + k) == word for k, word in enumerate(phrase)):
                source = self._named_source(i + len(phrase))
                if source is None:
                    return None
                rest = self._adjuncts.after(source[1], dates=True)
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


def starts_anew(words: Sequence[Word], frame: Frame) -> bool:
    """Tell whether ``frame`` stands beside what was said before it, not within: "..., but the bank said"."""
    first = frame.own[0]
    return first > 0 and (words[first - 1].norm in _COORDINATORS or words[first - 1].form == ";")
