"""Groups of which a percentage is a part, and what is said of the part: "women who smoke", "voters worried about crime"."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from tallyspan.context.measure.words.noun_phrase import bare, is_mark, is_noun
from tallyspan.context.measure.words.site import Site
from tallyspan.context.measure.words.verb_phrase import is_missed, trimmed, verb_at, verb_phrase
from tallyspan.context.measure.words.wording import Cited, Phrase
from tallyspan.syntax import Word

_OPENING = frozenset({"among", "of", "amongst"})
_CONJUNCTIONS = frozenset({"and", "but", "also", "while", "overall"})
_COPULAS = frozenset({"is", "are", "was", "were"})
_HAVING = frozenset({"has", "have", "had"})
_RELATIVE = frozenset({"who", "that", "which"})
_INSIDE = frozenset({"-", "[", "]", "'", "/", '"', "\u201c", "\u201d", "``", "''", "\u2019"})
_SEPARATORS = frozenset({",", "-", "\u2013", "\u2014"})
_JOINED = ("NN", "JJ", "CD", "DT", "PRP", "POS", "HYPH", "VBN", "VBG", "RB", "IN", "TO", "CC")
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD", "VB"})
_LEADING = frozenset(
    {
        "the", "all", "roughly", "about", "some", "nearly", "around", "approximately", "these", "those", "its", "their", "his",
        "her", "our", "my", "of", "any",
    }
)  # fmt: skip
_SUBORDINATING = frozenset(
    {"that", "while", "whereas", "as", "because", "if", "although", "though", "since", "when", "where", "after"}
)
_LONGEST_GROUP = 14  # words
_LONGEST_OPENING = 16
_LONGEST_GLOSS = 12
LONGEST_PREDICATE = 14


class Group(NamedTuple):
    """The words of a group, and those of what is said of the percentage of it."""

    words: list[Word]
    said: list[Word]


class Groups:
    """Finds the group of a percentage and what is said of the part. ``table`` is the content of ``rules/measure.toml``."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._persons = frozenset(table["persons"]["nouns"])
        self._endings = tuple(table["persons"]["endings"])
        self._fractions = frozenset(table["fractions"])

    def described(self, words: Sequence[Word] | Cited, said: list[Word], pronoun: str = "") -> Phrase:
        """Return the group ``words`` with what is said of it as its modifier: "women worried about crime", "women who smoke"."""
        text = words.text.split() if isinstance(words, Cited) else [word.norm for word in words]
        named: Phrase = ["those", words] if text[:1] == ["who"] else [words]
        if said[0].norm in _RELATIVE:
            return [*named, said]
        copula = _copula(said)
        if copula and _modifies(said[copula:], alone=_is_one_word(said[copula:])):
            return [*named, said[copula:]]
        if said[0].tag == "VBN" and len(said) > 1 and said[1].tag in {"IN", "TO"}:
            return [*named, said]
        who = pronoun or ("that" if isinstance(words, Cited) else self.pronoun(words))
        return [*named, "and" if _RELATIVE.intersection(text) else who, said]

    def pronoun(self, words: Sequence[Word]) -> str:
        """Return "who" for people, else "that"; the head of the group is the last noun before a preposition or a participle."""
        head = None
        for word in words:
            if head is not None and not is_noun(word):
                break
            head = word if is_noun(word) or word.norm == "those" else head
        person = head is not None and (head.tag == "NNPS" or head.norm in self._persons or head.norm.endswith(self._endings))
        return "who" if person else "that"

    def subject(self, site: Site, i: int) -> Group | None:
        """Read "of X VERB" from ``i``, the first word of X: X and the whole predicate, where X and its verb stand together."""
        words: list[Word] = []
        for k in range(i, min(i + _LONGEST_GROUP, len(site.words))):
            start = _predicate_at(site, k, words) if words else None
            if start is not None:
                return self._whole(site, words[: start - i] if start < k else words, start)
            word = site.words[k]
            if k in site.taken or not _belongs(site, k):
                return None
            words.append(word)
        return None

    def _whole(self, site: Site, words: list[Word], start: int) -> Group | None:
        """Return the group ``words`` with its predicate; that of "children who were vaccinated fell ill" is the second one."""
        said = verb_phrase(site, start, LONGEST_PREDICATE)
        if site.norm(start) in _RELATIVE:
            main = _main_verb(site, start + 1)
            if main is not None:
                return Group([*plain(words), *site.words[start:main]], verb_phrase(site, main, LONGEST_PREDICATE))
        words = plain(words)
        return Group(words, said) if words and said else None

    def predicate(self, site: Site, i: int) -> list[Word]:
        """Return the whole predicate that starts at ``i``, a relative pronoun included; nothing where there is none."""
        start = i if site.norm(i) in _RELATIVE and verb_at(site, i + 1) is not None else verb_at(site, i)
        return [] if start is None else verb_phrase(site, start, LONGEST_PREDICATE)

    def opening(self, site: Site) -> list[Word] | None:
        """Return the group that opens the sentence: the women of "Among women in parliaments, about 70% belong to the party"."""
        words = site.words
        i = next((word.i for word in words[:4] if not is_mark(word) and word.norm not in _CONJUNCTIONS), len(words))
        if site.norm(i) not in _OPENING:
            return None
        comma = next((word.i for word in words[i + 1 : i + _LONGEST_OPENING] if word.norm == ","), None)
        if comma is None or comma >= site.first:
            return None
        group = _who(plain(words[i + 1 : comma]))
        nouns = any(is_noun(word) or word.norm in {"those", "who"} for word in group)
        return None if not nouns or any(word.i in site.taken for word in group) else group

    def apposed(self, site: Site) -> Group | None:
        """Read "half of mayors, 52%, are worried", "most voters (55%) said so", "half of the members are women, at 52%"."""
        at = site.left - 1 if site.norm(site.left) == "at" else site.left
        if site.norm(at) not in _SEPARATORS | {"("}:
            return None
        closed = site.norm(site.right) in _SEPARATORS | {")"} or site.norm(site.right - 1) == ")"
        start = self._after_fraction(site, at)
        if start is None:
            return None
        words = list(site.words[start:at])
        verb = next((k for k, word in enumerate(words) if k and word.tag in _FINITE), None)
        if verb is not None:
            return Group(bare(words[:verb]), bare(words[verb:], inner=True)) if is_noun(words[verb - 1]) else None
        behind = site.right + (site.norm(site.right) in _SEPARATORS | {")"})
        first = verb_at(site, behind) if closed and any(map(is_noun, words)) else None
        said = [] if first is None else verb_phrase(site, first, LONGEST_PREDICATE)
        return Group(plain(words), said) if said else None

    def _after_fraction(self, site: Site, end: int) -> int | None:
        """Return where the group starts: behind "half of", "most" or "one in three"."""
        for k in range(end - 2, max(-1, end - _LONGEST_OPENING), -1):
            word = site.words[k]
            if is_mark(word) and word.norm not in _INSIDE:
                return None
            if word.norm == "of" and k and site.norm(k - 1) in self._fractions:
                return k + 1
            if word.norm == "in" and k and site.words[k - 1].tag == "CD" and site.words[k + 1].tag == "CD" and k + 2 < end:
                return k + 2
            if word.norm in {"most", "half"} and (is_noun_start(site.words[k + 1]) or site.words[k + 1].tag == "DT"):
                return k + 1
        return None


