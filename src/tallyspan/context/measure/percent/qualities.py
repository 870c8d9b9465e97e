"""Qualities in percent: "the vaccine is 95% effective" tells its effectiveness, "the fire is 30% contained" its containment."""

from collections.abc import Mapping
from typing import Any

from tallyspan.context.measure.draft import Draft
from tallyspan.context.measure.words.governor import subject
from tallyspan.context.measure.words.noun_phrase import is_noun, noun_phrase
from tallyspan.context.measure.words.site import Site
from tallyspan.context.measure.words.verb_phrase import verb_phrase
from tallyspan.context.measure.words.wording import Cited, Phrase
from tallyspan.syntax import Word

_COPULAS = frozenset({"is", "are", "was", "were", "be", "been", "'s", "being"})
_LONGEST = 8  # words
_BETWEEN = 6  # words of "100% bug-for-bug compatible"


class Qualities:
    """Finds the quality that a percentage grades. ``table`` is the content of ``rules/measure.toml``."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._nouns: Mapping[str, str] = table["quality"]

    def read(self, _draft: Draft, site: Site, _i: int) -> Phrase | None:
        """Return "effectiveness of the vaccine against the disease"; of an adjective before its noun only the quality."""
        found = self._adjective(site)
        if found is None:
            return self._participle(site)
        noun = Cited(self._nouns[found.norm], found)
        following = site.word(found.i + 1)
        if following is not None and is_noun(following) and following.i not in site.taken:
            return [noun, "of", [following]]
        behind = verb_phrase(site, found.i + 1, _LONGEST) if following is not None and following.tag in {"IN", "TO"} else []
        who = self._owner(site, found)
        return [noun, behind] if who is None else [noun, "of", noun_phrase(who, site.taken, _LONGEST, inner=True), behind]

    def _participle(self, site: Site) -> Phrase | None:
        """Return "firm owned by the state" for "the firm is 51 percent owned by the state"."""
        verb = site.word(site.right)
        if verb is None or verb.tag != "VBN" or site.norm(site.left) not in _COPULAS:
            return None
        who = self._owner(site, verb)
        said = verb_phrase(site, verb.i, _LONGEST)
        return None if who is None or not said else [noun_phrase(who, site.taken, _LONGEST), said]

    def _adjective(self, site: Site) -> Word | None:
        first = site.right + (site.norm(site.right) in {"more", "less"})
        for k in range(first, min(site.right + _BETWEEN, len(site.words))):
            word = site.words[k]
            if (
                k in site.taken
                or (k == first and word.tag == "IN")
                or (k > first and not word.tag.startswith(("JJ", "NN", "RB", "HYPH", "IN")))
            ):
                return None
            if word.norm in self._nouns and not (word.tag.startswith("NN") and k == first):
                return word
            if k > first and "-" not in {word.norm, site.norm(k - 1), site.norm(k + 1)}:
                return None
        return None

    @staticmethod
    def _owner(site: Site, adjective: Word) -> Word | None:
        beside = site.link if site.link is not None and adjective.head is site.link else adjective
        who = subject(beside, site.words)
        if who is None or not is_noun(who) or who.i in site.taken or who.i > site.first:
            return None
        return who
