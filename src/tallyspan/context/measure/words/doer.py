"""Who does what an event tells of, in the words of a measure; and whose what he does it to is."""

from collections.abc import Callable, Sequence

from tallyspan.context.measure.words.noun_phrase import bare, is_noun, noun_phrase
from tallyspan.context.measure.words.site import Site
from tallyspan.context.measure.words.wording import Cited, Phrase
from tallyspan.syntax import Word

Resolve = Callable[[Word], str | None]
"""Returns what a pronoun stands for, or None."""

SUBJECT_ROOM = 8  # words
_OWNERS = frozenset({"its", "their", "his", "her"})
_LONGEST_OWNER = 3  # words


def apposed(site: Site, verb: Word) -> Word | None:
    """Return the name that the tree hung on the date before it: "On Thursday, Francis D'Souza, a minister, died"."""
    link = site.link
    name = None if link is None else link.child("appos")
    return name if name is not None and name.tag == "NNP" and site.last < name.i < verb.i else None


def doer_of(who: Word | None, site: Site, resolve: Resolve) -> Phrase:
    """Return the phrase of ``who``, or what it stands for; empty where the text does not name it."""
    if who is not None and who.i in site.taken:  # "Friday in Lima, Mohamed Ali was sentenced": the tree took the day for it
        beside = () if who.head is None else (word for word in who.head.children if word.dep == who.dep)
        within = (word for word in who.subtree() if word.dep == "appos" and word.tag == "NNP")
        who = next((word for word in (*beside, *within) if word.i not in site.taken), None)
    if who is None or who.i in site.taken:
        return []
    if is_noun(who):
        words = bare(noun_phrase(who, site.taken, SUBJECT_ROOM, inner=True), inner=True)
        return owned(words[1:] if words[0].tag == "WP" and len(words) > 1 else words, [])
    found = resolve(who)
    return [] if found is None else [Cited(found, who)]


def standing(doer: Phrase) -> Phrase:
    """Return ``doer`` without the article or pointer that says nothing where it stands alone."""
    return [piece if isinstance(piece, str | Cited) else bare(list(piece)) for piece in doer]


def owned(words: list[Word], doer: Phrase) -> Phrase:
    """Return ``words`` with the owner named where they start with "his" or "its": "Brady's retirement"; else with "the"."""
    first = words[0]
    if first.norm not in _OWNERS or len(words) == 1:
        return [words]
    owner = _name(doer[0]) if len(doer) == 1 else None
    return [Cited("the" if owner is None else f"{owner}'s", first), words[1:]]


def _name(piece: str | Cited | Sequence[Word]) -> str | None:
    """Return the short name that ``piece`` is, or None."""
    if isinstance(piece, str):
        return None
    if isinstance(piece, Cited):
        name = piece.text
    else:
        name = " ".join(word.form for word in piece) if piece and all(word.tag.startswith("NNP") for word in piece) else ""
    return name if 0 < len(name.split()) <= _LONGEST_OWNER and name[:1].isupper() else None
