"""What pronouns and definite phrases stand for: "it", "his", "the company", "both countries", "the fund" to names of the article."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence

from tallyspan.context.page import Page
from tallyspan.model import Mention
from tallyspan.syntax import Tree, Word

_WINDOW = 60  # names looked at before a pronoun: some paragraphs
_PLACES = frozenset({"GPE", "LOC"})
_THINGS = frozenset({"ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "MISC"})
_NAMED_AFTER = frozenset({"ORG", "EVENT", "PRODUCT", "LAW", "WORK_OF_ART", "MISC", "LOC", "GPE"})
_LABELS = {
    "country": _PLACES,
    "government": _PLACES,
    "place": _PLACES,
    "organisation": frozenset({"ORG"}),
    "person": frozenset({"PERSON"}),
    "thing": _THINGS,
}
_SENTENCES = {"person": 6, "thing": 2, "country": 12, "place": 6, "organisation": 12, "government": 12}


class ReferenceReader:
    """Resolves words that name nobody. ``table`` is ``rules/reference.toml``."""

    def __init__(self, table: dict[str, dict[str, list[str]]], *, several: Sequence[str], definite: Collection[str]) -> None:
        self._pronouns = {word: kind for kind, words in table["pronouns"].items() for word in words}
        self._nouns = {word: kind for kind, words in reversed(list(table["nouns"].items())) for word in words}
        self._several = {word: max(2, number + 1) for number, word in enumerate(several)}
        self._definite = frozenset(definite)

    def pronoun(self, word: Word) -> str | None:
        """Return what kind of pronoun ``word`` is, or None."""
        return self._pronouns.get(word.norm) if word.tag.startswith(("PRP", "W")) or not word.tag else None

    def resolve(self, page: Page, tree: Tree, word: Word) -> list[Mention]:
        """Return the names that ``word``, a pronoun or the head of a definite phrase, stands for; [] when it is neither."""
        kind = self.pronoun(word)
        if kind in {"person", "thing"}:
            return self._best(page, word.start, kind)
        if kind == "several":
            return self._group(page, word.start, "organisation", 1)
        if kind is not None or not word.tag.startswith("NN"):
            return []
        return self._definite_phrase(page, word)

    def _definite_phrase(self, page: Page, word: Word) -> list[Mention]:
        marks = {child.norm for child in word.children if child.dep in {"det", "nummod", "det:predet", "cc:preconj"}}
        if not marks & self._definite or any(child.dep in {"acl:relcl", "nmod"} for child in word.children):
            return []
        noun, plural = _singular(word)
        kind = self._nouns.get(noun)
        if plural:
            number = next((self._several[mark] for mark in marks if mark in self._several), 2 if kind == "pair" else 0)
            if number and kind is not None:
                return self._group(page, word.start, "country" if kind == "pair" else kind, number)
            return []
        same = [one for one in _before(page, word.start) if one.label in _NAMED_AFTER and _ends_in(one, noun)]
        if same:
            return same[:1]
        if kind is None or kind == "pair":
            return []
        return self._best(page, word.start, kind)

    def _best(self, page: Page, offset: int, kind: str) -> list[Mention]:
        """Return the name that ``offset`` most likely takes up: near, often named, first in its sentence."""
        here = page.number(offset)
        best: Mention | None = None
        best_score = -1e9
        counts: dict[str, int] = {}
        fitting = [one for one in _before(page, offset) if _fits(one, kind)]
        for one in fitting:
            counts[_key(one)] = counts.get(_key(one), 0) + 1
        for one in fitting:
            number = page.number(one.start)
            if here - number > _SENTENCES[kind]:
                break
            first = one.start - page.sentences[number][0] < 40
            score = min(counts[_key(one)], 4) * 0.5 - (here - number) + first
            if score > best_score:
                best, best_score = one, score
        return [] if best is None else [self._fullest(best, fitting)]

    def _fullest(self, mention: Mention, others: Sequence[Mention]) -> Mention:
        """Return the longest way in which the article names whom ``mention`` names."""
        if mention.label != "PERSON":
            return mention
        return max((one for one in others if _key(one) == _key(mention)), key=lambda one: (len(one.surface), one.start))

    def _group(self, page: Page, offset: int, kind: str, number: int) -> list[Mention]:
        """Return the ``number`` names before ``offset`` that were named last, in text order."""
        found: dict[str, Mention] = {}
        for one in _before(page, offset):
            if _fits(one, kind):
                found.setdefault(_key(one), one)
                if len(found) == number:
                    return sorted(found.values(), key=lambda mention: mention.start)
        return []


def _before(page: Page, offset: int) -> Iterator[Mention]:
    """Yield the names before ``offset``, the nearest first."""
    last = bisect_left(page.mentions, offset, key=lambda mention: mention.start)
    for place in range(last - 1, max(-1, last - 1 - _WINDOW), -1):
        yield page.mentions[place]


def _fits(mention: Mention, kind: str) -> bool:
    return mention.label in _LABELS[kind]


def _key(mention: Mention) -> str:
    """Return what two names of one entity share: its id, or the last word of a person's name, or the name."""
    if mention.entity_id is not None:
        return mention.entity_id
    words = (mention.name or mention.surface).lower().split()
    return words[-1] if mention.label == "PERSON" else " ".join(words)


def _ends_in(mention: Mention, noun: str) -> bool:
    words = mention.surface.lower().split()
    return len(words) > 1 and (words[-1] == noun or words[-1] == noun + "s")


def _singular(noun: Word) -> tuple[str, bool]:
    """Return ``noun`` in the singular, and whether it stood in the plural."""
    word = noun.norm
    if noun.tag not in {"NNS", "NNPS"}:
        return word, False
    for ending, singular in (("ies", "y"), ("men", "man"), ("sses", "ss"), ("ches", "ch"), ("s", "")):
        if word.endswith(ending):
            return word[: len(word) - len(ending)] + singular, True
    return word, True
