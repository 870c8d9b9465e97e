"""Datelines and lines of publication: what stands in them is no part of what the article tells."""

import re

from tallyspan.context.page import Page
from tallyspan.reading import Reading
from tallyspan.syntax import Word

_HEAD = 300  # characters: a line of publication stands near the top
_APART = frozenset({"appos", "list", "conj"})
_LINE = 80  # characters of a dateline
_DATELINE = re.compile(
    r"[A-Z][\w.'\u2019-]*(?: [A-Z][\w.'\u2019-]*){0,3}(?:, [A-Z][\w.]*(?: [A-Z][\w.]*)?)?"  # Lima, Peru
    r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?)?"
    r"(?: ?\([^()\n]{1,30}\))? ?(?: -|--|\u2013|\u2014)\s"
)


def is_publication(page: Page, reading: Reading) -> bool:
    """Tell whether ``reading`` is the date of the article itself: the last thing in a headline, after a dash."""
    if reading.kind != "date" or reading.start > _HEAD:
        return False
    before, after = page.article.text[: reading.start].rstrip(), page.article.text[reading.end : reading.end + 1]
    return before.endswith(("-", "\u2013", "\u2014", "|")) and after in {"", "\n", "\r"}


def dateline_end(page: Page, start: int) -> int:
    """Return where the dateline that opens the sentence at ``start`` ends, or ``start``: "LIMA, March 3 (Reuters) - "."""
    found = _DATELINE.match(page.article.text, start, start + _LINE)
    return start if found is None else found.end()


def body_word(page: Page, word: Word) -> Word:
    """Return ``word``, or the noun after the dateline that a parser took for its apposition: "OSLO - Norway's bank cut"."""
    tree = page.trees.get(page.number(word.start))
    if tree is None or word.start >= dateline_end(page, tree.start):
        return word
    end = dateline_end(page, tree.start)
    beside = (child for child in word.children if child.dep in _APART and child.tag.startswith("NN") and child.start >= end)
    return next(beside, word)


def of_dateline(page: Page, word: Word) -> bool:
    """Tell whether ``word`` stands in the dateline of its sentence."""
    return word.start < dateline_end(page, page.sentences[page.number(word.start)][0])


def in_dateline(page: Page, reading: Reading) -> bool:
    """Tell whether ``reading`` is the date of a dateline, which is about nobody."""
    if reading.kind != "date":
        return False
    start = page.sentences[page.number(reading.start)][0]
    return reading.end <= dateline_end(page, start)
