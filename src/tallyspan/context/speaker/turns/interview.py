"""Interviews printed as questions and answers: who says the answers, though no word of saying stands there."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from tallyspan.context.speaker.turns.interviewed import Interview, full_name, interview

_PARAGRAPH = re.compile(r"[^\n]+")
_NUMBERED = re.compile(r"(?:Q(?:uestion)?\s*)?#?\d{1,2}\s*[.):]\s*\S")
_LABELLED = r"[A-Z][\w.'\u2019-]*(?: [A-Z&][\w.'\u2019-]*){0,3}"
_LETTER = re.compile(r"\*{0,2}(?P<letter>[QA])(?:\.|:|\)|\s?[\u2014\u2013-])\*{0,2} ?(?=\S)")
_LABEL = re.compile(
    rf"\*{{0,2}}(?P<label>{_LABELLED})\*{{0,2}} ?:\*{{0,2}}\s+(?=\S)|\(\((?P<bracketed>{_LABELLED})\)\)\s*:?\s*(?=\S)"
)
_QUESTION_LABELS = frozenset({"q", "question"})
_ANSWER_LABELS = frozenset({"a", "answer"})
_CUE = re.compile(
    r"\b(?:interview|views of|(?:spoke|talked|speaks|talks|sat down|caught up|met) (?:to|with)"
    r"|conversation|Q&A|asked|questions?|answers?)\b",
    re.IGNORECASE,
)
_ADDRESSING = re.compile(r"\b(?:you|your|yours)\b", re.IGNORECASE)
_OF_ONESELF = re.compile(r"\b(?:I|my|me|we|our|us)\b", re.IGNORECASE)
_I = re.compile(r"\b(?:I|I['\u2019]\w+|[Mm]y)\b")
_INTRODUCTION = 2_000  # characters
_LONGEST_QUESTION = 500
_LONGEST_PROMPT = 160
_FEWEST_QUESTIONS = 3
_FEWEST_OF_ONESELF = 2  # answers
_ENDS = ".!?:\"\u201d\u2019')*\u2026\u0964\u06d4\u061f\u3002\uff01\uff1f"  # and those of other scripts


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
    """Return what the people in the interview ``text`` say, in order: nothing when the text is no interview."""
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
    asked = Counter(label for line, label in zip(lines, labels, strict=True) if label and _asks(line))
    recurring = {label for label, count in counts.items() if count > 1}
    askers = {label for label in recurring if label.lower().rstrip(".") in _QUESTION_LABELS or 2 * asked[label] >= counts[label]}
    if not askers or (askers == recurring and len(recurring) > 1):
        return
    numbers = [i for i, label in enumerate(labels) if label in recurring]
    told = interview(text, lines[numbers[0]].start)
    if askers == recurring:  # "Q: ...", and answers without a label
        if sum(_is_of_oneself(lines, i + 1) for i in numbers) >= _FEWEST_OF_ONESELF:
            yield from _between(lines, numbers, told)
        return
    spoken = [labels[i] or "" for i in numbers]
    answering = dict.fromkeys(later for asker, later in pairwise(spoken) if asker in askers)
    speakers = {label: full_name(label, text, lines[numbers[0]].start) for label in answering}
    speaker: str | None = None
    for i in range(numbers[0], len(lines)):
        label = labels[i]
        if label in recurring:
            plain = label.lower().rstrip(".")
            asks = told.interviewer if plain in _QUESTION_LABELS else None
            speaker = asks if label in askers else told.interviewee if plain in _ANSWER_LABELS else speakers.get(label)
        elif lines[i].text[-1] not in _ENDS:  # a caption, or a heading behind the last answer
            if i > numbers[-1]:
                return
            continue
        if speaker is not None:
            yield Turn(lines[i].start, lines[i].end, speaker)


def _answered(text: str, lines: Sequence[_Line]) -> Iterator[Turn]:
    """Yield the answers to numbered questions, or to paragraphs of nothing but a question where somebody is said to answer."""
    questions = [i for i, line in enumerate(lines) if _is_question(line) and _NUMBERED.match(line.text)]
    if len(questions) < 2:  # noqa: PLR2004
        questions = [i for i, line in enumerate(lines) if _is_question(line) and _label(line) is None]
        if not questions:
            return
        personal = sum(_is_of_oneself(lines, i + 1) for i in range(questions[0], len(lines))) >= _FEWEST_OF_ONESELF
        cued = len(questions) >= _FEWEST_QUESTIONS and _CUE.search(text, 0, min(_INTRODUCTION, lines[questions[0]].start))
        if not cued and not (personal and len(questions) > 1):
            return
        prompts = [i for i in range(questions[0] + 2, len(lines) - 1) if _is_prompt(lines, i, questions)]
        questions = sorted({*questions, *prompts})
    yield from _between(lines, questions, interview(text, lines[questions[0]].start))


def _between(lines: Sequence[_Line], questions: Sequence[int], told: Interview) -> Iterator[Turn]:
    """Yield the paragraphs behind each of ``questions`` as answers, and the questions where the one who asks has a name."""
    if told.interviewee is None:
        return
    asked = set(questions)
    surname = told.interviewee.rsplit(" ", 1)[-1].lower()
    for i in range(questions[0], len(lines)):
        line = lines[i]
        if i > questions[-1] and _is_after(line, surname):
            return
        speaker = told.interviewer if i in asked else told.interviewee
        if speaker is not None:
            yield Turn(line.start, line.end, speaker)


def _asks(line: _Line) -> bool:
    return line.text.rstrip("*_ ").endswith("?")


def _is_question(line: _Line) -> bool:
    return _asks(line) and len(line.text) <= _LONGEST_QUESTION and not line.text.startswith(('"', "\u201c"))


def _is_prompt(lines: Sequence[_Line], i: int, questions: Collection[int]) -> bool:
    """Tell whether a paragraph between two answers asks without a question mark: "Your harvest was down this year."."""
    text = lines[i].text
    if len(text) > _LONGEST_PROMPT or not {i - 1, i, i + 1}.isdisjoint(questions) or text[-1] not in _ENDS:
        return False
    return bool(_ADDRESSING.search(text)) and not _OF_ONESELF.search(text)


def _is_of_oneself(lines: Sequence[_Line], i: int) -> bool:
    """Tell whether somebody speaks of themselves in a paragraph, and is not quoted."""
    return i < len(lines) and bool(_I.search(lines[i].text)) and not lines[i].text.startswith(('"', "\u201c"))


def _is_after(line: _Line, surname: str) -> bool:
    """Tell whether ``line`` no longer belongs to the last answer: a heading, or a paragraph about the one who answered."""
    return line.text[-1] not in _ENDS or surname in line.text.lower()
