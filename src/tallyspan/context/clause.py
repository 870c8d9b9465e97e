"""What a tree tells of a clause: whether it is one, its auxiliaries, subject, voice, tense; of a noun: what marks it."""

from tallyspan.syntax import Word

_AUXILIARY = frozenset({"aux", "aux:pass", "cop"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "our", "my", "your"})
_SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "csubj:pass", "nsubj:outer", "expl")
_PREDICATED = _AUXILIARY.union(_SUBJECTS)


def is_predicate(word: Word) -> bool:
    """Tell whether ``word`` heads a clause: a verb, or a noun or adjective with a copula or a subject."""
    return word.tag.startswith(("VB", "MD")) or any(child.dep in _PREDICATED for child in word.children)


def auxiliaries(word: Word) -> list[Word]:
    """Return the auxiliaries and the copula of the clause that ``word`` heads."""
    return [child for child in word.children if child.dep in _AUXILIARY and child.tag != "TO"]


def is_finite(word: Word) -> bool:
    """Tell whether the clause has a tense of its own."""
    return word.tag in _FINITE or any(child.tag in _FINITE for child in auxiliaries(word))


def is_past(word: Word) -> bool:
    """Tell whether the clause speaks of what was: "rose", "was sold", "has fallen", "having sold"."""
    helpers = auxiliaries(word)
    if any(child.tag == "MD" for child in helpers):
        return False
    return word.tag == "VBD" or any(child.tag == "VBD" for child in helpers) or is_perfect(word)


def is_perfect(word: Word) -> bool:
    """Tell whether "has", "had" or "having" helps the verb."""
    return any(child.norm in {"has", "have", "had", "having", "'ve", "ve"} and child.dep == "aux" for child in word.children)


def is_passive(word: Word) -> bool:
    """Tell whether something is done to the subject, or to the noun that a participle describes: "is sold", "sold on Monday"."""
    if word.child("nsubj:pass", "aux:pass") is not None:
        return True
    return word.tag == "VBN" and not is_perfect(word) and word.child("nsubj") is None


def is_infinitive(word: Word) -> bool:
    """Tell whether "to" stands before the verb."""
    return any(child.norm == "to" and child.dep in {"mark", "aux"} for child in word.children)


def is_definite(noun: Word) -> bool:
    """Tell whether ``noun`` is one that is known already: "the $5 million house", "Smith's 20% stake"."""
    return any(
        (child.norm in _DEFINITE and child.dep in {"det", "nmod:poss"}) or child.dep == "nmod:poss" for child in noun.children
    )


def subject(word: Word) -> Word | None:
    """Return the subject of the clause that ``word`` heads."""
    return word.child(*_SUBJECTS)


def preposition(word: Word) -> str:
    """Return what leads ``word``: its preposition, or an empty string."""
    case = word.child("case")
    return case.norm if case else ""


def leader(word: Word) -> str:
    """Return what leads ``word``, a noun or a gerund: its preposition, or an empty string."""
    mark = word.child("case", "mark")
    return mark.norm if mark else ""


def is_led(verb: Word) -> bool:
    """Tell whether a preposition leads the gerund ``verb``: "a goal of raising"."""
    mark = verb.child("mark", "case")
    return mark is not None and mark.norm in {"of", "for", "to", "at", "in"}
