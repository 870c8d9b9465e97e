"""Names of countries that are parts of other names: seas, banks, airlines, wars, people."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tallyspan.entities.names import Capital, Found, Named, NameTable, fold, heading, joined, line_around, opens

_RUN = 5  # so many capitalised words may make one name
_OF = re.compile(r"\s+of(?:\s+the)?\s+")
_BEFORE = re.compile(r"([^\W_]+)\W{1,3}$")
_LANGUAGE = re.compile(r"\s*+(?:[.,;:!?)\"\u201d]|$|(?:and|or|but|with|on|at|as|to|for|by|is|was|than)\b)")
_BEHIND_SERVICE = "[Ss]ervice|that|in|on|by|via|and|about|he|she|it|they|last|this|[Rr]adio"
_SERVICE = re.compile(rf"\s*+(?:['\u2019]s\b|[^\w\s]|$|(?:{_BEHIND_SERVICE})\b)")
_TONGUE = re.compile(r"[\s-]{1,2}(?:language|languages|speaking|speaker|speakers|translation|subtitles)\b")
_PREPOSITIONS = frozenset("in from to of with for against at by between inside near across the than via or".split())  # noqa: SIM905
_SMALL = re.compile("[a-z]")


class Longer:
    """Finds the longer name that a country's name is a part of."""

    def __init__(self, country: Mapping[str, Any], person: Mapping[str, Any], table: NameTable) -> None:
        longer = country["longer"]
        self._behind: dict[str, str] = {}
        for label, key in (("EVENT", "events_behind"), ("LOC", "places_behind"), ("ORG", "organisations_behind")):
            self._behind.update(dict.fromkeys(longer[key], label))
        before = [("LOC", "places_before"), ("ORG", "organisations_before"), ("LOC", "regions_before"), ("", "styles_before")]
        self._before = {form: label for label, key in before for form in longer[key]}
        self._services = frozenset(longer["services_before"])
        self._regions = frozenset(longer["regions_before"])
        self._first = frozenset(country["people_called"]["first"])
        self._last = frozenset(country["people_called"]["last"])
        self._roles = frozenset(longer["roles_behind"])
        self._no_names = frozenset(person["no_names"]) | frozenset(person["titles"]) | self._roles
        self._prefixes = {form for forms in country["before_hyphen"].values() for form in forms}
        self._not_behind_hyphen = frozenset(country["no_compounds"]["behind"])
        self._us = frozenset(country["shouted"]["US"])
        self._languages = frozenset(country["languages"]["behind"])
        self._table = table

    def read(self, text: str, words: Sequence[Capital], i: int, end: int, said: Named) -> Found | None:
        """Return the name that stands where ``words[i]`` starts a country's name ending at ``end``; None for no name."""
        start = words[i].start
        j = i + 1
        while j < len(words) and words[j].start < end:
            j += 1
        surface = text[start:end]
        first = i - (i > 0 and words[i - 1].form in self._regions and joined(text, words[i - 1].end, start))
        found = self._ahead(text, words, j, words[first].start, end) or self._back(text, words, i, end, said)
        if found is not None:
            return found
        if surface in self._prefixes and not self._compound(text, end):
            return None
        if self._person(text, words, i, j, end) or _shouted(text, start, surface, self._us):
            return None
        if said.label == "NORP" and self._language(text, start, end):
            return None
        return Found(start, end, said.label, said.entity_id, said.name, ruled=True)

    def _ahead(self, text: str, words: Sequence[Capital], j: int, start: int, end: int) -> Found | None:
        """Return the name that goes on behind the country's: "Korean War", "China National Petroleum Corp"."""
        best, last = None, end
        for k in range(j, min(j + _RUN, len(words))):
            word = words[k]
            if not joined(text, last, word.start):
                break
            last = word.end
            label = self._behind.get(word.form)
            if label == "ORG" or (label and k == j):
                if k > j and heading(text, start):
                    break
                best = Found(start, last, label, None, None, ruled=True)
        return best

    def _back(self, text: str, words: Sequence[Capital], i: int, end: int, said: Named) -> Found | None:
        """Return the name that begins before the country's: "Bank of China", "Northern Nigeria"."""
        if i == 0:
            return None
        word, start = words[i - 1], words[i].start
        if joined(text, word.end, start):
            key = word.form
        elif start - word.end <= 10 and _OF.fullmatch(text, word.end, start):  # noqa: PLR2004 - " of the "
            key = f"{word.form} of"
        else:
            return None
        if key in self._services and said.label == "NORP" and _SERVICE.match(text, end):
            return Found(word.start, end, "ORG", None, None, ruled=True)
        label = self._before.get(key)
        if label is None or (said.label == "NORP" and label != "ORG") or (said.label == "NORP" and key == word.form):
            return None
        k = i - 1
        while label == "ORG" and k > 0 and i - k < _RUN and words[k - 1].form not in self._no_names:
            if not joined(text, words[k - 1].end, words[k].start):
                break
            k -= 1
        return Found(words[k].start, end, label, None, None, ruled=True)

    def _compound(self, text: str, end: int) -> bool:
        """Tell whether a hyphen and a name follow: "Sino-Russian"."""
        following = re.compile(r"[-\u2010\u2011]([^\W\d_]+)").match(text, end)
        return following is not None and following[1][0].isupper() and following[1] not in self._not_behind_hyphen

    def _person(self, text: str, words: Sequence[Capital], i: int, j: int, end: int) -> bool:
        """Tell whether the name is a person's: "Jordan Smith", "Michael Jordan"."""
        form, start = words[i].form, words[i].start
        if end != words[i].end:
            return False
        if form in self._first and j < len(words) and joined(text, end, words[j].start):
            following = words[j].form
            known = following in self._roles or following.isupper() or self._table.starting(text, words[j]) is not None
            preposition = _BEFORE.search(text, max(0, start - 20), start)
            if not known and not (preposition and preposition[1] in _PREPOSITIONS) and not heading(text, start):
                return True
        if form in self._last and i > 0 and joined(text, words[i - 1].end, start):
            before = words[i - 1]
            alone = before.form not in self._no_names and not before.form.isupper() and len(before.form) > 1
            alone = alone and not (before.form.endswith(("ing", "ed")) and opens(text, before.start))
            return alone and self._table.starting(text, before) is None and not heading(text, start)
        return False

    def _language(self, text: str, start: int, end: int) -> bool:
        if _TONGUE.match(text, end):
            return True
        before = _BEFORE.search(text, max(0, start - 20), start)
        return before is not None and before[1] in self._languages and _LANGUAGE.match(text, end) is not None

    def called(self, people: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
        """Return the last and the first words of ``people``'s names of several words that are countries' too."""
        full = [name.split() for name in people if " " in name]
        return frozenset(name[-1] for name in full) & self._last, frozenset(name[0] for name in full) & self._first


def _shouted(text: str, start: int, surface: str, verbs: frozenset[str]) -> bool:
    """Tell whether "US" is a pronoun in a line of capitals."""
    before = _BEFORE.search(text, max(0, start - 20), start) if surface == "US" else None
    return before is not None and before[1] in verbs and not _SMALL.search(line_around(text, start))


def shouted_who(text: str, start: int) -> bool:
    """Tell whether "WHO" is a pronoun in a line of capitals."""
    if _SMALL.search(line_around(text, start)):
        return False
    before = _BEFORE.search(text, max(0, start - 20), start)
    return before is None or fold(before[1]) != "the"
