"""Names that a recogniser cut short: "Alachua" of "Alachua Sheriff's Office", "Paris" of "Paris Climate Accord"."""

import re
from collections.abc import Mapping
from typing import Any

from tallyspan.entities.names import heading

_WORD = re.compile(r"[ ]([A-Z][\w-]*[a-z])(?:(?='s [A-Z])|(?=\u2019s [A-Z])|(?!['\u2019\w]))")
_POSSESSIVE = re.compile("['\u2019]s(?= [A-Z])")
_MOST = 5  # words


class Growth:
    """Finds where a name ends whose later words say what it is a name of."""

    def __init__(self, organisation: Mapping[str, Any], person: Mapping[str, Any]) -> None:
        self._labels = {
            word: label
            for label, key in (("LAW", "laws"), ("LOC", "place_heads"), ("ORG", "heads"))
            for word in organisation[key]
        }
        self._possessors = frozenset(organisation["possessors"])
        self._stops = frozenset(person["no_names"]) | frozenset(person["titles"]) - frozenset(organisation["possessors"])
        self._fields = frozenset(organisation["fields"])

    def read(self, text: str, start: int, end: int, label: str) -> tuple[int, str]:
        """Return the end and label of the name ``text[start:end]``, which a recogniser took for an organisation or a place."""
        best, last = (end, label), end
        for _ in range(_MOST):
            match = _WORD.match(text, last)
            if match is None or (match[1] in self._stops and match[1] not in self._fields):
                break
            last = match.end()
            if match[1] in self._labels:
                best = last, "ORG" if best[0] > end and best[1] == "ORG" else self._labels[match[1]]  # "Police Prefecture"
            possessive = _POSSESSIVE.match(text, last)
            if possessive is not None:
                if match[1] not in self._possessors:
                    break
                last = possessive.end()
        return (end, label) if best[0] > end and heading(text, start, best[0]) else best
