"""Whom the words that an answer points at name: one entity for all its mentions, by the fullest name in reach."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from tallyspan.context.answers import Answer, Pointed
from tallyspan.context.page import Page
from tallyspan.model import Mention, Subject

_CAPITALISED = re.compile(r"[^\W\d_a-z][\w\u2019'-]+\w")
_PRONOUNS = frozenset(
    [
        "i",
        "you",
        "he",
        "she",
        "it",
        "we",
        "they",
        "me",
        "him",
        "her",
        "us",
        "them",
        "his",
        "its",
        "their",
        "our",
        "my",
        "your",
        "who",
        "which",
        "that",
        "this",
        "those",
    ]
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
    for one in chain.from_iterable((*answer.subjects, *answer.speaker) for answer in answers):
        wanted.add(page.number(one.start))
        for word in _CAPITALISED.findall(text, one.start, one.end)[-1:]:
            wanted.add(page.number(text.find(word)))
    return sorted(wanted)


def meant(page: Page, pointed: Iterable[Pointed], near: int) -> list[Meant]:
    """Return the entities that ``pointed`` names, the likeliest first. ``near``: where the claim stands.

    Of two names of which one is part of the other, "Norbank" and "Norbank Holdings", the longer stands for both.
    """
    named = [Meant(subject, one.likely) for one in pointed for subject in _named(page, one, near)]
    kept: list[Meant] = []
    for one in sorted(named, key=lambda one: -one.likely):
        words = _words(one.subject)
        alike = [i for i, other in enumerate(kept) if words <= _words(other.subject) or words >= _words(other.subject)]
        if not alike:
            kept.append(one)
        elif len(words) > len(_words(kept[alike[0]].subject)):
            kept[alike[0]] = kept[alike[0]]._replace(subject=one.subject)
    return kept


def _words(subject: Subject) -> frozenset[str]:
    return frozenset((subject.name or subject.text).lower().split())


def _named(page: Page, one: Pointed, near: int) -> Iterator[Subject]:
    """Yield what ``text[start:end]`` names: the mentions in it, if they are most of it, else these words as they stand."""
    inside = [mention for mention in page.names(one.start, one.end) if _is_meant(mention, one)]
    if sum(_shared(mention, one) for mention in inside) >= _MOSTLY * (one.end - one.start):
        for mention in inside:
            fullest = _fullest(page.mentions, mention, near)
            yield Subject(fullest.surface, fullest.name, fullest.label, fullest.entity_id, fullest.start, fullest.end)
    else:
        words = page.article.text[one.start : one.end]
        leading = _LEADING.match(words)
        start = one.start + (leading.end() if leading else 0)
        if (words := page.article.text[start : one.end]).lower() not in _PRONOUNS:
            yield Subject(words, None, None, None, start, one.end)


def _is_meant(mention: Mention, one: Pointed) -> bool:
    """Tell whether an answer points at a name: at most of it, or at nothing beside it."""
    shared = _shared(mention, one)
    return shared >= _MOSTLY * len(mention.surface) or shared == one.end - one.start


def _shared(mention: Mention, one: Pointed) -> int:
    return min(mention.end, one.end) - max(mention.start, one.start)


def _fullest(mentions: Sequence[Mention], mention: Mention, near: int) -> Mention:
    """Return the longest of the mentions of the same entity, the nearest of these. A firm is known by how its name begins."""
    begins = f"{mention.surface} "
    same = (
        other
        for other in mentions
        if other.label == mention.label
        and (other.name == mention.name or (other.label == "ORG" and other.surface.startswith(begins)))
    )
    return max(same, key=lambda other: (len(other.surface), -abs(other.start - near)))
