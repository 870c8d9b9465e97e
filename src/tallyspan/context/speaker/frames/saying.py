"""Verbs of saying: where their subject stands, and over which words of the sentence they reach."""

from collections.abc import Sequence
from itertools import islice

from tallyspan.context.speaker.frames.adjuncts import PLACES, Adjuncts
from tallyspan.context.speaker.frames.expected import figure_before
from tallyspan.context.speaker.frames.frame import RELAYING, Frame
from tallyspan.context.speaker.frames.meaning import STATING, Meaning
from tallyspan.context.speaker.frames.sayers import ADVERBS, BE, MODALS, NOT, Subjects
from tallyspan.context.speaker.frames.verbal import VerbTest
from tallyspan.context.speaker.line import PRONOUNS, SpeechLine
from tallyspan.context.speaker.who.noun_phrases import Range
from tallyspan.context.speaker.words import Verb

_RELATIVES = frozenset({"who", "which", "that"})
_AGENTIVE = STATING | {"put"}
_NOT_RESUMING = frozenset({"who", "which", "where", "when", "as", "while"})
_ON_SAYING = frozenset({"after", "by", "before", "without", "despite", "in", "when", "while"})  # "fell after saying"
_BEFORE_PARTICIPLE = frozenset({"and", "but", "while", "when", "before", "after", "by", "despite", "without"})
_AGENT_REACH = 6  # words
_FORETELLING = frozenset({"would", "will", "could", "may", "might", "'d", "'ll"})
_CONDITIONS = frozenset({"if", "unless", "should", "when", "once", "were", "without", "with", "even"})
_CLAUSAL = frozenset({"because", "as", "since", "although", "though", "if", "while", "when", "where", "which", "that"})
_OBJECT_REACH = 10  # words


