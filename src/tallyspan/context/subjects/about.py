"""Which noun phrases of a sentence a claim is about: those around it, and the subject, objects and places of its clause.

Only the tree is looked at here, not who is named in it. A word stands for the phrase that it heads.
"""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from tallyspan.context.subjects.clauses import FAR, RELATIVE, SUBJECTS, clause, is_predicate, own_subject, subjects
from tallyspan.syntax import Tree, Word

_OBJECTS = frozenset({"obj", "iobj"})
_OBLIQUE = frozenset({"obl", "obl:unmarked", "nmod", "nmod:unmarked"})
_CLAUSES = frozenset(
    {"acl:relcl", "advcl", "advcl:relcl", "ccomp", "parataxis", "vocative", "discourse", "punct", "det", "case", "mark", "cc"}
)
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_APART = frozenset({"parataxis", "vocative", "discourse", "ccomp"})


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
    for _ in range(FAR):
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
        return Scope(*_stray(tree, top, near, speech), None)
    beside = [one for one in arguments(word) if word.norm not in speech.closed or _is_told(word, one)]
    beside = [one for one in beside if one is not below and not start <= one.start < end]
    objects = [one for one in beside if one.dep in _OBJECTS]
    rest = [one for one in beside if one.dep not in _OBJECTS]
    quoted = not speech.outside and word.norm in speech.every and below is not top and below is not None and below.dep == "obj"
    told = quoted or (word.norm in speech.outside and word.child("nsubj:pass") is None)  # "was found guilty" tells nothing
    subject = [] if told else list(subjects(tree, word, below, speech.every))
    if below is not None and below is not top and below.dep in SUBJECTS:
        subject.append(below)  # "the 22-mile journey took ..."
    return Scope(near, subject, [*objects, *_where(word)], rest, word)


def _where(verb: Word) -> Iterator[Word]:
    """Yield the place that ``verb`` says something of: "Lagos, where 10% of the homes were flooded"."""
    if verb.dep == "acl:relcl" and verb.head is not None and any(child.norm == "where" for child in verb.children):
        yield verb.head


def _is_told(verb: Word, noun: Word) -> bool:
    """Tell whether ``noun`` is somebody with a name who is told something: "told Reuters on Monday"."""
    return verb.norm in {"tell", "tells", "told"} and noun.head is verb and noun.dep in _OBJECTS and noun.form[0].isupper()


def _stray(
    tree: Tree, top: Word | None, near: list[Word], speech: Speech
) -> tuple[list[Word], list[Word], list[Word], list[Word]]:
    """Return the phrases of a sentence that the claim opens, its verb lost: "10% of what Peru sells goes to ..."."""
    nearer = [*near]
    rest: list[Word] = []
    if top is not None and top.head is None:
        for verb in tree.words[top.i + 1 :]:
            if (
                verb.tag in _FINITE
                and verb.dep not in _APART - {"ccomp"}
                and verb.norm not in speech.every
                and verb.dep != "advcl"
            ):
                nearer += (child for child in verb.children if child.dep in SUBJECTS and child.norm not in RELATIVE)
                rest += arguments(verb)
    return nearer, [], [], rest


def _verb_beside(tree: Tree, start: int, end: int) -> Word | None:
    """Return the verb of ``[start, end)`` where it cannot be mistaken, as parsers often hang such a phrase elsewhere.

    It stands right before but for a preposition; or it follows a phrase that opens the sentence and ends in a comma.
    """
    first = next((word.i for word in tree.words if word.start >= start), len(tree.words))
    last = next((word.i for word in tree.words if word.start >= end), len(tree.words))
    place = first - 1
    while place >= 0 and tree.words[place].tag in {"IN", "TO", "RB"} and tree.words[place].norm != "that":
        place -= 1
    if place < 0 and last < len(tree.words) and tree.words[last].norm == ",":
        top = tree.top(start, end)
        if top is not None and top.head is not None:
            return clause(top.head)
        verb = next((word for word in tree.words[last:] if word.tag in _FINITE), None)
        return clause(verb) if verb is not None else None
    before = tree.words[place] if place >= 0 else None
    return before if before is not None and before.tag in _FINITE and is_predicate(before) else None


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
    """Yield the heads of the phrases in the relative clauses of ``noun``, and who does it: "the gas that Italy buys"."""
    for child in noun.children:
        if child.dep == "acl:relcl":
            subject = own_subject(child)
            opening = min(one.i for one in child.subtree())
            if (
                subject is not None
                and subject.tag.startswith("NN")
                and not any(one.norm == "," and one.i <= opening for one in (*noun.children, *child.children))
            ):
                yield subject
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
    for _ in range(FAR):
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
