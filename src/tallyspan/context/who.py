"""Whom the words that an answer points at name: one entity for all its mentions, by the fullest name in reach."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from tallyspan.context.answers import Answer, Pointed
from tallyspan.context.page import Page
from tallyspan.model import Mention, Subject

_CAPITALISED = re.compile(r"[^\W\d_a-z][\w\u2019'-]+\w")
_PRONOUNS = re.compile(
    r"i|you|he|she|it|we|they|me|him|her|us|them|his|its|their|our|my|your|who|which|that|this|those", re.IGNORECASE
)
_LEADING = re.compile(r"(?:of|by|for|from|to|in|at|on|with|and|or|but|that|both)\s+(?:(?:the|an?)\s+)?", re.IGNORECASE)
_MOSTLY = 0.5  # of the letters that an answer points at, or of a name


class Meant(NamedTuple):
    """An entity, and how likely it is meant."""

    subject: Subject
    likely: float


def sentences_of_names(page: Page, answers: Iterable[Answer]) -> list[int]:
    """Return the numbers of the sentences whose names matter: those with claims, and those of whoever the answers point at.

    Where a name stands in its short form, the sentence that first has its last word is among them: it has the full one.
    """
    text = page.article.text
    wanted = {page.number(reading.start) for reading in page.readings}
    words = set()
    for one in chain.from_iterable((*answer.subjects, *answer.speaker) for answer in answers):
        wanted.add(page.number(one.start))
        words.update(_CAPITALISED.findall(text, one.start, one.end)[-1:])
    return sorted(wanted.union(page.number(text.find(word)) for word in words))


class Who:
    """Knows the names of one article."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._longest: dict[tuple[str, str], list[Mention]] = {}  # of each entity, in text order
        for mention in page.mentions:
            if mention.name is not None:
                known = self._longest.setdefault((mention.label, mention.name), [mention])
                if len(mention.surface) > len(known[0].surface):
                    known.clear()
                if not known or (len(mention.surface) == len(known[0].surface) and mention is not known[0]):
                    known.append(mention)
        self._firms: dict[str, list[list[Mention]]] = defaultdict(list)  # by the first word of the name
        for (label, _), known in self._longest.items():
            if label == "ORG":
                self._firms[known[0].surface.partition(" ")[0]].append(known)

    def meant(self, pointed: Iterable[Pointed], near: int) -> list[Meant]:
        """Return the entities that ``pointed`` names, the likeliest first. ``near``: where the claim stands.

        Of two names of one kind of which one is part of the other, "Norbank" and "Norbank Holdings", the longer stands for both.
        """
        named = [Meant(subject, one.likely) for one in pointed for subject in self._named(one, near)]
        kept: list[Meant] = []
        for one in sorted(named, key=lambda one: -one.likely):
            place = next((i for i, other in enumerate(kept) if _is_one(one.subject, other.subject)), None)
            if place is None:
                kept.append(one)
            elif len(_words(one.subject)) > len(_words(kept[place].subject)):
                kept[place] = kept[place]._replace(subject=one.subject)
        return kept

    def _named(self, one: Pointed, near: int) -> Iterator[Subject]:
        """Yield what ``text[start:end]`` names: the mentions in it, if they are most of it, else these words as they stand."""
        inside = [mention for mention in self._page.names(one.start, one.end) if _is_meant(mention, one)]
        if sum(_shared(mention, one) for mention in inside) >= _MOSTLY * (one.end - one.start):
            for mention in inside:
                fullest = self._fullest(mention, near)
                yield Subject(fullest.surface, fullest.name, fullest.label, fullest.entity_id, fullest.start, fullest.end)
            return
        text = self._page.article.text
        leading = _LEADING.match(text, one.start, one.end)
        start = leading.end() if leading else one.start
        if not _PRONOUNS.fullmatch(text, start, one.end):
            yield Subject(text[start : one.end], None, None, None, start, one.end)

    def _fullest(self, mention: Mention, near: int) -> Mention:
        """Return the longest mention of the same entity, the nearest of these. A firm is known by how its name begins."""
        if mention.name is None:
            return mention
        known = self._longest[mention.label, mention.name]
        if mention.label == "ORG":
            begins = f"{known[0].surface} "
            firms = self._firms[begins.partition(" ")[0]]
            known = max((firm for firm in firms if firm[0].surface.startswith(begins)), key=_length, default=known)
        place = bisect_left(known, near, key=lambda other: other.start)
        return min(known[max(0, place - 1) : place + 1], key=lambda other: abs(other.start - near))


def _length(known: Sequence[Mention]) -> int:
    return len(known[0].surface)


def _is_one(one: Subject, other: Subject) -> bool:
    """Tell whether two names are of one entity: one holds the words of the other, and nothing says that they differ."""
    if one.label and other.label and (one.label, one.entity_id) != (other.label, other.entity_id):
        return False
    return _words(one) <= _words(other) or _words(one) >= _words(other)


def _words(subject: Subject) -> frozenset[str]:
    return frozenset((subject.name or subject.text).lower().split())


def _is_meant(mention: Mention, one: Pointed) -> bool:
    """Tell whether an answer points at a name: at most of it, or at nothing beside it."""
    shared = _shared(mention, one)
    return shared >= _MOSTLY * len(mention.surface) or shared == one.end - one.start


def _shared(mention: Mention, one: Pointed) -> int:
    return min(mention.end, one.end) - max(mention.start, one.start)
