"""Modality from the tree: the way from a claim up to what governs it."""

from collections.abc import Sequence
from itertools import islice

from tallyspan.context import clause
from tallyspan.context.modality.outlook import Outlook
from tallyspan.context.modality.words import QUOTES, ModalWords, Verb
from tallyspan.syntax import Word

_REACH = 40  # steps from a claim up to what governs it
_BESIDE = 9  # words from a verb to the date that its denial reaches
_NEAR = 3  # steps up to who says it
_PREMODIFIERS = frozenset({"nummod", "compound", "amod", "nmod:poss", "nmod:unmarked", "obl:unmarked"})
_NOMINAL = frozenset({"nmod", "nmod:unmarked", "appos"})
_TIMES = frozenset({"obl", "obl:unmarked", "advmod", "nmod", "nmod:unmarked"})
_CLAUSAL = frozenset({"xcomp", "ccomp", "csubj", "csubj:pass"})
_ENDS = frozenset({"root", "acl:relcl", "parataxis", "discourse"})
_DEADLINES = frozenset({"by", "until", "till", "through", "for", "before"})
_ASKING = frozenset({"at", "for", "by", "to", "of", "over"})
_AFTER = frozenset({"since", "after", "following", "despite"})
_LIMITS = frozenset({"until", "till", "after", "before", "since", ","})
_NEGATING = frozenset({"advmod", "neg", "mark", "cc:preconj", "cc", "det"})


