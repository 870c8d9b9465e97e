"""Whose a depth or a profit is, when its own phrase does not say: what lies at it, or who has it."""

from collections.abc import Collection

from tallyspan.context.clause import is_predicate
from tallyspan.context.measure.beside import Beside
from tallyspan.context.measure.words.governor import subject
from tallyspan.context.measure.words.noun_phrase import is_noun, noun_phrase
from tallyspan.context.measure.words.site import Site
from tallyspan.context.measure.words.wording import Phrase
from tallyspan.syntax import Word

_AT = frozenset({"at", "to", "of", "below"})
_TOLD = frozenset({"of", "'s", "in"})
_ADJUNCT = frozenset({"at", "for", "under", "after"})  # "at a cost of $5" is not the cost of the subject
_LONGEST = 6  # words


def with_owner(site: Site, beside: Beside, owned: Collection[str], owning: Collection[str]) -> Phrase:
    """Return the phrase of ``beside``, with "of" its owner where its noun is one of those ``owned`` and names none.

    ``owning`` are the forms of the verbs whose subject has their object.
    """
    words, noun = beside
    told = any(word.norm in _TOLD or word.tag == "NNP" for word in words)
    if not site.tree.parsed or not is_owned(noun, owned) or told:
        return [words]
    changed = _from(site, noun)
    if changed is not None:
        return [[word for word in words if word.i <= noun.i], "of", changed]
    holder = _holder(site, noun, owned)
    if holder is not None:
        taken = site.taken | frozenset(range(noun.i, site.last + 1))
        return [words, "of", noun_phrase(holder, taken, _LONGEST, inner=True)]
    who = _having(site, noun, owning)
    if who is None or not is_noun(who) or who.tag == "NNP" or who.i in site.taken or who in words:
        return [words]
    return [words, "of", noun_phrase(who, site.taken, _LONGEST, inner=True)]


def _from(site: Site, noun: Word) -> list[Word] | None:
    """Return the deaths of "an increase from 88 deaths": what rose is what there were so many of."""
    count, last = site.word(noun.i + 2), noun.i + 3
    if site.norm(noun.i + 1) != "from" or count is None or count.tag != "CD" or count.i in site.taken:
        return None
    while last < len(site.words) and site.words[last].tag.startswith(("JJ", "NN", "VBN")) and last not in site.taken:
        last += 1
    words = site.words[noun.i + 3 : last]
    return list(words) if words and is_noun(words[-1]) else None


def _holder(site: Site, noun: Word, owned: Collection[str]) -> Word | None:
    """Return the noun that ``noun`` hangs from: the wreck of "a wreck at a depth of 5 m", the car of "a car with a value of"."""
    case, head = noun.child("case"), noun.head
    if case is None or head is None or noun.dep not in {"nmod", "obl"}:
        return None
    if case.norm == "with":
        before = site.word(case.i - 1)
        near = before if before is not None and is_noun(before) else None
        return near if near is not None and near.i not in site.taken and not is_owned(near, owned) else None
    at = case.norm in _AT and noun.dep == "nmod"
    return head if at and is_noun(head) and head.i < noun.i and head.i not in site.taken else None


def _having(site: Site, noun: Word, owning: Collection[str]) -> Word | None:
    """Return who has ``noun``: the subject of "posted a loss"; for a length, of any verb."""
    case = noun.child("case")
    if case is not None and case.norm in _ADJUNCT and site.reading.kind != "distance":
        return None
    for word in noun.ancestors():
        if not is_predicate(word) or word.i in site.taken:
            continue
        who = subject(word, site.words)
        if who is not None:
            return who if site.reading.kind == "distance" or word.norm in owning else None
    return None


def is_owned(noun: Word, owned: Collection[str]) -> bool:
    """Tell whether ``noun``, also as a plural, is one of those ``owned``."""
    return noun.norm in owned or noun.norm.removesuffix("s") in owned
