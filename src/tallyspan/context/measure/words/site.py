"""A claim among the words of its sentence: what stands on either side of it, and what it hangs from."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from tallyspan.context.measure.words.noun_phrase import is_mark, is_noun
from tallyspan.reading import Reading
from tallyspan.syntax import Tree, Word

_BRACKETS = {"(": ")", "[": "]"}
_RATES = frozenset({"per", "a", "an", "each", "every", "/"})
# Words that blur a quantity only before these.
_OPENERS = {
    "at": frozenset({"least", "most"}),
    "no": frozenset({"more", "less", "fewer"}),
    "not": frozenset({"more", "less", "even"}),
    "as": frozenset({"much", "many", "little", "high", "low", "long", "deep"}),
    "up": frozenset({"to"}),
}
_BEFORE_NUMBER = frozenset({"nearly", "almost", "about", "around", "roughly", "over", "some"})
_FINITE = frozenset({"VBD", "VBZ", "MD"})
_LONGEST_HEDGE = 8  # words
_LONGEST_BRACKET = 14
_LONGEST_RUN = 8
_DETERMINERS = frozenset(
    {"a", "an", "the", "'s", "its", "their", "his", "her", "our", "my", "your", "this", "that", "'", "any", "no", "another"}
)


class Site(NamedTuple):
    """A claim of ``tree``: its words are ``tree.words[first:last + 1]``.

    ``left`` and ``right`` are the places of the words beside it when hedges, articles, its rate and a conversion in brackets
    are left out (-1 and the number of words where there is none); ``taken`` are the places of all claims' words in the sentence;
    ``link`` is the word of the claim from which the rest of it hangs.
    """

    reading: Reading
    tree: Tree
    first: int
    last: int
    left: int
    right: int
    taken: frozenset[int]
    link: Word | None

    @property
    def words(self) -> Sequence[Word]:
        """The words of the sentence."""
        return self.tree.words

    def norm(self, i: int) -> str:
        """Return the word at ``i`` in lower case, or nothing outside the sentence."""
        return self.words[i].norm if 0 <= i < len(self.words) else ""

    def word(self, i: int) -> Word | None:
        """Return the word at ``i``, or None outside the sentence."""
        return self.words[i] if 0 <= i < len(self.words) else None

    def holds(self, word: Word) -> bool:
        """Tell whether ``word`` is one of the claim's own."""
        return self.first <= word.i <= self.last

    def determined(self) -> bool:
        """Tell whether an article or a possessive stands before the claim and its hedges: "a 5%", "its estimated 5%"."""
        if self.norm(self.left) in _DETERMINERS:
            return True
        own = self.norm(self.first) in {"a", "an", "the"}  # the claim's own article: "a half-billion-dollar boost"
        return own or any(
            self.words[i].norm in {"a", "the", "no", "another"}
            or (self.words[i].norm == "an" and self.norm(i + 1) != "estimated")
            for i in range(self.left + 1, self.first)
        )


def site(tree: Tree, reading: Reading, taken: frozenset[int], hedges: Collection[str]) -> Site | None:
    """Return where ``reading`` stands in ``tree``, or None when the tree does not hold it."""
    inside = tree.within(reading.start, reading.end)
    if not inside:
        return None
    first, last = inside[0].i, inside[-1].i
    left, bounded = first - 1, reading.qualifier == "max"
    while left >= max(0, first - _LONGEST_HEDGE) and left not in taken and _blurs(tree.words, left, hedges, bounded=bounded):
        left -= 1
    right = _past_bracket(tree.words, last + 1, taken)
    right = _past_bracket(tree.words, _past_rate(tree.words, right, reading), taken)
    link = next((word for word in inside if word.head is None or not first <= word.head.i <= last), None)
    return Site(reading, tree, first, last, left, right, taken, link)


