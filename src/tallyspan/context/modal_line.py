"""Modality from the order of words alone: for sentences without a tree, and for trees that went wrong.

What governs a claim mostly stands before it, in the same clause: "seeks to remove tariffs on 90%". So the verb next to the claim
is looked at, and while an infinitive hangs on another word, that word.
"""

from collections.abc import Collection, Sequence

from tallyspan.context.modal_words import ModalWords
from tallyspan.reading import Reading
from tallyspan.syntax import Tree, Word

_REACH = 25  # words from a claim to the verb of its clause
_CHAIN = 6  # verbs that hang on each other
_OBJECT_OF_INFINITIVE = 7  # words between what governs an infinitive and its "to": "a goal for nations to halve"
_STOPS = frozenset({";", ":", "(", ")", "\u2014", "\u2013", "\u201c", "\u201d", '"', "?", "!", "``", "''"})
_QUOTES = frozenset({"\u201c", "\u201d", '"', "``", "''"})
_OPENERS = frozenset({
    "which", "who", "that", "when", "where", "while", "because", "although", "though", "whereas", "as", "after",
    "before", "since", "but", "what", "how", "why", "whether",
})  # fmt: skip
_HELPERS = frozenset({
    "be", "been", "being", "is", "are", "was", "were", "am", "'s", "'re", "has", "have", "had", "'ve", "do", "does",
    "did", "having",
})  # fmt: skip
_BREAKS = frozenset({",", "and", "or"})
_COMPARED = frozenset({"compared", "against", "versus", "vs", "vs.", "than"})
_BE = frozenset({"is", "are", "was", "were", "am", "'s", "'re"})
_LINKS = frozenset({"of", "for", "at", "to", "is", "was", "be"})
_FILLERS = frozenset({
    "a", "an", "the", "about", "around", "up", "to", "some", "at", "least", "more", "less", "than", "nearly", "only",
    "just", "over", "another", "additional", "further", "estimated",
})  # fmt: skip
_NEAR = 4  # words between a modifier and the amount


