"""Who is interviewed, and who asks, as the introduction of an interview tells it."""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

_CAPITALISED = r"(?=[^\d\W][\w'\u2019-])[A-Z\u00c0-\u00de][\w-]{0,30}+(?:['\u2019](?!s\b)[\w-]{1,30}+)?"
NAME = rf"{_CAPITALISED}(?: [A-Z]\.)?(?: (?:de|van|von|der|bin|al|el|la|du|da) )?(?: {_CAPITALISED}){{1,2}}(?![\w'\u2019-])"
_TITLED = re.compile(rf"\b(?:Dr|Prof|Professor|Mr|Mrs|Ms|Sir|Ambassador|Minister|President)\.? (?P<name>{NAME})")
_MEETING = r"(?:spoke|speaks|spoken|talked|talks|sat down|sits down|met|chatted|caught up) (?:to|with|for)"
_CUED = re.compile(
    rf"\b(?i:interview(?:ed|s)?|views of|{_MEETING}|conversation with|questions to|answers? (?:from|by|of)|Q&A(?: with)?|asked)\b"
    rf"[^.\n]{{0,80}}?(?P<name>{NAME})"
)
_MET = re.compile(
    rf"(?:(?P<name>{NAME})(?:, [^,.\n]{{1,80}},)?|\b(?P<pronoun>[Hh]e|[Ss]he|[Tt]hey|[Ww]ho))"
    rf" (?:has |had |recently |also ){{0,2}}{_MEETING}\b(?P<whom>[^.\n]{{0,120}})"
)
_ASKER = re.compile(
    rf"(?:['\u2019]s|\b(?:editor|reporter|correspondent|writer|journalist|columnist|presenter|host)) (?P<name>{NAME})"
)
_ASKED_BY = re.compile(rf"\b(?:interview(?:ed)?|asked|questions|questioned|conducted|Interview) by (?P<name>{NAME})")
_ASKS = re.compile(
    rf"(?P<name>{NAME}) (?:(?:spoke|talked) (?:to|with)|met|asked|interviewed|(?:caught up|sat down) with) (?:her|him|them)\b"
)
_APPOSED = re.compile(rf"(?<!of )(?<!in )(?<!at )(?<!from )\b(?P<name>{NAME}), (?:an? |the |who |\d\d,)?[a-z]?")
_OPENING = re.compile(rf"(?:^|[\n.] ?|\b(?:Dr|Prof|Professor|Mr|Mrs|Ms)\.? )(?P<name>{NAME})(?= [a-z]|, )")
_ANY = re.compile(NAME)
_INTRODUCTION = 2_000  # characters
_DESCRIBED = 2


class Interview(NamedTuple):
    """The names of the one who answers and of the one who asks; None where they are not told."""

    interviewee: str | None
    interviewer: str | None


def interview(text: str, end: int) -> Interview:
    """Return who is interviewed, and by whom, as the introduction ``text[:end]`` tells it."""
    introduction = text[max(0, end - _INTRODUCTION) : end]
    met = _MET.search(introduction)
    asker = _ASKER.search(met["whom"]) if met else None
    asker = asker or _ASKED_BY.search(introduction) or _ASKS.search(introduction)
    interviewer = asker["name"] if asker else None
    interviewee = None
    if met and interviewer and met["name"] == interviewer and not _ANY.search(met["whom"]):
        met = None
    if met and met["pronoun"]:
        interviewee = _most_told_of(text, [one["name"] for one in _OPENING.finditer(introduction, 0, met.start())])
    elif met:
        interviewee = _one_of_two(introduction, met, interviewer)
    return Interview(interviewee or _introduced(text, introduction, interviewer), interviewer)


def full_name(label: str, text: str, end: int) -> str:
    """Return the name before ``end`` that ``label`` stands for, by its initials or its last part, or ``label``."""
    for match in _ANY.finditer(text, max(0, end - _INTRODUCTION), end):
        parts = match.group().split()
        if label.casefold() == parts[-1].casefold() or label == "".join(part[0] for part in parts):
            return match.group()
    return label


def _one_of_two(introduction: str, met: re.Match[str], interviewer: str | None) -> str:
    """Return who answers where one "spoke to" another: not a reporter, and the one that is told of besides."""
    object_ = _ANY.search(met["whom"])
    if object_ is None or object_.group() == interviewer:
        return met["name"]
    subject, other = met["name"], object_.group()
    return subject if _weight(introduction, subject) > _weight(introduction, other) else other


def _weight(introduction: str, name: str) -> int:
    described = any(one["name"] == name for one in _APPOSED.finditer(introduction))
    return introduction.count(name.rsplit(" ", 1)[-1]) + _DESCRIBED * described


def _introduced(text: str, introduction: str, interviewer: str | None) -> str | None:
    """Return the person whom ``introduction`` is about: named behind a cue or a title, else described, else its subject."""
    opening = {one["name"] for one in _OPENING.finditer(introduction)}
    cued = [one["name"] for pattern in (_CUED, _TITLED) for one in pattern.finditer(introduction)]
    for names in (cued, [one["name"] for one in _APPOSED.finditer(introduction)], sorted(opening), _ANY.findall(introduction)):
        name = _most_told_of(text, [one for one in names if one != interviewer], opening)
        if name is not None:
            return name
    return None


def _most_told_of(text: str, names: Sequence[str], opening: Collection[str] = ()) -> str | None:
    return max(names, key=lambda name: text.count(name.rsplit(" ", 1)[-1]) + _DESCRIBED * (name in opening), default=None)
