"""How large something is: the height of what is high, the length of a road, the depth of snow, the size of a stone."""

from collections.abc import Mapping, Sequence
from typing import Any

from tallyspan.context.measure.length.position import Positions
from tallyspan.context.measure.words.doer import Resolve
from tallyspan.context.measure.words.nominal import Nominals
from tallyspan.context.measure.words.noun_phrase import is_mark, is_noun, noun_phrase, phrase_head
from tallyspan.context.measure.words.site import Site, noun_run
from tallyspan.context.measure.words.wording import Cited, Phrase
from tallyspan.syntax import Word

_ALONG = frozenset({"along", "across", "through", "over", "on"})
_UNDER = frozenset({"under", "beneath"})
_POINTERS = frozenset({"the", "its", "their", "his", "her", "this", "a", "an"})
_LONGEST_OF_TWO = 7  # words


class Extents:
    """Finds what is so high, long or deep. ``table`` is that of ``rules/measure.toml``."""

    def __init__(self, table: Mapping[str, Any], positions: Positions, nominals: Nominals) -> None:
        self._positions = positions
        self._nominals = nominals
        self._stops = frozenset(table["stops"])
        self._substances = {name: frozenset(nouns) for name, nouns in table["substance"].items()}
        self._dimensions = {word: entry["noun"] for entry in table["dimension"] for word in entry["adjectives"]}
        self._nouns = frozenset(entry["noun"] for entry in table["dimension"]) | {"diameter", "radius", "circumference"}
        sizes = table["size"]
        self._sizes = {noun: name for name, nouns in sizes["nouns"].items() for noun in nouns}
        self._own = frozenset(sizes["own"])
        self._small = frozenset(sizes["small"])
        self._endings = tuple(table["persons"]["endings"])

    def dimension(self, site: Site, resolve: Resolve) -> Phrase | None:
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
        if after and after[0].norm not in _POINTERS and site.tree.parsed:
            tail = [word for word in noun_phrase(after[-1], site.taken, 6) if word.i > after[-1].i]
            return [noun, "of", *_article(site, after), [*after, *tail]]
        thing = self._positions.lies(site, resolve)
        return [Cited(noun, site.words[i]), "of", *thing] if thing else [Cited(noun, site.words[i])]

    def substance(self, site: Site, words: list[Word], noun: Word) -> Phrase | None:
        """Read "under 8 metres of mud", "60 km of road", "along 5 miles of our system": depth, length, a stretch of it."""
        if site.reading.kind != "distance":
            return None
        before = [word.norm for word in site.words[max(0, site.left) : site.first]]
        under = any(norm in _UNDER for norm in before)
        named = next((name for name, nouns in self._substances.items() if noun.norm in nouns), "depth" if under else None)
        if named is None and before[:1] and before[0] in _ALONG:
            named = "stretch"
        return None if named is None else [Cited(named, noun), "of", words]

    def sized(self, site: Site, words: list[Word], noun: Word) -> Phrase:
        """Read "a 12-foot wall", "a 3-mile queue", "a two-metre stone": height, length or size; of "a 3-mile walk", the walk."""
        one = noun.norm.removesuffix("s")
        name = self._sizes.get(noun.norm) or self._sizes.get(one)
        if name is None and (one in self._own or noun.norm in self._own or self._nominals.is_event(noun.norm)):
            return [words]
        if name is None and noun.norm.endswith(self._endings) and noun.tag.startswith("NN") and not noun.tag.endswith("P"):
            name = "height"
        if name is None and noun.tag.startswith("NNP"):
            return [words]
        return [name or "size", "of", *_article(site, words), words]

    def apposed(self, site: Site) -> Phrase | None:
        """Read "pieces of bone, less than 2 cm, lay there": the size of what stands before the comma or the bracket."""
        following = site.word(site.right)
        noun = site.word(site.left - 1)
        small = site.reading.kind == "distance" and (site.reading.unit_surface or "").lower() in self._small
        if not small or site.norm(site.left) not in {",", "("} or noun is None or not is_noun(noun) or noun.i in site.taken:
            return None
        if following is not None and not is_mark(following):
            return None
        return [Cited("size", noun), "of", noun_phrase(phrase_head(noun), site.taken, 8, inner=True)]


def is_gloss(site: Site) -> bool:
    """Tell whether the quantity only explains a unit: "[1 cm = 0.39 in]"."""
    return "=" in {site.norm(site.left), site.norm(site.right)}


def _article(site: Site, words: Sequence[Word]) -> list[str]:
    """Return the article before the length, as it fits ``words``: "length of a boat" of "an 80 ft boat"."""
    found = next((word.norm for word in site.words[site.left + 1 : site.first] if word.norm in {"a", "an", "the"}), None)
    if found is None or found == "the" or not words:
        return [] if found is None else [found]
    return ["an" if words[0].norm[:1] in "aeiou" else "a"]


def elsewhere(site: Site) -> list[Word]:
    """Return "in the Americas" of "rose 5% in Africa and 3% in the Americas"."""
    i = site.right
    if site.norm(i) == "among" and site.reading.kind == "percent":
        return _noun_words(site, i)
    if site.norm(site.left) not in {"and", "but"} or site.norm(i) != "in":
        return []
    name = i + 2 if site.norm(i + 1) == "the" else i + 1
    end = name
    while end < min(name + _LONGEST_OF_TWO, len(site.words)) and site.words[end].tag.startswith("NNP") and end not in site.taken:
        end += 1
    return list(site.words[i:end]) if end > name else []


def _noun_words(site: Site, i: int) -> list[Word]:
    """Return the preposition at ``i`` and the words of the noun phrase behind it."""
    end = i + 1
    while end < min(i + 1 + _LONGEST_OF_TWO, len(site.words)) and site.words[end].tag.startswith(("NN", "JJ", "DT", "CD")):
        if end in site.taken:
            return []
        end += 1
    return list(site.words[i:end]) if is_noun(site.words[end - 1]) else []
