"""Which noun phrases of a sentence a claim is about: those around it, and the subject, objects and places of its clause.

Only the tree is looked at here, not who is named in it. A word stands for the phrase that it heads.
"""

from collections.abc import Collection, Iterator
from itertools import islice
from typing import NamedTuple

from tallyspan.syntax import Tree, Word

_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass")
_OBJECTS = frozenset({"obj", "iobj"})
_OBLIQUE = frozenset({"obl", "obl:unmarked", "nmod", "nmod:unmarked"})
_PREDICATE = frozenset({*_SUBJECTS, "cop", "expl", "aux", "aux:pass"})
_CLAUSES = frozenset({"acl:relcl", "advcl", "advcl:relcl", "ccomp", "parataxis", "vocative", "discourse", "punct", "det", "case", "mark", "cc"})
_APART = frozenset({"parataxis", "vocative", "discourse", "ccomp"})
_DEPENDENT = frozenset({"xcomp", "advcl", "acl", "acl:relcl", "conj"})  # clauses that may leave their subject to another
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_FAR = 40  # steps up a tree: more are no sentence


class Scope(NamedTuple):
    """The phrases that a claim may be about: ``near`` it in its own noun phrase, ``subject``, ``objects`` and ``rest`` of its clause.

    ``subject`` holds alternatives, the likeliest first. ``verb`` heads the clause; a phrase without a clause has none.
    """

    near: list[Word]
    subject: list[Word]
    objects: list[Word]
    rest: list[Word]
    verb: Word | None


def scope(tree: Tree, start: int, end: int, saying: Collection[str]) -> Scope:
    """Return the phrases of the claim ``[start, end)``; whoever only says it, by a verb of ``saying``, is in none of them."""
    near: list[Word] = []
    word, below = tree.top(start, end), None
    for _ in range(_FAR):
        if word is None or is_predicate(word) or (below is not None and below.dep in _APART):
            break
        if below is None or below.dep != "conj":  # what another of a row is about, this one is not
            near += [one for one in modifiers(word) if one is not below and not start <= one.start < end]
        word, below = word.head, word
    if word is None or not is_predicate(word):
        return Scope(near, [], [], [], None)
    objects, rest = [], []
    for one in arguments(word) if word.norm not in saying else ():
        if one is not below and not start <= one.start < end:
            (objects if one.dep in _OBJECTS else rest).append(one)
    subject = [one for one in subjects(word, saying) if one is not below]
    return Scope(near, subject, objects, rest, word)


def is_predicate(word: Word) -> bool:
    """Tell whether ``word`` heads a clause."""
    if any(child.dep in _PREDICATE for child in word.children):
        return True
    return word.tag.startswith("VB") and word.dep not in {"amod", "compound", "case", "nummod", "fixed"}


def modifiers(noun: Word) -> Iterator[Word]:
    """Yield the heads of the phrases inside that of ``noun``: of, in, 's, beside it, and what a participle brings."""
    for child in noun.children:
        if child.dep == "acl":
            yield from arguments(child)
        elif child.dep not in _CLAUSES and not (child.dep == "conj" and is_predicate(child)):
            yield child


def arguments(verb: Word) -> Iterator[Word]:
    """Yield the objects of ``verb``, its places and the like, and those of the infinitives that hang from it."""
    waiting = [verb]
    for _ in range(_FAR):
        if not waiting:
            return
        for child in waiting.pop().children:
            if child.dep in _OBJECTS or child.dep in _OBLIQUE or child.dep == "obl:agent":
                yield child
            elif child.dep == "xcomp":
                waiting.append(child)


def subjects(verb: Word, saying: Collection[str]) -> Iterator[Word]:
    """Yield who does what ``verb`` says: its subject, else that of the clause that it completes."""
    word: Word | None = verb
    for _ in range(_FAR):
        if word is None:
            return
        own = word.child(*_SUBJECTS)
        if own is not None and not (own.norm in _RELATIVE and word.dep.startswith("acl")):
            if word is verb or word.norm not in saying:
                yield own
            return
        above = word.head
        if above is None or word.dep not in _DEPENDENT:
            return
        if word.dep.startswith("acl"):
            yield above
            above = clause(above)
        elif word.dep == "xcomp" and (controller := above.child("obj", "iobj")):
            yield controller
            return
        word = above


def clause(word: Word) -> Word | None:
    """Return the head of the clause that ``word`` stands in, or heads."""
    if is_predicate(word):
        return word
    return next((above for above in islice(word.ancestors(), _FAR) if is_predicate(above)), None)


def own_subject(verb: Word) -> Word | None:
    """Return the subject that stands with ``verb`` itself."""
    return verb.child(*_SUBJECTS)
