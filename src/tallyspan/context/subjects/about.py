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
_CLAUSES = frozenset(
    {"acl:relcl", "advcl", "advcl:relcl", "ccomp", "parataxis", "vocative", "discourse", "punct", "det", "case", "mark", "cc"}
)
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_NO_CLAUSE = frozenset({"amod", "compound", "case", "nummod", "fixed", "cop", "aux", "aux:pass"})
_APART = frozenset({"parataxis", "vocative", "discourse", "ccomp"})
_DEPENDENT = frozenset({"xcomp", "advcl", "acl", "acl:relcl", "conj"})  # clauses that may leave their subject to another
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_FAR = 40  # steps up a tree: more are no sentence


class Scope(NamedTuple):
    """The phrases that a claim may be about: ``near`` are those of its own noun phrase, the others those of its clause.

    ``subject`` holds alternatives, the likeliest first. ``verb`` heads the clause; a phrase without a clause has none.
    """

    near: list[Word]
    subject: list[Word]
    objects: list[Word]
    rest: list[Word]
    verb: Word | None


class Speech(NamedTuple):
    """Verbs whose subject only says what a claim says.

    ``every`` verb of speech; those (``outside``) whose subject is none of the claim's even where it hangs from them; those
    (``closed``) beside which stand those who are told, not what the claim is about.
    """

    every: Collection[str]
    outside: Collection[str]
    closed: Collection[str]


def scope(tree: Tree, start: int, end: int, speech: Speech) -> Scope:
    """Return the phrases of the claim ``[start, end)``; whoever only says it is in none of them."""
    near: list[Word] = []
    below: Word | None = None
    top = tree.top(start, end)
    word = top
    verb = _verb_beside(tree, start, end)
    for _ in range(_FAR):
        if word is None or is_predicate(word) or (below is not None and below.dep in _APART):
            break
        # What another of a row is about, this one is not; nor is what lies in the same direction.
        if (below is None or below.dep != "conj") and not word.tag.startswith("RB"):
            if not start <= word.start < end and not _is_source(word):
                near.append(word)
            others = (one for one in modifiers(word) if one is not below and not start <= one.start < end)
            near += [one for one in others if one.dep != "conj" or word is not top]  # a conjunct of the claim is another claim
        word, below = word.head, word
        if verb is not None:  # what is farther up was hung wrongly
            word, below = verb, top
    if word is None or not is_predicate(word):
        return Scope(near, [], [], [], None)
    objects: list[Word] = []
    rest: list[Word] = []
    for one in arguments(word) if word.norm not in speech.closed else ():
        if one is not below and not start <= one.start < end:
            (objects if one.dep in _OBJECTS else rest).append(one)
    quoted = not speech.outside and word.norm in speech.every and below is not top and below is not None and below.dep == "obj"
    told = quoted or word.norm in speech.outside
    subject = [] if told else list(subjects(tree, word, below, speech.every))
    if below is not None and below is not top and below.dep in _SUBJECTS:
        subject.append(below)  # "the 22-mile journey took ..."
    return Scope(near, subject, objects, rest, word)


def _verb_beside(tree: Tree, start: int, end: int) -> Word | None:
    """Return the verb of ``[start, end)`` where it cannot be mistaken, as parsers often hang such a phrase elsewhere.

    It stands right before but for a preposition; or it follows a phrase that opens the sentence and ends in a comma.
    """
    first = next((word.i for word in tree.words if word.start >= start), len(tree.words))
    last = next((word.i for word in tree.words if word.start >= end), len(tree.words))
    place = first - 1
    while place >= 0 and tree.words[place].tag in {"IN", "TO", "RB"}:
        place -= 1
    if place < 0 and last < len(tree.words) and tree.words[last].norm == ",":
        top = tree.top(start, end)
        if top is not None and top.head is not None:
            return clause(top.head)
        verb = next((word for word in tree.words[last:] if word.tag in _FINITE), None)
        return clause(verb) if verb is not None else None
    before = tree.words[place] if place >= 0 else None
    return before if before is not None and before.tag in _FINITE and is_predicate(before) else None


def is_predicate(word: Word) -> bool:
    """Tell whether ``word`` heads a clause."""
    if any(child.dep in _PREDICATE for child in word.children):
        return True
    return word.tag.startswith("VB") and word.dep not in _NO_CLAUSE


def modifiers(noun: Word) -> Iterator[Word]:
    """Yield the heads of the phrases inside that of ``noun``: of, in, 's, beside it, and what a participle brings."""
    for child in noun.children:
        if child.dep == "acl":
            yield from arguments(child)
        elif child.dep == "appos":
            if child.tag.startswith("NNP") and not _bracketed(child):  # not "Louisiana, a state on the Gulf of Mexico"
                yield child
        elif child.dep not in _CLAUSES and not _is_aside(child):
            yield child


def _is_source(word: Word) -> bool:
    """Tell whether ``word`` is whom something is according to."""
    return any(child.norm == "according" for child in word.children)


