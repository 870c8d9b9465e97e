"""The extent of a noun phrase: which of the words that hang from a noun belong to it when it stands alone in a table."""

from collections.abc import Collection, Iterable, Sequence

from tallyspan.syntax import Tree, Word

LONGEST = 12  # words
_BEFORE = frozenset(
    {"det", "det:predet", "compound", "amod", "nmod:poss", "nummod", "nmod", "flat", "nmod:unmarked", "case", "goeswith"}
)
_AFTER = frozenset({"nmod", "acl", "flat", "compound", "conj", "fixed", "goeswith", "nmod:unmarked", "amod"})
_PREPOSITIONS = frozenset(
    {
        "of",
        "for",
        "in",
        "on",
        "to",
        "between",
        "from",
        "with",
        "by",
        "against",
        "among",
        "into",
        "over",
        "at",
        "under",
        "per",
        "about",
        "via",
    }
)
_DROPPED = frozenset(
    {
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "its",
        "their",
        "his",
        "her",
        "my",
        "our",
        "your",
        "some",
        "any",
        "such",
        "another",
    }
)
_ARTICLES = frozenset({"the"})
_JOINING = frozenset({"-", "/", "\u2013", "'", "\u2019", "&"})
_MARKS = frozenset({"``", "''", ",", ".", ":", "-LRB-", "-RRB-", "HYPH", "NFP", "SYM"})


def is_noun(word: Word) -> bool:
    """Tell whether ``word`` can head a measure: a noun, not a pronoun or a number."""
    return word.tag.startswith("NN") and any(map(str.isalpha, word.norm))


def is_mark(word: Word) -> bool:
    """Tell whether ``word`` is punctuation."""
    return not any(map(str.isalnum, word.norm)) and word.norm not in {"$", "%", "&", "\u20ac", "\u00a3"}


def noun_phrase(head: Word, taken: Collection[int], room: int = LONGEST) -> list[Word]:
    """Return the words of the phrase that ``head`` heads, in text order, without those numbered in ``taken``, at most ``room``.

    Relative clauses, appositions and what stands behind a claim's own words stay out; determiners that point are dropped.
    """
    return bare(_cut(head, taken, room))


def bare(words: Sequence[Word]) -> list[Word]:
    """Return ``words`` without a leading determiner that says nothing in a table, or one before a simple noun."""
    first, last = 0, len(words)
    while last > first and (
        is_mark(words[last - 1]) or words[last - 1].norm in _PREPOSITIONS | {"and", "or", "the", "a", "an", "'s"}
    ):
        last -= 1
    while first < last - 1 and (words[first].norm in _DROPPED or is_mark(words[first])):
        first += 1
    if first < last - 1 and words[first].norm in _ARTICLES and not any(word.norm == "of" for word in words[first:last]):
        first += 1
    return list(words[first:last])


def _cut(head: Word, taken: Collection[int], room: int) -> list[Word]:
    found = _before(head, taken, room) + [head]
    for child in head.children:
        if child.i > head.i:
            piece = _after(child, taken, room - len(found))
            if piece is None:
                break
            found += piece
    return sorted(found, key=lambda word: word.i)


def _before(head: Word, taken: Collection[int], room: int) -> list[Word]:
    """Return what stands before ``head`` and belongs to it, without a gap: from the right, as far as there is room."""
    found: list[Word] = []
    for child in reversed([child for child in head.children if child.i < head.i]):
        words = _pruned(child)
        if child.dep == "case" or child.dep == "punct":
            continue
        if child.dep not in _BEFORE or any(word.i in taken for word in words):
            if child.dep in _BEFORE and child.i not in taken:
                continue
            if child.i in taken or child.dep in {"advmod", "cc:preconj"}:
                continue
            break
        if len(found) + len(words) >= room:
            break
        found = words + found
    return found


def _pruned(child: Word) -> list[Word]:
    return [word for word in child.subtree() if not (is_mark(word) and word.norm not in _JOINING)]


def _after(child: Word, taken: Collection[int], room: int) -> list[Word] | None:
    """Return the words that the right-hand ``child`` adds: none when it is left out, None when the phrase ends before it."""
    if child.i in taken or child.dep in {"punct", "case", "cc", "advmod", "discourse"}:
        return []
    if child.dep not in _AFTER:
        return None
    if child.dep == "nmod":
        return _complement(child, taken, room)
    if child.dep == "conj":
        return _conjunct(child, taken, room)
    if child.dep == "acl":
        return _participial(child, taken, room)
    words = _pruned(child)
    return None if any(word.i in taken for word in words) or len(words) > room else words


def _complement(child: Word, taken: Collection[int], room: int) -> list[Word] | None:
    cases = [word for word in child.children if word.dep == "case" and word.i < child.i]
    if not cases or cases[0].norm not in _PREPOSITIONS or any(word.i in taken for word in cases):
        return None if cases and not any(word.i in taken for word in cases) else []
    inner = room - len(cases)
    if inner < 1 or not (is_noun(child) or child.tag in {"CD", "VBG", "DT", "JJ"}):
        return None
    words = _cut(child, taken, inner)
    return cases + [word for word in words if word not in cases]


def _conjunct(child: Word, taken: Collection[int], room: int) -> list[Word] | None:
    """Keep "ozone and warming", not a whole list."""
    joined = next((word for word in child.children if word.dep == "cc"), None)
    marked = any(word.dep == "punct" and word.i < child.i for word in child.children)
    if joined is None or marked or not is_noun(child) or any(word.i in taken for word in child.subtree()):
        return None
    words = _cut(child, taken, room - 1)
    return None if len(words) + 1 > room else [joined, *words]


def _participial(child: Word, taken: Collection[int], room: int) -> list[Word] | None:
    """Keep "set by the community" and "to support trade", as far as they hold no claim and no finite verb."""
    words = [word for word in child.subtree() if not is_mark(word) or word.norm in _JOINING]
    finite = any(word.dep in {"nsubj", "nsubj:pass", "acl:relcl", "ccomp"} for word in words)
    marked = any(word.dep == "punct" and word.norm == "," for word in child.children if word.i < child.i)
    if finite or marked or len(words) > room or any(word.i in taken for word in words):
        return None
    return words


def filled(words: Iterable[Word], tree: Tree) -> list[list[Word]]:
    """Return ``words`` as runs of neighbours; a lone hyphen, or a comma between two of them, is no gap."""
    runs: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.i):
        if runs and word.i - runs[-1][-1].i <= 0:
            continue
        if runs and (word.i == runs[-1][-1].i + 1 or _joins(tree, runs[-1][-1], word)):
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _joins(tree: Tree, before: Word, after: Word) -> bool:
    between = tree.words[before.i + 1 : after.i]
    return len(between) == 1 and (between[0].norm in _JOINING or (between[0].norm == "," and after.tag.startswith("JJ")))
