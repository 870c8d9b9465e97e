"""Where something lies: "distance of the storm south of the coast", "distance between the school and the station"."""

from collections.abc import Mapping
from typing import Any

from tallyspan.context.measure.words.doer import Resolve
from tallyspan.context.measure.words.governor import subject
from tallyspan.context.measure.words.noun_phrase import is_noun, noun_phrase, phrase_head
from tallyspan.context.measure.words.participles import Participles
from tallyspan.context.measure.words.site import Site, noun_run
from tallyspan.context.measure.words.wording import Cited, Phrase
from tallyspan.syntax import Word

_LONGEST = 6  # words of what lies there
_LONGEST_OF_TWO = 7
_FAR = 8  # words back to "far"
_MARKS = frozenset({",", "(", "-", "\u2013", "\u2014", ":"})
_LINKS = frozenset({"to", "of", "the", "-", "from"})
_UNPLACED = frozenset({"apart", "away", "out", "up", "down"})


class Positions:
    """Finds what lies at a length from what. ``table`` is the content of ``rules/measure.toml``."""

    def __init__(self, table: Mapping[str, Any], verbs: Participles) -> None:
        self._stops = frozenset(table["stops"])
        self._directions = frozenset(table["directions"])
        self._placing = frozenset(form for verb in (*table["placing"], *table["valuing"]) for form in verbs.forms(verb))

    def is_near(self, site: Site) -> bool:
        """Tell whether the length says how near something is: "within 5 km of the town"."""
        within = any(word.norm == "within" for word in site.words[max(0, site.left) : site.first])
        return site.reading.kind == "distance" and within and site.norm(site.right) == "of"

    def read(self, site: Site, resolve: Resolve) -> Phrase | None:
        """Read "90 miles south of the coast", "within 5 km of the town", "12 km away"; ``resolve`` finds what "it" stands for."""
        if site.reading.kind != "distance":
            return None
        i = site.right
        if self.is_near(site):
            each = site.norm(i + 1) == "each" and site.norm(i + 2) == "other"
            place = list(site.words[i + 1 : i + 3]) if each else noun_run(site, i + 1, self._stops)
            return [*self._distance(site, resolve), "from", place] if place else None
        if site.norm(i) == "to" and site.norm(i + 1) == "the" and site.norm(i + 2) in self._directions:
            i += 2
        if site.norm(i) not in self._directions:
            return self._far(site)
        if site.norm(i) == "apart":
            return self._apart(site, site.words[i], resolve)
        if site.norm(i) == "away":
            return self._away(site, i, resolve)
        return [*self._distance(site, resolve), self.where(site, i)]

    def also(self, site: Site, near: Site, measured: str) -> Phrase | None:
        """Read the second of "5 km off the coast and 3 km from the port": the same thing's distance from its own place."""
        if site.reading.kind != "distance" or not measured.startswith("distance"):
            return None
        same, other = near.norm(near.right + (near.norm(near.right) == ")")), site.norm(site.right)
        if not {same, other} <= self._directions or f" {same} " not in measured or other in _UNPLACED:
            return None
        kept = measured.partition(f" {same} ")[0]
        return [Cited(kept, site.words[site.right]), self.where(site, site.right)]

    def lies(self, site: Site, resolve: Resolve) -> Phrase:
        """Return what the length belongs to: the noun before it, also over a comma, or the subject; empty where none is named."""
        i, apart = site.left, False
        if site.norm(i) in self._placing and site.words[i].form.islower():
            i -= 1
        if site.norm(i) in {",", "of", "(", "-", "\u2013", "\u2014"}:
            i, apart = i - 1, site.norm(i) == ","
        before = site.word(i)
        if before is not None and is_noun(before) and before.i not in site.taken:
            return self._named(before if apart else phrase_head(before), site)
        link = site.link
        for word in () if link is None else (link, *link.ancestors()):
            found = subject(word, site.words)
            if found is not None and found.i not in site.taken:
                return self._named(found, site) if is_noun(found) else _resolved(found, resolve)
            if is_noun(word) and word.i not in site.taken and word.norm not in self._directions:
                return self._named(word, site) if word.i < site.first else []
        return []

    def where(self, site: Site, i: int) -> list[Word]:
        """Return "south of the coast": the direction, and the place that it counts from."""
        j = i + 1
        while j < min(i + 5, len(site.words)) and site.norm(j) in self._directions | {"-", "to", "of"} and j not in site.taken:
            j += 1
        words = list(site.words[i:j])
        run = noun_run(site, j, self._stops)
        if run and site.tree.parsed and run[-1].child("nmod") is not None:
            run = [*run, *(word for word in noun_phrase(run[-1], site.taken, _LONGEST) if word.i > run[-1].i)]
        while not run and len(words) > 1 and words[-1].norm in _LINKS:
            words.pop()
        return [*words, *run]

    def _named(self, noun: Word, site: Site) -> Phrase:
        return [noun_phrase(noun, site.taken, _LONGEST, inner=True)]

    def _distance(self, site: Site, resolve: Resolve) -> Phrase:
        thing = self.lies(site, resolve)
        return ["distance", "of", *thing] if thing else ["distance"]

    def _far(self, site: Site) -> Phrase | None:
        """Read "the spot is far from the star, 30 miles"."""
        far = next((word.i for word in site.words[max(0, site.left - _FAR) : max(0, site.left)] if word.norm == "far"), None)
        if far is None or site.norm(site.left) not in _MARKS or site.norm(far + 1) != "from":
            return None
        thing = subject(site.words[far], site.words)
        lies = self._named(thing, site) if thing is not None and is_noun(thing) and thing.i not in site.taken else []
        return ["distance", *(["of", *lies] if lies else []), list(site.words[far + 1 : site.left])]

    def _away(self, site: Site, i: int, resolve: Resolve) -> Phrase:
        """Read "12 km away from the port", and "12 km away", which says nothing of the other end."""
        if site.norm(i + 1) == "from":
            return [*self._distance(site, resolve), self.where(site, i + 1)]
        who = _subject(site)
        if who is not None and (who.norm == "they" or who.child("conj") is not None):
            return self._apart(site, site.words[i], resolve)
        return [Cited("distance", site.words[i]), *self._distance(site, resolve)[1:]]

    def _apart(self, site: Site, apart: Word, resolve: Resolve) -> Phrase:
        """Read "the school and the station are 3 km apart": the distance between them."""
        thing = _subject(site)
        if thing is None:
            return [Cited("distance", apart)]
        if not is_noun(thing):
            both = _resolved(thing, resolve)
            return [Cited("distance between", apart), *both] if both else [Cited("distance", apart)]
        first = thing.head if thing.dep == "conj" and thing.head is not None and is_noun(thing.head) else thing
        other = first.child("conj")
        words = noun_phrase(first, site.taken, _LONGEST_OF_TWO, inner=True, joined=False)
        if other is None or not is_noun(other):
            return [Cited("distance between", apart), words]
        return [Cited("distance between", apart), words, "and", noun_phrase(other, site.taken, _LONGEST_OF_TWO, inner=True)]


def _subject(site: Site) -> Word | None:
    """Return the subject of the clause that the length stands in."""
    link = site.link
    for word in () if link is None else (link, *link.ancestors()):
        found = subject(word, site.words)
        if found is not None and found.i not in site.taken:
            return found
    return None


def _resolved(pronoun: Word, resolve: Resolve) -> Phrase:
    found = resolve(pronoun)
    return [] if found is None else [Cited(found, pronoun)]
