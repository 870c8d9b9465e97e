"""Subjects of verbs of saying: before the verb, behind it, before an apposition, or left out."""

from tallyspan.context.speaker.frames.adjuncts import PLACES
from tallyspan.context.speaker.line import DASHES, PRONOUNS, QUOTES, SpeechLine
from tallyspan.context.speaker.who.noun_phrases import Range
from tallyspan.context.speaker.words import Verb

BE = frozenset("is are was were be been being".split())  # noqa: SIM905
MODALS = frozenset("will would could may might should must can to 'll 'd cannot".split())  # noqa: SIM905
NOT = frozenset({"not", "n't", "never"})
ADVERBS = frozenset(
    "also later further then once now still too again just even often long first meanwhile however yesterday today earlier since both all".split()  # noqa: E501, SIM905
)
_HAVE = frozenset("has have had 've 's having do does did".split())  # noqa: SIM905
_INVERTING = QUOTES | DASHES | frozenset(",-?!\u2019'")
_BEHIND_INVERTED = frozenset("of for who as when and about".split())  # noqa: SIM905
_NOBODY = frozenset({"no", "nothing", "little", "this", "that", "these", "those"})
_POINTERS = frozenset({"that", "this", "these", "those"})
_OPENERS = frozenset({"and", "but", "while", "as", "that", "because", "although", "though", "after"})
_RELATIVES = frozenset({"who", "which", "whose"})
_HELPERS = 6  # words
_APPOSITIONS = 3
_APPOSITION_REACH = 40  # words
_SHORTEST_ADVERB = 5  # letters


