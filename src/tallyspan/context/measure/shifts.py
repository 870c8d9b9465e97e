"""Rises and falls that an adverb tells: "sales were up 7%", "sugar, down 3%", "the rupee ended 11 paise weaker"."""

from collections.abc import Mapping
from typing import Any

from tallyspan.context.measure.draft import Draft
from tallyspan.context.measure.leaning import last_quantity
from tallyspan.context.measure.predicate import Predicates
from tallyspan.context.measure.sums import Sums
from tallyspan.context.measure.words.doer import Resolve, doer_of, standing
from tallyspan.context.measure.words.governor import subject
from tallyspan.context.measure.words.noun_phrase import is_mark, is_noun, noun_phrase, phrase_head
from tallyspan.context.measure.words.site import Site
from tallyspan.context.measure.words.wording import Cited, Phrase
from tallyspan.syntax import Word

_VERBS = frozenset({"VBD", "VBZ", "VBP", "VBN", "VBG", "VB"})
_LINKS = frozenset({"-", "(", "\u2013", "\u2014", ","})
_EARLIER = frozenset({"now", "today", "usual", "in", "at", "a", "last", "on", "during", "previously", "before"})
_BARE = frozenset({"more", "less"})  # of "5% more fires" and "$5 more" these count
_LEADING = ("the ", "its ", "their ", "his ", "her ")
_PHRASAL = frozenset({"make", "makes", "made", "making", "give", "gave", "take", "took", "use", "used", "pay", "paid"})
_NEAR = 6  # words between a level and its change: "took 48% of the vote, up 3 points"
_ROOM = 10  # words


class Shifts:
    """Finds what rose or fell. ``table`` is the content of ``rules/measure.toml``."""

    def __init__(self, table: Mapping[str, Any], predicates: Predicates, sums: Sums) -> None:
        self._predicates = predicates
        self._sums = sums
        self._before: Mapping[str, str] = table["shift"]["before"]
        self._behind: Mapping[str, str] = table["shift"]["behind"]
        nouns = sorted({*table["nouns_of_change"].values(), *self._behind.values()}, key=len, reverse=True)
        self._nouns = tuple(f"{noun} of " for noun in nouns)

    def level(self, text: str) -> str:
        """Return what changed, of the measure ``text`` of a change: exports of "rise of exports"; any other as it is."""
        found = next((noun for noun in self._nouns if text.startswith(noun)), "")
        rest = text.removeprefix(found)
        return rest.removeprefix(next((word for word in _LEADING if found and rest.startswith(word)), ""))

    def read(self, draft: Draft, site: Site, i: int, resolve: Resolve) -> Phrase | None:
        """Return "rise of sales", an empty phrase where only a pronoun tells what rose, or None where no adverb tells of it."""
        if site.reading.kind == "distance" or not site.tree.parsed:
            return None
        told, verb = self._told(site)
        if told is None:
            return None
        if told.i < site.first and verb is not None and verb.norm in _PHRASAL:  # "make up 16% of the army"
            return None
        noun = self._before.get(told.norm) if told.i < site.first else self._behind.get(told.norm)
        if noun is None:
            return None
        near = self._adjoining(draft, site, i)
        if near is not None:
            return [Cited(f"{noun} of {self.level(near)}", told)]
        thing = self._noun_before(site) if verb is None else self._subject(site, verb, resolve)
        return None if thing is None else [Cited(noun, told), "of", *thing]

    def _told(self, site: Site) -> tuple[Word | None, Word | None]:
        """Return the adverb beside the quantity, and the word before both, if that is a verb."""
        before, behind = site.word(site.left), site.word(site.right)
        told, k = None, site.left
        if before is not None and before.norm in self._before and before.i not in site.taken:
            told, k = before, site.left - 1
        elif behind is not None and behind.norm in self._behind and behind.i not in site.taken and self._compares(site, behind):
            told = behind
        verb = site.word(k)
        while verb is not None and verb.tag == "RB":
            verb = site.word(verb.i - 1)
        return told, verb if verb is not None and verb.tag in _VERBS and verb.i not in site.taken else None

    @staticmethod
    def _compares(site: Site, adverb: Word) -> bool:
        """Tell whether ``adverb`` behind the quantity compares with a time before, not with another thing."""
        following = site.word(adverb.i + 1)
        if following is None or following.norm != "than":
            ends = (
                following is None or is_mark(following) or following.tag in {"IN", "TO", "CC", "RB"} or following.i in site.taken
            )
            return adverb.norm not in _BARE and ends
        return following.i + 1 in site.taken or site.norm(following.i + 1) in _EARLIER

    def _adjoining(self, draft: Draft, site: Site, i: int) -> str | None:
        """Return the measure of the quantity that stands right before: "the bill was $5 million, up 7%"."""
        near = last_quantity(draft.sites, i)
        other = None if near is None else draft.sites[near]
        measured = None if near is None else draft.found[near]
        if other is None or measured is None or other.tree is not site.tree:
            return None
        left = site.left if site.norm(site.left) in self._before else site.left + 1
        dated = [k for k in range(other.right, left) if k in site.taken or (k + 1 in site.taken and site.words[k].tag == "IN")]
        between = [word for word in site.words[other.right : left] if not is_mark(word) and word.i not in dated]
        plain = len(between) <= _NEAR and not any(word.tag.startswith(("VB", "MD", "CC")) for word in between)
        return measured.text if left > other.last and plain and site.norm(left - 1) in {",", "(", "and"} else None

    def _subject(self, site: Site, verb: Word, resolve: Resolve) -> Phrase | None:
        who = subject(verb, site.words)
        if who is None or site.holds(who) or who.i > site.first:
            return None
        if is_noun(who) and self._predicates.names(who, site):
            words = self._predicates.named(who, site)
            return self._sums.priced(site, words) or [_with_article(site, words)]
        if who.tag == "CD" and who.i not in site.taken and is_noun(site.words[who.i - 1]):  # "the FTSE 100"
            return [noun_phrase(who, site.taken, _ROOM, inner=True)]
        doer = standing(doer_of(who, site, resolve)) if not is_noun(who) else []
        return doer or None

    def _noun_before(self, site: Site) -> Phrase | None:
        """Return the sales of "sales, up 7%, were"."""
        at = site.left - 1
        noun = site.word(at - 1)
        if site.norm(at) not in _LINKS or site.norm(site.left) not in self._before or noun is None:
            return None
        if not is_noun(noun) or noun.i in site.taken:
            return None
        words = noun_phrase(phrase_head(noun), site.taken, _ROOM)
        return self._sums.priced(site, words) or [words]


def _with_article(site: Site, words: list[Word]) -> list[Word]:
    before = site.word(words[0].i - 1) if words else None
    return [before, *words] if before is not None and before.norm == "the" else words
