"""Predicates as the words of the text give them: where one starts, and how far it goes.

Tags alone decide, in the order of the text: a tree that hangs one verb wrongly cuts a predicate, and a cut one is not true.
"""

from collections.abc import Sequence

from tallyspan.context.measure.words.noun_phrase import bare, is_mark, is_noun
from tallyspan.context.measure.words.site import Site
from tallyspan.syntax import Word

_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_VERBS = _FINITE | {"VBN", "VB"}
_QUOTES = frozenset({'"', "\u201c", "\u201d", "``", "''"})
_INSIDE = frozenset({"-", "'", "/", "\u2019"}) | _QUOTES
_CLOSING = frozenset(
    {"while", "whereas", "though", "although", "but", "compared", "according", "versus", "however", "citing", "including"}
)
_CLAUSAL = frozenset({"because", "as", "if", "when", "after", "before", "since", "until", "so", "unless", "once"})
_NOMINAL = ("NN", "JJ", "CD", "DT", "PRP", "POS", "HYPH", "VBG")
_LEFT_OUT = frozenset({"also", "already", "either", "both", "now", "currently", "only", "just", "even", "still", "then"})
# Behind a noun these describe it, whatever else a model takes them for.
_REDUCED = frozenset({"aged", "surveyed", "polled", "questioned", "interviewed", "sampled", "tested"})
_OBJECT_STARTS = frozenset({"DT", "PRP", "PRP$", "NNP", "CD", "WP", "WRB"})
_LEADS = frozenset({"IN", "TO", "CC", "DT", "RBR", "JJR", "$"})
_AGES = frozenset({"over", "older", "above", "under", "younger", "below", "up"})
_SHORTEST = 4  # words
_CLAUSE = 9  # words to look ahead for the verb of a clause


def verb_at(site: Site, i: int) -> int | None:
    """Return where the finite verb that stands at ``i`` starts, behind adverbs, or None where no predicate starts there."""
    start = i
    while i < len(site.words) and i not in site.taken and site.words[i].tag in {"RB", "CC"} and i < start + 3:
        if site.words[i].tag == "CC" and site.norm(i) not in _LEFT_OUT:
            return None
        i += 1
    word = site.word(i)
    if word is None or i in site.taken or word.norm in _REDUCED:
        return None
    before = site.word(i - 1)
    bare_form = word.tag == "VB" and before is not None and before.tag not in {"TO", "MD"}  # a plural's verb taken for one
    return i if word.tag in _FINITE or bare_form or (word.tag == "VBN" and takes_object(site, i)) else None


def takes_object(site: Site, i: int) -> bool:
    """Tell whether the word at ``i`` can only be a finite verb: an object stands right behind it."""
    following = site.word(i + 1)
    return following is not None and i + 1 not in site.taken and following.tag in _OBJECT_STARTS


def verb_phrase(site: Site, i: int, room: int) -> list[Word]:
    """Return the words of the predicate from ``i`` on, up to a mark, a claim or another clause; none where nothing is left.

    A list goes on over its commas, a bracket is passed over. What takes more than ``room`` words ends before a preposition.
    """
    words: list[Word] = []
    k, end = i, min(len(site.words), i + 2 * room)
    while k < end and not _ends(site, k, i):
        behind = _passed_over(site, k, words, room)
        if behind > k:
            words = words[:-1] if k in site.taken and words[-1].norm in {"a", "an"} else words
            k = behind
            continue
        if k in site.taken or site.norm(k) == "(":
            break
        word = site.words[k]
        if word.norm not in _QUOTES and not (word.tag == "RB" and word.norm in _LEFT_OUT):
            words.append(word)
        k += 1
    if len(words) > room:
        cuts = (n for n in range(room, _SHORTEST - 1, -1) if words[n].tag in {"IN", "CC", "TO", "WDT", "WP"})
        return trimmed(words[: next(cuts, 0)])
    if k in site.taken:
        return trimmed(_without_lead(words))
    stranded = words and words[-1].tag in {"IN", "RP"} and (k >= len(site.words) or is_mark(site.words[k]))
    return words if stranded else trimmed(words)  # "67% came out against."