class Subjects:
    """Finds subjects in ``line``."""

    def __init__(self, line: SpeechLine) -> None:
        self._line = line
        self._table = line.table

    def helpers(self, i: int) -> tuple[int, frozenset[str]]:
        """Return where the group of words of verb ``i`` starts ("has also said"), and the helping words in it."""
        start, found = i, set()
        while start > 0 and i - start < _HELPERS and self._is_helper(start - 1):
            found.add(self._line.norm(start - 1))
            start -= 1
        found &= BE | _HAVE | MODALS | NOT
        if start == 0 and not found:  # "Also said": no subject before it
            start = i
        return start, frozenset(found)

    def _is_helper(self, i: int) -> bool:
        line, norm = self._line, self._line.norm(i)
        if norm in {"average", "on"}:  # "analysts on average expect"
            return (norm == "on" and line.norm(i + 1) == "average") or line.norm(i - 1) == "on"
        if norm == "'s":
            return line.norm(i - 1) in PRONOUNS
        if norm in BE or norm in _HAVE or norm in MODALS or norm in NOT or norm in ADVERBS:
            return True
        if i in line.dates or (norm in {"on", "late", "early", "in"} and i + 1 in line.dates):
            return True
        return norm.endswith("ly") and len(norm) >= _SHORTEST_ADVERB and (not line.parsed or line.words[i].tag == "RB")

    def behind(self, i: int, verb: Verb) -> Range | None:
        """Return the subject behind verb ``i``: "..., said X"; a mark stands before the verb, and no other verb behind X."""
        line = self._line
        if (i > 0 and line.form(i - 1) not in _INVERTING) or not verb.kinds & {"say", "announce", "expect"}:
            return None
        subject = (i + 1, i + 2) if line.norm(i + 1) in {"he", "she", "they"} else line.phrases.after(i + 1)
        return subject if subject is not None and self._may_be_inverted(subject, verb) else None

    def _may_be_inverted(self, subject: Range, verb: Verb) -> bool:
        """Tell whether the noun phrase behind a verb is its subject, not its object or the subject of what is said."""
        line = self._line
        first, last = line.words[subject[0]], line.words[subject[1] - 1]
        if not self._may_follow(subject[1]) or first.tag == "VBG" or first.norm in _NOBODY:
            return False
        people = last.norm in self._table.people or last.norm.removesuffix("s") in self._table.people
        if not ("say" in verb.kinds or first.form[0].isupper() or first.norm in PRONOUNS or people):
            return False
        if not first.form[0].isupper() and self._is_of_what_follows(subject[1]):
            return False  # "said the ban on flights is no part"
        if first.form[0].isupper() or line.ends(subject[1]) or line.has(subject, self._table.people):
            return True
        parting = line.norm(subject[0] - 2) == "," and line.norm(subject[1]) == ","  # "guests, says the county, can expect"
        return line.parsed and (parting or line.has_finite(0, subject[0] - 1))

    def _is_of_what_follows(self, i: int) -> bool:
        """Tell whether a verb follows word ``i`` with no mark between, and no clause of its own."""
        line = self._line
        verb, mark = line.next_finite(i), line.next_mark(i)
        opened = any(line.norm(k) in {"who", "as", "when", "that", "which"} for k in range(i, min(verb, mark)))
        return line.parsed and verb < mark and verb < len(line.words) and not opened

    def _may_follow(self, i: int) -> bool:
        """Tell whether word ``i`` may follow the subject of "said X": it is no verb of which that were the subject."""
        line, norm = self._line, self._line.norm(i)
        if line.is_mark(i) or line.ends(i) or i in line.dates:
            return True
        return norm in PLACES or norm in _BEHIND_INVERTED or norm in ADVERBS or line.words[i].tag == "VBG"

    def before(self, start: int) -> Range | None:
        """Return the noun phrase, or the pronoun, before the verb whose group of words starts at ``start``."""
        line = self._line
        previous = line.norm(start - 1)
        if previous in PRONOUNS or (start == 1 and previous in _POINTERS):
            return start - 1, start
        if previous in {",", ")"} or previous in DASHES:
            subject = self._before_apposition(start - 1) or line.phrases.before(start)
        else:
            subject = line.phrases.before(start - 1 if previous in self._table.issued else start)  # "a poll released Friday"
        if subject is not None and self._is_led(subject):
            subject = subject[0] + 1, subject[1]
        return None if subject is None else self._titled(subject)

    def _is_led(self, subject: Range) -> bool:
        """Tell whether "that" only leads a clause: "the $5 million that analysts had expected"."""
        line, second = self._line, subject[0] + 1
        return (
            line.norm(subject[0]) == "that"
            and second < subject[1]
            and (line.form(second)[0].isupper() or line.words[second].tag == "NNS")
        )

    def shared(self, i: int) -> Range | None:
        """Return the subject of the clause that the verb ``i`` goes on with: "the bank cut its rate and said"."""
        top = self._line.words[i]
        for _ in range(_APPOSITIONS):
            if top.dep != "conj" or top.head is None:
                break
            top = top.head
        subject = self._of(top.i) if top.i < i and self._line.has_finite(top.i, top.i + 1) else None
        if subject is None and (first := self._line.next_finite(0)) < i:
            subject = self._of(first)
        return subject

    def nearest(self, i: int) -> Range | None:
        """Return the subject of the last finite verb before word ``i``: "X fell after saying"."""
        for k in range(i - 1, max(-1, i - 1 - _APPOSITION_REACH), -1):
            if self._line.has_finite(k, k + 1):
                return self._of(k)
        return None

    def _of(self, verb: int) -> Range | None:
        start, _ = self.helpers(verb)
        return self.before(start) if start > 0 else None

    def evidence(self, start: int) -> Range | None:
        """Return the noun phrase of evidence that a clause whose verb starts at ``start`` opens with, whatever stands between.

        "A survey of 2,000 workers in their twenties found"; no finite verb stands between, but in "which ...".
        """
        line = self._line
        for i in range(start - 1, max(-1, start - 1 - _APPOSITION_REACH), -1):
            if line.is_quote(i) or line.form(i) in {";", ":"} or (line.has_finite(i, i + 1) and not line.relative_before(i)):
                return None
            if not line.has_evidence((i, i + 1)):
                continue
            phrase = line.phrases.before(i + 1)
            if phrase is not None and (phrase[0] == 0 or line.is_mark(phrase[0] - 1) or line.norm(phrase[0] - 1) in _OPENERS):
                return phrase[0], (line.phrases.after(phrase[0]) or phrase)[1]
        return None

    def antecedent(self, start: int) -> Range | None:
        """Return the noun phrase before "who" or "which", that stands right before ``start``."""
        line = self._line
        subject = line.phrases.before(start - 2 if line.norm(start - 2) == "," else start - 1)
        if subject is None or line.parsed or subject[1] - subject[0] > 1 or line.form(subject[0])[0].isupper():
            return subject
        return None  # any word at all, for what is known of it

    def _before_apposition(self, mark: int) -> Range | None:
        """Return the noun phrase before the apposition or clause that ends at ``mark``: "Ann Hale, who heads the bank, said"."""
        line = self._line
        marks = {",", *DASHES} if line.form(mark) != ")" else {"("}
        reach = range(mark - 1, max(-1, mark - 1 - _APPOSITION_REACH), -1)
        quoted = next((i for i in reach if line.is_quote(i)), -1)
        found = [i for i in reversed(reach) if line.form(i) in marks and i > quoted]
        relative = next((i for i in reversed(found) if line.norm(i + 1) in _RELATIVES), None)
        if relative is not None and (told_of := line.phrases.before(relative)) is not None:
            return told_of
        subjects = [subject for i in reversed(found[-_APPOSITIONS:]) if (subject := line.phrases.before(i)) is not None]
        subjects = [one for one in subjects if line.norm(one[0] - 1) not in PLACES]  # "In a statement, the mayor, Ann Hale, said"
        first = (one for one in subjects if one[0] in {0, quoted + 1} or not line.is_mark(one[0] - 1) or line.is_name(one))
        return next(first, subjects[0] if subjects else None)

    def _titled(self, subject: Range) -> Range:
        """Return the name before a title that a comma is missing behind: "Ann Hale, head of the bank announced"."""
        line, first = self._line, subject[0]
        bare = line.form(first).islower() and line.norm(first) in self._table.titles
        if bare and first > 1 and line.norm(first - 1) == ",":
            return line.phrases.before(first - 1) or subject
        return subject