def _blurs(words: Sequence[Word], i: int, hedges: Collection[str], *, bounded: bool) -> bool:
    """Tell whether the word at ``i`` only blurs or bounds the quantity: "to" only in "close to" and in a bounding "up to"."""
    norm = words[i].norm
    following = words[i + 1].norm if i + 1 < len(words) else ""
    if norm == "to":
        before = words[i - 1].norm if i else ""
        return before == "close" or (before == "up" and bounded)
    if norm == "as" and i > 0 and words[i - 1].norm in _OPENERS["as"]:
        return True
    return following in _OPENERS[norm] if norm in _OPENERS else norm in hedges


def _past_bracket(words: Sequence[Word], i: int, taken: Collection[int]) -> int:
    """Return the place behind a bracket at ``i`` that holds a claim, else ``i``."""
    closing = _BRACKETS.get(words[i].norm) if i < len(words) else None
    if closing is None:
        return i
    end = next((j for j in range(i + 1, min(i + _LONGEST_BRACKET, len(words))) if words[j].norm == closing), None)
    return i if end is None or not any(j in taken for j in range(i, end)) else end + 1


def _past_rate(words: Sequence[Word], i: int, reading: Reading) -> int:
    if reading.per is None or i + 1 >= len(words):
        return i
    if words[i].norm in _RATES or words[i].norm == "-":
        units = reading.per.lower().split()
        end = i + 1
        while end < min(i + 6, len(words)) and _names_unit(words[end].norm, units):
            end += 1
        return max(end, i + 2)
    return i + 1 if words[i].norm.endswith("ly") or words[i].norm == "annual" else i


def _names_unit(norm: str, units: Collection[str]) -> bool:
    return norm in units or norm.rstrip("s") in units or norm in {"-", "a"}


def noun_run(site: Site, i: int, stops: Collection[str], *, inside: bool = False) -> list[Word]:
    """Return the run of words from ``i`` that can make one noun with its modifiers, ending at its last noun; empty if none.

    ``inside`` a phrase that an article opened, a bare verb counts as a noun: models stumble over "a 5% pay rise". Without tags
    the run is whatever stands before the first of the ``stops`` or a mark.
    """
    found: list[Word] = []
    for word in site.words[i : i + _LONGEST_RUN]:
        if word.norm in _BEFORE_NUMBER and found and word.i + 1 < len(site.words) and site.words[word.i + 1].tag == "CD":
            found.append(word)
            continue
        if word.i in site.taken or not _runs_on(word, found, stops, parsed=site.tree.parsed, inside=inside):
            break
        found.append(word)
    while found and not _can_end(site, found[-1], inside=inside):
        found.pop()
    return found


def _can_end(site: Site, word: Word, *, inside: bool) -> bool:
    if not site.tree.parsed:
        return any(map(str.isalpha, word.norm))
    if word.tag == "VBG":  # "a 22-mile crossing took an hour", not "a yacht belonging to"
        following = site.word(word.i + 1)
        return inside and (following is None or is_mark(following) or following.tag in _FINITE)
    return is_noun(word) or (inside and word.tag in {"VB", "VBP", "JJ"})


def _runs_on(word: Word, found: Sequence[Word], stops: Collection[str], *, parsed: bool, inside: bool) -> bool:
    if word.norm in {"-", "/", '"', "\u201c", "\u2018", "''", "``", "'"}:
        return True
    if is_mark(word):
        return word.norm == "\u2013" and bool(found) and found[-1].end == word.start  # "the Paris\u2013Lyon line"
    if word.tag == "VBN" and found and is_noun(found[-1]):
        return False
    opens = not found and word.norm in {
        "the",
        "its",
        "their",
        "this",
        "these",
        "his",
        "her",
        "all",
        "our",
        "my",
        "your",
        "those",
        "a",
        "an",
    }
    if not parsed:
        return opens or word.norm not in stops
    if inside and word.tag in {"VB", "VBP"}:
        return word.norm not in stops
    return opens or word.tag.startswith(("NN", "JJ", "POS")) or word.tag in {"VBN", "VBG", "CD", "FW", "PRP$"}
