"""What is said in each sentence of one article: frames with the speakers that are named; pronouns are not settled yet."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from tallyspan.context.page import Page
from tallyspan.context.speaker.frames.frame import Frame
from tallyspan.context.speaker.frames.frames import FrameFinder
from tallyspan.context.speaker.frames.judgements import OWNERS
from tallyspan.context.speaker.frames.sayers import Subjects
from tallyspan.context.speaker.frames.unlisted import unlisted
from tallyspan.context.speaker.line import SpeechLine
from tallyspan.context.speaker.who.names import SpeakerNames
from tallyspan.context.speaker.who.noun_phrases import NounPhrases, Range
from tallyspan.context.speaker.words import SpeechWords
from tallyspan.model import Mention
from tallyspan.syntax import Tree, Word

PERSONAL = frozenset({"he", "she", "they", "it"})
_WORD = re.compile(r"(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|St|Jr|Sr)\.|['\u2019]s\b|\w+(?:\.\w+)*|``|''|[^\w\s]")
_UNNAMED = frozenset({"i", "we", "you", "who", "which", "that", "this", "there"})


class Said(NamedTuple):
    """A frame with its ``speaker``, None when nobody is named; ``pronoun`` is the one that stands for the speaker, if any."""

    frame: Frame
    speaker: str | None
    pronoun: str | None


class Heard(NamedTuple):
    """One sentence, its words, and what is said in it."""

    number: int
    tree: Tree
    said: Sequence[Said]


class Sentences:
    """The sentences of ``page``, each heard once, with the names of their speakers in ``names``."""

    def __init__(self, table: SpeechWords, page: Page, names: SpeakerNames) -> None:
        self._table = table
        self._page = page
        self._names = names
        self._heard_before: dict[int, Heard] = {}
        self._claims = [one.start for one in page.readings]
        self._names_at = [one.start for one in page.mentions]

    def heard(self, number: int) -> Heard:
        """Return the sentence ``number`` with what is said in it."""
        if number not in self._heard_before:
            self._heard_before[number] = self._heard(number)
        return self._heard_before[number]

    def line(self, tree: Tree) -> SpeechLine:
        """Return ``tree`` as the readers of speech see it."""
        dates, figures = self._claimed(tree)
        names = [words_of(tree, one.start, one.end) for one in self.mentioned(tree.start, tree.end)]
        phrases = NounPhrases(self._table, tree.words, dates | figures, names, parsed=tree.parsed)
        return SpeechLine(self._table, tree, phrases, dates, figures)

    def mentioned(self, start: int, end: int) -> Sequence[Mention]:
        """Return the mentions that start in ``[start, end)``."""
        return self._page.mentions[bisect_left(self._names_at, start) : bisect_left(self._names_at, end)]

    def _heard(self, number: int) -> Heard:
        tree = self._page.trees.get(number) or self._bare(number)
        norms = {word.norm for word in tree.words}
        had = not (self._table.having.isdisjoint(norms) or self._table.evidence.isdisjoint(norms))  # "the latest poll has him"
        candidates = unlisted(self._table, tree.words)
        if not (had or candidates) and self._table.triggers.isdisjoint(norms):
            return Heard(number, tree, ())
        line = self.line(tree)
        phrases = line.phrases
        said: list[Said] = []
        for frame in FrameFinder(line, candidates).find():
            before = next((one for one in reversed(said) if not (one.frame.source or one.frame.narrow)), None)
            subject = frame.speaker
            if subject is None and before is None:
                subject = Subjects(line).shared(frame.verb) or phrases.after(0)
            if subject is not None:
                said.append(self._said(frame, subject, phrases))
            else:  # "..., adding that": the speaker of the frame before
                said.append(Said(frame, None, None) if before is None else before._replace(frame=frame))
        return Heard(number, tree, said)

    def _claimed(self, tree: Tree) -> tuple[frozenset[int], frozenset[int]]:
        """Return the numbers of the words of dates, and of other claims."""
        first, last = bisect_left(self._claims, tree.start), bisect_left(self._claims, tree.end)
        dates: list[int] = []
        figures: list[int] = []
        for one in self._page.readings[first:last]:
            (dates if one.kind == "date" else figures).extend(range(*words_of(tree, one.start, one.end)))
        return frozenset(dates), frozenset(figures)

    def _said(self, frame: Frame, subject: Range, phrases: NounPhrases) -> Said:
        pronoun = phrases.words[subject[0]].norm if subject[1] - subject[0] == 1 else ""
        pronoun = OWNERS.get(pronoun, pronoun)
        if pronoun in PERSONAL or pronoun in _UNNAMED:
            return Said(frame, None, pronoun)
        return Said(frame, self._names.name(phrases, subject), None)

    def _bare(self, number: int) -> Tree:
        """Return the words of a sentence that no model has seen."""
        start, end = self._page.sentences[number]
        words = [
            Word(i, match.group(), match.start(), "", "")
            for i, match in enumerate(_WORD.finditer(self._page.article.text, start, end))
        ]
        return Tree(words, start, end, parsed=False)


def words_of(tree: Tree, start: int, end: int) -> Range:
    """Return the words that share a character with ``[start, end)``."""
    words = tree.words
    return (
        bisect_right(words, start, key=lambda word: word.end),
        bisect_left(words, end, key=lambda word: word.start),
    )
