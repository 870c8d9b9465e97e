"""Modality from the tree: the way from a claim up to what governs it."""

from collections.abc import Sequence

from tallyspan.context import clause
from tallyspan.context.modality.auxiliary import Auxiliaries
from tallyspan.context.modality.denial import Denials
from tallyspan.context.modality.governors import DEADLINES, Governors, takes
from tallyspan.context.modality.outlook import Outlook
from tallyspan.context.modality.words import ModalWords
from tallyspan.syntax import Word

_REACH = 40  # steps from a claim up to what governs it
_PREMODIFIERS = frozenset({"nummod", "compound", "amod", "nmod:poss", "nmod:unmarked", "obl:unmarked"})
_NOMINAL = frozenset({"nmod", "nmod:unmarked", "appos"})
_ENDS = frozenset({"root", "acl:relcl", "parataxis", "discourse"})
_PARTS = frozenset({":", ";"})
_AFTER = frozenset({"since", "after", "following", "despite"})


class ModalTree:
    """The way of one claim; ``outlook`` knows whether it is a date, and of what time."""

    __slots__ = ("_auxiliaries", "_denials", "_governors", "_line", "_outlook", "_words")

    def __init__(self, words: ModalWords, line: Sequence[Word], outlook: Outlook) -> None:
        self._words = words
        self._line = line
        self._outlook = outlook
        self._auxiliaries = Auxiliaries(words, line, outlook)
        self._denials = Denials(words, line, outlook)
        self._governors = Governors(words, outlook)

    def up(self, top: Word) -> str | None:
        """Return the modality that governs ``top``, the head of the claim: None when nothing was found.

        "actual" says that the claim is of a thing that is there, whatever is planned with it.
        """
        word, below = top, None
        skipping = False  # in a conjunct with a tense of its own: what stands on the first one is not about it
        for _ in range(_REACH):
            if clause.is_predicate(word):
                found = None if skipping else self._clause(word, below)
                if found or self._closed(word):
                    return self._weighed(found, word)
                skipping = word.dep == "conj" and (clause.is_finite(word) or clause.subject(word) is not None)
            else:
                found = self._noun(word, below)
                if found:
                    return self._weighed(found, word)
                if self._known(word, below) or (below is not None and self._is_over(word, below)):
                    return "actual"
                skipping = False
            if word.head is None or word.dep in _ENDS:
                return None
            word, below = word.head, word
        return None

    def _weighed(self, found: str | None, word: Word) -> str | None:
        """Return ``found``, at ``word``, or what is thought or denied of it in the clause around."""
        head = word.head
        if found == "forecast" and head is not None and word.dep in {"ccomp", "csubj", "acl"}:
            entry = self._words.nouns.get(head.norm) or self._words.adjectives.get(head.norm)
            if entry is not None and entry.modality == "hypothetical":
                return "hypothetical"  # "it is possible that it will fall", "a risk that it will"
        denied = found in {"target", "forecast"} and (self._denials.from_above(word) or self._denials.falls_short(word))
        return "negated" if denied else found

    # Nouns

    def _noun(self, noun: Word, below: Word | None) -> str | None:
        """Return what ``noun`` and its modifiers make of the claim, which stands under its child ``below`` or is ``noun``."""
        if marked := self._marked(noun, below):
            return marked
        if below is not None and below.dep in {"acl", "ccomp"} and self._denials.disputes(noun):
            return "negated"
        entry = self._words.nouns.get(noun.norm)
        if entry is None or below is None or (clause.is_infinitive(below) and self._governors.foresees(noun)):
            return None
        if below.dep in {"acl", "ccomp", "advcl", "xcomp"} or (below.dep == "conj" and clause.is_infinitive(below)):
            if entry.modality == "hypothetical" and clause.is_infinitive(below) and noun.norm != "threat":
                return None  # "a chance to enter"
            return entry.modality if below.dep == "ccomp" or clause.is_infinitive(below) or clause.is_led(below) else None
        if entry.only_clause:
            return None
        if entry.modality == "hypothetical" and below.dep in _PREMODIFIERS:
            return "actual" if noun.norm in self._words.odds else None  # "a 10% chance"
        if self._outlook.is_date:
            return entry.modality if below.dep == "nmod" and clause.preposition(below) in DEADLINES else None
        return entry.modality if below.dep in _NOMINAL or below.dep in _PREMODIFIERS else None

    def _marked(self, noun: Word, below: Word | None) -> str | None:
        """Return what the modifiers of ``noun`` say: "a planned sale", "no 5% rise"."""
        for child in noun.children:
            marks = child.dep in {"amod", "compound"} or (child.dep == "acl" and child.tag == "VBN")  # "the aid promised"
            if marks and child is not below and child.norm in self._words.modifiers:
                if not _is_apart(below):
                    return self._words.modifiers[child.norm]
            elif self._denials.of_noun(child, noun, below):
                return "negated"
        return None

    def _known(self, noun: Word, below: Word | None) -> bool:
        """Tell whether ``noun`` is a thing that is there already: "the $5 million house", "the $2 billion in funding will"."""
        head = noun.head
        if self._outlook.is_date or not clause.is_definite(noun) or noun.norm in self._words.changes:
            return False
        if head is not None and head.norm in self._words.dropping:
            return False
        if below is not None and not _is_inside(below, noun):
            return False
        if below is None:
            return noun.dep in {"nsubj", "nsubj:pass"} and noun.child("nmod") is not None
        return head is None or head.norm not in self._words.attaining

    def _is_over(self, noun: Word, below: Word) -> bool:
        """Tell whether the claim is the date of an event that is over: "since its launch on Monday"."""
        if not self._outlook.is_date or self._outlook.is_ahead or not self._outlook.holds(below):
            return False
        return self._outlook.is_behind or clause.preposition(noun) in _AFTER

    # Clauses

    def _clause(self, verb: Word, below: Word | None) -> str | None:
        """Return what the clause of ``verb`` makes of the claim, which stands under its child ``below`` or is its predicate."""
        mark = verb.child("mark")
        if mark is not None and mark.norm in self._words.conditions:
            return "hypothetical"
        if verb.dep == "acl" and clause.is_infinitive(verb) and verb.child("aux:pass") is not None:
            return self._named(verb) or "forecast"  # "a dam to be built"
        governed = None if below is None else self._governors.read(verb, below)
        if governed != "negated" and self._denials.of_verb(verb, below, governed):
            return "negated"
        if governed == "negated" and self._outlook.is_date and not self._denials.reaches(verb):
            governed = None  # "in the 1970s they refused"
        if governed == "negated" and self._denials.precedes(verb, below):
            return "hypothetical"  # "has not ruled out"
        own = self._auxiliaries.read(verb)
        if own == "hypothetical" and governed == "target":
            return own  # "would need to cut 5%"
        topic = self._governors.topic(verb, below)
        return topic if topic == "target" and governed == "forecast" else governed or topic or own  # "the plan foresees"

    def _named(self, verb: Word) -> str | None:
        entry = self._words.nouns.get(verb.head.norm) if verb.head is not None else None
        return entry.modality if entry else None

    def _closed(self, verb: Word) -> bool:
        """Tell whether nothing above the clause of ``verb`` governs it."""
        head = verb.head
        if head is None or verb.dep in _ENDS:
            return True
        if verb.dep == "conj" and any(word.norm in _PARTS for word in self._line[head.i + 1 : verb.i]):
            return True
        if verb.dep == "advcl":
            over = verb.tag == "VBG" and clause.leader(verb) in _AFTER  # "will slow after reaching 5%"
            tensed = clause.is_finite(verb) or clause.is_perfect(verb)
            return over or tensed or (clause.is_infinitive(verb) and self._is_idle(verb, head))
        if verb.dep == "acl":
            disputed = verb.child("mark") is not None and self._denials.disputes(head)
            open_ended = clause.is_infinitive(verb) or clause.is_led(verb) or disputed
            return not open_ended and not (
                (verb.tag in {"VBN", "VBD"} and self._governors.wants_result(verb)) or self._governors.sees(verb)
            )
        if verb.dep == "ccomp":
            return head.norm not in self._words.verbs and head.norm not in self._words.adjectives and clause.is_finite(verb)
        return verb.dep in {"nsubj", "appos"}

    def _is_idle(self, verb: Word, head: Word) -> bool:
        """Tell whether a verb that was does not govern the infinitive beside it: "rose to hit $5"."""
        cues = self._words.verbs.get(head.norm, ())
        idle = not any(takes(cue, head, verb) for cue in cues) and self._governors.of_object(head, verb) is None
        return clause.is_past(head) and idle


def _is_inside(below: Word, noun: Word) -> bool:
    """Tell whether the amount under ``below`` is part of the phrase of ``noun``, unlike "30 km along the bay"."""
    if below.dep == "nmod":
        return clause.preposition(below) in {"of", ""}
    case = noun.child("case")
    return below.dep in _PREMODIFIERS and (case is None or case.i < below.i)


def _is_apart(below: Word | None) -> bool:
    """Tell whether the claim is of a thing below or beside a noun, not of that: "the planned sale of the $5m house"."""
    return below is not None and (below.dep == "conj" or (below.dep == "nmod" and clause.is_definite(below)))
