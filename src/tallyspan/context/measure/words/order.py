"""The subject of a verb by the order of the words alone, for sentences whose tree has none."""

from collections.abc import Collection, Sequence

from tallyspan.context.measure.words.noun_phrase import is_mark, is_noun
from tallyspan.syntax import Word

_BOUNDARIES = frozenset(
    {";", ":", "that", "if", "while", "when", "because", "but", "where", "although", "though", "whereas", "\u2014"}
)
_SAYING = frozenset({"said", "says", "say", "saying", "told"})
_FARTHEST = 25  # words
_NOMINAL = ("NN", "JJ", "CD", "POS", "DT", "PRP$", "HYPH", "VBG", "VBN")
_AUXILIARIES = frozenset({"VBZ", "VBD", "VBP", "MD"})


def opening_subject(words: Sequence[Word], verb: Word, taken: Collection[int]) -> Word | None:
    """Return the head of the noun phrase that opens the clause of ``verb``, past what is set off by a comma, or None."""
    start = verb.i
    while start > max(0, verb.i - _FARTHEST):
        before = words[start - 1]
        if before.norm in _BOUNDARIES or before.norm in _SAYING:
            break
        start -= 1
    if start < verb.i and words[start].tag in {"IN", "RB", "CC"}:
        comma = next((k for k in range(start, verb.i) if words[k].norm == ","), None)
        if comma is None and words[start].tag == "IN":
            return None
        start = start + 1 if comma is None else comma + 1
    head = None
    for word in words[start : verb.i]:
        if word.i in taken and head is None:
            continue
        if word.i in taken or not (word.tag.startswith(_NOMINAL) or (word.norm in {"-", "/"})):
            break
        head = word if is_noun(word) else head
    if head is None or any(word.tag in _AUXILIARIES and is_mark(words[word.i - 1]) for word in words[head.i + 1 : verb.i]):
        return None
    return head
