"""Whose a depth or a profit is, when its own phrase does not say: what lies at it, or who has it."""

from collections.abc import Collection

from tallyspan.context.beside import Beside
from tallyspan.context.governor import subject
from tallyspan.context.noun_phrase import is_noun, noun_phrase
from tallyspan.context.site import Site
from tallyspan.context.wording import Phrase
from tallyspan.syntax import Word

_AT = frozenset({"at", "to", "of", "below"})
_TOLD = frozenset({"of", "'s", "in"})
_LONGEST = 6  # words


def with_owner(site: Site, beside: Beside, owned: Collection[str]) -> Phrase:
    """Return the phrase of ``beside``, with "of" its owner where its noun is one of those ``owned`` and names none."""
    words, noun = beside
    told = any(word.norm in _TOLD or word.tag == "NNP" for word in words)
    if not site.tree.parsed or noun.norm not in owned or told:
        return [words]
    holder = _holder(site, noun)
    if holder is not None:
        taken = site.taken | frozenset(range(noun.i, site.last + 1))
        return [words, "of", noun_phrase(holder, taken, _LONGEST, inner=True)]
    case = noun.child("case")
    if case is not None and case.norm == "at" and site.reading.kind != "distance":  # "at a cost of $5": not the subject's
        return [words]
    for word in noun.ancestors():
        who = subject(word, site.words)
        if who is not None:
            named = is_noun(who) and who.tag != "NNP" and who.i not in site.taken and who not in words
            return [words, "of", noun_phrase(who, site.taken, _LONGEST, inner=True)] if named else [words]
    return [words]


def _holder(site: Site, noun: Word) -> Word | None:
    """Return the noun that ``noun`` hangs from: the wreck of "a wreck at a depth of 5 m"."""
    case, head = noun.child("case"), noun.head
    if case is None or case.norm not in _AT or noun.dep != "nmod" or head is None:
        return None
    return head if is_noun(head) and head.i < noun.i and head.i not in site.taken else None
