"""A claim among the words of its sentence: what stands on either side of it, and what it hangs from."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from tallyspan.context.noun_phrase import is_mark, is_noun
from tallyspan.reading import Reading
from tallyspan.syntax import Tree, Word

_BRACKETS = {"(": ")", "[": "]"}
_RATES = frozenset({"per", "a", "an", "each", "every", "/"})
_SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "csubj:pass", "nsubj:outer")
_VERB_TAGS = ("VB", "MD")
_LONGEST_HEDGE = 8  # words


class Site(NamedTuple):
    """A claim of ``tree``: its words are ``tree.words[first:last + 1]``.

    ``left`` and ``right`` are the places of the words beside it when hedges, articles, its rate and a conversion in brackets
    are left out (-1 and the number of words where there is none); ``taken`` are the places of all claims' words in the sentence.
    """

    reading: Reading
    tree: Tree
    first: int
    last: int
    left: int
    right: int
    taken: Collection[int]

    @property
    def words(self) -> Sequence[Word]:
        """The words of the sentence."""
        return self.tree.words

    @property
    def link(self) -> Word | None:
        """The word of the claim from which the rest of it hangs."""
        return self.tree.top(self.reading.start, self.reading.end)

    def norm(self, i: int) -> str:
        """Return the word at ``i`` in lower case, or nothing outside the sentence."""
        return self.words[i].norm if 0 <= i < len(self.words) else ""

    def word(self, i: int) -> Word | None:
        """Return the word at ``i``, or None outside the sentence."""
        return self.words[i] if 0 <= i < len(self.words) else None

    def determined(self) -> bool:
        """Tell whether an article or a possessive stands before the claim and its hedges: "a 5%", "its estimated 5%"."""
        return any(
            word.tag in {"DT", "PRP$", "POS"} or word.norm in {"a", "an", "the"}
            for word in self.words[self.left + 1 : self.first]
        ) or self.norm(self.left) in {"'s", "its", "their", "his", "her", "our", "my", "your", "this", "that"}


def site(tree: Tree, reading: Reading, taken: Collection[int], hedges: Collection[str]) -> Site | None:
    """Return where ``reading`` stands in ``tree``, or None when the tree does not hold it."""
    inside = tree.within(reading.start, reading.end)
    if not inside:
        return None
    first, last = inside[0].i, inside[-1].i
    left = first - 1
    while left >= max(0, first - _LONGEST_HEDGE) and tree.words[left].norm in hedges and left not in taken:
        left -= 1
    right = _past_rate(tree.words, _past_bracket(tree.words, last + 1, taken), reading)
    return Site(reading, tree, first, last, left, _past_bracket(tree.words, right, taken), taken)


def _past_bracket(words: Sequence[Word], i: int, taken: Collection[int]) -> int:
    """Return the place behind a bracket at ``i`` that holds a claim, else ``i``."""
    closing = _BRACKETS.get(words[i].norm) if i < len(words) else None
    if closing is None:
        return i
    end = next((j for j in range(i + 1, min(i + 12, len(words))) if words[j].norm == closing), None)
    return i if end is None or not any(j in taken for j in range(i, end)) else end + 1


def _past_rate(words: Sequence[Word], i: int, reading: Reading) -> int:
    if reading.per is None or i + 1 >= len(words):
        return i
    if words[i].norm in _RATES or words[i].norm == "-":
        units = reading.per.lower().split()
        end = i + 1
        while end < min(i + 6, len(words)) and (
            words[end].norm in units or words[end].norm.rstrip("s") in units or words[end].norm in {"-", "a"}
        ):
            end += 1
        return max(end, i + 2)
    return i + 1 if words[i].norm.endswith("ly") or words[i].norm == "annual" else i


def subject(verb: Word) -> Word | None:
    """Return the subject of the clause of ``verb``, also one that it shares with the clause above, or None.

    A relative pronoun gives the noun that it stands for.
    """
    word: Word | None = verb
    for _ in range(6):
        if word is None:
            return None
        found = word.child(*_SUBJECTS)
        if found is not None:
            relative = found.tag in {"WDT", "WP"} or (found.norm in {"that", "which", "who"} and word.dep == "acl:relcl")
            return antecedent(word) if relative else found
        if word.dep.startswith("acl"):
            return antecedent(word)
        if word.dep == "xcomp" and word.head is not None and word.head.child("obj") is not None:
            return word.head.child("obj")
        if word.dep not in {"conj", "xcomp", "advcl", "ccomp", "parataxis"}:
            return None
        word = word.head
    return None


def antecedent(verb: Word) -> Word | None:
    """Return the noun that the clause of ``verb`` describes."""
    for word in (verb, *verb.ancestors()):
        if word.dep.startswith("acl"):
            return word.head
        if word.dep not in {"conj", "xcomp"}:
            return None
    return None


def is_predicate(word: Word) -> bool:
    """Tell whether ``word`` heads a clause."""
    return word.tag.startswith(_VERB_TAGS) or word.child("cop", *_SUBJECTS) is not None


def noun_run(words: Sequence[Word], i: int, taken: Collection[int], stops: Collection[str], *, parsed: bool) -> list[Word]:
    """Return the run of words from ``i`` that can make one noun with its modifiers, ending at its last noun; empty if none.

    Without tags it is whatever stands before the first of the ``stops`` or a mark.
    """
    found: list[Word] = []
    for word in words[i : i + 8]:
        if word.i in taken or not _runs_on(word, found, stops, parsed=parsed):
            break
        found.append(word)
    while found and not (is_noun(found[-1]) if parsed else any(map(str.isalpha, found[-1].norm))):
        found.pop()
    return found


def _runs_on(word: Word, found: Sequence[Word], stops: Collection[str], *, parsed: bool) -> bool:
    if word.norm in {"-", "/", '"', "\u201c", "\u2018", "''", "``"}:
        return True
    if is_mark(word):
        return False
    if not parsed:
        return word.norm not in stops or (not found and word.norm in {"the", "its", "their", "this", "these", "his", "her"})
    return (
        word.tag.startswith(("NN", "JJ", "POS"))
        or word.tag in {"VBN", "VBG", "CD", "FW"}
        or (not found and word.tag in {"DT", "PRP$"})
    )


def earlier(sites: Sequence[Site], one: Site) -> Iterator[Site]:
    """Yield the claims of the sentence before ``one``, nearest first."""
    yield from (other for other in reversed(sites) if other.first < one.first)
