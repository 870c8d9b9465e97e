"""Names of organisations: their canonical form, and what shows that a name is one."""

import re
from collections.abc import Mapping
from typing import Any

_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_HEAD = re.compile(r" (?:of|for|in|on) ")
_CUE_BEFORE = re.compile(r"([a-z-]+)(,?)\s\"?$")
_CUE_BEHIND = re.compile(r"\s([a-z]+)\b")
_CAPITALS = r"(?!(?:The|Mr|Mrs|Ms|Dr|President|Prime)\b)[A-Z][\w'\u2019-]*[a-z](?<!['\u2019]s)(?: [A-Z][\w-]*[a-z]\b)*"
_OF = re.compile(rf"(?: of(?: the)? {_CAPITALS}(?: and {_CAPITALS})?){{1,2}}\b(?!['\u2019])")
_MONTHS = "Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec"
_NOT_A_SUBJECT = rf"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|{_MONTHS}|Twitter|Facebook|Capitol|All|This|That)"
_SUBJECT = re.compile(
    rf" (?:on|for)(?: the)? {_NOT_A_SUBJECT}{_CAPITALS}(?: of {_CAPITALS})?(?: and {_CAPITALS})?\b(?!['\u2019])"
)
_PLACE = re.compile(rf" in {_NOT_A_SUBJECT}{_CAPITALS}\b(?!['\u2019])")
_CAMPUS = re.compile(r" at [A-Z][a-z]+(?: [A-Z][a-z]+)?\b(?!['\u2019])")
_CUE = 20  # characters
_JOIN = re.compile(r"[\s,]+(?:&|and)?$|\s+(?:&|and)$")


class Organisations:
    """Knows the suffixes of companies, and the words that end the names of organisations and of places."""

    def __init__(self, rules: Mapping[str, Any]) -> None:
        self._suffixes = frozenset(rules["suffixes"])
        self._strong = self._suffixes - frozenset(rules["weak_suffixes"])
        self._heads = frozenset(rules["heads"])
        self._places = frozenset(rules["place_heads"])
        self._places_first = frozenset(rules["places_first"])
        self._places_too = frozenset(rules["place_heads_too"])
        self._products_first = tuple(f"{product} " for product in rules["products_first"])
        self._events_first = frozenset(rules["events_first"])
        self._events = tuple(f" {event}" for event in rules["events"])
        self._events_too = frozenset(rules["events_too"])
        self._awards = frozenset(rules["awards"])
        self._subjects = frozenset(rules["of_subjects"])
        self._in_places = frozenset(rules["in_places"])
        self._universities = frozenset(rules["universities"])
        self._laws = frozenset(rules["laws"])
        self._surnames = frozenset(rules["surnames_too"])
        self._cues: dict[str, str] = {word: label for label, words in rules["cues"].items() for word in words}
        self._cues_behind: dict[str, str] = {word: label for label, words in rules["cues_behind"].items() for word in words}
        longest_first = sorted(self._suffixes, key=lambda suffix: (-len(suffix), suffix))
        self._behind = re.compile(rf",?[^\S\n]({'|'.join(map(re.escape, longest_first))})(?!\w)")

    def label(self, name: str, label: str) -> str:
        """Return the label of ``name``, which a model gave ``label``, where its first or last word shows another."""
        if label not in {"PERSON", "LOC", "ORG"}:
            return label
        other = self._thing(name, person=label == "PERSON")
        if other is not None or " " not in name:
            return other or label
        if label == "LOC" and (name.partition(" ")[0] in self._universities or name.startswith("University of ")):
            return "ORG"
        head = _HEAD.split(name, 1)[0].rpartition(" ")[2]
        if head in self._places or (label == "PERSON" and name.partition(" ")[0] in self._places_first):
            return "LOC"
        if label == "PERSON" and head in self._heads and (head not in self._surnames or name.count(" ") > 1):
            return "ORG"
        return "ORG" if label == "LOC" and head in self._heads and head not in self._places_too else label

    def _thing(self, name: str, *, person: bool) -> str | None:
        """Return the label of an event, a ship, a law or a prize; None for any other name."""
        first, last = name.partition(" ")[0], name.rpartition(" ")[2]
        if f" {name}".endswith(self._events):
            return "EVENT"
        if " " not in name:
            return None
        if first in self._events_first or (last in self._events_too and not person):
            return "EVENT"
        if name.startswith(self._products_first):
            return "PRODUCT"
        if last in self._laws:
            return "LAW"
        return "WORK_OF_ART" if last in self._awards else None  # as other sets of labels have it

    def has_head(self, name: str) -> bool:
        """Tell whether a word of ``name`` is one that organisations are: "Party", "Centre"."""
        return any(word in self._heads for word in name.split(" "))

    def cued(self, text: str, start: int, end: int) -> str | None:
        """Return the label that a word beside ``text[start:end]`` gives it: "the software company Red Hat"."""
        before = _CUE_BEFORE.search(text, max(0, start - _CUE), start)
        label = self._cues.get(before[1]) if before else None
        if before and label is not None and (not before[2] or before[1] == "capital"):
            return label
        behind = _CUE_BEHIND.match(text, end)
        return self._cues_behind.get(behind[1]) if behind else None

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

    def of_behind(self, text: str, start: int, end: int) -> int:
        """Return the end of "of Indonesia" or "on Taxonomy" that the name ``text[start:end]`` goes on with, or ``end``."""
        name = text[start:end]
        last = name.rpartition(" ")[2]
        if name.startswith("University of "):
            behind = _CAMPUS.match(text, end)
        elif last not in self._heads or " " not in name:
            return end
        else:
            subject = _SUBJECT if last in self._subjects else _PLACE if last in self._in_places else None
            behind = _OF.match(text, end) or (subject.match(text, end) if subject else None)
        return behind.end() if behind is not None else end

    def is_suffix(self, word: str) -> bool:
        """Tell whether ``word`` is a suffix that only companies have, but for a full stop."""
        return word in self._strong

    def suffix_behind(self, text: str, end: int) -> tuple[int, bool]:
        """Return the end of the suffixes that follow at ``end``, and whether one of them is only a company's."""
        strong = False
        while match := self._behind.match(text, end):
            end, strong = match.end(), strong or match[1] in self._strong
        return end, strong
