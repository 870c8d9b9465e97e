"""What is denied: by "not" and its like at a verb or a noun, by a subject that is nobody, by a verb of denying above."""

from collections.abc import Sequence

from tallyspan.context import clause
from tallyspan.context.modality.outlook import Outlook
from tallyspan.context.modality.words import ModalWords
from tallyspan.syntax import Word

_BESIDE = 9  # words from a verb to the date that its denial reaches
_OUTER = 3  # clauses around a plan in which it may be denied
_LIMITS = frozenset({"until", "till", "after", "before", "since", ","})
_NEGATING = frozenset({"advmod", "neg", "mark", "cc:preconj", "cc", "det"})


class Denials:
    """Finds them for one claim, of which ``outlook`` knows the time; ``line`` are the words of its sentence."""

    __slots__ = ("_line", "_outlook", "_words")

    def __init__(self, words: ModalWords, line: Sequence[Word], outlook: Outlook) -> None:
        self._words = words
        self._line = line
        self._outlook = outlook

    def of_noun(self, child: Word, noun: Word, below: Word | None) -> bool:
        """Tell whether ``child`` denies ``noun``: "no 5% rise", "instead of 5%", "no evidence that"."""
        if child.dep == "case":
            return child.norm in self._words.instead or (child.norm == "without" and not self._outlook.is_date)
        if child.norm != "no" or child.dep != "det" or self._bounds(child):
            return False
        clausal = below is not None and below.dep in {"acl", "ccomp"}
        if clausal and (noun.norm in self._words.evidence or noun.norm in self._words.nouns):
            return True  # "no plan to sell by 2040"
        return noun.dep not in {"nsubj", "obl"} and not self._outlook.is_date

    def disputes(self, noun: Word) -> bool:
        """Tell whether what ``noun`` says in a clause is not so: "denied reports that", "no evidence that"."""
        if noun.norm in self._words.hearsay and noun.head is not None and noun.head.norm in self._words.denying:
            return True
        return noun.norm in self._words.evidence and any(child.norm == "no" for child in noun.children)

    def of_verb(self, verb: Word, below: Word | None, governed: str | None) -> bool:
        """Tell whether ``verb`` is denied with the claim under its child ``below``, of which it makes ``governed``."""
        if verb.norm in self._words.bounding:
            return False
        if below is None:
            return any(self._denies(child, verb) for child in verb.children if child.i < verb.i)
        if below.dep in {"nsubj", "csubj", "advcl", "acl:relcl"} or (below.dep == "nsubj:pass" and not governed):
            return False
        if below.dep == "ccomp" and not governed:
            return False  # "did not say that it fell 5%"
        if self._outlook.is_date and (clause.is_perfect(verb) or not self.reaches(verb)):
            return False  # "has not won since 1992", "did not leave until May"
        return self._is_nobodys(verb, below, governed) or self.precedes(verb, below)

    def falls_short(self, verb: Word) -> bool:
        """Tell whether the gerund ``verb`` is not done: "stopped short of demanding"."""
        mark = verb.child("mark", "case") if verb.tag == "VBG" else None
        return mark is not None and mark.norm == "of" and mark.i > 0 and self._line[mark.i - 1].norm == "short"

    def precedes(self, verb: Word, below: Word | None) -> bool:
        """Tell whether a word of denial stands at ``verb``, before ``below``."""
        return below is not None and any(self._denies(child, verb) and child.i < below.i for child in verb.children)

    def reaches(self, verb: Word) -> bool:
        """Tell whether the date stands close behind ``verb``, and not as its limit."""
        between: list[str] = []
        for word in self._line[verb.i + 1 : verb.i + _BESIDE]:
            if self._outlook.holds(word):
                return not any(norm in _LIMITS for norm in between)
            between.append(word.norm)
        return False

    def from_above(self, word: Word) -> bool:
        """Tell whether a plan or forecast at ``word`` is denied around it: "denied it would pay", "scrapped plans to pay"."""
        if word.norm in self._words.nouns and self._is_dropped(word):
            return True
        for _ in range(_OUTER):
            head = word.head
            if head is None or word.dep not in {"ccomp", "xcomp", "obj", "acl", "nsubj:pass"} or self.precedes(head, word):
                return False
            if word.dep in {"obj", "nsubj:pass"}:
                return head.norm in self._words.dropping and word.norm in self._words.nouns
            cues = self._words.verbs.get(head.norm, ()) if word.dep == "ccomp" else ()
            if any(cue.modality == "negated" and cue.clause for cue in cues):
                return True
            word = head
        return False

    def _is_dropped(self, noun: Word) -> bool:
        """Tell whether the word before ``noun`` and its articles drops it: "scrapped plans", whatever the tree makes of that."""
        i = noun.i - 1
        while i > 0 and self._line[i].tag in {"DT", "PRP$", "JJ"}:
            i -= 1
        return i >= 0 and self._line[i].norm in self._words.dropping

    def _is_nobodys(self, verb: Word, below: Word, governed: str | None) -> bool:
        topic = clause.subject(verb)
        if topic is None or topic is below or (self._outlook.is_date and not governed):
            return False
        opening = [word.norm for word in topic.subtree()[:2]]
        if governed and ("not" in opening or "little" in opening):
            return True  # "not much rain is expected"
        return opening[0] in self._words.nobody or opening == ["not", "one"]

    def _bounds(self, word: Word) -> bool:
        """Tell whether ``word`` only bounds an amount: "no more than 5%", "not less than 5%"."""
        behind = self._line[word.i + 1 : word.i + 3]
        return len(behind) > 1 and behind[0].norm in self._words.more and behind[1].norm == "than"

    def _denies(self, word: Word, verb: Word) -> bool:
        if word.norm == "longer" and word.i > 0 and self._line[word.i - 1].norm == "no":
            return True
        if word.norm not in self._words.negations or word.dep not in _NEGATING or self._bounds(word):
            return False
        after = self._line[word.i + 1] if word.i + 1 < len(self._line) else None
        return after is None or after.head is not verb or after.norm not in self._words.undone_by
