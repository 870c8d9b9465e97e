"""Measures of lengths: the height of what is high, the distance of what lies south of the coast."""

from collections.abc import Mapping
from typing import Any

from tallyspan.context.measure.governor import subject
from tallyspan.context.measure.noun_phrase import is_noun, noun_phrase, phrase_head
from tallyspan.context.measure.participles import Participles
from tallyspan.context.measure.site import Site, noun_run
from tallyspan.context.measure.wording import Cited, Phrase
from tallyspan.syntax import Word

_LONGEST_OF_TWO = 7  # words


class Extents:
    """Finds what a length measures by the adjective or the direction beside it. ``table`` is that of ``rules/measure.toml``."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._verbs = Participles(table["irregular"])
        self._stops = frozenset(table["stops"])
        self._directions = frozenset(table["directions"])
        self._substances = {name: frozenset(nouns) for name, nouns in table["substance"].items()}
        self._dimensions = {word: entry["noun"] for entry in table["dimension"] for word in entry["adjectives"]}
        self._nouns = frozenset(entry["noun"] for entry in table["dimension"]) | {"diameter", "radius", "circumference"}
        self._placing = frozenset(form for verb in (*table["placing"], *table["valuing"]) for form in self._verbs.forms(verb))

    def read(self, site: Site) -> Phrase | None:
        """Return the measure of a length, or None where neither a dimension nor a direction stands beside it."""
        return self.dimension(site) or self._position(site) if site.reading.kind == "distance" else None

    def is_near(self, site: Site) -> bool:
        """Tell whether the length says how near something is: "within 5 km of the town"."""
        within = any(word.norm == "within" for word in site.words[max(0, site.left) : site.first])
        return site.reading.kind == "distance" and within and site.norm(site.right) == "of"

    def dimension(self, site: Site) -> Phrase | None:
        """Read "a 15 metre high pig", "the wall is 5 m thick", "2 metres in length"."""
        if site.reading.kind != "distance":
            return None
        i = site.right + 1 if site.norm(site.right) == "-" else site.right
        noun = self._dimensions.get(site.norm(i))
        if noun is None and site.norm(i) == "in" and site.norm(i + 1) in self._nouns:
            noun, i = site.norm(i + 1), i + 1
        if noun is None:
            return None
        after = noun_run(site, i + 1, self._stops)
        if after and after[0].norm not in {"the", "its", "their", "his", "her", "this", "a", "an"} and site.tree.parsed:
            tail = [word for word in noun_phrase(after[-1], site.taken, 6) if word.i > after[-1].i]
            return [noun, "of", [*after, *tail]]
        thing = self._what_lies(site)
        return [Cited(noun, site.words[i])] if thing is None else self._of(noun, thing, site)

    def _position(self, site: Site) -> Phrase | None:
        """Read "90 miles south of the coast", "within 5 km of the town", "drove 10 miles from home"."""
        i = site.right
        if self.is_near(site):
            each = site.norm(i + 1) == "each" and site.norm(i + 2) == "other"
            place = list(site.words[i + 1 : i + 3]) if each else noun_run(site, i + 1, self._stops)
            phrase = self._of("distance", self._what_lies(site), site)
            return [*phrase, "from", place] if place else None
        if site.norm(i) == "to" and site.norm(i + 1) == "the" and site.norm(i + 2) in self._directions:
            i += 2
        if site.norm(i) not in self._directions:
            return None
        if site.norm(i) == "apart":
            return self._apart(site, site.words[i])
        where = self._where(site, i)
        beside = site.word(site.left)
        moved = self._moving(site) if beside is None or not is_noun(beside) else None
        if moved is not None:
            return ["distance", Cited(self._verbs.past(moved.norm), moved), where]
        return [*self._of("distance", self._what_lies(site), site), where]

    def _apart(self, site: Site, apart: Word) -> Phrase:
        """Read "the school and the station are 3 km apart": the distance between them."""
        link = site.link
        for word in () if link is None else (link, *link.ancestors()):
            thing = subject(word, site.words)
            if thing is None or thing.i in site.taken:
                continue
            if not is_noun(thing):
                break
            first = thing.head if thing.dep == "conj" and thing.head is not None and is_noun(thing.head) else thing
            other = first.child("conj")
            words = noun_phrase(first, site.taken, _LONGEST_OF_TWO, inner=True, joined=False)
            if other is None or not is_noun(other):
                return [Cited("distance between", apart), words]
            return [Cited("distance between", apart), words, "and", noun_phrase(other, site.taken, _LONGEST_OF_TWO, inner=True)]
        return [Cited("distance apart", apart)]

    def also(self, site: Site, near: Site, measured: str) -> Phrase | None:
        """Read the second of "5 km off the coast and 3 km from the port": the same thing's distance from its own place."""
        if site.reading.kind != "distance" or not measured.startswith("distance"):
            return None
        same, other = near.norm(near.right + (near.norm(near.right) == ")")), site.norm(site.right)
        if (
            not {same, other} <= self._directions
            or f" {same} " not in measured
            or other in {"apart", "away", "out", "up", "down"}
        ):
            return None
        kept = measured.partition(f" {same} ")[0]
        return [Cited(kept, site.words[site.right]), self._where(site, site.right)]

    def substance(self, site: Site, words: list[Word], noun: Word) -> Phrase | None:
        """Read "under 8 metres of mud", "60 km of road": the depth of the one, the length of the other."""
        if site.reading.kind != "distance":
            return None
        under = any(word.norm in {"under", "beneath"} for word in site.words[max(0, site.left) : site.first])
        named = next((name for name, nouns in self._substances.items() if noun.norm in nouns), "depth" if under else None)
        return None if named is None else [Cited(named, noun), "of", words]

    def _of(self, noun: str, thing: Word | None, site: Site) -> Phrase:
        return [noun] if thing is None else [noun, "of", noun_phrase(thing, site.taken, 6, inner=True)]

    def _where(self, site: Site, i: int) -> list[Word]:
        """Return "south of the coast": the direction, and the place that it counts from."""
        j = i + 1
        while j < min(i + 5, len(site.words)) and site.norm(j) in self._directions | {"-", "to", "of"} and j not in site.taken:
            j += 1
        words = list(site.words[i:j])
        run = noun_run(site, j, self._stops)
        if run and site.tree.parsed and run[-1].child("nmod") is not None:
            run = [*run, *(word for word in noun_phrase(run[-1], site.taken, 6) if word.i > run[-1].i)]
        while not run and len(words) > 1 and words[-1].norm in {"to", "of", "the", "-", "from"}:
            words.pop()
        return [*words, *run]

    def _moving(self, site: Site) -> Word | None:
        """Return the verb that covers the distance, where one does: what drives 10 miles from home does not lie there."""
        link = site.link
        verb = link.head if link is not None else None
        if verb is None or link is None or not verb.tag.startswith("VB") or verb.norm in self._placing or site.left < 0:
            return None
        return (
            verb
            if link.dep in {"obj", "obl:unmarked", "obl", "advmod"} and verb.i < site.first and site.norm(site.left) != ","
            else None
        )

    def _what_lies(self, site: Site) -> Word | None:
        """Return what the length belongs to: the noun right before it, also over a comma, or the subject of the clause."""
        i, apart = site.left, False
        if site.norm(i) in self._placing and site.words[i].form.islower():
            i -= 1
        if site.norm(i) in {",", "of", "(", "-", "\u2013", "\u2014"}:
            i, apart = i - 1, site.norm(i) == ","
        before = site.word(i)
        if before is not None and is_noun(before) and before.i not in site.taken:
            return before if apart else phrase_head(before)
        link = site.link
        for word in () if link is None else (link, *link.ancestors()):
            found = subject(word, site.words)
            if found is not None and found.i not in site.taken:
                return found if is_noun(found) else None
            if is_noun(word) and word.i not in site.taken and word.norm not in self._directions:
                return word if word.i < site.first else None
        return None


def elsewhere(site: Site) -> list[Word]:
    """Return "in the Americas" of "rose 5% in Africa and 3% in the Americas"."""
    i = site.right
    if site.norm(site.left) not in {"and", "but"} or site.norm(i) != "in":
        return []
    name = i + 2 if site.norm(i + 1) == "the" else i + 1
    end = name
    while end < min(name + _LONGEST_OF_TWO, len(site.words)) and site.words[end].tag.startswith("NNP") and end not in site.taken:
        end += 1
    return list(site.words[i:end]) if end > name else []
