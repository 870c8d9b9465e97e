"""What a verb or an adjective makes of what hangs on it: "plans to", "expected", "raised its forecast to"."""

from tallyspan.context import clause
from tallyspan.context.modality.outlook import Outlook
from tallyspan.context.modality.words import ModalWords, Verb
from tallyspan.syntax import Word

CLAUSAL = frozenset({"xcomp", "ccomp", "csubj", "csubj:pass"})
DEADLINES = frozenset({"by", "until", "till", "through", "for", "before"})
_TIMES = frozenset({"obl", "obl:unmarked", "advmod", "nmod", "nmod:unmarked"})
_ASKING = frozenset({"at", "for", "by", "to", "of", "over"})
_LEVELS = frozenset({"to", "at"})


class Governors:
    """Reads it for one claim, of which ``outlook`` knows the time."""

    __slots__ = ("_outlook", "_words")

    def __init__(self, words: ModalWords, outlook: Outlook) -> None:
        self._words = words
        self._outlook = outlook

    def read(self, verb: Word, below: Word) -> str | None:
        """Return what ``verb``, or the adjective that it is, makes of its child ``below``, which holds the claim."""
        if below.dep in CLAUSAL or (clause.is_infinitive(below) and below.dep not in {"conj", "acl:relcl"}):
            adjective = self._words.adjectives.get(verb.norm)
            if adjective and not verb.tag.startswith("VB") and (not adjective.only_clause or below.dep != "obl"):
                return adjective.modality
            if asked := self.of_object(verb, below):
                return asked
        cues = self._words.verbs.get(verb.norm, ()) if not verb.tag.startswith("NN") else ()
        if self._outlook.is_date and below.dep in _TIMES and self._outlook.holds(below):
            return next((cue.modality for cue in cues if not cue.particle and self._is_of_event(cue, verb, below)), None)
        if verb.norm in self._words.announcing and below.dep == "obj" and below.norm in self._words.announced:
            return "target"
        if self._outlook.is_date and below.dep == "obl":
            return None
        if not cues:
            return self._set(verb, below)
        direct = below.dep in {"obj", "iobj"} and self._outlook.holds(below)
        found = (cue.modality for cue in cues if takes(cue, verb, below) and _is_of(cue, below, direct=direct))
        return next(found, None) or self._set(verb, below)

    def of_object(self, verb: Word, below: Word) -> str | None:
        """Return what the object makes of an infinitive: "set a goal to halve", "made an offer to pay"."""
        thing = verb.child("obj")
        if thing is None or thing is below or thing.i > below.i or not clause.is_infinitive(below):
            return None
        entry = self._words.nouns.get(thing.norm)
        return entry.modality if entry else None

    def topic(self, verb: Word, below: Word | None) -> str | None:
        """Return what the subject makes of a predicate: "the target is 5%", "projections show 5%", "the plan includes $5m"."""
        topic = clause.subject(verb)
        if topic is None or topic is below or self._outlook.is_date:
            return None
        entry = self._words.nouns.get(topic.norm)
        if self._is_consensus(topic):
            return "forecast"
        if verb.child("cop") is None:
            foreseen = entry is not None and entry.modality == "forecast"
            if foreseen and (verb.norm in self._words.reporting or verb.norm in self._words.putting):
                return "forecast"
            drafted = topic.norm in self._words.drafts and verb.norm in self._words.containing and not _is_modal(verb)
            return "target" if drafted else None
        if entry is None or (entry.only_clause and not clause.is_infinitive(verb)):
            return None
        return entry.modality

    def _is_consensus(self, noun: Word) -> bool:
        """Tell whether ``noun`` is an estimate of those who foresee: "analysts' average estimate", "the consensus view"."""
        return noun.norm in self._words.estimates and any(child.norm in self._words.foreseers for child in noun.children)

    def wants_result(self, verb: Word) -> bool:
        """Tell whether a participle says what is wanted of a thing: "wants the tax raised to 5%"."""
        if verb.norm not in self._words.setting:
            return False
        for word in verb.ancestors():
            if word.dep in {"obj", "ccomp", "xcomp"} and word.head is not None:
                cues = self._words.verbs.get(word.head.norm, ())
                return word.i < verb.i and any(cue.result for cue in cues)
            if word.dep not in {"nmod", "compound"}:
                return False
        return False

    def foresees(self, noun: Word) -> bool:
        """Tell whether ``noun`` is what a verb of expecting says an infinitive of: "expects the bill to pass $5m"."""
        expecting = noun.head is not None and noun.dep == "obj" and noun.head.tag.startswith("VB")
        return (
            expecting
            and noun.head is not None
            and any(cue.dated for cue in self._words.verbs.get(noun.head.norm, ()) if cue.object)
        )

    def sees(self, verb: Word) -> bool:
        """Tell whether a gerund says what is foreseen of the noun that it hangs on: "sees output growing by 5%"."""
        head = verb.head.head if verb.tag == "VBG" and verb.head is not None and verb.head.dep == "obj" else None
        return head is not None and any(cue.modality == "forecast" and cue.object for cue in self._words.verbs.get(head.norm, ()))

    def _set(self, verb: Word, below: Word) -> str | None:
        """Return what is set to the amount: "raised its forecast to 5%", "the target was cut to 5%"."""
        if verb.norm not in self._words.setting or below.dep not in {"obl", "nmod"} or clause.preposition(below) not in _LEVELS:
            return None
        thing = verb.child("obj") or clause.subject(verb)
        if thing is not None and thing.norm in self._words.costs and verb.norm in self._words.putting and self._is_of_plan(thing):
            return "hypothetical"  # "put the cost of the proposal at $5m"
        entry = self._words.nouns.get(thing.norm) if thing is not None and thing is not below else None
        settled = entry is None or entry.only_clause or entry.modality not in {"target", "forecast"}
        return None if settled or entry is None else entry.modality

    def _is_of_plan(self, cost: Word) -> bool:
        """Tell whether a cost is that of what is not done yet: "the cost of that plan", "the cost of meeting the demand"."""
        of = [child for child in cost.children if clause.leader(child) == "of"]
        return any(child.tag == "VBG" or child.norm in self._words.conditional for child in of)

    def _is_of_event(self, cue: Verb, verb: Word, below: Word) -> bool:
        """Tell whether a date right beside a verb of planning is the event's, and not that of the act of planning."""
        if self._outlook.is_ahead or clause.preposition(below) in DEADLINES:
            return True
        return cue.dated and (clause.is_passive(verb) or verb.tag in {"VBP", "VBZ"}) and not self._outlook.is_behind


