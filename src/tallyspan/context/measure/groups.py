"""Groups of which a percentage is a part: "among women, 70% smoke", "half of mayors, 52%, are worried", "30% of people said"."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from tallyspan.context.measure.noun_phrase import bare, is_mark, is_noun
from tallyspan.context.measure.site import Site
from tallyspan.context.measure.wording import Phrase
from tallyspan.syntax import Word

_OPENING = frozenset({"among", "of", "amongst"})
_CONJUNCTIONS = frozenset({"and", "but", "also"})
_COPULAS = frozenset({"is", "are", "was", "were"})
_QUOTES = frozenset({'"', "\u201c", "\u201d", "``", "''"})
_INSIDE = frozenset({"-", "'", "/"}) | _QUOTES
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD", "VB"})
_CLOSING = frozenset({"while", "whereas", "though", "although", "but", "because", "compared", "according", "versus", "as", "if"})
_LONGEST_OPENING = 16  # words
_LONGEST_PREDICATE = 10
_SHORTEST_PREDICATE = 4


class Group(NamedTuple):
    """The words of a group, and those of what is said of the percentage of it."""

    words: list[Word]
    said: list[Word]


class Groups:
    """Finds the group of a percentage, where it is not "of" it. ``table`` is the content of ``rules/measure.toml``."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._persons = frozenset(table["persons"]["nouns"])
        self._endings = tuple(table["persons"]["endings"])
        self._fractions = frozenset(table["fractions"])

    def read(self, site: Site) -> Phrase | None:
        """Return "women who smoke" where the group opens the sentence or stands before the percentage as a fraction of it."""
        if not site.tree.parsed or site.reading.kind != "percent":
            return None
        found = self._opening(site) or self._apposed(site)
        return None if found is None else self.described(found)

    def described(self, group: Group) -> Phrase:
        """Return ``group`` with what is said of it as its modifier: "women worried about", "women who smoke"."""
        words, said = group
        if len(said) > len(["are", "worried"]) and said[0].norm in _COPULAS and _modifies(said[1]):
            return [words, said[1:]]
        return [words, self.pronoun(words), said]

    def pronoun(self, words: Sequence[Word]) -> str:
        """Return "who" for people, else "that"; the head of the group is the last noun before a preposition or a participle."""
        head = None
        for word in words:
            if head is not None and not is_noun(word):
                break
            head = word if is_noun(word) else head
        person = head is not None and (head.norm in self._persons or head.norm.endswith(self._endings))
        return "who" if person else "that"

    def _opening(self, site: Site) -> Group | None:
        """Read "Among women in parliaments, about 70% belong to the party"."""
        words = site.words
        i = next((word.i for word in words[:3] if not is_mark(word) and word.norm not in _CONJUNCTIONS), len(words))
        if site.norm(i) not in _OPENING:
            return None
        comma = next((word.i for word in words[i + 1 : i + _LONGEST_OPENING] if word.norm == ","), None)
        if comma is None or comma >= site.first:
            return None
        group = list(words[i + 1 : comma])
        while group and group[0].norm in {"the", "all", "those"} and len(group) > 1 and is_noun_start(group[1]):
            group.pop(0)
        nouns = [word for word in group if is_noun(word)]
        if not nouns or not is_noun_start(group[0]) or any(word.i in site.taken for word in group):
            return None
        said = _predicate(site, site.right)
        return Group(bare(group), said) if said else None

    def _apposed(self, site: Site) -> Group | None:
        """Read "half of mayors, 52%, are worried about crime" and "half of the members are women, at 52%"."""
        at = site.left - 1 if site.norm(site.left) == "at" else site.left
        if site.norm(at) not in {",", "-", "\u2013", "\u2014", "("}:
            return None
        start = self._after_fraction(site, at)
        if start is None:
            return None
        words = list(site.words[start:at])
        verb = next((k for k, word in enumerate(words) if k and word.tag in _FINITE), None)
        if verb is not None:
            return Group(bare(words[:verb]), bare(words[verb:], inner=True)) if is_noun(words[verb - 1]) else None
        if site.norm(site.right) not in {",", "-", "\u2013", "\u2014", ")"} or not any(map(is_noun, words)):
            return None
        said = _predicate(site, site.right + 1)
        return Group(bare(words), said) if said else None

    def _after_fraction(self, site: Site, end: int) -> int | None:
        """Return where the group starts: behind "half of" or "one in three"."""
        for k in range(end - 2, max(0, end - _LONGEST_OPENING), -1):
            word, before = site.words[k], site.words[k - 1]
            if is_mark(word) and word.norm not in _INSIDE:
                return None
            if word.norm == "of" and before.norm in self._fractions:
                return k + 1
            if word.norm == "in" and before.tag == "CD" and site.words[k + 1].tag == "CD" and k + 2 < end:
                return k + 2
        return None


def is_noun_start(word: Word) -> bool:
    """Tell whether ``word`` can start a noun phrase without an article."""
    return word.tag.startswith(("NN", "JJ", "CD", "VBG", "VBN")) or word.norm in {"people", "its", "their"}


def _modifies(word: Word) -> bool:
    return word.tag.startswith("JJ") or word.tag in {"VBN", "VBG", "VBD"}


def _predicate(site: Site, i: int) -> list[Word]:
    """Return the verb phrase that starts at ``i``, as the words stand there, up to a mark or another claim."""
    while i < len(site.words) and site.words[i].tag == "RB" and i not in site.taken and site.norm(i) != "not":
        i += 1
    first = site.word(i)
    if first is None or first.i in site.taken or not _is_verb(first, site):
        return []
    return limited(site, i, _LONGEST_PREDICATE)


def _is_verb(word: Word, site: Site) -> bool:
    """Tell whether ``word`` starts a predicate, also one that the model took for a noun or an adjective: "40% walk to school"."""
    following = site.word(word.i + 1)
    missed = word.tag == "NN" and following is not None and following.tag in {"TO", "IN", "DT", "PRP$"}
    return word.tag.startswith("VB") or word.tag == "MD" or missed or (word.tag == "JJ" and word.dep in {"conj", "root"})


def limited(site: Site, i: int, room: int) -> list[Word]:
    """Return the words from ``i`` up to a mark, a claim or a clause: at most ``room``, then cut before a preposition."""
    words: list[Word] = []
    for word in site.words[i : i + 2 * room]:
        mark = is_mark(word) and word.norm not in _INSIDE
        if mark or word.i in site.taken or (words and word.norm in _CLOSING):
            break
        if word.norm not in _QUOTES:
            words.append(word)
    if len(words) > room:
        cuts = (k for k in range(room, _SHORTEST_PREDICATE - 1, -1) if words[k].tag in {"IN", "CC", "TO", "WDT", "WP"})
        words = words[: next(cuts, 0)]
    return bare(words, inner=True)
