"""The extent of a noun phrase: which of the words that hang from a noun belong to it when it stands alone in a table."""

from collections.abc import Collection, Iterable, Sequence

from tallyspan.syntax import Tree, Word

LONGEST = 12  # words
_BEFORE = frozenset(
    {"det", "det:predet", "compound", "amod", "nmod:poss", "nummod", "nmod", "flat", "nmod:unmarked", "goeswith", "punct", "dep"}
)
_PASSED_OVER = frozenset({"advmod", "cc:preconj", "case", "punct", "discourse", "mark", "cc"})
_AFTER = frozenset({"nmod", "acl", "flat", "compound", "conj", "fixed", "goeswith", "nmod:unmarked", "amod", "acl:relcl"})
_PREPOSITIONS = frozenset(
    {
        "of", "for", "in", "on", "to", "between", "from", "with", "by", "against", "among", "into", "over", "at", "under", "per",
        "about", "via", "through", "within", "across", "towards", "toward", "without", "around", "near", "outside",
    }
)  # fmt: skip
_LEADING = _PREPOSITIONS - {"of", "via"}
_POINTING = frozenset(
    {
        "a", "an", "this", "that", "these", "those", "its", "their", "his", "her", "my", "our", "your", "some", "any", "such",
        "another", "each", "every", "all", "both", "only", "whose",
    }
)  # fmt: skip
_DANGLING = _PREPOSITIONS | {"and", "or", "the", "a", "an", "'s", "'", "than", "as", "each"}
_BOTH_ENDS = 6  # words more for the second end of "between Lima and Cuzco"
_JOINING = frozenset({"-", "/", "\u2013", "'", "\u2019", "&"})
_ED_NOUNS = ("eed", "bed", "red", "shed", "sled")
_SIGNS = frozenset({"$", "%", "&", "\u20ac", "\u00a3"})


def is_noun(word: Word) -> bool:
    """Tell whether ``word`` can head a measure: a noun, not a pronoun or a number."""
    return word.tag.startswith("NN") and any(map(str.isalpha, word.norm))


def is_mark(word: Word) -> bool:
    """Tell whether ``word`` is punctuation."""
    return not any(map(str.isalnum, word.norm)) and word.norm not in _SIGNS


def noun_phrase(
    head: Word, taken: Collection[int], room: int = LONGEST, *, inner: bool = False, joined: bool = True
) -> list[Word]:
    """Return the words of the phrase that ``head`` heads, in text order, without those numbered in ``taken``, at most ``room``.

    Relative clauses, appositions and what leans on a claim stay out; so does a determiner that only points. A phrase that is
    ``inner``, behind "of", keeps its article; what "and" joins to the head stays out unless ``joined``.
    """
    return bare(_cut(head, taken, room, joined=joined), inner=inner)


def bare(words: Sequence[Word], *, inner: bool = False) -> list[Word]:
    """Return ``words`` without what dangles at the end, and without a leading determiner that says nothing in a table."""
    first, last = 0, len(words)
    while last > first and (is_mark(words[last - 1]) or words[last - 1].norm in _DANGLING):
        last -= 1
    while first < last - 1 and (is_mark(words[first]) or words[first].norm in {"and", "or", "but", "of", "only", "just"}):
        first += 1
    while first < last - 1 and not inner and (words[first].norm in _POINTING or is_mark(words[first])):
        first += 1
    if first < last - 1 and words[first].norm == "the" and not inner and not any(word.norm == "of" for word in words[first:last]):
        first += 1
    return list(words[first:last])


def _cut(head: Word, taken: Collection[int], room: int, *, joined: bool = True) -> list[Word]:
    found = [*_before(head, taken, room), head]
    for child in head.children:
        if child.i > head.i and (joined or child.dep != "conj"):
            piece = _after(child, taken, room - len(found))
            if piece is None:
                break
            found += piece
    return sorted(found, key=lambda word: word.i)


def _before(head: Word, taken: Collection[int], room: int) -> list[Word]:
    """Return what stands before ``head`` and belongs to it: from the right, as far as there is room."""
    found: list[Word] = []
    preposition = max((child.i for child in head.children if child.dep == "case" and child.i < head.i), default=-1)
    for child in reversed([child for child in head.children if preposition < child.i < head.i]):
        misfit = child.i + 1 in taken and child.norm == ("a" if (found or [head])[0].norm[0] in "aeiou" else "an")
        if child.i in taken or child.dep in _PASSED_OVER or misfit:
            continue
        words = child.subtree()
        if _is_missed_verb(child) or child.child("nsubj:pass", "aux:pass") is not None:
            break
        if child.dep not in _BEFORE or (child.dep == "nmod" and child.child("case") is not None):
            break
        if any(word.i in taken for word in words):
            continue
        if len(found) + len(words) >= room or words[0].tag in {"IN", "TO"} or words[0].norm in _LEADING:
            break
        found = [*words, *found]
    return found


def _is_missed_verb(word: Word) -> bool:
    """Tell whether a model took the verb of "the group posted profits" for a noun."""
    return word.dep == "compound" and word.tag == "NN" and word.norm.endswith("ed") and not word.norm.endswith(_ED_NOUNS)


