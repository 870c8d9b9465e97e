"""Words that are no part of what is measured: labels of speakers, "((WN))", "Name:", and "year-on-year"."""

from tallyspan.syntax import Tree, Word

_LONGEST = 8  # words of a label in brackets
_LONGEST_DATELINE = 14  # words
_DASHES = frozenset({"-", "--", "\u2013", "\u2014"})
_PERIODS = frozenset({"year", "month", "quarter", "week", "day"})
_COMPARISON = 5  # words of "year-on-year"
_LONGEST_NAME = 4  # words before a colon


def label(tree: Tree) -> frozenset[int]:
    """Return the places of the words of the label that opens the sentence of ``tree``; none where there is none."""
    words = tree.words
    if [word.norm for word in words[:2]] == ["(", "("]:
        end = next((i for i in range(2, min(_LONGEST, len(words) - 1)) if words[i].norm == words[i + 1].norm == ")"), None)
        return frozenset() if end is None else frozenset(range(end + 2))
    colon = next((i for i, word in enumerate(words[: _LONGEST_NAME + 1]) if word.norm == ":"), 0)
    named = colon and colon + 1 < len(words) and all(_is_name(word) for word in words[:colon])
    return frozenset(range(colon + 1)) if named and any(word.tag.startswith("VB") for word in words[colon:]) else frozenset()


def dateline(tree: Tree) -> frozenset[int]:
    """Return the places of the words of "LONDON (Reuters) -" before the first sentence of a report."""
    words = tree.words
    if not words or not words[0].form[:1].isupper():
        return frozenset()
    dash = next((k for k, word in enumerate(words[1:_LONGEST_DATELINE], 1) if word.norm in _DASHES), None)
    agency = dash is not None and (words[dash - 1].norm == ")" or (words[0].form.isupper() and len(words[0].form) > len("NY.")))
    return frozenset(range(dash + 1)) if agency and dash is not None else frozenset()


def asides(tree: Tree) -> frozenset[int]:
    """Return the places of the words that only say what a rate compares: "year-on-year"."""
    words = tree.words
    starts = (
        k
        for k in range(len(words) - _COMPARISON + 1)
        if words[k + 1].norm == "-" and words[k].norm in _PERIODS and words[k + 2].norm in {"on", "over"}
    )
    return frozenset(i for k in starts for i in range(k, k + _COMPARISON))


def _is_name(word: Word) -> bool:
    return word.form[:1].isupper() and word.tag.startswith("NNP")
