"""What shows a name to be a person's, whatever a recogniser took it for: initials, offices glued to it, "bin", an age."""

import re
from collections.abc import Mapping
from typing import Any

from tallyspan.entities.organisations import Organisations
from tallyspan.entities.people import Titles

_NO_INITIALS = r"U\.|D\.C|B\.C|L\.A|N\.Y|J\.P|A\.P|S\.A"
_INITIALS = re.compile(rf"(?!{_NO_INITIALS})(?:[A-Z]\.[ -]?){{2,3}}(?:[a-z]{{2,3}} )?[A-Z][^\W\d_]*[a-z][\w'\u2019-]*$")
_MIDDLE = re.compile(r"[A-Z][a-z]+ (?:[A-Z]\. )+[A-Z][a-z][\w'\u2019-]*$")
_AGED = re.compile(r", (?:aged |age )?[1-9]\d,(?! ?\d)")
_NEXT = re.compile(r" [A-Z][a-z]+(?![\w'\u2019-])")
_LONGEST_OFFICE = 30  # characters
_FEWEST = 2  # words of a full name


class Bearers:
    """Finds the bare name of a person in what a recogniser marked."""

    def __init__(self, person: Mapping[str, Any], organisations: Organisations, titles: Titles) -> None:
        self._offices = frozenset(person["roles"]) | frozenset(person["offices"]) | frozenset(person["offices_within"])
        portfolios = "|".join(sorted(map(re.escape, person["portfolios"]), key=len, reverse=True))
        holders = "|".join(person["holders"])
        self._portfolio = re.compile(rf"(?:{portfolios}) (?=[A-Z])")
        self._holder = re.compile(rf"\b(?:{holders}) (?:of|for) (?:the )?$", re.IGNORECASE)
        self._inner = tuple(f" {word} " for word in person["inner"])
        self._behind = frozenset(person["postnominals"])
        self._organisations = organisations
        self._titles = titles

    def read(self, text: str, start: int, end: int, label: str) -> tuple[int, int, str]:
        """Return the bounds and label of what a recogniser gave ``label``, those of a person if it is one."""
        if label not in {"PERSON", "ORG", "LOC"} or text.find(" ", start, end) < 0:
            return start, end, label
        first, last = self._behind_office(text, start, end, label)
        if first > start:
            return first, last, "PERSON"
        portfolio = self._portfolio.match(text, start, end)
        if (
            portfolio is not None
            and self._holder.search(text, max(0, start - _LONGEST_OFFICE), start)
            and self._full(text[portfolio.end() : end])
        ):
            return portfolio.end(), end, "PERSON"
        before, _, word = text[start:end].rpartition(" ")
        if word in self._behind and self._full(before.rstrip(",")):
            return start, start + len(before.rstrip(",")), "PERSON"
        return start, end, "PERSON" if label != "PERSON" and self._shaped(text, start, end) else label

    def _behind_office(self, text: str, start: int, end: int, label: str) -> tuple[int, int]:
        """Return the bounds behind an office inside the name: "State Senator Ann Bell"; a name cut in two goes on."""
        words = text[start:end].split(" ")
        for k in range(len(words) - 2, 0, -1):
            if words[k] not in self._offices:
                continue
            first = start + len(" ".join(words[: k + 1])) + 1
            following = _NEXT.match(text, end) if k == len(words) - 2 else None
            last = following.end() if following else end
            return (first, last) if self._full(text[first:last]) and (label != "PERSON" or k < len(words) - 2) else (start, end)
        return start, end

    def _shaped(self, text: str, start: int, end: int) -> bool:
        name = text[start:end]
        if self._named_otherwise(name):
            return False
        if _INITIALS.match(name) or _MIDDLE.match(name) or any(inner in name for inner in self._inner):
            return True
        return self._full(name) and _AGED.match(text, end) is not None

    def _full(self, name: str) -> bool:
        """Tell whether ``name`` has the two to four words that a full name has, none of them an organisation's or a place's."""
        words = name.split(" ")
        plain = all(word[:1].isupper() and word[-1:].islower() for word in words if f" {word} " not in self._inner)
        return plain and _FEWEST <= len(words) <= 2 * _FEWEST and not self._named_otherwise(name)

    def _named_otherwise(self, name: str) -> bool:
        titled = any(self._titles.is_title(word) for word in name.split(" "))
        return titled or self._organisations.has_head(name) or self._organisations.label(name, "PERSON") != "PERSON"
