"""Names of people: what stands beside them, and which full name a short one stands for."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tallyspan.entities.names import Capital, Found, fold, heading, in_small_letters, joined, opens

_WORD = re.compile(r"[^\s,]+")
_INITIAL = re.compile(r"\.[^\S\n]?")
_LONGEST = 4  # words of a name looked for in the text
_KIN = re.compile(
    r"\b(?:wife|husband|son|daughter|brother|sister|father|mother|uncle|aunt|nephew|niece|cousin|widow|widower|lady|grandson|granddaughter|"
    r"grandfather|grandmother|spouse|twin|in-law)\b[ ,]*(?:and \w+ )?$",
    re.IGNORECASE,
)
_SAYING = re.compile(r"\b(?:said|says|told|added|adds|explained|stated)\b")
_SAID, _NAME = 8, 20  # characters
_LONGEST_KIN = 40  # characters
_NEAR = 600
_WIDEST_GAP = 12  # " van der "
_LOOKS = 20  # places looked at for one name


class Titles:
    """Knows what stands beside a person's name without being part of it."""

    def __init__(self, rules: Mapping[str, Any]) -> None:
        self._titles = frozenset(rules["titles"])
        self._no_names = frozenset(rules["no_names"])
        self._courtesies = frozenset(rules["courtesies"])
        self._roles = frozenset(rules["roles"])
        self._offices = frozenset(rules["offices"])
        self._particles = frozenset(rules["particles"])
        self._generations = frozenset(rules["generations"])

    def without(self, name: str) -> str:
        """Return ``name`` without the titles before it; nothing may be left."""
        while True:
            first, _, rest = name.partition(" ")
            if first not in self._titles:
                return name
            name = rest.lstrip()

    def is_title(self, word: str) -> bool:
        """Tell whether ``word`` is a title, or no part of a name for another reason."""
        return word in self._titles or word in self._no_names

    def is_role(self, word: str) -> bool:
        """Tell whether ``word`` says what somebody is, not how he is called."""
        return word in self._roles

    def is_holder(self, name: str) -> bool:
        """Tell whether ``name`` is an office and the two or more words of its holder's name: "Justice Ann Bell"."""
        words = name.split()
        return len(words) > 2 and words[0] in self._offices and all(word[0].isupper() for word in words)  # noqa: PLR2004

    def is_particle(self, word: str) -> bool:
        """Tell whether ``word`` may start a name in lower case: "van", "al-"."""
        return word.partition("-")[0].partition("'")[0] in self._particles

    def addressed(self, text: str, start: int) -> bool:
        """Tell whether "Mr", "Dr." or the like stands before ``start``."""
        before = text[max(0, start - 12) : start].split()
        return bool(before) and text[start - 1 : start].isspace() and before[-1].rstrip(".") in self._courtesies

    def surname(self, name: str) -> str:
        """Return the last word of ``name`` that is no "Jr." or "III"."""
        words = _WORD.findall(name)
        while len(words) > 1 and words[-1] in self._generations:
            words.pop()
        return words[-1] if words else name


