"""Frames of speech in one sentence: acts of saying, of judging and demanding, and sources."""

from collections.abc import Collection

from tallyspan.context.speaker.frames.frame import Frame
from tallyspan.context.speaker.frames.judgements import Judgements
from tallyspan.context.speaker.frames.sayers import Subjects
from tallyspan.context.speaker.frames.saying import Saying
from tallyspan.context.speaker.frames.sources import Sources
from tallyspan.context.speaker.frames.stances import Stances
from tallyspan.context.speaker.frames.unlisted import Unlisted
from tallyspan.context.speaker.line import SpeechLine
from tallyspan.syntax import Word


class FrameFinder:
    """Finds the frames of one sentence."""

    def __init__(self, line: SpeechLine, unlisted: Collection[int] = ()) -> None:
        subjects = Subjects(line)
        self._candidates = unlisted
        self._unlisted = Unlisted(line, subjects)
        self._line = line
        self._saying = Saying(line, subjects)
        self._sources = Sources(line)
        self._stances = Stances(line, subjects)
        self._judgements = Judgements(line, subjects)

    def find(self) -> list[Frame]:
        """Return the frames in text order."""
        frames: list[Frame] = []
        for word in self._line.words:
            if frames and frames[-1].source and word.i < frames[-1].own[1]:
                continue
            listed = word.norm in self._line.table.speaking_words
            frame = self._at(word) if listed else self._unlisted.at(word.i) if word.i in self._candidates else None
            if frame is not None:
                frames.append(frame)
        return frames

    def _at(self, word: Word) -> Frame | None:
        """Return the frame of ``word``: of the first kind that it makes one of."""
        table, i = self._line.table, word.i
        frame = None
        if word.norm in table.verbs:
            frame = self._saying.at(i, table.verbs[word.norm])
        elif word.norm in table.preposition_starts:
            frame = self._sources.at(i)
        if frame is None and word.norm in table.stance.verbs:
            frame = self._stances.at(i, table.stance.verbs[word.norm])
        if frame is None and word.norm in table.stance.nouns:
            frame = self._judgements.at(i)
        return frame
