"""Labels that a whole article agrees on: each name has one, a surname is a person, a town before its country a place."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from tallyspan.entities.names import Found, fold
from tallyspan.entities.organisations import Organisations
from tallyspan.entities.people import Titles

_CITY = re.compile(
    r"\b(?:city|town|village|province|district|county|region|port|island|suburb|capital)(?: city)? of $", re.IGNORECASE
)
_STORM = re.compile(r"(?:Hurricane|Typhoon|Cyclone|Storm) ([A-Z][a-z]+)")
_WITHIN = re.compile(r"\b(?:in|near|from|at|of) $", re.IGNORECASE)
_PEOPLE = re.compile(r"[A-Z][a-z]{4,}(?:ian|ean|ese|[a-z]ians|eans|[^e]rians)$")
_A = re.compile(r"\ban? $", re.IGNORECASE)
_NO_NOUN = "and|or|in|on|at|of|to|for|from|by|with|is|was|were|are|has|had|have|will|would|that|who|as|said|says|but|the|a"
_NOUN = re.compile(rf"[ ](?!(?:{_NO_NOUN})\b)[a-z]+")
_BEFORE = 20  # characters
_CUE = 3  # a word beside a name that says what it is counts as much as so many recognised labels
_MENDED = frozenset({"PERSON", "ORG", "LOC"})


class Labels:
    """Brings the labels of one article's names to agree."""

    def __init__(self, country: Mapping[str, Any], titles: Titles, organisations: Organisations) -> None:
        self._states = frozenset(country["states"]["names"])
        self._capitals = frozenset(country["capitals"]["names"])
        self._parties = frozenset(country["parties"]["adjectives"])
        self._members = frozenset(country["parties"]["members"])
        self._bodies = frozenset(country["parties"]["bodies"])
        self._titles = titles
        self._organisations = organisations

    def agreed(self, text: str, names: Sequence[Found], ruled: Sequence[Found]) -> list[Found]:
        """Return ``names`` with the label that each surface has most often, the first of those, mended by what stands around."""
        votes = self._votes(text, names)
        full = [text[one.start : one.end] for one in names if is_full(text, one)]
        surnames = {fold(self._titles.surname(name)) for name in full}
        shorts = surnames | {fold(text[one.start : one.end]) for one in names if one.label == "PERSON"}
        firsts = {name.partition(" ")[0] for name in full}
        companies = {text[one.start : one.end].partition(" ")[0] for one in names if one.label == "ORG"}
        places = {one.start for one in (*names, *ruled) if one.label in {"LOC", "GPE"}}
        storms = {match[1] for match in _STORM.finditer(text)} if names else set()
        towns = {text[one.start : one.end] for one in names if one.label == "LOC"}
        mended = []
        for one in names:
            surface = text[one.start : one.end]
            label = max(votes[surface], key=votes[surface].__getitem__)
            if surface in storms and label in _MENDED:
                label = "EVENT"
            elif label != "NORP" and fold(surface) in surnames:
                label = "PERSON"
            elif label in _MENDED:
                if label != "PERSON" and self._whole_of(surface, shorts):
                    label = "PERSON"
                elif label == "PERSON" and _of_company(surface, companies, votes):
                    label = "ORG"
                elif label != "LOC" and _placed(text, one, places):
                    label = "LOC"
                elif (
                    label == "LOC" and surface in firsts and votes[surface]["LOC"] == 1 and not _WITHIN.search(_before(text, one))
                ):
                    label = "PERSON"
            if label in _MENDED:
                label = self._people_or_place(text, one, label, alone=fold(surface) not in surnames)
            mended.append(_behind_town(text, one._replace(label=label), towns | self._states))
        return mended

    def _people_or_place(self, text: str, one: Found, label: str, *, alone: bool) -> str:
        """Return the label of a party's adjective or members, of a region's people, or of a capital taken for somebody."""
        surface = text[one.start : one.end]
        first, _, last = surface.rpartition(" ")
        if surface in self._parties and _NOUN.match(text, one.end):
            return "NORP"
        if label == "ORG" and last in self._members and first.rpartition(" ")[2] not in self._bodies:
            return "NORP"
        if not first and _PEOPLE.match(surface) and (label == "LOC" or surface.endswith("s")):
            described = _A.search(_before(text, one)) and _NOUN.match(text, one.end)
            return "NORP" if described or surface.endswith("s") else label
        return "LOC" if surface in self._capitals and alone else label

    def _votes(self, text: str, names: Sequence[Found]) -> dict[str, dict[str, int]]:
        """Return how often each surface has each label; a word beside it that says what it is counts more."""
        votes: dict[str, dict[str, int]] = {}
        for one in names:
            labels = votes.setdefault(text[one.start : one.end], {})
            labels[one.label] = labels.get(one.label, 0) + 1
            cue = self._organisations.cued(text, one.start, one.end) if one.label in _MENDED else None
            if cue is not None:
                labels[cue] = labels.get(cue, 0) + _CUE
        return votes

    def _whole_of(self, surface: str, shorts: Collection[str]) -> bool:
        """Tell whether the last word of a name of two or more is somebody's, so that it is his full name."""
        words = surface.split()
        plain = all(word.isalpha() and word[0].isupper() for word in words) and not self._organisations.has_head(surface)
        return plain and len(words) > 1 and fold(words[-1]) in shorts and fold(words[0]) not in shorts


def is_full(text: str, one: Found) -> bool:
    """Tell whether ``one`` is a person's name of several words."""
    return one.label == "PERSON" and " " in text[one.start : one.end]


def _of_company(surface: str, companies: Collection[str], votes: Mapping[str, Mapping[str, int]]) -> bool:
    """Tell whether a name is a company's that the article names otherwise too: "Tesco Polska" beside "Tesco"."""
    first, _, rest = surface.partition(" ")
    return first in companies and (not rest or "ORG" in votes.get(first, ()))


def _placed(text: str, one: Found, places: Collection[int]) -> bool:
    """Tell whether the words around say that ``one`` is a place: "the city of Tulsa", "in White Plains, New York"."""
    before = _before(text, one)
    if _CITY.search(before):
        return True
    return text[one.end : one.end + 2] == ", " and one.end + 2 in places and _WITHIN.search(before) is not None


def _before(text: str, one: Found) -> str:
    return text[max(0, one.start - _BEFORE) : one.start].replace("\n", " ")


def _behind_town(text: str, one: Found, towns: Collection[str]) -> Found:
    """Return the name of a person without the town before it: "Mayor of Koszalin Piotr Jedlinski"."""
    first, _, rest = text[one.start : one.end].partition(" ")
    return one._replace(start=one.end - len(rest)) if one.label == "PERSON" and " " in rest and first in towns else one
