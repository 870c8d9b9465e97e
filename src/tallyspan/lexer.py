"""Text into atoms: the smallest pieces that a number, a unit or a date is written with.

Atoms are finer than spaCy's tokens, and the same whatever tokenizer ran: "US$1.2bn" is four atoms (``us``, ``$``,
``1.2``, ``bn``), "22-mile" is three. Every kind reads atoms, so that each exact character offset is at hand.
"""

import re
import unicodedata
from collections.abc import Iterator
from enum import IntEnum

# Invisible characters that may stand inside a word or a number without parting it.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_REMOVE_INVISIBLE = str.maketrans("", "", _INVISIBLE)
# Python counts ½ and ² as word characters; they are pieces of their own.
_LETTER = "[^\\W\\d_\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209f\u2150-\u2189]"
_ATOM = re.compile(
    rf"(?P<number>(?:(?<![\w.])\.)?\d[\d{_INVISIBLE}]*(?:[.,]\d[\d{_INVISIBLE}]*)*)"
    rf"|(?P<word>{_LETTER}+(?:[\u0300-\u036f{_INVISIBLE}]+{_LETTER}*)*)"
    r"|(?P<mark>[^\s\d])",
)


class Shape(IntEnum):
    """What an atom is made of."""

    NUMBER = 1
    WORD = 2
    MARK = 3


_SHAPES = (Shape.MARK, *Shape)  # by number of the group in _ATOM


class Atom:
    """One piece of text: ``text[start:end]``, its shape, and ``norm``, the form that rules compare.

    ``norm`` is lower case, composed (NFC), without invisible characters. ``glued`` says that no space stands before it.
    """

    __slots__ = ("end", "glued", "norm", "shape", "start", "surface")

    def __init__(self, start: int, surface: str, shape: Shape, *, glued: bool) -> None:
        self.start = start
        self.end = start + len(surface)
        self.surface = surface
        self.norm = surface.lower() if surface.isascii() else _normal(surface)
        self.shape = shape
        self.glued = glued

    def __repr__(self) -> str:
        return f"Atom({self.start}, {self.surface!r}, {self.shape.name})"


def _normal(surface: str) -> str:
    return unicodedata.normalize("NFC", surface.translate(_REMOVE_INVISIBLE)).lower()


class Sentence:
    """One sentence: where it stands in ``text``, and its atoms."""

    __slots__ = ("atoms", "end", "start", "text")

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        self.text = text
        self.start = start
        self.end = len(text) if end is None else end
        self.atoms = list(lex(text, self.start, self.end))

    def norm(self, i: int) -> str:
        """Return the norm of atom ``i``; an empty string outside the sentence, so that looking around needs no check."""
        return self.atoms[i].norm if 0 <= i < len(self.atoms) else ""

    def glued(self, i: int) -> bool:
        """Tell whether atom ``i`` exists and follows the one before it without a space."""
        return 0 < i < len(self.atoms) and self.atoms[i].glued


def lex(text: str, start: int, end: int) -> Iterator[Atom]:
    """Yield the atoms of ``text[start:end]``.

    >>> [atom.norm for atom in lex("US$1.2bn, 22-mile", 0, 17)]
    ['us', '$', '1.2', 'bn', ',', '22', '-', 'mile']
    """
    last = -1
    for match in _ATOM.finditer(text, start, end):
        begin = match.start()
        yield Atom(begin, match.group(), _SHAPES[match.lastindex or 0], glued=begin == last)
        last = match.end()