def _after(child: Word, taken: Collection[int], room: int) -> list[Word] | None:
    """Return the words that the right-hand ``child`` adds: none when it is left out, None when the phrase ends before it."""
    if child.i in taken or child.dep in {"punct", "case", "cc", "advmod", "discourse"}:
        return []
    if child.dep not in _AFTER or (room < 1 and child.dep not in {"flat", "goeswith"}):
        return None
    if child.dep == "nmod":
        return _complement(child, taken, room)
    if child.dep == "conj":
        return _conjunct(child, taken, room)
    if child.dep == "acl":
        return _participial(child, taken, room)
    if child.dep == "acl:relcl":
        return _reduced(child, taken, room)
    words = _pruned(child)
    named = child.dep in {"flat", "goeswith", "compound"}  # a name is never cut
    return None if any(word.i in taken for word in words) or (len(words) > room and not named) else words


def _pruned(child: Word) -> list[Word]:
    return [word for word in child.subtree() if not (is_mark(word) and word.norm not in _JOINING)]


def _complement(child: Word, taken: Collection[int], room: int) -> list[Word] | None:
    """Keep "of trade between the countries"; leave out "with a 5 million loss" and what is set off by a comma."""
    cases = [word for word in child.children if word.dep == "case" and word.i < child.i]
    if any(word.i in taken for word in child.children if word.i < child.i):
        return []
    if not cases or cases[0].norm not in _PREPOSITIONS or is_set_off(child):
        return None
    if len(cases) >= room or not (is_noun(child) or child.tag in {"CD", "VBG", "DT", "JJ", "PRP"}):
        return None
    between = cases[0].norm == "between"
    words = _cut(child, taken, room - len(cases) + (_BOTH_ENDS if between else 0))
    if between and child.tag.startswith("NN") and not child.tag.endswith("S") and all(word.norm != "and" for word in words):
        return None
    if words == [child] and child.tag in {"CD", "DT"} and child.child("nmod") is not None:  # "at one" of too much to follow
        return None
    return cases + [word for word in words if word not in cases]


def is_set_off(child: Word) -> bool:
    """Tell whether a comma, a dash or a bracket parts ``child`` from what stands before it."""
    return any(
        word.dep == "punct" and word.norm in {",", "(", "-", "\u2013", "\u2014", ";", ":"} and word.i < child.i
        for word in child.children
    )


def _conjunct(child: Word, taken: Collection[int], room: int) -> list[Word] | None:
    """Keep "ozone and warming", not a whole list, nor what has a number of its own."""
    joined = next((word for word in child.children if word.dep == "cc"), None)
    if (
        joined is None
        or is_set_off(child)
        or not (is_noun(child) or (child.head is not None and child.tag == child.head.tag))
        or child.child("nummod")
        or any(word.i in taken for word in child.subtree())
    ):
        return None
    words = _cut(child, taken, room - 1)
    return None if len(words) + 1 > room else [joined, *words]


def _participial(child: Word, taken: Collection[int], room: int) -> list[Word] | None:
    """Keep "set by the community" and "to support trade", as far as they hold no claim and no finite verb."""
    words = _pruned(child)
    finite = any(word.dep in {"nsubj", "nsubj:pass", "acl:relcl", "ccomp", "parataxis"} for word in words)
    if finite or is_set_off(child) or len(words) > room or any(word.i in taken for word in words):
        return None
    return words


def _reduced(child: Word, taken: Collection[int], room: int) -> list[Word] | None:
    """Make "people who are unable to pay" into "people unable to pay": without the pronoun and the copula."""
    relative, be = child.child("nsubj", "nsubj:pass"), child.child("cop", "aux:pass")
    if (
        relative is None
        or be is None
        or relative.norm not in {"who", "which", "that"}
        or child.child("aux", "advmod") is not None
        or is_noun(child)
    ):
        return None
    child_words = [word for word in _pruned(child) if word is not relative and word is not be]
    finite = any(
        word.dep in {"nsubj", "nsubj:pass", "acl:relcl", "ccomp", "parataxis"} for word in child_words if word is not child
    )
    if finite or is_set_off(child) or len(child_words) > room or any(word.i in taken for word in child_words):
        return None
    return child_words


def phrase_head(word: Word) -> Word:
    """Return the head of the phrase that ends in ``word``: "economies" for "the economies of the countries"."""
    for above in word.ancestors():
        if word.dep not in {"nmod", "flat", "compound"} or not is_noun(above) or above.i > word.i:
            break
        word = above
    return word


def filled(words: Iterable[Word], tree: Tree) -> list[list[Word]]:
    """Return ``words`` as runs of neighbours; a hyphen, or a comma between adjectives, is no gap."""
    runs: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.i):
        if runs and word.i <= runs[-1][-1].i:
            continue
        if runs and (word.i == runs[-1][-1].i + 1 or _joins(tree, runs[-1][-1], word)):
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _joins(tree: Tree, before: Word, after: Word) -> bool:
    between = tree.words[before.i + 1 : after.i]
    return len(between) == 1 and (between[0].norm in _JOINING or (between[0].norm == "," and after.tag.startswith("JJ")))
