"""Modality from the order of words alone: for sentences without a tree, and for trees that went wrong.

What governs a claim mostly stands before it, in the same clause: "seeks to remove tariffs on 90%". So the verb next to the claim
is looked at, and while an infinitive hangs on another word, that word.
"""

from collections.abc import Sequence

from tallyspan.context.modality.clause_line import BE, OPENERS, POSSESSIVES, REACH, STOPS, ClauseLine
from tallyspan.context.modality.words import QUOTES, ModalWords
from tallyspan.syntax import Word

_CHAIN = 6  # verbs that hang on each other
_GOVERNOR = 7  # words between what governs an infinitive and its "to": "a goal for nations to halve"
_CLAUSE = 10  # words between "that" and the verb of its clause
_NOUNS = 7  # words from an amount to the noun that it goes with
_LINKS = frozenset({"of", "for", "at", "to", "is", "was", "be"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


class ModalLine:
    """Reads modality along the line of words. ``date`` tells that the claim ``line[first:last]`` is a date."""

    def __init__(self, words: ModalWords, clauses: ClauseLine) -> None:
        self._words = words
        self._clauses = clauses

    def read(self, line: Sequence[Word], first: int, last: int, *, date: bool) -> str | None:
        """Return what governs the claim, or None."""
        if not date and (beside := self._beside(line, first, last)):
            return beside
        if not date and self._is_owned(line, first, last):
            return None
        place = self._clauses.verb_before(line, first)
        if place is not None:
            return self._chain(line, place, date=date, is_object=True) or self._reported(line, place)
        place = self._clauses.verb_behind(line, last)
        if place is None or (not line[place].tag and self._clauses.is_relative(line, first)):
            return None
        return self._foretold(line, place, date=date) or self._chain(line, place, date=date, is_object=False)

    def _is_owned(self, line: Sequence[Word], first: int, last: int) -> bool:
        """Tell whether the amount is of a thing that is there: "sell its 20% stake"."""
        i = self._clauses.before_fillers(line, first)
        owned = i >= 0 and line[i].norm in POSSESSIVES
        return owned and not any(word.norm in self._words.changes for word in line[last : last + 2])

    def _foretold(self, line: Sequence[Word], place: int, *, date: bool) -> str | None:
        """Return what "is expected to" behind a claim makes of it, or beside a date, "plans to"."""
        if place + 1 >= len(line) or line[place + 1].norm != "to":
            return None
        word = line[place]
        if word.norm in self._words.adjectives and word.tag not in _FINITE:
            return self._words.adjectives[word.norm].modality
        if date or word.tag == "VBN":
            return next((cue.modality for cue in self._words.verbs.get(word.norm, ()) if cue.clause), None)
        return None

    def _beside(self, line: Sequence[Word], first: int, last: int) -> str | None:
        """Return what the words right before or behind an amount make of it: "a planned $5m bridge", "the 2% target"."""
        i = self._clauses.before_fillers(line, first)
        if self._clauses.is_modified(line, first):
            return self._words.modifiers[line[i].norm]
        if i > 0 and line[i].norm in _LINKS and (noun := self._words.nouns.get(line[i - 1].norm)) and not noun.only_clause:
            return noun.modality if not line[i - 1].tag.startswith("VB") else None
        behind = last
        while behind < min(len(line), last + _NOUNS) and line[behind].tag[:2] in {"NN", "JJ"}:
            if line[behind].norm in self._words.nouns:
                break
            behind += 1
        if behind < len(line) and line[behind].tag == "VBN" and line[behind].norm in self._words.modifiers:
            return self._words.modifiers[line[behind].norm]  # "the $5 million promised"
        noun = self._words.nouns.get(line[behind].norm) if behind < len(line) else None
        return noun.modality if noun and not noun.only_clause and noun.modality != "hypothetical" else None

    def _chain(self, line: Sequence[Word], verb: int, *, date: bool, is_object: bool) -> str | None:
        """Return what the verb at ``verb``, its helpers, or what it hangs on make of the claim."""
        under = False  # whether the verb has the claim's clause under it, not the claim itself
        for _ in range(_CHAIN):
            found = self._lexical(line, verb, date=date, is_object=is_object, under=under)
            i, negated, modal = self._clauses.helpers(line, verb)
            if negated and is_object and not (date and not found) and line[verb].norm not in self._words.bounding:
                return "hypothetical" if found == "negated" else "negated"  # "has not ruled out"
            if found or modal:
                return found or self._modal(line, i, modal, date=date)
            if i < 0:
                return None
            shared = self._shared(line, verb, i)
            if shared is not None:
                verb, is_object = shared, False
                continue
            governing = self._governing(line, verb, i, date=date)
            if not isinstance(governing, int):
                return governing
            verb, under, is_object = governing, True, True
        return None

    def _governing(self, line: Sequence[Word], verb: int, i: int, *, date: bool) -> int | str | None:
        """Return the place of the verb over the infinitive ``verb``, before which ``line[i]`` stands, or what else governs it."""
        if line[verb].tag == "VBG" and line[i].norm in _LINKS and i > 0:
            goal = self._words.nouns.get(line[i - 1].norm)
            return goal.modality if goal else None  # "a goal of planting"
        following = line[i + 1].norm if i < verb else ""
        if line[i].norm != "to" and not (following == "be" and i + 1 < verb):  # "proposed that it be cut"
            return None
        governor = self._governor(line, i)
        if governor is None or (governor == 0 and self._is_headline(line, i)):
            built = following == "be" and line[verb].tag == "VBN"  # "a dam to be built"
            return "forecast" if built or self._is_headline(line, i) else None
        named = self._named(line[governor], date=date)
        if named is None:
            return governor
        return "target" if following == "have" else named  # "was to have paid"

    def _shared(self, line: Sequence[Word], verb: int, i: int) -> int | None:
        """Return the place of the first of two verbs with the same helpers: "will save $5 and cut 4%"."""
        bare = line[i].norm in {"and", "or"} and (line[verb].tag == "VB" or line[verb].norm in self._words.alike)
        return self._clauses.verb_before(line, i) if bare else None

    def _named(self, word: Word, *, date: bool) -> str | None:
        """Return what a noun or an adjective makes of the infinitive on it: "a plan to cut", "due to open"."""
        if word.norm in BE:
            return "forecast" if date else "target"  # "is to open", "is to pay"
        if word.tag.startswith("VB") or (not word.tag and word.norm in self._words.verbs):
            return None
        entry = self._words.nouns.get(word.norm) or self._words.adjectives.get(word.norm)
        opportunity = entry is not None and entry.modality == "hypothetical" and word.norm != "threat"  # "a chance to enter"
        return None if entry is None or opportunity else entry.modality

    def _lexical(self, line: Sequence[Word], verb: int, *, date: bool, is_object: bool, under: bool) -> str | None:
        word = line[verb]
        if word.tag == "NN" or (word.tag == "NNS" and not self._clauses.is_headline(line)):
            return None
        behind = line[verb + 1].norm if verb + 1 < len(line) else ""
        for cue in self._words.verbs.get(word.norm, ()):
            if under and cue.clause:
                return cue.modality
            takes = cue.object and (not cue.via or behind in cue.via) and cue.particle in {"", behind}
            if not under and is_object and takes and (cue.dated or not date):
                return cue.modality
        return None

    def _reported(self, line: Sequence[Word], verb: int) -> str | None:
        """Return what stands before the "that" over the clause of ``verb``: "a risk that", "denied that"."""
        for i in range(verb - 1, max(0, verb - _CLAUSE), -1):
            if line[i].norm in STOPS or line[i].norm == ",":
                return None
            noun = self._words.nouns.get(line[i - 1].norm)
            if line[i].norm == "that" and (line[i].tag == "IN" or (noun and noun.modality == "hypothetical")):
                cues = self._words.verbs.get(line[i - 1].norm, ())
                return noun.modality if noun else next((cue.modality for cue in cues if cue.clause), None)
        return None

    def _modal(self, line: Sequence[Word], i: int, modal: str, *, date: bool) -> str | None:
        if modal == "would":
            before = [word.norm for word in line[max(0, i - REACH) : i + 1]]
            told = any(word in self._words.reporting for word in before) and not any(word in QUOTES for word in before)
            return "forecast" if told else "hypothetical"
        if modal == "hypothetical" and date:
            return "forecast"
        return {"should": "target", "able": None}.get(modal, modal)

    def _is_headline(self, line: Sequence[Word], to: int) -> bool:
        """Tell whether ``line[to]`` stands for "will" in a headline: "Bank to cut 500 jobs"."""
        return to > 0 and (to == 1 or line[to - 1].tag.startswith("NN")) and self._clauses.is_headline(line)

    def _governor(self, line: Sequence[Word], to: int) -> int | None:
        """Return the place of what the infinitive after ``line[to]`` hangs on: the word before, or one a little farther."""
        for i in range(to - 1, max(-1, to - _GOVERNOR), -1):
            word = line[i]
            if word.norm in STOPS or word.norm in OPENERS - {"that"} or word.norm == ",":
                return None
            beside = to - i == 1
            if beside and (word.norm in BE or word.norm in self._words.adjectives or self._clauses.is_verb(line, i)):
                return i
            if word.norm in self._words.nouns or any(cue.clause for cue in self._words.verbs.get(word.norm, ())):
                return i
            if word.tag.startswith("VB"):
                return None
        return None
