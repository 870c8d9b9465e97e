"""Whether a claim is so, is meant to be, is foreseen, is only thought of, or is denied."""

from bisect import bisect_left

from tallyspan.context import clause
from tallyspan.context.modal_words import ModalWords, Verb
from tallyspan.context.page import Page
from tallyspan.reading import Reading
from tallyspan.syntax import Word

_REACH = 40  # steps from a claim up to what governs it
_BEFORE = 30  # claims before this one among which the same amount may stand
_PREMODIFIERS = frozenset({"nummod", "compound", "amod", "nmod:poss", "det", "advmod", "nmod:unmarked", "obl:unmarked", "dep"})
_NOMINAL = frozenset({"obj", "iobj", "nsubj:pass", "obl", "obl:unmarked", "nmod", "nmod:unmarked", "nummod", "compound", "dep"})
_CLAUSAL = frozenset({"xcomp", "ccomp", "csubj", "csubj:pass", "advcl", "acl", "nsubj:pass", "csubj:outer"})
_ENDS = frozenset({"root", "acl:relcl", "parataxis", "discourse"})
_DEADLINES = frozenset({"by", "until", "till", "through", "for", "before"})


class ModalityReader:
    """Reads it from the clause of a claim and from what governs that clause."""

    def __init__(self) -> None:
        self._words = ModalWords()

    def read(self, page: Page, reading: Reading) -> str:
        """Return the modality of ``reading``, one of the readings of ``page``."""
        reading = _unbracketed(page, reading)
        return self._governed(page, reading) or self._repeated(page, reading) or "actual"

    def _governed(self, page: Page, reading: Reading) -> str | None:
        tree = page.trees.get(page.number(reading.start))
        if tree is None or not tree.parsed:
            return None
        top = tree.top(reading.start, reading.end)
        return _Walk(self._words, page, reading).up(top) if top else None

    def _repeated(self, page: Page, reading: Reading) -> str | None:
        """Return the modality of the same amount said before, where this one points back to it: "the $2 billion fund"."""
        before = page.article.text[max(0, reading.start - 5) : reading.start].lower().split()
        if reading.kind == "date" or before[-1:] not in (["the"], ["this"]):
            return None
        place = _place(page, reading)
        for earlier in reversed(page.readings[max(0, place - _BEFORE) : place]):
            if (earlier.kind, earlier.value, earlier.unit) == (reading.kind, reading.value, reading.unit) and reading.value:
                return self._governed(page, earlier)
        return None


def _place(page: Page, reading: Reading) -> int:
    return bisect_left(page.readings, reading.start, key=lambda one: one.start)


def _unbracketed(page: Page, reading: Reading) -> Reading:
    """Return the amount that ``reading`` says again in brackets, or ``reading``: "three feet (one metre)"."""
    place = _place(page, reading)
    if not place:
        return reading
    before = page.readings[place - 1]
    between = page.article.text[before.end : reading.start] if reading.start - before.end < 20 else ""  # noqa: PLR2004
    return before if before.kind == reading.kind and between.lstrip().startswith("(") and ")" not in between else reading


def _is_attribute(below: Word | None) -> bool:
    """Tell whether the claim is of a thing below a noun, not of the noun itself: "the planned sale of the $5m house"."""
    return below is not None and below.dep == "nmod" and clause.is_definite(below)


