"""The clause of a word, and who does what its verb says."""

from collections.abc import Collection, Iterator
from itertools import islice

from tallyspan.syntax import Tree, Word

SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass")
RELATIVE = frozenset({"who", "which", "that", "whom"})
FAR = 40  # steps up a tree: more are no sentence
_PREDICATE = frozenset({*SUBJECTS, "cop", "expl", "aux", "aux:pass"})
_NO_CLAUSE = frozenset({"amod", "compound", "case", "nummod", "fixed", "cop", "aux", "aux:pass"})
_DEPENDENT = frozenset({"xcomp", "advcl", "acl", "acl:relcl", "conj"})  # clauses that may leave their subject to another


def is_predicate(word: Word) -> bool:
    """Tell whether ``word`` heads a clause."""
    if any(child.dep in _PREDICATE for child in word.children):
        return True
    return word.tag.startswith("VB") and word.dep not in _NO_CLAUSE


def clause(word: Word) -> Word | None:
    """Return the head of the clause that ``word`` stands in, or heads."""
    if is_predicate(word):
        return word
    return next((above for above in islice(word.ancestors(), FAR) if is_predicate(above)), None)


def own_subject(verb: Word) -> Word | None:
    """Return the subject that stands with ``verb`` itself."""
    return verb.child(*SUBJECTS)


def subjects(tree: Tree, verb: Word, claim: Word | None, saying: Collection[str]) -> Iterator[Word]:
    """Yield who does what ``verb`` says: its subject, else that of the clause that it completes; but not the ``claim``."""
    word: Word | None = verb
    controlled = False  # "she promised to open": who speaks is who does it
    for _ in range(FAR):
        if word is None:
            return
        own = _own_subject(word, claim)
        yield from _cut_off(tree, word, own)
        if own is claim and word.dep == "advcl":
            own = None
        relative = own is not None and own.norm in RELATIVE
        if relative and own is not None and (noun := antecedent(tree, own)) is not None:
            yield noun
        if own is not None and not (relative and word.dep.startswith("acl")):
            if own is not claim and (word is verb or controlled or word.norm not in saying or own.dep == "nsubj:pass"):
                yield own
            return
        if word.dep not in _DEPENDENT:
            yield from _before(tree, word)
            return
        if (
            word is not verb and not controlled and word.norm in saying and word.tag != "VBN"
        ):  # "estimated to have cost" is no speech of its subject
            return
        yield from _controllers(word)
        if word.dep == "xcomp" and word.head is not None and word.head.child("obj", "iobj") is not None:
            return
        controlled = word.dep == "xcomp"
        word = clause(word.head) if word.head is not None else None


def _own_subject(verb: Word, claim: Word | None) -> Word | None:
    """Return the subject that hangs from ``verb``, rather not the ``claim``."""
    found = [child for child in verb.children if child.dep in SUBJECTS]
    if not found:  # a name that opens the sentence, cut off by an aside, is often taken for whom it speaks to
        found = [child for child in verb.children if child.dep == "vocative" and child.i == 0]
    return next((word for word in found if word is not claim), found[0] if found else None)


def _cut_off(tree: Tree, verb: Word, subject: Word | None) -> Iterator[Word]:
    """Yield the name that opens a sentence, where its apposition was taken for the ``subject``: "Ann Berg, the owner, paid"."""
    name = verb.head if verb.dep == "parataxis" else verb.child("vocative")
    if subject is None or name is None or not name.tag.startswith("NNP") or name.i >= subject.i or is_predicate(name):
        return
    first = min((child.i for child in subject.children if child.i > name.i), default=subject.i)
    if any(word.norm == "," for word in tree.words[max(0, first - 1) : first + 1]):
        yield name


def _controllers(verb: Word) -> Iterator[Word]:
    """Yield what ``verb`` hangs from, where that is its subject: "the fund set up to lend", "told them to lend"."""
    above = verb.head
    if above is None:
        return
    if verb.dep.startswith("acl"):
        yield above
        if above.dep == "appos" and above.head is not None:
            yield above.head
    elif verb.dep == "advcl" and above.tag.startswith("NN") and any(child.norm == "to" for child in verb.children):
        yield above  # "the claim was of two schools in Leeds to pay"
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
