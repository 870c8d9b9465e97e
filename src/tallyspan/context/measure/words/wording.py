"""How a measure is put together: words of the text, and words of ours between them."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tallyspan.context.measure.words.noun_phrase import filled
from tallyspan.context.measure.words.site import Site
from tallyspan.context.page import Measured
from tallyspan.syntax import Word

_COMMON = frozenset({"NN", "NNS", "JJ", "VBG", "VBN", "CD", "PRP$", "DT"})
_NEARBY = 2000  # characters in which a word with a small letter shows that it is no name
_DOUBLE_QUOTES = re.compile("[\"\u201c\u201d\u00ab\u00bb]|``|''")
_LABELLED = ")) "
_LABELLED = ")) "  # the end of a speaker's label
_QUOTES = "\"'\u201c\u201d\u2018\u2019\u00ab\u00bb`"


class Cited(NamedTuple):
    """A word of ours for one of the text's: "paid" for "pays"."""

    text: str
    word: Word


Phrase = list[str | Cited | Sequence[Word]]
"""A measure in pieces; an empty one says that the text points back to a measure named before."""


def _plain(said: str, first: Word, text: str, *, named: bool) -> str:
    """Return ``said`` with a small first letter where only the start of a sentence made it a capital."""
    opens = first.i == 0 or text[first.start - 1] in _QUOTES or text[max(0, first.start - 3) : first.start] == _LABELLED
    if not opens or not (first.form[1:].islower() or first.norm == "a"):
        return said
    near = f" {first.norm} " in text[max(0, first.start - _NEARBY) : first.end + _NEARBY]
    common = first.norm in {"the", "a", "an"} or near or first.tag == "NNS" or (not named and first.tag in _COMMON)
    return said[:1].lower() + said[1:] if common else said


def _unbroken(runs: Sequence[list[Word]], site: Site) -> Iterator[list[Word]]:
    """Yield ``runs`` with what a hyphen joins to their first word, "El-Baraf", and no name cut: "AB Aurigae"."""
    for run in runs:
        first, last = run[0].i, run[-1].i
        while first > 0 and _is_name(site, first) and _is_name(site, first - 1) and _are_one(site, first):
            first -= 1
        while _is_name(site, last) and _is_name(site, last + 1):
            last += 1
        start = first
        while start > 0 and start - 1 not in site.taken and site.words[start - 1].end == site.words[start].start:
            if "-" not in {site.norm(start), site.norm(start - 1)}:
                break
            start -= 1
        first = first if site.norm(start) == "-" else start
        yield [*site.words[first : run[0].i], *run, *site.words[run[-1].i + 1 : last + 1]]


def _are_one(site: Site, i: int) -> bool:
    """Tell whether the names at ``i`` and before it are one: "AB Aurigae", not "of the United States Donald Trump"."""
    word, before = site.words[i], site.words[i - 1]
    return before.form.isupper() or before.head is word or word.head is before


def _is_name(site: Site, i: int) -> bool:
    word = site.word(i)
    return word is not None and i not in site.taken and word.tag.startswith("NNP") and word.form[:1].isupper()


def rendered(phrase: Phrase, text: str, site: Site, *, named: bool) -> Measured | None:
    """Return ``phrase`` as it stands in the table, without any claim's words; None when nothing is left of it.

    ``named`` tells that the sentence of ``site`` starts with a name.
    """
    pieces: list[str] = []
    used: list[Word] = []
    for part in phrase:
        if isinstance(part, str):
            pieces.append(part)
        elif isinstance(part, Cited):
            pieces.append(part.text)
            used.append(part.word)
        else:
            words = [word for word in part if word.i not in site.taken]
            pieces += [
                _plain(text[run[0].start : run[-1].end], run[0], text, named=named)
                for run in _unbroken(filled(words, site.tree), site)
            ]
            used += words
    line = " ".join(_DOUBLE_QUOTES.sub("", " ".join(pieces)).split()).strip(_QUOTES + " ,;:-\u2013\u2014()[]")
    if not used or not any(map(str.isalpha, line)):
        return None
    return Measured(line, min(word.start for word in used), max(word.end for word in used))