class _Walk:
    """The way from one claim up through the tree."""

    __slots__ = ("date", "page", "published", "reading", "words")

    def __init__(self, words: ModalWords, page: Page, reading: Reading) -> None:
        self.words = words
        self.page = page
        self.reading = reading
        self.date = reading.kind == "date"
        self.published = page.article.published

    def up(self, top: Word) -> str | None:
        """Return the modality that governs ``top``, the claim's own head, or None."""
        word, below = top, None
        skipping = False  # in a conjunct with a tense of its own: what stands on the first one is not about it
        for _ in range(_REACH):
            if clause.is_predicate(word):
                found = None if skipping else self._clause(word, below)
                if found or self._closed(word):
                    return self._lawful(found) or self._foreseen(word)
                skipping = word.dep == "conj" and (clause.is_finite(word) or clause.subject(word) is not None)
            else:
                found = self._noun(word, below)
                if found or (below is not None and self._known(word)):
                    return self._lawful(found)
                skipping = False
            if word.head is None or word.dep in _ENDS:
                return self._lawful(None)
            word, below = word.head, word
        return None

    # --- nouns

    def _noun(self, noun: Word, below: Word | None) -> str | None:
        """Return what ``noun`` and its modifiers make of the claim, which stands under its child ``below`` or is ``noun``."""
        for child in noun.children:
            if child.dep in {"amod", "compound"} and child is not below and child.norm in self.words.modifiers:
                if not _is_attribute(below):
                    return self.words.modifiers[child.norm]
            elif (child.norm == "no" and child.dep == "det" and not self.date) or (
                child.dep == "case" and child.norm in self.words.instead
            ):
                return "negated"
        entry = self.words.nouns.get(noun.norm)
        if entry is None or below is None:
            return None
        if below.dep in {"acl", "ccomp", "advcl", "xcomp"}:
            return entry.modality if below.dep != "acl" or clause.is_infinitive(below) or clause.preposition_like(below) else None
        if entry.only_clause:
            return None
        if self.date:
            return entry.modality if below.dep == "nmod" and clause.preposition(below) in _DEADLINES else None
        return entry.modality if below.dep in _NOMINAL or below.dep in _PREMODIFIERS else None

    def _known(self, noun: Word) -> bool:
        """Tell whether ``noun`` is a thing that is there already, whatever is planned with it."""
        return clause.is_definite(noun) and noun.norm not in self.words.changes and not self.date

    # --- clauses

    def _clause(self, verb: Word, below: Word | None) -> str | None:
        """Return what the clause of ``verb`` makes of the claim, which stands under its child ``below`` or is its predicate."""
        mark = verb.child("mark")
        if mark is not None and mark.norm in self.words.conditions:
            return "hypothetical"
        lexical = self._lexical(verb, below)
        if self._negated(verb, below, lexical):
            return "negated"
        if lexical:
            return lexical
        topic = clause.subject(verb)
        if topic is not None and topic is not below and (below is None or below.dep in {"obl", "nmod", "xcomp"}):
            entry = self.words.nouns.get(topic.norm)  # "the target is 5%", "the goal is to raise 5%"
            if entry and not self.date and (verb.child("cop") is not None) and not (entry.only_clause and below is None):
                return entry.modality
        return self._auxiliary(verb)

    def _lexical(self, verb: Word, below: Word | None) -> str | None:
        if below is None:
            return None
        if below.dep in _CLAUSAL or below.dep == "nsubj:pass":
            adjective = self.words.adjectives.get(verb.norm)
            if adjective and (verb.child("cop") is not None or verb.tag.startswith("JJ")) and below.dep in _CLAUSAL:
                return adjective.modality
        if self.date and below.dep in {"obl", "obl:unmarked", "advmod", "nmod", "nmod:unmarked"} and self._holds_date(below):
            return next(
                (cue.modality for cue in self.words.verbs.get(verb.norm, ()) if self._is_of_event(cue, verb, below)), None
            )
        for cue in self.words.verbs.get(verb.norm, ()):
            if self._takes(cue, verb, below):
                return cue.modality
        if verb.norm in self.words.announcing and below.dep == "obj" and below.norm in self.words.announced:
            return "target"
        return None

    def _takes(self, cue: Verb, verb: Word, below: Word) -> bool:
        if below.dep in {"xcomp", "ccomp", "csubj", "csubj:pass"} or (below.dep == "advcl" and clause.is_infinitive(below)):
            infinite = clause.is_infinitive(below) or not clause.is_finite(below) or below.dep == "ccomp"
            return cue.clause and infinite
        if cue.via:
            return below.dep in {"obl", "nmod", "advcl"} and clause.preposition(below) in cue.via
        if below.dep == "nsubj:pass" or (below.dep == "nsubj" and clause.is_passive(verb)):
            return cue.object
        return cue.object and (below.dep in {"obj", "iobj"} or (below.dep == "obl" and not clause.preposition(below)))

    def _is_of_event(self, cue: Verb, verb: Word, below: Word) -> bool:
        """Tell whether a date right beside a verb of planning is the event's, and not that of the act of planning."""
        if self._ahead() or clause.preposition(below) in _DEADLINES:
            return True
        return cue.dated and (clause.is_passive(verb) or verb.tag in {"VBP", "VBZ"}) and not self._behind()

    def _holds_date(self, word: Word) -> bool:
        return word.start < self.reading.end and self.reading.start < word.end

    def _negated(self, verb: Word, below: Word | None, lexical: str | None) -> bool:
        if below is None:
            return any(self._denies(child, verb) for child in verb.children if child.i < verb.i)
        if (
            below.dep in {"nsubj", "csubj", "advcl"}
            or (below.dep == "nsubj:pass" and not lexical)
            or verb.norm in self.words.bounding
        ):
            return False
        if below.dep == "ccomp" and not lexical:
            return False  # "did not say that it fell 5%"
        if self.date and (self.reading.relation or below.i < verb.i):
            return False  # "has not won since 1992"
        topic = clause.subject(verb)
        if topic is not None and lexical and any(child.norm in {"no", "not"} for child in topic.children):
            return True
        return any(self._denies(child, verb) and child.i < below.i for child in verb.children)

    def _denies(self, word: Word, verb: Word) -> bool:
        if word.norm not in self.words.negations or word.dep not in {"advmod", "neg", "mark", "cc:preconj", "cc"}:
            return False
        after = next((child for child in verb.children if child.i == word.i + 1), None)
        return after is None or after.norm not in self.words.undone_by

    def _auxiliary(self, verb: Word) -> str | None:
        for child in verb.children:
            kind = self.words.auxiliaries.get(child.norm) if child.tag == "MD" else None
            if kind == "should":
                topic = clause.subject(verb)
                if topic is not None and child.i < topic.i:
                    return "hypothetical"  # "should it rise 5%"
                return "forecast" if verb.norm in self.words.motion or verb.child("cop") is not None else "target"
            if kind == "would":
                return self._would(verb)
            if kind in {"forecast", "hypothetical"}:
                return self._open(verb, kind)
            if kind:
                return kind
        return None

    def _open(self, verb: Word, kind: str) -> str:
        """Return whether what "will" or "may" be hangs on a condition."""
        if self._conditioned(verb):
            return "hypothetical"
        foreseen = kind == "hypothetical" and (self.date or self._under(verb) == "forecast")
        return "forecast" if foreseen else kind  # the day on which something may happen is a forecast of the day

    def _would(self, verb: Word) -> str:
        """Return whether "would" is the "will" of one who spoke in the past, or hangs on a condition."""
        if self._conditioned(verb) or clause.is_perfect(verb):
            return "hypothetical"
        above = self._under(verb)
        if above:
            return above
        head = verb.head
        told = (
            head is not None and verb.dep in {"ccomp", "parataxis"} and head.norm in self.words.reporting and clause.is_past(head)
        )
        topic = clause.subject(verb)
        open_question = topic is not None and topic.norm in self.words.conditional
        return "forecast" if told and not open_question else "hypothetical"

    def _under(self, verb: Word) -> str | None:
        """Return what a verb of planning or foreseeing above the clause makes of it: "predicted it could", "vowed it would"."""
        head = verb.head
        if head is None or verb.dep not in {"ccomp", "xcomp"}:
            return None
        cues = self.words.verbs.get(head.norm, ()) if head.tag.startswith("VB") else ()
        return next((cue.modality for cue in cues if cue.clause and cue.modality in {"target", "forecast"}), None)

    def _conditioned(self, verb: Word) -> bool:
        for child in verb.children:
            if child.dep == "advcl":
                mark = child.child("mark")
                if mark is not None and mark.norm in self.words.conditions and mark.norm != "unless":
                    return True
        return False

    def _closed(self, verb: Word) -> bool:
        """Tell whether nothing above the clause of ``verb`` governs it."""
        if verb.head is None or verb.dep in _ENDS:
            return True
        if verb.dep == "advcl":
            return clause.is_finite(verb) or clause.is_perfect(verb) or self._is_purpose(verb)
        if verb.dep == "acl":
            return not clause.is_infinitive(verb) and not clause.preposition_like(verb)
        if verb.dep == "ccomp":
            return verb.head.norm in self.words.reporting and verb.head.norm not in self.words.verbs
        return verb.dep in {"nsubj", "appos"}

    def _is_purpose(self, verb: Word) -> bool:
        return clause.is_infinitive(verb) and verb.head is not None and clause.is_past(verb.head)

    # --- dates

    def _ahead(self) -> bool:
        """Tell whether the claim is a date that lies ahead of the article."""
        start = self.reading.date_start
        if start is not None:
            return self.published is not None and start > self.published
        surface = self.page.article.text[self.reading.start : self.reading.end].lower().split()
        return any(word in self.words.forward for word in surface[:2]) and "day" not in surface

    def _behind(self) -> bool:
        end = self.reading.date_end
        return end is not None and self.published is not None and end < self.published

    def _lawful(self, found: str | None) -> str | None:
        return found

    def _foreseen(self, verb: Word) -> str | None:
        """Return what a date ahead makes of a clause in the present: "they travel on Monday"."""
        if self.date and self._ahead() and not clause.is_past(verb):
            return "target" if clause.is_infinitive(verb) else "forecast"
        return None