class Saying:
    """Finds acts of saying in ``line``, by their verbs."""

    def __init__(self, line: SpeechLine, subjects: Subjects) -> None:
        self._line = line
        self._table = line.table
        self._subjects = subjects
        self._adjuncts = Adjuncts(line)
        self._verbs = VerbTest(line)
        self._meaning = Meaning(line, self._adjuncts)

    def at(self, i: int, verb: Verb) -> Frame | None:
        """Return the frame of the verb ``i``, or None if it is none here."""
        if not self._verbs.is_verb(i, verb):
            return None
        if verb.shapes == {"ing"}:
            return self._participle(i, verb)
        start, helpers = self._subjects.helpers(i)
        if helpers & MODALS or (helpers & NOT and "expect" not in verb.kinds):
            return None
        if "participle" in verb.shapes and (helpers & BE or (self._line.norm(i + 1) == "by" and not helpers)):
            return None if verb.quoting or not verb.kinds & _AGENTIVE else self._passive(i, verb, helped=bool(helpers & BE))
        if self._is_reduced(i, verb):
            return None
        inverted = self._subjects.behind(i, verb)
        if inverted is not None:
            rest = self._adjuncts.after(inverted[1], dates=True)
            scopes = ((0, i), *(self._main_clause(inverted[1]) or self._parted(i, rest)))
            return Frame(inverted, i, (i, rest), scopes, opens=False)
        return self._active(i, start, verb)

    # The patterns

    def _participle(self, i: int, verb: Verb) -> Frame | None:
        """Read "..., adding that ...", whose speaker is that of the clause before, and "was quoted as saying"."""
        line = self._line
        put = "put" in verb.kinds and self._meaning.says(None, i, verb, i)
        if not (put or verb.kinds & STATING) or i + 1 >= len(line.words):
            return None
        quoted = next((k for k in range(i - 2, i - _AGENT_REACH, -1) if line.norm(k) in {"quoted", "cited", "reported"}), None)
        if line.norm(i - 1) == "as" and quoted is not None:
            start, _ = self._subjects.helpers(quoted)
            return self._framed(line.phrases.before(start), i, start, verb)
        if line.norm(i - 1) in _ON_SAYING and (doer := self._subjects.nearest(i)) is not None:
            rest = self._adjuncts.after_verb(i, verb)
            return Frame(doer, i, (i - 1, rest), ((rest, len(line.words)),), opens=True)
        before = i - 1
        while line.norm(before) in ADVERBS:
            before -= 1
        if before < 0 or not (line.is_mark(before) or line.norm(before) in _BEFORE_PARTICIPLE):
            return None
        rest = self._adjuncts.after_verb(i, verb)
        if verb.quoting and not line.has_clause(i, rest):
            return None
        return Frame(None, i, (before + 1, rest), ((rest, len(line.words)),), opens=True)

    def _is_reduced(self, i: int, verb: Verb) -> bool:
        """Tell whether verb ``i`` only says more of the noun before it: "a buyback announced last summer is complete"."""
        line, noun = self._line, self._line.norm(i - 1)
        if "announce" not in verb.kinds or not line.form(i - 1).islower() or not line.words[i - 1].tag.startswith("NN"):
            return False
        thing = noun not in self._table.speaking and noun not in self._table.evidence
        return thing and line.norm(i + 1) != "that" and line.next_finite(i + 1) < line.next_mark(i + 1)

    def _passive(self, i: int, verb: Verb, *, helped: bool) -> Frame | None:
        """Read "was estimated by X at", "figures released by X": what is said may stand on both sides."""
        line = self._line
        figure = None if helped or "expect" not in verb.kinds else figure_before(line, i)
        reach = (k for k in range(i + 1, len(line.words)) if k not in line.figures)
        for k in islice(reach, _OBJECT_REACH):
            if line.is_mark(k):
                return None
            if (
                figure is not None
                and line.norm(k) == "in"
                and (poll := line.phrases.after(k + 1)) is not None
                and line.has_evidence(poll)
            ):
                return Frame(poll, i, (i, poll[1]), (figure,), opens=True, narrow=True, source=True)
            if line.norm(k) == "by" and (agent := line.phrases.after(k + 1)) is not None:
                rest = self._adjuncts.after(agent[1], dates=True)
                if figure is not None:
                    return Frame(agent, i, (i, rest), (figure,), opens=True, narrow=True, source=True)
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
        if verb.kinds & {"show", "find"} and (subject is None or not self._line.has_evidence(subject)):
            subject = self._subjects.evidence(start) or subject
        if subject is not None and "expect" in verb.kinds and self._line.is_figure(subject[1] - 1):
            return None
        if subject is not None and "expect" in verb.kinds and (expected := self._expected(subject, i)) is not None:
            return expected
        if subject is not None:
            return self._framed(subject, i, min(subject[0], start), verb)
        return self._framed(None, i, start, verb) if previous in {"and", "but"} else None

    def _expected(self, subject: Range, i: int) -> Frame | None:
        """Read "below the $5 billion that analysts had expected": nothing but that figure is what they expected."""
        line = self._line
        closed = line.ends(i + 1) or line.is_mark(i + 1) or line.norm(i + 1) in PLACES or i + 1 in line.dates
        figure = figure_before(line, subject[0]) if closed else None
        return None if figure is None else Frame(subject, i, (subject[0], i + 1), (figure,), opens=True, narrow=True)

    def _relative(self, antecedent: Range, i: int, first: int, verb: Verb) -> Frame | None:
        """Read "X, which said ...": what is said ends with the clause."""
        if not self._meaning.says(antecedent, i, verb, first):
            return None
        rest = self._adjuncts.after_verb(i, verb)
        return Frame(antecedent, i, (first, rest), ((rest, self._line.next_mark(rest)),), opens=True)

    def _framed(self, subject: Range | None, i: int, first: int, verb: Verb) -> Frame | None:
        """Return the frame of verb ``i`` with ``subject``, the first of whose words is ``first``, or None if it says nothing."""
        if not self._meaning.says(subject, i, verb, first):
            return None
        line, rest = self._line, self._adjuncts.after_verb(i, verb)
        if line.ends(rest) and first > 0:
            return Frame(subject, i, (first, rest), ((0, first),), opens=False)
        marked = first > 0 and line.is_mark(first - 1)
        if marked and line.norm(rest) == "," and not line.is_quote(rest + 1):
            scopes = [(line.part_start(first), first)] if line.norm(first - 2) not in _CLAUSAL else [(rest, len(line.words))]
            if self._resumes(rest + 1):
                scopes.append((rest, len(line.words)))
            return Frame(subject, i, (first, rest), tuple(scopes), opens=False)
        evidence = subject is not None and "find" in verb.kinds and line.has_evidence(subject)
        if not evidence and self._meaning.is_bare(i, rest, verb, marked=marked):
            return None
        start = self._date_before(first) if "expect" in verb.kinds else first
        end = line.next_mark(rest) if self._says_more(subject, first) else line.aside(first)[1]
        reached = (start, first), (rest, self._quoted_until(rest) or self._turn(i, rest, verb) or end)
        return Frame(subject, i, (first, rest), reached, opens=True, dated=self._dated(i, rest, verb))

    def _says_more(self, subject: Range | None, first: int) -> bool:
        """Tell whether a clause says more of the noun right before it: "a plan it had announced", with no word between."""
        line = self._line
        pronoun = subject is not None and subject[1] - subject[0] == 1 and line.norm(subject[0]) in PRONOUNS
        return pronoun and first > 0 and line.words[first - 1].tag.startswith("NN") and first - 1 not in line.dates

    def _resumes(self, k: int) -> bool:
        """Tell whether what is said goes on at word ``k``, behind "X said,": "..., and will fall", but not "..., and X fell"."""
        line = self._line
        if line.norm(k) in _NOT_RESUMING or k >= len(line.words) or line.words[k].tag == "VBG":
            return False
        if line.norm(k) not in {"and", "but"}:
            return True
        k += 1
        while line.norm(k) in ADVERBS:
            k += 1
        return line.has_finite(k, k + 1) or any(
            line.norm(n) in _FORETELLING for n in range(k, min(k + _OBJECT_REACH, line.next_mark(k)))
        )

    def _parted(self, i: int, rest: int) -> Sequence[Range]:
        """Return where a clause goes on behind verb ``i`` that parts its subject from its verb: "Guests, says X, can expect"."""
        line = self._line
        if line.norm(rest) != "," or line.norm(i - 1) != "," or line.has_finite(line.part_start(i), i):
            return ()
        return ((rest, len(line.words)),) if line.has_finite(rest + 1, rest + 2) else ()

    def _main_clause(self, k: int) -> Sequence[Range]:
        """Return where the main clause of "If it rains," said X, "the dam will ..." stands, behind X, no longer quoted."""
        line = self._line
        if line.norm(0) not in _CONDITIONS or not line.parsed:
            return ()
        last = next((n for n in range(k, len(line.words)) if line.norm(n) in _FORETELLING), len(line.words))
        first = next((n for n in range(last, k, -1) if line.is_mark(n - 1)), last)
        return () if last == len(line.words) else ((first, len(line.words)),)

    def _turn(self, i: int, rest: int, verb: Verb) -> int | None:
        """Return where the article goes on with what the subject of verb ``i`` did besides: "said it would pay, and has paid"."""
        line = self._line
        for word in line.words[i].children:
            if word.dep == "conj" and word.i > rest and word.child("nsubj", "nsubj:pass", "csubj", "expl") is None:
                start, _ = self._subjects.helpers(word.i)
                if line.norm(start - 1) in {"and", "but"} and line.norm(start - 2) == "," and line.has_finite(start, word.i + 1):
                    return start - 1
        told = line.next_finite(rest)
        if (
            "say" not in verb.kinds and line.norm(told - 1) in {"and", "but"} and line.next_mark(rest) >= told
        ):  # "expects a loss and has cut"
            return told - 1
        if line.norm(told) not in _FORETELLING:
            return None
        return next((k + 1 for k in range(rest, len(line.words) - 2) if line.norm(k) == "," and self._is_done(k + 1)), None)

    def _is_done(self, k: int) -> bool:
        """Tell whether "and has paid" stands at word ``k``: what was done, not what will be."""
        line = self._line
        return line.norm(k) in {"and", "but"} and line.has_finite(k + 1, k + 2) and line.words[k + 1].tag in {"VBZ", "VBP", "VBD"}

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
