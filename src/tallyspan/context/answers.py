"""Scores to answers: which words of the article, which class, and how sure. Nothing here knows what a word means."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple, Self

import numpy as np

from tallyspan.context.labels import CHOICES, ROLES
from tallyspan.context.windows import Window
from tallyspan.encoder.network import Floats, Scores
from tallyspan.encoder.pieces import Pieces

_ENDS = np.cumsum([len(classes) for classes in CHOICES.values()])[:-1]
_MORE = 0.25  # how likely there is more than one subject
_LIKELY = 0.5  # a piece that belongs to an answer
_LIKELIEST = 0.25  # the likeliest piece, where none is likely
_REST_OF_NAME = 0.3  # a piece beside a likely one of a name
_CLOSE = 0.7  # of the likeliest
_LONG_NUMBER = 24  # characters
_GAP = 2  # pieces between parts of a measure
_MOST_PIECES = 3  # of a measure
_GLUE = re.compile(r"(?:[-\u2010-\u2015'\u2019&/.,]|['\u2019]s)?")  # what stands between the parts of one word
_LEADING = re.compile(r"(?:(?:of|and|or|but)(?:\s+|$))?(?:(?:the|an?)(?:\s+|-|$))?", re.IGNORECASE)
_TRAILING = re.compile(r"(?:\s+(?:of|and|or|but|the|an?))+\Z", re.IGNORECASE)
_DIGITS = re.compile(r"\d(?:[\d.,]*\d)?")
_MARKS = " \t\r\n,;:.!?\"'\u2018\u2019\u201c\u201d()[]-\u2013\u2014"


Bounds = tuple[int, int]


class Pointed(NamedTuple):
    """Characters that an answer points at, and how likely they are part of it."""

    start: int
    end: int
    likely: float


class Answer(NamedTuple):
    """What the model says of one claim. Spans index the article's text."""

    measure: list[Bounds]
    aspect: str
    modality: str
    reach: str
    """How the number holds for the date in ``time``: during, since or until."""
    many: str
    """How many subjects: none, one or more."""
    subjects: list[Pointed]
    speaker: list[Pointed]
    time: list[Pointed]
    per: list[Pointed]
    sure: list[float]
    """How likely each choice is right, in their order, then each role, each by its own score."""

    @classmethod
    def of(cls, fields: Sequence[Any]) -> Self:
        """Return the answer with these ``fields``, which may have been through a Doc's bytes."""
        measure, aspect, modality, reach, many, *pointed, sure = fields
        subjects, speaker, time, per = ([Pointed._make(one) for one in some] for some in pointed)
        return cls([(start, end) for start, end in measure], aspect, modality, reach, many, subjects, speaker, time, per, sure)


