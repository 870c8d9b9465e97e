"""Trees of words: what a statistical model said about a sentence, in one scheme, whichever model it was.

Tags are Penn's, relations those of Universal Dependencies (v2, https://universaldependencies.org/u/dep/). A model of the
ClearNLP scheme, as spaCy's official English ones are, is turned into it: there "amounts to $2 billion" hangs the noun on the
preposition and the subject on the copula, here it is the other way round. Offsets index the article's text.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

_CLEARNLP_ONLY = frozenset(
    {"prep", "pobj", "dobj", "nsubjpass", "auxpass", "attr", "acomp", "poss", "npadvmod", "relcl", "pcomp", "prt"}
)
_RENAMED = {
    "dobj": "obj", "dative": "iobj", "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass",
    "poss": "nmod:poss", "relcl": "acl:relcl", "npadvmod": "obl:unmarked", "prt": "compound:prt", "neg": "advmod",
    "oprd": "xcomp", "quantmod": "advmod",
    "preconj": "cc:preconj", "predet": "det:predet", "intj": "discourse", "nn": "compound", "meta": "dep",
}  # fmt: skip
_VERBAL = ("VB", "JJ", "RB", "IN")
_COPULAS = frozenset({"is", "are", "was", "were", "be", "been", "being", "am", "'s", "'re", "'m"})


class Word:
    """One word of a tree: ``form`` as printed, ``norm`` in lower case, ``head`` (None at a root), ``children`` in text order.

    ``start`` and ``end`` are offsets, ``i`` is its place in ``Tree.words``; ``tag`` and ``dep`` are empty without a model.
    """

    __slots__ = ("children", "dep", "end", "form", "head", "i", "norm", "start", "tag")

    def __init__(self, i: int, form: str, start: int, tag: str, dep: str) -> None:
        self.i = i
        self.form = form
        self.norm = form.lower().replace("\u2019", "'")
        self.start = start
        self.end = start + len(form)
        self.tag = tag
        self.dep = dep
        self.head: Word | None = None
        self.children: list[Word] = []

    def __repr__(self) -> str:
        return f"Word({self.i}, {self.form!r}, {self.tag}, {self.dep})"

    def child(self, *deps: str) -> "Word | None":
        """Return the first child with one of the relations ``deps``, or None."""
        return next((child for child in self.children if child.dep in deps), None)

    def ancestors(self) -> "Iterator[Word]":
        """Yield the head, its head, and so on up to the root."""
        word = self.head
        while word is not None:
            yield word
            word = word.head

    def subtree(self) -> "list[Word]":
        """Return the word and all that hangs from it, in text order."""
        found, waiting = [], [self]
        while waiting:
            word = waiting.pop()
            found.append(word)
            waiting += word.children
        return sorted(found, key=lambda word: word.i)


class Tree:
    """One sentence: ``text[start:end]`` of the article, and its words without white space.

    ``parsed`` tells whether a model gave tags and relations; without it ``words`` stand alone.
    """

    __slots__ = ("end", "parsed", "start", "words")

    def __init__(self, words: Sequence[Word], start: int, end: int, *, parsed: bool) -> None:
        self.words = list(words)
        self.start = start
        self.end = end
        self.parsed = parsed

    def within(self, start: int, end: int) -> list[Word]:
        """Return the words that share a character with ``[start, end)``."""
        first = bisect_right(self.words, start, key=lambda word: word.end)
        last = bisect_left(self.words, end, lo=first, key=lambda word: word.start)
        return self.words[first:last]

    def top(self, start: int, end: int) -> Word | None:
        """Return the word of ``[start, end)`` that the others of it hang from: the first one whose head lies outside."""
        inside = self.within(start, end)
        places = {word.i for word in inside}
        return next((word for word in inside if word.head is None or word.head.i not in places), None)


def tree(doc: Doc, start: int, end: int, *, parsed: bool = True) -> Tree:
    """Return the tree of ``doc``, which holds one sentence: ``[start, end)`` of the article; ``parsed`` by a model or not."""
    words: list[Word] = []
    places: dict[int, Word] = {}
    for token in doc:
        if not token.is_space:
            word = Word(len(words), token.text, token.idx + start, token.tag_, token.dep_)
            places[token.i] = word
            words.append(word)
    if parsed:
        for place, word in places.items():
            word.head = places.get(doc[place].head.i)
            if word.head is word or word.head is None:
                word.head, word.dep = None, "root"
        if any(word.dep in _CLEARNLP_ONLY for word in words):
            _universal(words)
        for word in words:
            if word.head is not None:
                word.head.children.append(word)
    return Tree(words, start, end, parsed=parsed)


def _universal(words: Sequence[Word]) -> None:
    """Turn the heads and relations of ClearNLP into those of Universal Dependencies, before children are set."""
    for word in words:
        if word.dep in {"attr", "acomp"} and word.head is not None and word.head.norm in _COPULAS:
            _lift(word, words)
    for word in words:
        if word.dep in {"pobj", "pcomp"} and word.head is not None:
            _attach(word, word.head)
    for word in words:
        if word.dep in {"prep", "agent"}:
            word.dep = "advmod"  # one without a noun: "the day before"
        elif word.dep in {"attr", "acomp"}:
            word.dep = "xcomp"
        word.dep = _RENAMED.get(word.dep, word.dep)


def _lift(predicate: Word, words: Sequence[Word]) -> None:
    """Make ``predicate`` the head of its clause, and the copula its child."""
    copula = predicate.head
    assert copula is not None  # noqa: S101
    predicate.head, predicate.dep = copula.head, copula.dep
    for word in words:
        if word.head is copula:
            word.head = predicate
    copula.head, copula.dep = predicate, "cop"


def _attach(noun: Word, preposition: Word) -> None:
    """Hang ``noun`` where its preposition hung, and the preposition on it."""
    above, agent = preposition.head, preposition.dep == "agent"
    if preposition.dep not in {"prep", "agent"}:  # the second noun of "in March and in May" has its own preposition
        noun.dep = "obl"
        return
    noun_above = above is not None and not above.tag.startswith(_VERBAL)
    noun.dep = "advcl" if noun.dep == "pcomp" else "obl:agent" if agent else "nmod" if noun_above else "obl"
    noun.head = above
    preposition.head, preposition.dep = noun, "case"
