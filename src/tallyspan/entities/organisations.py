"""Names of organisations: their canonical form, and what shows that a name is one."""

import re
from collections.abc import Mapping
from typing import Any

_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_JOIN = re.compile(r"[\s,]+(?:&|and)?$|\s+(?:&|and)$")


class Organisations:
    """Knows the suffixes of companies."""

    def __init__(self, rules: Mapping[str, Any]) -> None:
        self._suffixes = frozenset(rules["suffixes"])
        self._strong = self._suffixes - frozenset(rules["weak_suffixes"])
        longest_first = sorted(self._suffixes, key=lambda suffix: (-len(suffix), suffix))
        self._behind = re.compile(rf",?[^\S\n]({'|'.join(map(re.escape, longest_first))})(?!\w)")

    def canonical(self, name: str) -> str:
        """Return ``name`` on one line, without the article before it and the suffixes behind it.

        "The Tesco PLC" and "Tesco" are both "Tesco".
        """
        name = _ARTICLE.sub("", _SPACE.sub(" ", name).strip())
        while True:
            before, _, last = name.rpartition(" ")
            before = _JOIN.sub("", before)
            if last not in self._suffixes or not before or before.endswith((" of", " for")):
                return name
            name = before

    def ends(self, name: str) -> bool:
        """Tell whether ``name`` ends in a suffix that only companies have."""
        before, _, last = name.rpartition(" ")
        return bool(before) and last in self._strong

    def suffix_behind(self, text: str, end: int) -> tuple[int, bool]:
        """Return the end of the suffixes that follow at ``end``, and whether one of them is only a company's."""
        strong = False
        while match := self._behind.match(text, end):
            end, strong = match.end(), strong or match[1] in self._strong
        return end, strong
