"""Names in a text: what is found, what a table says of it, and how a table is looked up where a capital stands."""

import re
import unicodedata
from typing import Any, NamedTuple

from tallyspan.lexer import lex

# A run of letters that starts with a capital, as the lexer cuts them.
# The lookbehind stands second, so that the search can run from capital to capital.
_CAPITAL = re.compile(r"[A-Z\u00c0-\u00d6\u00d8-\u00de](?<![^\W_].)[^\W\d_]*+")
_GAP = re.compile(r"[^\S\n]*\n?[^\S\n]*")  # between two words of one name: no empty line
_LONGEST_GAP = 3
_LINE = 80
_SHORT, _FEWEST, _MOSTLY = 3, 4, 0.75  # letters of a small word; long words of a heading, and how many have capitals
_NEAR = 5_000  # characters: an article; so that no text takes quadratic time


# The labels that recognisers have for names, and ours. What else they find (dates, money, ...) are claims.
LABELS = {
    "PERSON": "PERSON", "PER": "PERSON", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "NORP": "NORP", "EVENT": "EVENT",
    "PRODUCT": "PRODUCT", "WORK_OF_ART": "WORK_OF_ART", "LAW": "LAW", "MISC": "MISC",
}  # fmt: skip


class Span(NamedTuple):
    """A name that a recogniser found: offsets into the article's text, and a label of tallyspan's."""

    start: int
    end: int
    label: str


class Capital(NamedTuple):
    """A capitalised word: its offsets in the text, and its letters."""

    start: int
    end: int
    form: str


class Named(NamedTuple):
    """What a table says of a name: the label, the code of the country, and the canonical name."""

    label: str
    entity_id: str | None
    name: str


class Found(NamedTuple):
    """A name in a text. ``ruled`` tells that a table says so; a label of "" that there is nothing to mention."""

    start: int
    end: int
    label: str
    entity_id: str | None = None
    name: str | None = None
    ruled: bool = False


def capitals(text: str) -> list[Capital]:
    """Return the capitalised words of ``text`` in order.

    >>> [word.form for word in capitals("The U.S. and the Côte d'Ivoire")]
    ['The', 'U', 'S', 'Côte', 'Ivoire']
    """
    return [Capital(match.start(), match.end(), match.group()) for match in _CAPITAL.finditer(text)]


def joined(text: str, end: int, start: int) -> bool:
    """Tell whether ``text[end:start]`` is the white space between two words of one name."""
    return 0 < start - end <= _LONGEST_GAP and _GAP.fullmatch(text, end, start) is not None


def fold(form: str) -> str:
    """Return ``form`` in lower case, without accents, with a straight apostrophe.

    >>> fold("Türkiye"), fold("Åland")
    ('turkiye', 'aland')
    """
    lower = form.lower()
    if lower.isascii():
        return lower
    plain = unicodedata.normalize("NFD", lower.replace("\u2019", "'"))
    return "".join(character for character in plain if not unicodedata.combining(character))


class NameTable:
    """Names of one or more words, looked up where their first word stands; the longest wins, then the first given.

    An ``exact`` name counts only as it is spelt; any other in any case that starts with a capital, with or without accents.
    """

    def __init__(self) -> None:
        # A tree by folded atoms; under None stand pairs of the exact spelling, or None, and what is said of the name.
        self._tree: dict[str | None, Any] = {}

    @property
    def empty(self) -> bool:
        """Tell whether there is no name in the table."""
        return not self._tree

    def add(self, name: str, said: Named, *, exact: bool = False) -> None:
        """Add ``name``."""
        node = self._tree
        for atom in lex(name, 0, len(name)):
            node = node.setdefault(fold(atom.surface), {})
        node.setdefault(None, []).append((name if exact else None, said))

    def starting(self, text: str, word: Capital) -> tuple[int, Named] | None:
        """Return the end of the longest name that starts with ``word``, and what the table says of it."""
        node = self._tree.get(fold(word.form))
        if node is None:
            return None
        best = self._said(node, text, word.start, word.end)
        if len(node) == 1 and None in node:
            return best
        last = word.end
        for atom in lex(text, word.end, len(text)):
            node = node.get(fold(atom.surface))
            if node is None or not (atom.start == last or joined(text, last, atom.start)):
                return best
            last = atom.end
            best = self._said(node, text, word.start, last) or best
        return best

    @staticmethod
    def _said(node: dict[str | None, Any], text: str, start: int, end: int) -> tuple[int, Named] | None:
        return next(((end, said) for exact, said in node.get(None, ()) if exact is None or exact == text[start:end]), None)


def opens(text: str, start: int) -> bool:
    """Tell whether a sentence or line starts at ``start``."""
    before = text[max(0, start - 3) : start].rstrip(" \t\"'\u201c\u2018(")
    return not before or before[-1] in ".!?:\n\u2014-\u2022|"


def in_small_letters(text: str, start: int, form: str) -> bool:
    """Tell whether ``text`` has the word ``form`` in small letters too, not too far from ``start``."""
    return text.find(f" {form.lower()} ", max(0, start - _NEAR), start + _NEAR) >= 0


def line_around(text: str, start: int, end: int = 0) -> str:
    """Return the line around ``start``, or ``[start, end)``, at most so many characters each side."""
    left, end = text.rfind("\n", max(0, start - _LINE), start) + 1 or max(0, start - _LINE), max(start, end)
    right = text.find("\n", end, end + _LINE)
    return text[left : right if right >= 0 else end + _LINE]


def heading(text: str, start: int, end: int = 0, mostly: float = _MOSTLY) -> bool:
    """Tell whether the line has capitals as a heading has: on more than ``mostly`` of its long words outside ``[start, end)``."""
    line = line_around(text, start, end).rstrip()
    words = _long_words(line)
    others = _long_words(line.replace(text[start:end], " ", 1)) if end > start else words
    long = others if len(others) >= _FEWEST else words
    capital = sum(not word[0].islower() for word in long)
    return not line.endswith((".", "!", "?")) and len(long) >= _FEWEST and capital > mostly * len(long)


def _long_words(line: str) -> list[str]:
    return [word for word in line.split() if len(word) > _SHORT]