def relative(noun: Word) -> Iterator[Word]:
    """Yield the heads of the phrases in the relative clauses of ``noun``."""
    for child in noun.children:
        if child.dep == "acl:relcl":
            yield from arguments(child)


def _is_aside(word: Word) -> bool:
    """Tell whether ``word`` hangs from a noun but is no part of its phrase: another clause, a bracket, a source."""
    return (word.dep == "conj" and is_predicate(word)) or _bracketed(word) or _is_source(word)


def _bracketed(word: Word) -> bool:
    """Tell whether ``word`` stands in brackets of its own."""
    return any(child.dep == "punct" and child.norm in {"(", "["} for child in word.children)


def arguments(verb: Word) -> Iterator[Word]:
    """Yield the objects of ``verb``, its places and the like, and those of the infinitives that hang from it."""
    waiting = [verb]
    for _ in range(_FAR):
        if not waiting:
            return
        for child in waiting.pop().children:
            if child.dep in _OBJECTS or child.dep in _OBLIQUE or child.dep == "obl:agent":
                if not _is_source(child):
                    yield child
            elif child.dep == "xcomp" or (child.dep == "advcl" and _is_participle(child)):
                waiting.append(child)


def _is_participle(verb: Word) -> bool:
    """Tell whether ``verb`` goes on right where its clause stands: "took a yacht belonging to him", without a comma."""
    first = min((child.i for child in verb.children), default=verb.i)
    return verb.tag in {"VBG", "VBN"} and first >= verb.i


def subjects(tree: Tree, verb: Word, claim: Word | None, saying: Collection[str]) -> Iterator[Word]:
    """Yield who does what ``verb`` says: its subject, else that of the clause that it completes; but not the ``claim``."""
    word: Word | None = verb
    for _ in range(_FAR):
        if word is None:
            return
        own = _own_subject(word, claim)
        if own is claim and word.dep == "advcl":
            own = None
        relative = own is not None and own.norm in _RELATIVE
        if relative and own is not None and (noun := antecedent(tree, own)) is not None:
            yield noun
        if own is not None and not (relative and word.dep.startswith("acl")):
            if own is not claim and (word is verb or word.norm not in saying):
                yield own
            return
        if word.dep not in _DEPENDENT:
            yield from _before(tree, word)
            return
        if word is not verb and word.norm in saying and word.tag != "VBN":  # "estimated to have cost" is no speech of its subject
            return
        yield from _controllers(word)
        if word.dep == "xcomp" and word.head is not None and word.head.child("obj", "iobj") is not None:
            return
        word = clause(word.head) if word.head is not None else None


def _own_subject(verb: Word, claim: Word | None) -> Word | None:
    """Return the subject that hangs from ``verb``, rather not the ``claim``."""
    found = [child for child in verb.children if child.dep in _SUBJECTS]
    if not found:  # a name that opens the sentence, cut off by an aside, is often taken for whom it speaks to
        found = [child for child in verb.children if child.dep == "vocative" and child.i == 0]
    return next((word for word in found if word is not claim), found[0] if found else None)


def _controllers(verb: Word) -> Iterator[Word]:
    """Yield what ``verb`` hangs from, where that is its subject: "the fund set up to lend", "told them to lend"."""
    above = verb.head
    if above is None:
        return
    if verb.dep.startswith("acl"):
        yield above
        if above.dep == "appos" and above.head is not None:
            yield above.head
    elif verb.dep == "xcomp" and (controller := above.child("obj", "iobj")) is not None:
        yield controller


def antecedent(tree: Tree, relative: Word) -> Word | None:
    """Return the noun right before ``relative``, a relative pronoun, and its comma."""
    place = relative.i - 1
    if place >= 0 and tree.words[place].norm == ",":
        place -= 1
    if place < 0 or not tree.words[place].tag.startswith("NN"):
        return None
    noun = tree.words[place]
    verb = tree.words[relative.i + 1] if relative.i + 1 < len(tree.words) else None
    plural = verb is not None and (verb.tag == "VBP" or verb.norm == "were")
    return noun.head if plural and noun.dep == "conj" and noun.head is not None else noun


def _before(tree: Tree, verb: Word) -> Iterator[Word]:
    """Yield the noun right before a finite verb that the parser left without a subject."""
    first = min((child.i for child in verb.children if child.dep in {"cop", "aux", "aux:pass"}), default=verb.i)
    while first > 0 and tree.words[first - 1].tag.startswith("RB"):
        first -= 1
    if first > 0 and tree.words[first].i <= verb.i and tree.words[first - 1].tag.startswith(("NN", "PRP")):
        yield tree.words[first - 1]


def clause(word: Word) -> Word | None:
    """Return the head of the clause that ``word`` stands in, or heads."""
    if is_predicate(word):
        return word
    return next((above for above in islice(word.ancestors(), _FAR) if is_predicate(above)), None)


def own_subject(verb: Word) -> Word | None:
    """Return the subject that stands with ``verb`` itself."""
    return verb.child(*_SUBJECTS)
