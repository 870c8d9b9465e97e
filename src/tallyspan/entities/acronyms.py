"""Acronyms that an article introduces: "the Ankara Centre for Crisis and Political Studies (ANKASAM)"."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from tallyspan.entities.names import Capital

_BRACKETED = re.compile(r"\(([A-Z][A-Za-z&.\-]{1,11})\)")
_MOST_WORDS = 14
_SHORTEST = 5  # letters of one that is written like a word: "Afreximbank"
_WIDEST_GAP = 16  # " for the " and the like
_SMALL = re.compile(r"[^\W\d_]+|&")


class Introduced(NamedTuple):
    """An acronym and the long form beside it: ``text[start:end]``."""

    acronym: str
    start: int
    end: int


class Acronyms:
    """Finds the acronyms that an article introduces."""

    def __init__(self, organisation: Mapping[str, Any], person: Mapping[str, Any]) -> None:
        inner = "|".join(map(re.escape, organisation["inner"]))
        self._gap = re.compile(rf"(?:['\u2019]s?)?(?:,?(?!, the)[^\S\n]?\n?(?:{inner})(?!\w))*(?:,?[^\S\n]{{0,2}}\n?|[-\u2013])")
        self._heads = frozenset(organisation["heads"])
        self._none = frozenset(organisation["no_acronyms"])
        self._no_names = frozenset(person["no_names"])

    def read(self, text: str, words: Sequence[Capital]) -> list[Introduced]:
        """Return the acronyms introduced in ``text``, in order, each once; ``words`` are its capitalised words."""
        found: dict[str, Introduced] = {}
        k = 0
        for match in _BRACKETED.finditer(text):
            acronym = match[1]
            plain = acronym.replace(".", "")
            capital = sum(letter.isupper() for letter in plain) > 1
            if not (capital or len(plain) >= _SHORTEST) or acronym in found or acronym in self._none:
                continue
            while k < len(words) and words[k].start < match.start():
                k += 1
            span = self._long_form(text, words, k, match.start(), plain)
            if span and (capital or _holds(text[slice(*span)], plain)):
                found[acronym] = Introduced(acronym, *span)
        return list(found.values())

    def _long_form(self, text: str, words: Sequence[Capital], k: int, end: int, acronym: str) -> tuple[int, int] | None:
        """Return the bounds of the name right before ``end``, if ``acronym`` can be its."""
        end -= text[end - 1 : end].isspace()
        i, last = k - 1, end
        firsts: list[int] = []  # places in the text where the name may start, nearest first
        initials = ""
        while i >= 0 and k - i <= _MOST_WORDS and self._follows(text, words[i].end, last):
            if words[i].form in self._no_names and i < k - 1:
                break
            initials = words[i].form[0] + initials
            firsts.append(words[i].start)
            last = words[i].start
            if len(firsts) > 1 and _spelt(acronym, text[last:end]):
                return last, end
            i -= 1
        if not firsts:
            return None
        start = next((first for first in reversed(firsts[1:]) if text[first] == acronym[0]), firsts[-1])
        name = text[start:end]
        head = any(word in self._heads for word in _SMALL.findall(name))
        return (start, end) if head and len(firsts) > 1 else None

    def _follows(self, text: str, end: int, start: int) -> bool:
        """Tell whether only small words and the space between words stand in ``text[end:start]``."""
        return start - end <= _WIDEST_GAP and self._gap.fullmatch(text, end, start) is not None


def _spelt(acronym: str, name: str) -> bool:
    """Tell whether the capitals of ``acronym`` are the initials of ``name``, small words left out or not."""
    wanted = "".join(letter for letter in acronym if letter.isupper()).upper()
    words = _SMALL.findall(name)
    capital = "".join(word[0] for word in words if word[0].isupper()).upper()
    every = "".join(word[0] for word in words if word != "s").upper()
    return wanted in {capital, every} or (acronym.upper() == every)


def _holds(name: str, acronym: str) -> bool:
    """Tell whether the letters of ``acronym`` stand in ``name`` in this order."""
    letters = iter(name.lower())
    return all(letter in letters for letter in acronym.lower())
