"""Who does it: the subject of a verb, shared with the clause above or, where the tree has none, standing right before it."""

from collections.abc import Sequence

from tallyspan.context.measure.words.noun_phrase import is_noun
from tallyspan.syntax import Tree, Word

_SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "csubj:pass", "nsubj:outer")
_AUXILIARIES = frozenset({"aux", "aux:pass", "cop"})
_PHRASES = 3  # "the fall in the price of oil" has so many
_HIGHEST = 6  # clauses to climb


def subject(verb: Word, words: Sequence[Word]) -> Word | None:
    """Return the subject of the clause of ``verb``, also one that it shares with the clause above, or None.

    A relative pronoun gives the noun that it stands for; ``words`` are those of the sentence.
    """
    word: Word | None = verb
    for _ in range(_HIGHEST):
        if word is None:
            return None
        before = [child for child in word.children if child.dep in _SUBJECTS and child.i < max(word.i, verb.i)]
        found = before[-1] if before else None  # a label of a speaker, or a dateline, may stand before the subject
        if found is not None and len(before) > 1 and is_noun(found):
            found = _head_before(words, found.i)
        if found is not None:
            relative = found.tag in {"WDT", "WP"} or (found.norm in {"that", "which", "who"} and word.dep.startswith("acl"))
            return antecedent(word) if relative else found
        if word.dep.startswith("acl"):
            return antecedent(word)
        if word.dep == "amod" and word is not verb and word.head is not None and word.head.i < word.i:
            return word.head  # "a contract due to start"
        found = subject_beside(word, words) or _own_subject(word, words) or _object_above(word)
        if found is not None or word.dep not in {"conj", "xcomp", "advcl", "ccomp", "parataxis", "csubj"}:
            return found
        if word.head is None or (word.dep in {"conj", "parataxis"} and _is_parted(words, word.head.i, word.i)):
            return None
        word = word.head
    return None


def _is_parted(words: Sequence[Word], first: int, last: int) -> bool:
    """Tell whether a semicolon parts two clauses, which then share no subject."""
    return any(word.norm == ";" for word in words[min(first, last) : max(first, last)])


def _object_above(verb: Word) -> Word | None:
    """Return whom the verb above makes do it: "asked the bank to pay"."""
    return verb.head.child("obj") if verb.dep == "xcomp" and verb.head is not None else None


def _own_subject(verb: Word, words: Sequence[Word]) -> Word | None:
    """Return the noun between ``verb`` and the verb above, if it must be the subject: "found sales by May exceeded 5%"."""
    above = verb.head
    if above is None or above.i >= verb.i or not above.tag.startswith("VB"):
        return None
    before = words[verb.i - 1]
    if verb.tag == "VB" and before.norm == "to":  # "expects unemployment to fall"
        noun = words[verb.i - 2]
        return _head_before(words, noun.i) if noun.i > above.i and is_noun(noun) and verb.dep == "xcomp" else None
    if verb.dep != "ccomp" or verb.tag not in {"VBD", "VBZ", "VBP"} or verb.child("mark") is not None:
        return None
    head = None
    for word in words[above.i + 1 : verb.i]:
        if not word.tag.startswith(("NN", "JJ", "DT", "POS", "PRP$", "VBG", "HYPH")) and word.norm != "that":
            break
        head = word if is_noun(word) else head
    return head


def main_subject(tree: Tree, *, plural: bool) -> Word | None:
    """Return the subject of the main clause of ``tree`` if it is a noun of that number: what "they" or "it" may stand for."""
    root = next((word for word in tree.words if word.head is None), None)
    who = root if root is not None and is_noun(root) and root.child("acl") is not None else None  # a verb taken for a participle
    who = subject(root, tree.words) if root is not None and who is None else who
    if who is None or not is_noun(who):
        return None
    many = who.tag in {"NNS", "NNPS"} or who.child("conj") is not None
    plurals = plural or not who.norm.endswith("s")  # the model takes some plurals for names
    return who if many == plural or (who.tag == "NNP" and plurals) else None


def antecedent(verb: Word) -> Word | None:
    """Return the noun that the clause of ``verb`` describes."""
    for word in (verb, *verb.ancestors()):
        if word.dep.startswith("acl"):
            return word.head
        if word.dep not in {"conj", "xcomp"}:
            return None
    return None


def subject_beside(verb: Word, words: Sequence[Word]) -> Word | None:
    """Return the noun right before a finite verb and its auxiliaries: where a subject stands, whatever the tree says."""
    group = [child.i for child in verb.children if child.dep in _AUXILIARIES and child.i < verb.i]
    missed = verb.tag == "VBN" and not group and verb.dep in {"ccomp", "root", "conj", "parataxis"}  # "said profit slipped 5%"
    finite = missed or verb.tag in {"VBD", "VBZ", "VBP"} or any(words[i].tag in {"VBD", "VBZ", "VBP", "MD"} for i in group)
    i = min([*group, verb.i]) - 1
    if not finite or verb.child("mark") is not None:
        return None
    while i >= 0 and words[i].tag == "RB":
        i -= 1
    if i < 0 or not is_noun(words[i]):
        return None
    return _head_before(words, i)


def _head_before(words: Sequence[Word], i: int) -> Word:
    """Return the head of the noun phrase that ends at ``i``: the noun before "of" and its like."""
    head = words[i]
    for _ in range(_PHRASES):
        j = i
        while j > 0 and (words[j - 1].tag.startswith(("NN", "JJ", "POS")) or words[j - 1].tag in {"DT", "CD", "PRP$", "HYPH"}):
            j -= 1
        link, before, farther = (words[k] if k >= 0 else None for k in (j - 1, j - 2, j - 3))
        if link is not None and before is not None and farther is not None and link.tag == "IN" and before.tag == "VBN":
            link, before = before, farther
        if link is None or before is None or link.tag not in {"IN", "TO", "VBN"} or not is_noun(before):
            return head
        i, head = before.i, before
    return head
