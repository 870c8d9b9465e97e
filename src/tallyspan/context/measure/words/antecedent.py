"""What a pronoun stands for, in words that can stand in a measure: a name of the article, or a noun phrase before it."""

from collections.abc import Mapping
from typing import Any

from tallyspan.context.measure.draft import Draft
from tallyspan.context.measure.words.governor import main_subject
from tallyspan.context.measure.words.noun_phrase import is_noun, noun_phrase
from tallyspan.context.measure.words.site import Site
from tallyspan.context.subjects.reference import ReferenceReader
from tallyspan.model import Mention
from tallyspan.syntax import Word

_LONGEST = 6  # words
_PERSONS = frozenset({"he", "she", "him", "her"})
_THINGS = {"it": False, "they": True, "them": True}
"""Whether these stand for several."""


class Antecedents:
    """Resolves pronouns. ``table`` is the content of ``rules/reference.toml``."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._references = ReferenceReader(table, ())

    def of(self, word: Word, draft: Draft) -> str | None:
        """Return what ``word`` stands for, or None where it is no pronoun or nothing fits."""
        page = draft.page
        if not word.tag.startswith("PRP"):
            return None
        if word.norm in _PERSONS:
            found = next(iter(self._references.resolve(page, word)), None)
            if isinstance(found, Mention):
                return " ".join(found.surface.split())
            return None if found is None or not is_noun(found) else _phrase(found, draft)
        if word.norm not in _THINGS or not word.dep.startswith(("nsubj", "expl")):  # an object may take up any noun before it
            return None
        inside = _subject_above(word, several=_THINGS[word.norm])
        if inside is not None:
            return _phrase(inside, draft)
        above = page.trees.get(page.number(word.start) - 1)
        thing = None if above is None or not above.parsed else main_subject(above, plural=_THINGS[word.norm])
        return None if thing is None else _phrase(thing, draft)


def _subject_above(word: Word, *, several: bool) -> Word | None:
    """Return the subject of a clause above that of ``word``: "the company said it would close" speaks of the company."""
    for above in list(word.ancestors())[1:]:
        who = above.child("nsubj", "nsubj:pass")
        if who is not None and who.i < word.i and is_noun(who):
            many = who.tag in {"NNS", "NNPS"} or who.child("conj") is not None
            return who if many == several else None
    return None


def _phrase(noun: Word, draft: Draft) -> str | None:
    """Return the phrase of ``noun``, which may stand in a sentence that has no claim."""
    tree = draft.page.trees.get(draft.page.number(noun.start))
    some = next((site for site in draft.sites if site is not None), None)
    if tree is None or some is None:
        return None
    near = next((site for site in draft.sites if site is not None and site.tree is tree), None)
    taken = frozenset[int]() if near is None else near.taken
    place = Site(some.reading, tree, 0, 0, -1, len(tree.words), taken, None)
    found = draft.rendered(place, [noun_phrase(noun, taken, _LONGEST, inner=True)])
    return None if found is None else found.text