def leads_clause(site: Site) -> bool:
    """Tell whether a clause can start with the percentage: not behind a preposition, "up" or "down", nor an article."""
    before = site.word(site.left)
    if before is None or site.left in site.taken or before.norm in _SUBORDINATING:
        return True
    return before.tag not in {"IN", "TO", "RP", "PRP$", "POS", "DT", "JJ"} and before.norm not in {"up", "down", "of"}


def plain(words: Sequence[Word]) -> list[Word]:
    """Return a group without article and count: the respondents of "the 4,500 respondents", those of "the 900 who voted"."""
    first = 0
    while first < len(words) - 1 and (words[first].norm in _LEADING or words[first].tag == "CD" or is_mark(words[first])):
        if words[first].norm == "those" and not words[first + 1].tag.startswith(("NN", "JJ", "CD")):
            break
        first += 1
    if first and not is_noun_start(words[first]):  # the count was the noun
        first = next((k for k in range(first) if words[k].tag == "CD"), 0)
    return trimmed(words[first:])


def _who(words: list[Word]) -> list[Word]:
    """Return "who voted" of "2.8 million who voted": a group that only its clause describes."""
    first = next((k for k, word in enumerate(words) if word.tag != "CD"), 0)
    return words[first:] if first and words[first].norm == "who" else words