class FullNames:
    """The full names of one article, for the short ones. At ``beside`` other names end, which are no part of these."""

    def __init__(
        self, titles: Titles, text: str, words: Sequence[Capital], people: Iterable[Found], beside: Iterable[int]
    ) -> None:
        self._titles = titles
        self._text = text
        self._words = words
        self._by_last: dict[str, list[tuple[int, str]]] = {}
        self._by_first: dict[str, list[tuple[int, str]]] = {}
        self._places: dict[str, list[int]] | None = None
        self._beside = frozenset(beside)
        self._found: list[Found] = []
        self._searched: dict[str, list[tuple[int, str]]] = {}
        for one in sorted(people):
            name = " ".join(text[one.start : one.end].split())
            if " " in name:
                self._by_last.setdefault(fold(titles.surname(name)), []).append((one.start, name))
                self._by_first.setdefault(fold(name.partition(" ")[0]), []).append((one.start, name))

    def of(self, name: str, start: int) -> str:
        """Return the first full name that the text gives of the person called ``name`` at ``start``.

        ``name`` itself when there is none; a name of several words is short only for one that is given before.
        """
        last = fold(self._titles.surname(name))
        if last not in self._searched and " " not in name:
            self._searched[last] = self._search(name, self._by_last.get(last, ()))
        for table in (self._searched, self._by_last, self._by_first):
            given = [one for one in table.get(last, ()) if len(one[1]) > len(name) and _agree(name, one[1])]
            given = given if " " not in name else [one for one in given if one[0] < start]
            if given:
                return given[0][1] if " " in name else self._meant(given[0], self._by_last.get(last, ()), start)
        return name

    def _meant(self, main: tuple[int, str], bearers: Sequence[tuple[int, str]], start: int) -> str:
        """Return whom a surname at ``start`` means, that ``main`` bears first and ``bearers`` do.

        The nearest one before it, if both speak and that is no relative of another: a relative keeps the first name.
        """
        place, full = max((one for one in bearers if start - _NEAR < one[0] < start), default=main)
        if not self._speaks(start) or not self._speaks(place):
            return main[1]
        kin = _KIN.search(self._text, max(0, place - _LONGEST_KIN), place)
        return main[1] if kin or full[0] == main[1][0] else full  # "Mitch" and "Mitchell" are one

    def _speaks(self, start: int) -> bool:
        return _SAYING.search(self._text, max(0, start - _SAID), start + _NAME + _SAID) is not None

    def _search(self, surname: str, known: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
        """Return the names in the text, longer than ``surname``, that end with it; those ``known`` as they are known."""
        if self._places is None:
            self._places = {}
            for i, word in enumerate(self._words):
                self._places.setdefault(word.form, []).append(i)
        seen: list[tuple[int, str]] = []
        titled: list[tuple[int, str]] = []  # in a heading a capital shows no name: second choice
        for i in self._places.get(surname, ())[:_LOOKS]:
            start, end = self._ending(i), self._words[i].end
            if start is not None:
                name = " ".join(self._text[start:end].split())
                if opens(self._text, start):
                    name = next((full for _, full in known if name.endswith(f" {full}")), name)
                (titled if heading(self._text, start) else seen).append((start, name))
                if end - start == len(name) and not opens(self._text, start):
                    self._found.append(Found(start, end, "PERSON", None, name))
        return seen + titled

    def found(self) -> Sequence[Found]:
        """Return the full names that were found in the text for short ones, and that no model had seen."""
        return self._found

    def _ending(self, i: int) -> int | None:
        """Return where the name of several words starts that ends with the capitalised word ``i``."""
        k = i
        while k > 0 and i - k < _LONGEST and self._continues(k):
            k -= 1
        start = self._words[k].start
        if k == i or (len(self._words[k].form) == 1 and k == i - 1 and "." not in self._text[start : self._words[i].start]):
            return None
        if in_small_letters(self._text, start, self._words[k].form):  # it starts a sentence
            return None
        return start

    def _continues(self, k: int) -> bool:
        """Tell whether the capitalised word before word ``k`` belongs to the same name."""
        before, word = self._words[k - 1], self._words[k]
        if before.end in self._beside or self._titles.is_title(before.form) or (before.form.isupper() and len(before.form) > 1):
            return False
        if joined(self._text, before.end, word.start):
            return True
        gap = self._text[before.end : word.start] if word.start - before.end < _WIDEST_GAP else ""
        if len(before.form) == 1:
            return _INITIAL.fullmatch(gap) is not None
        return gap == "-" or (
            bool(gap.split()) and gap[:1] == " " and all(self._titles.is_particle(part) for part in gap.split())
        )


def _agree(short: str, full: str) -> bool:
    """Tell whether all words of ``short`` stand in ``full``."""
    words = {fold(word) for word in full.split()}
    return all(fold(word) in words for word in short.split())
