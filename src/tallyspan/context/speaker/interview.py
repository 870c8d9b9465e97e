"""Interviews printed as questions and answers: who says the answers, though no word of saying stands there."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

_PARAGRAPH = re.compile(r"[^\n]+")
_NUMBERED = re.compile(r"(?:Q(?:uestion)?\s*)?#?\d{1,2}\s*[.):]\s*\S")
_LABELLED = r"[A-Z][\w.'\u2019-]*(?: [A-Z&][\w.'\u2019-]*){0,3}"
_LETTER = re.compile(r"(?P<letter>[QA])(?:\.|:|\)) ?(?=\S)")
_LABEL = re.compile(
    rf"\*{{0,2}}(?P<label>{_LABELLED})\*{{0,2}} ?:\*{{0,2}}\s+(?=\S)|\(\((?P<bracketed>{_LABELLED})\)\)\s*:?\s*(?=\S)"
)
_QUESTION_LABELS = frozenset({"q", "question"})
_ANSWER_LABELS = frozenset({"a", "answer"})
_CAPITALISED = r"[A-Z][\w'\u2019-]{1,30}+"
_NAME = rf"{_CAPITALISED}(?: [A-Z]\.)?(?: (?:de|van|von|der|bin|al|el|la|du|da) )?(?: {_CAPITALISED}){{1,2}}"
_TITLED = re.compile(rf"\b(?:Dr|Prof|Professor|Mr|Mrs|Ms|Sir|Ambassador|Minister|President)\.? (?P<name>{_NAME})")
_CUED = re.compile(
    rf"\b(?i:interview(?:ed|s)?|views of|spoke (?:to|with)|speaks (?:to|with)|talk(?:ed|s) (?:to|with)|conversation with"
    rf"|questions to|answers? (?:from|by|of)|Q&A(?: with)?|asked)\b[^.\n]{{0,80}}?(?P<name>{_NAME})"
)
_ANY_NAME = re.compile(_NAME)
_APPOSED = re.compile(rf"(?<!of )(?<!in )(?<!at )(?<!from )\b(?P<name>{_NAME}), (?:an? |the )?[a-z]")
_CUE = re.compile(
    r"\b(?:interview|views of|spoke (?:to|with)|talked (?:to|with)|conversation|Q&A|asked|questions?|answers?)\b", re.IGNORECASE
)
_INTRODUCTION = 2_000  # characters
_LONGEST_QUESTION = 500
_ENDS = ".!?:\"\u201d\u2019')\u2026\u0964\u06d4\u061f\u3002\uff01\uff1f"  # and those of other scripts


class Turn(NamedTuple):
    """``text[start:end]``, which ``speaker`` says."""

    start: int
    end: int
    speaker: str


class _Line(NamedTuple):
    start: int
    end: int
    text: str


def turns(text: str) -> list[Turn]:
    """Return what the people interviewed in ``text`` say, in order: nothing when the text is no interview."""
    lines = [_Line(match.start(), match.end(), match.group().strip()) for match in _PARAGRAPH.finditer(text)]
    lines = [line for line in lines if line.text]
    return list(_labelled(text, lines)) or list(_answered(text, lines))


def _label(line: _Line) -> str | None:
    if letter := _LETTER.match(line.text):
        return letter["letter"]
    match = _LABEL.match(line.text)
    return match["label"] or match["bracketed"] if match else None


def _labelled(text: str, lines: Sequence[_Line]) -> Iterator[Turn]:
    """Yield the turns of a text whose paragraphs start with who speaks: "Q:", "A:", "Lemon:"; one of them must ask."""
    labels = [_label(line) for line in lines]
    counts = Counter(label for label in labels if label)
    asked = Counter(label for line, label in zip(lines, labels, strict=True) if label and line.text.endswith("?"))
    recurring = {label for label, count in counts.items() if count > 1}
    askers = {label for label in recurring if label.lower().rstrip(".") in _QUESTION_LABELS or 2 * asked[label] >= counts[label]}
    if not askers or askers == recurring:
        return
    numbers = [i for i, label in enumerate(labels) if label in recurring]
    spoken = [labels[i] or "" for i in numbers]
    speakers = {later: _full(later, text, lines[numbers[0]].start) for asker, later in pairwise(spoken) if asker in askers}
    interviewee = _interviewee(text, lines[numbers[0]].start)
    speaker: str | None = None
    for i in range(numbers[0], len(lines)):
        label = labels[i]
        if label in recurring:
            speaker = (
                None if label in askers else interviewee if label.lower().rstrip(".") in _ANSWER_LABELS else speakers.get(label)
            )
        elif lines[i].text[-1] not in _ENDS:  # a caption, or a heading behind the last answer
            if i > numbers[-1]:
                return
            continue
        if speaker is not None:
            yield Turn(lines[i].start, lines[i].end, speaker)


def _full(label: str, text: str, end: int) -> str:
    """Return the name before ``end`` that ``label`` stands for, by its initials or its last part, or ``label``."""
    for match in _ANY_NAME.finditer(text, max(0, end - _INTRODUCTION), end):
        parts = match.group().split()
        if label == parts[-1] or label == "".join(part[0] for part in parts):
            return match.group()
    return label


def _answered(text: str, lines: Sequence[_Line]) -> Iterator[Turn]:
    """Yield the answers to numbered questions, or to paragraphs of nothing but a question where the article says it asked."""
    numbered = [i for i, line in enumerate(lines) if _is_question(line) and _NUMBERED.match(line.text)]
    questions = numbered
    if len(numbered) < 2:  # noqa: PLR2004
        questions = [i for i, line in enumerate(lines) if _is_question(line) and _label(line) is None]
        if len(questions) < 3 or not _CUE.search(text, 0, min(_INTRODUCTION, lines[questions[0]].start)):  # noqa: PLR2004
            return
    interviewee = _interviewee(text, lines[questions[0]].start)
    if interviewee is None:
        return
    asked = set(questions)
    surname = interviewee.rsplit(" ", 1)[-1].lower()
    answering = False
    for i, line in enumerate(lines):
        if i in asked:
            answering = True
        elif answering and i > questions[-1] and _is_after(line, surname):
            return
        elif answering:
            yield Turn(line.start, line.end, interviewee)


def _is_question(line: _Line) -> bool:
    return line.text.endswith("?") and len(line.text) <= _LONGEST_QUESTION and not line.text.startswith(('"', "\u201c"))


def _is_after(line: _Line, surname: str) -> bool:
    """Tell whether ``line`` no longer belongs to the last answer: a heading, or a paragraph about the one who answered."""
    return line.text[-1] not in _ENDS or surname in line.text.lower()


def _interviewee(text: str, end: int) -> str | None:
    """Return the name of the one who is interviewed, as the introduction ``text[:end]`` gives it."""
    start = max(0, end - _INTRODUCTION)
    names = [match["name"] for pattern in (_CUED, _TITLED) for match in pattern.finditer(text, start, end)]
    names = names or [match["name"] for match in _APPOSED.finditer(text, start, end)]
    return max(names, key=lambda name: text.count(name.rsplit(" ", 1)[-1]), default=None)
