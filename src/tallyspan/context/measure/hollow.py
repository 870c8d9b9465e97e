"""Nouns that say little alone, completed: the ceiling of a tax, the forecast of growth, an excise on transfers."""

from collections.abc import Mapping
from typing import Any

from tallyspan.context.measure.draft import Draft
from tallyspan.context.measure.leaning import last_quantity
from tallyspan.context.measure.words.noun_phrase import is_noun
from tallyspan.context.measure.words.site import Site, noun_run
from tallyspan.context.measure.words.wording import Cited, Phrase
from tallyspan.syntax import Word

_ASIDE = frozenset({",", "from", "in", "by", "on", "until", "since", "and", "(", ")"})
_FARTHEST = 5  # words from the quantity to what its noun is about
_NEAR = 6
_SHORT = 3  # words of a hollow phrase


class Hollow:
    """Completes hollow nouns. ``table`` is the content of ``rules/measure.toml``."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._bounds: Mapping[str, str] = table["hollow"]["bounds"]
        self._foreseen: Mapping[str, str] = table["hollow"]["foreseen"]
        self._capping = frozenset(table["hollow"]["capping"])
        self._complements: Mapping[str, list[str]] = table["complement"]
        self._stops = frozenset(table["stops"])
        # What "a margin of" cannot be the margin of; growth can be foreseen.
        nouns = {*table["nouns_of_change"].values(), *table["generic"].values()} - {"growth"}
        self._vague = tuple(f"{noun} " for noun in sorted(nouns))

    def completed(self, draft: Draft, site: Site, i: int, phrase: Phrase) -> Phrase:
        """Return ``phrase`` with what its noun is about, from behind the quantity or from the quantity before it."""
        words = phrase[0] if len(phrase) == 1 else ""
        if isinstance(words, str | Cited) or not 0 < len(words) <= _SHORT:
            return phrase
        noun = words[-1].norm
        one = noun.removesuffix("s")
        behind = self._behind(site, one)
        if behind is not None:
            return [words, behind]
        link = self._bounds.get(one) or self._foreseen.get(one)
        near = None if link is None else last_quantity(draft.sites, i)
        other = None if near is None else draft.sites[near]
        measured = None if near is None else draft.found[near]
        if link is None or other is None or measured is None or measured.text.startswith(self._vague):
            return phrase
        together = other.tree is site.tree
        same = other.reading.kind == site.reading.kind
        adjacent = site.tree.start - other.tree.end <= _FARTHEST and one in self._foreseen
        if not (same if one in self._foreseen else True) or not (together or adjacent):
            return phrase
        if noun in measured.text.split():
            return [Cited(measured.text, words[-1])]
        return [words, Cited(f"{link} {measured.text}", words[-1])]

    def capped(self, draft: Draft, site: Site, i: int) -> Phrase | None:
        """Read "cap rent increases at 3%", "pay of $5,000, capped at $9,000"."""
        if site.norm(site.left) not in {"at", "to"} or site.reading.kind == "distance":
            return None
        k = site.left - 1
        while k > max(0, site.left - _NEAR) and site.norm(k) not in self._capping and k not in site.taken:
            k -= 1
        verb, words = site.words[max(k, 0)], site.words[k + 1 : site.left]
        if verb.norm not in self._capping or any(word.norm in _ASIDE for word in words):
            return None
        if words and (is_noun(words[-1]) or (words[-1].tag == "VBZ" and len(words) > 1)):  # "rent increases"
            return [Cited("cap on", verb), list(words)]
        near = last_quantity(draft.sites, i)
        other = None if near is None else draft.sites[near]
        measured = None if near is None else draft.found[near]
        if words or verb.tag != "VBN" or other is None or measured is None or other.tree is not site.tree:
            return None
        return [Cited(f"cap on {measured.text.partition(' as share of ')[0]}", verb)] if site.norm(verb.i - 1) == "," else None

    def _behind(self, site: Site, one: str) -> list[Word] | None:
        """Return "on transfers" of "an excise of 20 per cent, from July, on transfers"."""
        prepositions = self._complements.get(one, ())
        for k in range(site.right, min(site.right + _FARTHEST, len(site.words))):
            word = site.words[k]
            if word.norm in prepositions and k + 1 not in site.taken:
                run = noun_run(site, k + 1, self._stops)
                return [word, *run] if run else None
            if k not in site.taken and word.norm not in _ASIDE:
                return None
        return None