def is_noun_start(word: Word) -> bool:
    """Tell whether ``word`` can start a noun phrase without an article."""
    return word.tag.startswith(("NN", "JJ", "CD", "VBG", "VBN")) or word.norm in {"people", "its", "their", "those", "us", "them"}


def _predicate_at(site: Site, k: int, words: list[Word]) -> int | None:
    """Return where the predicate of the group ``words`` starts, if the word at ``k`` shows it."""
    if is_missed(site, words):
        return k - 1
    verb = verb_at(site, k)
    if verb is not None or k in site.taken:
        return verb
    if site.norm(k) in _RELATIVE and verb_at(site, k + 1) is not None:
        return k
    if site.norm(k) in _SEPARATORS | {"("}:  # a gloss: "homes, many of them of mud, were destroyed"
        for j in range(k + 2, min(k + _LONGEST_GLOSS, len(site.words) - 1)):
            if site.norm(j) in _SEPARATORS | {")"} and verb_at(site, j + 1) is not None:
                return j + 1
    return None


def _belongs(site: Site, k: int) -> bool:
    """Tell whether the word at ``k`` can stand in the phrase of a group."""
    word = site.words[k]
    if is_mark(word):
        return word.norm in _INSIDE
    if word.tag == "CC":
        return verb_at(site, k + 1) is None and k + 1 not in site.taken
    return word.tag.startswith(_JOINED) or (word.tag == "VBD" and verb_at(site, k) is None)


def _main_verb(site: Site, i: int) -> int | None:
    """Return where the verb starts that the percentage is the subject of, behind the relative clause at ``i``."""
    link = site.link
    verb = link.head if link is not None and link.dep.startswith("nsubj") else None
    if verb is None or verb.i <= i:
        return None
    start = min([child.i for child in verb.children if child.dep in {"aux", "cop", "aux:pass"} and child.i > i], default=verb.i)
    return start if start > i + 1 else None


def _copula(said: Sequence[Word]) -> int:
    """Return how many words of ``said`` are its copula or passive auxiliaries: two of "had been sold"."""
    if said and said[0].norm in _COPULAS:
        return 2 if len(said) > 1 and said[1].norm == "being" else 1
    perfect = len(said) > 1 and said[0].norm in _HAVING and said[1].norm == "been"
    return 2 if perfect else 0


def _is_one_word(said: Sequence[Word]) -> bool:
    """Tell whether ``said`` is one word, or one that hyphens make: "foreign-born"."""
    return all(k % 2 == 0 or word.norm == "-" for k, word in enumerate(said)) and len(said) % 2 == 1


def _modifies(said: Sequence[Word], *, alone: bool) -> bool:
    """Tell whether ``said`` can stand behind a noun without its copula."""
    if not said:
        return False
    participle = said[0].tag in {"VBN", "VBG", "VBD"}
    return participle or (not alone and (said[0].tag.startswith("JJ") or said[0].tag == "IN"))
