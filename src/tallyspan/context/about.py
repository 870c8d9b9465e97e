"""Which noun phrases of a sentence a claim is about: those around it, and the subject, objects and places of its clause.

Only the tree is looked at here, not who is named in it. Words are returned for the phrases that they head.
"""

from collections.abc import Collection, Iterator, Sequence

from tallyspan.syntax import Tree, Word

SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass")
_OBJECTS = frozenset({"obj", "iobj"})
_OBLIQUE = frozenset({"obl", "obl:agent", "obl:unmarked", "nmod"})
# A word with one of these is part of the phrase that its head heads; with any other it is an argument, or a clause.
_WITHIN = frozenset(
    {
        "nummod", "compound", "nmod", "nmod:poss", "nmod:unmarked", "nmod:desc", "amod", "appos", "flat", "conj", "dep", "det", "advmod",
        "fixed", "case", "list", "nummod:gov", "goeswith", "orphan",
    },
)  # fmt: skip
_PREDICATE = frozenset({*SUBJECTS, "cop", "expl", "aux", "aux:pass"})
_CONTROLLED = frozenset({"xcomp", "advcl", "acl", "advcl:relcl", "conj", "parataxis"})
_FAR = 40  # steps up a tree: more are no sentence


class Scope:
    """The phrases of one claim: ``near`` stand in its own noun phrase, ``wide`` are the other parts of its clause."""

    __slots__ = ("near", "subject", "verb", "wide")

    def __init__(self) -> None:
        self.near: list[Word] = []
        self.subject: list[Word] = []
        self.wide: list[Word] = []
        self.verb: Word | None = None


def scope(tree: Tree, start: int, end: int, saying: Collection[str]) -> Scope:
    """Return the phrases of the claim ``[start, end)``. The subject of a verb of ``saying`` is none, unless the verb is dated."""
    found = Scope()
    word = tree.top(start, end)
    below: Word | None = None
    for _ in range(_FAR):
        if word is None:
            return found
        if is_predicate(word):
            break
        shared = below is not None and below.dep == "conj"
        if not shared or not found.near:
            found.near += [one for one in modifiers(word) if one is not below and not start <= one.start < end]
        if word.dep not in _WITHIN:
            below, word = word, word.head
            break
        below, word = word, word.head
    if word is None or not (is_predicate(word) or word.tag.startswith("VB") or below is None or below.dep not in _WITHIN):
        return found
    found.verb = word
    found.subject = list(subjects(word, saying))
    if word.norm not in saying:
        found.wide = [one for one in arguments(word) if one is not below and not start <= one.start < end]
    return found


def is_predicate(word: Word) -> bool:
    """Tell whether ``word`` heads a clause."""
    if any(child.dep in _PREDICATE for child in word.children):
        return True
    return word.tag.startswith("VB") and word.dep not in {"amod", "compound"}


def modifiers(noun: Word) -> Iterator[Word]:
    """Yield the heads of the phrases inside that of ``noun``: of, in, 's, and what a participle brings."""
    for child in noun.children:
        if child.dep in {"nmod", "nmod:poss", "nmod:desc", "compound", "appos", "flat", "obl", "list"}:
            yield child
        elif child.dep == "acl" and child.tag in {"VBN", "VBG"}:
            yield from (one for one in child.children if one.dep in _OBJECTS or one.dep in _OBLIQUE)


def arguments(verb: Word) -> Iterator[Word]:
    """Yield the objects of ``verb``, its places and the like, and those of the infinitives that hang from it."""
    waiting = [verb]
    for _ in range(_FAR):
        if not waiting:
            return
        one = waiting.pop()
        if one is not verb or is_predicate(one):
            for child in one.children:
                if child.dep in _OBJECTS or child.dep in _OBLIQUE:
                    yield child
                elif child.dep == "xcomp":
                    waiting.append(child)


def subjects(verb: Word, saying: Collection[str]) -> Iterator[Word]:
    """Yield who does what ``verb`` says: its subject, else that of the clause that it completes."""
    word: Word | None = verb
    for _ in range(_FAR):
        if word is None:
            return
        own = word.child(*SUBJECTS)
        if own is not None:
            if own.norm in {"who", "which", "that"} and word.head is not None and word.dep.startswith("acl"):
                yield word.head
            elif word is verb or word.norm not in saying:
                yield own
            return
        above = word.head
        if above is None or word.dep not in _CONTROLLED:
            return
        if word.dep == "acl":
            yield above
            above = _clause(above)
        elif word.dep == "xcomp":
            controller = above.child("obj", "iobj")
            if controller is not None:
                yield controller
                return
        word = above


def _clause(noun: Word) -> Word | None:
    """Return the predicate of the clause that ``noun`` stands in."""
    for above in [noun, *_first(noun.ancestors())]:
        if is_predicate(above):
            return above
    return None


def _first(words: Iterator[Word]) -> Sequence[Word]:
    return [word for word, _ in zip(words, range(_FAR), strict=False)]