class ModalLine:
    """Reads modality along the line of words."""

    def __init__(self, words: ModalWords) -> None:
        self._words = words

    def read(self, line: Sequence[Word], first: int, last: int, *, date: bool) -> str | None:
        """Return what governs the claim in ``line[first:last]``, or None. ``date`` tells that it is a date."""
        if not date and (beside := self._beside(line, first, last)):
            return beside
        place = self._verb_before(line, first)
        if place is not None:
            return self._chain(line, place, date=date, takes_object=True)
        place = self._verb_behind(line, last)
        if place is None:
            return None
        return self._foretold(line, place, date=date) or self._chain(line, place, date=date, takes_object=False)

    def _foretold(self, line: Sequence[Word], place: int, *, date: bool) -> str | None:
        """Return what "is expected to" behind a claim makes of it, or beside a date, "plans to"."""
        if place + 1 >= len(line) or line[place + 1].norm != "to":
            return None
        word = line[place]
        if word.norm in self._words.adjectives and word.tag not in {"VBD", "VBZ", "VBP"}:
            return self._words.adjectives[word.norm].modality
        if date or word.tag == "VBN":
            return next((cue.modality for cue in self._words.verbs.get(word.norm, ()) if cue.clause), None)
        return None

    def tense(self, line: Sequence[Word], first: int, last: int) -> str:
        """Return "past", "infinitive" or an empty string for the verb next to ``line[first:last]``, quotation marks or not."""
        before = self._verb_before(line, first, _STOPS - _QUOTES)
        place = self._verb_behind(line, last) if before is None else before
        if place is None:
            return ""
        helpers = [word.tag for word in line[max(0, place - 3) : place]]
        if before is not None and line[place].tag == "VB" and "TO" in helpers:
            return "" if any(word.norm in _BE for word in line[max(0, place - 2) : place]) else "infinitive"
        was = line[place].tag == "VBD" or (line[place].tag == "VBN" and "VBD" in helpers)
        return "past" if was else ""

    def is_told_of(self, line: Sequence[Word], first: int, last: int) -> bool:
        """Tell whether the words up to ``line[last]`` open a clause in the past: "On Monday the bank said it will"."""
        opening = first - 1 if first and line[first - 1].tag == "IN" else first
        if opening and line[opening - 1].norm not in _BREAKS and line[opening - 1].norm not in _OPENERS:
            return False
        place = self._verb_behind(line, last)
        return place is not None and line[place].tag == "VBD" and line[place].norm not in self._words.dated

    def is_done(self, line: Sequence[Word], first: int) -> bool:
        """Tell whether a plain verb of the past stands right before ``line[first]``: "a rally held in Harare on Friday"."""
        place = self._verb_before(line, first, _STOPS | _BREAKS)
        if place is None or first - place > _CHAIN or line[place].tag not in {"VBD", "VBN"}:
            return False
        _, _, modal = self._helpers(line, place)
        plain = line[place].norm not in self._words.verbs and not modal
        return plain and not any(word.tag == "TO" for word in line[max(0, place - 3) : place])

    def is_told(self, line: Sequence[Word], first: int) -> bool:
        """Tell whether a word of saying in the past is the verb before ``line[first]``: "said on Monday it will"."""
        place = self._verb_before(line, first)
        return place is not None and line[place].tag == "VBD" and line[place].norm in self._words.reporting

    def is_foreseen(self, line: Sequence[Word], first: int) -> bool:
        """Tell whether a plan of the past had fixed the date at ``line[first]``: "was due on Monday", "would meet on"."""
        near = [word.norm for word in line[max(0, first - _CHAIN) : first]]
        due = {word for word in near if (cue := self._words.adjectives.get(word)) and cue.modality == "forecast"}
        return bool(due) or any(word in self._words.dated or word == "would" for word in near)

    def is_compared(self, line: Sequence[Word], first: int) -> bool:
        """Tell whether the amount at ``line[first]`` is what another is set against: "up from 5%", "from $3 to $4"."""
        i = first - 1
        while i >= 0 and first - i <= _NEAR and (line[i].norm in _FILLERS or line[i].norm == "with"):
            i -= 1
        return i >= 0 and (line[i].norm == "from" or line[i].norm in _COMPARED)

    def is_joined(self, tree: Tree, one: Reading, other: Reading) -> bool:
        """Tell whether no clause ends between two claims of ``tree``."""
        start, end = min(one.end, other.end), max(one.start, other.start)
        between = tree.within(start, end)
        return len(between) <= _REACH and not any(
            word.norm in _STOPS or word.norm in _OPENERS or word.dep == "cc" for word in between
        )

    def is_modified(self, line: Sequence[Word], first: int) -> bool:
        """Tell whether "planned", "expected" or the like stands before the amount at ``line[first]``."""
        i = self._before_fillers(line, first)
        return i >= 0 and line[i].norm in self._words.modifiers and line[i].tag != "VBD"

    def _before_fillers(self, line: Sequence[Word], first: int) -> int:
        i = first - 1
        while i >= 0 and first - i <= _NEAR and line[i].norm in _FILLERS:
            i -= 1
        return i

    def _beside(self, line: Sequence[Word], first: int, last: int) -> str | None:
        """Return what the words right before or behind an amount make of it: "a planned $5m bridge", "the 2% target"."""
        i = self._before_fillers(line, first)
        if self.is_modified(line, first):
            return self._words.modifiers[line[i].norm]
        if i > 0 and line[i].norm in _LINKS and (noun := self._words.nouns.get(line[i - 1].norm)) and not noun.only_clause:
            return noun.modality if not line[i - 1].tag.startswith("VB") else None
        behind = line[last] if last < len(line) else None
        noun = self._words.nouns.get(behind.norm) if behind is not None else None
        return noun.modality if noun and not noun.only_clause else None

    def _verb_before(self, line: Sequence[Word], first: int, stops: Collection[str] = _STOPS) -> int | None:
        for i in range(first - 1, max(-1, first - _REACH), -1):
            word = line[i]
            if word.norm in stops or word.norm in _OPENERS:
                return None
            if self._is_verb(line, i):
                return i
        return None

    def _verb_behind(self, line: Sequence[Word], last: int) -> int | None:
        for i in range(last, min(len(line), last + _REACH)):
            word = line[i]
            if word.norm in _STOPS or word.norm in _OPENERS:
                return None
            if self._is_verb(line, i):
                return self._end_of_group(line, i)
        return None

    def _end_of_group(self, line: Sequence[Word], i: int) -> int:
        while i + 1 < len(line) and (self._helps(line[i]) or line[i].norm in self._words.negations):
            i += 1
        return i

    def _helps(self, word: Word) -> bool:
        return word.norm in self._words.auxiliaries or word.norm in _HELPERS or word.tag == "RB"

    def _is_verb(self, line: Sequence[Word], i: int) -> bool:
        word = line[i]
        if word.tag:
            return word.tag.startswith("VB") or word.tag == "MD"
        known = word.norm in self._words.verbs or word.norm in self._words.reporting
        helped = i > 0 and (line[i - 1].norm in self._words.auxiliaries or line[i - 1].norm == "to")
        return known or helped or word.norm in _HELPERS or word.norm in self._words.auxiliaries

    def _chain(self, line: Sequence[Word], verb: int, *, date: bool, takes_object: bool) -> str | None:
        """Return what the verb at ``verb``, its helpers, or what it hangs on make of the claim."""
        as_clause = False
        for _ in range(_CHAIN):
            found = self._lexical(line[verb], date=date, takes_object=takes_object, as_clause=as_clause)
            i, negated, modal = self._helpers(line, verb)
            if negated and takes_object and not (date and not found):
                return "negated"
            if found or modal:
                return found or self._modal(line, i, modal, date=date)
            if i < 0 or line[i].norm != "to":
                return None
            governor = self._governor(line, i)
            if governor is None:
                return None
            word = line[governor]
            if word.norm in _BE and i - governor == 1:
                return "forecast"  # "is to open"
            noun = self._words.nouns.get(word.norm) if not word.tag.startswith("VB") else self._words.adjectives.get(word.norm)
            if noun and word.norm not in self._words.verbs:
                return noun.modality
            if noun and word.tag.startswith(("NN", "JJ")):
                return noun.modality
            verb, as_clause, takes_object = governor, True, True
        return None

    def _lexical(self, word: Word, *, date: bool, takes_object: bool, as_clause: bool) -> str | None:
        if word.tag.startswith("NN"):
            return None
        for cue in self._words.verbs.get(word.norm, ()):
            if as_clause and cue.clause:
                return cue.modality
            if not as_clause and takes_object and cue.object and not cue.via and (cue.dated or not date):
                return cue.modality
        return None

    def _helpers(self, line: Sequence[Word], verb: int) -> tuple[int, bool, str]:
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

    def _modal(self, line: Sequence[Word], i: int, modal: str, *, date: bool) -> str | None:
        if modal == "would":
            told = any(word.norm in self._words.reporting for word in line[max(0, i - _REACH) : i + 1])
            return "forecast" if told else "hypothetical"
        if modal == "hypothetical" and date:
            return "forecast"
        return {"should": "target", "able": None}.get(modal, modal)

    def _governor(self, line: Sequence[Word], to: int) -> int | None:
        """Return the place of what the infinitive after ``line[to]`` hangs on: the word before, or one a little farther."""
        for i in range(to - 1, max(-1, to - _OBJECT_OF_INFINITIVE), -1):
            word = line[i]
            if word.norm in _STOPS or word.norm in _OPENERS or word.norm == ",":
                return None
            known = self._words.verbs.get(word.norm, ())
            if word.norm in _BE and to - i == 1:
                return i
            if word.norm in self._words.nouns or (word.norm in self._words.adjectives and to - i == 1):
                return i
            if any(cue.clause for cue in known) or (to - i == 1 and self._is_verb(line, i)):
                return i
            if word.tag.startswith("VB"):
                return None
        return None