class Decoder:
    """Turns the scores of the claims of one text into answers. ``offset`` is where the text starts in its article."""

    def __init__(self, text: str, pieces: Pieces, offset: int = 0) -> None:
        self._text = text
        self._pieces = pieces
        self._offset = offset

    def answer(self, window: Window, scores: Scores) -> Answer:
        """Return the answer of the claim that was seen in ``window``."""
        likely = _sigmoid(scores.roles)
        likely[window.inside > 0] = 0
        of = dict(zip(ROLES, likely.T, strict=True))
        chances = dict(zip(CHOICES, map(softmax, np.split(scores.classes, _ENDS)), strict=True))
        chosen = {name: CHOICES[name][int(chance.argmax())] for name, chance in chances.items()}
        if chances["subjects"][-1] > _MORE:
            chosen["subjects"] = CHOICES["subjects"][-1]
        _bridge(of["measure"], window)
        measure = sorted(self._pointed(window, of["measure"]), key=lambda one: -one.likely)[:_MOST_PIECES]

        def named(role: str, rest: float = 1.0) -> list[Pointed]:
            return [] if chosen[role] == "none" else self._pointed(window, of[role], rest, likeliest=0)

        subjects, speaker = (named(role, _REST_OF_NAME) for role in ("subjects", "speaker"))
        time, per = named("time"), named("per")
        sure = [float(chance.max()) for chance in chances.values()]
        sure += [_sure(of[role], found) for role, found in zip(ROLES, (measure, subjects, speaker, time, per), strict=True)]
        return Answer(
            [(one.start, one.end) for one in sorted(measure)],
            chosen["aspect"],
            chosen["modality"],
            chosen["reach"],
            chosen["subjects"],
            subjects,
            speaker,
            time,
            per,
            sure,
        )

    def _is_claim(self, window: Window, one: Pointed) -> bool:
        """Tell whether ``one`` shares characters with the claim, as where a number stands inside a word."""
        claim = window.pieces[window.inside > 0]
        start, end = self._pieces.starts[claim[0]] + self._offset, self._pieces.ends[claim[-1]] + self._offset
        return bool(one.start < end and start < one.end)

    def _pointed(self, window: Window, likely: Floats, rest: float = 1.0, likeliest: float = _LIKELIEST) -> list[Pointed]:
        """Return the runs of likely pieces; where there are none, those of the likeliest, if it is above ``likeliest``."""
        runs = list(self._runs(window, likely, _LIKELY, rest))
        if not runs and likely.max() > likeliest:
            runs = list(self._runs(window, likely, float(likely.max()) * _CLOSE, rest))
        return runs

    def _runs(self, window: Window, likely: Floats, least: float, rest: float = 1.0) -> Iterator[Pointed]:
        """Yield the runs of whole words of which a piece is at least so likely, without marks and articles around them.

        What stands beside such a piece needs to be as likely as ``rest`` only.
        """
        chosen = np.flatnonzero(likely >= min(least, rest))
        run: list[int] = []
        for i in [*chosen.tolist(), -1]:
            if run and (i < 0 or not self._joined(window.pieces[run[-1]], window.pieces[i])):
                first, last = window.pieces[run[0]], window.pieces[run[-1]]
                bare = self._bare(*self._whole(int(first), int(last)))
                sure = likely[run][likely[run] >= least]
                if bare and len(sure):
                    pointed = Pointed(bare[0] + self._offset, bare[1] + self._offset, float(np.mean(sure)))
                    if not self._is_claim(window, pointed):
                        yield pointed
                run = []
            run.append(i)

    def _joined(self, before: int, behind: int) -> bool:
        """Tell whether nothing but space, or the inside of a word, stands between two pieces."""
        pieces = self._pieces
        if behind == before + 1 or pieces.words[before] == pieces.words[behind]:
            return True
        between = self._text[pieces.ends[before] : pieces.starts[behind]]
        return bool(_GLUE.fullmatch(between))

    def _whole(self, first: int, last: int) -> Bounds:
        """Return the bounds of the words that two pieces belong to."""
        words = self._pieces.words
        start = int(self._pieces.starts[np.searchsorted(words, words[first])])
        end = int(self._pieces.ends[np.searchsorted(words, words[last], side="right") - 1])
        return self._number(start, start)[0], self._number(end - 1, end)[1]

    def _number(self, at: int, otherwise: int) -> Bounds:
        """Return the bounds of the number around ``text[at]``, which pieces may cut at a comma: "1,279 cases"."""
        if self._text[at : at + 1].isdigit():
            for match in _DIGITS.finditer(self._text, max(0, at - _LONG_NUMBER), at + _LONG_NUMBER):
                if match.start() <= at < match.end():
                    return match.span()
        return otherwise, otherwise

    def _bare(self, start: int, end: int) -> Bounds | None:
        """Cut marks and articles off ``text[start:end]``; None when nothing is left."""
        text = self._text[start:end]
        start += len(text) - len(text.lstrip(_MARKS))
        text = _TRAILING.sub("", text.strip(_MARKS))
        leading = _LEADING.match(text)
        cut = leading.end() if leading else 0
        return (start + cut, start + len(text)) if len(text) - cut > 1 else None  # one letter is the rest of something


def _sure(likely: Floats, pointed: Sequence[Pointed]) -> float:
    """Return how likely what is ``pointed`` at is right, or, where nothing is, that nothing is to be."""
    return max((one.likely for one in pointed), default=1 - float(likely.max()))


def _bridge(likely: Floats, window: Window) -> None:
    """Make likely what stands in a gap of few pieces between likely ones, but for the claim: "trade … Peru" reads badly."""
    chosen = np.flatnonzero(likely >= _LIKELY)
    for before, behind in pairwise(chosen.tolist()):
        apart = window.pieces[behind] - window.pieces[before]  # in the text, of which a window shows parts
        if 1 < apart == behind - before <= _GAP + 1 and not window.inside[before:behind].any():
            likely[before:behind] = np.maximum(likely[before:behind], _LIKELY)


def _sigmoid(scores: Floats) -> Floats:
    return np.asarray((1 + np.tanh(scores / 2)) / 2, dtype=np.float32)  # no overflow, however sure


def softmax(scores: Floats) -> Floats:
    """Return the shares of classes that exclude each other."""
    raised = np.exp(scores - scores.max())
    return np.asarray(raised / raised.sum(), dtype=np.float32)