def _is_of(cue: Verb, below: Word, *, direct: bool) -> bool:
    """Tell whether ``cue`` means the thing ``below``, which is the claim itself if ``direct``."""
    if cue.things is not None:
        return (direct and not cue.things) or below.norm in cue.things
    return not (cue.indirect and direct)


def _is_modal(verb: Word) -> bool:
    return any(child.tag == "MD" for child in verb.children)


def _is_present(verb: Word) -> bool:
    return verb.tag in {"VBZ", "VBP"} or any(child.norm in {"is", "are"} and child.dep == "aux:pass" for child in verb.children)


def takes(cue: Verb, verb: Word, below: Word) -> bool:
    """Tell whether ``cue``, of ``verb``, says anything of ``below``."""
    infinitive = clause.is_infinitive(below)
    if (infinitive and not cue.infinitive) or (cue.modality == "target" and below.tag[:2] == "JJ" and not infinitive):
        return False  # "considered to be", "pleaded guilty"
    if cue.particle and not any(child.norm == cue.particle for child in verb.children):
        return False
    if cue.present and not _is_present(verb):
        return False
    if cue.indirect and below.dep == "advcl" and below.tag == "VBG" and not clause.leader(below):
        return True  # "sees output falling 5%"
    if below.dep == "ccomp" or (below.dep in {*CLAUSAL, "dep"} and not clause.is_finite(below)) or clause.is_infinitive(below):
        return cue.clause
    if cue.particle:
        return cue.object and below.dep in {"obj", "obl"}
    if cue.via:
        return below.dep in {"obl", "nmod", "advcl"} and clause.leader(below) in cue.via
    if below.dep == "nsubj:pass" or (below.dep == "nsubj" and clause.is_passive(verb)):
        return cue.object
    if below.dep == "obl" and not clause.is_passive(verb):
        return cue.object and clause.preposition(below) in _ASKING
    return cue.object and below.dep in {"obj", "iobj", "obl:unmarked", "dep"}