def _ends(site: Site, k: int, start: int) -> bool:
    """Tell whether a mark at ``k`` ends the predicate, or another clause starts there."""
    word = site.words[k]
    mark = is_mark(word) and word.norm not in _INSIDE and word.norm != "(" and k not in site.taken
    return (mark and not (word.norm == "," and _lists(site, k))) or _closes(site, k, start)


def _passed_over(site: Site, k: int, words: Sequence[Word], room: int) -> int:
    """Return the place behind a bracket, or behind a claim that only modifies a noun, at ``k``; else ``k``."""
    if k in site.taken:
        return _past_claim(site, k, words)
    if site.norm(k) != "(":
        return k
    closing = next((j for j in range(k + 1, min(k + room, len(site.words))) if site.norm(j) == ")"), None)
    return k if closing is None or any(j in site.taken for j in range(k, closing)) else closing + 1


def trimmed(words: Sequence[Word]) -> list[Word]:
    """Return ``words`` without what dangles at their end, but with "and over" of "people aged 15 and over"."""
    if words and words[-1].norm == "]":
        return list(words)
    aged = len(words) > 2 and words[-1].norm in _AGES and words[-2].norm in {"and", "or"}  # noqa: PLR2004
    return list(words) if aged else bare(words, inner=True)


def _past_claim(site: Site, k: int, words: Sequence[Word]) -> int:
    """Return the place behind the claim at ``k`` where it only modifies the noun behind it: "a $400 expense"; else ``k``."""
    end = k
    while end in site.taken:
        end += 1
    following = site.word(end)
    inside = bool(words) and words[-1].tag in {"DT", "PRP$"} and following is not None and following.tag in {"NN", "NNS", "JJ"}
    return end if inside and end < len(site.words) else k


def _without_lead(words: list[Word]) -> list[Word]:
    """Return ``words`` without what only leads to the claim behind them: "by the end of", "more than"."""
    while words and (words[-1].tag in _LEADS or words[-1].norm in {"about", "around", "nearly"}):
        words.pop()
    return words


def _closes(site: Site, k: int, start: int) -> bool:
    """Tell whether another clause starts at ``k``."""
    norm = site.norm(k)
    if k == start:
        return False
    if norm in _CLOSING:
        return True
    if norm in _CLAUSAL:
        return not (norm == "because" and site.norm(k + 1) == "of") and has_own_subject(site, k + 1)
    return norm in {"and", "or", ";"} and (k + 1 in site.taken or has_own_subject(site, k + 1))


def has_own_subject(site: Site, i: int) -> bool:
    """Tell whether a noun phrase and its finite verb start at ``i``: "and prices fell"; or nothing but a claim and a verb."""
    nouns = False
    for k in range(i, min(i + _CLAUSE, len(site.words))):
        word = site.words[k]
        if k in site.taken:
            nouns = True
        elif word.tag in _FINITE:
            return nouns
        elif is_noun(word) or word.tag in {"PRP", "EX"} or word.norm in {"this", "these", "those", "that"}:
            nouns = True
        elif not word.tag.startswith(_NOMINAL) and word.tag != "RB" and not (word.tag == "IN" and nouns):
            return False
    return False


def _lists(site: Site, k: int) -> bool:
    """Tell whether the comma at ``k`` parts members of a list that "and" or "or" ends: "fish, meat and eggs"."""
    for j in range(k + 1, min(k + _CLAUSE, len(site.words))):
        word = site.words[j]
        if j in site.taken:
            return False
        if word.norm in {"and", "or"}:
            following = site.word(j + 1)
            return j > k + 1 and following is not None and j + 1 not in site.taken and not has_own_subject(site, j + 1)
        if word.norm != "," and not word.tag.startswith(_NOMINAL) and word.tag != "IN":
            return False
    return False


def is_missed(site: Site, run: Sequence[Word]) -> bool:
    """Tell whether the last word of ``run`` is a verb that the model took for a noun: "women walk to", "parents support the"."""
    if len(run) < len(["women", "walk"]) or run[-1].tag not in {"NN", "NNP", "JJ"} or run[-2].tag not in {"NNS", "NNPS"}:
        return False
    following = site.word(run[-1].i + 1)
    return following is not None and following.tag in {"DT", "TO", "PRP", "PRP$", "RB", "IN"} and following.norm != "of"
