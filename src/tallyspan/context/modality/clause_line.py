"""Verbs and their helpers along the line of words, and what the words right before a claim say of it."""

from collections.abc import Collection, Sequence
from itertools import pairwise

from tallyspan.context.modality.words import QUOTES, ModalWords
from tallyspan.reading import Reading
from tallyspan.syntax import Tree, Word

REACH = 25  # words from a claim to the verb of its clause
_CLOSE = 6  # words that stand close together
STOPS = frozenset({";", ":", "(", ")", "\u2014", "\u2013", "\u201c", "\u201d", '"', "?", "!", "``", "''"})
OPENERS = frozenset({
    "which", "who", "that", "when", "where", "while", "because", "although", "though", "whereas", "as", "after",
    "before", "since", "but", "what", "how", "why", "whether",
})  # fmt: skip
_HELPERS = frozenset({
    "be", "been", "being", "is", "are", "was", "were", "am", "'s", "'re", "has", "have", "had", "'ve", "do", "does",
    "did", "having",
})  # fmt: skip
_DONE = frozenset({"VBD", "VBN", "VBZ", "VBP"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SPOKEN = frozenset({"in", "on"})
_BREAKS = frozenset({",", "and", "or"})
_COMPARED = frozenset({"compared", "against", "versus", "vs", "vs.", "than"})
POSSESSIVES = frozenset({"its", "their", "his", "her", "our", "my", "your", "'s"})
BE = frozenset({"is", "are", "was", "were", "am", "'s", "'re"})
_FILLERS = frozenset({
    "a", "an", "the", "about", "around", "up", "to", "some", "at", "least", "more", "less", "than", "nearly", "only",
    "just", "over", "another", "additional", "further", "estimated",
})  # fmt: skip
_TAILS = frozenset({",", "-", "\u2013", "\u2014"})
_ASIDES = frozenset({"where", "whose"})
_NEAR = 4  # words between a modifier and the amount


class ClauseLine:
    """Finds them by tags, or without a model by the words that it knows."""

    def __init__(self, words: ModalWords) -> None:
        self._words = words

    def tense(self, line: Sequence[Word], first: int, last: int) -> str:
        """Return "past", "infinitive" or an empty string for the verb next to ``line[first:last]``, quotation marks or not."""
        before = self.verb_before(line, first, STOPS - QUOTES)
        place = self.verb_behind(line, last) if before is None else before
        if place is None:
            return ""
        helpers = [word.tag for word in line[max(0, place - 3) : place]]
        if before is not None and line[place].tag == "VB" and "TO" in helpers:
            return "" if any(word.norm in BE for word in line[max(0, place - 2) : place]) else "infinitive"
        was = line[place].tag == "VBD" or (line[place].tag == "VBN" and "VBD" in helpers)
        return "past" if was else ""

    def is_told_of(self, line: Sequence[Word], first: int, last: int) -> bool:
        """Tell whether a verb of the past has the date before it: "On Monday the bank said it will", "police Sunday refused"."""
        if last < len(line) and line[last].tag == "VBD" and line[last].norm not in BE:
            return True
        opening = first - 1 if first and line[first - 1].tag == "IN" else first
        if opening and line[opening - 1].norm not in _BREAKS and line[opening - 1].norm not in OPENERS:
            return False
        place = self.verb_behind(line, last)
        return place is not None and line[place].tag == "VBD" and line[place].norm not in self._words.dated

    def is_done(self, line: Sequence[Word], first: int) -> bool:
        """Tell whether a plain verb of the past stands right before ``line[first]``: "a rally held in Harare on Friday"."""
        place = self.verb_before(line, first, STOPS | _BREAKS)
        if place is None or first - place > _CLOSE or line[place].tag not in _DONE:
            return False
        _, _, modal = self.helpers(line, place)
        plain = line[place].norm not in self._words.verbs and not modal
        return plain and not any(word.tag == "TO" for word in line[max(0, place - 3) : place])

    def is_told(self, line: Sequence[Word], first: int) -> bool:
        """Tell whether a word of saying in the past is the verb before ``line[first]``: "said on Monday it will"."""
        place = self.verb_before(line, first)
        return place is not None and line[place].tag == "VBD" and line[place].norm in self._words.reporting

    def is_told_right_there(self, line: Sequence[Word], first: int) -> bool:
        """Tell the same of a verb no farther than an object and a preposition: "announced plans in May"."""
        near = line[max(0, first - 4) : first]
        told = [word for word in near if word.tag == "VBD" and word.norm in self._words.reporting]
        return bool(told) and near[-1].norm in _SPOKEN and not any(word.norm == "," for word in near)

    def is_foreseen(self, line: Sequence[Word], first: int) -> bool:
        """Tell whether a plan of the past had fixed the date at ``line[first]``: "was due on Monday", "would meet on"."""
        near = line[max(0, first - _CLOSE) : first]
        fixed = (word.norm in self._words.dated and word.tag in {"VBN", "VBD", "JJ", ""} for word in near)
        due = ((cue := self._words.adjectives.get(word.norm)) and cue.modality == "forecast" for word in near)
        meant = any(a.norm in {"was", "were"} and b.norm == "to" for a, b in pairwise(near))  # "was to have opened by 2017"
        return meant or any(fixed) or any(due) or any(word.norm == "would" or self._is_will(word) for word in near)

    def _is_will(self, word: Word) -> bool:
        return word.tag in {"MD", ""} and self._words.auxiliaries.get(word.norm) == "forecast"

    def is_due(self, line: Sequence[Word], first: int) -> bool:
        """Tell whether the date at ``line[first]`` is when something falls due: "payable on May 1"."""
        near = line[max(0, first - 4) : first]
        return any((cue := self._words.adjectives.get(word.norm)) and cue.modality == "forecast" for word in near)

    def is_fixed(self, line: Sequence[Word], top: Word) -> bool:
        """Tell whether the date under ``top`` is one that is set already: "the deadline stands at 31 October"."""
        predicate = top if top.child("cop") is not None else top.head
        thing = predicate.child("nsubj", "nsubj:pass") if predicate is not None else None
        if thing is None or thing.norm not in self._words.fixed or predicate is None:
            return False
        return not any(word.tag == "MD" for word in line[thing.i : predicate.i])

    def is_relative(self, line: Sequence[Word], first: int) -> bool:
        """Tell whether "which" or "who" opens the part of the sentence that ends at ``line[first]``."""
        for i in range(first - 1, max(-1, first - REACH), -1):
            if line[i].norm in STOPS or line[i].norm == ",":
                return False
            if line[i].norm in {"which", "who"}:
                return True
        return False

    def is_aside(self, line: Sequence[Word], first: int) -> bool:
        """Tell whether a plain relative clause holds ``line[first]``: "the rock, which is 500 metres wide, will pass"."""
        place = self.verb_before(line, first, STOPS | {","})
        if place is None or line[place].tag not in {"VBZ", "VBP", "VBD"} or line[place].norm in self._words.verbs:
            return False
        i, negated, modal = self.helpers(line, place)
        if i < 0 or negated or modal:
            return False
        placed = any(line[k].norm in _ASIDES and line[k - 1].norm == "," for k in range(i, max(0, i - _CLOSE), -1))
        return line[i].norm in {"which", "who"} or placed  # ", where a flat sells for $5m,"

    def is_compared(self, line: Sequence[Word], first: int) -> bool:
        """Tell whether the amount at ``line[first]`` is what another is set against: "up from 5%", "from $3 to $4"."""
        i = first - 1
        while i >= 0 and first - i <= _NEAR and (line[i].norm in _FILLERS or line[i].norm == "with"):
            i -= 1
        return i >= 0 and (line[i].norm == "from" or line[i].norm in _COMPARED)

    def is_headline(self, line: Sequence[Word]) -> bool:
        """Tell whether no verb of ``line`` has a tense: "Regulator to decide by March"."""
        end = len(line)
        for i in range(1, len(line)):
            if line[i].norm in self._words.reporting and any(word.norm in _TAILS for word in line[max(0, i - _NEAR) : i]):
                end = min(end, i)  # ", says report"
        return not any(word.tag in _FINITE for word in line[:end])

    def is_but(self, line: Sequence[Word], first: int) -> bool:
        """Tell whether the amount at ``line[first]`` is set against one denied: "did not grow by 8%, but by 3%"."""
        i = self.before_fillers(line, first)
        if i > 0 and line[i].tag in {"IN", "TO"}:
            i -= 1
        return i > 0 and line[i].norm == "but" and any(word.norm in self._words.negations for word in line[:i])

    def is_joined(self, tree: Tree, one: Reading, other: Reading) -> bool:
        """Tell whether no clause ends between two claims of ``tree``, or starts between ``one`` and a later ``other``."""
        start, end = min(one.end, other.end), max(one.start, other.start)
        between = tree.within(start, end)
        if len(between) > REACH or any(word.norm in STOPS or word.norm in OPENERS or word.dep == "cc" for word in between):
            return False
        return one.start > other.start or not any(word.tag in _FINITE for word in between)

    def is_modified(self, line: Sequence[Word], first: int) -> bool:
        """Tell whether "planned", "expected" or the like stands before the amount at ``line[first]``."""
        i = self.before_fillers(line, first)
        if i < 0 or line[i].norm not in self._words.modifiers or line[i].tag == "VBD":
            return False
        return line[i].tag != "VBN" or i == 0 or not self._helps(line[i - 1])  # not "has promised $5 million"

    def before_fillers(self, line: Sequence[Word], first: int) -> int:
        """Return the place of the word before ``line[first]``, over hedges and articles; -1 at the start."""
        i = first - 1
        while i >= 0 and first - i <= _NEAR and line[i].norm in _FILLERS:
            i -= 1
        return i

    def verb_before(self, line: Sequence[Word], first: int, stops: Collection[str] = STOPS) -> int | None:
        """Return the place of the verb before ``line[first]``, in the same clause."""
        inside = 0  # of brackets, which part nothing
        for i in range(first - 1, max(-1, first - REACH), -1):
            word = line[i]
            if word.norm == ")":
                inside += 1
            elif word.norm == "(" and inside:
                inside -= 1
            elif inside:
                continue
            elif word.norm in stops or word.norm in OPENERS:
                return None
            elif self.is_verb(line, i):
                return i
        return None

    def verb_behind(self, line: Sequence[Word], last: int) -> int | None:
        """Return the place of the last word of the verb group behind ``line[:last]``, in the same clause."""
        for i in range(last, min(len(line), last + REACH)):
            word = line[i]
            if word.norm in STOPS or word.norm in OPENERS:
                return None
            if self.is_verb(line, i):
                return self._end_of_group(line, i)
        return None

    def _end_of_group(self, line: Sequence[Word], i: int) -> int:
        while i + 1 < len(line) and (self._helps(line[i]) or line[i].norm in self._words.negations):
            i += 1
        return i

    def _helps(self, word: Word) -> bool:
        return word.norm in self._words.auxiliaries or word.norm in _HELPERS or word.tag.startswith("RB")

    def is_verb(self, line: Sequence[Word], i: int) -> bool:
        """Tell whether ``line[i]`` is a verb or a helper of one."""
        word = line[i]
        if word.tag in {"NNP", "NNS"} and i > 0 and word.norm in self._words.verbs:  # a headline, or "the budget foresees"
            return not any(other.tag in {"VBD", "VBZ", "VBP", "MD"} for other in line)
        if word.tag:
            return word.tag.startswith("VB") or word.tag == "MD"
        known = word.norm in self._words.verbs or word.norm in self._words.reporting
        helped = i > 0 and (line[i - 1].norm in self._words.auxiliaries or line[i - 1].norm == "to")
        return known or helped or word.norm in _HELPERS or word.norm in self._words.auxiliaries

    def helpers(self, line: Sequence[Word], verb: int) -> tuple[int, bool, str]:
        """Return where the helpers of ``verb`` begin, whether they deny it, and the modal among them, else an empty string."""
        i, negated, modal = verb - 1, False, ""
        if line[verb].tag == "MD" or (not line[verb].tag and line[verb].norm in self._words.auxiliaries):
            i = verb
        while i >= 0 and (self._helps(line[i]) or line[i].norm in self._words.negations):
            if line[i].norm in self._words.negations and not (line[i].norm == "no" and line[i + 1].norm != "longer"):
                negated = line[i + 1].norm not in self._words.undone_by
            if line[i].norm in self._words.auxiliaries and line[i].tag in {"MD", ""}:
                modal = self._words.auxiliaries[line[i].norm]
            i -= 1
        return i, negated, modal