class ModalTree:
    """The way of one claim; ``outlook`` knows whether it is a date, and of what time."""

    __slots__ = ("_line", "_outlook", "_words")

    def __init__(self, words: ModalWords, line: Sequence[Word], outlook: Outlook) -> None:
        self._line = line
        self._words = words
        self._outlook = outlook

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
                    return found
                skipping = word.dep == "conj" and (clause.is_finite(word) or clause.subject(word) is not None)
            else:
                found = self._noun(word, below)
                if found:
                    return found
                if self._known(word, below) or (below is not None and self._is_over(word, below)):
                    return "actual"
                skipping = False
            if word.head is None or word.dep in _ENDS:
                return None
            word, below = word.head, word
        return None

    def _noun(self, noun: Word, below: Word | None) -> str | None:
        """Return what ``noun`` and its modifiers make of the claim, which stands under its child ``below`` or is ``noun``."""
        if marked := self._marked(noun, below):
            return marked
        entry = self._words.nouns.get(noun.norm)
        if entry is None or below is None:
            return None
        if below.dep in {"acl", "ccomp", "advcl", "xcomp"}:
            if entry.modality == "hypothetical" and clause.is_infinitive(below) and noun.norm != "threat":
                return None  # "a chance to enter"
            return entry.modality if below.dep == "ccomp" or clause.is_infinitive(below) or clause.is_led(below) else None
        if entry.only_clause:
            return None
        if entry.modality == "hypothetical" and below.dep in _PREMODIFIERS:
            return None  # "a 10% chance"
        if self._outlook.is_date:
            return entry.modality if below.dep == "nmod" and clause.preposition(below) in _DEADLINES else None
        return entry.modality if below.dep in _NOMINAL or below.dep in _PREMODIFIERS else None

    def _marked(self, noun: Word, below: Word | None) -> str | None:
        """Return what the modifiers of ``noun`` say: "a planned sale", "no 5% rise"."""
        for child in noun.children:
            if child.dep in {"amod", "compound"} and child is not below and child.norm in self._words.modifiers:
                if not _is_apart(below):
                    return self._words.modifiers[child.norm]
            elif self._denies_noun(child, noun):
                return "negated"
        return None

    def _denies_noun(self, child: Word, noun: Word) -> bool:
        if child.dep == "case":
            return child.norm in self._words.instead or (child.norm == "without" and not self._outlook.is_date)
        return child.norm == "no" and child.dep == "det" and not self._outlook.is_date and noun.dep not in {"nsubj", "obl"}

    def _known(self, noun: Word, below: Word | None) -> bool:
        """Tell whether ``noun`` is a thing that is there already: "the $5 million house", "the $2 billion in funding will"."""
        if self._outlook.is_date or not clause.is_definite(noun) or noun.norm in self._words.changes:
            return False
        head = noun.head
        if below is not None and not (
            below.dep in _PREMODIFIERS or (below.dep == "nmod" and clause.preposition(below) in {"of", ""})
        ):
            return False
        if below is None:
            return noun.dep in {"nsubj", "nsubj:pass"} and noun.child("nmod") is not None
        return head is None or head.norm not in self._words.attaining

    def _is_over(self, noun: Word, below: Word) -> bool:
        """Tell whether the claim is the date of an event that is over: "since its launch on Monday"."""
        if not self._outlook.is_date or self._outlook.is_ahead or not self._outlook.holds(below):
            return False
        return self._outlook.is_behind or clause.preposition(noun) in _AFTER

    def _clause(self, verb: Word, below: Word | None) -> str | None:
        """Return what the clause of ``verb`` makes of the claim, which stands under its child ``below`` or is its predicate."""
        mark = verb.child("mark")
        if mark is not None and mark.norm in self._words.conditions:
            return "hypothetical"
        if verb.dep == "acl" and clause.is_infinitive(verb) and verb.child("aux:pass") is not None:
            return self._named(verb) or "forecast"  # "a dam to be built"
        lexical = None if below is None else self._lexical(verb, below)
        if lexical != "negated" and self._negated(verb, below, lexical):
            return "negated"
        if lexical == "negated" and self._outlook.is_date and not self._reaches(verb):
            lexical = None  # "in the 1970s they refused"
        if lexical == "negated" and self._is_denied(verb, below):
            return "hypothetical"  # "has not ruled out"
        return lexical or self._topic(verb, below) or self._auxiliary(verb)

    def _named(self, verb: Word) -> str | None:
        entry = self._words.nouns.get(verb.head.norm) if verb.head is not None else None
        return entry.modality if entry else None

    def _topic(self, verb: Word, below: Word | None) -> str | None:
        """Return what the subject makes of a predicate: "the target is 5%", "its goal is to raise $5m"."""
        topic = clause.subject(verb)
        if topic is None or topic is below or self._outlook.is_date:
            return None
        entry = self._words.nouns.get(topic.norm)
        if verb.child("cop") is None:  # "projections show growth of 5%"
            shows = entry is not None and entry.modality == "forecast" and verb.norm in self._words.reporting
            return "forecast" if shows else None
        if entry is None or (entry.only_clause and not clause.is_infinitive(verb)):
            return None
        return entry.modality

    def _lexical(self, verb: Word, below: Word) -> str | None:
        if below.dep in _CLAUSAL or (clause.is_infinitive(below) and below.dep not in {"conj", "acl:relcl"}):
            adjective = self._words.adjectives.get(verb.norm)
            if adjective and not verb.tag.startswith("VB") and (not adjective.only_clause or below.dep != "obl"):
                return adjective.modality
            if asked := self._object(verb, below):
                return asked
        cues = self._words.verbs.get(verb.norm, ()) if not verb.tag.startswith("NN") else ()
        if self._outlook.is_date and below.dep in _TIMES and self._outlook.holds(below):
            return next((cue.modality for cue in cues if not cue.particle and self._is_of_event(cue, verb, below)), None)
        if verb.norm in self._words.announcing and below.dep == "obj" and below.norm in self._words.announced:
            return "target"
        if self._outlook.is_date and below.dep == "obl":
            return None
        return next((cue.modality for cue in cues if _takes(cue, verb, below)), None)

    def _object(self, verb: Word, below: Word) -> str | None:
        """Return what the object makes of an infinitive: "set a goal to halve", "made an offer to pay"."""
        thing = verb.child("obj")
        if thing is None or thing is below or thing.i > below.i or not clause.is_infinitive(below):
            return None
        entry = self._words.nouns.get(thing.norm)
        return entry.modality if entry else None

    def _is_of_event(self, cue: Verb, verb: Word, below: Word) -> bool:
        """Tell whether a date right beside a verb of planning is the event's, and not that of the act of planning."""
        if self._outlook.is_ahead or clause.preposition(below) in _DEADLINES:
            return True
        return cue.dated and (clause.is_passive(verb) or verb.tag in {"VBP", "VBZ"}) and not self._outlook.is_behind

    def _is_denied(self, verb: Word, below: Word | None) -> bool:
        return below is not None and any(self._denies(child, verb) and child.i < below.i for child in verb.children)

    def _negated(self, verb: Word, below: Word | None, lexical: str | None) -> bool:
        if verb.norm in self._words.bounding:
            return False
        if below is None:
            return any(self._denies(child, verb) for child in verb.children if child.i < verb.i)
        if below.dep in {"nsubj", "csubj", "advcl", "acl:relcl"} or (below.dep == "nsubj:pass" and not lexical):
            return False
        if below.dep == "ccomp" and not lexical:
            return False  # "did not say that it fell 5%"
        if self._outlook.is_date and (clause.is_perfect(verb) or not self._reaches(verb)):
            return False  # "has not won since 1992", "did not leave until May"
        topic = clause.subject(verb)
        if topic is not None and lexical and any(word.norm in {"no", "not", "little"} for word in topic.subtree()[:2]):
            return True  # "not much rain is expected"
        return any(self._denies(child, verb) and child.i < below.i for child in verb.children)

    def _reaches(self, verb: Word) -> bool:
        """Tell whether the date stands close behind ``verb``, and not as its limit."""
        between: list[str] = []
        for word in self._line[verb.i + 1 : verb.i + _BESIDE]:
            if self._outlook.holds(word):
                return not any(norm in _LIMITS for norm in between)
            between.append(word.norm)
        return False

    def _denies(self, word: Word, verb: Word) -> bool:
        if word.norm not in self._words.negations or word.dep not in _NEGATING:
            return False
        after = next((child for child in verb.children if child.i == word.i + 1), None)
        return after is None or after.norm not in self._words.undone_by

    def _auxiliary(self, verb: Word) -> str | None:
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
        return "forecast" if verb.norm in self._words.motion or verb.child("cop") is not None else "target"

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
        told = any(
            word.norm in self._words.reporting and clause.is_past(word) and not self._is_quoted(word, verb) for word in speakers
        )
        topic = clause.subject(verb)
        on_condition = topic is not None and topic.norm in self._words.conditional
        return "forecast" if told and not on_condition else "hypothetical"

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

    def _closed(self, verb: Word) -> bool:
        """Tell whether nothing above the clause of ``verb`` governs it."""
        head = verb.head
        if head is None or verb.dep in _ENDS:
            return True
        if verb.dep == "advcl":
            return clause.is_finite(verb) or clause.is_perfect(verb) or (clause.is_infinitive(verb) and self._is_idle(verb, head))
        if verb.dep == "acl":
            return not clause.is_infinitive(verb) and not clause.is_led(verb)
        if verb.dep == "ccomp":
            return head.norm not in self._words.verbs and head.norm not in self._words.adjectives and clause.is_finite(verb)
        return verb.dep in {"nsubj", "appos"}

    def _is_idle(self, verb: Word, head: Word) -> bool:
        """Tell whether a verb that was does not govern the infinitive beside it: "rose to hit $5"."""
        cues = self._words.verbs.get(head.norm, ())
        return clause.is_past(head) and not any(_takes(cue, head, verb) for cue in cues) and self._object(head, verb) is None


def _is_apart(below: Word | None) -> bool:
    """Tell whether the claim is of a thing below or beside a noun, not of that: "the planned sale of the $5m house"."""
    return below is not None and (below.dep == "conj" or (below.dep == "nmod" and clause.is_definite(below)))


def _takes(cue: Verb, verb: Word, below: Word) -> bool:
    if cue.modality == "hypothetical" and clause.is_infinitive(below):
        return False  # "considered to be"
    if below.dep == "ccomp" or (below.dep in {*_CLAUSAL, "dep"} and not clause.is_finite(below)) or clause.is_infinitive(below):
        return cue.clause
    if cue.particle:
        return cue.object and below.dep == "obj" and any(child.norm == cue.particle for child in verb.children)
    if cue.via:
        return below.dep in {"obl", "nmod", "advcl"} and clause.preposition(below) in cue.via
    if below.dep == "nsubj:pass" or (below.dep == "nsubj" and clause.is_passive(verb)):
        return cue.object
    if below.dep == "obl" and not clause.is_passive(verb):
        return cue.object and clause.preposition(below) in _ASKING
    return cue.object and below.dep in {"obj", "iobj", "obl:unmarked", "dep"}
