"""Two sides measured against each other: "X led Y 48% to 43%", "X won 58%, with 42% for Y", "Y polled at 5%"."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Any

from tallyspan.context.measure.draft import Draft
from tallyspan.context.measure.predicate import Predicates
from tallyspan.context.measure.words.site import Site
from tallyspan.context.measure.words.wording import Cited, Phrase
from tallyspan.syntax import Word

_SIDES = frozenset({"PERSON", "ORG", "NORP"})
_PAIRED = frozenset({"to", "-", "\u2013", "and", "versus", "vs", "vs.", "against", ",", "compared", "with", "for", "'s", "his"})
_LONGEST_BETWEEN = 8  # words between the figures of the two sides
_NEAREST = 25  # words between a side and the verb that sets it against the other
_BESIDE = frozenset({"at", "with", "on", "'s", "(", ",", ":", "has", "had", "have", "got", "gets", "took", "scored", "-"})
_MARGIN = frozenset({"by"})


class Polls:
    """Finds whose support a percentage is. ``table`` is the content of ``rules/measure.toml``."""

    def __init__(self, table: Mapping[str, Any], predicates: Predicates) -> None:
        told = table["poll"]
        self._leading = frozenset(predicates.forms(told["leading"])) | frozenset(told["leading_words"])
        self._trailing = frozenset(predicates.forms(told["trailing"])) | frozenset(told["trailing_words"])
        self._winning = frozenset(predicates.forms(told["winning"]))
        self._reaching = self._winning | frozenset(predicates.forms(told["reaching"]))
        self._cues = frozenset(told["cues"])
        self._voting = frozenset(told["voting"])

    def read(self, draft: Draft, site: Site, i: int) -> Phrase | None:
        """Return "support of X" or "share of the vote for X", or None where the sentence sets nobody against anybody."""
        if site.determined() and site.norm(site.left) not in {"his", "her", "their", "'s"}:
            return None
        if site.norm(site.right) == "of":
            return None
        sides = self._sides(draft, site)
        verb = next((word for word in site.words if word.norm in self._leading or word.norm in self._trailing), None)
        found = None if verb is None or verb.i in site.taken else self._against(draft, site, i, verb, sides)
        return found or self._alone(draft, site, i, sides)

    def _against(self, draft: Draft, site: Site, i: int, verb: Word, sides: Sequence[list[Word]]) -> Phrase | None:
        """Read "X led Y 48% to 43%": of two figures the leader has the larger."""
        ahead = next((side for side in reversed(sides) if side[-1].i < verb.i and verb.i - side[-1].i <= _NEAREST), None)
        behind = next((side for side in sides if side[0].i > verb.i and side[0].i - verb.i <= _NEAREST), None)
        ahead = ahead or _named(site, verb.i - 1, -1)
        behind = behind or _named(site, verb.i + 1, 1)
        if not ahead or not behind:
            return None
        if site.reading.value is None and site.reading.value_low is not None:  # "trailed Y 41 to 45%"
            return [Cited("support", verb), "of", ahead, "and", behind] if site.norm(site.left) not in _MARGIN else None
        if verb.norm in self._trailing:
            ahead, behind = behind, ahead
        other = self._pair(draft, site, i)
        if site.reading.unit == "pp" or (site.norm(site.left) in _MARGIN and other is None):
            return [Cited("lead", verb), "of", ahead, "over", behind]
        mine = site.reading.value
        if other is None or mine is None or other.reading.value is None:
            return None
        larger = mine > other.reading.value or (mine == other.reading.value and site.first < other.first)
        return [Cited("support", verb), "of", ahead if larger else behind]

    def _pair(self, draft: Draft, site: Site, i: int) -> Site | None:
        """Return the figure of the other side: "48% to 43%"."""
        for j in (i + 1, i - 1):
            other = draft.sites[j] if 0 <= j < len(draft.sites) else None
            if other is None or other.tree is not site.tree or other.reading.kind != "percent":
                continue
            one, two = (site, other) if j > i else (other, site)
            between = one.words[one.last + 1 : two.first]
            paired = all(word.norm in _PAIRED or word.tag.startswith("NNP") for word in between)
            if 0 < len(between) <= _LONGEST_BETWEEN and paired:
                return other
        return None

    def _alone(self, draft: Draft, site: Site, i: int, sides: Sequence[list[Word]]) -> Phrase | None:
        """Read "X at 5%", "5% for X", "X won 58%", where the sentence tells of a poll or a vote."""
        told = {word.norm for word in site.words}
        voted, polled = bool(told & self._voting), bool(told & self._cues)
        if not voted and not polled:
            won = bool(told & self._winning) and self._pair(draft, site, i) is not None  # "won 58% against 42% for Y"
            voted = won
        side = self._beside(site, sides) if voted or polled else None
        if side is None:
            return None
        noun = "share of the vote for" if voted and not polled else "support of"
        return [Cited(noun, site.words[site.first]), side]

    def _beside(self, site: Site, sides: Sequence[list[Word]]) -> list[Word] | None:
        if site.norm(site.right) == "for":
            named = next((side for side in sides if side[0].i in {site.right + 1, site.right + 2}), None)
            return named or _named(site, site.right + 1, 1) or None
        link = site.left
        if site.norm(link) in {"at", "with", "on", "from"}:
            link -= 1
        verb = site.word(link)
        before = next((side for side in reversed(sides) if side[-1].i < site.first), None)
        if before is None or verb is None:
            return None
        between = site.words[before[-1].i + 1 : link + 1]
        verbs = [word for word in between if word.tag in {"VBD", "VBZ", "VBP", "VBN"} or word.norm in self._reaching]
        if verbs and verbs[-1].norm in self._reaching and len(between) <= _NEAREST:
            subject = site.words[verbs[-1].i - 1]  # of "Moreno said inflation reached 5%" it is not the side
            if subject is before[-1] or not subject.tag.startswith("NN"):
                return before
        near = site.words[before[-1].i + 1 : site.first]
        return before if near and len(near) <= 2 and all(word.norm in _BESIDE for word in near) else None  # noqa: PLR2004

    def _sides(self, draft: Draft, site: Site) -> list[list[Word]]:
        """Return the words of the persons and parties that the sentence names."""
        mentions = draft.page.mentions
        first = bisect_left(mentions, site.tree.start, key=lambda mention: mention.start)
        sides: list[list[Word]] = []
        for mention in mentions[first:]:
            if mention.start >= site.tree.end:
                break
            words = site.tree.within(mention.start, mention.end)
            apart = not any(word.i in site.taken or word.norm in self._cues for word in words)
            if mention.label in _SIDES and words and apart:
                sides.append(self._with_article(site, words))
        return sides

    @staticmethod
    def _with_article(site: Site, words: list[Word]) -> list[Word]:
        before = site.word(words[0].i - 1)
        return [before, *words] if before is not None and before.norm == "the" and before.i not in site.taken else words


def _named(site: Site, i: int, step: int) -> list[Word]:
    """Return the capitalised name that starts at ``i`` or, with a ``step`` of -1, ends there."""
    words: list[Word] = []
    while 0 <= i < len(site.words) and site.words[i].tag in {"NNP", "NNPS"} and i not in site.taken:
        words.append(site.words[i])
        i += step
    return words[::step]
